//! Parties as records, and what a list shows of them.

use simon_testkit::vendor::json::Json;

use super::traps::PartyRows;

/// A main address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adres {
    /// Street.
    pub straat: String,
    /// House number.
    pub huisnummer: String,
    /// Box (bus).
    pub bus: Option<String>,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub plaats: String,
    /// Country of two letters.
    pub land: String,
}

/// What the vendor's own client reads of a row in a list.
const USUAL: [&str; 23] = [
    "Nr",
    "Name",
    "CommercialName",
    "DisplayName",
    "Street",
    "StreetNumber",
    "Zipcode",
    "City",
    "CountryCode",
    "IBAN",
    "BIC",
    "Email",
    "Contact",
    "VATNumber",
    "PartyType",
    "VATLiable",
    "Language",
    "BankAccounts",
    "Box",
    "Mobile",
    "Phone",
    "Fax",
    "Website",
];

const THIN: [&str; 2] = ["DisplayName", "PartyType"];

/// What an order's list row shows of its counterparty: no name, number or postal code.
const COUNTER_PARTY: [&str; 9] = [
    "PartyID",
    "DisplayName",
    "Street",
    "StreetNumber",
    "Box",
    "City",
    "CountryCode",
    "VATNumber",
    "PartyType",
];

/// A party with a name, and its address in both of the vendor's places.
pub(super) fn party(soort: &str, naam: &str, adres: Option<&Adres>) -> Json {
    let mut json = Json::object([
        ("PartyType", Json::text(soort)),
        ("Name", Json::text(naam)),
        ("DisplayName", Json::text(naam)),
        ("VATLiable", Json::Bool(true)),
        ("VATDeductable", Json::Bool(true)),
        ("Language", Json::text("NL")),
    ]);
    let mut addresses = Vec::new();
    if let Some(adres) = adres {
        let mut own = Json::object([("AddressType", Json::text("InvoiceAddress"))]);
        for (name, text) in [
            ("Street", Some(&adres.straat)),
            ("StreetNumber", Some(&adres.huisnummer)),
            ("Box", adres.bus.as_ref()),
            ("Zipcode", Some(&adres.postcode)),
            ("City", Some(&adres.plaats)),
            ("CountryCode", Some(&adres.land)),
        ] {
            let text = text.filter(|text| !text.is_empty());
            if let Some(text) = text {
                own.set(name, Json::text(text));
                json.set(name, Json::text(text));
            }
        }
        addresses.push(own);
    }
    json.set("Addresses", Json::List(addresses));
    json
}

/// What a list shows of a party.
pub(super) fn row(party: Json, rows: PartyRows) -> Json {
    match rows {
        PartyRows::Complete => party,
        PartyRows::Usual => kept(&party, &USUAL),
        PartyRows::Thin => kept(&party, &THIN),
    }
}

/// What the list of orders shows of a counterparty: its `Addresses` are always empty.
pub(super) fn counter_party(party: &Json) -> Json {
    let mut json = kept(party, &COUNTER_PARTY);
    json.set("Addresses", Json::List(Vec::new()));
    json
}

/// The members with these names.
pub(super) fn kept(json: &Json, names: &[&str]) -> Json {
    let Json::Object(members) = json else { return Json::Null };
    let named = members.iter().filter(|(name, _)| names.contains(&name.as_str()));
    Json::Object(named.cloned().collect())
}
