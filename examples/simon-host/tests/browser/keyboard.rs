//! The page without a mouse.

use serde_json::Value;

use super::{Program, Shape, Visit, World, on};

/// WebDriver's signs for keys.
const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
/// More stops than any page has before its main button.
const STOPS: usize = 60;

async fn type_key(visit: &Visit, key: &str) {
    visit.client.active_element().await.unwrap().send_keys(key).await.unwrap();
}

async fn focused(visit: &Visit) -> String {
    let text = visit.ask("return document.activeElement.innerText", Vec::new()).await;
    text.as_str().unwrap_or_default().trim().to_owned()
}

#[test]
fn the_first_stop_leads_past_the_menu() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        visit.open("").await;
        type_key(visit, TAB).await;
        assert_eq!(focused(visit).await, "Naar de inhoud");
        let visible =
            "const it = document.activeElement.getBoundingClientRect(); return it.left >= 0";
        assert_eq!(visit.ask(visible, Vec::new()).await, Value::Bool(true));
        type_key(visit, ENTER).await;
        assert_eq!(visit.path().await, "#main");
        type_key(visit, TAB).await;
        assert_eq!(focused(visit).await, "Billit", "the first stop of the content");
    });
}

#[test]
fn the_tab_key_reaches_the_main_button_and_enter_presses_it() {
    let world = World::active();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("integraties/simon/").await;
        let mut stops = Vec::new();
        while stops.last().is_none_or(|stop| stop != "Nu Synchroniseren") {
            assert!(stops.len() < STOPS, "{stops:?}");
            type_key(visit, TAB).await;
            stops.push(focused(visit).await);
            let outline = "return getComputedStyle(document.activeElement).outlineStyle";
            assert_ne!(visit.ask(outline, Vec::new()).await, "none", "{stops:?}");
        }
        assert!(stops.iter().any(|stop| stop == "Logboek"), "the tabs come first: {stops:?}");
        type_key(visit, ENTER).await;
        visit.sees("Synchronisatie").await;
    });
}
