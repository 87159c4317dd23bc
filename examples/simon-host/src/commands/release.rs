//! `release`, `decide` and `deactivate`.

use std::io::{IsTerminal, Write};

use serde::Serialize;
use simon_core::domain::{DocumentRef, WerkbonNummer};
use simon_core::integration::Besluit;
use simon_core::message::Message;

use super::archive;
use crate::failure::{Exit, Failure};
use crate::host::Host;
use crate::werkbon_json::number;

#[derive(Serialize)]
struct Released {
    vrijgegeven: usize,
}

#[derive(Serialize)]
struct Stopped {
    gedeactiveerd: bool,
    verbroken: bool,
}

/// `release`: werkbonnen that were archived while the integration was off go out after all (A8).
pub(super) async fn release(host: &Host, numbers: &[String]) -> Result<Exit, Failure> {
    let numbers: Vec<WerkbonNummer> =
        numbers.iter().map(|number| nummer(number)).collect::<Result<_, _>>()?;
    let released = host.integration.release(&numbers).await;
    let vrijgegeven = released.map_err(|error| host.failure(&error))?;
    host.output.show(&Released { vrijgegeven }, || {
        format!("{vrijgegeven} {}", host.output.pick("vrijgegeven", "released"))
    });
    Ok(archive::deliver_due(host).await?.unwrap_or_default())
}

fn nummer(text: &str) -> Result<WerkbonNummer, Failure> {
    number(text).map_err(|message| Failure::usage(&message))
}

/// `decide`: a person says whether an uncertain werkbon has a document; without one it is sent again.
pub(super) async fn decide(
    host: &Host,
    number: &str,
    document: Option<String>,
) -> Result<Exit, Failure> {
    let besluit = match document {
        Some(vendor_id) => Besluit::Geleverd(DocumentRef::new(vendor_id, None)),
        None => Besluit::OpnieuwVersturen,
    };
    let decided = host.integration.decide(&nummer(number)?, besluit).await;
    decided.map_err(|error| host.failure(&error))?;
    Ok(archive::deliver_due(host).await?.unwrap_or_default())
}

/// `deactivate`: stops the integration; with `disconnect` the credentials go too (A7).
pub(super) async fn deactivate(host: &Host, disconnect: bool, yes: bool) -> Result<Exit, Failure> {
    let question = host.output.pick(
        "De integratie stoppen? Er wordt niets meer opgehaald en verstuurd. (ja/nee) ",
        "Stop the integration? Nothing is fetched or sent any more. (yes/no) ",
    );
    confirm(question, yes)?;
    let wrap = |error| host.failure(&error);
    let stopped = if disconnect {
        host.integration.disconnect().await
    } else {
        host.integration.deactivate().await
    };
    stopped.map_err(wrap)?;
    host.output.show(&Stopped { gedeactiveerd: true, verbroken: disconnect }, || {
        let (nl, en) = if disconnect {
            ("De koppeling is gestopt en verbroken.", "The connection was stopped and broken off.")
        } else {
            ("De koppeling is gestopt.", "The connection was stopped.")
        };
        host.output.pick(nl, en).to_owned()
    });
    Ok(Exit::Done)
}

/// Asks a person at a terminal, unless he said yes already; a script is taken at its word.
///
/// # Errors
/// When he does not confirm.
pub(super) fn confirm(question: &str, yes: bool) -> Result<(), Failure> {
    if yes || !std::io::stdin().is_terminal() {
        return Ok(());
    }
    let mut answer = String::new();
    // Without a question or an answer there is no confirmation.
    let asked = write!(std::io::stderr(), "{question}").is_ok();
    let read = std::io::stdin().read_line(&mut answer).is_ok();
    let confirmed = matches!(answer.trim().to_lowercase().as_str(), "ja" | "j" | "yes" | "y");
    if asked && read && confirmed {
        return Ok(());
    }
    Err(Failure::attention(&Message::new("host-gebruik-bevestigen")))
}
