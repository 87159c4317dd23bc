//! SOAP: making and finding invoices.

use std::time::Duration;

use crate::caller::{Caller, Reply};

const REGEL: &str = "<cFactuurRegel><Aantal>0.25</Aantal><Eenheid>uur</Eenheid><Code>REIS</Code>\
     <Omschrijving>Reistijd [10231]</Omschrijving><PrijsPerEenheid>48.00</PrijsPerEenheid>\
     <BTWCode>HOOG_VERK_21</BTWCode><TegenrekeningCode>8000</TegenrekeningCode>\
     <KostenplaatsID>0</KostenplaatsID></cFactuurRegel>";

/// The elements of an invoice that the vendor accepts.
fn invoice() -> String {
    format!(
        "<Factuurnummer></Factuurnummer><Relatiecode>K0042</Relatiecode><Datum>2025-03-14</Datum>\
         <Betalingstermijn>14</Betalingstermijn><Factuursjabloon>Factuursjabloon</Factuursjabloon>\
         <PerEmailVerzenden>false</PerEmailVerzenden><EmailOnderwerp/>\
         <AutomatischeIncasso>false</AutomatischeIncasso>\
         <IncassoMachtigingDatumOndertekening>2025-03-14</IncassoMachtigingDatumOndertekening>\
         <IncassoMachtigingFirst>false</IncassoMachtigingFirst>\
         <InBoekhoudingPlaatsen>false</InBoekhoudingPlaatsen><Regels>{REGEL}</Regels>"
    )
}

fn add(caller: &Caller, invoice: &str) -> Reply {
    caller.soap("AddFactuur", &format!("<oFact>{invoice}</oFact>"))
}

/// Sends an invoice with one thing replaced.
fn changed(caller: &Caller, from: &str, to: &str) -> Reply {
    let invoice = invoice();
    assert!(invoice.contains(from), "{from}");
    add(caller, &invoice.replace(from, to))
}

#[test]
fn makes_a_concept_and_finds_it() {
    let caller = Caller::demo();
    let reply = add(&caller, &invoice());
    assert_eq!(reply.element("Factuurnummer"), "F2025-00001", "{}", reply.text);
    let facturen = caller.sim.facturen();
    let factuur = &facturen[0];
    assert!(factuur.over_koppeling && !factuur.geboekt);
    assert_eq!(factuur.regels[0].aantal.to_string(), "0.25");
    let reis = factuur.regels[0].artikel.and_then(|id| caller.sim.artikel(id)).unwrap();
    assert_eq!(reis.omschrijving.unwrap(), "Reistijd");

    let found = caller.facturen("K0042", "2025-03-14", "2025-03-14");
    assert_eq!(found.element("Omschrijving"), "Reistijd [10231]");
    assert_eq!(found.element("TotaalExclBTW"), "12");
    assert_eq!(found.element("TotaalInclBTW"), "14.52");
    assert_eq!(found.element("Datum"), "2025-03-14T00:00:00");
    assert_eq!(caller.facturen("K0042", "2025-03-15", "2025-03-20").count("cFactuurList"), 0);
    assert_eq!(caller.facturen("K0043", "2025-03-14", "2025-03-14").count("cFactuurList"), 0);
    caller.sim.type_relation_codes(true);
    let typed = caller.facturen("", "1980-01-01", "2049-12-31");
    assert!(typed.text.contains("<Relatiecode xsi:type=\"xsd:string\">K0042</Relatiecode>"));
    caller.sim.read_prices_including_vat(true);
    assert_eq!(caller.facturen("", "1980-01-01", "2049-12-31").element("TotaalExclBTW"), "9.92");
    caller.sim.hide_concepts(true);
    assert_eq!(caller.facturen("", "1980-01-01", "2049-12-31").count("cFactuurList"), 0);
    caller.refused(&[]);
}

#[test]
fn records_decide() {
    let caller = Caller::demo();
    let cases = [
        ("K0042", "WEG", "CFACT025"),
        ("K0042", "K0007", "CFACT025"),
        (">Factuursjabloon<", ">factuursjabloon<", "CFACT028"),
        (">8000<", ">8999<", "CMUT012"),
        ("HOOG_VERK_21", "HOOG", "CFACT042"),
        ("ID>0<", "ID>7<", "CFACT212"),
    ];
    for (from, to, code) in cases {
        let reply = changed(&caller, from, to);
        assert_eq!((reply.status, reply.code().as_str()), (200, code), "{to}");
    }
    assert!(
        changed(&caller, "HOOG_VERK_21", "X").element("LastErrorDescription").contains("Regel 1")
    );
    assert!(caller.sim.facturen().is_empty());
    caller.sim.refuse_inactive_over_soap(false);
    assert_eq!(changed(&caller, "K0042", "K0007").code(), "");
    assert_eq!(changed(&caller, ">REIS<", ">vrij<").code(), "");
    caller.sim.check_line_codes(true);
    assert_eq!(changed(&caller, ">REIS<", ">vrij<").code(), "CFACT037");
    assert_eq!(changed(&caller, ">14<", ">0<").code(), "");
    caller.sim.refuse_zero_term(true);
    assert_eq!(changed(&caller, ">14<", ">0<").code(), "CFACT014");
    caller.refused(&["CFACT014"]);
}

