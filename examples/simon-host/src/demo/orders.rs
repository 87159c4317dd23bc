//! Orders that were made at the vendor become werkbonnen, each once.

use serde_json::json;
use simon_core::domain::Werkbon;
use simon_core::host::{Record, Tabel};

use super::stage::{Simulated, Stage};
use super::story::Story;
use super::werkbonnen::archive;
use crate::commands::Line;
use crate::failure::Failure;

/// Fetches twice: so many werkbonnen have to be there, and no more the second time. `nl` and `en` say
/// which, and why no others.
pub(super) async fn become_werkbonnen<V: Simulated>(
    story: &mut Story,
    stage: &Stage<V>,
    expected: usize,
    [nl, en]: [&str; 2],
) -> Result<Vec<Werkbon>, Failure> {
    stage.fetch().await?;
    let found = werkbonnen(stage).await?;
    for werkbon in &found {
        let text = werkbon.werkomschrijving.replace('\n', " / ");
        story.tell(format_args!("{}: {text}", werkbon.nummer));
    }
    story.expect(found.len() == expected, nl, en);
    stage.fetch().await?;
    story.expect(
        werkbonnen(stage).await?.len() == expected,
        "en een tweede keer ophalen maakt er geen tweede van",
        "and fetching again makes no second one",
    );
    Ok(found)
}

/// The work of such a werkbon was done: an hour and a half.
pub(super) async fn carry_out<V: Simulated>(
    story: &Story,
    stage: &Stage<V>,
    werkbon: &Werkbon,
) -> Result<Line, Failure> {
    let nummer = werkbon.nummer.as_str();
    let done = json!({"nummer": nummer, "gereed_gemeld": true, "werktijd_minuten": 90});
    archive(story, stage, nummer, &done).await
}

/// The werkbonnen that are not archived.
pub(super) async fn werkbonnen<V: Simulated>(stage: &Stage<V>) -> Result<Vec<Werkbon>, Failure> {
    let found = stage.records(Tabel::Werkbonnen).await?.into_iter();
    Ok(found
        .filter_map(|record| match record {
            Record::Werkbon(werkbon) => Some(*werkbon),
            _ => None,
        })
        .collect())
}
