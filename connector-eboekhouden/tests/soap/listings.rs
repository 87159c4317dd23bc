//! Whole tables in one answer, in pages.

use connector_eboekhouden::simulator::{Artikel, Relatie};
use simon_core::ErrorKind::{Decode, Incomplete, Unavailable};
use simon_core::connector::{
    AccountingConnector, Cursor, DocumentsRequest, DriftKind, ListRequest, Next, Page, Proof,
    RelatieRecord,
};
use simon_core::{Result, Retry};
use simon_testkit::Fault;
use simon_testkit::builders::{artikel_id, relatie_id};

use crate::world::{World, books, calls, config, shape};

fn page(
    world: &World,
    connector: &dyn AccountingConnector,
    resume: Option<Cursor>,
) -> Result<Page<RelatieRecord>> {
    let request = ListRequest::everything().resumed(resume);
    world.run(connector.list_relaties(&books(), &request))
}

fn next<T>(page: &Page<T>) -> Option<Cursor> {
    match &page.next {
        Next::More(cursor) => Some(cursor.clone()),
        Next::End { .. } => None,
    }
}

/// More than two pages.
fn many() -> World {
    let world = World::new();
    world.sim.seed_relaties(1_203);
    world
}

#[test]
fn one_call_brings_a_table_in_pages_of_500() {
    let world = many();
    let mut shapes = Vec::new();
    let mut resume = None;
    loop {
        let page = page(&world, &*world.connector, resume).unwrap();
        shapes.push(shape(&page));
        assert!(!page.anew);
        resume = next(&page);
        if let Next::End { proof, watermark } = page.next {
            assert_eq!((proof, watermark), (Proof::WholeAnswer, None));
            break;
        }
    }
    assert_eq!(shapes, [(500, false), (500, false), (203, true)]);
    assert_eq!(world.sim.calls("GetRelaties"), 1);
    world.refused_nothing();
}

/// What stands behind the place may change.
#[test]
fn another_process_goes_on_in_a_table_that_is_the_same_so_far() {
    let world = many();
    let first = page(&world, &*world.connector, None).unwrap();
    world.sim.seed_relaties(1);
    let process = world.process(config());
    let second = page(&world, &*process, next(&first)).unwrap();
    assert_eq!((shape(&second), second.anew), ((500, false), false));
    assert_ne!(first.items[0].relatie.id, second.items[0].relatie.id);
    let third = page(&world, &*process, next(&second)).unwrap();
    assert_eq!((shape(&third), world.sim.calls("GetRelaties")), ((204, true), 2));
}

#[test]
fn a_table_that_changed_before_the_place_begins_from_the_start() {
    for removed in [0, 499] {
        let world = many();
        let first = page(&world, &*world.connector, None).unwrap();
        let id = first.items[removed].relatie.id.as_str().parse().unwrap();
        world.sim.delete_relatie(id).unwrap();
        let process = world.process(config());
        let again = page(&world, &*process, next(&first)).unwrap();
        assert!(again.anew);
        assert_eq!(shape(&again), (500, false));
        assert_ne!(next(&again), next(&first), "no place comes twice");
        let second = page(&world, &*process, next(&again)).unwrap();
        assert!(!second.anew);
        let third = page(&world, &*process, next(&second)).unwrap();
        assert_eq!(shape(&third), (202, true));
    }
}

#[test]
fn a_table_that_is_shorter_than_the_place_begins_from_the_start() {
    let world = many();
    let first = page(&world, &*world.connector, None).unwrap();
    for record in &first.items[..400] {
        world.sim.delete_relatie(record.relatie.id.as_str().parse().unwrap()).unwrap();
    }
    let process = world.process(config());
    let second = page(&world, &*process, next(&first)).unwrap();
    assert!(second.anew);
}

#[test]
fn an_answer_that_breaks_off_is_an_error_and_the_next_run_goes_on_g3() {
    let world = many();
    world.faults.add(calls("GetRelaties"), Fault::Truncate, 1);
    let first = page(&world, &*world.connector, None).unwrap();
    let error = page(&world, &*world.connector, next(&first)).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (Unavailable, Retry::Backoff));
    assert_eq!(error.label(), "relaties.list");
    let second = page(&world, &*world.connector, next(&first)).unwrap();
    assert_eq!((shape(&second), second.anew), ((500, false), false));
}

