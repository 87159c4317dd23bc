//! Pages of lists.

use http::StatusCode;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{Answer, ok};
use super::super::desk::Desk;
use super::super::query::{Kind, Parameter, Query};
use super::super::route::Asked;
use super::super::state::Listing;
use super::super::traps::{ListOrder, Metadata};

/// Rows of a list that was asked for without paging.
const UNPAGED: usize = 1000;

/// Which rows of a list are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    skip: usize,
    size: usize,
    /// The largest page that this list gives.
    most: usize,
}

pub(super) const PAGE_NUMBER: Parameter = ("pageNumber", Kind::Int);
pub(super) const PAGE_SIZE: Parameter = ("pageSize", Kind::Int);

impl Page {
    pub(super) fn of<T>(self, rows: &[T]) -> &[T] {
        let rest = rows.get(self.skip..).unwrap_or_default();
        rest.get(..self.size).unwrap_or(rest)
    }
}

impl Desk<'_> {
    /// The page that a query asks for, of a list whose pages have at most so many rows.
    pub(super) fn page(&self, asked: &Asked<'_>, query: &Query, most: usize) -> Result<Page, Stop> {
        let most = self.traps.page_cap.map_or(most, |cap| cap.min(most));
        let (number, size) = (query.int("pageNumber"), query.int("pageSize"));
        if number.is_none() || size.is_none() {
            let name = asked.route.name();
            self.refusals.record(format!("{name}: pageNumber and pageSize belong together"));
        }
        let positive = |value: Option<i64>, otherwise: usize| match value.map(usize::try_from) {
            None => Ok(otherwise),
            Some(Ok(value)) if value > 0 => Ok(value),
            Some(_) => Err(asked.strict(StatusCode::BAD_REQUEST, "a page below 1")),
        };
        let number = positive(number, 1)?;
        let size = positive(size, UNPAGED)?.min(most);
        Ok(Page { skip: number.saturating_sub(1).saturating_mul(size), size, most })
    }

    /// The ids of a list, found once for all of its pages.
    pub(super) fn listing(
        &mut self,
        asked: &Asked<'_>,
        query: &Query,
        find: impl FnOnce(&Self) -> Vec<i64>,
    ) -> Vec<i64> {
        let (name, asked) = (asked.route.name(), query.without("pageNumber"));
        let (zone, order) = (self.traps.stamp_zone, self.traps.list_order);
        let question = format!("{name} {asked} {zone:?} {order:?}");
        let known = self.company.listing.as_ref().filter(|known| known.question == question);
        if let Some(known) = known {
            return known.ids.clone();
        }
        let mut ids = find(self);
        match order {
            ListOrder::Oldest => {}
            ListOrder::Newest => ids.reverse(),
            ListOrder::Scattered => ids.sort_by_key(|id| id.wrapping_mul(2_654_435_761) % 65_537),
        }
        self.company.listing = Some(Listing { question, ids: ids.clone() });
        ids
    }

    /// A list with the metadata of its page.
    pub(super) fn list(&self, rows: Vec<Json>, total: usize, page: Page) -> Answer {
        let int = |number: usize| Json::int(i64::try_from(number).unwrap_or(i64::MAX));
        let mut metadata = Json::object([("totalCount", int(total))]);
        if self.traps.metadata != Metadata::WithoutMaximum {
            metadata.set("maxPageSize", int(page.most));
        }
        let mut rows = rows;
        for (at, row) in rows.iter_mut().enumerate() {
            if self.traps.extra_members {
                row.set("newerMember", Json::object([("id", Json::int(1))]));
            }
            let wanted = match self.traps.metadata {
                Metadata::Every | Metadata::WithoutMaximum => true,
                Metadata::First => at == 0,
                Metadata::LeftOut => false,
            };
            if wanted {
                row.set("metadata", metadata.clone());
            }
        }
        ok(&Json::List(rows))
    }

    /// What a test wants to be odd about a record.
    pub(in super::super) fn odd(
        &self,
        kind: &'static str,
        id: impl ToString,
        mut row: Json,
    ) -> Json {
        let odd = self.company.odd_members.get(&(kind, id.to_string()));
        for (name, value) in odd.into_iter().flatten() {
            match value {
                Some(value) => row.set(name, value.clone()),
                None => row.remove(name),
            }
        }
        row
    }
}
