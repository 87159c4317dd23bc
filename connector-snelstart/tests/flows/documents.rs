//! Creating an order and finding it back.

use connector_snelstart::simulator::ReplyStyle;
use simon_core::connector::AccountingConnector;
use simon_core::domain::{DraftRegel, Prijs};
use simon_core::settings::{Checked, SettingValue, SettingValues};
use simon_core::{ErrorKind, Retry};
use simon_testkit::builders::decimal;
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::World;

#[test]
fn an_order_has_exactly_what_the_draft_says_c2() {
    let world = World::demo();
    let sjabloon = world.sim.add_sjabloon("Werkbonnen");
    let mut values = SettingValues::default();
    values.set("ordertype", SettingValue::Tekst("werkbon".to_owned()));
    let mut settings = world.settings(values);
    let mut checked = Checked::named("Werkbonnen");
    checked.vendor_id = Some(sjabloon.clone());
    settings.gecontroleerd.insert("sjabloon".to_owned(), checked);
    let mut draft = world.draft("20417");
    draft.memo = Some("Molenstraat 14\nKetel nagekeken".to_owned());
    draft.klantreferentie = Some("PO-88".to_owned());
    let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
    assert!(created.waarschuwingen.is_empty(), "{:?}", created.waarschuwingen);
    let orders = world.sim.orders();
    assert_eq!(orders.len(), 1);
    let order = &orders[0];
    assert_eq!(created.document.vendor_id, order.id);
    assert_eq!(created.document.nummer, Some(order.nummer.to_string()));
    assert_eq!(order.relatie, draft.klant.as_str());
    assert_eq!(order.datum, draft.datum.format("%Y-%m-%dT00:00:00").to_string());
    assert_eq!(order.proces_status, "Werkbon");
    assert_eq!(order.btw_ingave, "Exclusief");
    assert_eq!(order.sjabloon.as_ref(), Some(&sjabloon));
    assert_eq!(order.betalingskenmerk.as_deref(), Some("PO-88"));
    assert_eq!(
        order.memo.as_deref(),
        Some("Molenstraat 14\nKetel nagekeken\nSimon-werkbon: acme01-20417")
    );
    assert_eq!(order.regels.len(), 2);
    assert_eq!(order.regels[0].artikel, None);
    assert_eq!(order.regels[0].omschrijving, "Kraan vervangen");
    assert_eq!(order.regels[1].aantal, decimal("2"));
    assert_eq!(order.regels[1].stuksprijs, decimal("11.95"));
    world.refused_nothing();
}

#[test]
fn every_form_of_a_reply_is_read() {
    for style in [ReplyStyle::Full, ReplyStyle::Wrapped, ReplyStyle::Sparse] {
        let world = World::demo();
        world.sim.set_reply_style(style);
        let (draft, settings) = (world.draft("1"), world.settings(SettingValues::default()));
        let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
        assert_eq!(created.document.vendor_id, world.sim.orders()[0].id);
        let found = world.find(&draft, &settings).unwrap();
        assert_eq!(found, [created.document]);
    }
}

#[test]
fn a_lost_answer_is_never_sent_again_and_the_order_is_found_c22() {
    for (name, fault) in Fault::every_kind(true) {
        let world = World::demo();
        let (draft, settings) = (world.draft("7"), world.settings(SettingValues::default()));
        world.faults.add(On::new("POST", "/v2/verkooporders"), fault, 1);
        match world.run(world.connector.create_document(&draft, &settings)) {
            Ok(created) => assert_eq!(created.document.vendor_id, world.sim.orders()[0].id),
            Err(error) => assert_eq!(error.retry(), Retry::CheckFirst, "{name}: {error}"),
        }
        assert_eq!(world.sim.orders().len(), 1, "{name}");
        let found = world.find(&draft, &settings).unwrap();
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].vendor_id, world.sim.orders()[0].id);
    }
}

#[test]
fn looking_for_an_order_costs_three_calls_and_finds_nothing_else_c22() {
    let world = World::demo();
    let (draft, settings) = (world.draft("7"), world.settings(SettingValues::default()));
    let (other, longer) = (world.draft("8"), world.draft("77"));
    for draft in [&other, &longer] {
        world.run(world.connector.create_document(draft, &settings)).unwrap();
    }
    let before = world.connector.calls_made();
    assert_eq!(world.find(&draft, &settings).unwrap(), []);
    // The page, the overlap, and the proof that pages are not of one row.
    assert_eq!(world.connector.calls_made() - before, 3);
    world.sim.ignore_filter_on("verkooporders");
    assert_eq!(world.find(&other, &settings).unwrap().len(), 1);
}

