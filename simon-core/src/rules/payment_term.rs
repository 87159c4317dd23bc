//! The payment term (C26).

use super::DraftInput;
use crate::domain::Relatie;
use crate::settings::{BETALINGSTERMIJN, SettingKind};

/// The customer's own term, else that of the settings where the connector has such a setting.
pub(super) fn dagen(klant: &Relatie, input: &DraftInput<'_>) -> Option<u16> {
    klant.betalingstermijn_dagen.or_else(|| {
        let spec = input.specs.iter().find(|spec| spec.key == BETALINGSTERMIJN.key)?;
        let SettingKind::Getal { default, .. } = spec.kind else { return None };
        let dagen = input.settings.waarden.getal(spec.key).unwrap_or(default);
        u16::try_from(dagen).ok()
    })
}
