//! Connecting again: a login in the browser, or credentials that a person renewed (A3, A9, G9).

use std::sync::atomic::Ordering;

use super::Integration;
use super::activation::{is_other, other_books};
use crate::connector::Connected;
use crate::domain::Administratie;
use crate::error::{Error, ErrorKind, Result};
use crate::host::{Change, CommitError, Fase, IntegrationState};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;

impl Integration {
    /// Where the user logs in at the vendor; the browser comes back with an address for
    /// [`log_in`](Self::log_in). Begins a login: an earlier one that was not ended is forgotten (A3).
    /// The address is for the user and for no log.
    ///
    /// # Errors
    /// `Unsupported` for a vendor with keys; as [`AccountingConnector::login_url`].
    ///
    /// [`AccountingConnector::login_url`]: crate::connector::AccountingConnector::login_url
    pub async fn login_url(&self) -> Result<String> {
        self.connector.login_url().await
    }

    /// Ends the login with the whole address that the browser came back to, and takes up the work with
    /// it: an integration that needed attention works again, if the login is for the same
    /// administration as before. Otherwise nothing is fetched or sent from here on and the log says
    /// so (G9). An integration that is off stays off until it is activated.
    ///
    /// From before the new tokens are there until their books are known nothing is fetched or sent,
    /// and work under way is cut off: interrupted in between, the integration needs attention.
    ///
    /// # Errors
    /// `InvalidInput` when the address does not belong to the login that was begun last, or the login
    /// opens another administration; `Unauthenticated` when the user or the vendor refused, and then
    /// the login of before is used on; `Cancelled` when another login was begun meanwhile; whatever
    /// proving the new login answers, and then the integration needs attention until
    /// [`reconnect`](Self::reconnect) proves it after all.
    pub async fn log_in(&self, redirect: &str) -> Result<Option<Administratie>> {
        self.connector.check_login(redirect).await?;
        let before = self.pause().await?;
        if let Err(error) = self.connector.log_in(redirect).await {
            // After a failure of the host's store nobody knows which tokens are there.
            if error.kind() != ErrorKind::Host {
                self.go_on_as_before(&before).await?;
            }
            return Err(error);
        }
        let connected = match self.connect_as(&before).await {
            Ok(connected) => connected,
            Err(error) => {
                let line = LogLine::new(Soort::Fout, LogTabel::Integratie, error.message().clone())
                    .with_vendor_text(error.vendor_text());
                self.commit(None, vec![self.log(line)]).await?;
                return Err(error);
            }
        };
        self.take_up(connected, Some(epoch_of_pause(&before))).await
    }

    /// Whether the vendor takes the credentials that the connector has now, and which administration
    /// they open. Changes nothing: a host asks it of an integration that it built with keys that a person
    /// filled in, before it keeps them (A3). Give that connector a token store of its own, so that the
    /// tokens of the keys in use stay as well. After keeping the keys comes [`reconnect`](Self::reconnect)
    /// where the integration is on.
    ///
    /// # Errors
    /// `Unauthenticated` when the vendor refuses the credentials; `InvalidInput` when the integration is
    /// on and they open another administration than it works with (G9); whatever else connecting answers.
    pub async fn prove(&self) -> Result<Option<Administratie>> {
        let state = self.state().await?;
        let opened = self.connect_as(&state).await?.administratie;
        let other = opened.as_ref().filter(|opened| is_on(&state) && is_other(&state, opened));
        match other {
            Some(other) => Err(other_books(other)),
            None => Ok(opened),
        }
    }

    /// Proves the credentials that the connector has now, for example after a person corrected a key,
    /// and takes up the work as [`log_in`](Self::log_in) does. The settings stay as they are.
    ///
    /// # Errors
    /// `InvalidInput` when the credentials open another administration (G9); `Unauthenticated` when
    /// the vendor refuses them; whatever else connecting answers.
    pub async fn reconnect(&self) -> Result<Option<Administratie>> {
        self.forget_proof();
        match self.connect_as(&self.state().await?).await {
            Ok(connected) => self.take_up(connected, None).await,
            Err(error) => {
                self.note_refusal(&error).await?;
                Err(error)
            }
        }
    }

