//! `preview`: what would be sent; nothing is written anywhere (G1).

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use simon_core::domain::{
    ArtikelRegel, BtwModus, DocumentSoort, DraftRegel, InvoiceDraft, Relatie, RelatieId,
};
use simon_core::host::{Record, Select, Tabel};
use simon_core::integration::{Preview, PreviewDocument, PreviewOutcome};
use simon_core::log::{LogEntry, Soort};
use simon_core::message::Rendered;

use super::archive::{known, line, outcome, print, refused};
use crate::failure::{Exit, Failure};
use crate::host::Host;
use crate::output::Output;
use crate::werkbon_json::{Refusal, Resolver, Unreadable, WerkbonFile, read};

#[derive(Serialize)]
struct Document<'a> {
    nummer: &'a str,
    uitkomst: &'static str,
    instellingen_versie: u32,
    referentie: &'a str,
    soort: DocumentSoort,
    klant: &'a RelatieId,
    datum: NaiveDate,
    omschrijving: Option<&'a str>,
    memo: Option<&'a str>,
    klantreferentie: Option<&'a str>,
    betalingstermijn_dagen: Option<u16>,
    regels: Vec<Regel<'a>>,
    bijlagen: Vec<&'a str>,
    /// The vendor's document, as the text that would be sent.
    document: Option<&'a str>,
    waarschuwingen: Vec<Warning<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Regel<'a> {
    Tekst { soort: &'static str, omschrijving: &'a str },
    Artikel(&'a ArtikelRegel),
}

#[derive(Serialize)]
struct Warning<'a> {
    soort: Soort,
    code: &'a str,
    bericht: &'a str,
    te_nemen_actie: Option<&'a str>,
}

/// Shows what each werkbon would become; the worst counts.
pub(super) async fn preview(host: &Host, files: &[PathBuf]) -> Result<Exit, Failure> {
    let mut exit = Exit::Done;
    for file in files {
        exit = exit.max(one(host, file).await?);
    }
    Ok(exit)
}

async fn one(host: &Host, path: &Path) -> Result<Exit, Failure> {
    let file = match read(path) {
        Ok(file) => file,
        Err(Unreadable::File(message)) => {
            return Ok(print(host, &refused(host, None, path, &message, Exit::Usage)));
        }
        Err(Unreadable::Content(message)) => {
            return Ok(print(host, &refused(host, None, path, &message, Exit::Attention)));
        }
    };
    let preview = match resolved(host, &file, path).await {
        Ok(preview) => preview,
        Err(Refusal::Failed(error)) => return Err(host.failure(&error)),
        Err(Refusal::Message(message)) => {
            let nummer = Some(file.nummer);
            return Ok(print(host, &refused(host, nummer, path, &message, Exit::Attention)));
        }
    };
    match &preview.uitkomst {
        PreviewOutcome::Document(document) => show(host, &preview, document).await,
        PreviewOutcome::NietVerstuurd { status, melding } => {
            let (uitkomst, exit) = outcome(*status, false, false, None);
            let said = Rendered {
                bericht: melding.bericht.clone(),
                actie: melding.te_nemen_actie.clone(),
            };
            let said = Some((melding.code.as_str(), &said));
            let nummer = Some(preview.nummer.as_str().to_owned());
            let known = host.port().delivery(&host.id, &preview.nummer).await;
            let document =
                known.map_err(|error| host.failure(&error))?.and_then(|one| one.document);
            Ok(print(host, &line(host, nummer, uitkomst, document.as_ref(), said, exit)))
        }
    }
}

/// The lines of the document that a werkbon would become, for people; none when it would not be sent.
///
/// # Errors
/// When the store or the vendor fails.
pub(crate) async fn lines(host: &Host, path: &Path) -> Result<Vec<String>, Failure> {
    let Ok(file) = read(path) else { return Ok(Vec::new()) };
    let outcome = match resolved(host, &file, path).await {
        Ok(preview) => preview.uitkomst,
        Err(Refusal::Message(_)) => return Ok(Vec::new()),
        Err(Refusal::Failed(error)) => return Err(host.failure(&error)),
    };
    let PreviewOutcome::Document(document) = outcome else { return Ok(Vec::new()) };
    let line = |regel| regel_text(host.output, regel);
    Ok(document.draft.regels.iter().map(line).collect())
}

async fn resolved(host: &Host, file: &WerkbonFile, path: &Path) -> Result<Preview, Refusal> {
    if let Some(nummer) = known(host, file).await? {
        return Ok(host.integration.preview_delivery(&nummer).await?);
    }
    let state = host.port().state(&host.id).await?;
    let resolver =
        Resolver { store: host.port(), integration: &host.id, state: &state, today: host.today() };
    let archived = resolver.archived(file, path.parent().unwrap_or(Path::new(""))).await?;
    Ok(host.integration.preview(&archived).await?)
}

