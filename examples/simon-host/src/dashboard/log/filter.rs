//! Which lines of the log are shown. The choice stands in the address, so that it can be kept and sent.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};
use serde::Deserialize;
use simon_core::domain::WerkbonNummer;
use simon_core::log::{LogFilter, LogTabel, Soort};
use simon_core::message::Message;
use url::form_urlencoded::Serializer;

use crate::dashboard::fault::Fault;
use crate::dashboard::here::Here;
use crate::dashboard::words;

const FEW: usize = 100;
const MANY: usize = 5_000;

const SOORTEN: [(&str, Soort); 4] = [
    ("fout", Soort::Fout),
    ("waarschuwing", Soort::Waarschuwing),
    ("goedkeuring", Soort::Goedkeuring),
    ("info", Soort::Info),
];
const TABELLEN: [(&str, LogTabel); 6] = [
    ("werkbon", LogTabel::Werkbon),
    ("klant", LogTabel::Klant),
    ("werkadres", LogTabel::Werkadres),
    ("artikel", LogTabel::Artikel),
    ("artikelgroep", LogTabel::Artikelgroep),
    ("integratie", LogTabel::Integratie),
];

/// The choice, as the address has it: an empty one chooses nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::dashboard) struct Filter {
    soort: String,
    tabel: String,
    /// First and last day, in the integration's time zone.
    van: String,
    tot: String,
    record: String,
    /// Only what waits for somebody.
    actie: String,
    aantal: Option<usize>,
    /// Which lines the page has already.
    pub(super) stand: Option<u64>,
}

impl Filter {
    /// What happened to a werkbon.
    pub(in crate::dashboard) fn of_werkbon(nummer: &WerkbonNummer) -> Self {
        let (tabel, record) = ("werkbon".to_owned(), nummer.as_str().to_owned());
        Self { tabel, record, ..Self::default() }
    }

    /// At most so many lines.
    pub(super) fn most(&self) -> usize {
        self.aantal.unwrap_or(FEW).clamp(1, MANY)
    }

    /// The same with more lines; none when they are as many as a page can show.
    pub(super) fn more(&self) -> Option<Self> {
        let aantal = self.most().saturating_mul(5);
        (self.most() < MANY).then(|| Self { aantal: Some(aantal.min(MANY)), ..self.clone() })
    }

    /// The choice as part of an address.
    pub(super) fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let texts = [
            ("soort", &self.soort),
            ("tabel", &self.tabel),
            ("van", &self.van),
            ("tot", &self.tot),
            ("record", &self.record),
            ("actie", &self.actie),
        ];
        query.extend_pairs(texts.into_iter().filter(|(_, text)| !text.is_empty()));
        if let Some(aantal) = self.aantal {
            query.append_pair("aantal", &aantal.to_string());
        }
        query.finish()
    }

    /// The same for the store.
    ///
    /// # Errors
    /// What in the address is no choice.
    pub(super) fn of_log(&self, zone: Tz) -> Result<LogFilter, Fault> {
        let mut filter = LogFilter::default();
        filter.soort = chosen(&self.soort, &SOORTEN)?;
        filter.tabel = chosen(&self.tabel, &TABELLEN)?;
        filter.since = day(&self.van)?.map(|day| midnight(day, zone));
        let after = day(&self.tot)?.map(|day| day.checked_add_days(Days::new(1)).unwrap_or(day));
        filter.until = after.map(|day| midnight(day, zone));
        filter.record = Some(self.record.trim()).filter(|it| !it.is_empty()).map(str::to_owned);
        filter.action_needed = !self.actie.is_empty();
        filter.limit = Some(self.most());
        Ok(filter)
    }

    /// The fields of the choice.
    pub(super) fn form(&self, here: &Here) -> Markup {
        let visit = &here.visit;
        html! {
            form.row method="get" action=(here.integratie.page("logboek")) {
                label { (visit.pick("Soort bericht", "Kind"))
                    select name="soort" {
                        option value="" { (visit.pick("alle", "all")) }
                        @for (name, soort) in SOORTEN {
                            option value=(name) selected[self.soort == name] { (words::soort_word(visit, soort)) }
                        }
                    }
                }
                label { (visit.pick("Tabel", "Table"))
                    select name="tabel" {
                        option value="" { (visit.pick("alle", "all")) }
                        @for (name, tabel) in TABELLEN {
                            option value=(name) selected[self.tabel == name] { (words::log_tabel(visit, tabel)) }
                        }
                    }
                }
                label { (visit.pick("Van", "From")) input type="date" name="van" value=(self.van); }
                label { (visit.pick("Tot en met", "Until")) input type="date" name="tot" value=(self.tot); }
                label { "Record" input type="search" name="record" value=(self.record); }
                label.tick {
                    input type="checkbox" name="actie" value="ja" checked[!self.actie.is_empty()];
                    " " (visit.pick("alleen wat op u wacht", "only what waits for you"))
                }
                button type="submit" { (visit.pick("Filteren", "Filter")) }
                a href=(here.integratie.page("logboek")) { (visit.pick("Alles tonen", "Show all")) }
            }
        }
    }
}

