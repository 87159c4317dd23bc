//! The words and signs of the manuals for what the library names (A9, F3).

use maud::{Markup, html};
use simon_core::host::{DeliveryStatus, Fase, Feed, Job, Tabel, WipePart};
use simon_core::log::{LogTabel, Soort};

use super::session::Visit;

/// A word with a sign, so that the colour is never all that tells.
pub(super) fn badge(style: &str, sign: &str, word: &str) -> Markup {
    html! { span.badge.(style) { span aria-hidden="true" { (sign) } " " (word) } }
}

/// State of an integration.
pub(super) fn fase(visit: &Visit, fase: Fase) -> Markup {
    let (style, sign, word) = match fase {
        Fase::Inactief => ("rust", "○", visit.pick("inzetbaar", "available")),
        Fase::Koppelen => ("info", "…", visit.pick("wordt gekoppeld", "connecting")),
        Fase::Actief => ("goedkeuring", "✓", visit.pick("actief", "active")),
        Fase::AandachtNodig => ("fout", "!", visit.pick("aandacht nodig", "needs attention")),
    };
    badge(style, sign, word)
}

/// Soort bericht (F3).
pub(super) fn soort(visit: &Visit, soort: Soort) -> Markup {
    let (style, sign) = match soort {
        Soort::Info => ("info", "i"),
        Soort::Goedkeuring => ("goedkeuring", "✓"),
        Soort::Waarschuwing => ("waarschuwing", "▲"),
        Soort::Fout => ("fout", "✕"),
    };
    badge(style, sign, soort_word(visit, soort))
}

/// The word alone.
pub(super) const fn soort_word(visit: &Visit, soort: Soort) -> &'static str {
    match soort {
        Soort::Info => "info",
        Soort::Goedkeuring => visit.pick("goedkeuring", "success"),
        Soort::Waarschuwing => visit.pick("waarschuwing", "warning"),
        Soort::Fout => visit.pick("fout", "fault"),
    }
}

/// Where a werkbon is.
pub(super) fn status(visit: &Visit, status: DeliveryStatus) -> Markup {
    let (style, sign, word) = match status {
        DeliveryStatus::Wacht => ("info", "…", visit.pick("wacht", "waits")),
        DeliveryStatus::Geleverd => ("goedkeuring", "✓", visit.pick("geleverd", "delivered")),
        DeliveryStatus::Gefilterd => ("rust", "–", visit.pick("gefilterd", "filtered")),
        DeliveryStatus::Vastgehouden => ("waarschuwing", "▲", visit.pick("vastgehouden", "held")),
        DeliveryStatus::Geweigerd => ("fout", "✕", visit.pick("geweigerd", "refused")),
        _ => ("fout", "?", visit.pick("onzeker", "uncertain")),
    };
    badge(style, sign, word)
}

/// How many tables ask something about their clean-up; nothing when none does.
pub(super) fn vragen(visit: &Visit, count: usize) -> Markup {
    let word = if count == 1 {
        visit.pick("vraag", "question")
    } else {
        visit.pick("vragen", "questions")
    };
    html! { @if count > 0 { (badge("waarschuwing", "▲", &format!("{count} {word}"))) } }
}

pub(super) const fn feed(visit: &Visit, feed: Feed) -> &'static str {
    match feed {
        Feed::Relaties => visit.pick("klanten", "customers"),
        Feed::Artikelgroepen => visit.pick("artikelgroepen", "article groups"),
        Feed::Artikelen => visit.pick("artikelen", "articles"),
        Feed::Verkooporders => visit.pick("verkooporders", "sales orders"),
        Feed::Offertes => visit.pick("offertes", "quotes"),
        Feed::Verwijderingen => visit.pick("verwijderingen", "deletions"),
    }
}

pub(super) const fn tabel(visit: &Visit, tabel: Tabel) -> &'static str {
    match tabel {
        Tabel::Relaties => visit.pick("klanten", "customers"),
        Tabel::Werkadressen => visit.pick("werkadressen", "work addresses"),
        Tabel::Artikelgroepen => visit.pick("artikelgroepen", "article groups"),
        Tabel::Artikelen => visit.pick("artikelen", "articles"),
        Tabel::Werkbonnen => visit.pick("open werkbonnen", "open werkbonnen"),
    }
}

pub(super) const fn log_tabel(visit: &Visit, tabel: LogTabel) -> &'static str {
    match tabel {
        LogTabel::Werkbon => "werkbon",
        LogTabel::Klant => visit.pick("klant", "customer"),
        LogTabel::Werkadres => visit.pick("werkadres", "work address"),
        LogTabel::Artikel => visit.pick("artikel", "article"),
        LogTabel::Artikelgroep => visit.pick("artikelgroep", "article group"),
        LogTabel::Integratie => visit.pick("integratie", "integration"),
    }
}

pub(super) const fn job(visit: &Visit, job: Job) -> &'static str {
    match job {
        Job::Deliver => visit.pick("leveren", "deliver"),
        Job::Fetch => visit.pick("ophalen", "fetch"),
        Job::CleanUp => visit.pick("opschonen", "clean up"),
    }
}

pub(super) const fn part(visit: &Visit, part: WipePart) -> &'static str {
    match part {
        WipePart::Relaties => {
            visit.pick("klanten met hun werkadressen", "customers with their work addresses")
        }
        WipePart::Artikelen => {
            visit.pick("artikelen en artikelgroepen", "articles and article groups")
        }
        WipePart::Werkbonnen => visit.pick("open werkbonnen", "open werkbonnen"),
    }
}
