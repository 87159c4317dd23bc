//! Reading and writing as a fuzz target tries them.

use chrono::NaiveDate;
use http::{HeaderMap, StatusCode};
use rust_decimal::Decimal;
use secrecy::SecretString;
use simon_core::http::{Effect, ErrorResponse};
use simon_core::{ErrorKind, Retry};

use super::answer::Record;
use super::envelope::{
    FacturenFilter, NewFactuur, NewFactuurRegel, Unsigned, add_factuur, close_session,
    get_artikelen, get_facturen, get_grootboekrekeningen, get_relaties, open_session, sign,
};
use super::operation::Operation;
use super::reader::Reader;
use super::{documents, drift};
use crate::config::SoapKeys;
use crate::error::{read_error, read_refusal};
use crate::mapping::{artikel_from_soap, groep_from_soap, relatie_from_soap};

/// How many operations there are.
pub const OPERATIONS: usize = Operation::ALL.len();

/// Names and texts.
pub type Fields = Vec<(String, String)>;

/// Everything that somebody who reads an answer gets to know.
#[derive(Debug, PartialEq, Eq)]
pub struct SoapAnswer {
    /// The fields of each record, and whether some are missing.
    pub records: Vec<(Fields, bool)>,
    /// The refusal: code, words, whether it is a fault.
    pub refusal: Option<(String, String, bool)>,
    /// Of an answer that ended whole how many records it had and the texts beside them; of any other
    /// what the failure is.
    pub end: Result<(usize, Fields), (ErrorKind, Retry)>,
}

/// Reads an answer to an operation that comes in these pieces, and maps its records.
pub fn read_soap<'a>(
    operation: usize,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Option<SoapAnswer> {
    let operation = *Operation::ALL.get(operation)?;
    let (mut reader, mut records) = (Reader::new(operation), Vec::new());
    for piece in pieces {
        let pushed = reader.push(piece);
        records.extend(std::iter::from_fn(|| reader.next_record()));
        if pushed.is_err() {
            break;
        }
    }
    records.iter().for_each(map);
    let refusal = reader.refusal().map(|refusal| (refusal.code, refusal.text, refusal.fault));
    let end = match reader.end(operation.label(), Effect::Read) {
        Ok(answer) => Ok((answer.records, answer.values)),
        Err(error) => Err((error.kind(), error.retry())),
    };
    let records = records.into_iter().map(|record| (record.fields, record.cut_off)).collect();
    Some(SoapAnswer { records, refusal, end })
}

/// Reads a body as the error that a status makes it, and as the refusal that may be in it.
pub(crate) fn read_errors(body: &[u8]) {
    let headers = HeaderMap::new();
    for operation in Operation::ALL {
        let label = operation.label();
        let answer = |status| ErrorResponse::new(label, Effect::Read, status, &headers, body);
        read_refusal(&answer(StatusCode::OK));
        read_error(&answer(StatusCode::INTERNAL_SERVER_ERROR));
    }
}

fn map(record: &Record) {
    relatie_from_soap(record);
    drift::of_relatie(record);
    artikel_from_soap(record, true);
    drift::of_artikel(record);
    groep_from_soap(record);
    documents::found(record, "sifra1-");
}

/// How many texts go into the requests.
pub const TEXTS: usize = 16;

/// A request on its way.
#[derive(Debug)]
pub struct SoapRequest {
    /// Without the session and the second security code.
    pub unsigned: String,
    /// As it is sent.
    pub sent: String,
    /// As people may read it.
    pub readable: String,
    /// Whether it says that something was removed from a text.
    pub cleaned: bool,
}

/// Every request, with these texts in it wherever one goes.
pub fn soap_requests(
    texts: &[String; TEXTS],
    datum: NaiveDate,
    numbers: [Decimal; 2],
) -> Vec<SoapRequest> {
    let [username, code_1, source, artikel, grootboek, relatie, session, code_2, factuur @ ..] =
        texts;
    let code_2 = SecretString::from(code_2.as_str());
    let keys = SoapKeys {
        username: username.clone().into(),
        security_code_1: SecretString::from(code_1.as_str()),
        security_code_2: code_2.clone(),
    };
    let filter = FacturenFilter { relatiecode: Some(relatie), van: datum, tot_en_met: datum };
    let requests = [
        open_session(&keys, source),
        close_session(),
        get_relaties(),
        get_artikelen(artikel),
        get_facturen(&filter),
        get_grootboekrekeningen(grootboek),
        add_factuur(&new_factuur(factuur, datum, numbers)),
    ];
    requests.into_iter().map(|request| on_its_way(request, session, &code_2)).collect()
}

fn on_its_way(request: Unsigned, session: &str, code_2: &SecretString) -> SoapRequest {
    let (readable, cleaned) = (request.readable(), request.cleaned());
    let body = request.into_body();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let sent = text(&sign(&body, session, code_2));
    SoapRequest { unsigned: text(&body), sent, readable, cleaned }
}

fn new_factuur(texts: &[String], datum: NaiveDate, numbers: [Decimal; 2]) -> NewFactuur {
    let text = |place: usize| texts.get(place).cloned().unwrap_or_default();
    let [aantal, prijs_per_eenheid] = numbers;
    let regel = NewFactuurRegel {
        aantal,
        eenheid: text(2),
        code: text(3),
        omschrijving: text(4),
        prijs_per_eenheid,
        btw_code: text(5),
        tegenrekening_code: text(6),
        kostenplaats_id: 0,
    };
    let second = NewFactuurRegel { omschrijving: text(7), ..regel.clone() };
    NewFactuur {
        relatiecode: text(0),
        datum,
        betalingstermijn: 14,
        factuursjabloon: text(1),
        regels: vec![regel, second],
    }
}
