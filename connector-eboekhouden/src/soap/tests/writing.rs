use super::*;
use chrono::NaiveDate;
use secrecy::SecretString;
use simon_testkit::builders::decimal;

use crate::config::SoapKeys;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

fn keys() -> SoapKeys {
    SoapKeys {
        username: "u & co".into(),
        security_code_1: SecretString::from("een<"),
        security_code_2: SecretString::from("twee"),
    }
}

fn signed(request: &Unsigned) -> String {
    let body = request.clone().into_body();
    String::from_utf8(sign(&body, "{S&1}", &SecretString::from("twee"))).unwrap()
}

fn factuur(omschrijving: &str) -> NewFactuur {
    NewFactuur {
        relatiecode: "K0042".into(),
        datum: day(),
        betalingstermijn: 14,
        factuursjabloon: "Factuursjabloon".into(),
        regels: vec![NewFactuurRegel {
            aantal: decimal("0.25"),
            eenheid: "uur".into(),
            code: "REIS".into(),
            omschrijving: omschrijving.into(),
            prijs_per_eenheid: decimal("48.00"),
            btw_code: "HOOG_VERK_21".into(),
            tegenrekening_code: "8000".into(),
            kostenplaats_id: 0,
        }],
    }
}

/// The names of the elements with text or nothing in them, in their order.
fn leaves(xml: &str) -> Vec<&str> {
    let tags: Vec<&str> =
        xml.split('<').skip(1).map(|part| part.split('>').next().unwrap()).collect();
    let ends = |pair: &[&str]| pair[1].strip_prefix('/') == Some(pair[0]);
    tags.windows(2).filter(|pair| ends(pair)).map(|pair| pair[0]).collect()
}

/// Source: the vendor's WSDL.
const FACTUUR: [&str; 34] = [
    "SessionID",
    "SecurityCode2",
    "Factuurnummer",
    "Relatiecode",
    "Datum",
    "Betalingstermijn",
    "Factuursjabloon",
    "PerEmailVerzenden",
    "EmailOnderwerp",
    "EmailBericht",
    "EmailVanAdres",
    "EmailVanNaam",
    "AutomatischeIncasso",
    "IncassoIBAN",
    "IncassoMachtigingSoort",
    "IncassoMachtigingID",
    "IncassoMachtigingDatumOndertekening",
    "IncassoMachtigingFirst",
    "IncassoRekeningNummer",
    "IncassoTnv",
    "IncassoPlaats",
    "IncassoOmschrijvingRegel1",
    "IncassoOmschrijvingRegel2",
    "IncassoOmschrijvingRegel3",
    "InBoekhoudingPlaatsen",
    "BoekhoudmutatieOmschrijving",
    "Aantal",
    "Eenheid",
    "Code",
    "Omschrijving",
    "PrijsPerEenheid",
    "BTWCode",
    "TegenrekeningCode",
    "KostenplaatsID",
];

#[test]
fn an_invoice_has_its_elements_in_the_order_of_the_wsdl_and_is_not_posted_or_mailed() {
    let xml = signed(&add_factuur(&factuur("Reistijd")));
    assert_eq!(leaves(&xml), FACTUUR);
    for expected in [
        "<InBoekhoudingPlaatsen>false</InBoekhoudingPlaatsen>",
        "<PerEmailVerzenden>false</PerEmailVerzenden>",
        "<AutomatischeIncasso>false</AutomatischeIncasso>",
        "<Datum>2026-03-02</Datum>",
        "<Factuurnummer></Factuurnummer>",
        "<Aantal>0.25</Aantal>",
        "<PrijsPerEenheid>48.00</PrijsPerEenheid>",
        "<Regels><cFactuurRegel>",
        r#"<AddFactuur xmlns="http://www.e-boekhouden.nl/soap">"#,
    ] {
        assert!(xml.contains(expected), "{expected}");
    }
}

#[test]
fn the_other_requests_have_their_elements_in_the_order_of_the_wsdl() {
    let filter = FacturenFilter { relatiecode: Some("K0042"), van: day(), tot_en_met: day() };
    let session = ["SessionID", "SecurityCode2"];
    for (request, expected) in [
        (get_relaties(), &["Trefwoord", "Code", "ID"][..]),
        (
            get_artikelen("REIS"),
            &["ArtikelID", "ArtikelOmschrijving", "ArtikelCode", "GroepOmschrijving", "GroepCode"],
        ),
        (get_facturen(&filter), &["Factuurnummer", "Relatiecode", "DatumVan", "DatumTm"]),
        (get_grootboekrekeningen("8000"), &["ID", "Code", "Categorie"]),
    ] {
        let xml = signed(&request);
        assert_eq!(leaves(&xml), [&session[..], expected].concat(), "{xml}");
        assert!(xml.contains("<cFilter>"), "{xml}");
    }
    let open = signed(&open_session(&keys(), "Simon"));
    assert_eq!(leaves(&open), ["Username", "SecurityCode1", "SecurityCode2", "Source"]);
    assert!(open.contains("<Username>u &amp; co</Username><SecurityCode1>een&lt;</SecurityCode1>"));
    let close = signed(&close_session());
    assert_eq!(leaves(&close), ["SessionID"]);
    assert!(close.contains("<SessionID>{S&amp;1}</SessionID>"), "{close}");
    assert!(!close.contains("twee"));
    let actions = Operation::ALL.map(Operation::soap_action);
    assert_eq!(actions[0], "\"http://www.e-boekhouden.nl/soap/OpenSession\"");
}

#[test]
fn texts_are_escaped_and_cannot_pass_for_a_placeholder() {
    let request = add_factuur(&factuur("a<b>&\"'\u{1}session\u{1}\u{0}\n]]>"));
    assert!(request.cleaned());
    let xml = signed(&request);
    assert!(
        xml.contains("<Omschrijving>a&lt;b&gt;&amp;&quot;&apos;session\n]]&gt;</Omschrijving>"),
        "{xml}"
    );
    assert_eq!(xml.matches("{S&amp;1}").count(), 1);
    assert!(!add_factuur(&factuur("Reistijd \u{e9}\u{1F600}")).cleaned());
}

#[test]
fn keys_are_not_shown_f6() {
    let request = open_session(&keys(), "Simon");
    assert!(!format!("{request:?}").contains("een"));
    let readable = get_relaties().readable();
    let lines: Vec<&str> = readable.lines().collect();
    assert_eq!(lines[3], "    <GetRelaties xmlns=\"http://www.e-boekhouden.nl/soap\">");
    assert_eq!(
        lines[6..9],
        ["      <cFilter>", "        <Trefwoord></Trefwoord>", "        <Code></Code>"]
    );
    assert_eq!(lines.last(), Some(&"</soap:Envelope>"));
    assert!(readable.contains("<SecurityCode2>...</SecurityCode2>"), "{readable}");
}
