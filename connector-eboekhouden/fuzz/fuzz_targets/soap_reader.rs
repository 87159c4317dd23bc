//! Any bytes as an answer of any operation, in pieces cut anywhere.
//!
//! The input is the answer. Behind the last byte FE, which no text has, are the lengths of its pieces, one
//! behind the other and then from the first again; without it each byte is a piece.
#![no_main]

use connector_eboekhouden::fuzzing::{OPERATIONS, SoapAnswer, read_soap};
use connector_eboekhouden_fuzz::memory::{Counting, most_held};
use connector_eboekhouden_fuzz::xml::{Allowed, Element, read};
use libfuzzer_sys::fuzz_target;

#[global_allocator]
static COUNTING: Counting = Counting;

const CUTS: u8 = 0xFE;
/// What may be held beyond the answer, and for each byte of it: an empty field takes nine bytes.
const MOST_HELD: (usize, usize) = (64 * 1024, 64);
const NAMESPACE: &str = "http://www.e-boekhouden.nl/soap";

fuzz_target!(|input: &[u8]| {
    let (answer, cuts) = match input.iter().rposition(|byte| *byte == CUTS) {
        Some(place) => (&input[..place], &input[place + 1..]),
        None => (input, &[][..]),
    };
    let pieces = cut(answer, cuts);
    for operation in 0..OPERATIONS {
        let (whole, held) = most_held(|| of(operation, &[answer]));
        assert!(held <= MOST_HELD.0 + MOST_HELD.1 * answer.len(), "{held} bytes");
        assert_eq!(of(operation, &pieces), whole, "in pieces");
        if whole.end.is_ok() {
            is_whole(&whole, answer);
            truncated(operation, &whole, answer, cuts);
        }
    }
});

fn of(operation: usize, pieces: &[&[u8]]) -> SoapAnswer {
    read_soap(operation, pieces.iter().copied()).expect("an operation")
}

fn cut<'a>(answer: &'a [u8], cuts: &[u8]) -> Vec<&'a [u8]> {
    let mut rest = answer;
    let mut pieces = Vec::new();
    // A piece may be empty, but not each.
    let some = cuts.iter().any(|cut| *cut > 0);
    for cut in cuts.iter().copied().filter(|_| some).chain([1]).cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, later) = rest.split_at(rest.len().min(usize::from(cut)));
        pieces.push(piece);
        rest = later;
    }
    pieces
}

/// Another reader of XML finds a whole document in it, with the same records.
fn is_whole(read_as: &SoapAnswer, answer: &[u8]) {
    let root = read(answer, Allowed::Anything).expect("an answer is a whole document");
    let Ok((count, _)) = &read_as.end else { return };
    assert_eq!(*count, read_as.records.len());
    let records = records(&root);
    assert_eq!(records.len(), read_as.records.len(), "no record is lost");
    for (element, (fields, cut_off)) in records.iter().zip(&read_as.records) {
        assert!(!cut_off, "no input is that long");
        let mut expected = Vec::new();
        element.children.iter().for_each(|child| add_fields(child, "", &mut expected));
        assert_eq!(*fields, expected);
    }
}

fn records(root: &Element) -> Vec<&Element> {
    let body =
        root.children.iter().filter(|it| it.name == "Body" && it.namespace == root.namespace);
    let inner = |it: &'_ &Element, ends: &[&str]| {
        it.namespace == NAMESPACE && ends.iter().any(|end| it.name.ends_with(end))
    };
    let results = body.flat_map(|it| &it.children).filter(|it| inner(it, &["Response"]));
    let results = results.flat_map(|it| &it.children).filter(|it| inner(it, &["Result"]));
    let containers = ["Relaties", "Artikelen", "Facturen", "Rekeningen"];
    let containers = results.flat_map(|it| &it.children).filter(|it| inner(it, &containers));
    containers.flat_map(|it| &it.children).collect()
}

/// The texts of an element and of those in it, as far as they are the vendor's.
fn add_fields(element: &Element, above: &str, fields: &mut Vec<(String, String)>) {
    if element.namespace != NAMESPACE {
        return;
    }
    let path = format!("{above}{}", element.name);
    if element.children.is_empty() {
        fields.push((path, plain(&element.text)));
    } else {
        let above = format!("{path}/");
        element.children.iter().for_each(|child| add_fields(child, &above, fields));
    }
}

fn plain(text: &str) -> String {
    let forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
    let kept: String = text.chars().filter(|c| !forbidden(*c)).collect();
    kept.replace("\r\n", "\n").replace('\r', "\n")
}

/// What lacks its end is not whole; what only lacks something behind its end is the same.
fn truncated(operation: usize, whole: &SoapAnswer, answer: &[u8], cuts: &[u8]) {
    let places = cuts.iter().scan(0_usize, |place, cut| {
        *place += usize::from(*cut);
        Some(*place)
    });
    let last = answer.iter().rposition(|byte| *byte == b'>').unwrap_or_default();
    for place in places.chain([last]).filter(|place| *place < answer.len()) {
        let part = of(operation, &[&answer[..place]]);
        let ended = read(&answer[..place], Allowed::Anything).is_ok();
        assert_eq!(part.end.is_ok(), ended, "cut at {place}");
        assert!(!ended || part == *whole, "cut at {place}");
    }
}
