//! Switching on, saving settings and switching off (A1 to A8).

use std::collections::BTreeSet;

use super::Integration;
use super::checks::Checks;
use super::deliver::send_again;
use crate::connector::Connected;
use crate::domain::{Administratie, OrderSoort};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{
    Change, CommitError, Delivery, DeliveryStatus, Fase, Feed, FeedState, IntegrationState, Tabel,
    WipePart,
};
use crate::log::Soort;
use crate::message::Message;
use crate::settings::{CheckLine, SettingValues, SettingsVersion};

/// What to activate with.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Activation {
    /// The user's choices.
    pub settings: SettingValues,
    /// The parts that the user ticked. The first activation wipes everything (A1).
    pub wipe: Vec<WipePart>,
}

impl Activation {
    /// An activation with settings and the parts to wipe.
    #[must_use]
    pub const fn new(settings: SettingValues, wipe: Vec<WipePart>) -> Self {
        Self { settings, wipe }
    }
}

/// What a wipe would remove; shown to the user first (A1).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WipePlan {
    /// Whether this is the first activation, which wipes everything.
    pub first: bool,
    /// Per part, how many records would go: customers with their work addresses, articles with their
    /// groups.
    pub parts: Vec<(WipePart, u64)>,
}

/// What activating or saving came to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ActivationReport {
    /// The administration that the credentials open, or that the user chose; none while the choice is
    /// refused (C17).
    pub administratie: Option<Administratie>,
    /// One line per setting that was given.
    pub checks: Vec<CheckLine>,
    /// The version that is now in force; none when a setting was refused and nothing changed (A4).
    pub saved: Option<u32>,
}

impl Integration {
    /// Tells what a wipe of these parts would remove. Changes nothing.
    ///
    /// # Errors
    /// `Host` when the store fails.
    pub async fn wipe_plan(&self, parts: &[WipePart]) -> Result<WipePlan> {
        let first = !self.state().await?.ooit_geactiveerd;
        let mut plan = WipePlan { first, parts: Vec::new() };
        for part in if first { &WipePart::ALL[..] } else { parts } {
            let mut records = 0;
            for tabel in tables(*part) {
                records += self.ports.store.count(&self.id, *tabel).await?;
            }
            plan.parts.push((*part, records));
        }
        Ok(plan)
    }

    /// Connects, checks all settings and, if all pass, wipes the ticked parts and starts the
    /// integration: all of it in one transaction, or nothing (A1 to A4, A8).
    ///
    /// What was archived before a deactivation and not delivered goes out by itself afterwards; what
    /// was archived while it was off stays held back.
    ///
    /// # Errors
    /// `InvalidInput` when the first activation, or one with another administration, does not wipe
    /// everything; whatever connecting and checking answer. The state stays as it was then (A3).
    pub async fn activate(&self, activation: &Activation) -> Result<ActivationReport> {
        let state = self.state().await?;
        let wipe: BTreeSet<WipePart> = activation.wipe.iter().copied().collect();
        let wipes_all = WipePart::ALL.iter().all(|part| wipe.contains(part));
        if !state.ooit_geactiveerd && !wipes_all {
            return Err(refuse("activatie-wist-alles"));
        }
        let connected = self.connector.connect().await?;
        self.put_in_force(state, connected, &activation.settings, wipe).await
    }

    /// Checks all settings and, if all pass, makes them the ones in force (A4 to A6). Nothing is
    /// wiped, and nothing that was queued under older settings changes.
    ///
    /// # Errors
    /// `InvalidInput` when the integration is not active, or the credentials open another
    /// administration (E4, G9); whatever connecting and checking answer.
    pub async fn save(&self, settings: &SettingValues) -> Result<ActivationReport> {
        let state = self.state().await?;
        if !matches!(state.fase, Fase::Actief | Fase::AandachtNodig) {
            return Err(refuse("integratie-niet-actief"));
        }
        let connected = self.connector.connect().await?;
        self.put_in_force(state, connected, settings, BTreeSet::new()).await
    }

    /// Switches the integration off at once: work under way cannot store or send anything any more
    /// (A7). The credentials stay.
    ///
    /// # Errors
    /// `Host` when the store fails.
    pub async fn deactivate(&self) -> Result<()> {
        loop {
            let state = self.state().await?;
            let state = IntegrationState {
                epoch: state.epoch + 1,
                fase: Fase::Inactief,
                gedeactiveerd_op: Some(self.now()),
                ..state
            };
            let line = self.log_integratie(Soort::Info, Message::new("gedeactiveerd"));
            match self.commit(None, vec![Change::State(state), line]).await {
                // Somebody wrote the state first; switching off never loses against that.
                Err(CommitError::Conflict) => {}
                outcome => return Ok(outcome?),
            }
        }
    }

