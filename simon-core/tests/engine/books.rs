//! The vendor's books, and how it misbehaves next.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::time::Duration;

use simon_core::ErrorKind;
use simon_core::connector::{Deleted, Drift, Gauge, RelatieRecord};
use simon_core::domain::{Artikel, Artikelgroep, InvoiceDraft, VendorOrder};

/// What the next create does.
#[derive(Debug, Clone)]
pub(crate) enum Create {
    /// Creates it and loses the answer.
    LoseAnswer,
    /// Loses the request.
    LoseRequest,
    /// Refuses.
    Refuse,
    /// Is not reachable at all.
    Unreachable,
    /// Takes no more calls for so long.
    Throttle(Duration),
    /// Says that it has this document already; it does.
    SaysItExists,
}

#[derive(Debug, Default)]
pub(crate) struct Books {
    /// What the credentials open, at a vendor that tells.
    pub(crate) administratie: String,
    /// What they open at a vendor that lets the user choose.
    pub(crate) opens: Vec<String>,
    /// Operations, and which books they were told of.
    pub(crate) told: Vec<(&'static str, Option<String>)>,
    /// Whether listings of orders were asked for without details.
    pub(crate) without_details: Vec<bool>,
    /// Documents that have a dossier, in their order.
    pub(crate) dossiers: Vec<String>,
    /// Dossiers that do not show when they are looked for.
    pub(crate) hides_dossiers: bool,
    pub(crate) next_dossiers: VecDeque<Create>,
    /// How often a dossier was asked for.
    pub(crate) dossier_creates: usize,
    /// Since when dossiers were looked for.
    pub(crate) dossier_look_ups: Vec<chrono::DateTime<chrono::Utc>>,
    /// The error of each PDF with this name, or of the dossier.
    pub(crate) refuses: Option<(&'static str, Refusal)>,
    pub(crate) relaties: BTreeMap<String, (u64, RelatieRecord)>,
    pub(crate) artikelen: BTreeMap<String, (u64, Artikel)>,
    pub(crate) groepen: BTreeMap<String, Artikelgroep>,
    pub(crate) orders: BTreeMap<String, (u64, VendorOrder)>,
    pub(crate) deletions: Vec<(u64, Deleted)>,
    pub(crate) documents: Vec<InvoiceDraft>,
    pub(crate) pdfs: Vec<(String, String)>,
    /// The answer to the next PDF is lost, and no PDF shows yet.
    pub(crate) slow_with_pdfs: bool,
    pub(crate) marked: Vec<String>,
    pub(crate) stamp: u64,
    pub(crate) page_size: usize,
    pub(crate) next_creates: VecDeque<Create>,
    pub(crate) refuses_login: bool,
    pub(crate) unreachable: bool,
    pub(crate) throttles: bool,
    /// Where the call budget stands.
    pub(crate) gauge: Option<Gauge>,
    pub(crate) drift: Vec<Drift>,
    pub(crate) listing_fails_after: Option<usize>,
    /// Where a listing goes on means nothing to it any more.
    pub(crate) forgets_places: Option<ErrorKind>,
    /// No listing is understood.
    pub(crate) refuses_listing: bool,
    /// The feed whose endpoint is left alone.
    pub(crate) closed: Option<&'static str>,
    /// The customer that cannot be read by its id.
    pub(crate) unreadable: Option<&'static str>,
    pub(crate) hides: Vec<String>,
    pub(crate) bad_record: bool,
    /// The feeds that were numbered anew since they were last read.
    pub(crate) renumbered: Vec<&'static str>,
    pub(crate) repeats_cursor: bool,
    pub(crate) unmappable: bool,
    pub(crate) warns: bool,
    pub(crate) gone: Vec<String>,
    pub(crate) asked_since: Option<chrono::DateTime<chrono::Utc>>,
    /// The werkbon that every create fails on, whatever it is.
    pub(crate) fails_on: Option<String>,
    /// What happens once, while a record is read by id.
    pub(crate) meanwhile: Meanwhile,
    pub(crate) lookup_fails: bool,
    pub(crate) look_ups: usize,
    /// Pages that were listed.
    pub(crate) calls: u64,
    /// The feeds of those pages, in order.
    pub(crate) listed: Vec<&'static str>,
    /// Records read by id.
    pub(crate) reads: usize,
    /// Requests of every kind.
    pub(crate) requests: usize,
}

/// How the connector or the vendor refuses.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Refusal {
    /// The vendor, in its own words.
    ByVendor,
    /// The connector, which says what to do.
    TooLarge,
    /// The connector, without more.
    DoesNotFit,
    /// Nobody asks the vendor: the endpoint is left alone for an hour.
    Closed,
    /// The vendor breaks down on it.
    Away,
}

/// Something that others do in the middle of a call.
#[derive(Default)]
pub(crate) struct Meanwhile(pub(crate) Option<Box<dyn FnOnce() + Send>>);

impl fmt::Debug for Meanwhile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Meanwhile")
    }
}
