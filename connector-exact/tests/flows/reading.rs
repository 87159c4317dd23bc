//! Customers, articles, groups and deletions, as Exact spells them.

use chrono::NaiveDate;
use connector_exact::simulator::{NewAccount, NewItem};
use simon_core::ErrorKind;
use simon_core::connector::{AccountingConnector, Cursor, Deleted, ListRequest, Next};
use simon_core::domain::{ArtikelId, RelatieId};
use simon_testkit::listings::Listings;

use crate::world::{World, books};

fn names(world: &World) -> Vec<String> {
    let read = world.relaties(None);
    let mut names: Vec<String> = read.items.into_iter().map(|it| it.relatie.naam).collect();
    names.sort();
    names
}

#[test]
fn only_customers_come_and_codes_lose_their_blanks() {
    let world = World::demo();
    let read = world.relaties(None);
    assert_eq!(read.items.len(), 6, "{:?}", names(&world));
    assert_eq!((read.pages, read.rejected), (1, 0));
    let klant = read.items.iter().find(|it| it.relatie.naam == "Drukkerij Peeters NV").unwrap();
    let adres = klant.relatie.adres.as_ref().unwrap();
    assert_eq!((adres.land.as_str(), adres.plaats.as_str()), ("BE", "Mechelen"));
    assert!(klant.relatie.code.chars().all(|c| c.is_ascii_digit()), "{}", klant.relatie.code);
    assert_eq!(klant.werkadressen.len(), 1);
    world.refused_nothing();
}

#[test]
fn a_customer_has_the_days_on_which_it_is_active_b4() {
    let world = World::new();
    let (start, end) = (NaiveDate::from_ymd_opt(2026, 1, 1), NaiveDate::from_ymd_opt(2026, 12, 31));
    for hour in [0, 11] {
        world.sim.set_date_hour(hour);
        let id = world.sim.books().add_account(&NewAccount::klant("Seizoen"));
        world.sim.books().set_account_period(&id, start, end).unwrap();
    }
    for record in world.relaties(None).items {
        let geldig = record.relatie.geldig.unwrap();
        assert_eq!((geldig.van, geldig.tot), (start, end));
        assert!(record.relatie.actief);
    }
}

#[test]
fn what_stops_being_a_customer_comes_as_inactive() {
    let world = World::demo();
    let watermark = world.relaties(None).watermark;
    let id = world.klant("Garage Van Dijk B.V.");
    let stops = [
        &[("Blocked", "true")][..],
        &[("Blocked", "false"), ("Status", "\"P\"")],
        &[("Status", "\"C\""), ("IsSales", "false")],
    ];
    for change in stops {
        world.sim.books().change_account(id.as_str(), change).unwrap();
        let changed = world.relaties(watermark.as_ref()).items;
        let [one] = changed.as_slice() else { panic!("{changed:?}") };
        assert!(!one.relatie.actief && one.relatie.id == id, "{change:?}");
        assert_eq!(world.run(world.connector.read_relatie(&books(), &id)).unwrap(), None);
    }
    assert!(!names(&world).contains(&"Garage Van Dijk B.V.".to_owned()));
}

#[test]
fn of_one_record_the_version_with_the_highest_timestamp_counts() {
    for reversed in [false, true] {
        let world = World::demo();
        let id = world.klant("Garage Van Dijk B.V.");
        let watermark = world.relaties(None).watermark;
        world.sim.keep_earlier_versions(true);
        world.sim.reverse_pages(reversed);
        for naam in ["Een", "Twee", "Drie"] {
            world.sim.books().rename_account(id.as_str(), naam).unwrap();
        }
        let changed = world.relaties(watermark.as_ref()).items;
        let names: Vec<&str> = changed.iter().map(|it| it.relatie.naam.as_str()).collect();
        assert_eq!(names, ["Drie"], "reversed: {reversed}");
    }
}

#[test]
fn a_customer_that_is_blocked_while_everything_is_read_does_not_stay_active() {
    let world = World::new();
    world.sim.cap_pages(2);
    let ids: Vec<String> = (1..=5)
        .map(|nummer| world.sim.books().add_account(&NewAccount::klant(&format!("K{nummer}"))))
        .collect();
    let first = world.run(world.connector.list_relaties(&books(), &ListRequest::everything()));
    let Next::More(cursor) = first.unwrap().next else { panic!("one page") };
    world.sim.books().block_account(&ids[0]).unwrap();
    let rest = ListRequest::everything().resumed(Some(cursor));
    let rest = world
        .list_from(rest, async |request| world.connector.list_relaties(&books(), &request).await);
    let last = rest.unwrap().items.into_iter().rfind(|it| it.relatie.id.as_str() == ids[0]);
    assert_eq!(last.map(|it| it.relatie.actief), Some(false));
}

#[test]
fn articles_come_with_group_and_unit_and_only_what_is_sold() {
    let world = World::demo();
    let id = world.sim.books().add_item(&NewItem::artikel("  PAD01", "Ingesprongen"));
    let read = world.artikelen(None);
    assert_eq!(read.items.len(), 9);
    let padded = read.items.iter().find(|it| it.id.as_str() == id).unwrap();
    assert_eq!(padded.code, "PAD01");
    let hours = read.items.iter().find(|it| it.code == "UUR").unwrap();
    assert_eq!(hours.eenheid.as_deref(), Some("Uur"));
    let group = hours.groep.as_ref().unwrap();
    assert!(world.groepen().items.iter().any(|it| it.id == *group && it.naam == "Diensten"));
    world.sim.books().stop_selling(&id).unwrap();
    let changed = world.artikelen(read.watermark.as_ref()).items;
    assert!(changed.len() == 1 && !changed[0].actief);
    let id = ArtikelId::new(id).unwrap();
    assert_eq!(world.run(world.connector.read_artikel(&books(), &id)).unwrap(), None);
    world.refused_nothing();
}