fn chosen<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<Option<T>, Fault> {
    let found = choices.iter().find(|(name, _)| *name == text).map(|(_, choice)| *choice);
    if text.is_empty() || found.is_some() { Ok(found) } else { Err(wrong(text)) }
}

fn day(text: &str) -> Result<Option<NaiveDate>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Some).map_err(|_| wrong(text))
}

fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let local = day.and_time(NaiveTime::MIN);
    let exact = zone.from_local_datetime(&local).earliest();
    exact.map_or_else(|| local.and_utc(), |exact| exact.to_utc())
}

fn wrong(text: &str) -> Fault {
    let shown: String = text.chars().take(40).collect();
    Fault::bad(&Message::new("host-pagina-filter").with("waarde", shown))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn filter(query: &str) -> Filter {
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let members = pairs.into_iter().map(|(key, value)| (key, serde_json::Value::String(value)));
        serde_json::from_value(serde_json::Value::Object(members.collect())).unwrap()
    }

    #[test]
    fn a_choice_survives_its_way_through_the_address_f2() {
        let query =
            "soort=fout&tabel=klant&van=2026-03-01&tot=2026-03-02&record=10+%26+20&actie=ja";
        let chosen = filter(query);
        assert_eq!(filter(&chosen.query()).query(), chosen.query());
        let of_log = chosen.of_log(Tz::Europe__Amsterdam).unwrap();
        assert_eq!((of_log.soort, of_log.tabel), (Some(Soort::Fout), Some(LogTabel::Klant)));
        assert_eq!(of_log.record.as_deref(), Some("10 & 20"));
        assert!(of_log.action_needed);
    }

    #[test]
    fn days_are_local_and_the_last_one_belongs_to_the_choice() {
        let of_log = filter("van=2026-03-01&tot=2026-03-28").of_log(Tz::Europe__Amsterdam).unwrap();
        assert_eq!(of_log.since.unwrap().to_rfc3339(), "2026-02-28T23:00:00+00:00");
        assert_eq!(of_log.until.unwrap().to_rfc3339(), "2026-03-28T23:00:00+00:00");
    }

    #[test]
    fn what_is_no_choice_is_refused() {
        for query in ["soort=ramp", "tabel=stoel", "van=gisteren", "tot=2026-13-01"] {
            assert!(filter(query).of_log(Tz::UTC).is_err(), "{query}");
        }
    }

    #[test]
    fn a_page_shows_a_bounded_number_of_lines() {
        let most = Filter { aantal: Some(1_000_000), ..Filter::default() };
        assert_eq!((most.most(), most.more().is_none()), (MANY, true));
        assert_eq!(Filter::default().more().unwrap().most(), 5 * FEW);
    }
}
