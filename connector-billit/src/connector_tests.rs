#![allow(clippy::unwrap_used, reason = "tests")]

use simon_core::connector::Cursor;
use simon_core::settings::SettingValues;
use simon_testkit::builders;

use super::*;
use crate::canned::World;

/// What a look-up finds when Billit answers so.
fn found(answers: &[(u16, &str)]) -> Result<Vec<DocumentRef>> {
    let world = World::new(answers);
    let (draft, settings) =
        (builders::draft("20417"), builders::settings(SettingValues::default()));
    let search = DocumentSearch::new(&draft, &settings, world.api.now());
    let clock = world.clock.clone();
    let connector = BillitConnector { api: world.api, party_id: None };
    simon_testkit::simulated::run(&clock, connector.find_document(&search))
}

#[test]
fn an_invoice_that_does_not_tell_its_reference_is_not_taken_for_none_c22() {
    let rows = r#"{"Items":[{"OrderID":7,"OrderType":"Invoice","OrderDirection":"Income"}]}"#;
    let none = r#"{"Items":[]}"#;
    let whole = r#"{"OrderID":7,"OrderType":"Invoice","OrderDirection":"Income","ExternalProviderID":"acme01-20417"}"#;
    let documents = found(&[(200, rows), (200, none), (200, whole)]).unwrap();
    assert_eq!(documents, [DocumentRef::new("7", None)], "the list need not tell");
    let silent = r#"{"OrderID":7,"OrderType":"Invoice","OrderDirection":"Income"}"#;
    let error = found(&[(200, rows), (200, none), (200, silent)]).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Decode, Actor::Operator));
    let other = whole.replace("20417", "204170");
    assert!(found(&[(200, rows), (200, none), (200, &other)]).unwrap().is_empty());
    assert!(found(&[(200, rows), (200, none), (404, "")]).unwrap().is_empty(), "gone meanwhile");
}

#[test]
fn a_listing_that_begins_anew_says_so_of_every_table_g3() {
    let world = World::new(&[(200, r#"{"Items":[]}"#); 6]);
    let connector = BillitConnector { api: world.api, party_id: None };
    let books = builders::books();
    let foreign = ListRequest::since(Cursor("of another company".to_owned()));
    for (request, anew) in [(foreign, true), (ListRequest::everything(), false)] {
        let told = simon_testkit::simulated::run(&world.clock, async {
            let orders = connector.list_orders(&books, OrderSoort::Offerte, &request).await?;
            let artikelen = connector.list_artikelen(&books, &request).await?;
            let relaties = connector.list_relaties(&books, &request).await?;
            Ok::<_, Error>([orders.anew, artikelen.anew, relaties.anew])
        });
        assert_eq!(told.unwrap(), [anew; 3]);
    }
}
