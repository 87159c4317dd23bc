//! Where a listing begins, goes on and ends: its number, its place, and what its proven end says.

use super::Integration;
use super::fetch::{Run, log_tabel, tabel_naam};
use crate::connector::{Cursor, Deletions, ListRequest};
use crate::error::{Error, ErrorKind, Retry};
use crate::host::{Change, Feed, FeedState, Pass};
use crate::log::{LogLine, Soort};
use crate::message::Message;

impl Integration {
    /// Takes up the interrupted pass, or begins a new one.
    pub(super) fn begin_pass(&self, run: &mut Run<'_>, cleanup: bool) {
        run.cleanup = cleanup;
        let selectie = selectie(run);
        // A clean-up lists everything anyhow; that it did so with other groups is the fetch's to know.
        let reselected = !cleanup && run.feed.selectie != selectie;
        let gap = self.may_have_missed(&run.feed);
        let anew = run.full
            || cleanup
            || reselected
            || gap
            || run.feed.code_vrij_in.is_some()
            || !self.info().capabilities.incremental;
        // What disappeared since an older clean-up broke off would stay marked as seen.
        let same_work = |pass: &Pass| {
            !cleanup || run.slice.is_some_and(|slice| slice.includes(pass.begonnen, self.now()))
        };
        let fits = |pass: &Pass| {
            pass.cleanup == cleanup && (!anew || pass.since.is_none()) && same_work(pass)
        };
        if !reselected && !gap && run.pass().is_some_and(fits) {
            return;
        }
        let since = if anew { None } else { run.feed.watermark.clone() };
        if gap {
            run.feed.sluitend_sinds = Some(self.now());
        }
        if !cleanup {
            run.feed.selectie = selectie;
        }
        run.feed.laatste_run += 1;
        let pass = Pass::new(run.feed.laatste_run, since, cleanup, self.now());
        *run.feed.under_way_mut(cleanup) = Some(Box::new(pass));
    }

    /// From here on the pass lists everything, because the vendor numbered its data anew. Of its
    /// deletions some may be lost with the old numbers: the next clean-up compares (P15).
    pub(super) fn begin_anew(&self, feed: &mut FeedState, pass: &mut Pass) -> Option<Change> {
        if feed.feed == Feed::Verwijderingen {
            feed.sluitend_sinds = Some(self.now());
        }
        pass.since.take()?;
        let message = Message::new("ophalen-van-voren-af").with("tabel", tabel_naam(feed.feed));
        Some(self.log(LogLine::new(Soort::Info, log_tabel(feed.feed), message)))
    }

    /// Whether the vendor may have forgotten deletions before they were read.
    fn may_have_missed(&self, feed: &FeedState) -> bool {
        let Deletions::Feed { remembers } = self.info().capabilities.deletions else {
            return false;
        };
        let read_until = feed.pass.as_ref().map(|pass| pass.begonnen).or(feed.laatste_einde);
        feed.feed == Feed::Verwijderingen
            && read_until.is_none_or(|until| until + remembers <= self.now())
    }

    /// Remembers the proven end of a listing. A clean-up's leaves the place of the fetches alone, which
    /// went on beside it, unless there was none.
    pub(super) fn end_pass(&self, feed: &mut FeedState, pass: &Pass, watermark: Option<Cursor>) {
        *feed.under_way_mut(pass.cleanup) = None;
        if pass.cleanup && feed.watermark.is_some() {
            return;
        }
        if pass.since.is_none() {
            // What an earlier pass left out came again in this one.
            feed.dubbelen_in = feed.dubbelen_in.filter(|run| *run >= pass.run);
            feed.code_vrij_in = feed.code_vrij_in.filter(|run| *run >= pass.run);
        }
        let of_deletions = feed.feed == Feed::Verwijderingen;
        if pass.since.is_none() && !of_deletions {
            // It filled an empty table. In another one is what became inactive since the last pass: a
            // whole listing need not have it, and the changes that had it are skipped. The next
            // clean-up compares.
            feed.sluitend_sinds = feed.laatste_einde.is_none().then_some(pass.begonnen);
        }
        feed.watermark = watermark;
        // A watermark of deletions may be as old as their pass: how long the vendor remembers them
        // counts from there.
        feed.laatste_einde = Some(if of_deletions { pass.begonnen } else { self.now() });
    }
}

/// What a pass over a feed selects; a change asks for a full one (B7).
fn selectie(run: &Run<'_>) -> String {
    match run.feed.feed {
        Feed::Artikelen => run.settings.waarden.lijst("artikelgroepen").join("\n"),
        _ => String::new(),
    }
}

/// A vendor that refuses the place where a listing goes on no longer knows it: continuations do not live
/// for ever, and the pass may have been interrupted long ago. It begins anew with the next run.
pub(super) fn forgotten_place(error: Error, request: &ListRequest) -> Error {
    let refused = matches!(error.kind(), ErrorKind::Rejected | ErrorKind::NotFound);
    if request.resume.is_none() || !refused {
        return error;
    }
    let detail = "the vendor no longer knows where the listing goes on";
    let incomplete = Error::new(ErrorKind::Incomplete, detail)
        .with_retry(Retry::Backoff)
        .with_label(error.label());
    match error.vendor_text().map(str::to_owned) {
        Some(text) => incomplete.with_vendor_text(text).with_source(error),
        None => incomplete.with_source(error),
    }
}
