//! From a body to an order: the vendor's rules, and what it fills in.

use http::StatusCode;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::json::Json;

use super::super::answer::{business, unreadable};
use super::super::state::{State, reference};
use super::super::table::Row;
use super::super::{Refusals, guid, stamp};
use super::lines::out_of_range;
use super::shape::bad;
use super::totals::{Prices, totals};
use super::{refuse_final_status, rule};

/// What the order is made of.
pub(super) enum Given<'a> {
    /// A new order: the vendor fills in what is left out.
    New(&'a Json),
    /// Instead of an order that exists: what is left out becomes blank.
    Instead { body: &'a Json, old: &'a Json },
}

impl<'a> Given<'a> {
    fn body(&self) -> &'a Json {
        match self {
            Self::New(body) | Self::Instead { body, .. } => body,
        }
    }

    pub(super) fn old(&self) -> Option<&'a Json> {
        match self {
            Self::New(_) => None,
            Self::Instead { old, .. } => Some(old),
        }
    }
}

/// Builds one order.
pub(super) struct Build<'a> {
    pub(super) state: &'a State,
    pub(super) given: Given<'a>,
    pub(super) refusals: &'a Refusals,
}

/// The texts of an address with their limits and codes.
const ADRES: [(&str, usize, &str); 4] = [
    ("straat", 50, "VOR-0006"),
    ("postcode", 25, "VOR-0007"),
    ("plaats", 50, "VOR-0008"),
    ("contactpersoon", 50, "VOR-0009"),
];

