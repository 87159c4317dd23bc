//! The endpoints there are.

use http::Method;

use super::guid;
use super::names::Resource;

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endpoint {
    CompanyInfo,
    /// A whole list without query options.
    Plain(Plain),
    PlainById(Plain, u128),
    List(Resource),
    ById(Resource, u128),
    CreateOrder,
    ReplaceOrder(u128),
    DeleteOrder(u128),
    ChangeStatus(u128),
}

/// A list without query options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    Landen,
    Groepen,
    Sjablonen,
}

/// Why there is no endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoEndpoint {
    UnknownPath,
    UnknownMethod,
    NoGuid,
}

impl Endpoint {
    /// Finds the endpoint; the path is taken letter by letter.
    pub(super) fn find(method: &Method, path: &str) -> Result<Self, NoEndpoint> {
        let parts: Vec<&str> = path.strip_prefix("/v2/").unwrap_or_default().split('/').collect();
        let get = |endpoint| {
            if method == Method::GET { Ok(endpoint) } else { Err(NoEndpoint::UnknownMethod) }
        };
        let key = |id: &str| guid::parse(id).ok_or(NoEndpoint::NoGuid);
        match parts.as_slice() {
            ["companyInfo"] => get(Self::CompanyInfo),
            ["landen"] => get(Self::Plain(Plain::Landen)),
            ["landen", id] => get(Self::PlainById(Plain::Landen, key(id)?)),
            ["artikelomzetgroepen"] => get(Self::Plain(Plain::Groepen)),
            ["artikelomzetgroepen", id] => get(Self::PlainById(Plain::Groepen, key(id)?)),
            ["verkoopordersjablonen"] => get(Self::Plain(Plain::Sjablonen)),
            ["verkoopordersjablonen", id] => get(Self::PlainById(Plain::Sjablonen, key(id)?)),
            ["relaties"] => get(Self::List(Resource::Relaties)),
            ["relaties", id] => get(Self::ById(Resource::Relaties, key(id)?)),
            ["artikelen"] => get(Self::List(Resource::Artikelen)),
            ["artikelen", id] => get(Self::ById(Resource::Artikelen, key(id)?)),
            ["verkooporders"] if method == Method::POST => Ok(Self::CreateOrder),
            ["verkooporders"] => get(Self::List(Resource::Verkooporders)),
            ["verkooporders", id] => match *method {
                Method::PUT => Ok(Self::ReplaceOrder(key(id)?)),
                Method::DELETE => Ok(Self::DeleteOrder(key(id)?)),
                _ => get(Self::ById(Resource::Verkooporders, key(id)?)),
            },
            ["verkooporders", id, "ProcesStatus"] if method == Method::PUT => {
                Ok(Self::ChangeStatus(key(id)?))
            }
            ["verkooporders", _, "ProcesStatus"] => Err(NoEndpoint::UnknownMethod),
            _ => Err(NoEndpoint::UnknownPath),
        }
    }

    /// The name under which calls are counted.
    pub(super) fn name(self) -> String {
        match self {
            Self::CompanyInfo => "GET /v2/companyInfo".into(),
            Self::Plain(plain) => format!("GET /v2/{}", plain.name()),
            Self::PlainById(plain, _) => format!("GET /v2/{}/{{id}}", plain.name()),
            Self::List(resource) => format!("GET /v2/{}", resource.name()),
            Self::ById(resource, _) => format!("GET /v2/{}/{{id}}", resource.name()),
            Self::CreateOrder => "POST /v2/verkooporders".into(),
            Self::ReplaceOrder(_) => "PUT /v2/verkooporders/{id}".into(),
            Self::DeleteOrder(_) => "DELETE /v2/verkooporders/{id}".into(),
            Self::ChangeStatus(_) => "PUT /v2/verkooporders/{id}/ProcesStatus".into(),
        }
    }

    /// The scope that the token needs.
    pub(super) fn scope(self) -> &'static str {
        match self {
            Self::CompanyInfo | Self::Plain(Plain::Landen) | Self::PlainById(Plain::Landen, _) => {
                "settings:read"
            }
            Self::Plain(Plain::Groepen)
            | Self::PlainById(Plain::Groepen, _)
            | Self::List(Resource::Artikelen)
            | Self::ById(Resource::Artikelen, _) => "artikelen:read",
            Self::List(Resource::Relaties) | Self::ById(Resource::Relaties, _) => "relaties:read",
            Self::Plain(Plain::Sjablonen)
            | Self::PlainById(Plain::Sjablonen, _)
            | Self::List(Resource::Verkooporders)
            | Self::ById(Resource::Verkooporders, _) => "orders:read",
            Self::CreateOrder
            | Self::ReplaceOrder(_)
            | Self::DeleteOrder(_)
            | Self::ChangeStatus(_) => "orders:write",
        }
    }
}

impl Plain {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Landen => "landen",
            Self::Groepen => "artikelomzetgroepen",
            Self::Sjablonen => "verkoopordersjablonen",
        }
    }
}
