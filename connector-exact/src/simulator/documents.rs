//! Documents on the customer card and the files that hang on them.

use bytes::Bytes;
use chrono::TimeDelta;
use http::{Request, StatusCode};
use simon_testkit::vendor::{Stop, base64};

use super::answer::{Answer, business, empty, error};
use super::clock;
use super::guid;
use super::invoices::no_rows;
use super::read::Asked;
use super::schema::Source;
use super::state::State;
use super::table::{Row, Stored, Values};
use super::value::Value;

impl State {
    pub(super) fn create_document(
        &mut self,
        asked: Asked<'_>,
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        let mut values = self.read_body(asked.entity, request)?.values;
        let key = self.new_key(Source::Documents);
        let (code, wall) = (asked.division.unwrap_or_default(), clock::wall(asked.now));
        let Some(division) = self.divisions.get_mut(&code) else { return Err(no_rows()) };
        let account = values.get("Account").and_then(Value::as_guid);
        let accounts = division.rows(Source::Accounts);
        let found = account.and_then(|key| accounts.and_then(|table| table.get(key)));
        match (account, found) {
            (Some(_), None) => return reject("Ongeldige referentie: Relatie"),
            (_, Some(row)) => {
                values.insert("AccountName", row.value("Name"));
                values.insert("AccountCode", row.value("Code"));
            }
            (None, None) => {}
        }
        let types = division.rows(Source::DocumentTypes);
        let kind = types.and_then(|table| {
            table.rows().find(|row| Some(&row.value("ID")) == values.get("Type"))
        });
        let Some(kind) = kind else { return reject("Ongeldige referentie: Type") };
        if kind.value("DocumentIsCreatable") != Value::Bool(true) {
            return reject("Niet toegestaan: Type");
        }
        values.insert("TypeDescription", kind.value("Description"));
        let hid = division.next_hid;
        division.next_hid += 1;
        let view = format!("{}/docs/DocView.aspx?DocumentID={}", asked.origin, guid::text(key));
        values.insert("ID", Value::Guid(key));
        values.entry("HID").or_insert_with(|| Value::int(hid));
        values.insert("Division", Value::int(code));
        values.insert("DocumentViewUrl", Value::text(view));
        values.entry("Category").or_insert(Value::Guid(guid::numbered(0xca7, 3)));
        values.insert("Created", Value::Time(wall));
        values.insert("Modified", Value::Time(wall));
        self.put_visible(asked, (key, values));
        Ok(self.created(asked, key, request))
    }

    pub(super) fn create_attachment(
        &mut self,
        asked: Asked<'_>,
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        let mut values = self.read_body(asked.entity, request)?.values;
        let key = self.new_key(Source::DocumentAttachments);
        let code = asked.division.unwrap_or_default();
        let Some(division) = self.divisions.get_mut(&code) else { return Err(no_rows()) };
        let document = values.get("Document").and_then(Value::as_guid).unwrap_or_default();
        if division.rows(Source::Documents).and_then(|table| table.get(document)).is_none() {
            return reject("Ongeldige referentie: Document");
        }
        let name = values.get("FileName").and_then(Value::as_text).unwrap_or_default();
        if !name.contains('.') {
            let why = "POST documents/DocumentAttachments: FileName without an extension";
            return Err(Stop::strict(business("Ongeldig: Bestandsnaam"), why));
        }
        let file = values.get("Attachment").and_then(Value::as_text).and_then(base64::decode);
        let size = file.map(|bytes| bytes.len()).unwrap_or_default();
        if size > self.traps.attachment_limit {
            return reject("Ongeldig: Bijlage (bestand te groot)");
        }
        let url = format!("{}/docs/SysAttachment.aspx?ID={}", asked.origin, guid::text(key));
        values.insert("ID", Value::Guid(key));
        values.insert("FileSize", Value::int(u64::try_from(size).unwrap_or_default()));
        values.insert("Url", Value::text(url));
        self.put_visible(asked, (key, values));
        Ok(self.created(asked, key, request))
    }

    pub(super) fn change_document_by(
        &mut self,
        asked: Asked<'_>,
        key: u128,
        request: &Request<Bytes>,
    ) -> Result<Answer, Stop> {
        let sent = self.read_body(asked.entity, request)?;
        let division = asked.division.and_then(|code| self.divisions.get_mut(&code));
        let Some(division) = division else { return Err(no_rows()) };
        let (version, wall) = (division.next_version(), clock::wall(asked.now));
        let there = division.table(Source::Documents).change(key, Some(version), false, |values| {
            values.extend(sent.values);
            values.insert("Modified", Value::Time(wall));
        });
        if there {
            Ok(empty(StatusCode::NO_CONTENT))
        } else {
            Err(Stop::data(error(StatusCode::NOT_FOUND, "Resource not found")))
        }
    }

    /// Adds a row that look-ups show after the lag.
    fn put_visible(&mut self, asked: Asked<'_>, (key, values): (u128, Values)) {
        let lag = TimeDelta::from_std(self.traps.look_up_lag).unwrap_or_default();
        let visible_from = (!lag.is_zero()).then(|| asked.now + lag);
        let code = asked.division.unwrap_or_default();
        if let Some(division) = self.divisions.get_mut(&code) {
            let version = division.next_version();
            let stored = Stored { visible_from, ..Stored::new(key, values) };
            let row = Row::Stored(Box::new(stored));
            division.table(asked.entity.source).insert(version, row);
        }
    }
}

fn reject(why: &str) -> Result<Answer, Stop> {
    Err(Stop::data(business(why)))
}
