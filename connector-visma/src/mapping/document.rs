//! Documents that were made: how they are named, found back, and looked at afterwards.

use rust_decimal::Decimal;
use simon_core::connector::FoundDocument;
use simon_core::domain::{DocumentRef, InvoiceDraft, Referentie};
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::Message;
use url::form_urlencoded;

use super::Mapped;
use crate::assumptions::ORDER_TYPE;
use crate::wire::{Invoice, NewOrder, Order};

/// What stands before the number of an invoice; an order has its type there, which is two letters.
const INVOICE: &str = "klantfactuur";

/// What stands before the number in an invoice's address.
const INVOICES: &str = "customerinvoice";

/// A document type that is no copy of an invoice to credit it.
///
/// Source: the vendor's OpenAPI, `CustomerInvoiceDto.documentType`.
const IS_INVOICE: &str = "Invoice";

/// Statuses of an invoice that the office can still change.
///
/// Source: the vendor's OpenAPI, `CustomerInvoiceDto.status`, and the meaning of `hold` when creating.
const CHANGEABLE: &[&str] = &["Hold", "Balanced"];

/// A document of either interface. PDFs of both go to the main API, each to an address of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Document {
    /// A sales order, or a quote.
    Order {
        /// `SO`, `QT` and the like.
        soort: String,
        nummer: String,
    },
    /// A customer invoice.
    Invoice { nummer: String },
}

impl Document {
    pub(crate) fn order(soort: &str, nummer: &str) -> Self {
        Self::Order { soort: soort.to_owned(), nummer: nummer.to_owned() }
    }

    pub(crate) fn invoice(nummer: &str) -> Self {
        Self::Invoice { nummer: nummer.to_owned() }
    }

    /// One text for both, for [`DocumentRef::vendor_id`].
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Order { soort, nummer } => format!("{soort}/{nummer}"),
            Self::Invoice { nummer } => format!("{INVOICE}/{nummer}"),
        }
    }

    /// Reads [`id`](Self::id); none for anything else.
    pub(crate) fn from_id(id: &str) -> Option<Self> {
        let (kind, nummer) = id.split_once('/')?;
        match (kind, nummer) {
            ("", _) | (_, "") => None,
            (INVOICE, nummer) => Some(Self::invoice(nummer)),
            (soort, nummer) => Some(Self::order(soort, nummer)),
        }
    }

    /// The order that an answer to creating one names: in its body, as some builds do, else by the end
    /// of the header `Location`, which may have another host. None when neither names an order of the
    /// type that was made: which one it is has to be looked up (C22).
    pub(crate) fn created_order(body: &[u8], location: Option<&str>) -> Option<Self> {
        let of_body = || serde_json::from_slice::<Order>(body).ok()?.order_id;
        let of_location = || {
            let [soort, nummer] = last_segments(location?)?;
            (soort == ORDER_TYPE).then_some(nummer)
        };
        of_body().or_else(of_location).map(|nummer| Self::order(ORDER_TYPE, &nummer))
    }

    /// The invoice that the end of the header `Location` names after creating one, as
    /// [`created_order`](Self::created_order).
    pub(crate) fn created_invoice(location: Option<&str>) -> Option<Self> {
        let [resource, nummer] = last_segments(location?)?;
        resource.eq_ignore_ascii_case(INVOICES).then(|| Self::invoice(&nummer))
    }

    pub(crate) fn nummer(&self) -> &str {
        let (Self::Order { nummer, .. } | Self::Invoice { nummer }) = self;
        nummer
    }

    pub(crate) fn reference(&self) -> DocumentRef {
        DocumentRef::new(self.id(), Some(self.nummer().to_owned()))
    }
}

/// Whether an order is this werkbon's (C22): the service filters on less than the whole reference.
pub(crate) fn is_order_for(order: &Order, referentie: &Referentie) -> bool {
    let ours = |text: Option<&str>| text == Some(referentie.as_str());
    order.r#type.as_deref() == Some(ORDER_TYPE)
        && (ours(order.ref_no()) || ours(order.customers_order()))
}

/// Whether an invoice is this werkbon's (C22): a filter that the vendor does not know is ignored.
pub(crate) fn is_invoice_for(invoice: &Invoice, referentie: &Referentie) -> bool {
    is_invoice(invoice) && invoice.external_reference.as_deref() == Some(referentie.as_str())
}

/// One that says nothing of its kind is taken for an invoice.
fn is_invoice(invoice: &Invoice) -> bool {
    invoice.document_type.as_deref().is_none_or(|soort| soort == IS_INVOICE)
}

