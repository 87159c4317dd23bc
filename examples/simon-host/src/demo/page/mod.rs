//! What `serve --demo` shows: every vendor simulated on loopback, an integration for each that waits
//! for its keys, and something to archive once it is active.

mod seeds;
mod vendors;
mod werkbonnen;

use std::path::Path;
use std::sync::Arc;

use simon_core::domain::IntegrationId;
use simon_core::host::Clock;
use simon_core::message::{Message, Taal};
use simon_sqlite::SqliteStore;
use simon_testkit::{Faults, SimServer};
use tempfile::TempDir;
use tokio::task::JoinSet;
use toml::{Table, Value};

use self::vendors::{SHOWN, Shown};
use self::werkbonnen::Corner;
use crate::config::{Config, StoreAt};
use crate::dashboard::Begin;
use crate::failure::Failure;
use crate::output::Output;
use crate::registry::Vendor;

/// Part of every reference: the name of the vendor, as far as an id is long.
const ID_MAX: usize = 10;

/// The vendors and their store, for as long as the page is served.
pub(crate) struct Scene {
    begins: Vec<Begin>,
    corners: JoinSet<()>,
    servers: Vec<SimServer>,
    folder: TempDir,
}

impl Scene {
    /// Starts every vendor. Logins in a browser come back to `page`, the address of the page.
    ///
    /// # Errors
    /// When there is no room for the store.
    pub(crate) async fn set(
        page: &str,
        taal: Taal,
        clock: Arc<dyn Clock>,
        output: Output,
    ) -> Result<Self, Failure> {
        let no_room = |error: std::io::Error| {
            Failure::usage(&Message::new("host-opslag-mislukt").with("detail", error))
        };
        let folder = tempfile::tempdir().map_err(no_room)?;
        let store = SqliteStore::open(&folder.path().join("simon.db"))?;
        let (begins, corners, servers) = (Vec::new(), JoinSet::new(), Vec::new());
        let mut scene = Self { begins, corners, servers, folder };
        for shown in SHOWN {
            scene.add(shown, (page, taal), (&store, &clock), output).await?;
        }
        Ok(scene)
    }

    /// What the page begins with; once.
    pub(crate) fn begins(&mut self) -> Vec<Begin> {
        std::mem::take(&mut self.begins)
    }

    async fn add(
        &mut self,
        shown: &'static Shown,
        (page, taal): (&str, Taal),
        (store, clock): (&SqliteStore, &Arc<dyn Clock>),
        output: Output,
    ) -> Result<(), Failure> {
        let vendor = Vendor::named(shown.id)?;
        let id = IntegrationId::new(shown.id.chars().take(ID_MAX).collect::<String>());
        let id = id.map_err(simon_core::Error::from)?;
        let back = format!("{page}integraties/{id}/terug");
        let opened = (shown.open)(Arc::clone(clock), &back);
        let server = SimServer::start(opened.simulator, Faults::none()).await;
        let config = Config {
            vendor: shown.id.to_owned(),
            store: StoreAt::File(Path::new(self.folder.path()).join("simon.db")),
            taal,
            integration: id.clone(),
            tijdzone: "Europe/Amsterdam".to_owned(),
            log_dagen: None,
            connection: connection(shown, server.url().as_str(), &back),
            settings: (shown.settings)(),
        };
        let text = |(key, text): &(&str, &str)| ((*key).to_owned(), (*text).to_owned());
        let hints = shown.hints.iter().map(text).collect();
        let (store, clock) = (store.clone(), Arc::clone(clock));
        let corner = Corner {
            store: store.clone(),
            id,
            clock: Arc::clone(&clock),
            info: vendor.info,
            artikel: shown.artikel,
            order: opened.order,
        };
        self.corners.spawn(async move {
            if let Err(error) = corner.fill().await {
                output.failure(&error.into());
            }
        });
        self.begins.push(Begin { vendor, config, store, clock, hints });
        self.servers.push(server);
        Ok(())
    }
}

/// What an operator configures: where the vendor is, and the application. Users fill in the rest.
fn connection(shown: &Shown, url: &str, back: &str) -> Table {
    let text = |key: &str, text: &str| (key.to_owned(), Value::String(text.to_owned()));
    let mut table: Table = shown.roots.iter().map(|root| text(root, url)).collect();
    table.extend(shown.application.iter().map(|(key, value)| text(key, value)));
    if shown.comes_back {
        table.extend([text("redirect_uri", back)]);
    }
    // Short, so that nobody has to wait long for an answer that never comes.
    table.insert("create_timeout".to_owned(), Value::Integer(5));
    table
}
