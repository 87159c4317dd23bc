//! Sales Orders v3: reading and creating orders and quotes.

mod new_order;
mod rows;
mod schema;

use chrono::{DateTime, Utc};
use http::StatusCode;
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::{Stop, asked};

use super::answer::{Answer, ok, set_header};
use super::clock::order_time;
use super::desk::Desk;
use super::documents::Order;
use super::query::{Kind, Parameter, Query};
use super::route::{Asked, Call};
use super::state::{Kept, State};
use super::traps::FilterMatch;

/// Rows of a page when nothing is asked.
const PAGE: usize = 100;

/// Lines of a page when nothing is asked.
const LINES: usize = 1000;

/// The largest page of orders with sections.
const EXPANDED: usize = 100;

/// Sections of an order that can be asked for.
const SECTIONS: [&str; 14] = [
    "None",
    "Billing",
    "Payment",
    "FinancialInformation",
    "Shipping",
    "Customer",
    "Owner",
    "Origin",
    "Note",
    "Freight",
    "Attachments",
    "CustomFields",
    "Lines",
    "All",
];

const LIST: [Parameter; 8] = [
    ("customerId", Kind::Text),
    ("status", Kind::Text),
    ("modifiedSince", Kind::Choice(|text| order_time(text).is_some())),
    ("pageSize", Kind::Int),
    ("pageIndex", Kind::Int),
    ("orderBy", Kind::Choice(|text| sorting(text).is_some())),
    ("filter", Kind::Text),
    ("expand", Kind::Many(are_sections)),
];

fn are_sections(text: &str) -> bool {
    text.split(',').all(|section| SECTIONS.contains(&section.trim()))
}

/// What a list is sorted by, and whether it falls.
fn sorting(text: &str) -> Option<(&str, bool)> {
    let (name, direction) = text.split_once(' ').unwrap_or((text, "asc"));
    let falls = match direction {
        "asc" => false,
        "desc" => true,
        _ => return None,
    };
    ["created", "lastModified", "orderId"].contains(&name).then_some((name, falls))
}

/// The sections that a query asks for.
#[derive(Debug)]
struct Sections(Vec<String>);

impl Sections {
    fn of(query: &Query) -> Self {
        let asked = query.many("expand");
        let sections = asked.iter().flat_map(|text| text.split(','));
        Self(sections.map(|section| section.trim().to_owned()).collect())
    }

    fn any(&self) -> bool {
        self.0.iter().any(|section| section != "None")
    }

    fn has(&self, section: &str) -> bool {
        self.0.iter().any(|own| own == section || own == "All")
    }
}

/// Which rows of a list are wanted.
#[derive(Debug, Clone, Copy)]
struct Page {
    index: usize,
    size: usize,
}

impl State {
    pub(super) fn orders_call(
        &mut self,
        asked: &Asked<'_>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        self.serve(asked, now, |desk, asked| match asked.route.call {
            Call::ListOrders => desk.orders(asked, None),
            Call::ListOrdersOfType => desk.orders(asked, Some(asked.id(0))),
            Call::Order => desk.order(asked),
            Call::OrderLines => desk.order_lines(asked),
            _ => desk.create_order(asked),
        })
    }
}

