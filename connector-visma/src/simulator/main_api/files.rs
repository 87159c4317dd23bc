//! Files on invoices and orders.

use bytes::Bytes;
use chrono::TimeDelta;
use http::{HeaderValue, StatusCode, header};
use simon_testkit::vendor::{Stop, asked};

use super::super::answer::{Answer, empty, set_header};
use super::super::desk::Desk;
use super::super::documents::Bijlage;
use super::super::route::Asked;
use super::not_found;

/// A file as it was sent.
struct Sent {
    name: String,
    kind: String,
    bytes: Bytes,
}

impl Desk<'_> {
    pub(super) fn attach_to_invoice(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let sent = self.read_file(asked)?;
        self.shown_invoice(asked)?;
        let id = self.new_guid();
        match self.company.facturen.get_mut(asked.id(0)) {
            Some(kept) => {
                let id = put(&mut kept.document.bijlagen, sent, id);
                Ok(self.attached(&id))
            }
            None => Err(not_found(asked, "customer invoice")),
        }
    }

    pub(super) fn attach_to_order(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let sent = self.read_file(asked)?;
        let id = self.new_guid();
        let lag = TimeDelta::from_std(self.traps.order_lag).unwrap_or_default();
        let key = (asked.id(0).to_owned(), asked.id(1).to_owned());
        let kept = self.company.orders.get_mut(&key);
        match kept.filter(|kept| kept.visible.max(kept.stamps.made + lag) <= self.now) {
            Some(kept) => {
                let id = put(&mut kept.document.bijlagen, sent, id);
                Ok(self.attached(&id))
            }
            None => Err(not_found(asked, "sales order")),
        }
    }

    fn attached(&self, id: &str) -> Answer {
        let mut answer = empty(StatusCode::CREATED);
        let location = self.location(&format!("/v1/attachment/{id}"));
        set_header(&mut answer, "location", &location);
        answer
    }

    pub(super) fn detach_from_order(&mut self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let key = (asked.id(0).to_owned(), asked.id(1).to_owned());
        let Some(kept) = self.company.orders.get_mut(&key) else {
            return Err(not_found(asked, "sales order"));
        };
        let files = &mut kept.document.bijlagen;
        let before = files.len();
        files.retain(|file| file.id != asked.id(2));
        if files.len() == before {
            return Err(not_found(asked, "attachment"));
        }
        Ok(empty(StatusCode::OK))
    }

    pub(super) fn attachment(&self, asked: &Asked<'_>) -> Result<Answer, Stop> {
        let Some(file) = self.company.files().find(|file| file.id == asked.id(0)) else {
            return Err(not_found(asked, "attachment"));
        };
        let mut answer = Answer::new(file.inhoud.clone());
        if let Ok(kind) = HeaderValue::from_str(&file.soort) {
            answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        Ok(answer)
    }

    fn read_file(&self, asked: &Asked<'_>) -> Result<Sent, Stop> {
        let refuse = |why: &str| asked.strict(StatusCode::BAD_REQUEST, why);
        if asked.query().is_some() {
            return Err(refuse("a query on an upload"));
        }
        let sent = file(asked).map_err(refuse)?;
        match self.traps.attachment_limit {
            Some((most, status)) if sent.bytes.len() > most => {
                Err(asked.data(status, "The file is too large."))
            }
            _ => Ok(sent),
        }
    }
}

/// Keeps a file: a name that is known already gets a new revision. Gives its id.
fn put(files: &mut Vec<Bijlage>, sent: Sent, id: String) -> String {
    let Sent { name, kind, bytes } = sent;
    match files.iter_mut().find(|file| file.naam == name) {
        Some(file) => {
            file.revisie += 1;
            (file.soort, file.inhoud) = (kind, bytes);
            file.id.clone()
        }
        None => {
            let own = id.clone();
            files.push(Bijlage { id, naam: name, revisie: 1, soort: kind, inhoud: bytes });
            own
        }
    }
}

/// The one file of a form. The error says what no correct client sends.
fn file(asked: &Asked<'_>) -> Result<Sent, &'static str> {
    if !asked::content_type(asked.request).eq_ignore_ascii_case("multipart/form-data") {
        return Err("the body must be multipart/form-data");
    }
    let declared = asked.request.headers().get(header::CONTENT_TYPE);
    let declared = declared.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = parameter(declared, "boundary").ok_or("no boundary")?;
    let body = asked.request.body();
    let opening = format!("--{boundary}\r\n");
    let closing = format!("\r\n--{boundary}--");
    let rest = body.strip_prefix(opening.as_bytes()).ok_or("the body starts with no boundary")?;
    let end = rest.strip_suffix(b"\r\n").unwrap_or(rest);
    let part = end.strip_suffix(closing.as_bytes()).ok_or("the body ends with no boundary")?;
    if find(part, format!("\r\n--{boundary}").as_bytes()).is_some() {
        return Err("more than one part");
    }
    let blank = find(part, b"\r\n\r\n").ok_or("a part without an end of its headers")?;
    let (headers, content) = part.split_at(blank);
    let headers = std::str::from_utf8(headers).map_err(|_| "headers that are no text")?;
    let own = |name: &str| {
        let named = |line: &str| line.to_lowercase().starts_with(name);
        headers.split("\r\n").find(|line| named(line)).and_then(|line| line.get(name.len()..))
    };
    let disposition = own("content-disposition:").ok_or("no Content-Disposition")?.trim();
    if !disposition.starts_with("form-data;") {
        return Err("Content-Disposition is no form-data");
    }
    let name = parameter(disposition, "filename").ok_or("no file name")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let extension =
        name.rsplit_once('.').is_some_and(|(stem, end)| !stem.is_empty() && !end.is_empty());
    if !extension || !name.chars().all(plain) {
        return Err("a file name without an extension, or with other signs");
    }
    let kind = own("content-type:").ok_or("a part without a Content-Type")?.trim().to_owned();
    let start = body.len() - rest.len() + blank + 4;
    let length =
        content.len().checked_sub(4).filter(|length| *length > 0).ok_or("an empty file")?;
    Ok(Sent { name, kind, bytes: body.slice(start..start + length) })
}

/// A parameter of a header, with or without quotes.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut parts = header.split(';').skip(1).filter_map(|part| part.trim().split_once('='));
    let (_, value) = parts.find(|(own, _)| own.eq_ignore_ascii_case(name))?;
    Some(value.trim_matches('"').to_owned())
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}
