//! Which company a login opened (C17).

use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked};

use super::{accepted, same};
use crate::wire::{Branch, Organization};

/// Most names in a message.
const MOST_NAMED: usize = 10;

/// The company as the user names it: by number or name, of the organization or of a branch.
///
/// The company rides in the token, and no call lists those of a user: what was typed proves nothing by
/// itself. So it is compared with what the login opens, and refused with that named.
pub(crate) fn administratie(
    tenant: &str,
    organizations: &[Organization],
    branches: &[Branch],
    entered: &str,
) -> CheckOutcome {
    let entered = entered.trim();
    let known = |names: [Option<&str>; 2]| names.into_iter().any(|name| same(name, entered));
    let organization = organizations.iter().find(|it| {
        let inside = it.branches.iter().flatten();
        known([it.organization_cd.as_deref(), it.name.as_deref()])
            || inside.into_iter().any(|it| known([it.number.as_deref(), it.name.as_deref()]))
    });
    let branch = || branches.iter().find(|it| known([it.number.as_deref(), it.name.as_deref()]));
    let naam = match organization {
        Some(found) => found.name.as_deref().or(found.organization_cd.as_deref()),
        None => branch().and_then(|found| found.name.as_deref().or(found.number.as_deref())),
    };
    let Some(naam) = naam else {
        let message = Message::new("visma-bedrijf-onbekend").with("waarde", entered);
        let choices = choices(organizations, branches);
        return CheckOutcome::Refused(message.with("keuzes", choices.join("; ")));
    };
    let mut checked = Checked::named(naam);
    checked.vendor_id = Some(tenant.to_owned());
    accepted(checked)
}

/// What the login opens, as users know it; a few suffice to see which company it is.
fn choices(organizations: &[Organization], branches: &[Branch]) -> Vec<String> {
    let of_organizations = organizations.iter().map(|it| (&it.name, &it.organization_cd));
    let mut named: Vec<String> = of_organizations.filter_map(choice).collect();
    named.extend(branches.iter().map(|it| (&it.name, &it.number)).filter_map(choice));
    named.dedup();
    if named.len() > MOST_NAMED {
        named.truncate(MOST_NAMED);
        named.push("...".to_owned());
    }
    named
}

fn choice((name, number): (&Option<String>, &Option<String>)) -> Option<String> {
    match (name, number) {
        (Some(name), Some(number)) => Some(format!("{name} ({number})")),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}
