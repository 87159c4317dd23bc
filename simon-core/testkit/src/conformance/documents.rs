//! Checks on documents when nothing fails.

use serde_json::Value;
use simon_core::connector::{TextLimit, TextUnit};
use simon_core::domain::{DraftRegel, InvoiceDraft};
use simon_core::{Actor, Retry};

use super::world::{World, assert_actionable, capabilities, create};
use super::{Harness, Listing, VendorDocument, VendorRegel};

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

/// A body as it is compared: JSON without its layout, else the text.
fn comparable(body: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(body)
        .map_err(|_| String::from_utf8_lossy(body).split_whitespace().collect())
}

/// Renders a draft, then sends it and looks at what went over the line.
pub fn a_preview_is_exactly_what_is_sent_g1<H: Harness>() {
    let world = World::<H>::new();
    let (draft, settings) = world.vendor.draft("20417");
    let rendered = world.connector.render_document(&draft, &settings);
    let rendered = rendered.unwrap_or_else(|error| panic!("{error:?}"));
    create(&world, &draft, &settings);
    let sent = world.creates().into_iter().next().expect("a create");
    let sent = world.vendor.without_credentials(&sent.body);
    let sent = comparable(&sent);
    assert_eq!(comparable(rendered.tekst.as_bytes()), sent, "the preview is not what was sent");
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
    let pattern = if limit.multiline {
        "Ligt in de kelder é🚧\nÑ & <b>"
    } else {
        "kelder é🚧Ñ & <b>"
    };
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

/// Counts requests and documents.
pub fn one_create_makes_one_document<H: Harness>() {
    let world = World::<H>::new();
    let (draft, settings) = world.vendor.draft("20417");
    create(&world, &draft, &settings);
    assert_eq!(world.vendor.document_count(), 1);
    assert_eq!(world.creates().len(), 1, "a document is created in one request (C2)");
}

/// A draft of many lines, more than any page has.
pub fn a_document_of_a_thousand_lines_arrives_whole_p8<H: Harness>() {
    let most = capabilities::<H>().limits.regels.unwrap_or(usize::MAX);
    let world = World::<H>::new();
    let (mut draft, settings) = world.vendor.draft("20417");
    let lines: Vec<DraftRegel> = draft.artikel_regels().cloned().map(DraftRegel::Artikel).collect();
    draft.regels = lines.into_iter().cycle().take(most.min(1_001)).collect();
    for (nummer, regel) in (1..).zip(&mut draft.regels) {
        if let DraftRegel::Artikel(regel) = regel {
            regel.omschrijving = Some(format!("Regel {nummer}"));
        }
    }
    create(&world, &draft, &settings);
    assert_content(&only(&world, &draft), &draft);
}

/// The customer, or an article, disappeared since the last cycle.
pub fn a_draft_for_what_is_gone_is_refused_with_an_action_f4<H: Harness>() {
    for listing in [Listing::Relaties, Listing::Artikelen] {
        let world = World::<H>::new();
        world.expect_refusals();
        let (draft, settings) = world.vendor.draft("20417");
        let artikel = draft.artikel_regels().next().map(|regel| regel.artikel.to_string());
        let gone = match listing {
            Listing::Relaties => draft.klant.to_string(),
            _ => artikel.expect("a line on an article"),
        };
        world.vendor.delete(listing, &gone);
        let outcome = world.run(world.connector.create_document(&draft, &settings));
        let Err(error) = outcome else { panic!("{listing:?}: created for what is gone") };
        assert_eq!(error.retry(), Retry::Never, "{listing:?}: {error:?}");
        assert_eq!(error.who(), Actor::User, "{listing:?}: {error:?}");
        assert_actionable::<H>(error.message());
        assert_eq!(world.vendor.document_count(), 0);
    }
}
