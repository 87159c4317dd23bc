//! `activate`, `save` and `check`.

use serde::Serialize;
use simon_core::host::WipePart;
use simon_core::integration::{Activation, ActivationReport, CheckLine, WipePlan};
use simon_core::message::Message;

use crate::cli::Part;
use crate::failure::{Exit, Failure};
use crate::host::Host;

#[derive(Serialize)]
struct PlanLine {
    eerste_activatie: bool,
    plan: Vec<PartLine>,
}

#[derive(Serialize)]
struct WipedLine {
    gewist: Vec<PartLine>,
}

#[derive(Serialize)]
struct PartLine {
    deel: &'static str,
    aantal: u64,
}

#[derive(Serialize)]
struct CheckDocument<'a> {
    sleutel: &'a str,
    ok: bool,
    naam: Option<&'a str>,
    bericht: Option<&'a str>,
    te_nemen_actie: Option<&'a str>,
}

#[derive(Serialize)]
struct SavedLine<'a> {
    opgeslagen: bool,
    versie: Option<u32>,
    vendor_id: Option<&'a str>,
    administratie: Option<&'a str>,
}

/// `activate`: the plan first; then wipe, connect, check and save in one.
pub(super) async fn activate(host: &Host, wipe: &[Part]) -> Result<Exit, Failure> {
    let parts = parts(wipe);
    let wrap = |error| host.failure(&error);
    let plan = host.integration.wipe_plan(&parts).await.map_err(wrap)?;
    let lines = part_lines(&plan);
    let text = plan_text(host, &lines);
    let first = plan.first;
    host.output.show(&PlanLine { eerste_activatie: first, plan: lines }, || text);
    if first && parts.len() < WipePart::ALL.len() {
        return Err(Failure::attention(&Message::new("host-activatie-plan")));
    }
    let activation = Activation::new(host.settings.clone(), parts);
    let report = host.integration.activate(&activation).await.map_err(wrap)?;
    if report.saved.is_some() && !plan.parts.is_empty() {
        let lines = part_lines(&plan);
        let text = format!("{} {}", host.output.pick("Gewist:", "Wiped:"), counts(&lines));
        host.output.show(&WipedLine { gewist: lines }, || text);
    }
    finish(host, &report)
}

/// `save`: checks everything and puts it in force, without a wipe.
pub(super) async fn save(host: &Host) -> Result<Exit, Failure> {
    let saved = host.integration.save(&host.settings).await;
    finish(host, &saved.map_err(|error| host.failure(&error))?)
}

/// `check`: one line per setting.
pub(super) async fn check(host: &Host, keys: &[String]) -> Result<Exit, Failure> {
    let lines = host.integration.check(&host.settings, keys).await;
    let lines = lines.map_err(|error| host.failure(&error))?;
    Ok(print_checks(host, &lines))
}

fn finish(host: &Host, report: &ActivationReport) -> Result<Exit, Failure> {
    print_checks(host, &report.checks);
    let books = report.administratie.as_ref();
    let naam = books.map_or(host.integration.info().naam, |books| &books.naam);
    let line = SavedLine {
        opgeslagen: report.saved.is_some(),
        versie: report.saved,
        vendor_id: books.map(|books| books.vendor_id.as_str()),
        administratie: books.map(|books| books.naam.as_str()),
    };
    let Some(version) = report.saved else {
        host.output.show(&line, String::new);
        return Err(Failure::attention(&Message::new("host-instellingen-geweigerd")));
    };
    host.output.show(&line, || {
        let saved = host.output.pick("Opgeslagen: instellingen versie", "Saved: settings version");
        format!("{saved} {version}, {}", naam)
    });
    Ok(Exit::Done)
}

fn print_checks(host: &Host, lines: &[CheckLine]) -> Exit {
    let output = host.output;
    let mut exit = Exit::Done;
    for line in lines {
        if !line.ok {
            exit = Exit::Attention;
        }
        let rendered = line.bericht.as_ref();
        let document = CheckDocument {
            sleutel: &line.sleutel,
            ok: line.ok,
            naam: Some(line.naam.as_str()).filter(|naam| !naam.is_empty()),
            bericht: rendered.map(|rendered| output.tekst(&rendered.bericht)),
            te_nemen_actie: rendered
                .and_then(|rendered| rendered.actie.as_ref())
                .map(|actie| output.tekst(actie)),
        };
        output.show(&document, || {
            let verdict = if line.ok { "ok" } else { output.pick("GEWEIGERD", "REFUSED") };
            let said = rendered.map(|rendered| output.full(rendered)).unwrap_or_default();
            format!("{:<26} {verdict:<10} {}{said}", line.sleutel, line.naam)
        });
    }
    exit
}

fn parts(wipe: &[Part]) -> Vec<WipePart> {
    if wipe.contains(&Part::All) {
        return WipePart::ALL.to_vec();
    }
    let chosen = |part: &WipePart| {
        wipe.contains(&match part {
            WipePart::Relaties => Part::Relaties,
            WipePart::Artikelen => Part::Artikelen,
            WipePart::Werkbonnen => Part::Werkbonnen,
        })
    };
    WipePart::ALL.into_iter().filter(chosen).collect()
}

fn part_lines(plan: &WipePlan) -> Vec<PartLine> {
    let deel = |part| match part {
        WipePart::Relaties => "relaties",
        WipePart::Artikelen => "artikelen",
        WipePart::Werkbonnen => "werkbonnen",
    };
    plan.parts
        .iter()
        .map(|(part, aantal)| PartLine { deel: deel(*part), aantal: *aantal })
        .collect()
}

fn counts(lines: &[PartLine]) -> String {
    let lines: Vec<String> =
        lines.iter().map(|line| format!("{} ({})", line.deel, line.aantal)).collect();
    lines.join(", ")
}

fn plan_text(host: &Host, lines: &[PartLine]) -> String {
    if lines.is_empty() {
        return host.output.pick("Wisplan: niets", "Wipe plan: nothing").to_owned();
    }
    format!("{} {}", host.output.pick("Wisplan:", "Wipe plan:"), counts(lines))
}
