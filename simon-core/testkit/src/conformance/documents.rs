//! Checks on documents when nothing fails.

use std::time::Duration;

use simon_core::connector::{DocumentSearch, Lookup, TextLimit, TextUnit};
use simon_core::domain::{DocumentRef, DraftRegel, InvoiceDraft};
use simon_core::settings::SettingsVersion;

use super::world::{World, capabilities, lag};
use super::{Harness, VendorDocument, VendorRegel};

fn create<H: Harness>(
    world: &World<H>,
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
) -> DocumentRef {
    let created = world.run(world.connector.create_document(draft, settings));
    created.unwrap_or_else(|error| panic!("{error:?}")).document
}

fn only<H: Harness>(world: &World<H>, draft: &InvoiceDraft) -> VendorDocument {
    let documents = world.vendor.documents(&draft.referentie);
    let [document] = <[_; 1]>::try_from(documents).expect("one document with the reference");
    document
}

fn expected(regel: &DraftRegel) -> VendorRegel {
    match regel {
        DraftRegel::Tekst(text) => {
            VendorRegel { omschrijving: text.clone(), ..VendorRegel::default() }
        }
        DraftRegel::Artikel(regel) => VendorRegel {
            artikel: Some(regel.artikel.as_str().to_owned()),
            omschrijving: regel.omschrijving.clone().unwrap_or_default(),
            aantal: Some(regel.aantal.0),
            prijs: regel.prijs.map(|prijs| prijs.bedrag.0),
        },
    }
}

/// The vendor's books say what the draft says.
fn assert_content(document: &VendorDocument, draft: &InvoiceDraft) {
    assert_eq!(document.klant, draft.klant.as_str());
    assert_eq!(document.regels.len(), draft.regels.len(), "{:?}", document.regels);
    for (stands, regel) in document.regels.iter().zip(&draft.regels) {
        let mut expected = expected(regel);
        if matches!(regel, DraftRegel::Artikel(regel) if regel.omschrijving.is_none()) {
            expected.omschrijving.clone_from(&stands.omschrijving);
        }
        assert_eq!(*stands, expected);
    }
    let texts = [&draft.omschrijving, &draft.memo, &draft.klantreferentie];
    for text in texts.into_iter().flatten().map(String::as_str).chain([draft.referentie.as_str()]) {
        let stands = document.teksten.iter().any(|stands| stands.contains(text));
        assert!(stands, "{text:?} is not in {:?}", document.teksten);
    }
}

/// Creates a draft and looks it up in the vendor's books.
pub fn a_created_document_reads_back_as_the_draft<H: Harness>() {
    let world = World::<H>::new();
    let (draft, settings) = world.vendor.draft("20417");
    assert!(draft.artikel_regels().count() >= 2, "the harness's draft has two lines on articles");
    let created = create(&world, &draft, &settings);
    let document = only(&world, &draft);
    assert_content(&document, &draft);
    assert_eq!(document.id, created.vendor_id, "the connector tells another document's id");
}

/// A text that fills a limit to its last place, with letters that count double in some units.
fn filled(limit: TextLimit) -> String {
    let length = |c: char| if limit.unit == TextUnit::Utf16 { c.len_utf16() } else { 1 };
    let pattern = if limit.multiline { "Ligt in de kelder é🚧\nÑ & <b>" } else { "kelder é🚧Ñ & <b>" };
    let (mut text, mut used) = (String::new(), 0_usize);
    // Neither a blank nor a line break stands at the end, where a vendor may cut it.
    for c in pattern.chars().cycle() {
        let next = used.saturating_add(length(c));
        if next >= limit.max {
            break;
        }
        (used, _) = (next, text.push(c));
    }
    let left = limit.max.saturating_sub(used);
    text.extend(std::iter::repeat_n('x', left));
    text
}

/// Fills every text of a draft to its limit.
pub fn texts_at_their_limit_arrive_whole_c24<H: Harness>() {
    let limits = capabilities::<H>().limits;
    let world = World::<H>::new();
    let (mut draft, settings) = world.vendor.draft("20417");
    if let (Some(limit), Some(_)) = (limits.omschrijving, &draft.omschrijving) {
        draft.omschrijving = Some(filled(limit));
    }
    if let (Some(limit), Some(_)) = (limits.memo, &draft.memo) {
        draft.memo = Some(filled(TextLimit { max: limit.max.min(5_000), ..limit }));
    }
    if let (Some(limit), Some(_)) = (limits.klantreferentie, &draft.klantreferentie) {
        draft.klantreferentie = Some("K".repeat(limit.max.min(200)));
    }
    for regel in &mut draft.regels {
        match (regel, limits.tekstregel) {
            (DraftRegel::Artikel(regel), _) => regel.omschrijving = Some(filled(limits.regel)),
            (DraftRegel::Tekst(text), Some(limit)) => *text = filled(limit),
            (DraftRegel::Tekst(_), None) => panic!("a text line at a vendor without text lines"),
        }
    }
    create(&world, &draft, &settings);
    assert_content(&only(&world, &draft), &draft);
}

fn found<H: Harness>(
    world: &World<H>,
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
) -> Vec<String> {
    let search = DocumentSearch::new(draft, settings, world.clock.now() - Duration::from_secs(60));
    let found = world.run(world.connector.find_document(&search));
    let found = found.unwrap_or_else(|error| panic!("{error:?}"));
    found.into_iter().map(|document| document.vendor_id).collect()
}

/// Looks for a document before it is there, when it is, and when somebody copied it.
pub fn a_reference_finds_none_one_or_two_documents_c22<H: Harness>() {
    if capabilities::<H>().lookup == Lookup::None {
        return;
    }
    let world = World::<H>::new();
    let (draft, settings) = world.vendor.draft("20417");
    // References that begin alike, with the same content: neither is the other.
    let (longer, longer_settings) = world.vendor.draft("204170");
    create(&world, &longer, &longer_settings);
    world.clock.advance(lag::<H>());
    assert_eq!(found(&world, &draft, &settings), [""; 0]);
    let created = create(&world, &draft, &settings);
    world.clock.advance(lag::<H>());
    assert_eq!(found(&world, &draft, &settings), [created.vendor_id.clone()]);
    world.vendor.copy_document(&created.vendor_id);
    world.clock.advance(lag::<H>());
    let two = found(&world, &draft, &settings);
    assert_eq!(two.len(), 2, "two documents carry the reference: {two:?}");
    assert!(two.contains(&created.vendor_id));
}

/// Counts requests and documents.
pub fn one_create_makes_one_document<H: Harness>() {
    let world = World::<H>::new();
    let (draft, settings) = world.vendor.draft("20417");
    create(&world, &draft, &settings);
    assert_eq!(world.vendor.document_count(), 1);
    assert_eq!(world.requests(H::CREATE), 1, "a document is created in one request (C2)");
}
