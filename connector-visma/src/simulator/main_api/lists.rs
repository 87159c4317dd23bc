//! The short lists: warehouses, branches, the organization, order types and units.

use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{Answer, ok};
use super::super::clock::main_stamp;
use super::super::desk::Desk;
use super::super::query::Kind;
use super::super::records::{Gedrag, Magazijn, Ordersoort, Vestiging};
use super::super::route::Asked;
use super::customers::MOST;
use super::page::{PAGE_NUMBER, PAGE_SIZE};
use super::{not_found, tag};

fn named(vestiging: &Vestiging) -> Json {
    Json::object([
        ("number", Json::text(vestiging.nummer.as_str())),
        ("name", Json::text(vestiging.naam.as_str())),
    ])
}

impl Desk<'_> {
    pub(super) fn warehouses(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let query = self.query(asked, &[("active", Kind::Bool), ("branch", Kind::Text)])?;
        let (active, branch) = (query.flag("active"), query.text("branch"));
        let fits = |magazijn: &Magazijn| {
            active.is_none_or(|active| active == magazijn.actief)
                && branch.is_none_or(|branch| branch == magazijn.vestiging)
        };
        let rows = self.company.magazijnen.iter().filter(|(_, magazijn)| fits(magazijn));
        let rows = rows.map(|(id, magazijn)| self.warehouse_json(id, magazijn)).collect();
        Ok(ok(&Json::List(rows)))
    }

    pub(super) fn warehouse(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let found = self.company.magazijnen.get_key_value(asked.id(0));
        let Some((id, magazijn)) = found else { return Err(not_found(asked, "warehouse")) };
        self.detail(asked, self.warehouse_json(id, magazijn), self.company.since)
    }

    fn warehouse_json(&self, id: &str, magazijn: &Magazijn) -> Json {
        let own = |vestiging: &&Vestiging| vestiging.nummer == magazijn.vestiging;
        let branch = self.company.vestigingen.values().find(own);
        Json::object([
            ("warehouseID", Json::text(id)),
            ("branch", branch.map_or(Json::Null, named)),
            ("active", Json::Bool(magazijn.actief)),
            ("lockSitePICountEntry", Json::Bool(false)),
            ("description", Json::text(magazijn.omschrijving.as_str())),
            ("locations", Json::List(Vec::new())),
            ("timestamp", Json::text(tag(self.company.since))),
        ])
    }

    pub(super) fn branches(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        self.query(asked, &[])?;
        let rows = self.company.vestigingen.iter();
        Ok(ok(&Json::List(rows.map(|(id, own)| self.branch_json(*id, own)).collect())))
    }

    pub(super) fn branch(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let own = |(_, own): &(&i64, &Vestiging)| own.nummer == asked.id(0);
        match self.company.vestigingen.iter().find(own) {
            Some((id, own)) => self.detail(asked, self.branch_json(*id, own), self.company.since),
            None => Err(not_found(asked, "branch")),
        }
    }

    fn branch_json(&self, id: i64, vestiging: &Vestiging) -> Json {
        Json::object([
            ("branchId", Json::int(id)),
            ("number", Json::text(vestiging.nummer.as_str())),
            ("name", Json::text(vestiging.naam.as_str())),
            ("organizationId", Json::int(1)),
            ("isMainBranch", Json::Bool(id == 1)),
            ("isActive", Json::Bool(vestiging.actief)),
            ("lastModifiedDateTime", Json::text(main_stamp(self.company.since, self.traps))),
            ("corporateId", Json::text(self.company.kvk.as_str())),
            ("vatRegistrationId", Json::text("NL001234567B01")),
        ])
    }

    pub(super) fn organizations(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let query = self.query(asked, &[("expandBranches", Kind::Bool)])?;
        let mut row = Json::object([
            ("organizationCd", Json::text(self.company.number.as_str())),
            ("name", Json::text(self.company.name.as_str())),
            ("organizationType", Json::text("WithoutBranches")),
            ("baseCurrency", Json::text("EUR")),
            ("corporateId", Json::text(self.company.kvk.as_str())),
            ("vatRegistrationId", Json::text("NL001234567B01")),
            ("lastModifiedDateTime", Json::text(main_stamp(self.company.since, self.traps))),
        ]);
        if query.flag("expandBranches") == Some(true) {
            let branches = self.company.vestigingen.values().map(named).collect();
            row.set("branches", Json::List(branches));
        }
        Ok(ok(&Json::List(vec![row])))
    }

    pub(super) fn order_types(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let query = self.query(asked, &[PAGE_NUMBER, PAGE_SIZE])?;
        let page = self.page(asked, &query, MOST)?;
        let rows: Vec<Json> =
            self.company.ordersoorten.iter().map(|(id, own)| order_type(id, own)).collect();
        Ok(self.list(page.of(&rows).to_vec(), rows.len(), page))
    }

    pub(super) fn order_type(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        match self.company.ordersoorten.get_key_value(asked.id(0)) {
            Some((id, own)) => self.detail(asked, order_type(id, own), self.company.since),
            None => Err(not_found(asked, "order type")),
        }
    }

    pub(super) fn units(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        self.query(asked, &[])?;
        let row = |unit: &String| {
            Json::object([
                ("fromUnit", Json::text(unit.as_str())),
                ("toUnit", Json::text(unit.as_str())),
                ("unitMultDiv", Json::text("Multiply")),
                ("unitRate", Json::int(1)),
            ])
        };
        Ok(ok(&Json::List(self.company.eenheden.iter().map(row).collect())))
    }
}

fn order_type(id: &str, own: &Ordersoort) -> Json {
    let receipt = matches!(own.gedrag, Gedrag::RMAOrder | Gedrag::CreditMemo);
    Json::object([
        ("orderType", Json::text(id)),
        ("active", Json::Bool(own.actief)),
        ("description", Json::text(own.omschrijving.as_str())),
        ("behavior", Json::text(format!("{:?}", own.gedrag))),
        ("defaultOperation", Json::text(if receipt { "Receipt" } else { "Issue" })),
    ])
}