    /// Lets nothing be fetched or sent while the tokens change; answers the state of before.
    async fn pause(&self) -> Result<IntegrationState> {
        loop {
            let before = self.state().await?;
            if !is_on(&before) {
                return Ok(before);
            }
            let mut changes = vec![Change::State(IntegrationState {
                fase: Fase::AandachtNodig,
                epoch: epoch_of_pause(&before),
                ..before.clone()
            })];
            if before.fase == Fase::Actief {
                changes.push(self.log_integratie(Soort::Info, Message::new("inloggen-bezig")));
            }
            match self.commit(None, changes).await {
                Err(CommitError::Conflict) => {}
                outcome => return Ok(outcome.map(|()| before)?),
            }
        }
    }

    /// Ends a pause after which nothing had changed.
    async fn go_on_as_before(&self, before: &IntegrationState) -> Result<()> {
        if before.fase != Fase::Actief {
            return Ok(());
        }
        let state = IntegrationState { fase: Fase::Actief, ..self.state().await? };
        let line = self.log_integratie(Soort::Info, Message::new("inloggen-niet-gelukt"));
        let changes = vec![Change::State(state), line];
        match self.commit(Some(epoch_of_pause(before)), changes).await {
            // Somebody else saved, deactivated or logs in: it is his.
            Ok(()) | Err(CommitError::Conflict | CommitError::Epoch) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Connects; where one login opens several administrations, it is asked whether it opens the one in
    /// use.
    async fn connect_as(&self, state: &IntegrationState) -> Result<Connected> {
        let mut connected = self.connector.connect().await?;
        if connected.administratie.is_none()
            && let Some(books) = state.administratie.as_ref().filter(|_| is_on(state))
        {
            connected.administratie = Some(self.connector.administratie(books).await?);
        }
        Ok(connected)
    }

    async fn take_up(
        &self,
        connected: Connected,
        epoch: Option<u64>,
    ) -> Result<Option<Administratie>> {
        let opened = connected.administratie;
        let warnings: Vec<Change> =
            connected.waarschuwingen.into_iter().map(|line| self.log(line)).collect();
        loop {
            let state = self.state().await?;
            let is_on = is_on(&state);
            if let Some(opened) = opened.as_ref().filter(|opened| is_other(&state, opened))
                && is_on
            {
                return Err(self.stop_for_other_books(opened).await?);
            }
            let books = opened.as_ref().or(state.administratie.as_ref().filter(|_| is_on));
            let naam = books.map_or("", |books| &books.naam);
            let message = match books {
                _ if is_on => Message::new("opnieuw-gekoppeld").with("administratie", naam),
                Some(_) => Message::new("ingelogd").with("administratie", naam),
                None => Message::new("ingelogd-zonder-keuze"),
            };
            let mut changes = vec![self.log_integratie(Soort::Goedkeuring, message)];
            changes.extend(warnings.iter().cloned());
            if is_on {
                // Written also when it was active, so that nobody switches it off unseen.
                let actief_sinds = Some(self.now());
                let state = IntegrationState { fase: Fase::Actief, actief_sinds, ..state };
                changes.push(Change::State(state));
            }
            match self.commit(epoch, changes).await {
                Err(CommitError::Conflict) => {}
                outcome => return Ok(outcome.map(|()| opened)?),
            }
        }
    }

    /// Nothing is fetched or sent any more, also not by work that is under way: the epoch is raised.
    pub(super) async fn stop_for_other_books(&self, opened: &Administratie) -> Result<Error> {
        let error = other_books(opened);
        loop {
            let state = self.state().await?;
            if !is_on(&state) {
                return Ok(error);
            }
            let state =
                IntegrationState { fase: Fase::AandachtNodig, epoch: state.epoch + 1, ..state };
            let line = self.log_integratie(Soort::Fout, error.message().clone());
            match self.commit(None, vec![Change::State(state), line]).await {
                Err(CommitError::Conflict) => {}
                outcome => {
                    outcome?;
                    return Ok(error);
                }
            }
        }
    }

    /// The next fetch or delivery looks again which books the credentials open.
    fn forget_proof(&self) {
        self.right_books.store(0, Ordering::Relaxed);
    }

    pub(super) fn books_are_proven(&self, state: &IntegrationState) -> bool {
        self.right_books.load(Ordering::Relaxed) == state.epoch + 1
    }

    /// The credentials open the right books, as long as the epoch is this one.
    pub(super) fn note_proof(&self, epoch: u64) {
        self.right_books.store(epoch + 1, Ordering::Relaxed);
    }
}

const fn is_on(state: &IntegrationState) -> bool {
    matches!(state.fase, Fase::Actief | Fase::AandachtNodig)
}

/// The epoch from which on the new tokens may be used.
const fn epoch_of_pause(before: &IntegrationState) -> u64 {
    if is_on(before) { before.epoch + 1 } else { before.epoch }
}