/// What cannot be used is there all the same: the clean-up must not take it for deleted.
#[test]
fn a_customer_or_article_that_cannot_be_used_is_not_gone_b4_b13() {
    let world = World::new();
    let klant = world.sim.add_relatie(Relatie { bedrijf: Some("X".into()), ..Relatie::default() });
    let lid = Relatie { bedrijf: Some("Lid".into()), lid: true, ..Relatie::default() };
    let (lid, artikel) = (world.sim.add_relatie(lid), world.artikel("KRAAN"));
    let relatie = |id: i64| {
        let id = relatie_id(&id.to_string());
        world.run(world.connector.read_relatie(&books(), &id))
    };
    let product = |id: i64| {
        let id = artikel_id(&id.to_string());
        world.run(world.connector.read_artikel(&books(), &id))
    };
    assert_eq!(relatie(klant).unwrap().unwrap().relatie.naam, "X");
    assert_eq!(relatie(lid).unwrap(), None, "no customer");
    assert_eq!(product(artikel).unwrap().unwrap().code, "KRAAN");
    world.sim.change_relatie(klant, |it| it.bedrijf = None).unwrap();
    world.sim.change_artikel(artikel, |it| it.code = None).unwrap();
    assert_eq!(relatie(klant).unwrap_err().kind(), Decode);
    assert_eq!(product(artikel).unwrap_err().kind(), Decode);
    world.sim.delete_relatie(klant).unwrap();
    world.sim.change_artikel(artikel, |it| it.actief = false).unwrap();
    assert_eq!((relatie(klant).unwrap(), product(artikel).unwrap()), (None, None));
    let odd =
        world.run(world.connector.read_relatie(&books(), &relatie_id("12345678901234567890")));
    assert_eq!(odd.unwrap_err().kind(), Decode, "beyond the vendor's numbers");
    world.refused_nothing();
}

#[test]
fn a_refusal_behind_the_records_or_a_missing_end_is_no_end_g3() {
    let refused = |padding: usize| {
        let site = "<Site>https://voorbeeld.nl</Site>".repeat(padding);
        format!(
            "<Relaties><cRelatie><ID>1</ID><Bedrijf>X</Bedrijf>{site}</cRelatie></Relaties>\
             <ErrorMsg><LastErrorCode>E002.3</LastErrorCode></ErrorMsg>"
        )
    };
    let world = World::new();
    // In the beginning of the answer it is as any refusal: another session heals it.
    world.answer("GetRelaties", "", &refused(0));
    world.call().unwrap();
    assert_eq!(world.sessions().0, 2);
    world.answer("GetRelaties", "", &refused(1_000));
    let error = world.call().unwrap_err();
    assert_eq!((error.kind(), error.retry()), (Incomplete, Retry::Backoff));
    assert_eq!(error.vendor_code(), Some("E002.3"));
    let cut = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
               <GetRelatiesResponse xmlns='http://www.e-boekhouden.nl/soap'>";
    world.faults.add(calls("GetRelaties"), Fault::status_with(200, &[], cut), 1);
    assert_eq!(world.call().unwrap_err().kind(), Incomplete);
    world.faults.add(calls("GetRelaties"), Fault::Html, 1);
    assert_eq!(world.call().unwrap_err().kind(), Unavailable);
}

#[test]
fn an_answer_that_waited_long_is_asked_for_again() {
    let world = many();
    let first = page(&world, &*world.connector, None).unwrap();
    world.pass(30);
    let second = page(&world, &*world.connector, next(&first)).unwrap();
    assert_eq!((shape(&second), second.anew), ((500, false), false));
    assert_eq!(world.sim.calls("GetRelaties"), 2);
}

