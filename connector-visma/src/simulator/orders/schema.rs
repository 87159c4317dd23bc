//! What a new order may hold. Members of the vendor's document that would have no effect here are left
//! out, so that sending one is recorded.

use super::super::shape::{Kind, Member, Wrap};

const fn plain(name: &'static str, kind: Kind) -> Member {
    (name, Wrap::Plain, kind)
}

pub(super) const ORDER: [Member; 12] = [
    plain("type", Kind::Text),
    plain("orderId", Kind::Short(15)),
    plain("overrideNumberSeries", Kind::Bool),
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

const CUSTOMER: [Member; 4] = [
    plain("id", Kind::Text),
    plain("order", Kind::Short(40)),
    plain("refNo", Kind::Short(40)),
    plain("termsId", Kind::Text),
];

const SHIPPING: [Member; 2] =
    [plain("preferredWarehouseId", Kind::Short(30)), plain("address", Kind::Object(&ADDRESS))];

const ADDRESS: [Member; 6] = [
    plain("line1", Kind::Short(50)),
    plain("line2", Kind::Short(50)),
    plain("line3", Kind::Short(50)),
    plain("postalCode", Kind::Short(20)),
    plain("city", Kind::Short(50)),
    plain("countryId", Kind::Short(2)),
];

const LINE: [Member; 10] = [
    plain("inventoryId", Kind::Text),
    plain("description", Kind::Short(256)),
    plain("unitOfMeasure", Kind::Short(6)),
    plain("quantity", Kind::Number),
    plain("unitPrice", Kind::Number),
    plain("hasManualPrice", Kind::Bool),
    plain("discountPercent", Kind::Between(-100, 100)),
    plain("hasManualDiscount", Kind::Bool),
    plain("warehouseId", Kind::Text),
    plain("note", Kind::Short(2048)),
];
