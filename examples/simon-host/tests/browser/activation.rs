//! From the first page to an integration that works, and off and on again (A1 to A7).

use std::time::Duration;

use fantoccini::Locator;

use super::office::Connect;
use super::werkbonnen::archived;
use super::{Program, Shape, Visit, World, on};

/// Customers that every simulated vendor of the demonstration has at least.
const CUSTOMERS: u32 = 250;
/// How often a person tries until the vendor has the order.
const SYNCHRONISATIONS: u32 = 10;

async fn activate(visit: &Visit, naam: &str, how: Connect) {
    visit.begin_activation(naam).await;
    assert!(!visit.has("button[name=opslaan]:enabled").await, "first of all one connects");
    visit.connect(naam, how).await;
    assert!(!visit.may_save().await, "nothing was checked yet");
}

/// Archives one of the werkbonnen that wait for it, and sees the number of its document.
async fn delivers_the_first_werkbon(visit: &Visit) {
    visit.press("Werkbonnen").await;
    visit.archive("20417").await;
    let number = visit.sees_archived("20417", "geleverd").await;
    assert!(!number.is_empty(), "the vendor's number");
}

/// Soon after the first load the vendor has an order or quote: synchronising makes a werkbon of it (D1).
async fn brings_an_order(visit: &Visit) {
    let order = "//h2[.='Open werkbonnen']/following-sibling::div[1]//tr[contains(., 'ekkage in de keuken')]";
    for _ in 0..SYNCHRONISATIONS {
        visit.press("Overzicht").await;
        visit.click(Locator::Css("form[action$='/synchroniseren'] button")).await;
        visit.find(Locator::Css("#voortgang li")).await;
        visit.press("Werkbonnen").await;
        let wait = visit.client.wait().at_most(Duration::from_secs(2));
        if wait.for_element(Locator::XPath(order)).await.is_ok() {
            let open = "form[action$='20417/archiveren']";
            assert!(!visit.has(open).await, "it was archived, and does not come again");
            return;
        }
    }
    panic!("no order arrives");
}

#[test]
fn billit_is_activated_with_a_login_in_the_browser() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        activate(visit, "Billit", Connect::Browser).await;
        visit.check_all_and_save().await;
        visit.sees_first_load(CUSTOMERS).await;
        delivers_the_first_werkbon(visit).await;
        brings_an_order(visit).await;
    });
}

#[test]
fn eboekhouden_is_activated_with_keys() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        activate(visit, "e-Boekhouden", Connect::Keys).await;
        visit.check_all_and_save().await;
        visit.sees_first_load(CUSTOMERS).await;
        delivers_the_first_werkbon(visit).await;
    });
}

#[test]
fn exact_is_activated_with_a_login_in_the_browser() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        activate(visit, "Exact Online", Connect::Browser).await;
        let closed = visit.find(Locator::Css("button[name=controleer][value=dagboek]")).await;
        assert!(!closed.is_enabled().await.unwrap(), "the administration opens the others");
        visit.check("administratie").await;
        visit.accepts("administratie").await;
        visit.check_all_and_save().await;
        visit.sees_first_load(CUSTOMERS).await;
        delivers_the_first_werkbon(visit).await;
    });
}

#[test]
fn snelstart_is_activated_with_a_key_and_every_setting_checked_by_itself() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        activate(visit, "SnelStart", Connect::Keys).await;
        visit.check_one_by_one().await;
        visit.press("Opslaan").await;
        visit.sees_first_load(CUSTOMERS).await;
        delivers_the_first_werkbon(visit).await;
        brings_an_order(visit).await;
    });
}

#[test]
fn visma_is_activated_with_a_login_in_the_browser() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        activate(visit, "Visma.net", Connect::Browser).await;
        visit.check_all_and_save().await;
        visit.sees_first_load(CUSTOMERS).await;
        delivers_the_first_werkbon(visit).await;
        brings_an_order(visit).await;
    });
}

