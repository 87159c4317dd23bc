//! Lists and details.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use http::StatusCode;

use super::super::answer::{Answer, json_text};
use super::super::books::Relatie;
use super::super::json::Json;
use super::super::state::State;
use super::super::stop::Stop;
use super::super::table::Seen;
use super::super::traps::ListOrder;
use super::Resource;
use super::query::{BadParameter, Kind, Query};
use super::rows;

type Names = &'static [(&'static str, Kind)];

const RELATION: Names = &[
    ("code", Kind::Text),
    ("type", Kind::Text),
    ("email", Kind::Text),
    ("name", Kind::Text),
    ("contact", Kind::Text),
    ("city", Kind::Text),
];
const TEMPLATE: Names = &[
    ("name", Kind::Text),
    ("type", Kind::Choice(&["E", "A"])),
    ("active", Kind::Choice(&["true", "false"])),
];

impl Resource {
    fn filters(self) -> Names {
        match self {
            Self::Relation => RELATION,
            Self::Product => &[("code", Kind::Text), ("groupCode", Kind::Text)],
            Self::Unit => &[("singular", Kind::Text), ("plural", Kind::Text)],
            Self::InvoiceTemplate => TEMPLATE,
            Self::Ledger => &[("code", Kind::Text), ("category", Kind::Text)],
            Self::Linked => &[],
            Self::Invoice => {
                &[("invoiceNumber", Kind::Text), ("relationId", Kind::Number), ("date", Kind::Date)]
            }
        }
    }
}

fn some(text: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(text))
}

impl State {
    pub(super) fn list(
        &self,
        resource: Resource,
        query: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let query = self.query(query, resource.filters(), true)?;
        let keys = self.hits(resource, &query, now);
        let most = self.traps.page_cap.unwrap_or(query.limit).min(query.limit);
        let page = keys.into_iter().skip(query.offset).take(most);
        let rows = page.filter_map(|id| self.row(resource, id)).collect();
        Ok(self.page(rows))
    }

    pub(super) fn groups(&self, query: Option<&str>) -> Result<Answer, Stop> {
        self.query(query, &[], false)?;
        let row = |(id, groep)| self.named(rows::groep(id, groep));
        Ok(self.page(self.books.groepen.iter().map(|(id, groep)| row((*id, groep))).collect()))
    }

    fn query(&self, query: Option<&str>, names: Names, paged: bool) -> Result<Query, Stop> {
        Query::read(query, names, paged, self.traps.exact_case)
            .map_err(|BadParameter(code, name, why)| self.strict_problem(code, &name, why))
    }

    fn page(&self, rows: Vec<Json>) -> Answer {
        let count = Json::int(i64::try_from(rows.len()).unwrap_or_default());
        let items =
            if rows.is_empty() && self.traps.null_items { Json::Null } else { Json::List(rows) };
        let page = if self.traps.pascal_case {
            Json::object([("Items", items), ("Count", count)])
        } else {
            Json::object([("items", items), ("count", count)])
        };
        json_text(StatusCode::OK, page.to_text())
    }

    /// The numbers of the records that pass, in the order of the list.
    fn hits(&self, resource: Resource, query: &Query, now: DateTime<Utc>) -> Vec<i64> {
        let books = &self.books;
        let mut ids: Vec<i64> = match resource {
            Resource::Relation => self.relation_hits(query),
            Resource::Product if !query.has_filters() => books.artikelen.ids().collect(),
            Resource::Product => self.product_hits(query),
            Resource::Unit => {
                let hits = books.eenheden.iter().filter(|(_, row)| {
                    query.passes(|name| match name {
                        "singular" => some(&row.enkelvoud),
                        _ => some(&row.meervoud),
                    })
                });
                hits.map(|(id, _)| *id).collect()
            }
            Resource::InvoiceTemplate => {
                let hits = books.sjablonen.iter().filter(|(_, row)| {
                    query.passes(|name| match name {
                        "name" => some(&row.naam),
                        "type" => some("E"),
                        _ => some(if row.actief { "true" } else { "false" }),
                    })
                });
                hits.map(|(id, _)| *id).collect()
            }
            Resource::Ledger => {
                let hits = books.rekeningen.iter().filter(|(_, row)| {
                    query.passes(|name| match name {
                        "code" => row.code.as_deref().and_then(some),
                        _ => some(&row.categorie),
                    })
                });
                hits.map(|(id, _)| *id).collect()
            }
            Resource::Linked => vec![1],
            Resource::Invoice => {
                let shown = books.visible(now, !self.traps.concepts_hidden);
                let hits = shown.filter(|row| {
                    query.passes(|name| match name {
                        "invoiceNumber" => some(&row.nummer),
                        "relationId" => Some(Cow::Owned(row.relatie.to_string())),
                        _ => Some(Cow::Owned(row.datum.to_string())),
                    })
                });
                hits.map(|row| row.id).collect()
            }
        };
        self.put_in_order(&mut ids);
        ids
    }

    fn put_in_order(&self, ids: &mut [i64]) {
        match self.traps.order {
            ListOrder::Oldest => {}
            ListOrder::Newest => ids.reverse(),
            ListOrder::Unstable => {
                let calls: u64 = self.calls.values().sum();
                let by = usize::try_from(calls).unwrap_or_default() % ids.len().max(1);
                ids.rotate_left(by);
            }
        }
    }

