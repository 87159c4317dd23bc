//! Article groups, which the interface does not list: those that articles are in.

use std::collections::BTreeMap;

use simon_core::domain::Artikelgroep;
use simon_core::{Error, ErrorKind, Result};

use super::call::Api;
use super::envelope::get_artikelen;
use super::operation::Operation;
use crate::ID;
use crate::mapping::groep_from_soap;

/// More groups than anybody can choose from.
const MOST_GROUPS: usize = 10_000;

/// Every group of which there is an article, inactive ones included, once.
///
/// # Errors
/// `Decode` when there are more than 10,000.
pub(super) async fn groups(api: &Api) -> Result<Vec<Artikelgroep>> {
    let mut groups = BTreeMap::new();
    let mut artikelen = api.open(get_artikelen("")).await?;
    while let Some(record) = artikelen.next().await? {
        let Some(groep) = groep_from_soap(&record) else { continue };
        groups.entry(groep.id.as_str().to_owned()).or_insert(groep);
        if groups.len() > MOST_GROUPS {
            return Err(Error::new(ErrorKind::Decode, "there are too many groups of articles")
                .with_connector(ID)
                .with_label(Operation::GetArtikelen.label()));
        }
    }
    Ok(groups.into_values().collect())
}
