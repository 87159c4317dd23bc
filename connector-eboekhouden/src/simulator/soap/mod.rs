//! The SOAP service: envelope, headers, sessions and operations.

mod invoice;
mod parse;
mod reading;
mod record;
mod session;
mod shape;
mod write;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Method, Request, StatusCode};

pub(super) use session::Soap;
pub use session::{DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME};

use super::answer::{Answer, empty, fault, xml};
use super::messages;
use super::state::{Failure, State};
use super::stop::Stop;
use parse::Element;
use record::{Reader, Record};
use write::{ENVELOPE, NAMESPACE, Writer};

/// Why an operation answers with an error: code, and the line that it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refused {
    code: &'static str,
    line: Option<usize>,
}

impl From<&'static str> for Refused {
    fn from(code: &'static str) -> Self {
        Self { code, line: None }
    }
}

impl State {
    /// Answers one request to `/soap.asmx`.
    pub(super) fn soap_call(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
    ) -> Result<Answer, Stop> {
        let action = self.check_headers(request)?;
        let Some((operation, fields)) = shape::operation(&action) else {
            let why = "Server did not recognize the value of HTTP Header SOAPAction.";
            return Err(self.fault(why, &format!("SOAPAction {action}: not simulated")));
        };
        let failure = self.begin(operation, now)?;
        if let Some(Failure::Shape(status, shape)) = failure {
            return Ok(shape.answer(status));
        }
        let call = body(request)
            .and_then(|call| {
                let fits = call.namespace == NAMESPACE && call.name == operation;
                if fits { Ok(call) } else { Err("the body holds another operation".to_owned()) }
            })
            .map_err(|why| self.unreadable(operation, &why))?;
        let mut reader = Reader { disorder: self.traps.disorder, notes: Vec::new() };
        let record = reader.read(&call, fields).map_err(|why| self.unreadable(operation, &why))?;
        for note in reader.notes {
            self.refusals.record(format!("{operation}: {note}"));
        }
        let done = match failure {
            Some(Failure::Code(_, code)) => Err(code.into()),
            _ => self.carry_out(operation, &record, now),
        };
        Ok(xml(StatusCode::OK, self.response(operation, done)))
    }

    fn carry_out(
        &mut self,
        operation: &str,
        record: &Record,
        now: DateTime<Utc>,
    ) -> Result<Payload, Refused> {
        match operation {
            "OpenSession" | "OpenSessionSub" => {
                let id = self.soap.log_in(record, operation == "OpenSessionSub", now)?;
                return Ok(Box::new(move |_: &State, out: &mut Writer| out.value("SessionID", id)));
            }
            "CloseSession" => {
                self.soap.close(record);
                return Ok(Box::new(|_: &State, _: &mut Writer| {}));
            }
            _ => self.soap.check(record, now)?,
        }
        let filter = record.record("cFilter");
        match operation {
            "GetRelaties" => Ok(reading::relaties(filter)),
            "GetArtikelen" => Ok(reading::artikelen(filter)),
            "GetFacturen" => Ok(reading::facturen(filter, now)),
            "GetGrootboekrekeningen" => Ok(reading::rekeningen(filter)),
            _ => {
                let number = self.add_factuur(record.record("oFact"), now)?;
                Ok(Box::new(move |_: &State, out: &mut Writer| out.value("Factuurnummer", number)))
            }
        }
    }

    fn response(&self, operation: &str, done: Result<Payload, Refused>) -> String {
        let mut out = Writer::begin(operation, &self.traps);
        if operation != "CloseSession" {
            let result = format!("{operation}Result");
            out.open(&result);
            match done {
                Ok(payload) => {
                    if !self.traps.error_left_out {
                        self.error(&mut out, None);
                    }
                    payload(self, &mut out);
                }
                Err(refused) => self.error(&mut out, Some(refused)),
            }
            out.close(&result);
        }
        out.finish(operation)
    }

    fn error(&self, out: &mut Writer, refused: Option<Refused>) {
        let text = refused.map(|refused| {
            let text = messages::text(refused.code, self.traps.english);
            match refused.line {
                Some(line) => format!("Regel {line}: {text}"),
                None => text.to_owned(),
            }
        });
        out.open("ErrorMsg");
        out.text("LastErrorCode", refused.map(|refused| refused.code));
        out.text("LastErrorDescription", text.as_deref());
        out.close("ErrorMsg");
    }

    fn check_headers(&self, request: &Request<Bytes>) -> Result<String, Stop> {
        if request.method() != Method::POST || request.uri().query().is_some() {
            let line = format!("{} {}: only POST without a query", request.method(), request.uri());
            return Err(Stop::strict(empty(StatusCode::METHOD_NOT_ALLOWED), line));
        }
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let kind = header("content-type").unwrap_or_default();
        let mut parts = kind.split(';').map(|part| part.trim().to_ascii_lowercase());
        let right = parts.next().as_deref() == Some("text/xml")
            && parts.all(|part| matches!(part.as_str(), "charset=utf-8" | "charset=\"utf-8\""));
        if !right {
            let line = format!("POST /soap.asmx: content type '{kind}'");
            return Err(Stop::strict(empty(StatusCode::UNSUPPORTED_MEDIA_TYPE), line));
        }
        let action = header("soapaction").unwrap_or_default();
        let named = action
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .and_then(|uri| uri.strip_prefix(NAMESPACE)?.strip_prefix('/'));
        named.map(str::to_owned).ok_or_else(|| {
            let why = "Server did not recognize the value of HTTP Header SOAPAction.";
            self.fault(why, &format!("POST /soap.asmx: SOAPAction '{action}'"))
        })
    }

    fn unreadable(&self, operation: &str, why: &str) -> Stop {
        self.fault("Server was unable to read request.", &format!("{operation}: {why}"))
    }

    fn fault(&self, text: &str, line: &str) -> Stop {
        Stop::strict(fault(self.traps.fault_status, "soap:Client", text), line)
    }
}

/// Writes what an operation answers besides the error.
type Payload = Box<dyn FnOnce(&State, &mut Writer)>;

/// The one element in the envelope's body.
fn body(request: &Request<Bytes>) -> Result<Element, String> {
    let envelope = parse::parse(request.body())?;
    let named = |element: &Element, name: &str| {
        element.namespace == ENVELOPE && element.name == name && element.text.trim().is_empty()
    };
    if !named(&envelope, "Envelope") {
        return Err("no SOAP 1.1 envelope".into());
    }
    let mut parts = envelope.children.into_iter();
    let mut part = parts.next();
    if part.as_ref().is_some_and(|part| named(part, "Header") && part.children.is_empty()) {
        part = parts.next();
    }
    match part.filter(|part| named(part, "Body")) {
        Some(mut body) if body.children.len() == 1 && parts.next().is_none() => {
            body.children.pop().ok_or_else(|| "no operation".to_owned())
        }
        _ => Err("no body with one operation".into()),
    }
}
