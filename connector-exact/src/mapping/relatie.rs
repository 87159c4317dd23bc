//! Customers.

use simon_core::connector::RelatieRecord;
use simon_core::domain::{Adres, Relatie, RelatieId, Werkadres, WerkadresId};
use simon_core::message::Message;

use super::{Mapped, filled, geldig, text};
use crate::wire;

/// The status of a customer; the others are suspects, prospects and plain relations.
///
/// Source: field description of `Account.Status`, 2025.
const KLANT: &str = "C";
/// The type of the user's own administrations, which are in the list too.
const EIGEN: &str = "D";

/// A customer with its visiting address as customer address and first work address (B10).
///
/// Exact does not filter: suppliers, prospects and the own administrations are left out here. With
/// `inactive_too` what is no active customer comes as inactive instead, because a customer that stops
/// being one is only a changed row.
pub(crate) fn relatie_from_wire(
    account: wire::Account,
    inactive_too: bool,
) -> Mapped<RelatieRecord> {
    let active = is_active(&account);
    if account.r#type.as_deref() == Some(EIGEN) || !(active || inactive_too) {
        return Mapped::Skip;
    }
    let code = text(account.code);
    let Ok(id) = RelatieId::new(account.id) else { return Mapped::Skip };
    let naam = match filled(account.name) {
        Some(naam) => naam,
        None if active => {
            let record = if code.is_empty() { id.as_str() } else { &code };
            return Mapped::reject(record, Message::new("exact-klant-zonder-naam"));
        }
        None => code.clone(),
    };
    let mut klant = Relatie::new(id, naam);
    klant.code = code;
    klant.telefoon = filled(account.phone);
    klant.email = emails(&text(account.email));
    klant.btw_nummer = filled(account.vat_number);
    klant.actief = active;
    klant.geldig = geldig(active, account.start_date, account.end_date);
    let straat = straat([account.address_line1, account.address_line2, account.address_line3]);
    let mut adres = Adres::new(straat, text(account.postcode), text(account.city));
    adres.land = text(account.country).to_ascii_uppercase();
    let adres = Some(adres).filter(|adres| !adres.is_leeg());
    let werkadressen = adres.iter().filter_map(|adres| werkadres(&klant.id, adres)).collect();
    klant.adres = adres;
    Mapped::Keep(RelatieRecord::new(klant, werkadressen))
}

/// Whether an invoice can be made to it, apart from its dates.
fn is_active(account: &wire::Account) -> bool {
    account.status.as_deref() == Some(KLANT)
        && account.is_sales.unwrap_or(true)
        && !account.blocked.unwrap_or(false)
}

/// The lines of the address; Exact does not tell streets from other lines.
fn straat(lines: [Option<String>; 3]) -> String {
    lines.into_iter().filter_map(filled).collect::<Vec<_>>().join(", ")
}

/// The visiting address is part of the customer and has no id of its own.
fn werkadres(relatie: &RelatieId, adres: &Adres) -> Option<Werkadres> {
    let id = WerkadresId::new([relatie.as_str(), ":bezoekadres"].concat()).ok()?;
    Some(Werkadres::new(id, relatie.clone(), adres.clone()))
}

fn emails(text: &str) -> Vec<String> {
    let parts = text.split([';', ',']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
