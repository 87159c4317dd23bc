//! Which endpoint a path names.

use http::Method;
use simon_testkit::vendor::guid;

use super::names::Entity;

/// What a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    /// The login page.
    Login,
    /// The token endpoint.
    Token,
    /// The endpoint that ends a login.
    Revoke,
    /// A call to the API.
    Api(Api),
}

/// A call to the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Api {
    Account,
    List(Entity),
    DeletedOrders,
    Read(Entity, i64),
    CreateOrder,
    ChangeOrder(i64),
    File(u128),
}

/// Why a path leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoRoute {
    UnknownPath,
    NotAllowed,
}

impl Route {
    /// Finds the endpoint; the path is taken letter by letter.
    pub(super) fn find(method: &Method, path: &str) -> Result<Self, NoRoute> {
        let only = |wanted: Method, route| {
            if *method == wanted { Ok(route) } else { Err(NoRoute::NotAllowed) }
        };
        let parts: Vec<&str> = path.strip_prefix('/').unwrap_or_default().split('/').collect();
        match parts.as_slice() {
            ["Account", "Logon"] => only(Method::GET, Self::Login),
            ["OAuth2", "token"] => only(Method::POST, Self::Token),
            ["OAuth2", "revoke"] => only(Method::POST, Self::Revoke),
            ["v1", "account", "accountInformation"] => only(Method::GET, Self::Api(Api::Account)),
            ["v1", "orders", "deleted"] => only(Method::GET, Self::Api(Api::DeletedOrders)),
            ["v1", "orders"] if method == Method::POST => Ok(Self::Api(Api::CreateOrder)),
            ["v1", "orders", id] if method == Method::PATCH => {
                number(id).map(|id| Self::Api(Api::ChangeOrder(id)))
            }
            ["v1", "files", id] => {
                let id = guid::parse(id).ok_or(NoRoute::UnknownPath)?;
                only(Method::GET, Self::Api(Api::File(id)))
            }
            ["v1", name] => only(Method::GET, Self::Api(Api::List(entity(name)?))),
            ["v1", name, id] => only(Method::GET, Self::Api(Api::Read(entity(name)?, number(id)?))),
            _ => Err(NoRoute::UnknownPath),
        }
    }

    /// The name under which calls are counted.
    pub(super) fn name(self) -> String {
        match self {
            Self::Login => "GET /Account/Logon".into(),
            Self::Token => "POST /OAuth2/token".into(),
            Self::Revoke => "POST /OAuth2/revoke".into(),
            Self::Api(api) => api.name(),
        }
    }
}

impl Api {
    /// The name under which calls are counted.
    pub(super) fn name(self) -> String {
        match self {
            Self::Account => "GET /v1/account/accountInformation".into(),
            Self::List(entity) => format!("GET /v1/{}", entity.path()),
            Self::DeletedOrders => "GET /v1/orders/deleted".into(),
            Self::Read(entity, _) => format!("GET /v1/{}/{{id}}", entity.path()),
            Self::CreateOrder => "POST /v1/orders".into(),
            Self::ChangeOrder(_) => "PATCH /v1/orders/{id}".into(),
            Self::File(_) => "GET /v1/files/{id}".into(),
        }
    }

    /// Whether the call has a body.
    pub(super) fn writes(self) -> bool {
        matches!(self, Self::CreateOrder | Self::ChangeOrder(_))
    }
}

fn entity(name: &str) -> Result<Entity, NoRoute> {
    Entity::ALL.into_iter().find(|entity| entity.path() == name).ok_or(NoRoute::UnknownPath)
}

/// Ids are 32-bit numbers.
fn number(id: &str) -> Result<i64, NoRoute> {
    id.parse::<i32>().map(i64::from).map_err(|_| NoRoute::UnknownPath)
}
