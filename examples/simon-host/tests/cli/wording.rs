//! Whether a person, without knowing the program, reads what is the matter and what to do.

use std::process::{Command, Stdio};
use std::time::Duration;

use simon_core::host::Clock;
use simon_core::http::SystemClock;

use super::World;
use super::world::SETTINGS;

#[test]
fn a_value_of_the_wrong_kind_is_named_by_its_key_and_never_shown() {
    let world = World::new();
    let refused = |connection: &str, key: &str, wanted: &str| {
        world.write_config(&connection.replace("= 'productie'", "= 'geheim'"), SETTINGS);
        let ran = world.json(&["status"]);
        assert_eq!((ran.exit, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        for part in [key, wanted, "Te nemen actie"] {
            assert!(ran.stderr.contains(part), "{part} is not in {}", ran.stderr);
        }
        assert!(!ran.stderr.contains("geheim"), "{}", ran.stderr);
    };
    let good = world.connection("key", "sleutel.txt");
    refused(&good, "'connection.limieten'", "een van: ontwikkeling, productie");
    let good = good.replace("'productie'", "\"productie\"");
    let text = good.replace("create_timeout = 1", "create_timeout = 'e'");
    refused(&text, "'connection.create_timeout'", "een geheel getal van 0 of meer");
    let number = good.replace("'sleutel.txt'", "5");
    refused(&number, "'connection.koppelsleutel_file'", "tekst tussen aanhalingstekens");
    world.write("simon.toml", "vendor = 'snelstart'\nstore = 'sqlite::memory:'");
    assert_eq!(world.json(&["status"]).exit, 2);
    assert!(!world.folder.path().join(":memory:").exists());
}

#[test]
fn a_file_that_cannot_be_used_is_explained_in_either_language() {
    let world = World::active();
    std::fs::write(world.folder.path().join("latin.json"), b"{\"nummer\": \"1\xe9\"}").unwrap();
    let folder = world.folder.path().join("map.json");
    std::fs::create_dir(&folder).unwrap();
    let cases = [
        (world.folder.path().join("weg.json"), 2, "het bestand bestaat niet", "does not exist"),
        (folder, 2, "het is een map", "it is a folder"),
        (world.folder.path().join("latin.json"), 1, "geen tekst in UTF-8", "no text in UTF-8"),
        (world.write("leeg.json", ""), 1, "is leeg", "is empty"),
        (world.write("lijst.json", "[{}]"), 1, "bevat een lijst", "holds a list"),
    ];
    for (path, exit, nl, en) in cases {
        let path = path.to_str().unwrap();
        for command in ["archive", "preview"] {
            let dutch = world.json(&[command, path]);
            let document = dutch.document();
            assert_eq!((dutch.exit, &document["uitkomst"]), (exit, &"geweigerd".into()));
            let said = document["bericht"].as_str().unwrap();
            assert!(said.contains(nl) && document["te_nemen_actie"].is_string(), "{document}");
            assert!(!said.contains("os error"), "{document}");
        }
        let english = world.json(&["--language", "en", "archive", path]).document();
        assert!(english["bericht"].as_str().unwrap().contains(en), "{english}");
    }
}

#[test]
fn an_outage_that_stops_every_table_is_told_once() {
    let mut world = World::active();
    world.stop_vendor();
    let sync = world.json(&["sync"]);
    assert_eq!(sync.exit, 3);
    assert!(sync.documents().iter().all(|line| line["fout"]["code"] == "fout-onbereikbaar"));
    assert_eq!(sync.documents().len(), 4);
    assert_eq!(sync.stderr.matches("Fout:").count(), 1, "{}", sync.stderr);
}

#[test]
fn an_empty_answer_is_said_to_people_and_left_empty_for_scripts() {
    let world = World::new();
    assert_eq!(world.json(&["activate", "--wipe", "all"]).exit, 0);
    let commands: [&[&str]; 5] =
        [&["relaties"], &["deliver"], &["reconcile"], &["log", "--kind", "fout"], &["werkbonnen"]];
    for command in commands {
        let (json, text) = (world.json(command), world.text(command));
        assert_eq!((json.exit, json.stdout.as_str()), (0, ""), "{command:?}");
        assert_eq!((text.exit, text.stdout.as_str()), (0, ""), "{command:?}");
        assert!(!text.stderr.is_empty(), "{command:?}");
    }
    world.configure("\nreistijd_artikel = 'REIS'");
    assert_eq!(world.json(&["save"]).exit, 0);
    let off = world.text(&["sync", "--only", "orders"]);
    assert_eq!(off.exit, 0);
    assert!(off.stderr.contains("bij de instellingen"), "{}", off.stderr);
}

#[test]
fn delivering_while_the_integration_is_off_says_that_it_is() {
    let world = World::active();
    assert_eq!(world.json(&["deactivate", "--yes"]).exit, 0);
    let deliver = world.json(&["deliver"]);
    assert_eq!((deliver.exit, deliver.stdout.as_str()), (1, ""));
    assert!(deliver.stderr.contains("niet actief"), "{}", deliver.stderr);
}

#[test]
fn serving_while_the_integration_is_off_says_once_that_it_waits() {
    let world = World::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_simon-host"));
    command.arg("--config").arg(world.folder.path().join("simon.toml")).arg("serve");
    // Fast enough that it looks several times.
    command.env("SIMON_HOST_CLOCK_SPEED", "200@2026-03-02T08:00:00Z");
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    world.runtime.block_on(SystemClock.sleep(Duration::from_millis(1_500)));
    let told = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().unwrap();
    assert!(told.success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    let stderr = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(stderr.matches("serve wacht daarop").count(), 1, "{stderr}");
}
