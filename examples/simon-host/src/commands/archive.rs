//! `archive` and `deliver`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use simon_core::ErrorKind;
use simon_core::domain::{DocumentRef, IntegrationId, WerkbonNummer};
use simon_core::host::{Batch, Change, Delivery, DeliveryStatus, Fase, Store};
use simon_core::integration::DeliveryReport;
use simon_core::log::{LogFilter, LogLine, LogTabel, Soort};
use simon_core::message::{Message, Rendered};

use crate::failure::{Exit, Failure, text, texts};
use crate::host::Host;
use crate::werkbon_json::{Refusal, Resolver, Unreadable, WerkbonFile, read};

/// A command waits so long for the next step of a document that it made.
const WORTH_WAITING: Duration = Duration::from_secs(60);

/// What became of one werkbon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    pub(crate) nummer: Option<String>,
    pub(crate) uitkomst: &'static str,
    pub(crate) vendor_id: Option<String>,
    pub(crate) vendor_nummer: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) bericht: Option<String>,
    pub(crate) te_nemen_actie: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bestand: Option<String>,
    #[serde(skip)]
    pub(crate) exit: Exit,
}

/// What the file led to, before anything is delivered.
enum Taken {
    /// It is in the ledger.
    Archived(WerkbonNummer),
    /// It is not.
    Refused(Line),
}

/// `archive`: takes werkbonnen as archived and delivers them.
pub(super) async fn archive(host: &Host, files: &[PathBuf]) -> Result<Exit, Failure> {
    let lines = archived(host, files).await?;
    Ok(lines.iter().map(|line| print(host, line)).max().unwrap_or_default())
}

/// Takes werkbonnen as archived, delivers them, and says what became of each. One that is refused
/// does not hold up the others.
///
/// # Errors
/// When the store fails.
pub(crate) async fn archived(host: &Host, files: &[PathBuf]) -> Result<Vec<Line>, Failure> {
    let mut taken = Vec::new();
    for file in files {
        taken.push(take(host, file).await?);
    }
    let mut reports = deliveries(host).await?;
    while let Some(wait) = until_next_step(host, &reports) {
        host.clock().sleep(wait).await;
        reports.extend(deliveries(host).await?);
    }
    let mut lines = Vec::new();
    for one in taken {
        lines.push(match one {
            Taken::Refused(line) => line,
            Taken::Archived(nummer) => line_of(host, &nummer, reports.get(&nummer)).await?,
        });
    }
    Ok(lines)
}

/// How long it is until the next step of a document that was made, such as a PDF that the vendor takes
/// a moment later; none when nothing is left or it is worth no waiting.
fn until_next_step(
    host: &Host,
    reports: &BTreeMap<WerkbonNummer, DeliveryReport>,
) -> Option<Duration> {
    let now = host.now();
    let made = reports.values().filter(|report| {
        report.status == DeliveryStatus::Wacht && report.document.is_some() && report.pogingen == 0
    });
    let next = made.filter_map(|report| report.opnieuw_na).min()?;
    (next - now).to_std().ok().filter(|wait| *wait <= WORTH_WAITING)
}

/// `deliver`: what still waits.
pub(super) async fn deliver(host: &Host) -> Result<Exit, Failure> {
    if let Some(exit) = deliver_due(host).await? {
        return Ok(exit);
    }
    if phase(host).await? == Fase::Inactief {
        return Err(Failure::attention(&Message::new("integratie-niet-actief")));
    }
    host.output.remark("host-niets-te-leveren");
    Ok(Exit::Done)
}

/// Delivers what is due; none when nothing was.
pub(super) async fn deliver_due(host: &Host) -> Result<Option<Exit>, Failure> {
    if let Some(message) = stands_still(host).await? {
        return Err(Failure::attention(&message));
    }
    let mut exit = None;
    for (nummer, report) in deliveries(host).await? {
        let line = line_of(host, &nummer, Some(&report)).await?;
        exit = exit.max(Some(print(host, &line)));
    }
    Ok(exit)
}

/// Why nothing is sent at all, when that is so.
async fn stands_still(host: &Host) -> Result<Option<Message>, Failure> {
    let needs_attention = phase(host).await? == Fase::AandachtNodig;
    Ok(needs_attention.then(|| Message::new("integratie-aandacht-nodig")))
}

async fn phase(host: &Host) -> Result<Fase, Failure> {
    let state = host.port().state(&host.id).await.map_err(|error| host.failure(&error))?;
    Ok(state.fase)
}

