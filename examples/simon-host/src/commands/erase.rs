//! `erase`: the personal data of one customer.

use serde::Serialize;
use simon_core::domain::RelatieId;
use simon_core::host::{Record, Select, Tabel};
use simon_core::message::Message;

use super::release::confirm;
use crate::failure::{Exit, Failure};
use crate::host::Host;

const VENDOR_ID: &str = "vendor_id:";

#[derive(Serialize)]
struct Erased {
    gewist: bool,
    werkadressen: u64,
    werkbonnen: u64,
    komt_terug: bool,
}

/// Erases; what would come back by itself needs attention.
pub(super) async fn erase(host: &Host, named: &str, yes: bool) -> Result<Exit, Failure> {
    let wrap = |error| host.failure(&error);
    let id = relatie(host, named).await?;
    let question = host.output.pick(
        "Alle gegevens van deze klant wissen? Dat kan niet ongedaan worden gemaakt. (ja/nee) ",
        "Erase all data of this customer? That cannot be undone. (yes/no) ",
    );
    confirm(question, yes)?;
    let erased = host.integration.erase_relatie(&id).await.map_err(wrap)?;
    let line = Erased {
        gewist: true,
        werkadressen: erased.werkadressen,
        werkbonnen: erased.werkbonnen,
        komt_terug: erased.komt_terug,
    };
    host.output.show(&line, || {
        let done = host
            .output
            .pick("Gewist. Werkadressen, werkbonnen:", "Erased. Addresses, work orders:");
        format!("{done} {}, {}", line.werkadressen, line.werkbonnen)
    });
    if erased.komt_terug {
        host.output.failure(&Failure::attention(&Message::new("host-wissen-komt-terug")));
        return Ok(Exit::Attention);
    }
    Ok(Exit::Done)
}

async fn relatie(host: &Host, named: &str) -> Result<RelatieId, Failure> {
    let unknown =
        || Failure::usage(&Message::new("host-wissen-klant-onbekend").with("klant", named));
    if let Some(id) = named.strip_prefix(VENDOR_ID) {
        return RelatieId::new(id).map_err(|_| unknown());
    }
    let select = Select::Code(named.to_owned());
    let found = host.port().records(&host.id, Tabel::Relaties, &select).await;
    let found = found.map_err(|error| host.failure(&error))?;
    match found.as_slice() {
        [Record::Relatie(klant)] => Ok(klant.id.clone()),
        _ => Err(unknown()),
    }
}
