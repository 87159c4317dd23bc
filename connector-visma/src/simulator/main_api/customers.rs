//! Customers and their locations.

use http::StatusCode;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{Answer, ok};
use super::super::clock::{main_stamp, main_time};
use super::super::desk::Desk;
use super::super::query::{Kind, Parameter, Query};
use super::super::records::{Adres, Klant, KlantStatus};
use super::super::route::{Asked, Call};
use super::super::table::Stamps;
use super::page::{PAGE_NUMBER, PAGE_SIZE};
use super::{described, not_found, text};

/// The largest page of customers and of invoices.
pub(super) const MOST: usize = 1000;

const PARAMETERS: [Parameter; 13] = [
    PAGE_NUMBER,
    PAGE_SIZE,
    ("lastModifiedDateTime", Kind::Since),
    ("createdDateTime", Kind::Since),
    ("status", Kind::Choice(|text| status(text).is_some())),
    ("name", Kind::Text),
    ("corporateId", Kind::Text),
    ("vatRegistrationId", Kind::Text),
    ("email", Kind::Text),
    ("phone", Kind::Text),
    ("expandAccountInformation", Kind::Bool),
    ("expandPaymentMethods", Kind::Bool),
    ("expandDirectDebit", Kind::Bool),
];

fn status(text: &str) -> Option<KlantStatus> {
    KlantStatus::ALL.into_iter().find(|status| format!("{status:?}") == text)
}

