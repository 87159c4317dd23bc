//! One set of books under both interfaces, and what a person does in it.

use connector_eboekhouden::simulator::{Eenheid, Rekening};

use crate::caller::Caller;

#[test]
fn both_interfaces_show_the_same_books() {
    let caller = Caller::empty();
    let relatie = caller.relatie("R1");
    let artikel = caller.artikel("A1");
    let groep = caller.sim.add_groep("GR", "Groep");
    caller.sim.change_artikel(artikel, |row| row.groep = Some(groep)).unwrap();
    assert_eq!(caller.relaties().element("ID"), relatie.to_string());
    assert_eq!(caller.get("/v1/relation").ids(), [relatie]);
    assert_eq!(caller.artikelen().element("GroepOmschrijving"), "Groep");
    caller.sim.change_groep(groep, |row| row.omschrijving = "Nieuw".into()).unwrap();
    assert_eq!(caller.artikelen().element("GroepOmschrijving"), "Nieuw");
    assert_eq!(caller.sim.groep_by_code("GR"), Some(groep));

    caller.sim.change_artikel(artikel, |row| row.actief = false).unwrap();
    assert_eq!(caller.artikelen().element("Actief"), "false");
    assert_eq!(caller.get("/v1/product").json()["items"][0]["active"], false);
    caller.sim.change_relatie(relatie, |row| row.inactief = true).unwrap();
    assert_eq!(caller.relaties().count("cRelatie"), 1);
    assert_eq!(caller.get("/v1/relation").ids(), [relatie]);
    caller.sim.hide_inactive_over_soap(true);
    caller.sim.hide_inactive_over_rest(true);
    assert_eq!(caller.relaties().count("cRelatie"), 0);
    assert!(caller.get("/v1/relation").ids().is_empty());

    caller.sim.delete_groep(groep).unwrap();
    assert_eq!(caller.artikelen().element("GroepOmschrijving"), "");
    caller.sim.delete_artikel(artikel).unwrap();
    caller.sim.delete_relatie(relatie).unwrap();
    assert!(caller.sim.delete_relatie(relatie).is_err());
    assert_eq!(caller.get(&format!("/v1/product/{artikel}")).status, 404);
    assert_eq!((caller.sim.relatie_count(), caller.sim.artikel_count()), (0, 0));
    caller.refused(&[]);
}

#[test]
fn the_office_keeps_its_lists() {
    let caller = Caller::empty();
    let unit = Eenheid { enkelvoud: "rol".into(), meervoud: "rollen".into() };
    let unit = caller.sim.add_eenheid(unit);
    assert_eq!(caller.get("/v1/unit?singular=rol").ids(), [unit]);
    let account = Rekening { omschrijving: "Zonder code".into(), ..Rekening::default() };
    let account = caller.sim.add_rekening(account);
    assert_eq!(caller.get(&format!("/v1/ledger/{account}")).json().get("code"), None);
    caller.sim.delete_rekening(account).unwrap();
    assert_eq!(caller.get(&format!("/v1/ledger/{account}")).code(), "LEDG_011");
    let sjabloon = caller.sim.add_sjabloon("Werkbon");
    assert_eq!(caller.sim.sjabloon_by_name("Werkbon"), Some(sjabloon));
    caller.sim.change_sjabloon(sjabloon, |row| row.actief = false).unwrap();
    assert!(caller.get("/v1/invoicetemplate?active=true&name=Werkbon").ids().is_empty());
    caller.sim.delete_sjabloon(sjabloon).unwrap();
    caller.refused(&[]);
}

#[test]
fn made_records_are_cheap_and_can_change() {
    let caller = Caller::empty();
    caller.sim.seed_relaties(300_000);
    caller.sim.seed_artikelen(1_000);
    let page = caller.get("/v1/relation?limit=2000&offset=298000");
    assert_eq!(page.ids().len(), 2000);
    let last = page.ids()[1999];
    caller.sim.change_relatie(last, |row| row.bedrijf = Some("Anders".into())).unwrap();
    assert_eq!(caller.get(&format!("/v1/relation/{last}")).json()["name"], "Anders");
    assert_eq!(caller.get("/v1/relation?code=G300000").ids(), [last]);
    assert_eq!(caller.artikelen().count("cArtikel"), 1_000);
    assert_eq!(caller.artikelen().element("GroepCode"), "GEN");
    caller.refused(&[]);
}
