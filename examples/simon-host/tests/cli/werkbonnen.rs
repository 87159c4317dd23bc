use connector_snelstart::simulator::NewOrder;
use simon_testkit::{Fault, On};

use super::World;

fn bon(nummer: &str, klant: &str, more: &str) -> String {
    format!(r#"{{"nummer": "{nummer}", "klant": "{klant}", "gereed_gemeld": true{more}}}"#)
}

const WORK: &str = r#", "werktijd_minuten": 60"#;

#[test]
fn one_refused_werkbon_does_not_hold_up_the_others_p20() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let archived = world.archive(&[
        &bon("1", "99999", WORK),
        &bon("2", &klant, r#", "artikelen": [{"code": "WEG", "aantal": "1"}]"#),
        &bon("3", &klant, r#", "werkomschrijving": "garantie", "werktijd_minuten": 60"#),
        &bon("4", &klant, WORK),
        &bon("5", &klant, r#", "artikelen": [{"code": "KRAAN15", "aantal": 1}]"#),
        &bon("6", &klant, r#", "aantallen": 3"#),
        &bon("7", &klant, WORK).replace("true", "false"),
        "geen json",
    ]);
    assert_eq!(archived.exit, 1, "{}", archived.stderr);
    let lines = archived.documents();
    let outcomes: Vec<&str> = lines.iter().map(|line| line["uitkomst"].as_str().unwrap()).collect();
    let refused = "geweigerd";
    let expected = [refused, refused, "gefilterd", "geleverd", refused, refused, refused, refused];
    assert_eq!(outcomes, expected);
    for line in lines.iter().filter(|line| line["uitkomst"] == refused) {
        assert!(line["bericht"].is_string() && line["te_nemen_actie"].is_string(), "{line}");
        assert!(line["code"].is_string() && line["vendor_id"].is_null(), "{line}");
    }
    assert!(lines[0]["bericht"].as_str().unwrap().contains("99999"));
    assert!(lines[1]["bericht"].as_str().unwrap().contains("WEG"));
    assert_eq!(lines[4]["code"], "host-werkbon-getal");
    assert!(lines[5]["bericht"].as_str().unwrap().contains("aantallen"));
    assert_eq!(lines[6]["code"], "host-werkbon-niet-gereed");
    assert!(lines[3]["vendor_id"].is_string() && lines[3]["vendor_nummer"].is_string());
    assert_eq!(world.vendor.orders().len(), 1);
    let log = world.json(&["log", "--record", "1"]).documents();
    assert_eq!((&log[0]["soort"], &log[0]["tabel"]), (&"fout".into(), &"werkbon".into()));
}

#[test]
fn archiving_twice_makes_one_order_c22() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let first = world.archive(&[&bon("1", &klant, WORK)]).document();
    let second = world.archive(&[&bon("1", "99999", WORK)]);
    assert_eq!(second.exit, 0, "{}", second.stdout);
    assert_eq!(second.document()["vendor_id"], first["vendor_id"]);
    assert_eq!(world.vendor.orders().len(), 1);
    assert_eq!(world.json(&["deliver"]).stdout, "");
}

#[test]
fn a_lost_answer_makes_no_second_order_c22() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    for (nummer, fault) in [("1", Fault::StallAfter), ("2", Fault::DropAfter)] {
        world.faults.add(On::new("POST", "/v2/verkooporders"), fault, 1);
        let archived = world.archive(&[&bon(nummer, &klant, WORK)]);
        assert_eq!(archived.exit, 0, "{}{}", archived.stdout, archived.stderr);
        let line = archived.document();
        assert_eq!(line["code"], "werkbon-teruggevonden", "{line}");
        assert_eq!(world.orders(nummer), 1);
    }
    assert!(world.vendor.refusals().all().is_empty());
}

#[test]
fn four_processes_at_once_make_one_order_c22() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let file = world.write("bon.json", &bon("1", &klant, WORK));
    let file = file.to_str().unwrap();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| world.json(&["archive", file]))).collect();
        for run in runs {
            let ran = run.join().unwrap();
            assert!(ran.exit < 2, "{}{}", ran.stdout, ran.stderr);
        }
    });
    assert_eq!(world.orders("1"), 1);
    let after = world.json(&["archive", file]);
    assert_eq!(after.document()["uitkomst"], "geleverd", "{}", after.stdout);
}

#[test]
fn a_host_that_is_killed_while_it_creates_makes_no_second_order_c22() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let file = world.write("bon.json", &bon("1", &klant, WORK));
    world.faults.add(On::new("POST", "/v2/verkooporders"), Fault::StallAfter, 1);
    let mut killed = world.start(&["archive", file.to_str().unwrap()]);
    while world.orders("1") == 0 {
        assert!(killed.try_wait().unwrap().is_none(), "the program ended too early");
        std::thread::yield_now();
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    // Its claim holds for some minutes: until then nobody touches the werkbon.
    let again = world.json(&["archive", file.to_str().unwrap()]);
    assert_eq!(again.exit, 1, "{}", again.stdout);
    assert_eq!(again.document()["uitkomst"], "onzeker");
    assert_eq!(world.json(&["deliver"]).stdout, "");
    assert_eq!(world.orders("1"), 1);
}

