use super::World;
use super::world::SETTINGS;

#[test]
fn the_first_activation_shows_its_plan_and_wipes_everything_a1() {
    let world = World::new();
    let without = world.json(&["activate"]);
    assert_eq!(without.exit, 1);
    let plan = without.document();
    assert_eq!(plan["eerste_activatie"], true);
    assert_eq!(plan["plan"].as_array().unwrap().len(), 3);
    assert_eq!(world.json(&["status"]).document()["fase"], "inactief");
    let partly = world.json(&["activate", "--wipe", "relaties"]);
    assert_eq!(partly.exit, 1);
    let whole = world.json(&["activate", "--wipe", "all"]);
    assert_eq!(whole.exit, 0, "{}", whole.stderr);
    let lines = whole.documents();
    assert_eq!(lines[0]["plan"][0]["deel"], "relaties");
    assert_eq!(lines[1]["gewist"].as_array().unwrap().len(), 3);
    assert!(lines.iter().any(|line| line["sleutel"] == "reistijd_artikel" && line["ok"] == true));
    let saved = lines.last().unwrap();
    assert_eq!((&saved["opgeslagen"], &saved["versie"]), (&true.into(), &1.into()));
    let status = world.json(&["status"]).document();
    assert_eq!(status["fase"], "actief");
    assert_eq!(status["instellingen_versie"], 1);
}

#[test]
fn a_later_activation_wipes_only_what_is_named_a2() {
    let world = World::active();
    let before = world.json(&["artikelen"]).documents().len();
    assert!(before > 0);
    let groups = world.json(&["artikelgroepen"]).documents().len();
    let again = world.json(&["activate"]);
    assert_eq!(again.exit, 0, "{}", again.stderr);
    assert_eq!(again.documents()[0]["plan"].as_array().unwrap().len(), 0);
    assert_eq!(world.json(&["artikelen"]).documents().len(), before);
    let again = world.json(&["activate", "--wipe", "artikelen"]);
    assert_eq!(again.documents()[1]["gewist"][0]["aantal"], before + groups, "groups included");
    assert!(world.json(&["artikelen"]).documents().is_empty());
    assert!(!world.json(&["relaties"]).documents().is_empty());
    assert_eq!(world.json(&["sync"]).exit, 0);
    assert_eq!(world.json(&["artikelen"]).documents().len(), before, "filled again");
}

#[test]
fn check_tells_the_vendors_name_or_what_is_wrong_e1() {
    let world = World::new();
    let checks = world.json(&["check"]);
    assert_eq!(checks.exit, 0, "{}", checks.stderr);
    let lines = checks.documents();
    let travel = lines.iter().find(|line| line["sleutel"] == "reistijd_artikel").unwrap();
    assert_eq!((&travel["ok"], &travel["naam"]), (&true.into(), &"Reisuren".into()));
    world.configure(&SETTINGS.replace("REIS", "REISS"));
    let checks = world.json(&["check", "reistijd_artikel"]);
    assert_eq!(checks.exit, 1);
    let line = checks.document();
    assert_eq!(line["ok"], false);
    assert!(line["bericht"].as_str().unwrap().contains("REISS"), "{line}");
    assert!(line["te_nemen_actie"].is_string());
}

#[test]
fn saving_is_refused_until_every_setting_passes_a4() {
    let world = World::active();
    world.configure(&format!("{SETTINGS}\nmarkering = \"LANG\""));
    let refused = world.json(&["save"]);
    assert_eq!(refused.exit, 1);
    let lines = refused.documents();
    assert!(lines.iter().any(|line| line["sleutel"] == "markering" && line["ok"] == false));
    assert_eq!(lines.last().unwrap()["opgeslagen"], false);
    world.configure(&format!("{SETTINGS}\nmarkering = \"SIM\""));
    let saved = world.json(&["save"]);
    assert_eq!(saved.exit, 0, "{}", saved.stderr);
    assert_eq!(saved.documents().last().unwrap()["versie"], 2);
}

#[test]
fn what_was_archived_while_off_waits_for_a_release_a8() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    let stopped = world.json(&["deactivate", "--yes"]);
    assert_eq!((stopped.exit, &stopped.document()["gedeactiveerd"]), (0, &true.into()));
    assert_eq!(world.json(&["sync"]).exit, 1, "nothing is fetched");
    let bon = format!(
        r#"{{"nummer": "7", "klant": "{klant}", "gereed_gemeld": true, "werktijd_minuten": 60}}"#
    );
    let held = world.archive(&[&bon]);
    assert_eq!(held.exit, 0);
    assert_eq!(held.document()["uitkomst"], "vastgehouden");
    assert_eq!(world.json(&["activate"]).exit, 0);
    assert_eq!(world.json(&["deliver"]).stdout, "");
    assert_eq!(world.orders("7"), 0);
    let released = world.json(&["release", "7"]);
    assert_eq!(released.exit, 0, "{}", released.stderr);
    let lines = released.documents();
    assert_eq!((&lines[0]["vrijgegeven"], &lines[1]["uitkomst"]), (&1.into(), &"geleverd".into()));
    assert_eq!(world.orders("7"), 1);
}
