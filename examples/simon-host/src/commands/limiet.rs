//! Where the vendor's call limits stand, for `status` (G4).

use chrono::{DateTime, Utc};
use serde::Serialize;
use simon_core::connector::Gauge;

use crate::output::Output;

#[derive(Serialize)]
pub(super) struct Limiet {
    vensters: Vec<Venster>,
    /// From when fetching may call again; none when it may now.
    ophalen_vanaf: Option<DateTime<Utc>>,
    /// From when delivering may call again; none when it may now.
    versturen_vanaf: Option<DateTime<Utc>>,
    /// Endpoints that are left alone for a while, because too many calls to them failed.
    gesloten: Vec<Gesloten>,
}

#[derive(Serialize)]
struct Gesloten {
    eindpunt: &'static str,
    tot: DateTime<Utc>,
}

#[derive(Serialize)]
struct Venster {
    seconden: u64,
    gebruikt: u32,
    verzoeken: u32,
    reserve: u32,
}

impl Limiet {
    pub(super) fn of(gauge: &Gauge) -> Self {
        let vensters = gauge.windows.iter().map(|window| Venster {
            seconden: window.length.as_secs(),
            gebruikt: window.used,
            verzoeken: window.calls,
            reserve: window.reserve,
        });
        Self {
            vensters: vensters.collect(),
            ophalen_vanaf: gauge.normal_from,
            versturen_vanaf: gauge.deliver_from,
            gesloten: gauge
                .endpoints
                .iter()
                .map(|closed| Gesloten { eindpunt: closed.endpoint, tot: closed.until })
                .collect(),
        }
    }

    /// One line, with moments as `at` writes them.
    pub(super) fn text(&self, output: Output, at: impl Fn(DateTime<Utc>) -> String) -> String {
        let used: Vec<String> = self
            .vensters
            .iter()
            .map(|it| format!("{}/{} per {}", it.gebruikt, it.verzoeken, unit(it.seconden, output)))
            .collect();
        let mut text = format!("{}: {}", output.pick("limiet", "limit"), used.join(", "));
        let waits = [
            (self.ophalen_vanaf, output.pick("ophalen wacht tot", "fetching waits until")),
            (self.versturen_vanaf, output.pick("versturen wacht tot", "delivering waits until")),
        ];
        for (until, words) in waits {
            if let Some(until) = until {
                text.push_str(&format!("; {words} {}", at(until)));
            }
        }
        for Gesloten { eindpunt, tot } in &self.gesloten {
            let words = output.pick("wacht na fouten tot", "waits after errors until");
            text.push_str(&format!("; {eindpunt} {words} {}", at(*tot)));
        }
        text
    }
}

fn unit(seconds: u64, output: Output) -> String {
    match seconds {
        60 => output.pick("minuut", "minute").to_owned(),
        3_600 => output.pick("uur", "hour").to_owned(),
        86_400 => output.pick("dag", "day").to_owned(),
        other => format!("{other} s"),
    }
}