#[test]
fn archiving_that_was_killed_half_way_is_harmless_to_repeat_c22() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let files: Vec<String> = (101..=140)
        .map(|nummer| {
            let text = bon(&nummer.to_string(), &klant, WORK);
            world.write(&format!("{nummer}.json"), &text).display().to_string()
        })
        .collect();
    let args: Vec<&str> =
        std::iter::once("archive").chain(files.iter().map(String::as_str)).collect();
    let waiting = || world.json(&["status"]).document()["werkbonnen"]["wacht"].as_u64().unwrap();
    let mut killed = world.start(&args);
    while waiting() == 0 {
        assert!(killed.try_wait().unwrap().is_none(), "the program ended too early");
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let again = world.json(&args).documents();
    assert_eq!(again.len(), 40);
    for nummer in 101..=140 {
        assert!(world.orders(&nummer.to_string()) <= 1, "werkbon {nummer}");
    }
    // All but the one that the killed process may have had in hand.
    assert!(world.vendor.orders().len() >= 39, "{}", world.vendor.orders().len());
}

#[test]
fn two_deliveries_at_once_share_the_werkbonnen_c22() {
    let mut world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    world.stop_vendor();
    let bonnen: Vec<String> =
        (1..=12).map(|nummer| bon(&nummer.to_string(), &klant, WORK)).collect();
    world.archive(&bonnen.iter().map(String::as_str).collect::<Vec<_>>());
    world.start_vendor();
    let delivered: usize = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2).map(|_| scope.spawn(|| world.json(&["deliver"]))).collect();
        let runs = runs.into_iter().map(|run| run.join().unwrap());
        runs.map(|ran| ran.documents().len()).sum()
    });
    assert_eq!((delivered, world.vendor.orders().len()), (12, 12));
    assert_eq!(world.json(&["status"]).document()["werkbonnen"]["geleverd"], 12);
}

#[test]
fn an_outcome_that_nobody_knows_yet_is_uncertain_and_needs_attention() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    world.faults.add(On::new("POST", "/v2/verkooporders"), Fault::DropBefore, 1);
    let archived = world.archive(&[&bon("1", &klant, WORK)]);
    assert_eq!(archived.exit, 1, "{}{}", archived.stdout, archived.stderr);
    assert_eq!(archived.document()["uitkomst"], "onzeker");
    assert_eq!(world.json(&["status"]).document()["werkbonnen"]["wacht"], 1);
}

#[test]
fn a_werkbon_waits_while_the_vendor_cannot_be_reached() {
    let mut world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    world.stop_vendor();
    let archived = world.archive(&[&bon("1", &klant, WORK)]);
    assert_eq!(archived.exit, 3, "{}{}", archived.stdout, archived.stderr);
    assert_eq!(archived.document()["uitkomst"], "vastgehouden");
    assert_eq!(world.json(&["status"]).document()["werkbonnen"]["wacht"], 1);
    assert_eq!(world.json(&["sync"]).exit, 3);
}

#[test]
fn a_fetched_order_becomes_a_werkbon_once_and_is_completed_by_a_file() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let relaties = world.json(&["relaties"]).documents();
    let bakery = relaties.iter().find(|one| one["code"] == klant.as_str()).unwrap();
    let order = NewOrder {
        relatie: bakery["vendor_id"].as_str().unwrap().to_owned(),
        omschrijving: Some("Lekkage keuken".to_owned()),
        ..NewOrder::default()
    };
    world.vendor.add_order(&order).unwrap();
    for new in [1, 0] {
        let lines = world.json(&["sync", "--only", "orders"]).documents();
        assert_eq!(
            (&lines[0]["tabel"], &lines[0]["nieuw"]),
            (&"verkooporders".into(), &new.into())
        );
    }
    let werkbon = world.json(&["werkbonnen"]).document();
    assert_eq!(werkbon["werkomschrijving"], "Lekkage keuken");
    let nummer = werkbon["nummer"].as_str().unwrap();
    let text = format!(r#"{{"nummer": "{nummer}", "gereed_gemeld": true{WORK}}}"#);
    let archived = world.archive(&[&text]);
    assert_eq!(archived.document()["uitkomst"], "geleverd", "{}", archived.stdout);
    assert!(world.json(&["werkbonnen"]).documents().is_empty());
    assert_eq!(world.vendor.orders().len(), 2);
}
