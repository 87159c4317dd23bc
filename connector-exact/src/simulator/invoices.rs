//! Sales invoices: the rules by which they are taken, and what the vendor fills in.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode};
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
use simon_testkit::vendor::Stop;

use super::answer::{Answer, business, empty, error};
use super::clock;
use super::read::Asked;
use super::schema::Source;
use super::state::{Division, State, date};
use super::table::{Row, Stored, Values};
use super::traps::{Discounts, PriceFill};
use super::value::Value;
use super::write::Sent;

/// The type of journal that takes sales invoices.
const SALES_JOURNAL: i32 = 20;

/// Where a line keeps the price that was sent. It is no property: no call shows it.
pub(super) const SENT_PRICE: &str = "#price";

impl State {
    pub(super) fn create_invoice(
        &mut self,
        asked: Asked<'_>,
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        let sent = self.read_body(asked.entity, request)?;
        let key = self.add_invoice(asked, sent)?;
        Ok(self.created(asked, key, request))
    }

    /// Books an invoice with its lines, or nothing at all.
    pub(super) fn add_invoice(&mut self, asked: Asked<'_>, sent: Sent) -> Result<u128, Stop> {
        let key = self.new_key(Source::SalesInvoices);
        let lines = sent.lines.unwrap_or_default();
        let keys: Vec<u128> =
            lines.iter().map(|_| self.new_key(Source::SalesInvoiceLines)).collect();
        let visible = TimeDelta::from_std(self.traps.look_up_lag).unwrap_or_default();
        let traps = &self.traps;
        let code = asked.division.unwrap_or_default();
        let Some(division) = self.divisions.get_mut(&code) else { return Err(no_rows()) };
        let mut values = sent.values;
        check_header(division, &values, traps)?;
        let mut built = Vec::new();
        for (line, line_key) in lines.into_iter().zip(keys) {
            let number = built.len() + 1;
            let customer = values.get("OrderedBy").and_then(Value::as_guid).unwrap_or_default();
            let line = build_line(division, traps, line, customer)?;
            built.push((line_key, number, line));
        }
        if built.is_empty() {
            return Err(Stop::strict(business("Verplicht: Regels"), "an invoice without lines"));
        }
        let total = built.iter().map(|(_, _, line)| amount(line)).sum::<Decimal>();
        fill_header(division, &mut values, (key, code, total), traps.created_status, asked.now);
        let from = (!visible.is_zero()).then(|| asked.now + visible);
        for (line_key, number, mut line) in built {
            line.insert("ID", Value::Guid(line_key));
            line.insert("InvoiceID", Value::Guid(key));
            line.insert("LineNumber", Value::int(u64::try_from(number).unwrap_or_default()));
            line.insert("Division", Value::int(code));
            put(division, Source::SalesInvoiceLines, (line_key, line), from);
        }
        put(division, Source::SalesInvoices, (key, values), from);
        Ok(key)
    }

    pub(super) fn change_invoice_by(
        &mut self,
        asked: Asked<'_>,
        key: u128,
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        let sent = self.read_body(asked.entity, request)?;
        for name in ["Journal", "OrderedBy"] {
            if sent.values.contains_key(name) {
                let why = format!("PUT {}: '{name}' must be left out", asked.entity.path);
                return Err(Stop::strict(business(&format!("Niet toegestaan: {name}")), why));
            }
        }
        let division = asked.division.and_then(|code| self.divisions.get_mut(&code));
        let Some(division) = division else { return Err(no_rows()) };
        let row = division.rows(Source::SalesInvoices).and_then(|table| table.get(key));
        let row = row.ok_or_else(not_found)?;
        if row.value("Status") == Value::int(50) {
            return Err(Stop::data(business("Niet toegestaan: Wijzigen (Status)")));
        }
        if let Some(Value::Guid(document)) = sent.values.get("Document") {
            let documents = division.rows(Source::Documents);
            if documents.and_then(|table| table.get(*document)).is_none() {
                return Err(Stop::data(business("Ongeldige referentie: Document")));
            }
        }
        let (version, wall) = (division.next_version(), clock::wall(asked.now));
        division.table(Source::SalesInvoices).change(key, Some(version), false, |values| {
            values.extend(sent.values);
            values.insert("Modified", Value::Time(wall));
        });
        Ok(empty(StatusCode::NO_CONTENT))
    }

