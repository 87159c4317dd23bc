//! The program itself, run against simulated vendors that live in the test.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod activation;
mod errors;
mod exact;
mod following;
mod login;
mod looking;
mod page;
mod serve;
mod werkbonnen;
mod wording;
mod world;

use world::World;

#[test]
fn the_demo_plays_the_whole_story_and_ends_with_0() {
    let demo = world::simon_host(&["demo"]);
    assert_eq!(demo.exit, 0, "{}\n{}", demo.stdout, demo.stderr);
    let ended_well = demo.stdout.matches("Alles ging zoals het moest.").count();
    assert_eq!(ended_well, 5, "one story per vendor\n{}", demo.stdout);
    let demo = world::simon_host(&["--json", "--language", "en", "demo", "--vendor", "snelstart"]);
    assert_eq!(demo.exit, 0, "{}", demo.stderr);
    let lines = demo.documents();
    assert!(lines.iter().all(|line| line["ok"] == true && line["vendor"] == "snelstart"));
    assert!(lines.iter().any(|line| line["tekst"] == "and still exactly one verkooporder"));
}

#[test]
fn the_settings_table_is_data() {
    let world = World::new();
    let settings = world.json(&["settings"]);
    assert_eq!(settings.exit, 0);
    let lines = settings.documents();
    let memo = lines.iter().find(|line| line["key"] == "memo").unwrap();
    assert_eq!((&memo["type"], &memo["chapter"]), (&"keuze".into(), &"5.8".into()));
    assert_eq!(memo["choices"][0]["value"], "geen");
    assert!(memo["label"].is_string());
}