/// An order with the reference in it that begins like ours (G2).
pub(crate) fn found_order(order: &Order, prefix: &str) -> Mapped<FoundDocument> {
    let (Some(ORDER_TYPE), Some(nummer)) = (order.r#type.as_deref(), order.order_id.as_deref())
    else {
        return Mapped::Skip;
    };
    let references = [order.ref_no(), order.customers_order()].into_iter().flatten();
    found(&Document::order(ORDER_TYPE, nummer), references, prefix)
}

/// An invoice with the reference in it that begins like ours (G2).
pub(crate) fn found_invoice(invoice: &Invoice, prefix: &str) -> Mapped<FoundDocument> {
    let Some(nummer) = invoice.reference_number.as_deref().filter(|_| is_invoice(invoice)) else {
        return Mapped::Skip;
    };
    found(&Document::invoice(nummer), invoice.external_reference.as_deref().into_iter(), prefix)
}

fn found<'a>(
    document: &Document,
    mut references: impl Iterator<Item = &'a str>,
    prefix: &str,
) -> Mapped<FoundDocument> {
    let ours = references.find(|reference| reference.starts_with(prefix));
    Mapped::Keep(FoundDocument::new(document.reference(), ours.map(str::to_owned)))
}

/// What the user should know of a created invoice, read back: that it cannot be changed any more, that
/// the vendor priced a line at nothing.
pub(crate) fn warnings_of_invoice(draft: &InvoiceDraft, read: &Invoice) -> Vec<LogLine> {
    let mut lines = Vec::new();
    let nummer = read.reference_number.as_deref().unwrap_or("?");
    if let Some(status) = read.status.as_deref().filter(|status| !CHANGEABLE.contains(status)) {
        let message = Message::new("visma-factuur-niet-te-wijzigen");
        let message = message.with("nummer", nummer).with("status", status);
        lines.push(line(draft, Soort::Fout, message));
    }
    let of_read = read.invoice_lines.iter().flatten();
    let priced_by_us: Vec<&str> = draft
        .artikel_regels()
        .filter(|regel| regel.prijs.is_some())
        .map(|regel| regel.code.trim())
        .collect();
    let free = of_read
        .filter(|line| line.unit_price_in_currency == Some(Decimal::ZERO))
        .filter_map(|line| line.inventory_number.as_deref())
        .filter(|number| !priced_by_us.contains(number));
    lines.extend(free.map(|number| {
        let message = Message::new("visma-prijs-nul");
        line(draft, Soort::Waarschuwing, message.with("nummer", nummer).with("artikel", number))
    }));
    lines
}

/// What the user should know of a created order, read back: that the reference or the warehouse did not
/// arrive. The service is silent about a member that it does not know.
pub(crate) fn warnings_of_order(
    draft: &InvoiceDraft,
    sent: &NewOrder,
    read: &Order,
) -> Vec<LogLine> {
    let nummer = read.order_id.as_deref().unwrap_or("?");
    let mut lines = Vec::new();
    if !is_order_for(read, &draft.referentie) {
        let message = Message::new("visma-order-zonder-referentie").with("nummer", nummer);
        lines.push(line(draft, Soort::Fout, message));
    }
    let asked = sent.shipping.as_ref().map(|shipping| shipping.preferred_warehouse_id.as_str());
    let got = read.shipping.as_ref().map(|shipping| shipping.preferred_warehouse.as_deref());
    if let (Some(asked), Some(got)) = (asked, got)
        && got.map(str::to_lowercase) != Some(asked.to_lowercase())
    {
        let message = Message::new("visma-order-ander-magazijn").with("nummer", nummer);
        lines.push(line(draft, Soort::Waarschuwing, message.with("magazijn", asked)));
    }
    lines
}

fn line(draft: &InvoiceDraft, soort: Soort, message: Message) -> LogLine {
    LogLine::new(soort, LogTabel::Werkbon, message).with_record(draft.werkbon.as_str())
}

/// The last two segments of an address.
fn last_segments(address: &str) -> Option<[String; 2]> {
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    let mut segments = path.rsplit('/').map(decoded);
    let last = segments.next()??;
    Some([segments.next()??, last])
}

/// A segment of an address without its percent-encoding; none for a blank one.
fn decoded(segment: &str) -> Option<String> {
    // In a form a plus is a blank, in a path it is itself.
    let pair = format!("n={}", segment.replace('+', "%2B"));
    let (_, value) = form_urlencoded::parse(pair.as_bytes()).next()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
