//! Names of the requests, in errors and traces. Errors are read by them, too: the same status means
//! something else at the token endpoint, at either interface, and for a PDF.

pub(crate) const TOKEN: &str = "token";
pub(crate) const REVOCATION: &str = "token.revoke";
pub(crate) const ORGANIZATIONS: &str = "organisaties.list";
pub(crate) const BRANCHES: &str = "vestigingen.list";
pub(crate) const ORDER_TYPES: &str = "ordersoorten.list";
pub(crate) const WAREHOUSE: &str = "magazijn.read";
pub(crate) const CUSTOMERS: &str = "relaties.list";
pub(crate) const CUSTOMER: &str = "relaties.read";
pub(crate) const ITEMS: &str = "artikelen.list";
pub(crate) const ITEM: &str = "artikelen.read";
pub(crate) const INVOICES: &str = "klantfacturen.list";
pub(crate) const INVOICE: &str = "klantfacturen.read";
pub(crate) const INVOICE_CREATE: &str = "klantfacturen.create";
pub(crate) const INVOICE_PDF: &str = "klantfacturen.pdf";
pub(crate) const ORDERS: &str = "orders.list";
pub(crate) const ORDER: &str = "orders.read";
pub(crate) const ORDER_LINES: &str = "orders.lines";
pub(crate) const ORDER_CREATE: &str = "orders.create";
/// On the main API, like that of an invoice.
pub(crate) const ORDER_PDF: &str = "orders.pdf";

/// Whether a request goes to the Sales Orders API.
pub(crate) fn is_of_orders(label: &str) -> bool {
    [ORDERS, ORDER, ORDER_LINES, ORDER_CREATE].contains(&label)
}

/// Whether a request goes to Visma Connect.
pub(crate) fn is_of_login(label: &str) -> bool {
    [TOKEN, REVOCATION].contains(&label)
}

/// Whether a request puts a PDF at a document.
pub(crate) fn is_of_pdf(label: &str) -> bool {
    [INVOICE_PDF, ORDER_PDF].contains(&label)
}
