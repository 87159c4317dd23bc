//! Werkbonnen on the page: looked at, archived, and what became of them (C1, G1).

use fantoccini::Locator;
use serde_json::json;

use super::{Program, Shape, Visit, World, on};

/// The rows of archived werkbonnen; those of open ones stand above.
const ARCHIVED: &str = "//h2[.='Gearchiveerde werkbonnen']/following-sibling::div//tbody/tr";

impl Visit {
    /// Archives one of the list.
    pub(super) async fn archive(&self, nummer: &str) {
        let button = format!("form[action$='werkbonnen/{nummer}/archiveren'] button");
        self.click(Locator::Css(&button)).await;
    }

    /// Waits until a werkbon of the list is in this state and gives the number of its document.
    pub(super) async fn sees_archived(&self, nummer: &str, state: &str) -> String {
        let row = archived(nummer, state);
        self.find(Locator::XPath(&row)).await;
        let script = "const found = document.evaluate(arguments[0], document, null, 9, null); \
            return found.singleNodeValue?.children[3].innerText ?? ''";
        let text = self.ask(script, vec![json!(row)]).await;
        text.as_str().unwrap().trim().to_owned()
    }
}

/// XPath of an archived werkbon in this state.
pub(super) fn archived(nummer: &str, state: &str) -> String {
    format!("{ARCHIVED}[th='{nummer}'][contains(td[2], '{state}')]")
}

#[test]
fn a_werkbon_is_made_looked_at_and_archived_and_its_order_is_shown_c1_g1() {
    let world = World::active();
    let klant = world.klant("Bakkerij De Korenaar");
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("integraties/simon/werkbonnen").await;
        visit.press("Nieuwe werkbon").await;
        visit.fill("[name=nummer]", "20417").await;
        visit.fill("[name=klant]", &klant).await;
        visit.fill("[name=werkomschrijving]", "CV-ketel onderhoud").await;
        visit.fill("[name=werktijd]", "120").await;
        visit.press("Werkbon maken").await;
        visit.sees("20417").await;
        visit.press("20417").await;
        visit.press("Voorbeeld tonen").await;
        visit.find(Locator::XPath("//section[@id='voorbeeld']//td[.='UUR']")).await;
        assert_eq!(world.orders("20417"), 0, "a preview sends nothing");
        visit.open("integraties/simon/werkbonnen").await;
        visit.click(Locator::Css("form[action$='20417/gereed'] button")).await;
        visit.archive("20417").await;
        let number = visit.sees_archived("20417", "geleverd").await;
        assert_eq!(world.orders("20417"), 1);
        let order = world.vendor.orders().pop().unwrap();
        assert!(number.contains(&order.nummer.to_string()), "{number}");
    });
}

#[test]
fn a_refused_werkbon_says_what_to_do_where_it_stands_c3_f4() {
    let world = World::active();
    let refused = r#"{"nummer": "20419", "gereed_gemeld": true, "werktijd_minuten": 45}"#;
    assert_eq!(world.archive(&[refused]).exit, 1);
    on(&Program::of(&world), Shape::Wide, async |visit| {
        visit.open("").await;
        assert!(visit.texts(".tile").await[0].contains("geweigerd"));
        visit.open("integraties/simon/werkbonnen?status=geweigerd").await;
        let said = visit.sees_archived("20419", "geweigerd").await;
        assert!(said.contains("klant") && said.contains("Te nemen actie"), "{said}");
    });
}
