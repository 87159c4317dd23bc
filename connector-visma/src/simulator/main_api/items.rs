//! Inventory items.

use http::StatusCode;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::Answer;
use super::super::clock::{main_stamp, main_time};
use super::super::desk::Desk;
use super::super::query::{Kind, Parameter, Query};
use super::super::records::{Artikel, ArtikelSoort, ArtikelStatus};
use super::super::route::{Asked, Call};
use super::super::table::Stamps;
use super::page::{PAGE_NUMBER, PAGE_SIZE};
use super::{described, not_found, number, tag, text};

/// The largest page of items.
const MOST: usize = 5000;

/// What a list shows besides unless it is told not to, and the member in which it shows it.
const EXPANDED: [(&str, &str); 9] = [
    ("expandCrossReference", "crossReferences"),
    ("expandAttachment", "attachments"),
    ("expandAttribute", "attributes"),
    ("expandWarehouseDetail", "warehouseDetails"),
    ("expandAccountInformation", "accountInformation"),
    ("expandInventoryUnits", "inventoryUnits"),
    ("expandSupplierDetails", "supplierDetails"),
    ("expandSalesCategories", "salesCategories"),
    ("expandNote", "note"),
];

const PARAMETERS: [Parameter; 8] = [
    PAGE_NUMBER,
    PAGE_SIZE,
    ("lastModifiedDateTime", Kind::Since),
    ("createdDateTime", Kind::Since),
    ("status", Kind::Choice(|text| status(text).is_some())),
    ("inventoryTypes", Kind::Many(|text| kind(text).is_some())),
    ("inventoryNumber", Kind::Text),
    ("description", Kind::Text),
];

fn status(text: &str) -> Option<ArtikelStatus> {
    ArtikelStatus::ALL.into_iter().find(|status| format!("{status:?}") == text)
}

fn kind(text: &str) -> Option<ArtikelSoort> {
    ArtikelSoort::ALL.into_iter().find(|kind| format!("{kind:?}") == text)
}

impl Desk<'_> {
    pub(super) fn items(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let expanded = EXPANDED.map(|(name, _)| (name, Kind::Bool));
        let query = self.query(asked, &[PARAMETERS.as_slice(), &expanded].concat())?;
        let page = self.page(asked, &query, MOST)?;
        let ids = self.listing(asked, &query, |desk| desk.item_ids(&query));
        if page.of(&ids).is_empty() && !self.traps.no_items_is_a_page {
            return Err(not_found(asked, "inventory"));
        }
        let rows = page.of(&ids).iter().filter_map(|id| self.item_row(*id, &query)).collect();
        Ok(self.list(rows, ids.len(), page))
    }

    fn item_ids(&self, query: &Query) -> Vec<i64> {
        let (changed, made) = (query.since("lastModifiedDateTime"), query.since("createdDateTime"));
        let wanted = query.text("status").and_then(status);
        let kinds: Vec<ArtikelSoort> =
            query.many("inventoryTypes").into_iter().filter_map(kind).collect();
        let (own, words) = (query.text("inventoryNumber"), query.text("description"));
        let fits = |artikel: &Artikel| {
            wanted.is_none_or(|status| status == artikel.status)
                && (kinds.is_empty() || kinds.contains(&artikel.soort))
                && own.is_none_or(|own| own == artikel.nummer)
                && words.is_none_or(|words| words == artikel.omschrijving)
        };
        self.company.artikelen.ids(|_, stamps, artikel| {
            let local = |moment| main_time(moment, self.traps);
            changed.as_ref().is_none_or(|since| since.passes(local(stamps.changed)))
                && made.as_ref().is_none_or(|since| since.passes(local(stamps.made)))
                && fits(&artikel())
        })
    }

    pub(super) fn item(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let artikelen = &self.company.artikelen;
        let id = match asked.route.call {
            Call::ItemByInternalId => {
                let id = asked.id(0).parse();
                Some(id.map_err(|_| asked.strict(StatusCode::BAD_REQUEST, "the id is no number"))?)
            }
            _ => artikelen.by_number(asked.id(0)),
        };
        let found = id.and_then(|id| Some((id, artikelen.get(id)?, artikelen.stamps(id)?)));
        let Some((id, artikel, stamps)) = found else { return Err(not_found(asked, "inventory")) };
        let mut row = self.item_json(id, &artikel, stamps);
        for (_, member) in EXPANDED {
            row.set(member, expanded(member));
        }
        self.detail(asked, self.odd("inventory", id, row), stamps.changed)
    }

    fn item_row(&self, id: i64, query: &Query) -> Option<Json> {
        let artikel = self.company.artikelen.get(id)?;
        let mut row = self.item_json(id, &artikel, self.company.artikelen.stamps(id)?);
        for (parameter, member) in EXPANDED {
            if query.flag(parameter) != Some(false) {
                row.set(member, expanded(member));
            }
        }
        Some(self.odd("inventory", id, row))
    }

    fn item_json(&self, id: i64, artikel: &Artikel, stamps: Stamps) -> Json {
        let soort = format!("{:?}", artikel.soort);
        let class = Json::object([
            ("type", Json::text(soort.as_str())),
            ("id", Json::text(if artikel.soort.voorraad() { "STOCK" } else { "NONSTOCK" })),
            ("description", Json::text("Standaard")),
        ]);
        let mut row = Json::object([
            ("inventoryId", Json::int(id)),
            ("inventoryNumber", Json::text(artikel.nummer.as_str())),
            ("status", Json::text(format!("{:?}", artikel.status))),
            ("type", Json::text(soort.as_str())),
            ("description", Json::text(artikel.omschrijving.as_str())),
            ("body", Json::Null),
            ("itemClass", class),
            ("vatCode", described(artikel.btw_code.as_deref(), "description", None)),
            ("defaultPrice", number(artikel.prijs)),
            ("recommendedPrice", Json::int(0)),
            ("lastModifiedDateTime", Json::text(main_stamp(stamps.changed, self.traps))),
            ("baseUnit", Json::text(artikel.eenheid.as_str())),
            ("salesUnit", Json::text(artikel.eenheid.as_str())),
            ("purchaseUnit", Json::text(artikel.eenheid.as_str())),
            ("stockItem", Json::Bool(artikel.soort.voorraad())),
            ("kitItem", Json::Bool(false)),
            ("defaultWarehouse", described(artikel.magazijn.as_deref(), "description", None)),
            ("timestamp", Json::text(tag(stamps.changed))),
            ("priceClassID", text(&None)),
            ("errorInfo", Json::Null),
        ]);
        if self.traps.stock_item_left_out {
            row.remove("stockItem");
        }
        row
    }
}

fn expanded(member: &str) -> Json {
    match member {
        "note" => Json::text(""),
        "accountInformation" => Json::object([("salesAccount", Json::Null)]),
        _ => Json::List(Vec::new()),
    }
}
