use super::World;
use super::world::SETTINGS;

#[test]
fn a_vendor_with_keys_says_that_it_has_no_login_page_a3() {
    let world = World::new();
    for args in [&["login-url"][..], &["login", "--redirect", "https://app.test/?code=geheim-1"]] {
        let ran = world.json(args);
        assert_eq!((ran.exit, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains("SnelStart heeft geen inlogpagina"), "{}", ran.stderr);
        assert!(ran.stderr.contains("Te nemen actie"), "{}", ran.stderr);
        assert!(!ran.stderr.contains("geheim-1"), "{}", ran.stderr);
    }
}

#[test]
fn corrected_keys_work_again_without_saving_a9() {
    let world = World::active();
    world.write("sleutel.txt", "geheim-koppelsleutel-123");
    assert_eq!(world.json(&["sync"]).exit, 1);
    assert_eq!(world.json(&["status"]).document()["fase"], "aandacht_nodig");
    let refused = world.json(&["login"]);
    assert_eq!((refused.exit, refused.stdout.as_str()), (1, ""), "{}", refused.stderr);
    world.configure(SETTINGS);
    let connected = world.json(&["login"]);
    assert_eq!(connected.exit, 0, "{}", connected.stderr);
    let document = connected.document();
    assert_eq!(document["verbonden"], true);
    assert!(document["administratie"].is_string());
    let status = world.json(&["status"]).document();
    assert_eq!((&status["fase"], &status["instellingen_versie"]), (&"actief".into(), &1.into()));
    assert_eq!(world.json(&["sync"]).exit, 0);
}

#[test]
fn the_status_shows_how_far_the_limits_are_used_g4() {
    let world = World::active();
    let status = world.json(&["status"]).document();
    let hour = &status["limiet"]["vensters"][1];
    assert_eq!((&hour["seconden"], &hour["verzoeken"]), (&3600.into(), &4000.into()));
    assert!(hour["gebruikt"].as_u64().unwrap() > 3, "also by earlier processes: {hour}");
    assert!(status["limiet"]["ophalen_vanaf"].is_null());
    let text = world.text(&["status"]);
    assert!(text.stdout.contains("/4000 per uur"), "{}", text.stdout);
}