async fn show(host: &Host, preview: &Preview, shown: &PreviewDocument) -> Result<Exit, Failure> {
    let (output, draft) = (host.output, &shown.draft);
    let klant = klant(host, &draft.klant).await?;
    let document = Document {
        nummer: preview.nummer.as_str(),
        uitkomst: "document",
        instellingen_versie: preview.instellingen,
        referentie: draft.referentie.as_str(),
        soort: draft.soort,
        klant: &draft.klant,
        datum: draft.datum,
        omschrijving: draft.omschrijving.as_deref(),
        memo: draft.memo.as_deref(),
        klantreferentie: draft.klantreferentie.as_deref(),
        betalingstermijn_dagen: draft.betalingstermijn_dagen,
        regels: draft.regels.iter().map(regel).collect(),
        bijlagen: draft.bijlagen.iter().map(|pdf| pdf.naam.as_str()).collect(),
        document: shown.tekst.as_deref(),
        waarschuwingen: shown.waarschuwingen.iter().map(|line| warning(output, line)).collect(),
    };
    output.show(&document, || text(host, &document, draft, klant.as_ref()));
    Ok(Exit::Done)
}

const fn regel(regel: &DraftRegel) -> Regel<'_> {
    match regel {
        DraftRegel::Tekst(omschrijving) => {
            Regel::Tekst { soort: "tekst", omschrijving: omschrijving.as_str() }
        }
        DraftRegel::Artikel(regel) => Regel::Artikel(regel),
    }
}

fn warning(output: Output, line: &LogEntry) -> Warning<'_> {
    Warning {
        soort: line.soort,
        code: &line.code,
        bericht: output.tekst(&line.bericht),
        te_nemen_actie: line.te_nemen_actie.as_ref().map(|actie| output.tekst(actie)),
    }
}

async fn klant(host: &Host, id: &RelatieId) -> Result<Option<Relatie>, Failure> {
    let select = Select::Id(id.as_str().to_owned());
    let found = host.port().records(&host.id, Tabel::Relaties, &select).await;
    let found = found.map_err(|error| host.failure(&error))?;
    Ok(found.into_iter().find_map(|record| match record {
        Record::Relatie(relatie) => Some(relatie),
        _ => None,
    }))
}

fn text(
    host: &Host,
    document: &Document<'_>,
    draft: &InvoiceDraft,
    klant: Option<&Relatie>,
) -> String {
    let output = host.output;
    let becomes = output.pick("wordt een document voor", "becomes a document for");
    let klant = klant.map_or_else(
        || draft.klant.as_str().to_owned(),
        |klant| format!("{} {}", klant.code, klant.naam).trim().to_owned(),
    );
    let mut lines = vec![format!("{}: {becomes} {klant}, {}", document.nummer, document.datum)];
    let texts = [
        ("omschrijving", "description", document.omschrijving),
        ("memo", "memo", document.memo),
        ("klantreferentie", "customer reference", document.klantreferentie),
    ];
    for (nl, en, text) in texts {
        lines.extend(text.map(|text| format!("  {}: {}", output.pick(nl, en), indented(text))));
    }
    lines.extend(draft.regels.iter().map(|regel| format!("  {}", regel_text(output, regel))));
    let attachment = output.pick("bijlage", "attachment");
    lines.extend(document.bijlagen.iter().map(|naam| format!("  {attachment}: {naam}")));
    for warning in &document.waarschuwingen {
        lines.push(format!("  {}: {}", super::log::soort(warning.soort), warning.bericht));
        let todo = output.pick("Te nemen actie", "Action to take");
        lines.extend(warning.te_nemen_actie.map(|actie| format!("    {todo}: {actie}")));
    }
    if let Some(sent) = document.document {
        let to = output.pick("zo gaat het naar", "as it is sent to");
        lines.push(format!("  {to} {}:\n    {}", host.integration.info().naam, indented(sent)));
    }
    lines.join("\n")
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n    ")
}

fn regel_text(output: Output, regel: &DraftRegel) -> String {
    let regel = match regel {
        DraftRegel::Tekst(text) => return format!("“{}”", indented(text)),
        DraftRegel::Artikel(regel) => regel,
    };
    let omschrijving =
        regel.omschrijving.as_ref().map(|text| format!(" {text}")).unwrap_or_default();
    let price = regel.prijs.map_or_else(
        || output.pick("prijs van het boekhoudpakket", "priced by the vendor").to_owned(),
        |prijs| {
            let btw = match prijs.btw {
                BtwModus::Exclusief => output.pick("zonder btw", "without VAT"),
                BtwModus::Inclusief => output.pick("met btw", "with VAT"),
            };
            format!("{} {btw}", number(output, prijs.bedrag.0))
        },
    );
    let korting = regel
        .korting
        .map(|korting| format!(" -{}%", number(output, korting.0)))
        .unwrap_or_default();
    let aantal = number(output, regel.aantal.0);
    format!("{aantal} × {}{omschrijving} à {price}{korting}", regel.code)
}

fn number(output: Output, number: Decimal) -> String {
    number.to_string().replace('.', output.pick(",", "."))
}
