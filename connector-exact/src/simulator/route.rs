//! Which resource a path names.

use http::Method;

use super::guid;
use super::schema::{Entity, Family, Source};
use super::value::Value;

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// The login page.
    Login,
    /// The token endpoint.
    Token,
    /// A call to the API.
    Api(Api),
}

/// A call to the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Api {
    /// None for `current`.
    pub(super) division: Option<i32>,
    pub(super) resource: Resource,
    pub(super) action: Action,
}

/// What is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resource {
    Rows(&'static str, Source),
    UserHasRights,
}

/// What is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    List,
    Read(Value),
    Create,
    Change(u128),
    Delete(u128),
}

/// Why a path leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoRoute {
    UnknownPath,
    NotAllowed,
}

impl Route {
    pub(super) fn find(method: &Method, path: &str) -> Result<Self, NoRoute> {
        match path {
            "/api/oauth2/auth" if method == Method::GET => return Ok(Self::Login),
            "/api/oauth2/token" if method == Method::POST => return Ok(Self::Token),
            "/api/oauth2/auth" | "/api/oauth2/token" => return Err(NoRoute::NotAllowed),
            _ => {}
        }
        let rest = path.strip_prefix("/api/v1/").ok_or(NoRoute::UnknownPath)?;
        let (division, resource) = rest.split_once('/').ok_or(NoRoute::UnknownPath)?;
        let (path, key) = match resource.split_once('(') {
            Some((path, key)) => (path, Some(key.strip_suffix(')').ok_or(NoRoute::UnknownPath)?)),
            None => (resource, None),
        };
        if division == "current" {
            let me =
                Entity::at("current/Me").filter(|_| path == "Me").ok_or(NoRoute::UnknownPath)?;
            let action = action(method, me, key)?;
            return Ok(Self::Api(Api { division: None, resource: rows(me), action }));
        }
        let division = Some(division.parse().map_err(|_| NoRoute::UnknownPath)?);
        if path == "users/UserHasRights" {
            let allowed = method == Method::GET && key.is_none();
            let api = Api { division, resource: Resource::UserHasRights, action: Action::List };
            return if allowed { Ok(Self::Api(api)) } else { Err(NoRoute::NotAllowed) };
        }
        let entity = Entity::at(path).filter(|entity| entity.source != Source::Me);
        let entity = entity.ok_or(NoRoute::UnknownPath)?;
        let action = action(method, entity, key)?;
        Ok(Self::Api(Api { division, resource: rows(entity), action }))
    }
}

impl Api {
    /// The resource's path, which is what errors are counted by.
    pub(super) fn path(&self) -> &'static str {
        match self.resource {
            Resource::Rows(path, _) => path,
            Resource::UserHasRights => "users/UserHasRights",
        }
    }

    pub(super) fn method(&self) -> &'static str {
        match self.action {
            Action::List | Action::Read(_) => "GET",
            Action::Create => "POST",
            Action::Change(_) => "PUT",
            Action::Delete(_) => "DELETE",
        }
    }

    /// The scope of the app that the call needs; none for what every app may call.
    pub(super) fn scope(&self) -> Option<&'static str> {
        let Resource::Rows(_, source) = self.resource else {
            return Some("organization administration");
        };
        Some(match source {
            Source::Accounts => "crm accounts",
            Source::Items | Source::ItemGroups => "logistics items",
            Source::Journals => "financial generalledgers",
            Source::SalesInvoices | Source::SalesInvoiceLines => "sales invoices",
            Source::Documents | Source::DocumentAttachments | Source::DocumentTypes => {
                "organization documents"
            }
            Source::Deleted | Source::Divisions => "organization administration",
            Source::Me => return None,
        })
    }
}

fn rows(entity: &'static Entity) -> Resource {
    Resource::Rows(entity.path, entity.source)
}

fn action(method: &Method, entity: &Entity, key: Option<&str>) -> Result<Action, NoRoute> {
    let single = entity.family == Family::Single;
    let guid = key.and_then(guid_key);
    let writable = match entity.source {
        Source::SalesInvoices | Source::Documents => single,
        Source::DocumentAttachments => single && *method != Method::PUT,
        _ => false,
    };
    match (method.as_str(), key) {
        ("GET", None) => Ok(Action::List),
        ("GET", Some(key)) => match (entity.key, guid) {
            ("Code", _) => number(key).map(Action::Read).ok_or(NoRoute::UnknownPath),
            (_, Some(guid)) => Ok(Action::Read(Value::Guid(guid))),
            _ if entity.source == Source::DocumentTypes => {
                number(key).map(Action::Read).ok_or(NoRoute::UnknownPath)
            }
            _ => Err(NoRoute::UnknownPath),
        },
        ("POST", None) if writable => Ok(Action::Create),
        ("PUT", Some(_)) if writable => guid.map(Action::Change).ok_or(NoRoute::UnknownPath),
        ("DELETE", Some(_)) if writable => guid.map(Action::Delete).ok_or(NoRoute::UnknownPath),
        _ => Err(NoRoute::NotAllowed),
    }
}

fn guid_key(key: &str) -> Option<u128> {
    guid::parse(key.strip_prefix("guid'")?.strip_suffix('\'')?)
}

fn number(key: &str) -> Option<Value> {
    key.parse::<i32>().ok().map(Value::int)
}