#[test]
fn an_article_and_a_line_have_a_cost_centre() {
    let caller = Caller::demo();
    let artikelen = caller.artikelen().text;
    let kostenplaats = caller.sim.artikel(900_003).unwrap().kostenplaats.unwrap();
    let element = format!("<KostenplaatsID>{kostenplaats}</KostenplaatsID>");
    assert_eq!(artikelen.matches(&element).count(), 1);
    assert_eq!(artikelen.matches("<KostenplaatsID>0</KostenplaatsID>").count(), 5);

    let on_line = || changed(&caller, "ID>0<", &format!("ID>{kostenplaats}<"));
    assert_eq!(on_line().code(), "");
    let found = caller.facturen("K0042", "2025-03-14", "2025-03-14");
    assert_eq!(found.element("KostenplaatsID"), kostenplaats.to_string());
    assert_eq!(caller.sim.facturen()[0].regels[0].kostenplaats, Some(kostenplaats));
    caller.sim.delete_kostenplaats(kostenplaats).unwrap();
    assert_eq!(on_line().code(), "CFACT212");
    caller.refused(&[]);
}

#[test]
fn own_numbers_are_unique() {
    let caller = Caller::demo();
    let own = |number: &str| {
        let filled = format!("<Factuurnummer>{number}</Factuurnummer>");
        changed(&caller, "<Factuurnummer></Factuurnummer>", &filled)
    };
    assert_eq!(own("WB-A").element("Factuurnummer"), "WB-A");
    assert_eq!(own("WB-A").code(), "CFACT026");
    caller.sim.want_digit_at_end(true);
    assert_eq!(own("WB-B").code(), "CFACT026");
    caller.refused(&[]);
}

#[test]
fn what_no_correct_client_sends_is_recorded() {
    let caller = Caller::demo();
    let cases: [(&str, &str, &str, &[&str]); 12] = [
        ("K0042", "", "CFACT024", &["CFACT024"]),
        ("<Datum>2025", "<Datum>2050", "CFACT004", &["CFACT004"]),
        (">Factuursjabloon<", "><", "CFACT027", &["CFACT027"]),
        (REGEL, "", "CFACT006", &["CFACT006"]),
        (">REIS<", "><", "CFACT037", &["CFACT037"]),
        ("HOOG_VERK_21", " ", "CFACT038", &["CFACT038"]),
        (">Reistijd [10231]<", "><", "CFACT039", &["CFACT039"]),
        (">8000<", "><", "CFACT040", &["CFACT040"]),
        ("Verzenden>false", "Verzenden>true", "CFACT029", &["PerEmailVerzenden"]),
        ("Plaatsen>false", "Plaatsen>1", "CFACT032", &["InBoekhoudingPlaatsen"]),
        ("Incasso>false", "Incasso>true", "CFACT033", &["AutomatischeIncasso"]),
        (
            "<Betalingstermijn>14</Betalingstermijn>",
            "",
            "CFACT014",
            &["Betalingstermijn is missing", "CFACT014"],
        ),
    ];
    for (from, to, code, refused) in cases {
        assert_eq!(changed(&caller, from, to).code(), code);
        caller.refused(refused);
    }
    assert_eq!(changed(&caller, REGEL, &REGEL.repeat(101)).code(), "CFACT006");
    caller.refused(&["CFACT006"]);
    assert_eq!(caller.sim.facturen().len(), 0);
    assert_eq!(changed(&caller, "<Aantal>0.25</Aantal>", "").code(), "");
    caller.refused(&["Aantal is missing"]);
    assert_eq!(caller.sim.facturen()[0].regels[0].aantal.to_string(), "0");
    assert_eq!(changed(&caller, REGEL, &REGEL.repeat(100)).code(), "");
    for wrong in ["0.333", "0,25", "1E2", "", "+1", "1."] {
        assert_eq!(changed(&caller, ">0.25<", &format!(">{wrong}<")).status, 500, "{wrong}");
        caller.refused(&["Aantal is of the wrong type"]);
    }
    changed(&caller, "<EmailOnderwerp/>", "<EmailOnderwerp>x</EmailOnderwerp>");
    caller.refused(&["EmailOnderwerp is filled"]);
}

#[test]
fn look_ups_lag_and_copies_are_found() {
    let caller = Caller::demo();
    caller.sim.delay_look_ups(Duration::from_secs(30));
    add(&caller, &invoice());
    let all = || caller.facturen("", "1980-01-01", "2049-12-31").count("cFactuurList");
    assert_eq!((all(), caller.sim.facturen().len()), (0, 1));
    caller.clock.advance(Duration::from_secs(30));
    assert_eq!(all(), 1);
    caller.sim.delay_look_ups(Duration::ZERO);
    let first = caller.sim.factuur_by_number("F2025-00001").unwrap();
    let copy = caller.sim.copy_factuur(first).unwrap();
    assert_eq!(all(), 2);
    let facturen = caller.sim.facturen();
    assert_eq!(facturen[0].regels, facturen[1].regels);
    assert!(!facturen[1].over_koppeling && facturen[1].nummer != facturen[0].nummer);
    caller.sim.delete_factuur(copy).unwrap();
    assert_eq!(all(), 1);
    caller.refused(&[]);
}