async fn deliveries(host: &Host) -> Result<BTreeMap<WerkbonNummer, DeliveryReport>, Failure> {
    let reports = host.integration.deliver_now().await.map_err(|error| host.failure(&error))?;
    Ok(reports.into_iter().map(|report| (report.nummer.clone(), report)).collect())
}

async fn take(host: &Host, path: &Path) -> Result<Taken, Failure> {
    let file = match read(path) {
        Ok(file) => file,
        Err(Unreadable::File(message)) => {
            return Ok(Taken::Refused(refused(host, None, path, &message, Exit::Usage)));
        }
        Err(Unreadable::Content(message)) => {
            return Ok(Taken::Refused(refused(host, None, path, &message, Exit::Attention)));
        }
    };
    match resolve(host, &file, path).await {
        Ok(nummer) => Ok(Taken::Archived(nummer)),
        Err(Refusal::Failed(error)) => Err(host.failure(&error)),
        Err(Refusal::Message(message)) => {
            log_refusal(host, &file.nummer, &message).await?;
            let nummer = Some(file.nummer);
            Ok(Taken::Refused(refused(host, nummer, path, &message, Exit::Attention)))
        }
    }
}

async fn resolve(host: &Host, file: &WerkbonFile, path: &Path) -> Result<WerkbonNummer, Refusal> {
    let state = host.port().state(&host.id).await?;
    let resolver =
        Resolver { store: host.port(), integration: &host.id, state: &state, today: host.today() };
    // A werkbon of which a document exists, may exist or will be made needs nothing of the file.
    if let Some(known) = known(host, file).await? {
        return Ok(known);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let archived = resolver.archived(file, folder).await?;
    Ok(host.integration.archive(archived).await?.nummer)
}

pub(super) async fn known(
    host: &Host,
    file: &WerkbonFile,
) -> Result<Option<WerkbonNummer>, Refusal> {
    let Ok(nummer) = WerkbonNummer::new(file.nummer.as_str()) else { return Ok(None) };
    let known = host.port().delivery(&host.id, &nummer).await?;
    Ok(known.filter(is_settled).map(|entry| entry.nummer))
}

/// Whether archiving this number again changes nothing.
pub(crate) const fn is_settled(entry: &Delivery) -> bool {
    let ended = matches!(entry.status, DeliveryStatus::Geweigerd | DeliveryStatus::Gefilterd);
    !ended || entry.attempt.is_some() || entry.document.is_some()
}

/// What keeps a werkbon from being archived stands in the log too (F1).
async fn log_refusal(host: &Host, nummer: &str, message: &Message) -> Result<(), Failure> {
    let record: String = nummer.chars().take(40).collect();
    let line = LogLine::new(Soort::Fout, LogTabel::Werkbon, message.clone()).with_record(record);
    let change = Change::Log(Box::new(line.render(host.now(), texts())));
    let stored = host.store.commit(&host.id, Batch { epoch: None, changes: vec![change] }).await;
    stored.map_err(|error| host.failure(&error.into()))
}

pub(super) fn refused(
    host: &Host,
    nummer: Option<String>,
    path: &Path,
    message: &Message,
    exit: Exit,
) -> Line {
    let rendered = text(message);
    let mut line = line(host, nummer, "geweigerd", None, Some((message.code(), &rendered)), exit);
    line.bestand = Some(path.display().to_string());
    line
}

/// What became of a werkbon of the ledger, in this run or before.
async fn line_of(
    host: &Host,
    nummer: &WerkbonNummer,
    report: Option<&DeliveryReport>,
) -> Result<Line, Failure> {
    let wrap = |error| host.failure(&error);
    let entry = host.port().delivery(&host.id, nummer).await.map_err(wrap)?;
    let number = Some(nummer.as_str().to_owned());
    if let Some(report) = report {
        let open = entry.is_some_and(|entry| entry.attempt.is_some());
        let made = report.document.is_some();
        let (uitkomst, exit) = outcome(report.status, open, made, report.oorzaak);
        let said = Some((report.code.as_str(), &report.bericht));
        return Ok(line(host, number, uitkomst, report.document.as_ref(), said, exit));
    }
    let Some(entry) = entry else {
        return Ok(line(host, number, "geweigerd", None, None, Exit::Attention));
    };
    let (uitkomst, mut exit) =
        outcome(entry.status, entry.attempt.is_some(), entry.document.is_some(), None);
    let mut said = last_words(host.port(), &host.id, &entry).await.map_err(wrap)?;
    if entry.status == DeliveryStatus::Wacht
        && let Some(message) = stands_still(host).await?
    {
        said = Some((message.code().to_owned(), text(&message)));
        exit = exit.max(Exit::Attention);
    }
    let said = said.as_ref().map(|(code, rendered)| (code.as_str(), rendered));
    Ok(line(host, number, uitkomst, entry.document.as_ref(), said, exit))
}

/// The last log line about a werkbon, which says why it is where it is.
///
/// # Errors
/// When the store fails.
pub(crate) async fn last_words(
    store: &dyn Store,
    integration: &IntegrationId,
    entry: &Delivery,
) -> simon_core::Result<Option<(String, Rendered)>> {
    let mut filter = LogFilter::default();
    filter.record = Some(entry.nummer.as_str().to_owned());
    filter.tabel = Some(LogTabel::Werkbon);
    filter.since = Some(entry.gearchiveerd_op);
    // Its own line is the newest one, but for what was said of a file with the same number.
    filter.limit = Some(20);
    let lines = store.log(integration, &filter).await?;
    let of_entry = |code: &String| entry.code.as_ref().is_none_or(|own| own == code);
    let line = lines.into_iter().find(|line| of_entry(&line.code));
    Ok(line.map(|line| (line.code, Rendered { bericht: line.bericht, actie: line.te_nemen_actie })))
}

/// The outcome's word and what it means for the exit status. A werkbon that waits is delivered when only
/// something of its document is still to come, uncertain while a create without a known result is open,
/// and held back otherwise.
pub(super) fn outcome(
    status: DeliveryStatus,
    open_attempt: bool,
    made: bool,
    cause: Option<ErrorKind>,
) -> (&'static str, Exit) {
    match status {
        DeliveryStatus::Geleverd => ("geleverd", Exit::Done),
        DeliveryStatus::Gefilterd => ("gefilterd", Exit::Done),
        DeliveryStatus::Vastgehouden => ("vastgehouden", Exit::Done),
        DeliveryStatus::Geweigerd => ("geweigerd", Exit::Attention),
        DeliveryStatus::Wacht if made => ("geleverd", cause.map_or(Exit::Done, Exit::of)),
        DeliveryStatus::Wacht if !open_attempt => {
            ("vastgehouden", cause.map_or(Exit::Done, Exit::of))
        }
        _ => ("onzeker", Exit::Attention),
    }
}

pub(super) fn line(
    host: &Host,
    nummer: Option<String>,
    uitkomst: &'static str,
    document: Option<&DocumentRef>,
    said: Option<(&str, &Rendered)>,
    exit: Exit,
) -> Line {
    let output = host.output;
    let actie = said.and_then(|(_, rendered)| rendered.actie.as_ref());
    Line {
        nummer,
        uitkomst,
        vendor_id: document.map(|document| document.vendor_id.clone()),
        vendor_nummer: document.and_then(|document| document.nummer.clone()),
        code: said.map(|(code, _)| code.to_owned()),
        bericht: said.map(|(_, rendered)| output.tekst(&rendered.bericht).to_owned()),
        te_nemen_actie: actie.map(|actie| output.tekst(actie).to_owned()),
        bestand: None,
        exit,
    }
}

pub(super) fn print(host: &Host, line: &Line) -> Exit {
    host.output.show(line, || {
        let name = line.nummer.as_ref().or(line.bestand.as_ref());
        let number = line.vendor_nummer.as_ref().or(line.vendor_id.as_ref());
        let mut text = name.cloned().unwrap_or_default();
        text.push_str(&format!(": {}", host.output.pick(line.uitkomst, english(line.uitkomst))));
        text.extend(number.map(|number| format!(" ({number})")));
        text.extend(line.bericht.as_ref().map(|bericht| format!(": {bericht}")));
        if let Some(actie) = &line.te_nemen_actie {
            let todo = host.output.pick("Te nemen actie", "Action to take");
            text.push_str(&format!("\n  {todo}: {actie}"));
        }
        text
    });
    line.exit
}

/// An outcome's word for people; documents have the Dutch one.
pub(crate) fn english(uitkomst: &str) -> &str {
    match uitkomst {
        "geleverd" => "delivered",
        "gefilterd" => "filtered",
        "vastgehouden" => "held",
        "geweigerd" => "refused",
        "onzeker" => "uncertain",
        other => other,
    }
}
