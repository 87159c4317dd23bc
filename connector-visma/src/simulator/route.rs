//! Which call a request is.

use bytes::Bytes;
use http::{Request, StatusCode, header};
use simon_testkit::Refusals;
use simon_testkit::vendor::{Stop, asked, base64};

use super::answer::{self, Answer};

/// The three services of the vendor, each with a host of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    Connect,
    Main,
    Orders,
}

impl Service {
    fn host(self) -> &'static str {
        match self {
            Self::Connect => "connect.visma.com",
            Self::Main => "api.finance.visma.net",
            Self::Orders => "salesorder.visma.net",
        }
    }

    fn of(path: &str) -> Self {
        if path.starts_with("/connect/") {
            Self::Connect
        } else if path.starts_with("/api/v3/") {
            Self::Orders
        } else {
            Self::Main
        }
    }

    pub(super) fn error(self, status: StatusCode, text: &str) -> Answer {
        match self {
            Self::Connect => answer::token_error(status, "invalid_request", Some(text)),
            Self::Main => answer::message(status, text),
            Self::Orders => answer::problem(status, text),
        }
    }
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Login,
    Token,
    Revocation,
    UserInfo,
    Customers,
    Customer,
    CustomerByInternalId,
    CustomerNote,
    CustomerInvoices,
    Locations,
    Items,
    Item,
    ItemByInternalId,
    Warehouses,
    Warehouse,
    Branches,
    Branch,
    Organizations,
    OrderTypes,
    OrderType,
    Units,
    Invoices,
    Invoice,
    CreateInvoice,
    DeleteInvoice,
    AttachToInvoice,
    AttachToOrder,
    DetachFromOrder,
    Attachment,
    ListOrders,
    ListOrdersOfType,
    Order,
    OrderLines,
    CreateOrder,
}

/// A path with its places for ids, and a method.
#[derive(Debug, Clone, Copy)]
pub(super) struct Route {
    method: &'static str,
    path: &'static str,
    pub(super) call: Call,
}

const fn route(method: &'static str, path: &'static str, call: Call) -> Route {
    Route { method, path, call }
}

/// Paths with a fixed word stand before those with an id in its place.
const ROUTES: [Route; 37] = [
    route("GET", "/connect/authorize", Call::Login),
    route("POST", "/connect/token", Call::Token),
    route("POST", "/connect/revocation", Call::Revocation),
    route("GET", "/connect/userinfo", Call::UserInfo),
    route("GET", "/v1/customer", Call::Customers),
    route("GET", "/v1/customer/internal/{internalID}", Call::CustomerByInternalId),
    route("GET", "/v1/customer/{customerCd}", Call::Customer),
    route("GET", "/v1/customer/{customerCd}/note", Call::CustomerNote),
    route("GET", "/v1/customer/{customerNumber}/invoice", Call::CustomerInvoices),
    route("GET", "/v1/location/{bAccountId}", Call::Locations),
    route("GET", "/v1/inventory", Call::Items),
    route("GET", "/v1/inventory/internal/{inventoryId}", Call::ItemByInternalId),
    route("GET", "/v1/inventory/{inventoryNumber}", Call::Item),
    route("GET", "/v1/warehouse", Call::Warehouses),
    route("GET", "/v1/warehouse/{warehouseID}", Call::Warehouse),
    route("GET", "/v1/branch", Call::Branches),
    route("GET", "/v1/branch/{branchNumber}", Call::Branch),
    route("GET", "/v1/organization", Call::Organizations),
    route("GET", "/v1/salesordertype", Call::OrderTypes),
    route("GET", "/v1/salesordertype/{orderType}", Call::OrderType),
    route("GET", "/v1/unitofmeasure", Call::Units),
    route("GET", "/v1/customerinvoice", Call::Invoices),
    route("GET", "/v1/customerinvoice/{invoiceNumber}", Call::Invoice),
    route("DELETE", "/v1/customerinvoice/{invoiceNumber}", Call::DeleteInvoice),
    route("POST", "/v2/customerinvoice", Call::CreateInvoice),
    route("POST", "/v1/customerinvoice/{invoiceNumber}/attachment", Call::AttachToInvoice),
    route(
        "POST",
        "/v1/salesorder/orderType/{orderType}/{orderNumber}/attachment",
        Call::AttachToOrder,
    ),
    route(
        "POST",
        "/v2/salesorder/orderType/{orderType}/{orderNumber}/attachment",
        Call::AttachToOrder,
    ),
    route(
        "DELETE",
        "/v1/salesorder/{orderType}/{orderNumber}/attachment/{fileId}",
        Call::DetachFromOrder,
    ),
    route("GET", "/v1/attachment/{attachmentId}", Call::Attachment),
    route("GET", "/api/v3/SalesOrders", Call::ListOrders),
    route("POST", "/api/v3/SalesOrders", Call::CreateOrder),
    route("GET", "/api/v3/SalesOrders/{type}", Call::ListOrdersOfType),
    route("GET", "/api/v3/SalesOrders/{type}/{orderId}", Call::Order),
    route("GET", "/api/v3/SalesOrders/{type}/{orderId}/lines", Call::OrderLines),
    // The vendor still takes it; it is deprecated in favour of the same call under v2.
    route("POST", "/v1/customerinvoice", Call::CreateInvoice),
    // A blank id makes a detail the list.
    route("GET", "/v1/customer/", Call::Customers),
];

