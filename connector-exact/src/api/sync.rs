//! Listings that are followed page by page: what changed, and what was deleted.

use serde::de::DeserializeOwned;
use simon_core::Result;

use super::{Api, label};
use crate::envelope::{self, Rows};

/// A listing that is read page by page.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) label: &'static str,
    pub(super) path: &'static [&'static str],
    pub(super) select: &'static str,
}

/// Customers, suppliers and prospects that changed.
pub(crate) const SYNC_ACCOUNTS: Listing = Listing {
    label: label::ACCOUNTS,
    path: &["sync", "CRM", "Accounts"],
    select: "ID,Code,Name,Status,Type,IsSales,Blocked,StartDate,EndDate,AddressLine1,\
        AddressLine2,AddressLine3,Postcode,City,Country,Email,Phone,VATNumber,Modified,Timestamp",
};

/// Articles that changed.
pub(crate) const SYNC_ITEMS: Listing = Listing {
    label: label::ITEMS,
    path: &["sync", "Logistics", "Items"],
    select: "ID,Code,Description,ItemGroup,Unit,UnitDescription,IsSalesItem,\
        IsFractionAllowedItem,StartDate,EndDate,Modified,Timestamp",
};

/// What was deleted, of every kind.
pub(crate) const DELETED: Listing = Listing {
    label: label::DELETED,
    path: &["sync", "Deleted"],
    select: "EntityKey,EntityType,Timestamp",
};

/// Article groups: without `Timestamp`.
pub(crate) const ITEM_GROUPS: Listing = Listing {
    label: label::ITEM_GROUPS,
    path: &["logistics", "ItemGroups"],
    select: "ID,Code,Description",
};

impl Api {
    /// The first page of what has a higher `Timestamp`.
    pub(crate) async fn changed_since<T: DeserializeOwned>(
        &self,
        listing: &Listing,
        division: &str,
        timestamp: i64,
    ) -> Result<Rows<T>> {
        let filter = format!("Timestamp gt {timestamp}L");
        let query = [("$filter", &*filter), ("$select", listing.select)];
        let request = self.request(listing.label, division, listing.path, &query)?;
        envelope::rows(&self.send(request).await?)
    }

    /// The first page of a listing without changes.
    pub(crate) async fn first_page<T: DeserializeOwned>(
        &self,
        listing: &Listing,
        division: &str,
    ) -> Result<Rows<T>> {
        let query = [("$select", listing.select)];
        let request = self.request(listing.label, division, listing.path, &query)?;
        envelope::rows(&self.send(request).await?)
    }

    /// The page that another one named as the next.
    pub(crate) async fn next_page<T: DeserializeOwned>(
        &self,
        listing: &Listing,
        division: &str,
        next: &str,
    ) -> Result<Rows<T>> {
        let request = self.next_request(listing.label, division, listing.path, next)?;
        envelope::rows(&self.send(request).await?)
    }
}