#[test]
fn a_renamed_group_shows_in_the_groups_and_not_in_its_articles() {
    let world = World::demo();
    let before = world.artikelen(None).watermark;
    let group = world.groepen().items.into_iter().find(|it| it.naam == "Materiaal").unwrap();
    world.sim.books().rename_group(group.id.as_str(), "Spullen").unwrap();
    assert!(world.groepen().items.iter().any(|it| it.naam == "Spullen" && it.id == group.id));
    assert_eq!(world.artikelen(before.as_ref()).items, []);
}

#[test]
fn many_groups_are_read_to_the_end() {
    let world = World::new();
    for nummer in 1..=125 {
        world.sim.books().add_group(&format!("G{nummer}"), &format!("Groep {nummer}"));
    }
    let read = world.groepen();
    assert_eq!((read.items.len(), read.pages), (125, 3));
    world.refused_nothing();
}

#[test]
fn what_was_deleted_is_followed_p15() {
    let world = World::demo();
    let (klant, artikel) = (world.klant("Garage Van Dijk B.V."), world.artikel("FILTER").id);
    let watermark = world.deletions(None).watermark;
    world.sim.books().delete_account(klant.as_str()).unwrap();
    world.sim.books().delete_item(artikel.as_str()).unwrap();
    let found = world.deletions(watermark.as_ref());
    assert_eq!(found.items.len(), 2, "{:?}", found.items);
    assert!(found.items.contains(&Deleted::Relatie(klant)));
    assert!(found.items.contains(&Deleted::Artikel(artikel)));
    assert_eq!(world.deletions(found.watermark.as_ref()).items, []);
    world.refused_nothing();
}

#[test]
fn the_latest_mutation_is_told_a9() {
    let world = World::demo();
    let highest = world.relaties(None).highest.unwrap();
    let parsed = highest.parse::<chrono::NaiveDateTime>().unwrap();
    // Exact's clock is that of Amsterdam.
    let ours = simon_core::host::Clock::now(&world.clock).naive_utc();
    assert!((parsed - ours).num_hours().abs() <= 2, "{highest}");
}

#[test]
fn every_way_of_spelling_reads_the_same() {
    let plain = World::demo();
    let expected = (names(&plain), plain.relaties(None).highest);
    let quirks: [fn(&World); 4] = [
        |world| world.sim.write_bom(true),
        |world| world.sim.write_plain_longs(true),
        |world| world.sim.end_with_null(true),
        |world| {
            world.sim.write_iso_dates("sync/CRM/Accounts");
            world.sim.write_iso_dates("system/Divisions");
        },
    ];
    for quirk in quirks {
        let world = World::demo();
        quirk(&world);
        assert_eq!((names(&world), world.relaties(None).highest), expected);
        assert_eq!(world.artikelen(None).items.len(), 8);
        world.refused_nothing();
    }
}

#[test]
fn a_next_page_elsewhere_is_refused_and_gets_no_token() {
    let world = World::new();
    world.sim.cap_pages(2);
    world.sim.books().add_accounts(5);
    for elsewhere in ["https://evil.example", "http://start.exactonline.nl"] {
        world.sim.point_next_to(Some(elsewhere));
        let calls = world.faults.calls();
        let first = ListRequest::everything();
        let error = world.run(world.connector.list_relaties(&books(), &first)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{elsewhere}");
        assert!(world.faults.calls() - calls <= 3);
    }
    // A cursor comes from the host's store, which others may write.
    world.sim.point_next_to(None);
    let page = world.run(world.connector.list_relaties(&books(), &ListRequest::everything()));
    let Next::More(cursor) = page.unwrap().next else { panic!("one page") };
    let forged = cursor.0.replace("start.exactonline.nl", "evil.example");
    assert_ne!(forged, cursor.0);
    let request = ListRequest::everything().resumed(Some(Cursor(forged)));
    let page = world.run(world.connector.list_relaties(&books(), &request)).unwrap();
    assert!(page.anew && page.items.len() == 2, "it begins again");
    world.refused_nothing();
}

#[test]
fn a_full_load_of_thousands_takes_a_call_per_thousand() {
    let world = World::new();
    world.sim.books().add_accounts(2_500);
    let read = world.relaties(None);
    assert_eq!((read.items.len(), read.pages), (2_500, 3));
    assert_eq!(world.requests("GET", "sync/CRM/Accounts"), 3);
    let again = world.relaties(read.watermark.as_ref());
    assert_eq!((again.items.len(), again.pages), (0, 1));
}

#[test]
fn an_unknown_id_is_not_there_and_costs_no_error() {
    let world = World::demo();
    let id = RelatieId::new("11111111-2222-4333-8444-555555555555").unwrap();
    for _ in 0..12 {
        assert_eq!(world.run(world.connector.read_relatie(&books(), &id)).unwrap(), None);
    }
    world.refused_nothing();
}
