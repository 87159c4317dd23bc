//! Records as the REST interface spells them. Read leniently, because members may be null, absent or of
//! another type than described; written strictly.
//!
//! Source: the vendor's OpenAPI document.

use rust_decimal::Decimal;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// A row of `GET /v1/relation` or `GET /v1/product`. Of the other members that it has, null says nothing.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ListRow {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) code: Option<String>,
    /// Of products only.
    #[serde(default, deserialize_with = "flag")]
    pub(crate) active: Option<bool>,
}

/// `GET /v1/relation/{id}`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Relation {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) contact: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) address: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) postal_code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) city: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) country: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) address2: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) postal_code2: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) city2: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) country2: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) phone_number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) mobile_phone_number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) email_address: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) vat_number: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) inactive: Option<bool>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) term_of_payment: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) is_club_or_association_member: Option<bool>,
}

/// `GET /v1/product/{id}`; the list lacks group, prices, VAT code and ledger.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Product {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) unit_id: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) active: Option<bool>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) group_id: Option<String>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) price_excl: Option<Decimal>,
    /// The VAT code, not the rate.
    #[serde(default, deserialize_with = "text")]
    pub(crate) vat: Option<String>,
    /// The ledger account's id, not its number.
    #[serde(default, deserialize_with = "text")]
    pub(crate) ledger_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) cost_center_id: Option<String>,
}

/// `GET /v1/product/groups`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ProductGroup {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
}

/// `GET /v1/unit`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Unit {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) singular: Option<String>,
}

/// `GET /v1/invoicetemplate`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct InvoiceTemplate {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) active: Option<bool>,
}

/// The answer to `POST /v1/invoice`. Whatever else it holds cannot make it unreadable.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreatedInvoice {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) invoice_number: Option<String>,
}

/// `GET /v1/invoice`. The link to the PDF is left out on purpose: whoever has it can open the PDF.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invoice {
    #[serde(deserialize_with = "id")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "text")]
    pub(crate) invoice_number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) reference: Option<String>,
}

/// `POST /v1/session`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionRequest<'a> {
    pub(crate) access_token: &'a str,
    pub(crate) source: &'a str,
}

/// Without the token (F6).
impl std::fmt::Debug for SessionRequest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SessionRequest({})", self.source)
    }
}

/// The answer to [`SessionRequest`].
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    #[serde(deserialize_with = "simon_core::http::config::secret")]
    pub(crate) token: SecretString,
    /// Seconds. Nothing fixes the number.
    #[serde(default)]
    pub(crate) expires_in: Option<u64>,
}

/// `POST /v1/invoice`. `email` and `mutation` are not there on purpose: with them the invoice would be
/// mailed and posted at once (C2). Nor is `invoiceNumber`: the vendor numbers it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewInvoice {
    pub(crate) relation_id: i64,
    pub(crate) date: String,
    pub(crate) term_of_payment: u16,
    pub(crate) in_ex_vat: &'static str,
    pub(crate) template_id: i64,
    pub(crate) reference: String,
    pub(crate) items: Vec<NewItem>,
}

/// Without personal data (F6).
impl std::fmt::Debug for NewInvoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewInvoice({}, {} items)", self.reference, self.items.len())
    }
}

/// A line of an invoice. Without `quantity` the vendor would count it as none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewItem {
    #[serde(with = "simon_core::http::decimal")]
    pub(crate) quantity: Decimal,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit_id: Option<i64>,
    pub(crate) product_id: i64,
    pub(crate) description: String,
    #[serde(with = "simon_core::http::decimal")]
    pub(crate) price_per_unit: Decimal,
    pub(crate) vat_code: String,
    pub(crate) ledger_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cost_center_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) discount_percentage: Option<Decimal>,
}

/// The id or code that a value is, as text; none for null, blank, and anything but a text or number.
pub(super) fn id_of(raw: &RawValue) -> Option<String> {
    let text = if raw.get().starts_with('"') {
        serde_json::from_str::<String>(raw.get()).ok()?
    } else {
        let number = raw.get().starts_with(|c: char| c.is_ascii_digit() || c == '-');
        if !number {
            return None;
        }
        raw.get().to_owned()
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A whole number, or a text.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let whole = raw.get().starts_with('"') || raw.get().bytes().all(|byte| byte.is_ascii_digit());
    id_of(&raw)
        .filter(|_| whole)
        .ok_or_else(|| serde::de::Error::custom("no id, expected a whole number"))
}

/// A text or a number as text without blanks around it; none when nothing is in it.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(deserializer)? else { return Ok(None) };
    match raw.get().as_bytes().first() {
        Some(b'{' | b'[' | b't' | b'f') => {
            Err(serde::de::Error::custom("no text, expected a text or number"))
        }
        _ => Ok(id_of(&raw)),
    }
}

/// True, false, 1, 0, and those as texts.
fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(deserializer)? else { return Ok(None) };
    match raw.get().trim_matches('"').trim().to_ascii_lowercase().as_str() {
        "true" | "1" => Ok(Some(true)),
        "false" | "0" => Ok(Some(false)),
        "" | "null" => Ok(None),
        _ => Err(serde::de::Error::custom("no flag, expected true or false")),
    }
}