    /// Removes a row that the API may remove.
    pub(super) fn delete_by(&mut self, asked: Asked<'_>, key: u128) -> Result<Answer, Stop> {
        let division = asked.division.and_then(|code| self.divisions.get_mut(&code));
        let Some(division) = division else { return Err(no_rows()) };
        let row = division.rows(asked.entity.source).and_then(|table| table.get(key));
        if row.ok_or_else(not_found)?.value("Status") == Value::int(50) {
            return Err(Stop::data(business("Niet toegestaan: Verwijderen (Status)")));
        }
        division.delete(asked.entity.source, key);
        Ok(empty(StatusCode::NO_CONTENT))
    }
}

fn put(
    division: &mut Division,
    source: Source,
    (key, values): (u128, Values),
    from: Option<DateTime<Utc>>,
) {
    let version = division.next_version();
    let stored = Stored { visible_from: from, ..Stored::new(key, values) };
    division.table(source).insert(version, Row::Stored(Box::new(stored)));
}

fn check_header(
    division: &Division,
    values: &Values,
    traps: &super::traps::Traps,
) -> Result<(), Stop> {
    let reject = |why: String| Err(Stop::data(business(&why)));
    let accounts = division.rows(Source::Accounts);
    let account = |name: &str| {
        let key = values.get(name).and_then(Value::as_guid)?;
        accounts.and_then(|table| table.get(key))
    };
    let Some(customer) = account("OrderedBy") else {
        return reject("Ongeldige referentie: Besteld door".into());
    };
    let own = customer.value("InvoiceAccount").as_guid();
    let own = own.and_then(|key| accounts.and_then(|table| table.get(key)));
    let payer = match values.get("InvoiceTo") {
        Some(_) => account("InvoiceTo"),
        None => Some(own.unwrap_or(customer)),
    };
    let Some(payer) = payer else {
        return reject("Ongeldige referentie: Factuur voor".into());
    };
    if payer.text("Status").as_deref() != Some("C") {
        return reject("Ongeldig: Factuur voor (Type)".into());
    }
    let blocked = [customer, payer].map(|row| row.value("Blocked") == Value::Bool(true));
    if traps.blocked_refused && blocked.contains(&true) {
        return reject("Geblokkeerd: Relatie".into());
    }
    check_journal(division, values, traps)
}

fn check_journal(
    division: &Division,
    values: &Values,
    traps: &super::traps::Traps,
) -> Result<(), Stop> {
    let code = values.get("Journal").and_then(Value::as_text).unwrap_or_default();
    let journals = division.rows(Source::Journals);
    let journal = journals.and_then(|table| {
        table.rows().find(|row| row.text("Code").is_some_and(|found| found.trim() == code.trim()))
    });
    let Some(journal) = journal else {
        return Err(Stop::data(error(traps.unknown_journal, "Ongeldige referentie: Dagboek")));
    };
    let sales = journal.value("Type") == Value::int(SALES_JOURNAL);
    if !sales || journal.value("IsBlocked") == Value::Bool(true) {
        return Err(Stop::data(business("Ongeldig: Dagboek")));
    }
    let kind = values.get("Type").and_then(Value::as_number);
    let known = [8020, 8021, 8023, 8024].map(Decimal::from);
    if kind.is_some_and(|kind| !known.contains(&kind)) {
        return Err(Stop::strict(business("Ongeldig: Type"), "an invoice of an unknown Type"));
    }
    Ok(())
}

