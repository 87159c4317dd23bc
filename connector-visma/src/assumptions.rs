//! What nobody has measured yet at a real Visma.net, in one place: change it here when the first real
//! connection shows otherwise. Each line says what is assumed and what happens if it is wrong.

use std::time::Duration;

use chrono_tz::Tz;

/// Scopes that a login in the browser asks for besides those of the interfaces. `offline_access` is what
/// yields a refresh token; without `tenants` the company may not be told.
pub(crate) const LOGIN_SCOPES: &[&str] = &["openid", "profile", "tenants", "offline_access"];

/// Scopes of the main API after a login in the browser: reading, and creating documents and PDFs.
pub(crate) const MAIN_INTERACTIVE: &[&str] =
    &["vismanet_erp_interactive_api:read", "vismanet_erp_interactive_api:create"];

/// Scopes of the Sales Orders API after a login in the browser. One client in production has them; the
/// vendor's own documents list client credentials only. If they are refused, `orders_login` is the
/// switch: a login without them, and service tokens for the orders.
pub(crate) const ORDERS_INTERACTIVE: &[&str] =
    &["visma.net.erp.salesorder.inter:read", "visma.net.erp.salesorder.inter:write"];

/// The same of the main API with service tokens.
pub(crate) const MAIN_SERVICE: &[&str] =
    &["vismanet_erp_service_api:read", "vismanet_erp_service_api:create"];

/// The same of the Sales Orders API with service tokens.
pub(crate) const ORDERS_SERVICE: &[&str] =
    &["visma.net.erp.salesorder:read", "visma.net.erp.salesorder:write"];

/// Whether a login in the browser names the company (`tenant_id`) when one is configured. The vendor's
/// own page does so, clients work without. If it is refused, the company is chosen on the page alone.
pub(crate) const LOGIN_NAMES_TENANT: bool = true;

/// How long an access token lives when the answer does not say.
pub(crate) const TOKEN_LIFE: Duration = Duration::from_secs(3_600);

/// How long before its end an access token is renewed.
pub(crate) const TOKEN_MARGIN: Duration = Duration::from_secs(120);

/// Where the interfaces are and where the user logs in. The short addresses are the documented ones; one
/// client still puts `/API/controller/api` before the paths of the main API.
pub(crate) const MAIN_HOST: &str = "api.finance.visma.net";
pub(crate) const ORDERS_HOST: &str = "salesorder.visma.net";
pub(crate) const LOGIN_HOST: &str = "connect.visma.com";

/// The header with the company's number, for a configuration that has one; without, the token alone
/// decides. If the header is needed after all, a company that is not told apart answers empty lists.
pub(crate) const COMPANY_HEADER: &str = "ipp-company-id";

/// What goes along with it: name and value of the other header.
pub(crate) const COMPANY_TYPE: (&str, &str) = ("ipp-application-type", "Visma.net Financials");

/// What the main API's stamps without a zone mean: the wall clock of the Netherlands. Only the autumn
/// night and bounds that come from our own clock depend on it; a wrong zone is covered by
/// [`CLOCK_BACK`].
pub(crate) const MAIN_ZONE: Tz = Tz::Europe__Amsterdam;

/// The same of the Sales Orders API. Its document says so.
pub(crate) const ORDERS_ZONE: Tz = Tz::UTC;

/// How far below the largest stamp received the next pass starts: for rows that became visible late.
pub(crate) const OVERLAP: Duration = Duration::from_secs(10 * 60);

/// The same in the hour that a clock repeats in autumn.
pub(crate) const OVERLAP_REPEATED_HOUR: Duration = Duration::from_secs(70 * 60);

/// How far below a moment of our own clock a filter starts.
pub(crate) const CLOCK_BACK: Duration = Duration::from_secs(24 * 3_600);

/// How long at most between two listings of all customers: whether an edited address or contact moves
/// the customer's stamp is not known, and the vendor has no feed of deletions. If it does move it, this
/// can be longer.
pub(crate) const ALL_CUSTOMERS_AFTER: Duration = Duration::from_secs(24 * 3_600);

/// Rows of a page. The vendor lowers what is too much without saying so. Of orders that are listed
/// `expand`ed 100 is the most, and they are not.
pub(crate) const CUSTOMERS_PAGE: u32 = 500;
pub(crate) const ITEMS_PAGE: u32 = 500;
pub(crate) const INVOICES_PAGE: u32 = 500;
pub(crate) const ORDERS_PAGE: u32 = 100;
pub(crate) const ORDER_LINES_PAGE: u32 = 1_000;
pub(crate) const ORDER_TYPES_PAGE: u32 = 500;

/// More pages than any look-up has, and how often its pages may turn out smaller than what was asked for.
pub(crate) const MOST_PAGES: u32 = 20_000;
pub(crate) const MOST_TIMES_AGAIN: u32 = 10;

/// How long to wait for a look at what was made: a look that takes longer is done without.
pub(crate) const LOOK_UP_TIMEOUT: Duration = Duration::from_secs(20);

/// Calls in an hour of one company and application until the answers state another number: what test
/// applications had in 2021. If it is less, the first refusals tell.
pub(crate) const CALLS_PER_HOUR: u32 = 500;

/// Those of them that are kept for delivering.
pub(crate) const CALLS_FOR_DELIVERY: u32 = 50;