impl Route {
    /// Method and path, as calls are counted.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(super) fn service(&self) -> Service {
        Service::of(self.path)
    }

    /// What no correct client does, though the vendor takes it.
    fn note(&self) -> Option<&'static str> {
        match (self.method, self.path) {
            ("POST", "/v1/customerinvoice") => Some("deprecated: v2 creates invoices"),
            ("GET", "/v1/customer/") => Some("a blank number asks for the whole list"),
            _ => None,
        }
    }

    /// The ids in a path, or nothing when the path is another.
    fn ids(&self, path: &str) -> Option<Vec<String>> {
        let (mut own, mut asked) = (self.path.split('/'), path.split('/'));
        let mut ids = Vec::new();
        loop {
            match (own.next(), asked.next()) {
                (None, None) => return Some(ids),
                (Some(place), Some(id)) if place.starts_with('{') && !id.is_empty() => {
                    ids.push(id.to_owned());
                }
                (Some(word), Some(same)) if word == same => {}
                _ => return None,
            }
        }
    }
}

/// A request and the call that it is.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) request: &'a Request<Bytes>,
    pub(super) route: Route,
    ids: Vec<String>,
}

impl Asked<'_> {
    /// An id in the path, in the order of the path.
    pub(super) fn id(&self, at: usize) -> &str {
        self.ids.get(at).map(String::as_str).unwrap_or_default()
    }

    pub(super) fn query(&self) -> Option<&str> {
        self.request.uri().query()
    }

    /// No correct client asks this.
    pub(super) fn strict(&self, status: StatusCode, text: &str) -> Stop {
        let answer = self.route.service().error(status, text);
        Stop::strict(answer, format!("{}: {text}", self.route.name()))
    }

    /// A correct client can meet this.
    pub(super) fn data(&self, status: StatusCode, text: &str) -> Stop {
        Stop::data(self.route.service().error(status, text))
    }
}

