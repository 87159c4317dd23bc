//! Records as SnelStart spells them. Reading is lenient: only `id` is required, everything else may be
//! absent or null. Writing is strict: unused members are left out.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CompanyInfo {
    pub(crate) administratie_identifier: Option<String>,
    pub(crate) administratie_naam: Option<String>,
    pub(crate) bedrijfsnaam: Option<String>,
    pub(crate) aantal_decimalen_artikelprijzen: Option<u32>,
    pub(crate) aantal_decimalen_artikelaantallen: Option<u32>,
    pub(crate) verkoopprijs_artikelbestand_exclusief_btw: Option<bool>,
    pub(crate) verkooporder_voorraad_vanaf_niveau: Option<String>,
}

/// A reference to another record. An all-zero id means none.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Ref {
    pub(crate) id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Land {
    pub(crate) id: String,
    /// Two letters; the member `landcodeISO` has three.
    pub(crate) landcode: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Adres {
    pub(crate) contactpersoon: Option<String>,
    pub(crate) straat: Option<String>,
    pub(crate) postcode: Option<String>,
    pub(crate) plaats: Option<String>,
    pub(crate) land: Option<Ref>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Relatie {
    pub(crate) id: String,
    pub(crate) relatiesoort: Option<Vec<String>>,
    #[serde(default, deserialize_with = "loose_text")]
    pub(crate) relatiecode: Option<String>,
    pub(crate) naam: Option<String>,
    pub(crate) vestigings_adres: Option<Adres>,
    pub(crate) telefoon: Option<String>,
    pub(crate) mobiele_telefoon: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) btw_nummer: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    pub(crate) krediettermijn: Option<String>,
    pub(crate) nonactief: Option<bool>,
    pub(crate) modified_on: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Omzetgroep {
    pub(crate) id: String,
    pub(crate) omschrijving: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Artikel {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "loose_text")]
    pub(crate) artikelcode: Option<String>,
    pub(crate) omschrijving: Option<String>,
    pub(crate) artikel_omzetgroep: Option<Ref>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) verkoopprijs: Option<Decimal>,
    pub(crate) eenheid: Option<String>,
    pub(crate) is_non_actief: Option<bool>,
    pub(crate) modified_on: Option<String>,
    /// Only when the call names a `relatieId`.
    pub(crate) prijsafspraak: Option<Prijsafspraak>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Prijsafspraak {
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) verkoopprijs: Option<Decimal>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) basisprijs: Option<Decimal>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) korting: Option<Decimal>,
    pub(crate) prijs_bepaling_soort: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sjabloon {
    pub(crate) id: String,
    pub(crate) omschrijving: Option<String>,
    pub(crate) nonactief: Option<bool>,
    pub(crate) prijs_ingave_exclusief_btw: Option<bool>,
    pub(crate) nieuwe_orders_blokkeren: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Verkooporder {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "loose_text")]
    pub(crate) nummer: Option<String>,
    pub(crate) relatie: Option<Ref>,
    pub(crate) omschrijving: Option<String>,
    pub(crate) memo: Option<String>,
    pub(crate) proces_status: Option<String>,
    pub(crate) verkoop_order_status: Option<String>,
    pub(crate) verkooporder_btw_ingave_model: Option<String>,
    pub(crate) regels: Option<Vec<Regel>>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) totaal_exclusief_btw: Option<Decimal>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) totaal_inclusief_btw: Option<Decimal>,
    /// An object with an id, or the bare id.
    #[serde(default)]
    pub(crate) verkoopfactuur: Option<Box<RawValue>>,
    pub(crate) modified_on: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Regel {
    /// Null on a text line.
    pub(crate) artikel: Option<Ref>,
    pub(crate) omschrijving: Option<String>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) stuksprijs: Option<Decimal>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) aantal: Option<Decimal>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) kortings_percentage: Option<Decimal>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Id {
    pub(crate) id: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOrder {
    pub(crate) relatie: Id,
    pub(crate) datum: String,
    pub(crate) proces_status: &'static str,
    pub(crate) verkooporder_btw_ingave_model: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) omschrijving: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) betalingskenmerk: Option<String>,
    pub(crate) memo: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) verkoopordersjabloon: Option<Id>,
    pub(crate) regels: Vec<NewRegel>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewRegel {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) artikel: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) omschrijving: Option<String>,
    #[serde(with = "simon_core::http::decimal")]
    pub(crate) stuksprijs: Decimal,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) aantal: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) kortings_percentage: Option<Decimal>,
}

/// Text, or a whole number's digits: numbers and codes are text to us.
fn loose_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct TextOrDigits;
    impl Visitor<'_> for TextOrDigits {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("text or a whole number")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some(text.to_owned()))
        }

        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }

        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }
    }
    deserializer.deserialize_any(TextOrDigits)
}
