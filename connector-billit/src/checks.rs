//! What 'Controleer' makes of Billit's answers (E1). Pure: the calls are made elsewhere.

use simon_core::domain::Administratie;
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked};

use crate::assumptions::REFERENCE_FILTER;
use crate::mapping::{Mapped, artikel_from_wire, reference_key};
use crate::values::text_literal;
use crate::wire::{AccountInformation, Company, Product};

/// Most companies that a message names.
const MOST_NAMED: usize = 10;

/// The filter that finds the articles with a reference, where the vendor takes one. Two rows are enough
/// to know that there is more than one.
pub(crate) fn artikel_filter(reference: &str) -> Option<String> {
    REFERENCE_FILTER.then(|| format!("Reference eq {}", text_literal(reference.trim())))
}

/// The article with a reference, which has to be the only one (B9). Without a VAT percentage no line can
/// be made on it.
pub(crate) fn artikel(products: &[Product], reference: &str) -> CheckOutcome {
    let reference = reference.trim();
    let same = |product: &&Product| {
        let own = product.reference.as_deref();
        own.is_some_and(|own| reference_key(own) == reference_key(reference))
    };
    let hits: Vec<&Product> = products.iter().filter(same).collect();
    match hits.as_slice() {
        [] => refused("billit-artikel-onbekend", reference),
        [one] => found(one, reference),
        _ => refused("billit-artikel-meer", reference),
    }
}

fn found(product: &Product, reference: &str) -> CheckOutcome {
    let Mapped::Keep(artikel) = artikel_from_wire(product) else {
        return refused("billit-artikel-onbekend", reference);
    };
    if artikel.btw_code.is_none() {
        let message = Message::new("billit-artikel-zonder-btw").with("artikel", reference);
        return CheckOutcome::Refused(message);
    }
    let mut checked = Checked::named(&*artikel.omschrijving);
    checked.vendor_id = Some(artikel.id.as_str().to_owned());
    if artikel.verkoopprijs.is_none() {
        let message = Message::new("billit-artikel-zonder-prijs").with("artikel", reference);
        checked.waarschuwing = Some(message);
    }
    checked.artikel = Some(artikel);
    CheckOutcome::Accepted(Box::new(checked))
}

/// What a login opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Opened {
    /// This company: the configured one, or the only one.
    One(Administratie),
    /// Several, of which the user chooses one.
    Several,
    /// None that can be worked in, and why.
    None(Message),
}

/// The company that the calls are for, right after logging in.
pub(crate) fn opened(account: &AccountInformation, configured: Option<u32>) -> Opened {
    let companies = &account.companies;
    if let Some(party_id) = configured {
        let one = companies.iter().find(|it| it.party_id == i64::from(party_id));
        let unknown = || about("billit-bedrijf-onbekend", &party_id.to_string(), companies);
        return one.map_or_else(|| Opened::None(unknown()), usable);
    }
    match companies.as_slice() {
        [] => Opened::None(Message::new("billit-geen-bedrijf")),
        [one] => usable(one),
        _ => Opened::Several,
    }
}

/// These books when they are still open and nothing else is configured, else what is open instead (G9).
///
/// # Errors
/// Why there is none that can be worked in.
pub(crate) fn opened_for(
    account: &AccountInformation,
    books: &Administratie,
    configured: Option<u32>,
) -> Result<Administratie, Message> {
    let same = |it: &&Company| it.party_id.to_string() == books.vendor_id;
    let other = configured.is_some_and(|id| id.to_string() != books.vendor_id);
    let still = account.companies.iter().find(same).filter(|_| !other);
    match still.map_or_else(|| opened(account, configured), usable) {
        Opened::One(administratie) => Ok(administratie),
        Opened::None(message) => Err(message),
        Opened::Several => {
            let open = account.companies.iter().find(|it| blocked(it).is_none());
            open.map(administratie_from_wire).ok_or_else(|| Message::new("billit-geen-bedrijf"))
        }
    }
}

fn usable(company: &Company) -> Opened {
    match blocked(company) {
        Some(message) => Opened::None(message),
        None => Opened::One(administratie_from_wire(company)),
    }
}

/// The company that the user means, by its id or by one of its names.
pub(crate) fn administratie(account: &AccountInformation, wish: &str) -> CheckOutcome {
    let wish = wish.trim();
    let by_id = |it: &&Company| it.party_id.to_string() == wish;
    let by_name =
        |it: &&Company| names(it).any(|name| name.trim().to_lowercase() == wish.to_lowercase());
    let mut hits: Vec<&Company> = account.companies.iter().filter(by_id).collect();
    if hits.is_empty() {
        hits = account.companies.iter().filter(by_name).collect();
    }
    match hits.as_slice() {
        [one] => blocked(one).map_or_else(|| chosen(one), CheckOutcome::Refused),
        [] => {
            let message = about("billit-bedrijf-onbekend", wish, &account.companies);
            CheckOutcome::Refused(message)
        }
        several => {
            let message = about("billit-bedrijf-meer", wish, several.iter().copied());
            CheckOutcome::Refused(message)
        }
    }
}

fn chosen(company: &Company) -> CheckOutcome {
    let administratie = administratie_from_wire(company);
    let mut checked = Checked::named(administratie.naam);
    checked.vendor_id = Some(administratie.vendor_id);
    CheckOutcome::Accepted(Box::new(checked))
}

/// A company by the id that calls carry and the name that users know.
fn administratie_from_wire(company: &Company) -> Administratie {
    let id = company.party_id.to_string();
    let naam = names(company).next().unwrap_or(&id).to_owned();
    Administratie::new(id, naam)
}

fn names(company: &Company) -> impl Iterator<Item = &str> {
    let names = [&company.name, &company.commercial_name, &company.tab_name_alias];
    names.into_iter().filter_map(|name| name.as_deref())
}

/// What Billit does not tell is taken to be in order.
fn blocked(company: &Company) -> Option<Message> {
    let naam = administratie_from_wire(company).naam;
    (*company.api_allowed == Some(false))
        .then(|| Message::new("billit-bedrijf-zonder-api").with("waarde", naam))
}

fn about<'a>(
    code: &'static str,
    wish: &str,
    choices: impl IntoIterator<Item = &'a Company>,
) -> Message {
    let name = |it: &Company| {
        let administratie = administratie_from_wire(it);
        format!("{} ({})", administratie.naam, administratie.vendor_id)
    };
    let mut named: Vec<String> = choices.into_iter().take(MOST_NAMED + 1).map(name).collect();
    if named.len() > MOST_NAMED {
        named.truncate(MOST_NAMED);
        named.push("...".to_owned());
    }
    Message::new(code).with("waarde", wish).with("keuzes", named.join("; "))
}

fn refused(code: &'static str, value: &str) -> CheckOutcome {
    CheckOutcome::Refused(Message::new(code).with("waarde", value))
}

#[cfg(test)]
#[path = "checks_tests.rs"]
mod tests;