impl Desk<'_> {
    fn orders(&self, asked: &Asked<'_>, of: Option<&str>) -> Result<Answer, Stop> {
        let query = self.query(asked, &LIST)?;
        if of.is_some_and(|of| !self.company.ordersoorten.contains_key(of)) {
            return Err(asked.strict(StatusCode::BAD_REQUEST, "The order type is unknown."));
        }
        let sections = Sections::of(&query);
        let most = if sections.any() { EXPANDED } else { usize::MAX };
        let page = self.order_page(asked, &query, PAGE, most)?;
        let shown = |kept: &&Kept<Order>| {
            kept.visible <= self.now
                && of.is_none_or(|of| of == kept.document.soort)
                && self.order_passes(&query, kept)
        };
        let mut found: Vec<&Kept<Order>> = self.company.orders.values().filter(shown).collect();
        let (name, falls) = query.text("orderBy").and_then(sorting).unwrap_or(("orderId", false));
        match name {
            "created" => found.sort_by_key(|kept| kept.stamps.made),
            "lastModified" => found.sort_by_key(|kept| kept.stamps.changed),
            _ => found.sort_by_key(|kept| kept.document.nummer.clone()),
        }
        if falls {
            found.reverse();
        }
        let rows: Vec<Json> = of_page(&found, page)
            .iter()
            .map(|kept| match sections.any() {
                true => self.odd("order", kept.document.key(), self.expanded_row(kept, &sections)),
                false => self.odd("order", kept.document.key(), self.order_row(kept)),
            })
            .collect();
        Ok(self.envelope(asked, &query, rows, found.len(), page))
    }

    fn order_passes(&self, query: &Query, kept: &Kept<Order>) -> bool {
        let order = &kept.document;
        let since = query.text("modifiedSince").and_then(order_time);
        let status = query.text("status");
        let named = self.company.klanten.numbered(&order.klant);
        let name = named.as_ref().map(|klant| klant.naam.as_str());
        let searched = [Some(order.nummer.as_str()), order.klantorder.as_deref(), name];
        let matches = |text: &str, wanted: &str| match self.traps.filter_match {
            FilterMatch::Contains => text.contains(wanted),
            FilterMatch::StartsWith => text.starts_with(wanted),
        };
        query.text("customerId").is_none_or(|own| own == order.klant)
            && status.is_none_or(|own| own.eq_ignore_ascii_case(&order.status))
            && since.is_none_or(|since| kept.stamps.changed >= since)
            && query.text("filter").is_none_or(|wanted| {
                let wanted = wanted.to_lowercase();
                searched.into_iter().flatten().any(|text| matches(&text.to_lowercase(), &wanted))
            })
    }

    fn order_page(
        &self,
        asked: &Asked<'_>,
        query: &Query,
        unasked: usize,
        most: usize,
    ) -> Result<Page, Stop> {
        let most = self.traps.page_cap.map_or(most, |cap| cap.min(most));
        let number = |name: &str, otherwise: usize, least: usize| match query.int(name) {
            None => Ok(otherwise),
            Some(number) => usize::try_from(number)
                .ok()
                .filter(|number| *number >= least)
                .ok_or_else(|| asked.strict(StatusCode::BAD_REQUEST, "a page out of range")),
        };
        let size = number("pageSize", unasked, 1)?.min(most);
        Ok(Page { index: number("pageIndex", 0, 0)?, size })
    }

    /// A page in its envelope.
    fn envelope(
        &self,
        asked: &Asked<'_>,
        query: &Query,
        rows: Vec<Json>,
        total: usize,
        page: Page,
    ) -> Answer {
        let more = page.index.saturating_add(1).saturating_mul(page.size) < total;
        let origin = self.traps.next_pages.clone();
        let origin = origin.unwrap_or_else(|| asked::origin(asked.request));
        let next = || {
            let kept = query.without("pageIndex");
            let (path, index) = (asked.request.uri().path(), page.index + 1);
            Json::text(format!("{origin}{path}?{kept}pageIndex={index}"))
        };
        let total = match self.traps.totals_left_out {
            true => Json::Null,
            false => Json::int(i64::try_from(total).unwrap_or(i64::MAX)),
        };
        ok(&Json::object([
            ("value", Json::List(rows)),
            ("totalCount", total),
            ("nextPage", if more { next() } else { Json::Null }),
        ]))
    }

    fn shown_order(&self, asked: &Asked<'_>) -> Result<&Kept<Order>, Stop> {
        let key = (asked.id(0).to_owned(), asked.id(1).to_owned());
        let kept = self.company.orders.get(&key).filter(|kept| kept.visible <= self.now);
        kept.ok_or_else(|| asked.data(StatusCode::NOT_FOUND, "The sales order was not found."))
    }

    fn order(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let query = self.query(asked, &[("expand", Kind::Many(are_sections))])?;
        let kept = self.shown_order(asked)?;
        let detail = self.order_detail(kept, &Sections::of(&query));
        let mut answer = ok(&self.odd("order", kept.document.key(), detail));
        set_header(&mut answer, "etag", &format!("\"{}\"", rows::version(kept)));
        Ok(answer)
    }

    fn order_lines(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let query = self.query(asked, &[("pageSize", Kind::Int), ("pageIndex", Kind::Int)])?;
        let page = self.order_page(asked, &query, LINES, usize::MAX)?;
        let lines = self.lines_json(&self.shown_order(asked)?.document);
        let rows = of_page(&lines, page).to_vec();
        Ok(self.envelope(asked, &query, rows, lines.len(), page))
    }
}

fn of_page<T>(rows: &[T], page: Page) -> &[T] {
    let rest = rows.get(page.index.saturating_mul(page.size)..).unwrap_or_default();
    rest.get(..page.size).unwrap_or(rest)
}