#[test]
fn two_orders_with_one_reference_are_both_found_c22() {
    let world = World::demo();
    let (draft, settings) = (world.draft("7"), world.settings(SettingValues::default()));
    for _ in 0..2 {
        world.run(world.connector.create_document(&draft, &settings)).unwrap();
    }
    assert_eq!(world.find(&draft, &settings).unwrap().len(), 2);
}

#[test]
fn a_refused_order_says_what_the_user_can_do_f4() {
    let world = World::demo();
    let settings = world.settings(SettingValues::default());
    let mut draft = world.draft("7");
    let DraftRegel::Artikel(regel) = &draft.regels[1] else { panic!("an article line") };
    world.sim.deactivate_artikel(regel.artikel.as_str()).unwrap();
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never));
    assert!(error.message().code().starts_with("snelstart-A"), "{}", error.message().code());
    assert_eq!(world.sim.orders().len(), 0);
    draft.klant =
        simon_core::domain::RelatieId::new("11111111-2222-3333-4444-555555555555").unwrap();
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert!(!error.is_retryable());
    assert_eq!(error.message().code(), "snelstart-REL-0005");
}

#[test]
fn refused_text_lines_go_on_the_text_article_when_there_is_one_c10() {
    let world = World::demo();
    world.sim.refuse_text_lines(true);
    let mut settings = world.settings(SettingValues::default());
    let draft = world.draft("7");
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert!(
        ["snelstart-tekstregel-geweigerd", "snelstart-artikel-of-tekstregel"]
            .contains(&error.message().code()),
        "{} {:?}",
        error.message().code(),
        error.vendor_text()
    );
    let mut checked = Checked::named("Diversen");
    checked.artikel = Some(world.artikel("DIV"));
    settings.gecontroleerd.insert("tekstartikel".to_owned(), checked);
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    let order = &world.sim.orders()[0];
    assert_eq!(order.regels[0].omschrijving, "Kraan vervangen");
    assert_eq!(order.totaal_exclusief, decimal("23.90"));
}

#[test]
fn a_text_that_is_too_long_is_named() {
    let world = World::demo();
    let settings = world.settings(SettingValues::default());
    let mut draft = world.draft("7");
    draft.klantreferentie = Some("x".repeat(51));
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!(error.message().code(), "snelstart-tekst-te-lang", "{:?}", error.vendor_text());
    assert_eq!(error.retry(), Retry::Never);
}

#[test]
fn prices_with_and_without_vat_do_not_go_on_one_order_c25() {
    let world = World::demo();
    let settings = world.settings(SettingValues::default());
    let mut draft = world.draft("7");
    let DraftRegel::Artikel(regel) = &mut draft.regels[1] else { panic!("an article line") };
    let mut second = regel.clone();
    regel.prijs = Some(Prijs::inclusief(decimal("14.46")));
    let only = world.run(world.connector.create_document(&draft, &settings));
    assert_eq!(only.unwrap().waarschuwingen.len(), 0);
    assert_eq!(world.sim.orders()[0].btw_ingave, "Inclusief");
    second.prijs = Some(Prijs::exclusief(decimal("11.95")));
    draft.regels.push(DraftRegel::Artikel(second));
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unmappable);
    assert_eq!(world.sim.orders().len(), 1);
}

#[test]
fn the_preview_is_what_is_sent_with_its_warnings_g1() {
    let world = World::demo();
    let (mut draft, settings) = (world.draft("7"), world.settings(SettingValues::default()));
    let DraftRegel::Artikel(regel) = &mut draft.regels[1] else { panic!("an article line") };
    // The administration has two decimals.
    regel.aantal.0 = decimal("2.255");
    let preview = world.connector.render_document(&draft, &settings).unwrap();
    let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
    let journal = world.faults.journal();
    let sent = journal.iter().find(|e| e.is("POST", "/v2/verkooporders")).unwrap();
    let parse = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    assert_eq!(parse(preview.tekst.as_bytes()), parse(&sent.body));
    assert!(preview.tekst.contains("\"stuksprijs\": 11.95"), "{}", preview.tekst);
    assert_eq!(preview.waarschuwingen.len(), 1);
    assert_eq!(preview.waarschuwingen[0].message.code(), "snelstart-aantal-afgerond");
    assert!(created.waarschuwingen.starts_with(&preview.waarschuwingen));
    assert!(!format!("{preview:?}").contains("Kraan"), "{preview:?}");
}
