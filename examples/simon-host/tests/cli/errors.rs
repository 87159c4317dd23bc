use super::World;
use super::world::{Ran, SETTINGS, simon_host};

/// A failure in words, with an action, and nothing on standard output.
fn assert_explained(ran: &Ran, exit: i32, word: &str) {
    assert_eq!(ran.exit, exit, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains(word), "{word} in {}", ran.stderr);
    assert!(ran.stderr.contains("Te nemen actie"), "{}", ran.stderr);
}

#[test]
fn a_wrong_configuration_ends_with_2_and_names_what_is_wrong() {
    let world = World::new();
    assert_explained(&simon_host(&["--config", "/nowhere.toml", "status"]), 2, "/nowhere.toml");
    world.write("simon.toml", "vendor = 'snelstart'\nstore = 'sqlite:x.db'\nlanguag = 'nl'");
    assert_explained(&world.json(&["status"]), 2, "'languag'");
    world.write("simon.toml", "vendor = 'exakt'\nstore = 'sqlite:x.db'");
    assert_explained(&world.json(&["status"]), 2, "'exakt'");
    world.configure("\nreistijdartikel = 'REIS'");
    assert_explained(&world.json(&["check"]), 2, "'reistijdartikel'");
    let connection = world.connection("key", "sleutel.txt");
    world.write_config(&format!("{connection}\nkoppelcode = 'x'"), SETTINGS);
    assert_explained(&world.json(&["status"]), 2, "'koppelcode'");
    world.write_config(&world.connection("key", "weg.txt"), SETTINGS);
    assert_explained(&world.json(&["status"]), 2, "koppelsleutel_file");
    assert_eq!(simon_host(&["verzin"]).exit, 2);
    assert_eq!(simon_host(&["demo", "--vendor", "exakt"]).exit, 2);
}

#[test]
fn time_runs_faster_only_as_told_and_says_so() {
    let world = World::new();
    for speed in ["0@2026-03-02T08:00:00Z", "1.5@2026-03-02T08:00:00Z", "60", "60@gisteren", ""] {
        assert_explained(&world.at_speed(speed, &["status"]), 2, "SIMON_HOST_CLOCK_SPEED");
    }
    let fast = world.at_speed("60@2026-03-02T08:00:00Z", &["status"]);
    assert_eq!(fast.exit, 0, "{}", fast.stderr);
    assert!(fast.stderr.contains("60 keer zo snel"), "{}", fast.stderr);
    assert_eq!(world.text(&["status"]).stderr, "");
}

#[test]
fn refused_keys_are_explained_and_leave_the_state_as_it_was_a3() {
    let world = World::new();
    world.write("sleutel.txt", "geheim-koppelsleutel-123");
    let wrong = world.json(&["check"]);
    assert_explained(&wrong, 1, "oppelsleutel");
    let activated = world.json(&["activate", "--wipe", "all"]);
    assert_eq!(activated.exit, 1);
    assert_eq!(world.json(&["status"]).document()["fase"], "inactief");
    world.write_config(&world.connection("geheime-subscription-456", "sleutel.txt"), SETTINGS);
    let expired = world.json(&["check"]);
    assert_eq!(expired.exit, 1, "{}", expired.stderr);
    for ran in [wrong, activated, expired] {
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!all.contains("geheim-koppel") && !all.contains("geheime-sub"), "{all}");
    }
}

#[test]
fn refused_keys_say_why_a_werkbon_waits_until_the_next_save_a9() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    world.write("sleutel.txt", "geheim-koppelsleutel-123");
    assert_eq!(world.json(&["sync"]).exit, 1);
    let bon = format!(
        r#"{{"nummer": "1", "klant": "{klant}", "gereed_gemeld": true, "werktijd_minuten": 60}}"#
    );
    let archived = world.archive(&[&bon]);
    assert_eq!(archived.exit, 1, "{}", archived.stdout);
    let document = archived.document();
    assert_eq!(document["uitkomst"], "vastgehouden");
    assert_eq!(document["code"], "integratie-aandacht-nodig");
    assert!(document["te_nemen_actie"].is_string());
    assert_explained(&world.json(&["deliver"]), 1, "aanmelding");
    world.configure(SETTINGS);
    assert_eq!(world.json(&["save"]).exit, 0);
    assert_eq!(world.json(&["deliver"]).document()["uitkomst"], "geleverd");
}

#[test]
fn an_unreachable_vendor_ends_with_3() {
    let mut world = World::new();
    world.stop_vendor();
    assert_explained(&world.json(&["check"]), 3, "Fout");
    assert_eq!(world.json(&["activate", "--wipe", "all"]).exit, 3);
}

#[test]
fn nothing_is_fetched_before_activation() {
    let world = World::new();
    assert_explained(&world.json(&["sync"]), 1, "Fout");
    assert_eq!(world.json(&["save"]).exit, 1);
}

#[test]
fn texts_are_english_when_asked() {
    let world = World::new();
    let english = world.text(&["--language", "en", "sync"]);
    assert_eq!(english.exit, 1);
    assert!(english.stderr.contains("Action to take"), "{}", english.stderr);
}

#[test]
fn a_store_in_memory_says_that_it_forgets() {
    let world = World::new();
    let text = "vendor = 'snelstart'\nstore = 'memory:'\n[connection]\n";
    let connection = world.connection("key", "sleutel.txt");
    world.write("simon.toml", &format!("{text}{connection}"));
    let status = world.json(&["status"]);
    assert_eq!(status.exit, 0);
    assert!(status.stderr.contains("memory:"), "{}", status.stderr);
}
