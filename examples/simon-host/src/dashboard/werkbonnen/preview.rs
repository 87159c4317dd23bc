//! What a werkbon would become, before anybody sends it (G1).

use maud::{Markup, html};
use simon_core::domain::{DraftRegel, Werkbon};
use simon_core::integration::{Preview, PreviewDocument, PreviewOutcome};
use simon_core::log::{LogEntry, Soort};
use simon_core::message::Rendered;

use super::content::{self, lines_table, number, price};
use super::{Bon, address};
use crate::dashboard::fault::Fault;
use crate::dashboard::here::Here;
use crate::dashboard::page;
use crate::dashboard::session::Visit;
use crate::dashboard::words;

/// The button, or with `asked` the preview itself: prices may have to be asked of the vendor.
pub(super) async fn show(bon: &Bon, open: Option<Werkbon>, asked: bool) -> Result<Markup, Fault> {
    let visit = &bon.here.visit;
    let shown = if asked { preview(bon, open).await } else { Ok(button(bon)) };
    Ok(html! {
        section #voorbeeld {
            h2 { (visit.pick("Voorbeeld", "Preview")) }
            @match shown {
                Ok(shown) => (shown),
                Err(fault) => (page::alert(visit, "fout", &fault.note().said)),
            }
        }
    })
}

fn button(bon: &Bon) -> Markup {
    let (here, visit) = (&bon.here, &bon.here.visit);
    html! {
        p { (visit.pick(
            "Wat er in het boekhoudpakket zou komen te staan. Er wordt niets verstuurd; wel kunnen er prijzen worden opgevraagd.",
            "What would stand in the accounting package. Nothing is sent, but prices may be asked for.",
        )) }
        form method="get" action=(format!("{}#voorbeeld", here.integratie.page(&address(&bon.nummer)))) {
            input type="hidden" name="voorbeeld" value="ja";
            button.quiet type="submit" { (visit.pick("Voorbeeld tonen", "Show preview")) }
        }
    }
}

async fn preview(bon: &Bon, open: Option<Werkbon>) -> Result<Markup, Fault> {
    let here = &bon.here;
    let host = here.host()?;
    let preview = match open {
        Some(open) => {
            let complete = open.gereed_melden().archiveren().map_err(simon_core::Error::from)?;
            host.integration.preview(&complete).await
        }
        None => host.integration.preview_delivery(&bon.nummer).await,
    };
    outcome(here, &preview.map_err(|error| host.failure(&error))?).await
}

async fn outcome(here: &Here, preview: &Preview) -> Result<Markup, Fault> {
    let visit = &here.visit;
    Ok(match &preview.uitkomst {
        PreviewOutcome::Document(shown) => {
            let klant = content::klant(&here.integratie, Some(&shown.draft.klant)).await?;
            document(here, shown, &klant)
        }
        PreviewOutcome::NietVerstuurd { status, melding } => html! {
            p { (words::status(visit, *status)) " " (visit.pick("Er wordt niets verstuurd.", "Nothing is sent.")) }
            (line(visit, melding))
        },
    })
}

fn document(here: &Here, shown: &PreviewDocument, klant: &str) -> Markup {
    let (visit, draft) = (&here.visit, &shown.draft);
    let dagen = draft.betalingstermijn_dagen.map(|dagen| dagen.to_string());
    let bijlagen: Vec<&str> = draft.bijlagen.iter().map(|pdf| pdf.naam.as_str()).collect();
    let bijlagen = Some(bijlagen.join(", ")).filter(|namen| !namen.is_empty());
    let datum = content::date(draft.datum);
    let facts = [
        (visit.pick("Klant", "Customer"), Some(klant)),
        (visit.pick("Datum", "Date"), Some(datum.as_str())),
        (visit.pick("Referentie", "Reference"), Some(draft.referentie.as_str())),
        (visit.pick("Omschrijving", "Description"), draft.omschrijving.as_deref()),
        ("Memo", draft.memo.as_deref()),
        (visit.pick("Klantreferentie", "Customer reference"), draft.klantreferentie.as_deref()),
        (visit.pick("Betalingstermijn (dagen)", "Payment term (days)"), dagen.as_deref()),
        (visit.pick("Bijlagen", "Attachments"), bijlagen.as_deref()),
    ];
    html! {
        dl.facts.pairs {
            @for (name, value) in facts.iter().filter_map(|(name, value)| Some((name, (*value)?))) {
                div { dt { (name) } dd { (value) } }
            }
        }
        (lines(visit, &draft.regels))
        @for warning in &shown.waarschuwingen { (line(visit, warning)) }
        @if let Some(text) = &shown.tekst {
            details {
                summary { (visit.pick("Zo gaat het naar ", "As it is sent to ")) (here.integratie.info.naam) }
                pre { (text) }
            }
        }
    }
}

fn lines(visit: &Visit, regels: &[DraftRegel]) -> Markup {
    let rows = html! { @for regel in regels { (draft_line(visit, regel)) } };
    lines_table(visit, visit.pick("Regels", "Lines"), &rows)
}

fn draft_line(visit: &Visit, regel: &DraftRegel) -> Markup {
    let regel = match regel {
        DraftRegel::Tekst(text) => {
            return html! { tr { td {} td { (visit.pick("tekst", "text")) } td { (text) } td {} } };
        }
        DraftRegel::Artikel(regel) => regel,
    };
    html! {
        tr {
            td.number { (number(visit, regel.aantal.0)) }
            td { (regel.code) }
            td {
                @match &regel.omschrijving {
                    Some(text) => (text),
                    None => span.hint { (visit.pick("die van het artikel", "the article's own")) },
                }
            }
            td.number {
                (price(visit, regel.prijs))
                @if let Some(korting) = regel.korting { " -" (number(visit, korting.0)) "%" }
            }
        }
    }
}

/// A line as the log would have it.
fn line(visit: &Visit, line: &LogEntry) -> Markup {
    let kind = match line.soort {
        Soort::Info => "info",
        Soort::Goedkeuring => "goedkeuring",
        Soort::Waarschuwing => "waarschuwing",
        Soort::Fout => "fout",
    };
    let said = Rendered { bericht: line.bericht.clone(), actie: line.te_nemen_actie.clone() };
    page::alert(visit, kind, &said)
}
