//! `release` and `deactivate`.

use std::io::{IsTerminal, Write};

use serde::Serialize;
use simon_core::domain::WerkbonNummer;
use simon_core::message::Message;

use super::archive;
use crate::failure::{Exit, Failure};
use crate::host::Host;

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
    let numbers: Vec<WerkbonNummer> = numbers
        .iter()
        .map(|number| {
            WerkbonNummer::new(number.as_str()).map_err(|_| {
                let message = Message::new("host-nummer-ongeldig").with("nummer", number);
                Failure::usage(&message)
            })
        })
        .collect::<Result<_, _>>()?;
    let released = host.integration.release(&numbers).await;
    let vrijgegeven = released.map_err(|error| host.failure(&error))?;
    host.output.show(&Released { vrijgegeven }, || {
        format!("{vrijgegeven} {}", host.output.pick("vrijgegeven", "released"))
    });
    archive::deliver(host).await
}

/// `deactivate`: stops the integration; with `disconnect` the credentials go too (A7).
pub(super) async fn deactivate(host: &Host, disconnect: bool, yes: bool) -> Result<Exit, Failure> {
    if !yes && std::io::stdin().is_terminal() && !confirmed(host) {
        return Err(Failure::attention(&Message::new("host-gebruik-bevestigen")));
    }
    let wrap = |error| host.failure(&error);
    host.integration.deactivate().await.map_err(wrap)?;
    if disconnect {
        host.connector.disconnect().await.map_err(wrap)?;
    }
    host.output.show(&Stopped { gedeactiveerd: true, verbroken: disconnect }, || {
        let stopped = host.output.pick("De integratie is gestopt.", "The integration was stopped.");
        stopped.to_owned()
    });
    Ok(Exit::Done)
}

fn confirmed(host: &Host) -> bool {
    let question = host.output.pick(
        "De integratie stoppen? Er wordt niets meer opgehaald en verstuurd. (ja/nee) ",
        "Stop the integration? Nothing is fetched or sent any more. (yes/no) ",
    );
    let mut answer = String::new();
    // Without a question or an answer there is no confirmation.
    let asked = write!(std::io::stderr(), "{question}").is_ok();
    let read = std::io::stdin().read_line(&mut answer).is_ok();
    asked && read && matches!(answer.trim().to_lowercase().as_str(), "ja" | "j" | "yes" | "y")
}
