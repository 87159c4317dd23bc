//! Orders and quotes of the vendor that become werkbonnen, once (D).

use super::Integration;
use super::fetch::{Run, count};
use crate::domain::{OrderSoort, VendorOrder, Werkbon, WerkbonNummer};
use crate::error::Result;
use crate::host::{
    Change, Feed, FeedState, ImportStatus, ImportedOrder, Pass, Record, Select, Tabel,
};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::rules::orders::{OrderDecision, OrderInput, is_ours, werkbon_from_order};

impl Integration {
    /// Decides on each order of a page. The first pass after fetching was switched on only takes
    /// stock: what is open then is older than the wish to fetch, and comes at the user's word (D8).
    pub(super) async fn take_orders(
        &self,
        run: &Run<'_>,
        pass: &mut Pass,
        orders: Vec<VendorOrder>,
    ) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        let mut taken = Vec::new();
        pass.tellingen.ontvangen += count(orders.len());
        for mut order in orders {
            if taken.contains(&order.order) || !self.is_new_work(run, &order).await? {
                pass.tellingen.overgeslagen += 1;
                continue;
            }
            taken.push(order.order.clone());
            if takes_stock(&run.feed, run.existing_orders) {
                pass.tellingen.overgeslagen += 1;
                pass.van_voor_start += 1;
                let status = ImportStatus::VanVoorStart;
                changes.push(Change::Order(ImportedOrder::new(order.order, status)));
                continue;
            }
            match self.consider(run, &mut order).await? {
                OrderDecision::Import { werkbon, waarschuwingen } => {
                    if self.is_taken(&werkbon.nummer).await? {
                        pass.tellingen.overgeslagen += 1;
                        changes.extend(self.number_taken(order, &werkbon));
                        continue;
                    }
                    pass.tellingen.nieuw += 1;
                    changes.extend(self.import(order, *werkbon));
                    changes.extend(waarschuwingen.into_iter().map(|line| self.log(line)));
                }
                OrderDecision::Skip(_) => pass.tellingen.overgeslagen += 1,
            }
        }
        Ok(changes)
    }

    async fn consider(&self, run: &Run<'_>, order: &mut VendorOrder) -> Result<OrderDecision> {
        self.find_articles(order).await?;
        let named = order.regels.iter().filter_map(|regel| regel.artikel.as_ref());
        let artikelen = self.articles(named, run.state).await?;
        Ok(werkbon_from_order(&OrderInput {
            integration: &self.id,
            order,
            settings: run.settings,
            datum: self.today(),
            artikelen: &artikelen,
        }))
    }

    /// Articles that the order names by code, as far as the store has exactly one in use with it.
    async fn find_articles(&self, order: &mut VendorOrder) -> Result<()> {
        for regel in order.regels.iter_mut().filter(|regel| regel.artikel.is_none()) {
            let Some(code) = &regel.artikel_code else { continue };
            let select = Select::Code(code.clone());
            let found = self.ports.store.records(&self.id, Tabel::Artikelen, &select).await?;
            let mut in_use = found.into_iter().filter_map(|record| match record {
                Record::Artikel(artikel) if artikel.actief => Some(artikel.id),
                _ => None,
            });
            regel.artikel = in_use.next().filter(|_| in_use.next().is_none());
        }
        Ok(())
    }

    /// Open, not ours, not made from one that was imported, and not seen before (D2, D8).
    async fn is_new_work(&self, run: &Run<'_>, order: &VendorOrder) -> Result<bool> {
        if is_ours(order, &self.id) || !order.open {
            return Ok(false);
        }
        let store = &self.ports.store;
        if store.is_delivered(&self.id, &order.order.vendor_id).await? {
            return Ok(false);
        }
        if let Some(uit) = &order.uit
            && let Some(seen) = store.order(&self.id, uit).await?
            && matches!(seen.status, ImportStatus::Werkbon(_))
        {
            return Ok(false);
        }
        Ok(match store.order(&self.id, &order.order).await? {
            None => true,
            Some(seen) => run.existing_orders && seen.status == ImportStatus::VanVoorStart,
        })
    }

    async fn is_taken(&self, nummer: &WerkbonNummer) -> Result<bool> {
        let store = &self.ports.store;
        let select = Select::Id(nummer.as_str().to_owned());
        Ok(store.delivery(&self.id, nummer).await?.is_some()
            || !store.records(&self.id, Tabel::Werkbonnen, &select).await?.is_empty())
    }

    fn number_taken(&self, order: VendorOrder, werkbon: &Werkbon) -> [Change; 2] {
        let message = Message::new("order-nummer-bezet")
            .with("order", &order.order.nummer)
            .with("werkbon", &werkbon.nummer);
        let line = LogLine::new(Soort::Fout, LogTabel::Werkbon, message);
        [
            Change::Order(ImportedOrder::new(order.order, ImportStatus::NummerBezet)),
            self.log(line.with_record(werkbon.nummer.as_str())),
        ]
    }

    fn import(&self, order: VendorOrder, werkbon: Werkbon) -> [Change; 3] {
        let nummer = werkbon.nummer.clone();
        let message = Message::new("order-opgehaald")
            .with("order", &order.order.nummer)
            .with("werkbon", &nummer);
        let line = LogLine::new(Soort::Goedkeuring, LogTabel::Werkbon, message);
        [
            Change::Put { record: Record::Werkbon(Box::new(werkbon)), fingerprint: 0, run: 0 },
            Change::Order(ImportedOrder::new(order.order, ImportStatus::Werkbon(nummer.clone()))),
            self.log(line.with_record(nummer.as_str())),
        ]
    }

    pub(super) fn end_of_order_pass(&self, feed: &FeedState, pass: &Pass) -> Option<Change> {
        (pass.van_voor_start > 0).then(|| {
            let soort = feed.feed.order_soort().map_or("verkooporders", OrderSoort::sleutel);
            let message = Message::new("orders-voor-start")
                .with("tabel", soort)
                .with("aantal", pass.van_voor_start);
            self.log(LogLine::new(Soort::Info, LogTabel::Werkbon, message))
        })
    }
}

/// Whether this pass only remembers which orders were there before (D8): the first that ends whole
/// does. A watermark does not tell, because a vendor without a single order gives none.
pub(super) fn takes_stock(feed: &FeedState, users_word: bool) -> bool {
    let orders = matches!(feed.feed, Feed::Verkooporders | Feed::Offertes);
    orders && feed.laatste_einde.is_none() && !users_word
}
