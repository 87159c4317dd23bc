//! The log (F).

use fantoccini::Locator;
use serde_json::json;

use super::{Program, Shape, World, on};

const REFUSED: &str = r#"{"nummer": "20419", "gereed_gemeld": true, "werktijd_minuten": 45}"#;

#[test]
fn filters_choose_lines_and_stand_in_the_address_f2() {
    let world = World::active();
    assert_eq!(world.archive(&[REFUSED]).exit, 1);
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("integraties/simon/logboek").await;
        let all = visit.texts(".log tbody tr").await.len();
        visit.choose("select[name=soort]", "fout").await;
        visit.fill("input[name=record]", "20419").await;
        visit.press("Filteren").await;
        visit.find(Locator::XPath("//tbody/tr[td[6]='20419']")).await;
        let lines = visit.texts(".log tbody tr").await;
        assert!(lines.len() < all && lines.iter().all(|line| line.contains("fout")), "{lines:?}");
        let address = visit.path().await;
        assert!(address.contains("soort=fout") && address.contains("record=20419"), "{address}");
        // The address alone shows the same: it can be sent to somebody.
        visit.open("").await;
        visit.open(&address).await;
        assert_eq!(visit.texts(".log tbody tr").await, lines);
        let chosen = "return document.querySelector('select[name=soort]').value";
        assert_eq!(visit.ask(chosen, Vec::new()).await, "fout");
        visit.press("Alles tonen").await;
        visit.find(Locator::XPath(&format!("//tbody[count(tr)={all}]"))).await;
    });
}

#[test]
fn new_lines_appear_by_themselves_and_tell_what_to_do_f1_f4() {
    let world = World::active();
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("integraties/simon/logboek?soort=fout").await;
        visit.sees("Geen regels").await;
        assert_eq!(world.archive(&[REFUSED]).exit, 1);
        visit.find(Locator::XPath("//tbody/tr[td[6]='20419'][string-length(td[5]) > 10]")).await;
    });
}

#[test]
fn the_log_is_saved_as_csv_with_the_same_choice_f2() {
    let world = World::active();
    assert_eq!(world.archive(&[REFUSED]).exit, 1);
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("integraties/simon/logboek?soort=fout").await;
        let fetched =
            visit.client.execute_async(FETCH, vec![json!("a[href*='.csv']")]).await.unwrap();
        let (kind, text) = (fetched[0].as_str().unwrap(), fetched[1].as_str().unwrap());
        assert!(kind.starts_with("text/csv"), "{kind}");
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() >= 2 && lines[1..].iter().any(|line| line.contains("20419")), "{text}");
        assert!(!text.contains("info"), "only what was chosen: {text}");
    });
}

/// Fetches what a link leads to, as the browser of the visit.
const FETCH: &str = "const [css, done] = arguments; \
    fetch(document.querySelector(css).href) \
        .then(answer => answer.text().then(text => done([answer.headers.get('content-type'), text])))";