/// Finds the call. Errors are paths and methods that there are not, and ids that cannot be read.
pub(super) fn find(request: &Request<Bytes>) -> Result<Asked<'_>, Stop> {
    let (method, path) = (request.method().as_str(), request.uri().path());
    let service = Service::of(path);
    let stop = |status, why: &str| {
        Stop::strict(service.error(status, why), format!("{method} {path}: {why}"))
    };
    let fitting = || ROUTES.iter().filter_map(|route| Some((route, route.ids(path)?)));
    let Some((route, raw)) = fitting().find(|(route, _)| route.method == method) else {
        return Err(match fitting().next() {
            Some(_) => stop(StatusCode::METHOD_NOT_ALLOWED, "no such method"),
            None => stop(StatusCode::NOT_FOUND, "no such path"),
        });
    };
    let host = request.uri().host().unwrap_or_default();
    if host.ends_with(".visma.net") && host != service.host()
        || host.ends_with(".visma.com") && host != service.host()
    {
        return Err(stop(StatusCode::NOT_FOUND, "a path of another host"));
    }
    let read = |raw: &String| match service {
        Service::Orders => percent_decoded(raw),
        Service::Connect | Service::Main => in_segment(raw),
    };
    let ids: Option<Vec<String>> = raw.iter().map(read).collect();
    let ids = ids.filter(|ids| ids.iter().all(|id| !id.is_empty()));
    let ids = ids.ok_or_else(|| stop(StatusCode::NOT_FOUND, "an id that cannot be read"))?;
    Ok(Asked { request, route: *route, ids })
}

/// An id in a path of the main API: as it is when it holds nothing special, else inside `b64()`.
/// Percent-encoding is not undone. Padding is taken, as in production.
fn in_segment(raw: &str) -> Option<String> {
    if let Some(text) = raw.strip_prefix("b64(").and_then(|rest| rest.strip_suffix(')')) {
        return String::from_utf8(base64::decode_url(text.trim_end_matches('='))?).ok();
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
    raw.bytes().all(plain).then(|| raw.to_owned())
}

fn percent_decoded(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let hex = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// Headers that any client may send, whatever it is built from.
const PLAIN_HEADERS: [&str; 10] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
];

/// Headers that the main API reads besides.
const MAIN_HEADERS: [&str; 2] = ["ipp-company-id", "ipp-application-type"];

/// Refuses headers that are not known, and notes what belongs in every request and is missing.
pub(super) fn check_headers(asked: &Asked<'_>, refusals: &Refusals) -> Result<(), Stop> {
    let (headers, service) = (asked.request.headers(), asked.route.service());
    if asked.route.call == Call::Login {
        // A browser opens it, with headers of its own.
        return Ok(());
    }
    let known = |name: &str| {
        PLAIN_HEADERS.contains(&name) || service == Service::Main && MAIN_HEADERS.contains(&name)
    };
    if let Some(name) = headers.keys().find(|name| !known(name.as_str())) {
        let why = format!("the header '{name}' is not known");
        return Err(asked.strict(StatusCode::BAD_REQUEST, &why));
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("ipp-application-type").is_some_and(|kind| kind != "Visma.net Financials") {
        return Err(asked.strict(StatusCode::BAD_REQUEST, "ipp-application-type is another"));
    }
    if headers.contains_key("ipp-application-type") != headers.contains_key("ipp-company-id") {
        return Err(asked.strict(StatusCode::BAD_REQUEST, "the two ipp headers go together"));
    }
    if service != Service::Connect && text("user-agent").is_none_or(str::is_empty) {
        refusals.record(format!("{}: no User-Agent", asked.route.name()));
    }
    if let Some(why) = asked.route.note() {
        refusals.record(format!("{}: {why}", asked.route.name()));
    }
    let json = service != Service::Connect && asked.route.call != Call::Attachment;
    let accepts = text(header::ACCEPT.as_str()).unwrap_or_default();
    if json && !accepts.contains("application/json") {
        return Err(asked.strict(StatusCode::NOT_ACCEPTABLE, "no Accept: application/json"));
    }
    Ok(())
}

/// The text of a JSON body.
pub(super) fn json_body<'a>(asked: &Asked<'a>) -> Result<&'a str, Stop> {
    if !asked::content_type(asked.request).eq_ignore_ascii_case("application/json") {
        let why = "the content type must be application/json";
        return Err(asked.strict(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
    }
    if asked.query().is_some() {
        return Err(asked.strict(StatusCode::BAD_REQUEST, "a query on a create"));
    }
    let text = std::str::from_utf8(asked.request.body());
    text.map_err(|_| asked.strict(StatusCode::BAD_REQUEST, "the body is no text"))
}