impl Desk<'_> {
    pub(super) fn customers(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let query = self.query(asked, &PARAMETERS)?;
        let page = self.page(asked, &query, MOST)?;
        let ids = self.listing(asked, &query, |desk| desk.customer_ids(&query));
        let rows = page.of(&ids).iter().filter_map(|id| self.customer_row(*id, &query)).collect();
        Ok(self.list(rows, ids.len(), page))
    }

    fn customer_ids(&self, query: &Query) -> Vec<i64> {
        let (changed, made) = (query.since("lastModifiedDateTime"), query.since("createdDateTime"));
        let wanted = query.text("status").and_then(status);
        let exact = ["name", "corporateId", "vatRegistrationId", "email", "phone"];
        let exact: Vec<(&str, &str)> =
            exact.iter().filter_map(|name| Some((*name, query.text(name)?))).collect();
        let fits = |klant: &Klant| {
            let own = |name: &str| match name {
                "name" => Some(klant.naam.as_str()),
                "corporateId" => klant.kvk.as_deref(),
                "vatRegistrationId" => klant.btw_nummer.as_deref(),
                "email" => klant.email.as_deref(),
                _ => klant.telefoon.as_deref(),
            };
            wanted.is_none_or(|status| status == klant.status)
                && exact.iter().all(|(name, text)| own(name) == Some(*text))
        };
        self.company.klanten.ids(|_, stamps, klant| {
            let passes = |since: &Option<super::super::query::Since>, own| {
                since.as_ref().is_none_or(|since| since.passes(main_time(own, self.traps)))
            };
            passes(&changed, stamps.changed)
                && passes(&made, stamps.made)
                && (wanted.is_none() && exact.is_empty() || fits(&klant()))
        })
    }

    pub(super) fn customer(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let klanten = &self.company.klanten;
        let id = match asked.route.call {
            Call::CustomerByInternalId => {
                let id = asked.id(0).parse();
                Some(id.map_err(|_| asked.strict(StatusCode::BAD_REQUEST, "the id is no number"))?)
            }
            _ => klanten.by_number(asked.id(0)),
        };
        let found = id.and_then(|id| Some((id, klanten.get(id)?, klanten.stamps(id)?)));
        let Some((id, klant, stamps)) = found else { return Err(not_found(asked, "customer")) };
        if asked.route.call == Call::CustomerNote {
            self.query(asked, &[])?;
            return Ok(ok(&Json::object([("note", text(&klant.notitie))])));
        }
        let row = self.odd("customer", id, self.customer_json(id, &klant, stamps));
        self.detail(asked, row, stamps.changed)
    }

    fn customer_row(&self, id: i64, query: &Query) -> Option<Json> {
        let klant = self.company.klanten.get(id)?;
        let mut row = self.customer_json(id, &klant, self.company.klanten.stamps(id)?);
        let more = [
            ("expandAccountInformation", "glAccounts"),
            ("expandPaymentMethods", "paymentMethods"),
            ("expandDirectDebit", "directDebitLines"),
        ];
        for (parameter, member) in more {
            if query.flag(parameter) == Some(true) {
                row.set(member, Json::List(Vec::new()));
            }
        }
        Some(self.odd("customer", id, row))
    }

    fn customer_json(&self, id: i64, klant: &Klant, stamps: Stamps) -> Json {
        let address = |own: &Option<Adres>, place: i64| match own {
            Some(adres) => address(adres, id * 10 + place),
            None => address(klant.adres.as_ref().unwrap_or(&Adres::default()), id * 10),
        };
        let contact = |place: i64| contact(klant, id * 10 + place);
        let land = klant.adres.as_ref().and_then(|adres| adres.land.as_deref());
        Json::object([
            ("internalId", Json::int(id)),
            ("number", Json::text(klant.nummer.as_str())),
            ("name", Json::text(klant.naam.as_str())),
            ("status", Json::text(format!("{:?}", klant.status))),
            ("mainAddress", address(&None, 0)),
            ("mainContact", contact(0)),
            ("accountReference", Json::Null),
            ("parentRecord", Json::Null),
            ("customerClass", described(Some("DEF"), "description", Some("Standaard"))),
            ("creditTerms", described(klant.betalingsconditie.as_deref(), "description", None)),
            ("currencyId", Json::text("EUR")),
            ("creditLimit", Json::int(0)),
            ("invoiceAddress", address(&klant.factuuradres, 1)),
            ("invoiceContact", contact(1)),
            ("printInvoices", Json::Bool(false)),
            ("sendInvoicesByEmail", Json::Bool(true)),
            ("deliveryAddress", address(&klant.afleveradres, 2)),
            ("deliveryContact", contact(2)),
            ("vatRegistrationId", text(&klant.btw_nummer)),
            ("corporateId", text(&klant.kvk)),
            ("gln", Json::text("")),
            ("vatZone", described(Some("01"), "description", Some("Binnenland"))),
            ("location", location(land)),
            ("attributes", Json::List(Vec::new())),
            ("lastModifiedDateTime", Json::text(main_stamp(stamps.changed, self.traps))),
            ("createdDateTime", Json::text(main_stamp(stamps.made, self.traps))),
            ("errorInfo", Json::Null),
        ])
    }

    pub(super) fn locations(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let query = self.query(asked, &[PAGE_NUMBER, PAGE_SIZE, ("locationId", Kind::Text)])?;
        let page = self.page(asked, &query, MOST)?;
        let Some(id) = self.company.klanten.by_number(asked.id(0)) else {
            return Err(not_found(asked, "account"));
        };
        let klant = self.company.klanten.get(id);
        let wanted = query.text("locationId").is_none_or(|location| location == "Main");
        let rows: Vec<Json> = klant
            .iter()
            .filter(|_| wanted)
            .map(|klant| {
                let own = klant.afleveradres.as_ref().or(klant.adres.as_ref());
                Json::object([
                    ("baccountId", Json::text(klant.nummer.as_str())),
                    ("locationId", Json::text("Main")),
                    ("locationName", Json::text("Hoofdlocatie")),
                    ("active", Json::Bool(true)),
                    ("address", address(own.unwrap_or(&Adres::default()), id * 10 + 2)),
                    ("contact", contact(klant, id * 10 + 2)),
                    ("internalId", Json::int(id)),
                ])
            })
            .collect();
        let total = rows.len();
        Ok(self.list(page.of(&rows).to_vec(), total, page))
    }
}

fn location(land: Option<&str>) -> Json {
    Json::object([
        ("countryId", Json::text_or_null(land)),
        ("id", Json::text("Main")),
        ("name", Json::text("Hoofdlocatie")),
    ])
}

fn address(adres: &Adres, id: i64) -> Json {
    let [first, second, third] = &adres.regels;
    Json::object([
        ("addressId", Json::int(id)),
        ("addressLine1", text(first)),
        ("addressLine2", text(second)),
        ("addressLine3", text(third)),
        ("postalCode", text(&adres.postcode)),
        ("city", text(&adres.plaats)),
        ("country", described(adres.land.as_deref(), "name", None)),
        ("county", Json::Null),
    ])
}

fn contact(klant: &Klant, id: i64) -> Json {
    Json::object([
        ("contactId", Json::int(id)),
        ("name", Json::text(klant.naam.as_str())),
        ("attention", text(&klant.contactpersoon)),
        ("email", text(&klant.email)),
        ("web", Json::text("")),
        ("phone1", text(&klant.telefoon)),
        ("phone2", Json::text("")),
        ("fax", Json::text("")),
    ])
}
