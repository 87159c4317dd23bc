//! Any text in the fields of a request.
#![no_main]

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use connector_eboekhouden::fuzzing::{SoapRequest, TEXTS, soap_requests};
use connector_eboekhouden_fuzz::xml::{Allowed, Element, read};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;

#[derive(Debug, Arbitrary)]
struct Input {
    texts: [String; TEXTS],
    day: u16,
    aantal: (i64, u8),
    prijs: (i64, u8),
}

/// Where in the texts the session and the second security code are.
const SESSION: usize = 6;
const CODE_2: usize = 7;
/// Control characters of a request without its session: those around each place to fill.
const MARK: char = '\u{1}';

/// The same requests with texts that show where each goes.
static MODEL: LazyLock<Vec<SoapRequest>> = LazyLock::new(|| {
    let texts = std::array::from_fn(|place| format!("text-{place}"));
    soap_requests(&texts, NaiveDate::default(), [Decimal::ONE; 2])
});

fuzz_target!(|input: Input| {
    let datum = NaiveDate::default() + Days::new(u64::from(input.day));
    let numbers = [input.aantal, input.prijs]
        .map(|(mantissa, scale)| Decimal::new(mantissa, u32::from(scale % 29)));
    let requests = soap_requests(&input.texts, datum, numbers);
    assert_eq!(requests.len(), MODEL.len());
    for (request, model) in requests.iter().zip(MODEL.iter()) {
        check(request, model, &input, datum, numbers);
    }
});

fn check(
    request: &SoapRequest,
    model: &SoapRequest,
    input: &Input,
    datum: NaiveDate,
    numbers: [Decimal; 2],
) {
    let marks = |text: &str| text.matches(MARK).count();
    assert_eq!(marks(&request.unsigned), marks(&model.unsigned), "a place to fill is forged");
    assert_eq!(marks(&request.sent), 0);

    let sent = whole(&request.sent);
    let model = whole(&model.sent);
    let mut cleaned = false;
    let (leaves, expected) = (sent.leaves(), model.leaves());
    assert_eq!(leaves.len(), expected.len(), "an element more or less: {}", request.sent);
    for ((path, text), (model_path, model_text)) in leaves.iter().zip(&expected) {
        assert_eq!(path, model_path, "{}", request.sent);
        let wanted = match model_text.strip_prefix("text-") {
            Some(place) => {
                let place: usize = place.parse().expect("a place");
                let wanted = &input.texts[place];
                cleaned |= ![SESSION, CODE_2].contains(&place) && legal(wanted) != *wanted;
                legal(wanted)
            }
            None if path.ends_with("/Aantal") => numbers[0].to_string(),
            None if path.ends_with("/PrijsPerEenheid") => numbers[1].to_string(),
            None if path.contains("Datum") => datum.to_string(),
            None => (*model_text).to_owned(),
        };
        assert_eq!(*text, wanted, "{path}");
    }
    assert_eq!(request.cleaned, cleaned, "removed characters are told");
    readable(request, &leaves);
}

/// What people read is the same without the session and the code.
fn readable(request: &SoapRequest, leaves: &[(String, &str)]) {
    let readable = whole(&request.readable);
    let shown = readable.leaves();
    assert_eq!(shown.len(), leaves.len());
    for ((path, text), (sent_path, sent)) in shown.iter().zip(leaves) {
        assert_eq!(path, sent_path);
        let hidden = path.ends_with("/SessionID") || path.ends_with("/SecurityCode2");
        assert_eq!(*text, if hidden { "..." } else { *sent });
    }
}

fn whole(xml: &str) -> Element {
    read(xml.as_bytes(), Allowed::Nothing).unwrap_or_else(|error| panic!("{error}: {xml}"))
}

/// Without what XML forbids or discourages.
///
/// Source: XML 1.0, section 2.2.
fn legal(text: &str) -> String {
    let allowed = |c: &char| {
        let char = matches!(*c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        char && !matches!(*c, '\u{7f}'..='\u{9f}')
    };
    text.chars().filter(allowed).collect()
}
