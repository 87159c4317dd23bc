//! The commands, one file per family.

mod activate;
mod archive;
mod erase;
mod fetch;
mod limiet;
mod lists;
mod log;
mod login;
mod preview;
mod reconcile;
mod release;
mod serve;
mod settings;
mod status;

pub(crate) use archive::{Line, archived, english, is_settled, last_words};
pub(crate) use preview::lines as preview_lines;
pub(crate) use serve::{show_due, told_to_stop};
pub(crate) use settings::settings;

use crate::cli::Command;
use crate::failure::{Exit, Failure};
use crate::host::Host;

/// Runs a command that needs an integration.
///
/// # Errors
/// Why it could not be carried out.
pub(crate) async fn run(host: &Host, command: Command) -> Result<Exit, Failure> {
    match command {
        // They need no integration, or make their own: the caller has run them.
        Command::Demo { .. } | Command::Settings | Command::Serve(_) => Ok(Exit::Done),
        Command::LoginUrl => login::login_url(host).await,
        Command::Login { redirect } => login::login(host, redirect.as_deref()).await,
        Command::Activate { wipe } => activate::activate(host, &wipe).await,
        Command::Save => activate::save(host).await,
        Command::Check { keys } => activate::check(host, &keys).await,
        Command::Sync { only, full } => fetch::sync(host, &only, full).await,
        Command::Cleanup { yes, full } => fetch::cleanup(host, yes, full).await,
        Command::Archive { files } => archive::archive(host, &files).await,
        Command::Deliver => archive::deliver(host).await,
        Command::Preview { files } => preview::preview(host, &files).await,
        Command::Reconcile { since } => reconcile::reconcile(host, since.as_deref()).await,
        Command::Release { numbers } => release::release(host, &numbers).await,
        Command::Decide { number, delivered, .. } => {
            release::decide(host, &number, delivered).await
        }
        Command::Erase { relatie, yes } => erase::erase(host, &relatie, yes).await,
        Command::Deactivate { disconnect, yes } => release::deactivate(host, disconnect, yes).await,
        Command::Relaties => lists::relaties(host).await,
        Command::Artikelgroepen => lists::artikelgroepen(host).await,
        Command::Artikelen => lists::artikelen(host).await,
        Command::Werkadressen => lists::werkadressen(host).await,
        Command::Werkbonnen => lists::werkbonnen(host).await,
        Command::Log(filter) => log::log(host, &filter).await,
        Command::Status => status::status(host).await,
    }
}