    /// Switches the integration off, then revokes the credentials where the vendor can and forgets
    /// them (A7, koppeling verbreken). Using it again needs a new login.
    ///
    /// # Errors
    /// As [`deactivate`](Self::deactivate); whatever revoking answers, the credentials then stay.
    pub async fn disconnect(&self) -> Result<()> {
        self.deactivate().await?;
        self.connector.disconnect().await?;
        let line = self.log_integratie(Soort::Info, Message::new("losgekoppeld"));
        Ok(self.commit(None, vec![line]).await?)
    }

    async fn put_in_force(
        &self,
        state: IntegrationState,
        connected: Connected,
        settings: &SettingValues,
        wipe: BTreeSet<WipePart>,
    ) -> Result<ActivationReport> {
        // Other books need no look at the settings; where the user chooses them, that is one of these.
        refuse_other_books(&state, connected.administratie.as_ref(), &wipe)?;
        let checks = self.check_settings(settings, &[], connected.administratie.clone()).await?;
        let administratie = checks.administratie();
        let lines = checks.lines.clone();
        let mut report = ActivationReport { administratie, checks: lines, saved: None };
        if !checks.all_ok() {
            return Ok(report);
        }
        let administratie = report.administratie.clone().ok_or_else(nothing_chosen)?;
        refuse_other_books(&state, Some(&administratie), &wipe)?;
        let connected = Connected { administratie: Some(administratie), ..connected };
        let mut state = state;
        loop {
            let nummer = state.settings.unwrap_or_default() + 1;
            let epoch = state.epoch + 1;
            let (connected, checks) = (connected.clone(), checks.clone());
            let changes = self.activation_changes(state, connected, checks, &wipe, nummer).await?;
            match self.commit(None, changes).await {
                // A fetch wrote a price or a page meanwhile. Whoever saved or switched off was first.
                Err(CommitError::Conflict) => {
                    state = self.state().await?;
                    if state.epoch + 1 != epoch {
                        return Err(CommitError::Conflict.into());
                    }
                }
                outcome => {
                    outcome?;
                    self.note_proof(epoch);
                    report.saved = Some(nummer);
                    return Ok(report);
                }
            }
        }
    }

    async fn activation_changes(
        &self,
        state: IntegrationState,
        connected: Connected,
        checks: Checks,
        wipe: &BTreeSet<WipePart>,
        nummer: u32,
    ) -> Result<Vec<Change>> {
        let mut changes = self.wipe_changes(wipe).await?;
        let wiped = wipe.iter().flat_map(|part| part.feeds());
        let administratie = connected.administratie.ok_or_else(nothing_chosen)?;
        // Other books have other cursors, also of what no wipe empties (E4).
        let other = is_other(&state, &administratie);
        let off = Feed::ALL.iter().filter(|feed| other || !fetches(&checks.waarden, **feed));
        let anew: BTreeSet<Feed> = wiped.chain(off).copied().collect();
        for feed in anew {
            let old = self.ports.store.feed(&self.id, feed).await?;
            let (versie, laatste_run) = (old.versie, old.laatste_run);
            changes.push(Change::Feed(FeedState { versie, laatste_run, ..FeedState::new(feed) }));
        }
        let message = if wipe.is_empty() && state.fase == Fase::Actief {
            Message::new("instellingen-opgeslagen")
        } else {
            Message::new("geactiveerd").with("administratie", &administratie.naam)
        };
        changes.push(self.log_integratie(Soort::Goedkeuring, message));
        changes.extend(connected.waarschuwingen.into_iter().map(|line| self.log(line)));
        let articles = checks.gecontroleerd.values().filter_map(|checked| checked.artikel.clone());
        changes.push(Change::State(IntegrationState {
            epoch: state.epoch + 1,
            fase: Fase::Actief,
            administratie: Some(administratie.clone()),
            settings: Some(nummer),
            ooit_geactiveerd: true,
            actief_sinds: Some(self.now()),
            gedeactiveerd_op: None,
            instelling_artikelen: articles
                .map(|artikel| (artikel.id.as_str().to_owned(), artikel))
                .collect(),
            ..state
        }));
        let mut version = SettingsVersion::new(
            nummer,
            administratie,
            checks.waarden,
            checks.gecontroleerd,
            self.now(),
        );
        version.feiten = connected.feiten;
        changes.push(Change::Settings(Box::new(version)));
        Ok(changes)
    }

