//! The delivery that everything is tried on, and what must hold afterwards.

use connector_exact::simulator::{Document, Invoice};
use simon_core::domain::{Aantal, GeboektArtikel, Pdf, PdfSoort, RelatieId, WerkbonNummer};
use simon_core::host::{DeliveryStatus, Record, Tabel};
use simon_core::log::Soort;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::builders::{self, decimal};

use crate::world::World;

pub(crate) const NUMMER: &str = "20417";
/// Port calls of a delivery that nothing disturbs: claim, three for the token, administration, attempt,
/// create, result, for the dossier and each of two PDFs begin, create and result, delivered, run.
pub(crate) const CALLS: usize = 19;

/// Every setting that puts something on the invoice or adds a call.
pub(crate) fn settings() -> SettingValues {
    [
        ("administratie", "417"),
        ("dagboek", "70"),
        ("reistijd_artikel", "REIS"),
        ("werktijd_artikel", "UUR"),
        ("standaard_artikel", "VOORRIJ"),
        ("klantreferentie", "beide"),
        ("memo", "beide"),
        ("pdf", "beide"),
    ]
    .into_iter()
    .map(|(key, text)| (key.to_owned(), SettingValue::Tekst(text.to_owned())))
    .collect()
}

/// An archived werkbon with two PDFs; the token has died meanwhile.
pub(crate) fn archived() -> World {
    let world = World::new();
    world.activate(settings());
    world.fetch();
    let klant = klant(&world, "Bakkerij De Korenaar");
    let buis = artikel(&world, "BUIS22");
    world.sim.books().agree_price(klant.as_str(), &buis, decimal("9.99"));
    let mut werkbon = builders::werkbon(NUMMER);
    werkbon.klant = Some(klant);
    werkbon.klantreferentie = Some("PO-88".to_owned());
    werkbon.artikelen = [("KRAAN15", "2"), ("BUIS22", "3.5")]
        .map(|(code, aantal)| {
            let id = builders::artikel_id(&artikel(&world, code));
            GeboektArtikel::new(id, Aantal(decimal(aantal)))
        })
        .into();
    let keuring = Pdf::new(PdfSoort::EigenFormulieren, "keuring.pdf", b"%PDF-1.7".to_vec());
    werkbon.pdfs = vec![builders::pdf("werkbon.pdf"), keuring];
    world.run(world.sound().archive(werkbon.archiveren().unwrap())).unwrap();
    world.pass(2 * 3600);
    world.faults.clear_journal();
    world
}

pub(crate) fn klant(world: &World, naam: &str) -> RelatieId {
    let found = world.records(Tabel::Relaties).into_iter().find_map(|record| match record {
        Record::Relatie(relatie) if relatie.naam == naam => Some(relatie.id),
        _ => None,
    });
    found.unwrap()
}

pub(crate) fn artikel(world: &World, code: &str) -> String {
    let all = world.records(Tabel::Artikelen);
    all.iter().find(|record| record.code() == code).unwrap().id().to_owned()
}

/// Invoices in the vendor's books that carry the reference of a werkbon.
pub(crate) fn invoices_of(world: &World, nummer: &str) -> Vec<Invoice> {
    let marker = format!("Werkbon acme01-{nummer}");
    let carries = |invoice: &Invoice| invoice.description.as_deref() == Some(&marker);
    world.sim.books().invoices().into_iter().filter(carries).collect()
}

/// What stands on each line: article, quantity and price.
fn lines(world: &World, invoice: &Invoice) -> Vec<(String, String, String)> {
    let articles = world.records(Tabel::Artikelen);
    let code = |id: &str| articles.iter().find(|it| it.id() == id).unwrap().code().to_owned();
    let line = |regel: &connector_exact::simulator::InvoiceLine| {
        let numbers = (regel.quantity.normalize(), regel.net_price.normalize());
        (code(&regel.item), numbers.0.to_string(), numbers.1.to_string())
    };
    invoice.lines.iter().map(line).collect()
}

const EXPECTED: [(&str, &str, &str); 5] = [
    ("REIS", "0.5", "47.5"),
    ("UUR", "1.5", "62.5"),
    ("KRAAN15", "2", "11.95"),
    ("BUIS22", "3.5", "9.99"),
    ("VOORRIJ", "1", "35"),
];

/// Everything that must hold once nothing waits any more, or what does not.
pub(crate) fn broken(world: &World) -> Option<String> {
    let invoices = invoices_of(world, NUMMER);
    let [invoice] = invoices.as_slice() else {
        return Some(format!("{} invoices", invoices.len()));
    };
    let mut found = lines(world, invoice);
    found.sort();
    let mut expected =
        EXPECTED.map(|(code, aantal, prijs)| (code.into(), aantal.into(), prijs.into()));
    expected.sort();
    let remarks = invoice.remarks.as_deref().unwrap_or_default();
    let checks = [
        ("lines", found == expected),
        ("remarks", remarks.contains("Lekkende kraan vervangen")),
        ("reference", invoice.your_ref.as_deref() == Some("20417 / PO-88")),
        ("PDFs", pdfs_hang_once(world, &invoice.ordered_by)),
        ("ledger", ledger_knows(world, &invoice.id)),
        ("one approval", approvals(world) == 1),
        ("no fault", world.asks().is_empty()),
        ("nothing refused", world.sim.refusals().all().is_empty()),
    ];
    let wrong: Vec<&str> = checks.into_iter().filter(|check| !check.1).map(|it| it.0).collect();
    (!wrong.is_empty()).then(|| {
        let refused = world.sim.refusals().all();
        format!("{wrong:?}: {invoice:?}, asks {:?}, refused {refused:?}", world.asks())
    })
}

pub(crate) fn assert_sound(world: &World, when: &str) {
    if let Some(wrong) = broken(world) {
        let documents = world.sim.books().documents();
        let journal = world.faults.journal();
        panic!("{when}: {wrong}\n{documents:?}\n{journal:?}\n{:#?}", world.log());
    }
}

/// One document on the customer's card with each PDF once.
fn pdfs_hang_once(world: &World, klant: &str) -> bool {
    let documents = world.sim.books().documents();
    let [Document { account, attachments, .. }] = documents.as_slice() else { return false };
    let names: Vec<&str> = attachments.iter().map(|file| file.naam.as_str()).collect();
    account.as_deref() == Some(klant)
        && names == ["werkbon.pdf", "keuring.pdf"]
        && attachments[1].bytes == b"%PDF-1.7"
}

fn ledger_knows(world: &World, id: &str) -> bool {
    let nummer = WerkbonNummer::new(NUMMER).unwrap();
    let entry = world.run(world.store.delivery(&world.id, &nummer)).unwrap().unwrap();
    let same = entry.document.is_some_and(|document| document.vendor_id == id);
    same && entry.status == DeliveryStatus::Geleverd
        && entry.attempt.is_none()
        && entry.claim.is_none()
        && entry.werkbon.is_none()
        && entry.stappen.is_empty()
}

fn approvals(world: &World) -> usize {
    let of_werkbon = |record: &Option<String>| record.as_deref() == Some(NUMMER);
    let log = world.log();
    log.iter().filter(|it| it.soort == Soort::Goedkeuring && of_werkbon(&it.record)).count()
}