/// A delivery must not wait for the next page of a listing.
#[test]
fn tables_that_are_open_between_pages_hold_nothing_up() {
    let world = many();
    let (books, everything) = (books(), ListRequest::everything());
    world.sim.seed_artikelen(1_000);
    for nummer in 0..501 {
        let (draft, settings) = world.draft(&nummer.to_string());
        world.run(world.connector.create_document(&draft, &settings)).unwrap();
    }
    let (draft, settings) = world.draft("20417");
    let relaties = page(&world, &*world.connector, None).unwrap();
    let artikelen = world.run(world.connector.list_artikelen(&books, &everything)).unwrap();
    let request = DocumentsRequest::new(world.clock.now(), "acme01-");
    let facturen = world.run(world.connector.list_documents(&books, &request)).unwrap();
    assert!(!(shape(&relaties).1 || shape(&artikelen).1 || shape(&facturen).1));
    let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
    assert_eq!(world.find(&draft, &settings).unwrap(), [created.document]);
    world.run(world.connector.list_artikelgroepen(&books, &everything)).unwrap();
    let second = page(&world, &*world.connector, next(&relaties)).unwrap();
    assert_eq!((shape(&second), world.sim.calls("GetRelaties")), ((500, false), 1));
    world.run(world.connector.connect()).unwrap();
}

#[test]
fn an_answer_that_is_still_open_shows_no_record_f6() {
    let world = many();
    page(&world, &*world.connector, None).unwrap();
    let shown = format!("{:?}", world.connector);
    assert!(shown.contains("Reader(") && !shown.contains("Installatie"), "{shown}");
    assert!(!shown.contains("[60, 99, 82"), "nor its bytes: {shown}");
}

#[test]
fn entities_are_not_expanded() {
    let world = World::new();
    let bomb = "<!DOCTYPE b [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>";
    world.answer("GetRelaties", bomb, "");
    world.call().unwrap_err();
    let entity = "<Relaties><cRelatie><ID>1</ID><Bedrijf>&b;</Bedrijf></cRelatie></Relaties>";
    world.answer("GetRelaties", "", entity);
    assert_eq!(world.call().unwrap_err().kind(), Decode);
}

#[test]
fn an_answer_that_is_too_large_is_not_read() {
    let world = World::new();
    let headers = &[("content-length", "268435457")];
    world.faults.add(calls("GetRelaties"), Fault::status_with(200, headers, "<x"), 1);
    let error = world.call().unwrap_err();
    assert_eq!((error.kind(), error.retry()), (Decode, Retry::Never));
}

#[test]
fn a_record_that_is_too_large_is_named_and_stops_nothing_b13() {
    let world = World::new();
    let text = |text: &str| Some(text.to_owned());
    let relatie = |code: &str, notitie: String| Relatie {
        code: text(code),
        bedrijf: text("X"),
        notitie: Some(notitie),
        ..Relatie::default()
    };
    world.sim.add_relatie(relatie("GROOT", "x".repeat(1024 * 1024)));
    world.sim.add_relatie(relatie("KLEIN", "x".repeat(1024)));
    let page = page(&world, &*world.connector, None).unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.rejected[0].record.as_deref(), Some("GROOT"));
    assert_eq!(page.rejected[0].message.code(), "eboekhouden-onleesbaar");
}

#[test]
fn what_the_mapping_needs_and_is_missing_is_drift_g5() {
    let world = World::new();
    let add = |code: &str, btw_code: Option<&str>| {
        let artikel = Artikel {
            code: Some(code.to_owned()),
            btw_code: btw_code.map(str::to_owned),
            rekening: Some(world.sim.omzetrekening()),
            ..Artikel::default()
        };
        world.sim.add_artikel(artikel).to_string()
    };
    let without = add("ZONDER", None);
    add("NIEUW", Some("NIEUW_VERK"));
    world.sim.add_relatie(Relatie { bedrijf: Some("X".to_owned()), ..Relatie::default() });
    let (books, everything) = (books(), ListRequest::everything());
    let artikelen = world.run(world.connector.list_artikelen(&books, &everything)).unwrap();
    assert_eq!(artikelen.items[1].btw_code.as_deref(), Some("NIEUW_VERK"));
    let [drift] = artikelen.drift.as_slice() else { panic!("{:?}", artikelen.drift) };
    assert_eq!((drift.soort, &*drift.veld), (DriftKind::Missing, "Artikelen.BTWCode"));
    assert_eq!(drift.record.as_deref(), Some(&*without));
    let relaties = page(&world, &*world.connector, None).unwrap();
    assert_eq!(relaties.drift[0].veld, "Relaties.Code");
}
