//! Sales orders and quotes that become werkbonnen (D).

use simon_core::domain::{
    Aantal, OrderRef, OrderSoort, Percentage, Prijs, RelatieId, VendorOrder, VendorOrderRegel,
};
use simon_core::message::Message;

use super::{Document, Mapped};
use crate::assumptions::{CLOSED_ORDERS, OPEN_ORDERS, OPEN_QUOTES, ORDER_TYPE, QUOTE_TYPE};
use crate::wire::{Order, OrderLine};

/// An order or quote with everything that the rules need to decide whether it becomes a werkbon. Its
/// customer is known from the order itself only; a row has the number alone.
///
/// The lines are those of the order, or `lines` where they were read apart. They name their items by
/// number.
pub(crate) fn order_from_wire(order: &Order, lines: &[OrderLine]) -> Mapped<VendorOrder> {
    let Some((soort, document)) = which(order) else { return Mapped::Skip };
    let Some(nummer) = order.order_id.clone() else {
        return Mapped::reject("?", Message::new("visma-order-zonder-nummer"));
    };
    let reference = OrderRef::new(soort, document.id(), nummer);
    let mut domain = VendorOrder::new(reference, order.description.clone().unwrap_or_default());
    let internal = order.customer.as_ref().and_then(|customer| customer.internal_id.as_deref());
    domain.klant = internal.and_then(|id| RelatieId::new(id).ok());
    domain.open = is_open(order, soort);
    // What another one wrote into the field that is ours leaves nothing of ours behind.
    domain.referentie = order.ref_no().or_else(|| order.customers_order()).map(str::to_owned);
    domain.uit = uit_offerte(order);
    let own = order.order_lines.as_deref().unwrap_or_default();
    let lines = if own.is_empty() { lines } else { own };
    domain.regels = lines.iter().map(regel_from_wire).collect();
    Mapped::Keep(domain)
}

/// The quote that an order was made from: once that is a werkbon, the order is none (D8).
fn uit_offerte(order: &Order) -> Option<OrderRef> {
    if order.original_order_type.as_deref() != Some(QUOTE_TYPE) {
        return None;
    }
    let nummer = order.original_order_id.clone()?;
    let document = Document::order(QUOTE_TYPE, &nummer);
    Some(OrderRef::new(OrderSoort::Offerte, document.id(), nummer))
}

/// Whether it is still to be done (D8). Without a status nobody knows, so it is not.
pub(crate) fn is_open(order: &Order, soort: OrderSoort) -> bool {
    let Some(status) = &order.status else { return false };
    let open = match soort {
        OrderSoort::Verkooporder => OPEN_ORDERS,
        OrderSoort::Offerte => OPEN_QUOTES,
    };
    let described = status.description.as_deref().map(plain_status).unwrap_or_default();
    status.cancelled != Some(true) && open.contains(&described.as_str())
}

/// A status without case and blanks: `Back Order` is `BackOrder`.
pub(crate) fn plain_status(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Every status that is known, as [`plain_status`] has it.
pub(crate) fn known_statuses() -> Vec<&'static str> {
    OPEN_ORDERS.iter().chain(CLOSED_ORDERS).copied().collect()
}

/// Whether it is of the kind that was asked for; what is fetched is a switch for each (D1).
pub(crate) fn is_of_kind(order: &Order, soort: OrderSoort) -> bool {
    which(order).is_some_and(|(own, _)| own == soort)
}

fn which(order: &Order) -> Option<(OrderSoort, Document)> {
    let soort = match order.r#type.as_deref()? {
        ORDER_TYPE => OrderSoort::Verkooporder,
        QUOTE_TYPE => OrderSoort::Offerte,
        _ => return None,
    };
    let nummer = order.order_id.as_deref().unwrap_or_default();
    Some((soort, Document::order(order.r#type.as_deref()?, nummer)))
}

fn regel_from_wire(line: &OrderLine) -> VendorOrderRegel {
    let item = line.inventory.as_ref();
    let number = item.and_then(|item| item.id.as_deref());
    let text = line.description.as_deref().or_else(|| item?.description.as_deref()).or(number);
    let mut domain = VendorOrderRegel::tekst(text.unwrap_or_default());
    domain.artikel_code = number.map(str::to_owned);
    if domain.is_op_artikel() {
        domain.aantal = line.quantity.map(Aantal);
        domain.eenheid.clone_from(&line.unit_of_measure);
        domain.prijs = line.unit_price.map(Prijs::exclusief);
        let discount = line.discount_percent.filter(|percentage| !percentage.is_zero());
        domain.korting = discount.map(Percentage);
    }
    domain
}
