//! The test vendor's listings, a page at a time.

use std::time::Duration;

use simon_core::connector::{Cursor, ListRequest, Next, Page, Proof, Rejected};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result, Retry};

use super::books::Books;
use super::vendor::{Vendor, throttled};

impl Vendor {
    pub(crate) fn page<T: Clone>(
        &self,
        feed: &'static str,
        rows: impl Fn(&Books) -> Vec<(u64, String, T)>,
        request: &ListRequest,
    ) -> Result<Page<T>> {
        let mut books = self.books();
        books.calls += 1;
        books.requests += 1;
        books.listed.push(feed);
        let anew = (request.since.is_some() || request.resume.is_some())
            && books.renumbered.contains(&feed);
        let request = if anew { &ListRequest::everything() } else { request };
        books.renumbered.retain(|other| !anew || *other != feed);
        let since: u64 =
            request.since.as_ref().map_or(0, |cursor| cursor.0.parse().unwrap_or_default());
        let start: usize =
            request.resume.as_ref().map_or(0, |cursor| cursor.0.parse().unwrap_or_default());
        if books.throttles {
            return Err(throttled(Duration::from_secs(3600)));
        }
        if books.closed == Some(feed) {
            return Err(throttled(Duration::from_secs(3600)));
        }
        if books.refuses_listing {
            return Err(Error::new(ErrorKind::Rejected, "what list?"));
        }
        if let Some(kind) = books.forgets_places.filter(|_| request.resume.is_some()) {
            return Err(Error::new(kind, "what page?").with_vendor_text("Invalid token"));
        }
        if books.listing_fails_after.is_some_and(|pages| start >= pages * books.page_size) {
            return Err(Error::new(ErrorKind::Unavailable, "broke off").with_retry(Retry::Backoff));
        }
        let all: Vec<_> = rows(&books)
            .into_iter()
            .filter(|(stamp, id, _)| *stamp >= since && !books.hides.contains(id))
            .collect();
        let items: Vec<T> =
            all.iter().skip(start).take(books.page_size).map(|(_, _, row)| row.clone()).collect();
        let end = start + books.page_size >= all.len();
        let next = if books.repeats_cursor {
            Next::More(Cursor("0".into()))
        } else if end {
            let watermark = Some(Cursor(books.stamp.to_string()));
            Next::End { proof: Proof::EndSignal, watermark }
        } else {
            Next::More(Cursor((start + books.page_size).to_string()))
        };
        let mut page = Page::new(items, next);
        page.anew = anew;
        page.drift.clone_from(&books.drift);
        if books.bad_record {
            let message = Message::new("record-onleesbaar");
            page.rejected.push(Rejected::new(Some("kapot".into()), message));
        }
        Ok(page)
    }
}