#[test]
fn keys_and_logins_that_are_refused_leave_everything_as_it_was_a3() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        visit.begin_activation("SnelStart").await;
        visit.fill("#sleutel-0-koppelsleutel", "geen-sleutel").await;
        visit.press("Koppelen").await;
        visit.find(Locator::Css(".alert.fout")).await;
        assert!(!visit.has("button[name=opslaan]").await);
        let field = visit.find(Locator::Id("sleutel-0-koppelsleutel")).await;
        assert_eq!(field.attr("value").await.unwrap().unwrap_or_default(), "", "never shown again");
        visit.begin_activation("Exact Online").await;
        visit.press("Begin met inloggen").await;
        visit.press("Ga naar Exact Online").await;
        visit.press_on_any_page("Weigeren").await;
        visit.find(Locator::Css(".alert.fout")).await;
        assert_eq!(visit.path().await, "integraties/exact/activeren");
        visit.open("").await;
        assert!(visit.texts(".tile .badge").await.iter().all(|badge| badge.contains("inzetbaar")));
    });
}

#[test]
fn a_refused_setting_says_why_and_an_edit_unchecks_all_e1() {
    let world = World::new();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("integraties/simon/activeren").await;
        visit.fill("#veld-reistijd_artikel", "REISS").await;
        visit.check("reistijd_artikel").await;
        let said = visit.find(Locator::Css("#veld-reistijd_artikel-uitslag .alert.fout")).await;
        let said = said.text().await.unwrap();
        assert!(said.contains("REISS") && said.contains("Te nemen actie"), "{said}");
        let field = visit.find(Locator::Id("veld-reistijd_artikel")).await;
        assert_eq!(field.attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
        assert!(!visit.may_save().await);
        visit.fill("#veld-reistijd_artikel", "REIS").await;
        visit.press("Controleer alles").await;
        visit.accepts("reistijd_artikel").await;
        visit.accepts("werktijd_artikel").await;
        assert!(visit.may_save().await);
        visit.fill("#veld-filterwoord", "service").await;
        visit.check("filterwoord").await;
        visit.accepts("filterwoord").await;
        assert!(!visit.has("#veld-werktijd_artikel-uitslag .badge.goedkeuring").await);
        assert!(!visit.may_save().await, "an edit unchecks all");
        assert_eq!(world.json(&["status"]).document()["fase"], "inactief", "nothing was saved");
    });
}

#[test]
fn who_deactivates_chooses_at_the_next_activation_what_is_wiped_a2_a7() {
    let world = World::active();
    let klanten = world.json(&["status"]).document()["records"]["relaties"].clone();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("integraties/simon/").await;
        visit.press("Deactiveren…").await;
        visit.press("Ja, deactiveren").await;
        visit.sees("Deze integratie is uit").await;
        assert_eq!(world.json(&["status"]).document()["fase"], "inactief");
        visit.press("Activeren").await;
        visit.find(Locator::Css("input[name=wis]")).await;
        assert!(!visit.has("input[name=wis]:disabled").await, "only the first time all is wiped");
        assert!(!visit.has("input[name=wis]:checked").await);
        visit.click(Locator::Css("input[name=wis][value=artikelen]")).await;
        visit.check_all_and_save().await;
        visit.sees_first_load(1).await;
        visit.open("integraties/simon/logboek").await;
        let status = world.json(&["status"]).document();
        assert_eq!(status["records"]["relaties"], klanten);
        assert_eq!(status["fase"], "actief");
    });
}

#[test]
fn without_scripts_an_integration_is_activated_and_delivers_all_the_same() {
    on(&Program::demo(), Shape::Scriptless, async |visit| {
        visit.open("").await;
        visit.begin_activation("SnelStart").await;
        visit.connect("SnelStart", Connect::Keys).await;
        visit.check_all_and_save().await;
        visit.reload_until("//tbody/tr[th='klanten']/td[1][number(.) > 250]").await;
        visit.press("Werkbonnen").await;
        visit.reload_until("//tr[th='20417']").await;
        visit.archive("20417").await;
        visit.reload_until(&archived("20417", "geleverd")).await;
    });
}