    fn relation_hits(&self, query: &Query) -> Vec<i64> {
        let books = &self.books;
        if !query.has_filters() && !self.traps.rest_hides_inactive {
            return books.relaties.ids().collect();
        }
        let hits = books.relaties.iter().filter(|(_, seen)| match seen {
            Seen::Raw(_) => !query.has_filters(),
            Seen::Record(row) => {
                let shown = !(row.inactief && self.traps.rest_hides_inactive);
                shown && query.passes(|name| relation_value(row, name).map(Cow::Borrowed))
            }
        });
        hits.map(|(id, _)| id).collect()
    }

    fn product_hits(&self, query: &Query) -> Vec<i64> {
        let books = &self.books;
        let hits = books.artikelen.iter().filter(|(_, seen)| match seen {
            Seen::Raw(_) => false,
            Seen::Record(row) => query.passes(|name| match name {
                "code" => row.code.as_deref().map(|code| Cow::Owned(code.to_owned())),
                _ => row
                    .groep
                    .and_then(|id| books.groepen.get(&id))
                    .map(|groep| Cow::Borrowed(groep.code.as_str())),
            }),
        });
        hits.map(|(id, _)| id).collect()
    }

    /// A record as a list shows it.
    fn row(&self, resource: Resource, id: i64) -> Option<Json> {
        let books = &self.books;
        let (full, shown): (Json, &[&str]) = match resource {
            Resource::Relation => match books.relaties.seen(id)? {
                Seen::Raw(raw) => return Some(Json::Raw(raw.rest_row.clone())),
                Seen::Record(row) => {
                    (rows::relatie(id, &row, &self.traps), &["id", "type", "code"])
                }
            },
            Resource::Product => match books.artikelen.seen(id)? {
                Seen::Raw(raw) => return Some(Json::Raw(raw.rest_row.clone())),
                Seen::Record(row) => {
                    (rows::artikel(id, &row), &["id", "code", "description", "unitId", "active"])
                }
            },
            _ => return self.whole_row(resource, id).map(|row| self.named(row)),
        };
        let Json::Object(members) = full else { return None };
        let kept = members.into_iter().filter_map(|(name, value)| {
            match (shown.contains(&name.as_str()), self.traps.list_rows_full) {
                (true, _) => Some((name, value)),
                (false, true) => Some((name, Json::Raw("null".to_owned()))),
                (false, false) => None,
            }
        });
        Some(self.named(Json::Object(kept.collect())))
    }

    /// A record of which a list shows everything.
    fn whole_row(&self, resource: Resource, id: i64) -> Option<Json> {
        let books = &self.books;
        Some(match resource {
            Resource::Unit => {
                let row = books.eenheden.get(&id)?;
                Json::object([
                    ("id", Json::int(id)),
                    ("singular", Json::text(row.enkelvoud.as_str())),
                    ("plural", Json::text(row.meervoud.as_str())),
                ])
            }
            Resource::InvoiceTemplate => {
                let row = books.sjablonen.get(&id)?;
                Json::object([
                    ("id", Json::int(id)),
                    ("name", Json::text(row.naam.as_str())),
                    ("active", Json::Bool(row.actief)),
                    ("type", Json::text("E")),
                ])
            }
            Resource::Ledger => rows::rekening(id, books.rekeningen.get(&id)?),
            Resource::Invoice => rows::factuur_row(books.facturen.get(&id)?, &self.traps),
            _ => Json::object([
                ("guid", Json::text("de300000-c0de-4002-8002-00000000000a")),
                ("company", Json::text("Demo Installatietechniek B.V.")),
            ]),
        })
    }

    pub(super) fn detail(
        &self,
        resource: Resource,
        id: i64,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let books = &self.books;
        let (found, missing) = match resource {
            Resource::Relation => {
                let found = books.relaties.seen(id).map(|seen| match seen {
                    Seen::Raw(raw) => Json::Raw(raw.rest_detail.clone()),
                    Seen::Record(row) => rows::relatie(id, &row, &self.traps),
                });
                (found, "REL_055")
            }
            Resource::Product => {
                let found = books.artikelen.seen(id).map(|seen| match seen {
                    Seen::Raw(raw) => Json::Raw(raw.rest_detail.clone()),
                    Seen::Record(row) => rows::artikel(id, &row),
                });
                (found, "ART_001")
            }
            Resource::Invoice => {
                let found = books.facturen.get(&id).filter(|row| row.zichtbaar <= now);
                (found.map(|row| rows::factuur(row, &self.traps, books)), "FACT_021")
            }
            _ => (books.rekeningen.get(&id).map(|row| rows::rekening(id, row)), "LEDG_011"),
        };
        let json = found.ok_or_else(|| self.not_found(missing))?;
        Ok(json_text(StatusCode::OK, self.named(json).to_text()))
    }
}

fn relation_value<'a>(relatie: &'a Relatie, name: &str) -> Option<&'a str> {
    let text = match name {
        "code" => &relatie.code,
        "email" => &relatie.email,
        "name" => &relatie.bedrijf,
        "contact" => &relatie.contactpersoon,
        "city" => &relatie.plaats,
        _ => return Some(if relatie.particulier { "P" } else { "B" }),
    };
    text.as_deref()
}
