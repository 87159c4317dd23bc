//! What a new order may hold.

use super::super::shape::{Kind, Member, Wrap};

const fn plain(name: &'static str, kind: Kind) -> Member {
    (name, Wrap::Plain, kind)
}

pub(super) const ORDER: [Member; 13] = [
    plain("type", Kind::Text),
    plain("orderId", Kind::Short(15)),
    plain("overrideNumberSeries", Kind::Bool),
    plain("currencyId", Kind::Short(5)),
    plain("date", Kind::Time),
    plain("requestOn", Kind::Time),
    plain("description", Kind::Short(255)),
    plain("status", Kind::Choice(&["Open", "Hold"])),
    plain("customer", Kind::Object(&CUSTOMER)),
    plain("shipping", Kind::Object(&SHIPPING)),
    plain("orderLines", Kind::List(&LINE)),
    plain("note", Kind::Short(2048)),
    plain("branchId", Kind::Short(30)),
];

const CUSTOMER: [Member; 7] = [
    plain("id", Kind::Text),
    plain("order", Kind::Short(40)),
    plain("refNo", Kind::Short(40)),
    plain("locationId", Kind::Text),
    plain("contactId", Kind::Int),
    plain("termsId", Kind::Text),
    plain("gln", Kind::Text),
];

const SHIPPING: [Member; 4] = [
    plain("preferredWarehouseId", Kind::Short(30)),
    plain("scheduledDate", Kind::Time),
    plain("address", Kind::Object(&ADDRESS)),
    plain("contact", Kind::Object(&CONTACT)),
];

const ADDRESS: [Member; 7] = [
    plain("line1", Kind::Short(50)),
    plain("line2", Kind::Short(50)),
    plain("line3", Kind::Short(50)),
    plain("postalCode", Kind::Short(20)),
    plain("city", Kind::Short(50)),
    plain("countryId", Kind::Short(2)),
    plain("stateId", Kind::Short(50)),
];

const CONTACT: [Member; 4] = [
    plain("name", Kind::Short(255)),
    plain("attention", Kind::Short(255)),
    plain("phone1", Kind::Short(50)),
    plain("email", Kind::Short(255)),
];

const LINE: [Member; 12] = [
    plain("inventoryId", Kind::Text),
    plain("description", Kind::Short(256)),
    plain("unitOfMeasure", Kind::Short(6)),
    plain("quantity", Kind::Number),
    plain("unitPrice", Kind::Number),
    plain("hasManualPrice", Kind::Bool),
    plain("discountPercent", Kind::Between(-100, 100)),
    plain("warehouseId", Kind::Text),
    plain("note", Kind::Short(2048)),
    plain("operation", Kind::Choice(&["Issue", "Receipt"])),
    plain("branchId", Kind::Short(30)),
    plain("externalLink", Kind::Short(255)),
];
