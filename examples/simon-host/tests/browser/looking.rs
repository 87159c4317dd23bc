//! What every page has: tiles, tables, language, room on a telephone.

use connector_snelstart::simulator::NewRelatie;
use fantoccini::Locator;
use serde_json::json;

use super::{Program, Shape, Visit, World, on};

/// The pages of an integration.
const PAGES: [&str; 8] = [
    "",
    "activeren",
    "instellingen",
    "werkbonnen",
    "werkbonnen/nieuw",
    "opschonen",
    "logboek",
    "deactiveren",
];

/// Words of the Dutch pages that an English one must not have.
const DUTCH: [&str; 18] = [
    "Integraties",
    "Overzicht",
    "Instellingen",
    "Logboek",
    "Opschonen",
    "Activeren",
    "Deactiveren",
    "Gegevens",
    "Taken",
    "Nu Synchroniseren",
    "Naar de inhoud",
    "Te nemen actie",
    "Opslaan",
    "Controleer",
    "Koppelen",
    "Archiveren",
    "Nieuwe werkbon",
    "Klant",
];

#[test]
fn the_first_page_has_a_tile_of_every_vendor_that_waits_to_be_activated_a9() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        visit.open("").await;
        let names = visit.texts(".tile h2").await;
        assert_eq!(names, ["Billit", "e-Boekhouden", "Exact Online", "SnelStart", "Visma.net"]);
        assert!(visit.texts(".tile .badge").await.iter().all(|badge| badge.contains("inzetbaar")));
        visit.press("SnelStart").await;
        visit.sees("Deze integratie is uit").await;
        assert_eq!(visit.path().await, "integraties/snelstart/");
    });
}

#[test]
fn tables_and_progress_show_what_synchronising_does_b3_b6() {
    let world = World::active();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("").await;
        assert!(visit.texts(".tile .badge").await[0].contains("actief"));
        visit.press("SnelStart").await;
        let before = visit.texts("#stand tbody tr:first-child td.number").await;
        for naam in ["Nieuw Een", "Nieuw Twee", "Nieuw Drie"] {
            world.vendor.add_relatie(NewRelatie::klant(naam));
        }
        visit.click(Locator::Css("input[name=tabel][value=relaties]")).await;
        visit.press_in("//main", "Nu Synchroniseren").await;
        visit.sees("3 nieuw").await;
        let more = format!(
            "//*[@id='stand']//tbody/tr[1]/td[1][.='{}']",
            before[0].parse::<u32>().unwrap() + 3
        );
        visit.find(Locator::XPath(&more)).await;
    });
}

#[test]
fn every_page_is_in_english_for_who_chose_it_f7() {
    let world = World::active();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.speak("en").await;
        for path in all_pages() {
            visit.open(&path).await;
            visit.find(Locator::Css("html[lang=en]")).await;
            let text = visit.texts("body").await.remove(0);
            let dutch: Vec<_> = DUTCH.iter().filter(|word| text.contains(**word)).collect();
            assert_eq!(dutch, Vec::<&&str>::new(), "{path}\n{text}");
        }
        visit.speak("nl").await;
        assert!(visit.texts("body").await[0].contains("Integraties"));
    });
}

#[test]
fn no_page_scrolls_sideways_on_a_telephone() {
    let world = World::active();
    on(&Program::of(&world), Shape::Narrow, async |visit| {
        for path in all_pages() {
            visit.open(&path).await;
            assert_fits(visit, &path).await;
        }
    });
}

fn all_pages() -> Vec<String> {
    let of_integration = PAGES.iter().map(|page| format!("integraties/simon/{page}"));
    std::iter::once(String::new()).chain(of_integration).collect()
}

/// The page is as wide as the screen; only a table may scroll, within its frame.
pub(super) async fn assert_fits(visit: &Visit, path: &str) {
    let script = "const root = document.documentElement; \
        const wide = [...document.querySelectorAll('main *')].filter(it => \
            it.getBoundingClientRect().right > root.clientWidth + 1 && !it.closest('.scroll')); \
        return [root.scrollWidth, root.clientWidth, wide.map(it => it.outerHTML.slice(0, 200))]";
    let found = visit.ask(script, Vec::new()).await;
    assert_eq!(found[1], json!(390), "{path}");
    assert_eq!(found[0], json!(390), "{path} is wider because of {:#}", found[2]);
}
