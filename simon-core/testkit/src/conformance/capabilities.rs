//! Checks on what a connector declares: capabilities, settings, and operations that it lacks.

use std::collections::BTreeSet;

use simon_core::connector::{
    Deletions, DocumentsRequest, ListRequest, PdfTarget, PdfTransport, SettingCheck,
};
use simon_core::domain::{Aantal, DocumentRef, OrderRef, OrderSoort};
use simon_core::settings::{CheckOutcome, SettingKind, SettingSpec, SettingValue, SettingValues};
use simon_core::{ErrorKind, Result};

use super::world::{World, assert_actionable, capabilities};
use super::{Harness, Listing};
use crate::builders;

fn assert_unsupported<T>(operation: &str, answer: Result<T>) {
    let Err(error) = answer else { panic!("{operation} is not declared, but answers") };
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{operation}: {error}");
}

/// The ways to connect fit the capabilities: a host offers nothing else (A3).
pub fn the_user_is_told_how_to_connect_a3<H: Harness>() {
    let world = World::<H>::new();
    let info = world.connector.info();
    let ways = info.koppelwijzen;
    assert!(!ways.is_empty(), "no way to connect");
    for way in ways {
        assert!(!way.nl.is_empty() && !way.en.is_empty(), "a way without a name");
        assert!(way.browser || !way.velden.is_empty(), "{}: nothing to do", way.nl);
        let keys: BTreeSet<&str> = way.velden.iter().map(|veld| veld.key).collect();
        assert_eq!(keys.len(), way.velden.len(), "{}: a key stands twice", way.nl);
        let owned = way.applicatie.iter().any(|key| keys.contains(key));
        assert!(!owned, "{}: a key is the user's and the application's", way.nl);
    }
    let by_browser = ways.iter().any(|way| way.browser);
    assert!(by_browser || !info.capabilities.browser_login, "the login in the browser is missing");
}

/// Asks for everything that the capabilities do not name.
pub fn undeclared_operations_are_unsupported_without_any_request<H: Harness>() {
    let (world, capabilities) = (World::<H>::new(), capabilities::<H>());
    let (klant, artikel) = (builders::relatie_id("k1"), builders::artikel_id("a1"));
    let (document, pdf) = (DocumentRef::new("1", None), builders::pdf("werkbon.pdf"));
    let (books, datum) = (&world.books, world.clock.now().date_naive());
    let (draft, settings) = world.vendor.draft("20417");
    let referentie = draft.referentie;
    let connector = world.connector.as_ref();
    world.run(async {
        if !capabilities.artikelgroepen {
            let answer = connector.list_artikelgroepen(books, &ListRequest::everything()).await;
            assert_unsupported("list_artikelgroepen", answer);
        }
        if capabilities.deletions == Deletions::Comparison {
            let answer = connector.list_deletions(books, &ListRequest::everything()).await;
            assert_unsupported("list_deletions", answer);
        }
        if !capabilities.read_by_id {
            assert_unsupported("read_relatie", connector.read_relatie(books, &klant).await);
            assert_unsupported("read_artikel", connector.read_artikel(books, &artikel).await);
        }
        if !capabilities.klantprijzen {
            let one = Aantal(builders::decimal("1"));
            let answer = connector.read_klantprijs(books, &klant, &artikel, one).await;
            assert_unsupported("read_klantprijs", answer);
        }
        let target = PdfTarget::new(&document, &referentie, &klant, datum, &settings);
        if !matches!(capabilities.pdf, PdfTransport::Step | PdfTransport::Dossier) {
            assert_unsupported("attach_pdf", connector.attach_pdf(&target, &pdf).await);
            assert_unsupported("has_pdf", connector.has_pdf(&target, &pdf).await);
        }
        if capabilities.pdf != PdfTransport::Dossier {
            assert_unsupported("create_dossier", connector.create_dossier(&target).await);
            let found = connector.find_dossier(&target, world.clock.now()).await;
            assert_unsupported("find_dossier", found);
        }
        for soort in [OrderSoort::Verkooporder, OrderSoort::Offerte] {
            if !capabilities.orders.contains(&soort) {
                let answer = connector.list_orders(books, soort, &ListRequest::everything()).await;
                assert_unsupported("list_orders", answer);
            }
        }
        if !capabilities.lists_documents {
            let request = DocumentsRequest::new(world.clock.now(), "acme01-");
            assert_unsupported("list_documents", connector.list_documents(books, &request).await);
        }
        if !capabilities.mark_order {
            let order = OrderRef::new(OrderSoort::Verkooporder, "1", "1");
            assert_unsupported("mark_order", connector.mark_order(books, &order, "#").await);
        }
    });
    assert_eq!(world.faults.calls(), 0, "an operation that is not offered makes no request");
}

