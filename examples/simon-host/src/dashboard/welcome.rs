//! Coming in: the password, and the language.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use maud::{Markup, html};
use simon_core::message::{Message, Taal};

use super::fault::Fault;
use super::form::Form;
use super::guard;
use super::page;
use super::session::{Note, Visit};
use super::site::Site;
use crate::failure::text;

/// Asks for the password.
pub(super) async fn ask(Extension(visit): Extension<Visit>) -> Markup {
    let title = visit.pick("Aanmelden", "Log in");
    let body = html! {
        h1 { (title) }
        form.narrow method="post" action="/aanmelden" {
            (page::mark(&visit))
            label for="wachtwoord" { (visit.pick("Wachtwoord", "Password")) }
            input #wachtwoord type="password" name="wachtwoord" autocomplete="current-password" required;
            button type="submit" { (title) }
        }
    };
    page::page(&visit, title, &body)
}

/// Looks at the password that was given.
pub(super) async fn come_in(
    State(site): State<Arc<Site>>,
    Extension(visit): Extension<Visit>,
    jar: CookieJar,
    form: Form,
) -> Result<Response, Fault> {
    let Some(password) = &site.password else { return Ok(Redirect::to("/").into_response()) };
    if !password.is(form.get("wachtwoord").unwrap_or_default(), Arc::clone(&site.clock)).await {
        let said = text(&Message::new("host-pagina-wachtwoord-fout"));
        site.sessions.tell(&visit, Note { good: false, said });
        return Ok(Redirect::to("/aanmelden").into_response());
    }
    let id = site.sessions.let_in(&visit).ok_or_else(Fault::too_old)?;
    Ok((jar.add(guard::cookie(id)), Redirect::to("/")).into_response())
}

/// Shows pages in another language from here on.
pub(super) async fn choose_language(
    State(site): State<Arc<Site>>,
    Extension(visit): Extension<Visit>,
    form: Form,
) -> Redirect {
    let taal = if form.get("taal") == Some("en") { Taal::En } else { Taal::Nl };
    site.sessions.set_taal(&visit, taal);
    // Back to a page of this site, and to none elsewhere.
    let back = form.get("naar").filter(|path| path.starts_with('/') && !path.starts_with("//"));
    Redirect::to(back.filter(|path| !path.contains('\\')).unwrap_or("/"))
}
