//! Reading and removing customer invoices.

use http::StatusCode;
use rust_decimal::{Decimal, RoundingStrategy};
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{Answer, empty};
use super::super::clock::{main_stamp, main_time, midnight};
use super::super::desk::Desk;
use super::super::documents::{Bijlage, Factuur, Regel};
use super::super::query::{Kind, Parameter, Query};
use super::super::route::{Asked, Call};
use super::super::state::Kept;
use super::customers::MOST;
use super::page::{PAGE_NUMBER, PAGE_SIZE};
use super::{described, not_found, number, text};

const STATUSES: [&str; 11] = [
    "Hold",
    "Balanced",
    "Voided",
    "Scheduled",
    "Open",
    "Closed",
    "PendingPrint",
    "PendingEmail",
    "CreditHold",
    "CcHold",
    "Reserved",
];

const PARAMETERS: [Parameter; 16] = [
    PAGE_NUMBER,
    PAGE_SIZE,
    ("lastModifiedDateTime", Kind::Since),
    ("createdDateTime", Kind::Since),
    ("documentDate", Kind::Since),
    ("status", Kind::Choice(|text| STATUSES.contains(&text))),
    ("released", Kind::Int),
    ("externalReference", Kind::Text),
    ("customerRefNumber", Kind::Text),
    ("customer", Kind::Text),
    ("branch", Kind::Text),
    ("financialPeriod", Kind::Text),
    ("expandAttachments", Kind::Bool),
    ("expandTaxDetails", Kind::Bool),
    ("expandInvoiceAddress", Kind::Bool),
    ("expandApplications", Kind::Bool),
];

/// The period of a date.
pub(super) fn period(date: chrono::NaiveDate) -> String {
    date.format("%Y%m").to_string()
}

fn released(status: &str) -> bool {
    !["Hold", "Balanced"].contains(&status)
}

