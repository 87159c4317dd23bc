//! The test vendor's documents: as they would be sent, and as it lists them.

use simon_core::connector::{
    Cursor, DocumentsRequest, FoundDocument, Next, Page, Proof, Rejected, RenderedDocument,
};
use simon_core::domain::{DocumentRef, InvoiceDraft};
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result, Retry};

use super::vendor::Vendor;

impl Vendor {
    /// The draft as JSON.
    pub(crate) fn render(&self, draft: &InvoiceDraft) -> Result<RenderedDocument> {
        let books = self.books();
        if books.unmappable {
            return Err(Error::new(ErrorKind::Unmappable, "no place for it"));
        }
        let mut rendered = RenderedDocument::new(serde_json::to_string(draft).unwrap());
        if books.warns {
            let line = LogLine::new(
                Soort::Waarschuwing,
                LogTabel::Werkbon,
                Message::new("tekst-ingekort"),
            );
            rendered.waarschuwingen.push(line);
        }
        Ok(rendered)
    }

    /// Two documents a page; those without a reference of ours come along without it.
    pub(crate) fn documents_page(&self, request: &DocumentsRequest) -> Result<Page<FoundDocument>> {
        let mut books = self.books();
        books.calls += 1;
        books.asked_since = Some(request.since);
        let start: usize = request.resume.as_ref().map_or(0, |cursor| cursor.0.parse().unwrap());
        if books.listing_fails_after.is_some_and(|pages| start >= pages * books.page_size) {
            return Err(Error::new(ErrorKind::Unavailable, "broke off").with_retry(Retry::Backoff));
        }
        let all: Vec<FoundDocument> = books
            .documents
            .iter()
            .enumerate()
            .map(|(index, draft)| {
                let reference = draft.referentie.as_str();
                let ours = reference.starts_with(&request.prefix).then(|| reference.to_owned());
                FoundDocument::new(document(index), ours)
            })
            .filter(|found| !books.gone.contains(&found.document.vendor_id))
            .collect();
        let end = start + books.page_size >= all.len();
        let next = match end && !books.repeats_cursor {
            true => Next::End { proof: Proof::EndSignal, watermark: None },
            false if books.repeats_cursor => Next::More(Cursor("0".into())),
            false => Next::More(Cursor((start + books.page_size).to_string())),
        };
        let items = all.into_iter().skip(start).take(books.page_size).collect();
        let mut page = Page::new(items, next);
        if books.bad_record {
            page.rejected.push(Rejected::new(None, Message::new("record-onleesbaar")));
        }
        Ok(page)
    }
}

pub(crate) fn document(index: usize) -> DocumentRef {
    DocumentRef::new(format!("doc-{index}"), Some((5000 + index).to_string()))
}
