//! 'Controleer': settings against their shape and against the vendor (A4, A5, E1, E3).

use std::collections::BTreeMap;

use super::Integration;
use crate::connector::SettingCheck;
use crate::domain::Administratie;
use crate::error::Result;
use crate::message::Message;
use crate::settings::{
    ADMINISTRATIE, CheckLine, CheckOutcome, Checked, SettingSpec, SettingValues, SettingsForm,
    split_shape,
};

/// What checking all settings came to.
#[derive(Clone)]
pub(super) struct Checks {
    pub(super) lines: Vec<CheckLine>,
    /// Under their present keys.
    pub(super) waarden: SettingValues,
    pub(super) gecontroleerd: BTreeMap<String, Checked>,
    /// The books that the credentials open, where they open no choice.
    opened: Option<Administratie>,
}

impl Checks {
    /// The books that the user chose, else those that the credentials open (C17).
    pub(super) fn administratie(&self) -> Option<Administratie> {
        let chosen = self.gecontroleerd.get(ADMINISTRATIE.key).and_then(|checked| {
            let vendor_id = checked.vendor_id.as_ref()?;
            Some(Administratie::new(vendor_id, &checked.naam))
        });
        chosen.or_else(|| self.opened.clone())
    }

    pub(super) fn all_ok(&self) -> bool {
        self.lines.iter().all(|line| line.ok)
    }

    /// One that need not be given, and is not, closes nothing.
    fn passed(&self, spec: &SettingSpec) -> bool {
        let given = spec.required || self.waarden.get(spec.key).is_some();
        !given || self.gecontroleerd.contains_key(spec.key)
    }

    /// Whether a setting chooses books that the credentials do not open (G9).
    fn are_other_books(&self, spec: &SettingSpec, checked: &Checked) -> bool {
        let chosen = checked.vendor_id.as_ref().filter(|_| spec.key == ADMINISTRATIE.key);
        let opened = self.opened.as_ref().map(|opened| &opened.vendor_id);
        chosen.zip(opened).is_some_and(|(chosen, opened)| chosen != opened)
    }
}

impl Integration {
    /// Checks settings against their shape and the vendor; none named checks all. Changes nothing.
    ///
    /// # Errors
    /// Only when a check could not be made: credentials refused, vendor unreachable. A wrong setting
    /// is a [`CheckLine`] that is not `ok`.
    pub async fn check(&self, settings: &SettingValues, keys: &[String]) -> Result<Vec<CheckLine>> {
        let opened = self.connector.connect().await?.administratie;
        Ok(self.check_settings(settings, keys, opened).await?.lines)
    }

    pub(super) async fn check_settings(
        &self,
        settings: &SettingValues,
        keys: &[String],
        opened: Option<Administratie>,
    ) -> Result<Checks> {
        let specs = self.info().settings;
        let (waarden, problems) = split_shape(specs, settings);
        let gecontroleerd = BTreeMap::new();
        let mut checks = Checks { lines: Vec::new(), waarden, gecontroleerd, opened };
        let asked = |spec: &SettingSpec| keys.is_empty() || keys.iter().any(|key| spec.is(key));
        for problem in &problems {
            let named = |key: &String| *key == problem.key;
            let spec = specs.iter().find(|spec| spec.is(&problem.key));
            if spec.map_or_else(|| keys.is_empty() || keys.iter().any(named), asked) {
                checks.lines.push(self.refused(&problem.key, &problem.message));
            }
        }
        if keys.is_empty() && !problems.is_empty() {
            return Ok(checks);
        }
        let unknown = keys.iter().filter(|key| !specs.iter().any(|spec| spec.is(key)));
        for key in unknown {
            if checks.lines.iter().all(|line| line.sleutel != *key) {
                let message = Message::new("instelling-onbekend").with("sleutel", key);
                checks.lines.push(self.refused(key, &message));
            }
        }
        // What the others depend on is checked along, and only said when it was asked.
        let (first, others): (Vec<_>, Vec<_>) = specs
            .iter()
            .filter(|spec| asked(spec) || spec.opens_others)
            .partition(|spec| spec.opens_others);
        for spec in first.into_iter().chain(others) {
            self.check_one(spec, &mut checks).await?;
        }
        let unasked = |line: &CheckLine| {
            specs.iter().any(|spec| spec.opens_others && spec.is(&line.sleutel) && !asked(spec))
        };
        checks.lines.retain(|line| !unasked(line));
        Ok(checks)
    }

    /// Checks settings of a page against their shape and the vendor, and remembers the answers in it; none
    /// named checks all. A setting that is [not open yet](SettingsForm::may_check) is refused without
    /// asking the vendor (C17). Nothing else changes.
    ///
    /// # Errors
    /// As [`check`](Self::check); the page then stays as it was.
    pub async fn check_into(&self, form: &mut SettingsForm, keys: &[String]) -> Result<()> {
        let specs = self.info().settings;
        let open = |key: &String| form.may_check(specs, key);
        let (open, closed): (Vec<String>, Vec<String>) = keys.iter().cloned().partition(open);
        let mut lines = Vec::new();
        if keys.is_empty() || !open.is_empty() {
            lines = self.check(form.waarden(), &open).await?;
        }
        lines.extend(closed.iter().map(|key| self.not_open(key)));
        lines.into_iter().for_each(|line| form.record(line));
        Ok(())
    }

    fn not_open(&self, key: &str) -> CheckLine {
        self.refused(key, &Message::new("instelling-eerst-administratie"))
    }

    async fn check_one(&self, spec: &SettingSpec, checks: &mut Checks) -> Result<()> {
        let Some(value) = checks.waarden.get(spec.key) else { return Ok(()) };
        let closes = |first: &&SettingSpec| first.opens_others && !checks.passed(first);
        if !spec.opens_others && self.info().settings.iter().any(|first| closes(&first)) {
            checks.lines.push(self.not_open(spec.key));
            return Ok(());
        }
        let unset = value.is_leeg();
        if unset && spec.required {
            // Whoever asked for it has read so.
            return Ok(());
        }
        let outcome = if spec.asks_vendor && !unset {
            let books = if spec.opens_others { None } else { checks.administratie() };
            let check = SettingCheck::new(spec, value, &checks.waarden).of_books(books.as_ref());
            self.connector.check_setting(&check).await?
        } else {
            CheckOutcome::Accepted(Box::default())
        };
        match self.refuse_ended(outcome) {
            CheckOutcome::Accepted(checked) if checks.are_other_books(spec, &checked) => {
                let naam = checks.opened.as_ref().map_or("", |opened| &opened.naam);
                let message = Message::new("instelling-andere-administratie");
                checks.lines.push(self.refused(spec.key, &message.with("administratie", naam)));
            }
            CheckOutcome::Accepted(checked) => {
                let bericht = checked.waarschuwing.as_ref();
                let mut line = CheckLine::accepted(spec.key, &checked.naam);
                line.bericht = bericht.map(|message| self.catalogue.render(message));
                checks.lines.push(line);
                checks.gecontroleerd.insert(spec.key.to_owned(), *checked);
            }
            CheckOutcome::Refused(message) => checks.lines.push(self.refused(spec.key, &message)),
        }
        Ok(())
    }

    fn refused(&self, key: &str, message: &Message) -> CheckLine {
        CheckLine::refused(key, self.catalogue.render(message))
    }
}
