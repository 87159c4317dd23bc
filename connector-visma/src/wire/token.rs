//! What a token says of itself: the company that it opens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::values::text;

/// The claims of an access or id token, or of `GET /connect/userinfo`, that name the company.
///
/// A token that Visma Connect itself handed out is read for what it says; nothing is proved by it.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Claims {
    #[serde(default, deserialize_with = "text")]
    tenant_id: Option<String>,
    #[serde(default, deserialize_with = "tenants")]
    tenants: Vec<String>,
}

impl Claims {
    /// The claims in a token; none for one that is no JWT.
    pub(crate) fn of_token(token: &str) -> Option<Self> {
        let payload = token.split('.').nth(1)?;
        let json = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
        serde_json::from_slice(&json).ok()
    }

    /// The company that the token is for: the one that is named, else the only one.
    pub(crate) fn tenant(&self) -> Option<String> {
        let only = || match self.tenants.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        self.tenant_id.as_ref().or_else(only).map(|tenant| tenant.to_ascii_lowercase())
    }
}

/// One id, a list of ids, an object or a list of objects with the id: the shape is not documented.
fn tenants<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let mut tenants: Vec<String> = match &value {
        Value::Array(list) => list.iter().filter_map(tenant).collect(),
        one => tenant(one).into_iter().collect(),
    };
    tenants.dedup();
    Ok(tenants)
}

fn tenant(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Object(object) => {
            ["tenant_id", "tenantId", "id"].iter().find_map(|name| object.get(*name)?.as_str())?
        }
        _ => return None,
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
