//! Orders as JSON. A list, a list with sections and a detail have three shapes.

use simon_testkit::vendor::base64;
use simon_testkit::vendor::json::Json;

use super::super::clock::{midnight, order_stamp};
use super::super::desk::Desk;
use super::super::documents::{Order, Regel};
use super::super::main_api::{files, number, text};
use super::super::records::Adres;
use super::super::state::Kept;
use super::Sections;

/// What changes whenever an order changes.
pub(super) fn version(kept: &Kept<Order>) -> String {
    base64::encode(&kept.stamps.changed.timestamp_millis().to_be_bytes())
}

fn pair(id: Option<&str>, second: &'static str) -> Json {
    id.map_or(Json::Null, |id| Json::object([("id", Json::text(id)), (second, Json::Null)]))
}

fn address(adres: &Adres, id: i64) -> Json {
    let [first, second, third] = &adres.regels;
    Json::object([
        ("id", Json::int(id)),
        ("overridesDefault", Json::Bool(false)),
        ("line1", text(first)),
        ("line2", text(second)),
        ("line3", text(third)),
        ("postalCode", text(&adres.postcode)),
        ("city", text(&adres.plaats)),
        ("country", pair(adres.land.as_deref(), "name")),
        ("county", Json::Null),
    ])
}

impl Desk<'_> {
    /// A status as its text is switched.
    fn status(&self, status: &str) -> Json {
        if !self.traps.spaced_statuses {
            return Json::text(status);
        }
        let mut spaced = String::new();
        for (at, c) in status.char_indices() {
            if at > 0 && c.is_uppercase() {
                spaced.push(' ');
            }
            spaced.push(c);
        }
        Json::text(spaced)
    }

    /// A row of a list.
    pub(super) fn order_row(&self, kept: &Kept<Order>) -> Json {
        let order = &kept.document;
        let klant = self.company.klanten.numbered(&order.klant);
        let aantal = order.regels.iter().map(Regel::hoeveelheid).sum();
        let mut row = Json::object([
            ("_links", Json::Object(Vec::new())),
            ("type", Json::text(order.soort.as_str())),
            ("orderId", Json::text(order.nummer.as_str())),
            ("status", self.status(&order.status)),
            ("date", Json::text(midnight(order.datum))),
            ("shippingScheduledDate", Json::text(midnight(order.datum))),
            ("customerId", Json::text(order.klant.as_str())),
            ("customerName", Json::text_or_null(klant.as_ref().map(|own| own.naam.as_str()))),
            ("orderQty", number(aantal)),
            ("orderTotal", number(order.bedrag())),
            ("taxTotal", Json::int(0)),
            ("currency", Json::text("EUR")),
            ("location", Json::text("Main")),
            ("requestOn", Json::text(midnight(order.gewenst_op.unwrap_or(order.datum)))),
            ("customerOrder", text(&order.klantorder)),
            ("customerRefNo", text(&order.referentie)),
            ("description", text(&order.omschrijving)),
            ("lastModified", Json::text(order_stamp(kept.stamps.changed, self.traps))),
        ]);
        if self.traps.extra_members {
            row.set("newerMember", Json::object([("id", Json::int(1))]));
        }
        row
    }

    /// A row of a list that was asked for with sections.
    pub(super) fn expanded_row(&self, kept: &Kept<Order>, sections: &Sections) -> Json {
        let order = &kept.document;
        let mut row = self.order_row(kept);
        row.set("statusDetails", Json::object([("hold", Json::Bool(order.status == "Hold"))]));
        row.set("currencyRate", Json::int(1));
        row.set("totals", totals(order));
        row.set("salesPerson", Json::Null);
        self.set_sections(&mut row, kept, sections);
        row
    }

    /// An order by itself. Its status is an object.
    pub(super) fn order_detail(&self, kept: &Kept<Order>, sections: &Sections) -> Json {
        let order = &kept.document;
        let status = Json::object([
            ("description", self.status(&order.status)),
            ("cancelled", Json::Bool(order.status == "Cancelled")),
            ("hold", Json::Bool(order.status == "Hold")),
        ]);
        let herkomst = |second: bool| {
            let own = order.herkomst.as_ref();
            let own = own.map(|(soort, nummer)| if second { nummer } else { soort });
            Json::text_or_null(own.map(String::as_str))
        };
        let aantal = order.regels.iter().map(Regel::hoeveelheid).sum();
        let mut row = Json::object([
            ("type", Json::text(order.soort.as_str())),
            ("orderId", Json::text(order.nummer.as_str())),
            ("branch", pair(Some(order.vestiging.as_deref().unwrap_or("1")), "description")),
            ("description", text(&order.omschrijving)),
            ("date", Json::text(midnight(order.datum))),
            ("cancelBy", Json::Null),
            ("lastModified", Json::text(order_stamp(kept.stamps.changed, self.traps))),
            ("requestOn", Json::text(midnight(order.gewenst_op.unwrap_or(order.datum)))),
            ("orderQty", number(aantal)),
            ("currencyId", Json::text("EUR")),
            ("createdBy", Json::text(order.gemaakt_door.clone().unwrap_or_default())),
            ("status", status),
            ("totals", totals(order)),
            ("originalOrderType", herkomst(false)),
            ("originalOrderId", herkomst(true)),
            ("version", Json::text(version(kept))),
            ("emailed", Json::Bool(false)),
        ]);
        for section in [
            "billing",
            "paymentSettings",
            "financialInformation",
            "shipping",
            "customer",
            "owner",
            "origin",
            "note",
            "freight",
            "attachments",
            "customFields",
        ] {
            row.set(section, Json::Null);
        }
        self.set_sections(&mut row, kept, sections);
        if self.traps.extra_members {
            row.set("newerMember", Json::object([("id", Json::int(1))]));
        }
        row
    }

    fn set_sections(&self, row: &mut Json, kept: &Kept<Order>, sections: &Sections) {
        let order = &kept.document;
        let klant = self.company.klanten.by_number(&order.klant);
        let own = klant.and_then(|id| Some((id, self.company.klanten.get(id)?)));
        let delivery = own
            .as_ref()
            .and_then(|(_, klant)| klant.afleveradres.as_ref().or(klant.adres.as_ref()));
        let delivery = order.afleveradres.as_ref().or(delivery).cloned().unwrap_or_default();
        if sections.has("Note") {
            row.set("note", text(&order.notitie));
        }
        if sections.has("Customer") {
            let name = own.as_ref().map(|(_, klant)| klant.naam.as_str());
            row.set(
                "customer",
                Json::object([
                    ("internalId", klant.map_or(Json::Null, Json::int)),
                    ("id", Json::text(order.klant.as_str())),
                    ("name", Json::text_or_null(name)),
                    ("order", text(&order.klantorder)),
                    ("refNo", text(&order.referentie)),
                    ("location", pair(Some("Main"), "name")),
                ]),
            );
        }
        if sections.has("Shipping") {
            let warehouse = order.voorkeursmagazijn.as_deref();
            row.set(
                "shipping",
                Json::object([
                    ("contact", Json::Null),
                    ("address", address(&delivery, 1)),
                    ("scheduledDate", Json::text(midnight(order.datum))),
                    ("preferredWarehouse", pair(warehouse, "description")),
                ]),
            );
        }
        if sections.has("Billing") {
            let adres = own.and_then(|(_, klant)| klant.adres.clone()).unwrap_or_default();
            let billing = [("contact", Json::Null), ("address", address(&adres, 2))];
            row.set("billing", Json::object(billing));
        }
        if sections.has("FinancialInformation") {
            row.set("financialInformation", Json::object([("invoiceId", Json::Null)]));
        }
        if sections.has("Attachments") {
            row.set("attachments", files(&order.bijlagen));
        }
        if sections.has("Lines") && !self.traps.lines_not_expanded {
            row.set("orderLines", Json::List(self.lines_json(order)));
        }
    }

    /// The lines of an order.
    pub(super) fn lines_json(&self, order: &Order) -> Vec<Json> {
        order.regels.iter().zip(1..).map(|(regel, at)| self.line_json(regel, at)).collect()
    }

    fn line_json(&self, regel: &Regel, at: i64) -> Json {
        let item = self.company.artikelen.numbered(&regel.artikel);
        let inventory = Json::object([
            ("id", Json::text(regel.artikel.as_str())),
            ("description", Json::text_or_null(item.as_ref().map(|own| own.omschrijving.as_str()))),
            ("baseUnit", Json::text_or_null(item.as_ref().map(|own| own.eenheid.as_str()))),
        ]);
        let kind = item.as_ref().is_some_and(|item| item.soort.voorraad());
        Json::object([
            ("lineId", Json::int(at)),
            ("sortOrder", Json::int(at)),
            ("lineType", Json::text(if kind { "GoodsForInventory" } else { "NonStock" })),
            ("operation", Json::text("Issue")),
            ("inventory", inventory),
            ("unitOfMeasure", Json::text(regel.eenheid.as_str())),
            ("quantity", number(regel.hoeveelheid())),
            ("openQuantity", number(regel.hoeveelheid())),
            ("billedQuantity", Json::int(0)),
            ("quantityOnShipments", Json::int(0)),
            ("unitPrice", number(regel.prijs)),
            ("unitCost", Json::int(0)),
            ("extendedPrice", number(regel.bedrag())),
            ("description", Json::text(regel.omschrijving.as_str())),
            ("discountPercent", number(regel.korting)),
            ("taxCategoryId", Json::text("1")),
            ("warehouseId", text(&regel.magazijn)),
            ("note", text(&regel.notitie)),
            ("completed", Json::Bool(false)),
            ("freeItem", Json::Bool(false)),
            ("hasManualPrice", Json::Bool(regel.gestuurde_prijs.is_some())),
        ])
    }
}

fn totals(order: &Order) -> Json {
    Json::object([
        ("orderTotal", number(order.bedrag())),
        ("taxableTotal", number(order.bedrag())),
        ("taxTotal", Json::int(0)),
    ])
}