/// Reads the settings table.
pub fn settings_are_described_in_both_languages_e2<H: Harness>() {
    let mut keys = BTreeSet::new();
    for spec in H::info().settings {
        for key in std::iter::once(&spec.key).chain(spec.aliases) {
            assert!(keys.insert(*key), "{key} names two settings");
        }
        assert!(!spec.nl.is_empty() && !spec.en.is_empty(), "{} has no label", spec.key);
        assert!(!spec.requirement.is_empty(), "{} has no requirement", spec.key);
        assert!(!spec.chapter.is_empty(), "{} names no chapter of the manual", spec.key);
    }
    assert!(!H::info().documents.is_empty(), "a werkbon becomes no document");
}

fn check<H: Harness>(world: &World<H>, spec: &SettingSpec, value: SettingValue) -> CheckOutcome {
    let all: SettingValues = [(spec.key.to_owned(), value.clone())].into_iter().collect();
    let check = SettingCheck::new(spec, &value, &all).of_books(Some(&world.books));
    let outcome = world.run(world.connector.check_setting(&check));
    outcome.unwrap_or_else(|error| panic!("{}: {error:?}", spec.key))
}

fn specs_of<H: Harness>(kind: SettingKind) -> impl Iterator<Item = &'static SettingSpec> {
    H::info().settings.iter().filter(move |spec| spec.kind == kind && spec.asks_vendor)
}

/// 'Controleer' on every setting that names an article.
pub fn unknown_articles_are_refused_and_known_ones_named_e1<H: Harness>() {
    for spec in specs_of::<H>(SettingKind::Artikel) {
        let world = World::<H>::new();
        let known = world.vendor.seed(Listing::Artikelen, 1, "Arbeidsloon per uur");
        match check(&world, spec, SettingValue::Tekst(known.code.clone())) {
            CheckOutcome::Accepted(checked) => {
                assert_eq!(checked.naam, "Arbeidsloon per uur", "{}", spec.key);
                let artikel = checked.artikel.expect("the article that was accepted");
                assert_eq!(artikel.id.as_str(), known.id, "{}", spec.key);
            }
            CheckOutcome::Refused(message) => panic!("{}: {message:?}", spec.key),
        }
        let unknown = SettingValue::Tekst(format!("{}9", known.code));
        match check(&world, spec, unknown) {
            CheckOutcome::Refused(message) => assert_actionable::<H>(&message),
            CheckOutcome::Accepted(checked) => panic!("{} accepted {checked:?}", spec.key),
        }
    }
}

/// 'Controleer' on the names of article groups, which are compared letter by letter.
pub fn unknown_article_groups_are_refused_b7<H: Harness>() {
    for spec in specs_of::<H>(SettingKind::Artikelgroepen) {
        let world = World::<H>::new();
        let known = world.vendor.seed(Listing::Artikelgroepen, 1, "Materiaal");
        let list = |names: &[&str]| {
            SettingValue::Lijst(names.iter().map(|name| (*name).to_owned()).collect())
        };
        let accepted = check(&world, spec, list(&["Materiaal"]));
        let CheckOutcome::Accepted(checked) = accepted else { panic!("refused a known group") };
        assert_eq!(checked.vendor_ids, [known.id]);
        for wrong in [&["Bestaat niet"][..], &["materiaal"], &["Materiaal", "Bestaat niet"]] {
            match check(&world, spec, list(wrong)) {
                CheckOutcome::Refused(message) => assert_actionable::<H>(&message),
                CheckOutcome::Accepted(checked) => {
                    assert!(H::HIDES_GROUPS, "accepted {wrong:?}");
                    assert!(checked.waarschuwing.is_some(), "accepted {wrong:?} without a word");
                }
            }
        }
    }
}

/// Renders a draft.
pub fn a_document_is_rendered_without_any_call_g1<H: Harness>() {
    let world = World::<H>::new();
    let (draft, settings) = world.vendor.draft("20417");
    let rendered = world.connector.render_document(&draft, &settings);
    let text = rendered.unwrap_or_else(|error| panic!("{error:?}")).tekst;
    assert!(text.contains(draft.referentie.as_str()), "no reference in {text}");
    assert_eq!(world.faults.calls(), 0);
}