/// Whether a discount is marked as the user's own. Without the mark the vendor may put its own discounts
/// in its place; with it a discount that the vendor would have given is not there.
pub(crate) const DISCOUNTS_ARE_MANUAL: bool = true;

/// Calls of one company at once, and how many in a second. The vendor names neither; a client in
/// production keeps to this.
pub(crate) const CALLS_AT_ONCE: usize = 1;
pub(crate) const CALLS_PER_SECOND: u32 = 1;

/// Most tries of one request within a call, the first included: a request that failed may fail only twice
/// in five minutes, by the limits of 2021.
pub(crate) const ATTEMPTS: u32 = 2;

/// How long to wait after a refusal for too many calls that does not say how long.
pub(crate) const UNSTATED_WAIT: Duration = Duration::from_secs(5 * 60);

/// A policy of limits whose numbers are not those of the hour: the same request too often.
pub(crate) const INTERVAL_POLICY: &str = "interval";

/// A reset above this is a moment in seconds since 1970, below it seconds from now.
pub(crate) const EPOCH_FROM: i64 = 1_000_000_000;

/// How long a created order stays unknown to the main API, which takes its PDFs. An upload that comes
/// too soon is refused as unknown and tried again later.
pub(crate) const FIRST_PDF_WAIT: Duration = Duration::from_secs(30);

/// How long to wait before such an upload is tried again, and after how long it is given up.
pub(crate) const NEXT_PDF_WAIT: Duration = Duration::from_secs(5 * 60);
pub(crate) const PDF_GIVEN_UP: Duration = Duration::from_secs(3_600);

/// How long a created document may stay invisible to a look-up. No source speaks of a delay.
pub(crate) const LOOKUP_LAG: Duration = Duration::from_secs(60);

/// Whether documents are made on hold, so that the office looks at them before anything follows from
/// them (C2). If a company wants its orders open at once, this is the switch.
pub(crate) const ORDERS_ON_HOLD: bool = true;
pub(crate) const INVOICES_ON_HOLD: bool = true;

/// The order types of a new order and of quotes. Companies can rename or end them: the settings are
/// checked for it.
pub(crate) const ORDER_TYPE: &str = "SO";
pub(crate) const QUOTE_TYPE: &str = "QT";

/// Statuses of orders and quotes that are still to be done, without case and blanks. The document of the
/// Sales Orders API names none; these are the older interface's, and words in its error texts. Others
/// are not fetched, and counted.
pub(crate) const OPEN_ORDERS: &[&str] =
    &["open", "hold", "onhold", "backorder", "backordered", "shipping"];
pub(crate) const OPEN_QUOTES: &[&str] = &["open", "hold", "onhold"];

/// Statuses that are known and not fetched.
pub(crate) const CLOSED_ORDERS: &[&str] =
    &["credithold", "completed", "cancelled", "canceled", "invoiced", "pendingapproval", "voided"];

/// Longest texts. The Sales Orders API publishes 40, 255, 256 and 2,048; the main API publishes none and
/// is taken to be alike. An invoice's reference is never cut: it is sent whole, and refused if this is
/// right.
pub(crate) const REFERENTIE_MAX: usize = 40;
pub(crate) const OMSCHRIJVING_MAX: usize = 255;
pub(crate) const REGEL_MAX: usize = 256;
pub(crate) const NOTITIE_MAX: usize = 2_048;

/// Longest unit on a line of an order. A longer one is left out: the article's own is then used.
pub(crate) const EENHEID_MAX: usize = 6;

/// Longest `invoiceText`: what a client cuts at.
pub(crate) const FACTUURTEKST_MAX: usize = 60;

/// What a document's text begins with; the number of the werkbon follows.
pub(crate) const WERKBON: &str = "Werkbon";
const _: () = assert!(WERKBON.len() + 1 + 19 <= FACTUURTEKST_MAX, "a number has 19 at most");
const _: () = assert!(FACTUURTEKST_MAX <= OMSCHRIJVING_MAX, "the same text stands on an order");

/// Decimals of quantities and prices. The types are doubles without a stated scale; hours need two.
pub(crate) const AANTAL_DECIMALEN: u32 = 2;
pub(crate) const PRIJS_DECIMALEN: u32 = 4;

/// How a date is written: at midnight, without a zone. With a zone the day of an invoice can shift; if
/// one is wanted after all, this is the switch.
pub(crate) const DATE: &str = "%Y-%m-%dT00:00:00";

/// Longest name of a PDF, its `.pdf` included.
pub(crate) const BESTANDSNAAM_MAX: usize = 100;

/// Words of a failure of the server itself, in lower case: with these an error 500 of the main API says
/// nothing of our data, so that nobody knows what came of the call. It is a refusal only with words that
/// are known to be one. If a word of a server is missing here that contains such a one, a document that
/// was made can be taken for refused.
pub(crate) const SERVER_WORDS: &[&str] = &[
    "an error has occurred",
    "an error occurred while",
    "internal server error",
    "object reference not set",
    "timeout",
    "timed out",
    "time-out",
    "deadlock",
    "transaction (process id",
    "outofmemory",
    "unexpected error",
    "same key has already",
    "sequence contains",
    "cannot be null",
    "out of range",
    "exception of type",
    "another process has",
    "network-related",
    "connection was closed",
    "thread was being aborted",
];
