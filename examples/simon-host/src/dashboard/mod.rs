//! The dashboard: what the product manuals' screens show, in a browser. It is drawn from what the
//! library gives as data (settings, ways to connect, states, log) and knows no vendor.
//!
//! Everything works without a script; one file of htmx only makes pages follow what happens.
//!
//! ```text
//! request ─► guard (host, origin, session, password) ─► page ─► headers
//! ```

mod activation;
mod assets;
mod cleanup;
mod detail;
mod fault;
mod follow;
mod form;
mod guard;
mod here;
mod keys;
mod log;
mod overview;
mod page;
mod progress;
mod running;
mod session;
mod site;
mod stand;
mod sync;
mod welcome;
mod werkbonnen;
mod words;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use simon_core::host::Clock;
use simon_core::message::{Message, Taal};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::commands::told_to_stop;
use crate::failure::{Exit, Failure};
use crate::output::Output;
pub(crate) use guard::Password;
pub(crate) use site::{Begin, Site};

/// The largest form that is read, in bytes.
const FORM_MAX: usize = 256 * 1024;
/// Where it listens unless told otherwise.
const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 4000);
/// What is under way gets so long to end after the word to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Who may come in, and where.
#[derive(Debug, Default)]
pub(crate) struct Entrance {
    /// Address to listen on; none is port 4000 of this machine, or another one when that is taken.
    pub(crate) listen: Option<SocketAddr>,
    /// What a visitor has to know; needed as soon as other machines can come in.
    pub(crate) password: Option<Password>,
    /// Names by which browsers reach it, besides the address itself.
    pub(crate) names: Vec<String>,
}

/// A page that listens and is not served yet.
#[derive(Debug)]
pub(crate) struct Door {
    listener: TcpListener,
    address: SocketAddr,
    entrance: Entrance,
}

impl Door {
    /// Listens.
    ///
    /// # Errors
    /// A usage failure when the address is taken, or others could come in without a password.
    pub(crate) async fn open(entrance: Entrance) -> Result<Self, Failure> {
        let wanted = entrance.listen.unwrap_or(USUAL);
        if !wanted.ip().is_loopback() && entrance.password.is_none() {
            return Err(Failure::usage(&Message::new("host-pagina-wachtwoord")));
        }
        let bound = match TcpListener::bind(wanted).await {
            Err(_) if entrance.listen.is_none() => TcpListener::bind((wanted.ip(), 0)).await,
            bound => bound,
        };
        let listening = bound.and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (address, listener) = listening.map_err(|error| {
            let message = Message::new("host-pagina-adres").with("adres", wanted);
            Failure::usage(&message.with("detail", error))
        })?;
        Ok(Self { listener, address, entrance })
    }

    /// Where a browser on this machine finds it.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves the page and follows the vendors until ctrl-c or SIGTERM.
    pub(crate) async fn serve(
        self,
        begins: Vec<Begin>,
        clock: Arc<dyn Clock>,
        taal: Taal,
        output: Output,
    ) -> Exit {
        let (address, of_site) = (self.address, Arc::clone(&clock));
        let site = Arc::new(Site::new(begins, address, self.entrance, taal, of_site).await);
        let (stop, stopped) = watch::channel(false);
        let mut following = JoinSet::new();
        let alone = site.integraties().len() == 1;
        for integratie in site.integraties() {
            let (integratie, stop) = (Arc::clone(integratie), stopped.clone());
            following.spawn(follow::follow(integratie, output, alone, stop));
        }
        let page = axum::serve(self.listener, router(site)).into_future();
        let exit = tokio::select! {
            () = told_to_stop() => Exit::Done,
            Err(error) = page => {
                output.note(error);
                Exit::Attention
            }
        };
        stop.send_replace(true);
        // What is cut off goes on later.
        tokio::select! {
            _ = following.join_all() => {}
            () = clock.sleep(GRACE) => {}
        }
        exit
    }
}

fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/", get(overview::show))
        .route("/tegels", get(overview::tiles))
        .route("/taal", post(welcome::choose_language))
        .route("/aanmelden", get(welcome::ask).post(welcome::come_in))
        .route("/static/{name}", get(assets::serve))
        .route("/integraties/{id}/", get(detail::show))
        .route("/integraties/{id}/stand", get(detail::live))
        .route("/integraties/{id}/activeren", get(activation::show))
        .route("/integraties/{id}/activeren/koppelen", post(activation::connect))
        .route("/integraties/{id}/activeren/terug", post(activation::came_back_elsewhere))
        .route("/integraties/{id}/activeren/instellingen", post(activation::fill_in))
        .route("/integraties/{id}/terug", get(activation::came_back))
        .route(
            "/integraties/{id}/instellingen",
            get(activation::settings).post(activation::change_settings),
        )
        .route(
            "/integraties/{id}/deactiveren",
            get(activation::ask_to_deactivate).post(activation::deactivate),
        )
        .route("/integraties/{id}/synchroniseren", post(sync::begin))
        .route("/integraties/{id}/werkbonnen", get(werkbonnen::show))
        .route("/integraties/{id}/werkbonlijst", get(werkbonnen::lines))
        .route("/integraties/{id}/werkbonnen/nieuw", get(werkbonnen::ask).post(werkbonnen::make))
        .route("/integraties/{id}/werkbonnen/vrijgeven", post(werkbonnen::release))
        .route("/integraties/{id}/werkbonnen/{nummer}", get(werkbonnen::single))
        .route("/integraties/{id}/werkbonnen/{nummer}/gereed", post(werkbonnen::report_complete))
        .route("/integraties/{id}/werkbonnen/{nummer}/archiveren", post(werkbonnen::archive))
        .route("/integraties/{id}/werkbonnen/{nummer}/opnieuw", post(werkbonnen::again))
        .route("/integraties/{id}/werkbonnen/{nummer}/beslissen", post(werkbonnen::decide))
        .route("/integraties/{id}/opschonen", get(cleanup::show))
        .route("/integraties/{id}/opschonen/stand", get(cleanup::live))
        .route("/integraties/{id}/opschonen/nu", post(cleanup::begin))
        .route("/integraties/{id}/opschonen/goedkeuren", post(cleanup::approve))
        .route("/integraties/{id}/opschonen/weigeren", post(cleanup::refuse))
        .route("/integraties/{id}/logboek", get(log::show))
        .route("/integraties/{id}/logboek/regels", get(log::lines))
        .route("/integraties/{id}/logboek.csv", get(log::export))
        .fallback(page::not_found)
        .layer(DefaultBodyLimit::max(FORM_MAX))
        .layer(from_fn_with_state(Arc::clone(&site), guard::guard))
        .with_state(site)
}
