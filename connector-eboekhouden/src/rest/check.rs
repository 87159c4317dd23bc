//! 'Controleer': one setting against e-Boekhouden (E1).

use simon_core::Result;
use simon_core::connector::{Mapped, SettingCheck};
use simon_core::domain::Artikel;
use simon_core::settings::{CheckOutcome, Checked, SettingKind, SettingValue};

use super::api::{Api, Detail, PRODUCTS, label};
use super::listing::{all_readable, undecodable};
use super::units::Units;
use super::wire::{ListRow, Product};
use crate::checks;
use crate::mapping::{artikel_from_product, groep_from_rest};
use crate::settings::SJABLOON;

/// Checks a setting; what needs no vendor was checked on its shape already.
pub(crate) async fn check(
    api: &Api,
    units: &Units,
    check: &SettingCheck<'_>,
) -> Result<CheckOutcome> {
    match (check.spec.kind, check.value) {
        (SettingKind::Artikel, SettingValue::Tekst(code)) if !code.trim().is_empty() => {
            Ok(checks::artikel(&artikelen(api, units, code.trim()).await?, code))
        }
        (SettingKind::Artikelgroepen, SettingValue::Lijst(namen)) if !namen.is_empty() => {
            let groups = all_readable(api.groups().await?, label::GROUPS)?;
            let groepen: Vec<_> = kept(groups.iter().map(groep_from_rest)).collect();
            Ok(checks::artikelgroepen(&groepen, namen, true))
        }
        (_, SettingValue::Tekst(naam)) if check.spec.key == SJABLOON && !naam.trim().is_empty() => {
            let templates = all_readable(api.templates().await?, label::TEMPLATES)?;
            Ok(checks::sjabloon(&templates, naam))
        }
        _ => Ok(checks::accepted(Checked::default())),
    }
}

/// The articles with a code, inactive ones included, in capitals or not.
async fn artikelen(api: &Api, units: &Units, code: &str) -> Result<Vec<Artikel>> {
    let mut rows = all_readable(api.products_with_code(code).await?, label::PRODUCT_CODE)?;
    let wanted = code.to_lowercase();
    let same = |row: &ListRow| row.code.as_ref().is_some_and(|it| it.to_lowercase() == wanted);
    rows.retain(same);
    let mut ids: Vec<String> = rows.into_iter().map(|row| row.id).collect();
    ids.sort();
    ids.dedup();
    let mut products = Vec::with_capacity(ids.len());
    for detail in api.details::<Product>(PRODUCTS, ids).await? {
        match detail {
            Detail::There(product) => products.push(product),
            Detail::Bad(bad) => return Err(undecodable(&bad, label::PRODUCT)),
            Detail::Gone => {}
        }
    }
    let names = units.of(api, &products, false).await?;
    let mapped = products.iter().map(|product| artikel_from_product(product, &names, true));
    Ok(kept(mapped).collect())
}

fn kept<T>(mapped: impl Iterator<Item = Mapped<T>>) -> impl Iterator<Item = T> {
    mapped.filter_map(|mapped| match mapped {
        Mapped::Keep(record) => Some(record),
        Mapped::Reject(_) | Mapped::Skip => None,
    })
}