fn build_line(
    division: &Division,
    traps: &super::traps::Traps,
    mut line: Values,
    customer: u128,
) -> Result<Values, Stop> {
    let Some(key) = line.get("Item").and_then(Value::as_guid) else {
        return Err(Stop::strict(business("Verplicht: Artikel"), "an invoice line without Item"));
    };
    let item = division.rows(Source::Items).and_then(|table| table.get(key));
    let Some(item) = item else {
        return Err(Stop::data(business("Ongeldige referentie: Artikel")));
    };
    if let Some(why) = division.item_faults.get(&key) {
        return Err(Stop::data(business(why)));
    }
    let quantity = line.get("Quantity").and_then(Value::as_number).unwrap_or(Decimal::ONE);
    let whole_only = item.value("IsFractionAllowedItem") != Value::Bool(true);
    if traps.fractions_refused && whole_only && !quantity.is_integer() {
        return Err(Stop::data(business("Ongeldig: Aantal")));
    }
    let standard = item.value("StandardSalesPrice").as_number().unwrap_or_default();
    let filled = match traps.prices {
        PriceFill::FromArticle => {
            division.agreed.get(&(customer, key)).copied().unwrap_or(standard)
        }
        PriceFill::Zero => Decimal::ZERO,
    };
    let sent = |name: &str| line.get(name).and_then(Value::as_number);
    let discount = sent("Discount").unwrap_or_default();
    let left = |price: Decimal| match traps.discounts {
        Discounts::Fraction => price * (Decimal::ONE - discount),
        Discounts::Percentage => price * (Decimal::ONE_HUNDRED - discount) / Decimal::ONE_HUNDRED,
    };
    let (unit, net) = match (sent("UnitPrice"), sent("NetPrice")) {
        (Some(unit), Some(net)) => (unit, net),
        (Some(unit), None) => (unit, left(unit)),
        // The unit price is not derived from the net price.
        (None, Some(net)) => (Decimal::ZERO, net),
        (None, None) => (filled, left(filled)),
    };
    let price = sent("NetPrice").or(sent("UnitPrice"));
    line.insert(SENT_PRICE, price.map_or(Value::Null, Value::Number));
    let amount = (net * quantity).round_dp_with_strategy(2, MidpointAwayFromZero);
    for (name, number) in
        [("Quantity", quantity), ("UnitPrice", unit), ("NetPrice", net), ("AmountFC", amount)]
    {
        line.insert(name, Value::Number(number));
    }
    line.insert("AmountDC", Value::Number(amount));
    line.insert("ItemCode", item.value("Code"));
    line.insert("ItemDescription", item.value("Description"));
    line.insert("UnitCode", item.value("Unit"));
    line.entry("Description").or_insert_with(|| item.value("Description"));
    line.insert("VATCode", Value::text("2  "));
    Ok(line)
}

fn amount(line: &Values) -> Decimal {
    line.get("AmountFC").and_then(Value::as_number).unwrap_or_default()
}

fn fill_header(
    division: &mut Division,
    values: &mut Values,
    (key, code, total): (u128, i32, Decimal),
    status: i32,
    now: DateTime<Utc>,
) {
    let wall = clock::wall(now);
    let vat = (total * Decimal::new(121, 2)).round_dp_with_strategy(2, MidpointAwayFromZero);
    let customer = values.get("OrderedBy").and_then(Value::as_guid).unwrap_or_default();
    let customer = division.rows(Source::Accounts).and_then(|table| table.get(customer));
    let (name, own) = customer
        .map_or((Value::Null, Value::Null), |row| (row.value("Name"), row.value("InvoiceAccount")));
    values.insert("OrderedByName", name);
    if !own.is_null() {
        values.entry("InvoiceTo").or_insert(own);
    }
    let ordered_by = values.get("OrderedBy").cloned().unwrap_or_default();
    values.entry("InvoiceTo").or_insert_with(|| ordered_by.clone());
    values.entry("DeliverTo").or_insert(ordered_by);
    values.entry("Type").or_insert_with(|| Value::int(8020));
    values.entry("Currency").or_insert_with(|| Value::text("EUR"));
    values.entry("InvoiceDate").or_insert_with(|| date(wall.date(), 0));
    values.entry("OrderDate").or_insert_with(|| date(wall.date(), 0));
    if !values.contains_key("OrderNumber") {
        values.insert("OrderNumber", Value::int(division.next_order));
        division.next_order += 1;
    }
    let open = if status == 20 { "Open" } else { "Verwerkt" };
    for (name, value) in [
        ("InvoiceID", Value::Guid(key)),
        ("Division", Value::int(code)),
        ("Status", Value::int(status)),
        ("StatusDescription", Value::text(open)),
        ("AmountFCExclVat", Value::Number(total)),
        ("AmountFC", Value::Number(vat)),
        ("AmountDC", Value::Number(vat)),
        ("VATAmountFC", Value::Number(vat - total)),
        ("Created", Value::Time(wall)),
        ("Modified", Value::Time(wall)),
    ] {
        values.insert(name, value);
    }
}

fn not_found() -> Stop {
    Stop::data(error(StatusCode::NOT_FOUND, "Resource not found"))
}

/// A division that was taken away between the check and the call: it cannot happen.
pub(super) fn no_rows() -> Stop {
    Stop::data(empty(StatusCode::NOT_FOUND))
}
