//! Pictures of the pages for the README: `SIMON_SCREENSHOTS=FOLDER cargo test -p simon-host --test browser
//! screenshots`. Without that variable the same walk only has to succeed.

use std::path::PathBuf;

use fantoccini::Locator;

use super::office::Connect;
use super::{Program, Shape, Visit, cleanup, on};

/// Writes what is shown, where pictures are asked for.
async fn take(visit: &Visit, name: &str) {
    let Some(folder) = std::env::var_os("SIMON_SCREENSHOTS").filter(|it| !it.is_empty()) else {
        return;
    };
    // Tests run in the folder of their crate; the variable counts from that of the workspace.
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let picture = visit.client.screenshot().await.unwrap();
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}

/// Puts an element at the top of the window.
async fn scroll_to(visit: &Visit, css: &str) {
    visit.find(Locator::Css(css)).await;
    let script = "document.querySelector(arguments[0]).scrollIntoView()";
    visit.ask(script, vec![css.into()]).await;
}

#[test]
fn screenshots_of_an_activation_and_its_first_werkbonnen() {
    on(&Program::demo(), Shape::Wide, async |visit| {
        visit.speak("en").await;
        visit.begin_activation("SnelStart").await;
        take(visit, "activation").await;
        visit.connect("SnelStart", Connect::Keys).await;
        visit.fill("#veld-werktijd_artikel", "UURR").await;
        visit.check("reistijd_artikel").await;
        visit.accepts("reistijd_artikel").await;
        visit.check("werktijd_artikel").await;
        visit.find(Locator::Css("#veld-werktijd_artikel-uitslag .alert.fout")).await;
        scroll_to(visit, "#stap-3").await;
        take(visit, "settings").await;
        visit.fill("#veld-werktijd_artikel", "UUR").await;
        visit.check_all_and_save().await;
        visit
            .find(Locator::XPath("//*[@id='stand']//tbody/tr[th='articles']/td[1][number(.)>0]"))
            .await;
        visit.press("Werkbonnen").await;
        for nummer in ["20418", "20419", "20420"] {
            visit.archive(nummer).await;
            let row = format!("//tr[th='{nummer}']//form[contains(@action,'opnieuw')]");
            let delivered = format!("//tr[th='{nummer}'][contains(., 'delivered')]");
            visit.find(Locator::XPath(&format!("{row} | {delivered}"))).await;
        }
        visit.open("").await;
        take(visit, "tiles").await;
        visit.open("integraties/snelstart/werkbonnen/20417?voorbeeld=ja").await;
        scroll_to(visit, "#voorbeeld").await;
        take(visit, "werkbon").await;
        visit.open("integraties/snelstart/logboek").await;
        visit.find(Locator::XPath("//tbody/tr[td[6]='20419']")).await;
        take(visit, "log").await;
    });
}

#[test]
fn screenshots_of_a_clean_up_that_asks() {
    let world = cleanup::deserted();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.speak("en").await;
        visit.open("integraties/simon/opschonen").await;
        visit.press_in("//form", "Clean up now").await;
        scroll_to(visit, "section.vraag").await;
        take(visit, "clean-up").await;
    });
}