    async fn wipe_changes(&self, wipe: &BTreeSet<WipePart>) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        for part in wipe {
            changes.push(Change::Wipe(*part));
            for tabel in tables(*part) {
                let records = self.ports.store.count(&self.id, *tabel).await?;
                let message = Message::new("tabel-gewist")
                    .with("tabel", tabel_naam(*tabel))
                    .with("aantal", records);
                changes.push(self.log_integratie(Soort::Info, message));
            }
        }
        Ok(changes)
    }

    /// Releases werkbonnen that were archived while the integration was off (A8), and tries refused
    /// ones again, with the settings in force now. None named means all that are held back.
    ///
    /// # Errors
    /// `InvalidInput` when the integration is not active, or for a number that does not wait for a
    /// release or belongs to another administration (E4).
    pub async fn release(&self, nummers: &[crate::domain::WerkbonNummer]) -> Result<usize> {
        let (state, settings) = self.working().await?;
        let mut released = Vec::new();
        if nummers.is_empty() {
            let mut after = None;
            loop {
                let page = self.ports.store.deliveries(&self.id, after.as_ref(), 500).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.nummer.clone());
                released.extend(page.into_iter().filter(|entry| {
                    entry.status == DeliveryStatus::Vastgehouden && is_for(entry, &settings)
                }));
            }
        }
        for nummer in nummers {
            match self.ports.store.delivery(&self.id, nummer).await? {
                Some(entry) if is_releasable(&entry) && is_for(&entry, &settings) => {
                    released.push(entry);
                }
                _ => return Err(refuse("werkbon-niet-vrij-te-geven")),
            }
        }
        let count = released.len();
        let changes = released
            .into_iter()
            .map(|mut entry| {
                send_again(&mut entry, settings.nummer);
                entry.niet_voor = self.now();
                Change::Delivery(Box::new(entry))
            })
            .collect();
        self.commit(Some(state.epoch), changes).await?;
        Ok(count)
    }
}

fn is_releasable(entry: &Delivery) -> bool {
    matches!(entry.status, DeliveryStatus::Vastgehouden | DeliveryStatus::Geweigerd)
}

/// A werkbon that was queued for other books is never sent to these (E4).
fn is_for(entry: &Delivery, settings: &SettingsVersion) -> bool {
    entry.administratie == settings.administratie.vendor_id
}

/// Whether these settings ask for a feed at all.
pub(super) fn fetches(settings: &SettingValues, feed: Feed) -> bool {
    let asks =
        |soort: OrderSoort| settings.lijst("ophalen").iter().any(|kind| kind == soort.sleutel());
    feed.order_soort().is_none_or(asks)
}

const fn tables(part: WipePart) -> &'static [Tabel] {
    match part {
        WipePart::Relaties => &[Tabel::Relaties, Tabel::Werkadressen],
        WipePart::Artikelen => &[Tabel::Artikelen, Tabel::Artikelgroepen],
        WipePart::Werkbonnen => &[Tabel::Werkbonnen],
    }
}

const fn tabel_naam(tabel: Tabel) -> &'static str {
    match tabel {
        Tabel::Relaties => "klanten",
        Tabel::Werkadressen => "werkadressen",
        Tabel::Artikelgroepen => "artikelgroepen",
        Tabel::Artikelen => "artikelen",
        Tabel::Werkbonnen => "werkbonnen",
    }
}

pub(super) fn is_other(state: &IntegrationState, opened: &Administratie) -> bool {
    let before = state.administratie.as_ref();
    before.is_some_and(|before| before.vendor_id != opened.vendor_id)
}

/// Other books than before need a wipe of everything (E4).
fn refuse_other_books(
    state: &IntegrationState,
    opened: Option<&Administratie>,
    wipe: &BTreeSet<WipePart>,
) -> Result<()> {
    let wipes_all = WipePart::ALL.iter().all(|part| wipe.contains(part));
    match opened.filter(|opened| !wipes_all && is_other(state, opened)) {
        Some(opened) => Err(other_books(opened)),
        None => Ok(()),
    }
}

/// The connector neither told the books nor had them chosen.
fn nothing_chosen() -> Error {
    Error::new(ErrorKind::Unexpected, "no administration was chosen")
}

fn refuse(code: &'static str) -> Error {
    Error::new(ErrorKind::InvalidInput, code).with_message(Message::new(code))
}

pub(super) fn other_books(opened: &Administratie) -> Error {
    Error::new(ErrorKind::InvalidInput, "the credentials open another administration")
        .with_message(Message::new("andere-administratie").with("administratie", &opened.naam))
}
