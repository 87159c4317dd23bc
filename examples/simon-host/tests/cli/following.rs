use std::collections::BTreeSet;

use connector_snelstart::simulator::NewRelatie;
use rust_decimal::Decimal;
use serde_json::Value;
use simon_testkit::{Exchange, Fault, On};

use super::World;

fn line<'a>(lines: &'a [Value], tabel: &str) -> &'a Value {
    lines.iter().find(|line| line["tabel"] == tabel).unwrap_or_else(|| panic!("no {tabel}"))
}

#[test]
fn sync_fetches_everything_once_and_then_only_what_changed() {
    let world = World::new();
    assert_eq!(world.json(&["activate", "--wipe", "all"]).exit, 0);
    let first = world.json(&["sync"]);
    assert_eq!(first.exit, 0, "{}", first.stderr);
    let lines = first.documents();
    let relaties = line(&lines, "relaties");
    for key in ["ontvangen", "nieuw", "gewijzigd", "ongewijzigd", "overgeslagen", "verwijderd"] {
        assert!(relaties[key].is_u64(), "{key} in {relaties}");
    }
    assert!(relaties["aanroepen"].as_u64().unwrap() > 0);
    assert!(relaties["cursor"].is_string());
    let count = world.json(&["relaties"]).documents().len();
    assert_eq!(relaties["nieuw"].as_u64().unwrap(), u64::try_from(count).unwrap());
    world.vendor.add_relatie(NewRelatie::klant("Nieuw"));
    let second = world.json(&["sync", "--only", "relaties"]);
    let lines = second.documents();
    assert_eq!(lines.len(), 1, "only what was asked for");
    assert_eq!((&lines[0]["nieuw"], &lines[0]["gewijzigd"]), (&1.into(), &0.into()));
    let full = world.json(&["sync", "--only", "relaties,artikelen", "--full"]);
    let lines = full.documents();
    assert_eq!(lines.len(), 2);
    assert!(line(&lines, "relaties")["ongewijzigd"].as_u64().unwrap() > 1);
}

#[test]
fn the_lists_show_the_store() {
    let world = World::active();
    let relaties = world.json(&["relaties"]).documents();
    let bakery = relaties.iter().find(|one| one["naam"] == "Bakkerij De Korenaar").unwrap();
    assert!(bakery["vendor_id"].is_string() && bakery["code"].is_string());
    assert_eq!(bakery["adres"]["plaats"], "Amersfoort");
    let addresses = world.json(&["werkadressen"]).documents();
    let of_bakery = addresses.iter().find(|one| one["relatie"] == bakery["vendor_id"]).unwrap();
    assert_eq!(
        (&of_bakery["herkomst"], &of_bakery["vendor_id"]),
        (&"vendor".into(), &of_bakery["id"])
    );
    let articles = world.json(&["artikelen"]).documents();
    let tap = articles.iter().find(|one| one["code"] == "KRAAN15").unwrap();
    let price: Decimal = tap["verkoopprijs"]["bedrag"].as_str().expect("text").parse().unwrap();
    assert_eq!(price, Decimal::new(1195, 2));
    let groups = world.json(&["artikelgroepen"]).documents();
    assert!(groups.iter().any(|one| one["naam"] == "Diversen"));
    assert!(world.json(&["werkbonnen"]).documents().is_empty());
    let shown = world.text(&["relaties"]);
    assert!(shown.stdout.contains("Bakkerij De Korenaar"), "{}", shown.stdout);
}

#[test]
fn a_clean_up_that_would_remove_much_asks_first_b5() {
    let world = World::new();
    let added: Vec<String> = (0..80)
        .map(|n| world.vendor.add_relatie(NewRelatie::klant(format!("Klant {n}"))))
        .collect();
    assert_eq!(world.json(&["activate", "--wipe", "all"]).exit, 0);
    assert_eq!(world.json(&["sync"]).exit, 0);
    let before = world.json(&["relaties"]).documents().len();
    for id in &added {
        world.vendor.delete_relatie(id).unwrap();
    }
    let stopped = world.json(&["cleanup"]);
    assert_eq!(stopped.exit, 1);
    let lines = stopped.documents();
    assert_eq!(line(&lines, "relaties")["gestopt_bij"], 80);
    let would_go = line(&lines, "relaties")["zou_verwijderen"].as_array().unwrap();
    let codes: BTreeSet<&str> = would_go.iter().map(|code| code.as_str().unwrap()).collect();
    let known = world.json(&["relaties"]).documents();
    let added = known.iter().filter(|one| one["naam"].as_str().unwrap().starts_with("Klant "));
    assert_eq!(codes, added.map(|one| one["code"].as_str().unwrap()).collect());
    assert!(
        lines.iter().all(|it| it["tabel"] == "relaties" || it.get("zou_verwijderen").is_none())
    );
    let told = world.text(&["cleanup"]).stdout;
    assert_eq!(told.lines().filter(|line| line.contains(" Klant ")).count(), 10, "{told}");
    assert!(told.contains("70"), "the number of the rest: {told}");
    assert_eq!(world.json(&["relaties"]).documents().len(), before);
    let faults = world.json(&["log", "--kind", "fout", "--table", "klant"]).documents();
    assert_eq!(faults.len(), 2, "one of each clean-up");
    assert!(faults[0]["te_nemen_actie"].is_string());
    let forced = world.json(&["cleanup", "--yes"]);
    assert_eq!(forced.exit, 0, "{}", forced.stderr);
    assert_eq!(line(&forced.documents(), "relaties")["verwijderd"], 80);
    assert_eq!(world.json(&["relaties"]).documents().len(), before - 80);
}

