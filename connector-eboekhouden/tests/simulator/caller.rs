//! A caller that knows nothing but HTTP.

use std::sync::Arc;

use bytes::Bytes;
use connector_eboekhouden::simulator::{
    Artikel, DEMO_API_TOKEN, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME,
    EBoekhouden, Relatie,
};
use http::{HeaderMap, Request};
use serde_json::Value;
use simon_testkit::Simulator;
use simon_testkit::simulated::SimulatedClock;

/// The vendor, its clock, a SOAP session and a REST token.
pub(crate) struct Caller {
    pub(crate) sim: EBoekhouden,
    pub(crate) clock: SimulatedClock,
    pub(crate) session: String,
    pub(crate) token: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    /// The error code, of either interface; empty without one.
    pub(crate) fn code(&self) -> String {
        if self.text.starts_with('<') {
            return self.element("LastErrorCode");
        }
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The text of the first element of this name; empty without one.
    pub(crate) fn element(&self, name: &str) -> String {
        let Some((_, rest)) = self.text.split_once(&format!("<{name}>")) else {
            return String::new();
        };
        rest.split_once(&format!("</{name}>")).unwrap().0.to_owned()
    }

    pub(crate) fn count(&self, name: &str) -> usize {
        self.text.matches(&format!("<{name}>")).count()
    }

    pub(crate) fn ids(&self) -> Vec<i64> {
        let json = self.json();
        json["items"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
    }
}

impl Caller {
    /// A vendor with demo books, logged in over both interfaces.
    pub(crate) fn demo() -> Self {
        let caller = Self::empty();
        caller.sim.seed_demo();
        caller
    }

    pub(crate) fn empty() -> Self {
        let clock = SimulatedClock::default();
        let sim = EBoekhouden::new(Arc::new(clock.clone()));
        let mut caller = Self { sim, clock, session: String::new(), token: String::new() };
        caller.log_in();
        caller
    }

    pub(crate) fn log_in(&mut self) {
        self.session = self
            .open(DEMO_USERNAME, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2)
            .element("SessionID");
        assert_eq!(self.session.len(), 38, "{}", self.session);
        let body = format!(r#"{{"accessToken":"{DEMO_API_TOKEN}","source":"Simon"}}"#);
        let reply = self.post("/v1/session", &body);
        assert_eq!(reply.status, 200, "{}", reply.text);
        self.token = reply.json()["token"].as_str().unwrap().to_owned();
    }

    pub(crate) fn open(&self, user: &str, code_1: &str, code_2: &str) -> Reply {
        self.operation(
            "OpenSession",
            &format!(
                "<Username>{user}</Username><SecurityCode1>{code_1}</SecurityCode1>\
                 <SecurityCode2>{code_2}</SecurityCode2><Source>Simon</Source>"
            ),
        )
    }

    /// A SOAP call within the session.
    pub(crate) fn soap(&self, operation: &str, rest: &str) -> Reply {
        let session = &self.session;
        self.operation(
            operation,
            &format!(
                "<SessionID>{session}</SessionID>\
                 <SecurityCode2>{DEMO_SECURITY_CODE_2}</SecurityCode2>{rest}"
            ),
        )
    }

    pub(crate) fn relaties(&self) -> Reply {
        self.soap("GetRelaties", "<cFilter><Trefwoord/><Code/><ID>0</ID></cFilter>")
    }

    pub(crate) fn artikelen(&self) -> Reply {
        self.soap("GetArtikelen", "<cFilter></cFilter>")
    }

    pub(crate) fn facturen(&self, code: &str, from: &str, to: &str) -> Reply {
        self.soap(
            "GetFacturen",
            &format!(
                "<cFilter><Factuurnummer/><Relatiecode>{code}</Relatiecode>\
                 <DatumVan>{from}</DatumVan><DatumTm>{to}</DatumTm></cFilter>"
            ),
        )
    }

    pub(crate) fn operation(&self, operation: &str, content: &str) -> Reply {
        self.envelope(
            operation,
            &format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
                 <s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
                 <{operation} xmlns=\"http://www.e-boekhouden.nl/soap\">{content}</{operation}>\
                 </s:Body></s:Envelope>"
            ),
        )
    }

    pub(crate) fn envelope(&self, operation: &str, body: &str) -> Reply {
        let action = format!("\"http://www.e-boekhouden.nl/soap/{operation}\"");
        self.raw_soap("text/xml; charset=utf-8", &action, body)
    }

    pub(crate) fn raw_soap(&self, kind: &str, action: &str, body: &str) -> Reply {
        let request = Request::post("/soap.asmx")
            .header("content-type", kind)
            .header("SOAPAction", action)
            .body(Bytes::from(body.to_owned()))
            .unwrap();
        self.send(&request)
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.get_as(path, &self.token)
    }

    pub(crate) fn get_as(&self, path: &str, authorization: &str) -> Reply {
        let request =
            Request::get(path).header("authorization", authorization).body(Bytes::new()).unwrap();
        self.send(&request)
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Reply {
        let request = Request::post(path)
            .header("content-type", "application/json")
            .header("authorization", &self.token)
            .body(Bytes::from(body.to_owned()))
            .unwrap();
        self.send(&request)
    }

    pub(crate) fn send(&self, request: &Request<Bytes>) -> Reply {
        let (parts, body) = self.sim.handle(request).into_parts();
        Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// Adds a relation with this code.
    pub(crate) fn relatie(&self, code: &str) -> i64 {
        self.sim.add_relatie(Relatie {
            code: Some(code.into()),
            bedrijf: Some("Klant".into()),
            ..Relatie::default()
        })
    }

    /// Adds an article with this code.
    pub(crate) fn artikel(&self, code: &str) -> i64 {
        self.sim.add_artikel(Artikel {
            code: Some(code.into()),
            omschrijving: Some("Artikel".into()),
            prijs: Some("10".parse().unwrap()),
            btw_code: Some("HOOG_VERK_21".into()),
            rekening: Some(self.sim.omzetrekening()),
            ..Artikel::default()
        })
    }

    /// The refusals, each of which holds one of these in turn.
    pub(crate) fn refused(&self, expected: &[&str]) {
        let all = self.sim.refusals().all();
        assert_eq!(all.len(), expected.len(), "{all:#?}");
        for (line, part) in all.iter().zip(expected) {
            assert!(line.contains(part), "'{line}' lacks '{part}'");
        }
        self.sim.refusals().clear();
    }
}