impl Desk<'_> {
    pub(super) fn invoices(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let query = self.query(asked, &PARAMETERS)?;
        let page = self.page(asked, &query, MOST)?;
        let of = (asked.route.call == Call::CustomerInvoices).then(|| asked.id(0));
        let shown = |kept: &&Kept<Factuur>| {
            kept.visible <= self.now
                && of.is_none_or(|klant| klant == kept.document.klant)
                && self.invoice_passes(&query, kept)
        };
        let found: Vec<&Kept<Factuur>> = self.company.facturen.values().filter(shown).collect();
        let row = |kept: &&Kept<Factuur>| {
            let mut row = self.invoice_json(kept);
            if query.flag("expandAttachments") == Some(true) {
                row.set("attachments", files(&kept.document.bijlagen));
            }
            self.odd("invoice", &kept.document.nummer, row)
        };
        let rows = page.of(&found).iter().map(row).collect();
        Ok(self.list(rows, found.len(), page))
    }

    fn invoice_passes(&self, query: &Query, kept: &Kept<Factuur>) -> bool {
        let factuur = &kept.document;
        let same = |name: &str, own: Option<&str>| {
            query.text(name).is_none_or(|wanted| own == Some(wanted))
        };
        let local = |moment| main_time(moment, self.traps);
        let since = |name: &str, own| query.since(name).is_none_or(|since| since.passes(own));
        let date = factuur.datum.and_time(chrono::NaiveTime::MIN);
        same("externalReference", factuur.externe_referentie.as_deref())
            && same("customerRefNumber", factuur.referentie.as_deref())
            && same("customer", Some(&factuur.klant))
            && same("branch", Some(factuur.vestiging.as_deref().unwrap_or("1")))
            && same("status", Some(&factuur.status))
            && same("financialPeriod", Some(&period(factuur.datum)))
            && query.int("released").is_none_or(|own| (own != 0) == released(&factuur.status))
            && since("lastModifiedDateTime", local(kept.stamps.changed))
            && since("createdDateTime", local(kept.stamps.made))
            && since("documentDate", date)
    }

    pub(super) fn shown_invoice(&self, asked: &Asked<'_>) -> Result<&Kept<Factuur>, Stop> {
        let kept = self.company.facturen.get(asked.id(0)).filter(|kept| kept.visible <= self.now);
        kept.ok_or_else(|| not_found(asked, "customer invoice"))
    }

    pub(super) fn invoice(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let kept = self.shown_invoice(asked)?;
        let mut row = self.invoice_json(kept);
        row.set("attachments", files(&kept.document.bijlagen));
        let row = self.odd("invoice", &kept.document.nummer, row);
        self.detail(asked, row, kept.stamps.changed)
    }

    pub(super) fn delete_invoice(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        if released(&self.shown_invoice(asked)?.document.status) {
            return Err(self.business(asked, "The document is released and cannot be deleted."));
        }
        self.company.facturen.remove(asked.id(0));
        Ok(empty(StatusCode::NO_CONTENT))
    }

    fn invoice_json(&self, kept: &Kept<Factuur>) -> Json {
        let factuur = &kept.document;
        let excl = factuur.bedrag();
        let vat = (excl * Decimal::new(21, 2))
            .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let klant = self.company.klanten.numbered(&factuur.klant);
        let customer = Json::object([
            ("number", Json::text(factuur.klant.as_str())),
            ("name", Json::text_or_null(klant.as_ref().map(|klant| klant.naam.as_str()))),
        ]);
        let lines = factuur.regels.iter().zip(1..).map(|(regel, at)| line(regel, at)).collect();
        let branch = factuur.vestiging.as_deref().unwrap_or("1");
        Json::object([
            ("customer", customer),
            ("documentType", Json::text("Invoice")),
            ("referenceNumber", Json::text(factuur.nummer.as_str())),
            ("status", Json::text(factuur.status.as_str())),
            ("hold", Json::Bool(factuur.status == "Hold")),
            ("postPeriod", Json::text(period(factuur.datum))),
            ("financialPeriod", Json::text(period(factuur.datum))),
            ("documentDate", Json::text(midnight(factuur.datum))),
            ("currencyId", Json::text("EUR")),
            ("amount", number(excl + vat)),
            ("amountInCurrency", number(excl + vat)),
            ("balanceInCurrency", number(excl + vat)),
            ("detailTotalInCurrency", number(excl)),
            ("vatTaxableTotalInCurrency", number(excl)),
            ("vatTotalInCurrency", number(vat)),
            ("customerRefNumber", text(&factuur.referentie)),
            ("externalReference", text(&factuur.externe_referentie)),
            ("invoiceText", text(&factuur.tekst)),
            ("note", text(&factuur.notitie)),
            ("branchNumber", Json::object([("number", Json::text(branch))])),
            ("creditTerms", Json::Null),
            ("paymentMethod", Json::Null),
            ("lastModifiedDateTime", Json::text(main_stamp(kept.stamps.changed, self.traps))),
            ("createdDateTime", Json::text(main_stamp(kept.stamps.made, self.traps))),
            ("invoiceLines", Json::List(lines)),
        ])
    }
}

fn line(regel: &Regel, at: i64) -> Json {
    let own = (!regel.artikel.is_empty()).then_some(regel.artikel.as_str());
    Json::object([
        ("lineNumber", Json::int(at)),
        ("lineType", Json::text("GoodsForSales")),
        ("inventoryNumber", Json::text_or_null(own)),
        ("description", Json::text(regel.omschrijving.as_str())),
        ("quantity", number(regel.hoeveelheid())),
        ("unitPrice", number(regel.prijs)),
        ("unitPriceInCurrency", number(regel.prijs)),
        ("amount", number(regel.bedrag())),
        ("amountInCurrency", number(regel.bedrag())),
        ("discountPercent", number(regel.korting)),
        ("uom", Json::text(regel.eenheid.as_str())),
        ("vatCode", described(Some("1"), "description", Some("Hoog"))),
        ("note", text(&regel.notitie)),
        ("attachments", Json::List(Vec::new())),
    ])
}

/// The files of a document, as both interfaces list them.
pub(in super::super) fn files(bijlagen: &[Bijlage]) -> Json {
    let row = |bijlage: &Bijlage| {
        Json::object([
            ("name", Json::text(bijlage.naam.as_str())),
            ("id", Json::text(bijlage.id.as_str())),
            ("revision", Json::int(bijlage.revisie)),
        ])
    };
    Json::List(bijlagen.iter().map(row).collect())
}
