//! Visma.net's documents as a story shows them.

use connector_visma::simulator::{Factuur, Order, Regel as Line, VismaNet};
use simon_testkit::{On, Refusals};

use super::super::stage::{Document, Regel, Simulated};

impl Simulated for VismaNet {
    const ID: &'static str = "visma";
    const DOCUMENT: [&'static str; 2] = ["verkooporder", "sales order"];
    const DOCUMENTS: [&'static str; 2] =
        ["verkooporder of klantfactuur", "sales order or customer invoice"];
    const ROOTS: &'static [&'static str] = &["base_url", "sales_order_url", "auth_url"];

    fn creates(&self, _: &str) -> On {
        On::new("POST", "/api/v3/SalesOrders")
    }

    fn documents(&self, referentie: &str) -> Vec<Document> {
        let carries = |own: &Option<String>| own.as_deref() == Some(referentie);
        let books = self.books();
        let orders = books.orders().into_iter().filter(|order| carries(&order.referentie));
        let facturen = books.facturen().into_iter();
        let facturen = facturen.filter(|factuur| carries(&factuur.externe_referentie));
        orders.map(of_order).chain(facturen.map(of_invoice)).collect()
    }

    fn refused(&self) -> Refusals {
        self.refusals()
    }
}

fn of_order(order: Order) -> Document {
    let further = [
        ("customer.order", order.klantorder.clone()),
        ("customer.refNo", order.referentie.clone()),
        ("note", order.notitie.clone()),
        ("warehouse", order.voorkeursmagazijn.clone()),
    ];
    let files = order.bijlagen.iter().map(|file| format!("pdf: {}", file.naam));
    Document {
        totaal: order.bedrag(),
        verder: filled(further).chain(files).collect(),
        regels: order.regels.into_iter().map(regel).collect(),
        omschrijving: format!("{} ({})", order.omschrijving.unwrap_or_default(), order.status),
        nummer: format!("{} {}", order.soort, order.nummer),
    }
}

fn of_invoice(factuur: Factuur) -> Document {
    let further = [
        ("externalReference", factuur.externe_referentie.clone()),
        ("customerRefNumber", factuur.referentie.clone()),
        ("note", factuur.notitie.clone()),
    ];
    let files = factuur.bijlagen.iter().map(|file| format!("pdf: {}", file.naam));
    Document {
        totaal: factuur.bedrag(),
        verder: filled(further).chain(files).collect(),
        regels: factuur.regels.into_iter().map(regel).collect(),
        omschrijving: format!("{} ({})", factuur.tekst.unwrap_or_default(), factuur.status),
        nummer: factuur.nummer,
    }
}

fn filled<const N: usize>(
    further: [(&'static str, Option<String>); N],
) -> impl Iterator<Item = String> {
    let there = further.into_iter().filter_map(|(name, text)| Some((name, text?)));
    there.map(|(name, text)| format!("{name}: {}", text.replace('\n', " / ")))
}

fn regel(line: Line) -> Regel {
    let (aantal, bedrag) = (line.hoeveelheid(), line.bedrag());
    Regel { aantal, bedrag, omschrijving: line.omschrijving }
}
