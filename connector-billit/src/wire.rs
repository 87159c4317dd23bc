//! Records as Billit spells them. Reading is lenient: only what identifies a record is required, members
//! that are not named here are left alone, and null and empty texts are absent. Writing is strict: unused
//! members are left out.

mod account;
mod order;
mod page;
mod party;
mod product;
mod written;

pub(crate) use account::{AccountInformation, Company};
pub(crate) use order::{OfParty, Order, OrderFile, OrderLine};
pub(crate) use page::{BadRow, Listed, Row};
pub(crate) use party::{Party, PartyAddress};
pub(crate) use product::Product;
pub(crate) use written::{NewFile, NewLine, NewOrder};

macro_rules! debug_without_data {
    ($($record:ty),* $(,)?) => {$(
        /// Without its data: names, addresses and texts of people belong in no log (F6).
        impl std::fmt::Debug for $record {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($record))
            }
        }
    )*};
}
debug_without_data!(AccountInformation, Company, Party, PartyAddress, Product);
debug_without_data!(Order, OfParty, OrderLine, OrderFile, NewOrder, NewLine, NewFile);

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
