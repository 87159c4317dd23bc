//! Sales invoices as they stand in the books, and what an office worker does with them.

use rust_decimal::Decimal;

use super::super::guid;
use super::super::invoices::SENT_PRICE;
use super::super::schema::Source;
use super::super::table::{Row, Table};
use super::super::value::Value;
use super::{Books, NotThere};

/// A sales invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// Its id.
    pub id: String,
    /// The customer that ordered it.
    pub ordered_by: String,
    /// The relation that pays it.
    pub invoice_to: String,
    /// The code of its journal.
    pub journal: String,
    /// Its description.
    pub description: Option<String>,
    /// The customer's reference.
    pub your_ref: Option<String>,
    /// Its remarks.
    pub remarks: Option<String>,
    /// 20 open, 50 processed.
    pub status: Decimal,
    /// Its order number.
    pub order_number: Decimal,
    /// Its number, once it has one.
    pub invoice_number: Option<Decimal>,
    /// The amount without VAT.
    pub total: Decimal,
    /// Its lines in order.
    pub lines: Vec<InvoiceLine>,
}

/// A line of a sales invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLine {
    /// The article's id.
    pub item: String,
    /// The quantity.
    pub quantity: Decimal,
    /// The price of a unit before discounts.
    pub unit_price: Decimal,
    /// The price of a unit that counts.
    pub net_price: Decimal,
    /// The price that was sent.
    pub sent_price: Option<Decimal>,
    /// The discount that was sent.
    pub discount: Option<Decimal>,
    /// The description.
    pub description: Option<String>,
    /// The free text under the line.
    pub notes: Option<String>,
}

impl Books<'_> {
    /// Every invoice, in the order in which they were made or last changed, invisible ones included.
    #[must_use]
    pub fn invoices(&self) -> Vec<Invoice> {
        let read = self.with(|division| {
            let lines = division.rows(Source::SalesInvoiceLines);
            let rows = division.rows(Source::SalesInvoices).into_iter().flat_map(Table::rows);
            rows.map(|row| invoice(row, lines)).collect()
        });
        read.unwrap_or_default()
    }

    /// A property of an invoice as JSON text.
    #[must_use]
    pub fn invoice(&self, id: &str, property: &str) -> Option<String> {
        self.property(Source::SalesInvoices, id, property)
    }

    /// Changes properties of an invoice without any check, each given as JSON text.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice or property.
    pub fn change_invoice(&self, id: &str, members: &[(&str, &str)]) -> Result<(), NotThere> {
        self.change(Source::SalesInvoices, id, members, true)
    }

    /// Prints an invoice: it gets its number and is final.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice.
    pub fn process_invoice(&self, id: &str) -> Result<(), NotThere> {
        let number = self.with(|division| {
            division.next_invoice += 1;
            division.next_invoice
        });
        let number = number.unwrap_or_default().to_string();
        self.change_invoice(id, &[("Status", "50"), ("InvoiceNumber", &number)])
    }

    /// Copies an invoice, texts and lines and all, and gives the copy's id.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice.
    pub fn copy_invoice(&self, id: &str) -> Result<String, NotThere> {
        let not_there = || super::not_there(id);
        let original = guid::parse(id).ok_or_else(not_there)?;
        let now = self.vendor.now();
        let mut state = self.vendor.state();
        let copy = state.new_key(Source::SalesInvoices);
        let keys: Vec<u128> = (0..1000).map(|_| state.new_key(Source::SalesInvoiceLines)).collect();
        let division = state.divisions.get_mut(&self.division).ok_or_else(not_there)?;
        let row = division.rows(Source::SalesInvoices).and_then(|table| table.get(original));
        let Row::Stored(row) = row.ok_or_else(not_there)?.clone() else { return Err(not_there()) };
        let mut values = row.values;
        values.insert("InvoiceID", Value::Guid(copy));
        values.insert("OrderNumber", Value::int(division.next_order));
        values.insert("Status", Value::int(20));
        values.insert("InvoiceNumber", Value::Null);
        values.remove("Created");
        values.remove("Modified");
        division.next_order += 1;
        let lines = division.rows(Source::SalesInvoiceLines).into_iter().flat_map(Table::rows);
        let lines: Vec<Row> = lines
            .filter(|line| line.value("InvoiceID") == Value::Guid(original))
            .cloned()
            .collect();
        for (line, key) in lines.into_iter().zip(keys) {
            let Row::Stored(line) = line else { continue };
            let mut values = line.values;
            values.insert("ID", Value::Guid(key));
            values.insert("InvoiceID", Value::Guid(copy));
            let version = division.next_version();
            division.table(Source::SalesInvoiceLines).add(version, key, values);
        }
        division.add(Source::SalesInvoices, copy, values, now);
        Ok(guid::text(copy))
    }

    /// Removes an invoice with its lines.
    ///
    /// # Errors
    /// [`NotThere`] when there is no such invoice.
    pub fn delete_invoice(&self, id: &str) -> Result<(), NotThere> {
        self.delete(Source::SalesInvoices, id)
    }
}

fn invoice(row: &Row, lines: Option<&Table>) -> Invoice {
    let key = row.key();
    let of_invoice = |line: &&Row| line.value("InvoiceID") == Value::Guid(key);
    let mut lines: Vec<&Row> = lines.into_iter().flat_map(Table::rows).filter(of_invoice).collect();
    lines.sort_by_key(|line| number(line, "LineNumber"));
    Invoice {
        id: guid::text(key),
        ordered_by: id(row, "OrderedBy"),
        invoice_to: id(row, "InvoiceTo"),
        journal: row.text("Journal").unwrap_or_default(),
        description: row.text("Description"),
        your_ref: row.text("YourRef"),
        remarks: row.text("Remarks"),
        status: number(row, "Status"),
        order_number: number(row, "OrderNumber"),
        invoice_number: row.value("InvoiceNumber").as_number(),
        total: number(row, "AmountFCExclVat"),
        lines: lines.into_iter().map(line).collect(),
    }
}

fn line(row: &Row) -> InvoiceLine {
    InvoiceLine {
        item: id(row, "Item"),
        quantity: number(row, "Quantity"),
        unit_price: number(row, "UnitPrice"),
        net_price: number(row, "NetPrice"),
        sent_price: row.value(SENT_PRICE).as_number(),
        discount: row.value("Discount").as_number(),
        description: row.text("Description"),
        notes: row.text("Notes"),
    }
}

fn id(row: &Row, name: &str) -> String {
    row.value(name).as_guid().map(guid::text).unwrap_or_default()
}

fn number(row: &Row, name: &str) -> Decimal {
    row.value(name).as_number().unwrap_or_default()
}
