//! What a person does about werkbonnen. Every action ends in the list, or with what went wrong on the
//! werkbon's page.

use axum::response::Redirect;
use simon_core::domain::{DocumentRef, GearchiveerdeWerkbon, WerkbonNummer, WerkbonStatus};
use simon_core::host::{Batch, Change, DeliveryStatus, Record, Store};
use simon_core::integration::Besluit;
use simon_core::message::Message;

use super::{Bon, address};
use crate::commands::is_settled;
use crate::dashboard::fault::Fault;
use crate::dashboard::form::Form;
use crate::dashboard::here::Here;
use crate::werkbon_json;

const LIST: &str = "werkbonnen";

/// Reports an open one complete (C1).
pub(in crate::dashboard) async fn report_complete(bon: Bon, _form: Form) -> Redirect {
    ended(&bon, completed(&bon).await)
}

/// Archives an open one, after which it is delivered (C1).
pub(in crate::dashboard) async fn archive(bon: Bon, _form: Form) -> Redirect {
    ended(&bon, archived(&bon).await)
}

/// Tries a refused or filtered one again, with the present settings (A6).
pub(in crate::dashboard) async fn again(bon: Bon, _form: Form) -> Redirect {
    ended(&bon, tried_again(&bon).await)
}

/// Says what a person saw about an uncertain one (C22).
pub(in crate::dashboard) async fn decide(bon: Bon, form: Form) -> Redirect {
    ended(&bon, decided(&bon, &form).await)
}

/// Releases one that is held back, or all (A8).
pub(in crate::dashboard) async fn release(here: Here, form: Form) -> Redirect {
    match released(&here, &form).await {
        Ok(message) => here.done(LIST, &message),
        Err(fault) => here.failed(LIST, fault),
    }
}

fn ended(bon: &Bon, end: Result<Message, Fault>) -> Redirect {
    match end {
        Ok(message) => bon.here.done(LIST, &message.with("nummer", &bon.nummer)),
        // It may be gone, and have no page.
        Err(fault) if fault.is_gone() => bon.here.failed(LIST, fault),
        Err(fault) => bon.here.failed(&address(&bon.nummer), fault),
    }
}

fn gone(nummer: &WerkbonNummer) -> Fault {
    Fault::gone(&Message::new("host-bon-weg").with("nummer", nummer))
}

fn archived_before(nummer: &WerkbonNummer) -> Fault {
    Fault::bad(&Message::new("host-bon-al-gearchiveerd").with("nummer", nummer))
}

async fn completed(bon: &Bon) -> Result<Message, Fault> {
    let mut werkbon = bon.open().await?.ok_or_else(|| gone(&bon.nummer))?;
    werkbon.status = WerkbonStatus::GereedGemeld;
    let record = Record::Werkbon(Box::new(werkbon));
    let changes = vec![Change::Put { record, fingerprint: 0, run: 0 }];
    let integratie = &bon.here.integratie;
    let stored = integratie.store.commit(&integratie.id, Batch { epoch: None, changes }).await;
    stored.map_err(simon_core::Error::from)?;
    Ok(Message::new("host-bon-gereed"))
}

async fn archived(bon: &Bon) -> Result<Message, Fault> {
    let werkbon = bon.open().await?.ok_or_else(|| gone(&bon.nummer))?;
    // It would stay as it is, and so would the open one.
    if bon.entry().await?.as_ref().is_some_and(is_settled) {
        return Err(archived_before(&bon.nummer));
    }
    let archived = werkbon_json::archive(werkbon).map_err(|message| Fault::bad(&message))?;
    taken_in(&bon.here, archived).await
}

async fn taken_in(here: &Here, archived: GearchiveerdeWerkbon) -> Result<Message, Fault> {
    let host = here.host()?;
    let entry = host.integration.archive(archived).await;
    let entry = entry.map_err(|error| host.failure(&error))?;
    here.integratie.due.notify_one();
    match entry.status {
        DeliveryStatus::Wacht => Ok(Message::new("host-bon-gearchiveerd")),
        DeliveryStatus::Vastgehouden => Ok(Message::new("host-bon-vastgehouden")),
        _ => Err(archived_before(&entry.nummer)),
    }
}

async fn tried_again(bon: &Bon) -> Result<Message, Fault> {
    let entry = bon.entry().await?.ok_or_else(|| gone(&bon.nummer))?;
    match entry.werkbon {
        Some(werkbon) if entry.status == DeliveryStatus::Gefilterd => {
            taken_in(&bon.here, werkbon).await
        }
        _ => {
            sent(&bon.here, std::slice::from_ref(&bon.nummer)).await?;
            Ok(Message::new("host-bon-opnieuw"))
        }
    }
}

async fn released(here: &Here, form: &Form) -> Result<Message, Fault> {
    let mut numbers = Vec::new();
    if !form.has("alles") {
        let named = werkbon_json::number(form.get("nummer").unwrap_or_default());
        numbers.push(named.map_err(|message| Fault::bad(&message))?);
    }
    let aantal = sent(here, &numbers).await?;
    Ok(Message::new("host-bon-vrijgegeven").with("aantal", aantal))
}

async fn sent(here: &Here, numbers: &[WerkbonNummer]) -> Result<usize, Fault> {
    let host = here.host()?;
    let released = host.integration.release(numbers).await;
    let count = released.map_err(|error| host.failure(&error))?;
    here.integratie.due.notify_one();
    Ok(count)
}

async fn decided(bon: &Bon, form: &Form) -> Result<Message, Fault> {
    let document = form.get("document").filter(|id| !id.is_empty());
    let (besluit, code) = match (form.get("besluit"), document) {
        (Some("geleverd"), Some(id)) => {
            (Besluit::Geleverd(DocumentRef::new(id, None)), "host-bon-besloten-geleverd")
        }
        (Some("opnieuw"), _) if form.has("zeker") => {
            (Besluit::OpnieuwVersturen, "host-bon-besloten-opnieuw")
        }
        _ => return Err(Fault::bad(&Message::new("host-bon-besluit"))),
    };
    let host = bon.here.host()?;
    let decided = host.integration.decide(&bon.nummer, besluit).await;
    decided.map_err(|error| host.failure(&error))?;
    bon.here.integratie.due.notify_one();
    Ok(Message::new(code))
}
