//! Which tokens open which interface.

use super::Login;
use crate::assumptions::{
    LOGIN_SCOPES, MAIN_INTERACTIVE, MAIN_SERVICE, ORDERS_INTERACTIVE, ORDERS_SERVICE,
};

/// Who tokens are for, with how they are got and the scopes that they need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Audience {
    pub(crate) login: Login,
    pub(crate) scopes: Vec<String>,
}

/// Both interfaces. Each has tokens of its own, which may be the same ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Audiences {
    pub(crate) main: Audience,
    pub(crate) orders: Audience,
}

impl Audiences {
    pub(super) fn new(
        (main, orders): (Login, Login),
        main_scopes: Option<Vec<String>>,
        orders_scopes: Option<Vec<String>>,
    ) -> Self {
        let main_default = match main {
            Login::Interactive => MAIN_INTERACTIVE,
            Login::Service => MAIN_SERVICE,
        };
        let orders_default = match orders {
            Login::Interactive => ORDERS_INTERACTIVE,
            Login::Service => ORDERS_SERVICE,
        };
        Self {
            main: Audience {
                login: main,
                scopes: main_scopes.unwrap_or_else(|| owned(main_default)),
            },
            orders: Audience {
                login: orders,
                scopes: orders_scopes.unwrap_or_else(|| owned(orders_default)),
            },
        }
    }

    /// What the login in the browser asks for: its own scopes, and those of the interfaces that its
    /// tokens open, each once. Empty when nobody logs in in a browser.
    pub(crate) fn login_scopes(&self) -> Vec<&str> {
        let interfaces = [&self.main, &self.orders].into_iter();
        let mut asked: Vec<&str> = Vec::new();
        for audience in interfaces.filter(|audience| audience.login == Login::Interactive) {
            let own = LOGIN_SCOPES.iter().copied().filter(|_| asked.is_empty());
            let scopes: Vec<&str> = own.chain(audience.scopes.iter().map(String::as_str)).collect();
            for scope in scopes {
                if !asked.contains(&scope) {
                    asked.push(scope);
                }
            }
        }
        asked
    }
}

fn owned(scopes: &[&str]) -> Vec<String> {
    scopes.iter().map(|scope| (*scope).to_owned()).collect()
}
