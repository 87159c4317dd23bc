//! Commands that only look: `preview` and `reconcile`.

use connector_snelstart::simulator::{NewOrder, NewRelatie};
use serde_json::Value;
use simon_testkit::{Fault, On};

use super::World;

fn bon(nummer: &str, klant: &str, more: &str) -> String {
    format!(r#"{{"nummer": "{nummer}", "klant": "{klant}", "gereed_gemeld": true{more}}}"#)
}

const WORK: &str = r#", "werktijd_minuten": 100, "werkomschrijving": "Kraan vervangen"
    , "artikelen": [{"code": "KRAAN15", "aantal": "2.5", "omschrijving": "keuken"}]"#;

impl World {
    fn preview(&self, werkbonnen: &[&str]) -> super::world::Ran {
        let (log, status) = (self.json(&["log"]).stdout, self.stored());
        let writes = || {
            let journal = self.faults.journal();
            journal.iter().filter(|e| e.method != "GET" && !e.path.contains("token")).count()
        };
        let before = writes();
        let mut args = vec!["preview".to_owned()];
        for (at, text) in werkbonnen.iter().enumerate() {
            args.push(self.write(&format!("voorbeeld-{at}.json"), text).display().to_string());
        }
        let ran = self.json(&args.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((log, status), (self.json(&["log"]).stdout, self.stored()));
        assert_eq!(before, writes(), "a preview writes nothing at the vendor");
        ran
    }

    /// The status without the calls that were counted: prices are asked.
    fn stored(&self) -> Value {
        let mut status = self.json(&["status"]).document();
        status.as_object_mut().unwrap().remove("limiet");
        status
    }

    fn sent(&self) -> Value {
        let journal = self.faults.journal();
        let sent = journal.iter().rev().find(|exchange| exchange.is("POST", "/v2/verkooporders"));
        serde_json::from_slice(&sent.unwrap().body).unwrap()
    }
}

#[test]
fn a_preview_shows_what_archiving_sends_and_writes_nothing_g1() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let shown = world.preview(&[&bon("1", &klant, WORK)]);
    assert_eq!(shown.exit, 0, "{}", shown.stderr);
    let line = shown.document();
    assert_eq!((&line["nummer"], &line["uitkomst"]), (&"1".into(), &"document".into()));
    let regels = line["regels"].as_array().unwrap();
    assert_eq!((&regels[0]["code"], &regels[0]["aantal"]), (&"KRAAN15".into(), &"2.5".into()));
    assert_eq!(regels[0]["prijs"]["bedrag"], "11.95");
    assert_eq!((&regels[1]["code"], &regels[1]["aantal"]), (&"UUR".into(), &"1.67".into()));
    assert!(line["waarschuwingen"].is_array());
    let document: Value = serde_json::from_str(line["document"].as_str().unwrap()).unwrap();
    world.archive(&[&bon("1", &klant, WORK)]);
    assert_eq!(document, world.sent());
    let again = world.preview(&[&bon("1", &klant, WORK)]);
    assert_eq!((again.exit, &again.document()["uitkomst"]), (0, &"geleverd".into()));
}

#[test]
fn a_preview_of_what_may_not_be_sent_says_why_g1() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let shown = world.preview(&[
        &bon("1", "99999", WORK),
        &bon("2", &klant, r#", "werkomschrijving": "garantie", "werktijd_minuten": 60"#),
        &bon("3", &klant, ""),
        &bon("4", &klant, WORK),
    ]);
    assert_eq!(shown.exit, 1);
    let lines = shown.documents();
    let outcomes: Vec<&str> = lines.iter().map(|line| line["uitkomst"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["geweigerd", "gefilterd", "geweigerd", "document"]);
    assert_eq!(lines[2]["code"], "werkbon-zonder-regels");
    assert!(lines[2]["te_nemen_actie"].is_string());
    assert_eq!(world.preview(&[&bon("2", &klant, r#", "werkomschrijving": "garantie""#)]).exit, 0);
    assert_eq!(world.json(&["preview", "bestaat-niet.json"]).exit, 2);
}

#[test]
fn a_preview_for_people_has_lines_prices_and_texts_g1() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let file = world.write("bon.json", &bon("1", &klant, WORK));
    let shown = world.text(&["preview", file.to_str().unwrap()]).stdout;
    for part in ["Bakkerij De Korenaar", "2,5 × KRAAN15 keuken à 11,95 zonder btw", "SnelStart"] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
}

#[test]
fn a_preview_needs_the_vendor_for_agreed_prices_only_g1() {
    let mut world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let file = world.write("bon.json", &bon("1", &klant, WORK));
    world.stop_vendor();
    assert_eq!(world.json(&["preview", file.to_str().unwrap()]).exit, 3);
}

#[test]
fn reconcile_tells_what_is_there_what_is_not_and_what_is_unknown_g2() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let archived =
        world.archive(&[&bon("1", &klant, WORK), &bon("2", &klant, WORK), &bon("3", &klant, WORK)]);
    assert_eq!(archived.exit, 0, "{}", archived.stdout);
    world.archive(&[&bon("4", &klant, r#", "werkomschrijving": "garantie""#)]);
    let clean = world.json(&["reconcile"]);
    assert_eq!(clean.exit, 0, "{}{}", clean.stdout, clean.stderr);
    let outcomes = |ran: &super::world::Ran| -> Vec<(String, String)> {
        let lines = ran.documents();
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        lines.iter().map(|line| (text(&line["nummer"]), text(&line["uitkomst"]))).collect()
    };
    let expected = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let all = [("1", "een"), ("2", "een"), ("3", "een"), ("4", "geen")];
    assert_eq!(outcomes(&clean), expected(&all));
    let copy = NewOrder {
        relatie: world.vendor.add_relatie(NewRelatie::klant("Van de kopie")),
        memo: Some("Simon-werkbon: simon-2".to_owned()),
        ..NewOrder::default()
    };
    world.vendor.add_order(&copy).unwrap();
    let unknown = NewOrder { memo: Some("Simon-werkbon: simon-77".to_owned()), ..copy };
    world.vendor.add_order(&unknown).unwrap();
    let found = world.json(&["reconcile", "--since", "2020-01-01"]);
    assert_eq!(found.exit, 1);
    let all = [("1", "een"), ("2", "meer"), ("3", "een"), ("4", "geen"), ("-", "onbekend")];
    assert_eq!(outcomes(&found), expected(&all));
    let lines = found.documents();
    assert_eq!((&lines[1]["klopt"], &lines[3]["klopt"]), (&false.into(), &true.into()));
    assert_eq!(
        (&lines[3]["status"], &lines[4]["referentie"]),
        (&"gefilterd".into(), &"simon-77".into())
    );
    assert!(lines[1]["documenten"].as_array().unwrap().iter().all(|d| d["vendor_id"].is_string()));
    let text = world.text(&["reconcile"]).stdout;
    assert!(text.contains("! 2: meer dan een document"), "{text}");
    assert_eq!(world.json(&["reconcile", "--since", "gisteren"]).exit, 2);
}

#[test]
fn reconcile_never_reports_on_half_a_list_g2_g3() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    world.archive(&[&bon("1", &klant, WORK), &bon("2", &klant, WORK)]);
    world.vendor.cap_pages(1);
    let from_second = On::new("GET", "/v2/verkooporders").skip(1);
    world.faults.add(from_second, Fault::status(503), usize::MAX);
    let broken = world.json(&["reconcile"]);
    assert_eq!((broken.exit, broken.stdout.as_str()), (3, ""), "{}", broken.stderr);
}

#[test]
fn sync_shows_where_answers_differ_g5() {
    let world = World::active();
    world.vendor.add_raw_relatie(
        r#"{"id":"00000001-aaaa-bbbb-cccc-000000000001","relatiesoort":["Klant"],"nonactief":false,
        "modifiedOn":"2026-03-01T10:00:00"}"#,
    );
    let synced = world.json(&["sync", "--only", "relaties", "--full"]).document();
    assert_eq!(synced["afwijkingen"][0]["voorbeeld"]["veld"], "relaties.naam");
    assert_eq!(synced["afwijkingen"][0]["aantal"], 1);
    let shown = world.text(&["sync", "--only", "relaties", "--full"]).stdout;
    assert!(shown.contains("afwijkend antwoord: relaties.naam ontbreekt (1×"), "{shown}");
    let log = world.json(&["log", "--kind", "waarschuwing"]).documents();
    let said = log.iter().filter(|line| line["code"] == "antwoord-afwijkend").count();
    assert_eq!(said, 1, "said once: {log:?}");
}

#[test]
fn a_preview_of_what_was_delivered_names_its_document_g1() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let delivered = world.archive(&[&bon("1", &klant, WORK)]).document();
    let shown = world.preview(&[&bon("1", &klant, WORK)]).document();
    assert!(shown["vendor_id"].is_string());
    assert_eq!(shown["vendor_nummer"], delivered["vendor_nummer"]);
}