impl Build<'_> {
    /// The order as the vendor keeps it, but for id, number and stamp.
    pub(super) fn order(&self) -> Result<Json, Stop> {
        let (relatie, customer) = self.customer()?;
        let datum = self.datum()?;
        self.check_texts()?;
        let status = self.text("procesStatus").unwrap_or("Order");
        refuse_final_status(status)?;
        let vat_model = self.text("verkooporderBtwIngaveModel").unwrap_or("Exclusief");
        let sjabloon = self.sjabloon()?;
        self.refuse_unknown("kostenplaats", "ALG-0103")?;
        self.refuse_unknown("incassomachtiging", "VOR-0013")?;

        // Members that this simulator does not know are kept when they are sent back.
        let mut order = self.given.body().clone();
        order.set("relatie", reference("relaties", relatie));
        order.set("procesStatus", Json::text(status));
        order.set("datum", Json::text(datum));
        order.set("krediettermijn", self.or_new("krediettermijn", customer.get("krediettermijn")));
        let blocked = sjabloon.as_ref().and_then(|row| row.get("nieuweOrdersBlokkeren").cloned());
        order.set("geblokkeerd", self.or_new("geblokkeerd", blocked.as_ref()));
        for name in ["omschrijving", "betalingskenmerk", "memo", "orderreferentie"] {
            order.set(name, self.or_new(name, None));
        }
        for name in ["kostenplaats", "incassomachtiging", "verkoopfactuur"] {
            order.set(name, Json::Null);
        }
        for name in ["afleveradres", "factuuradres"] {
            self.check_adres(name)?;
            order.set(name, self.or_new(name, customer.get("vestigingsAdres")));
        }
        order.set("verkooporderBtwIngaveModel", Json::text(vat_model));
        order.set("factuurkorting", self.or_new("factuurkorting", customer.get("factuurkorting")));
        let sjabloon =
            sjabloon.and_then(|row| row.get("id").and_then(Json::as_text).and_then(guid::parse));
        order
            .set("verkoopordersjabloon", reference("verkoopordersjablonen", sjabloon.unwrap_or(0)));
        let progress = self.text("verkoopOrderStatus").unwrap_or("InBehandeling");
        order.set("verkoopOrderStatus", Json::text(progress));
        let extra = self.member("extraHoofdVelden").cloned();
        order.set("extraHoofdVelden", extra.unwrap_or(Json::List(Vec::new())));
        self.add_lines(&mut order, vat_model)?;
        Ok(order)
    }

    fn add_lines(&self, order: &mut Json, vat_model: &str) -> Result<(), Stop> {
        let given = self.member("regels").map_or(&[][..], Json::rows);
        let lines = given.iter().enumerate().map(|(at, line)| self.line(at, line));
        let (lines, sums): (Vec<_>, Vec<_>) =
            lines.collect::<Result<Vec<_>, Stop>>()?.into_iter().unzip();
        let prices =
            if vat_model == "Inclusief" { Prices::IncludingVat } else { Prices::ExcludingVat };
        let totals = totals(&sums, prices).ok_or_else(out_of_range)?;
        order.set("regels", Json::List(lines));
        order.set("totaalExclusiefBtw", Json::decimal(totals.excluding, 2));
        order.set("totaalInclusiefBtw", Json::decimal(totals.including, 2));
        Ok(())
    }

    /// A member of the body that is not null.
    fn member(&self, name: &str) -> Option<&Json> {
        self.given.body().get(name).filter(|value| !value.is_null())
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.member(name).and_then(Json::as_text)
    }

    /// The member sent; else, for a new order, what the vendor fills in.
    fn or_new(&self, name: &str, fill: Option<&Json>) -> Json {
        let fill = fill.filter(|_| self.given.old().is_none());
        self.member(name).or(fill).cloned().unwrap_or(Json::Null)
    }

    fn customer(&self) -> Result<(u128, Json), Stop> {
        let key = self.key("relatie");
        let key = key.ok_or_else(|| bad("relatie", "The Relatie field is required."))?;
        let unknown =
            || business(self.state.traps.not_found, "REL-0005", "De relatie is niet gevonden.");
        let row = self.state.relaties.get(key).ok_or_else(|| Stop::data(unknown()))?;
        let json = row.json().into_owned();
        let old = self.given.old().and_then(|old| old.at(&["relatie", "id"]));
        if old.and_then(Json::as_text).and_then(guid::parse) == Some(key) {
            return Ok((key, json));
        }
        if !is_klant(&json) {
            return Err(Stop::data(rule("VOR-0002", "De relatie is geen klant.")));
        }
        if json.get("nonactief") == Some(&Json::Bool(true)) {
            return Err(Stop::data(rule("ALG-0105", "De relatie is niet actief.")));
        }
        let payer =
            json.get("factuurRelatie").and_then(|payer| self.state.relaties.referred(payer));
        if payer.is_some_and(|payer| !is_klant(&payer.json())) {
            return Err(Stop::data(rule("VOR-0003", "De factuurrelatie is geen klant.")));
        }
        Ok((key, json))
    }

    fn key(&self, name: &str) -> Option<u128> {
        self.member(name)?.get("id").and_then(Json::as_text).and_then(guid::parse)
    }

    fn datum(&self) -> Result<String, Stop> {
        let time = self.text("datum").and_then(stamp::parse);
        let time = time.ok_or_else(|| bad("datum", "The Datum field is required."))?;
        Ok(stamp::render(time))
    }

    fn check_texts(&self) -> Result<(), Stop> {
        for (name, limit) in &self.state.traps.text_limits {
            if self.text(name).is_some_and(|text| text.encode_utf16().count() > *limit) {
                let why =
                    format!("The field {name} must be a string with a maximum length of {limit}.");
                return Err(Stop::data(unreadable(name, &why)));
            }
        }
        if self.text("orderreferentie").is_some_and(|text| text.encode_utf16().count() > 50) {
            let why = "De orderreferentie mag maximaal 50 karakters lang zijn.";
            return Err(Stop::data(rule("VOR-0011", why)));
        }
        Ok(())
    }

    /// The template asked for; else, for a new order, the first active one. The all-zero id is none.
    fn sjabloon(&self) -> Result<Option<Json>, Stop> {
        let is_active = |json: &Json| json.get("nonactief") != Some(&Json::Bool(true));
        let Some(key) = self.key("verkoopordersjabloon").filter(|key| *key != 0) else {
            let mut rows = self.state.sjablonen.rows().iter().map(|row| row.json().into_owned());
            let chosen = rows.find(is_active).filter(|_| self.given.old().is_none());
            return Ok(chosen);
        };
        let row = self.state.sjablonen.get(key).map(Row::json);
        let row = row.ok_or_else(|| Stop::data(rule("ALG-0103", "Het id is ongeldig.")))?;
        if !is_active(&row) && self.given.old().is_none() {
            return Err(Stop::data(rule("ALG-0105", "Het sjabloon is niet actief.")));
        }
        Ok(Some(row.into_owned()))
    }

    /// This administration has none of these.
    fn refuse_unknown(&self, name: &str, code: &str) -> Result<(), Stop> {
        match self.key(name) {
            Some(key) if key != 0 => Err(Stop::data(rule(code, "Het id is ongeldig."))),
            _ => Ok(()),
        }
    }

    fn check_adres(&self, name: &str) -> Result<(), Stop> {
        let Some(adres) = self.member(name) else { return Ok(()) };
        for (part, limit, code) in ADRES {
            let text = adres.get(part).and_then(Json::as_text).unwrap_or_default();
            if text.encode_utf16().count() > limit {
                let why = format!("{part} mag maximaal {limit} karakters lang zijn.");
                return Err(Stop::data(rule(code, &why)));
            }
        }
        let land = adres.get("land").filter(|land| !land.is_null());
        if land.is_some_and(|land| self.state.landen.referred(land).is_none()) {
            let answer = business(StatusCode::BAD_REQUEST, "VOR-0010", "Het land bestaat niet.");
            return Err(Stop::data(answer));
        }
        Ok(())
    }
}

fn is_klant(relatie: &Json) -> bool {
    let soorten = relatie.get("relatiesoort").map_or(&[][..], Json::rows);
    soorten.iter().any(|soort| soort.as_text() == Some("Klant"))
}