#[test]
fn the_log_is_filtered_and_the_status_is_one_document() {
    let world = World::active();
    let status = world.json(&["status"]).document();
    assert_eq!((&status["vendor"], &status["fase"]), (&"snelstart".into(), &"actief".into()));
    let relaties = &status["tabellen"][0];
    assert_eq!(relaties["tabel"], "relaties");
    assert!(relaties["laatste_run"].is_string() && relaties["hoogste_mutatie"].is_string());
    assert_eq!(relaties["onderbroken"], false);
    assert_eq!(status["werkbonnen"]["wacht"], 0);
    let all = world.json(&["log"]).documents();
    for key in ["at", "soort", "tabel", "code", "bericht"] {
        assert!(all.iter().all(|line| line[key].is_string()), "{key}");
    }
    assert!(all.iter().all(|line| line.get("te_nemen_actie").is_some()));
    let times: Vec<&str> = all.iter().map(|line| line["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|one, two| one >= two), "newest first: {times:?}");
    let success = world.json(&["log", "--kind", "goedkeuring"]).documents();
    assert!(!success.is_empty() && success.len() < all.len());
    assert!(world.json(&["log", "--until", "2020-01-01"]).documents().is_empty());
    assert_eq!(world.json(&["log", "--since", "2020-01-01"]).documents().len(), all.len());
    assert!(world.json(&["log", "--action-needed"]).documents().is_empty());
    assert_eq!(world.json(&["log", "--since", "gisteren"]).exit, 2);
}

#[test]
fn one_customer_is_erased_in_one_command() {
    let world = World::active();
    let relaties = world.json(&["relaties"]).documents();
    let code = relaties[0]["code"].as_str().unwrap();
    let erased = world.json(&["erase", code]);
    assert_eq!(erased.exit, 1, "the vendor still has it: {}", erased.stderr);
    assert_eq!(erased.document()["gewist"], true);
    assert_eq!(world.json(&["relaties"]).documents().len(), relaties.len() - 1);
    assert_eq!(world.json(&["erase", code]).exit, 2, "nobody has this code any more");
    let id = format!("vendor_id:{}", relaties[0]["vendor_id"].as_str().unwrap());
    assert_eq!(world.json(&["erase", &id]).exit, 0, "nothing comes back that is not there");
    assert_eq!(world.json(&["cleanup", "--full"]).exit, 0);
    assert_eq!(world.json(&["relaties"]).documents().len(), relaties.len());
}

#[test]
fn a_sync_that_was_killed_goes_on_where_it_was_b1() {
    let world = World::new();
    world.vendor.seed_relaties(3_000);
    assert_eq!(world.json(&["activate", "--wipe", "all"]).exit, 0);
    world.faults.add(On::new("GET", "/v2/relaties").skip(4), Fault::StallBefore, 1);
    let mut killed = world.start(&["sync"]);
    let stored = || world.json(&["status"]).document()["records"]["relaties"].as_u64().unwrap();
    while world.faults.pending() > 0 {
        assert!(killed.try_wait().unwrap().is_none(), "the program ended too early");
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let status = world.json(&["status"]).document();
    assert_eq!(status["tabellen"][0]["onderbroken"], true, "{status}");
    assert!(world.text(&["status"]).stdout.contains("onderbroken"));
    world.faults.clear_journal();
    let resumed = world.json(&["sync", "--only", "relaties"]);
    assert_eq!(resumed.exit, 0, "{}{}", resumed.stdout, resumed.stderr);
    assert!(stored() > 3_000);
    assert_eq!(
        resumed.document()["nieuw"],
        stored(),
        "each customer once, those before it included"
    );
    let journal = world.faults.journal();
    let pages: Vec<_> = journal.iter().filter(|one| one.is("GET", "/v2/relaties")).collect();
    let skipped =
        |one: &&&Exchange| !one.query.contains("skip=0&") && !one.query.ends_with("skip=0");
    assert_eq!(pages.iter().filter(skipped).count(), pages.len(), "not from the beginning");
    assert_eq!(world.json(&["status"]).document()["tabellen"][0]["onderbroken"], false);
}
