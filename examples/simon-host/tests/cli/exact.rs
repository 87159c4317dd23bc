//! A vendor with a login in the browser and several administrations.

use std::sync::Arc;

use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, ExactOnline,
};
use simon_core::http::SystemClock;
use simon_testkit::Simulator as _;

use super::World;

const SETTINGS: &str = r#"
administratie = "417"
dagboek = "70"
reistijd_artikel = "REIS"
werktijd_artikel = "UUR"
klantreferentie = "beide"
pdf = "werkbon"
"#;

impl World<ExactOnline> {
    /// The demo's books, and a host in which nobody logged in.
    fn exact() -> Self {
        let vendor = ExactOnline::new(Arc::new(SystemClock));
        vendor.seed_demo();
        let world = Self::of("exact", vendor);
        world.write("geheim.txt", &format!("{DEMO_CLIENT_SECRET}\n"));
        world.write_config(&world.keys(), SETTINGS);
        world
    }

    fn keys(&self) -> String {
        let id = format!("client_id = '{DEMO_CLIENT_ID}'\nclient_secret_file = 'geheim.txt'\n");
        format!("{}{id}redirect_uri = '{DEMO_REDIRECT_URI}'\n", self.roots())
    }

    /// Where the browser ends after `login-url`.
    fn redirect(&self) -> String {
        let page = self.json(&["login-url"]).document()["url"].as_str().unwrap().to_owned();
        let request = http::Request::get(page).body(bytes::Bytes::new()).unwrap();
        let answer = self.vendor.handle(&request);
        answer.headers()[http::header::LOCATION].to_str().unwrap().to_owned()
    }

    fn connected() -> Self {
        let world = Self::exact();
        let login = world.json(&["login", "--redirect", &world.redirect()]);
        assert_eq!(login.exit, 0, "{}", login.stderr);
        assert_eq!(login.document()["verbonden"], true);
        world
    }
}

#[test]
fn one_logs_in_in_the_browser_and_each_address_works_once_a3() {
    let world = World::exact();
    let before = world.json(&["check"]);
    assert_eq!((before.exit, before.stdout.as_str()), (1, ""));
    assert!(before.stderr.contains("Kies Koppel"), "{}", before.stderr);
    let redirect = world.redirect();
    let forged = world.json(&["login", "--redirect", &format!("{redirect}x")]);
    assert_eq!((forged.exit, forged.stdout.as_str()), (1, ""), "the state is another one");
    assert_eq!(world.vendor.tokens_issued(), 0);
    let login = world.json(&["login", "--redirect", &redirect]).document();
    assert_eq!(login["verbonden"], true);
    assert!(login["administratie"].is_null(), "the user has not chosen yet: {login}");
    let again = world.json(&["login", "--redirect", &redirect]);
    assert_eq!(again.exit, 1);
    for ran in [before, forged, again] {
        assert!(!ran.stderr.contains(DEMO_CLIENT_SECRET) && !ran.stderr.contains("code="));
    }
    assert_eq!(world.json(&["check"]).exit, 0, "also in another process");
    world.vendor.refusals().assert_none();
}

#[test]
fn two_administrations_with_one_number_are_named_and_none_is_taken_c17() {
    let world = World::connected();
    world.vendor.add_division(5_000_001, "417", "Klant van de accountant");
    let refused = world.json(&["activate", "--wipe", "all"]);
    assert_eq!(refused.exit, 1);
    let lines = refused.documents();
    let line = lines.iter().find(|line| line["sleutel"] == "administratie").unwrap();
    let bericht = line["bericht"].as_str().unwrap();
    assert!(bericht.contains("3201417") && bericht.contains("5000001"), "{bericht}");
    assert!(line["te_nemen_actie"].as_str().unwrap().contains("code"), "{line}");
    assert_eq!(lines.last().unwrap()["opgeslagen"], false);
    world.write_config(&world.keys(), &SETTINGS.replace("417", "3201417"));
    let by_code = world.json(&["activate", "--wipe", "all"]);
    assert_eq!(by_code.exit, 0, "{}", by_code.stdout);
    assert_eq!(by_code.documents().last().unwrap()["vendor_id"], "3201417");
}

#[test]
fn a_werkbon_becomes_one_concept_invoice_with_its_pdf_on_the_customers_card_c19() {
    let world = World::connected();
    assert_eq!(world.json(&["activate", "--wipe", "all"]).exit, 0);
    let synced = world.json(&["sync"]);
    assert_eq!(synced.exit, 0, "{}", synced.stderr);
    world.write("bon.pdf", "%PDF-1.4\n%%EOF\n");
    let klant = world.klant("Garage Van Dijk B.V.");
    let bon = format!(
        r#"{{"nummer": "7", "klant": "{klant}", "gereed_gemeld": true, "reistijd_minuten": 15,
        "klantreferentie": "PO-88", "pdfs": [{{"soort": "werkbon", "bestand": "bon.pdf"}}]}}"#
    );
    for _ in 0..2 {
        let archived = world.archive(&[&bon]);
        assert_eq!(archived.exit, 0, "{}", archived.stdout);
        assert_eq!(archived.document()["uitkomst"], "geleverd");
    }
    let books = world.vendor.books();
    let [invoice] = <[_; 1]>::try_from(books.invoices()).expect("exactly one");
    assert_eq!(invoice.description.as_deref(), Some("Werkbon simon-7"));
    assert_eq!(invoice.your_ref.as_deref(), Some("7 / PO-88"));
    assert_eq!(invoice.lines[0].quantity.to_string(), "0.25");
    let [document] = <[_; 1]>::try_from(books.documents()).expect("exactly one");
    assert_eq!(document.account.as_deref(), Some(invoice.ordered_by.as_str()));
    assert_eq!(document.attachments[0].naam, "bon.pdf");
    let reconciled = world.json(&["reconcile"]);
    assert_eq!((reconciled.exit, &reconciled.document()["uitkomst"]), (0, &"een".into()));
    let limiet = &world.json(&["status"]).document()["limiet"]["vensters"];
    assert_eq!((&limiet[0]["verzoeken"], &limiet[1]["verzoeken"]), (&60.into(), &5_000.into()));
    assert_eq!(world.json(&["deactivate", "--disconnect", "--yes"]).exit, 0);
    assert_eq!(world.json(&["activate"]).exit, 1, "the tokens are gone: somebody logs in again");
    world.vendor.refusals().assert_none();
}

#[test]
fn a_wrong_key_or_address_is_named_without_its_value() {
    let world = World::exact();
    let keys = world.keys();
    let named = |connection: &str, word: &str| {
        world.write_config(connection, SETTINGS);
        let ran = world.json(&["status"]);
        assert_eq!((ran.exit, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains(word), "{word} in {}", ran.stderr);
        assert!(!ran.stderr.contains("waarde-9"), "{}", ran.stderr);
    };
    named(&format!("{keys}koppelsleutel = 'waarde-9'"), "'koppelsleutel'");
    named(&keys.replace("client_id = ", "clientid = "), "'clientid'");
    named(&format!("{keys}land = 'waarde-9'"), "land");
    named(&keys.replace(&world.roots(), "base_url = 'https://waarde-9.example'\n"), "base_url");
}
