//! 'Controleer': settings against their shape and against the vendor (A4, A5, E1, E3).

use std::collections::BTreeMap;

use super::Integration;
use crate::connector::SettingCheck;
use crate::error::Result;
use crate::message::{Message, Rendered};
use crate::settings::{CheckOutcome, Checked, SettingSpec, SettingValues, check_shape};

/// The answer to 'Controleer' for one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckLine {
    /// Key of the setting.
    pub sleutel: String,
    /// Accepted or refused.
    pub ok: bool,
    /// The vendor's own name for it; empty for a setting that the vendor does not know.
    pub naam: String,
    /// What is wrong and what to do; or, with `ok`, a warning.
    pub bericht: Option<Rendered>,
}

/// What checking all settings came to.
pub(super) struct Checks {
    pub(super) lines: Vec<CheckLine>,
    /// Under their present keys.
    pub(super) waarden: SettingValues,
    pub(super) gecontroleerd: BTreeMap<String, Checked>,
}

impl Checks {
    pub(super) fn all_ok(&self) -> bool {
        self.lines.iter().all(|line| line.ok)
    }
}

impl Integration {
    /// Checks settings against their shape and the vendor; none named checks all. Changes nothing.
    ///
    /// # Errors
    /// Only when a check could not be made: credentials refused, vendor unreachable. A wrong setting
    /// is a [`CheckLine`] that is not `ok`.
    pub async fn check(&self, settings: &SettingValues, keys: &[String]) -> Result<Vec<CheckLine>> {
        self.connector.connect().await?;
        Ok(self.check_settings(settings, keys).await?.lines)
    }

    pub(super) async fn check_settings(
        &self,
        settings: &SettingValues,
        keys: &[String],
    ) -> Result<Checks> {
        let specs = self.info().settings;
        let mut checks = Checks {
            lines: Vec::new(),
            waarden: SettingValues::default(),
            gecontroleerd: BTreeMap::new(),
        };
        match check_shape(specs, settings) {
            Ok(waarden) => checks.waarden = waarden,
            Err(problems) => {
                for problem in problems {
                    checks.lines.push(self.refused(&problem.key, &problem.message));
                }
                return Ok(checks);
            }
        }
        let unknown = keys.iter().filter(|key| !specs.iter().any(|spec| is_meant(spec, key)));
        for key in unknown {
            let message = Message::new("instelling-onbekend").with("sleutel", key);
            checks.lines.push(self.refused(key, &message));
        }
        let wanted = specs
            .iter()
            .filter(|spec| keys.is_empty() || keys.iter().any(|key| is_meant(spec, key)));
        for spec in wanted {
            self.check_one(spec, &mut checks).await?;
        }
        Ok(checks)
    }

    async fn check_one(&self, spec: &SettingSpec, checks: &mut Checks) -> Result<()> {
        let Some(value) = checks.waarden.get(spec.key) else { return Ok(()) };
        let unset =
            checks.waarden.tekst(spec.key).is_empty() && checks.waarden.lijst(spec.key).is_empty();
        let outcome = if spec.asks_vendor && !unset {
            let check = SettingCheck::new(spec, value, &checks.waarden);
            self.connector.check_setting(&check).await?
        } else {
            CheckOutcome::Accepted(Box::default())
        };
        match outcome {
            CheckOutcome::Accepted(checked) => {
                let bericht = checked.waarschuwing.as_ref();
                checks.lines.push(CheckLine {
                    sleutel: spec.key.to_owned(),
                    ok: true,
                    naam: checked.naam.clone(),
                    bericht: bericht.map(|message| self.catalogue.render(message)),
                });
                checks.gecontroleerd.insert(spec.key.to_owned(), *checked);
            }
            CheckOutcome::Refused(message) => checks.lines.push(self.refused(spec.key, &message)),
        }
        Ok(())
    }

    fn refused(&self, key: &str, message: &Message) -> CheckLine {
        CheckLine {
            sleutel: key.to_owned(),
            ok: false,
            naam: String::new(),
            bericht: Some(self.catalogue.render(message)),
        }
    }
}

fn is_meant(spec: &SettingSpec, key: &str) -> bool {
    spec.key == key || spec.aliases.contains(&key)
}
