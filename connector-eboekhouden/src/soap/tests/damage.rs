use super::*;
use proptest::prelude::*;
use simon_core::http::Effect;
use simon_core::{ErrorKind, Retry};

const FIXTURES: [(Operation, &str); 3] = [
    (Operation::GetRelaties, RELATIES),
    (Operation::GetArtikelen, ARTIKELEN),
    (Operation::GetFacturen, FACTUREN),
];

fn relaties(inner: &str) -> Result<(Vec<Record>, Answer), Problem> {
    read(Operation::GetRelaties, &answer(Operation::GetRelaties, inner))
}

fn one(inner: &str) -> Result<String, Problem> {
    let text = format!("<Relaties><cRelatie><A>{inner}</A></cRelatie></Relaties>");
    relaties(&text).map(|(records, _)| records[0].fields[0].1.clone())
}

/// Everything that somebody who reads an answer in chunks of one size gets to know, failures included.
type Told = (Vec<Record>, Option<Refusal>, Result<Answer, (ErrorKind, Retry)>);

fn told(operation: Operation, bytes: &[u8], size: usize) -> Told {
    let (mut reader, mut records) = (Reader::new(operation), Vec::new());
    for chunk in bytes.chunks(size) {
        let pushed = reader.push(chunk);
        records.extend(std::iter::from_fn(|| reader.next_record()));
        if pushed.is_err() {
            break;
        }
    }
    let refusal = reader.refusal();
    let end = reader.end(operation.label(), Effect::Read);
    (records, refusal, end.map_err(|error| (error.kind(), error.retry())))
}

#[test]
fn every_truncation_is_noticed() {
    for (operation, text) in FIXTURES {
        let whole = text.trim_end().len();
        for end in 0..whole {
            let read = read_in(operation, &text.as_bytes()[..end], usize::MAX);
            assert_eq!(read.err(), Some(Problem::Truncated), "{end}");
        }
        assert!(read_in(operation, &text.as_bytes()[..whole], usize::MAX).is_ok());
    }
}

#[test]
fn every_size_of_chunk_gives_the_same() {
    for (operation, text) in FIXTURES {
        let marked = format!("\u{feff}{text}");
        let whole = read(operation, &marked).unwrap();
        for size in 1..200 {
            assert_eq!(read_in(operation, marked.as_bytes(), size).unwrap(), whole, "{size}");
        }
    }
}

#[test]
fn references_other_than_the_five_and_to_characters_are_refused() {
    assert_eq!(one("&lt;&gt;&amp;&apos;&quot;&#65;&#x42;&#x1F600;").unwrap(), "<>&'\"AB\u{1F600}");
    assert_eq!(one("a&#x0;b&#1;c&#xFFFE;").unwrap(), "abc", "no document may have these");
    assert_eq!(one("&#xD83D;").unwrap(), "\u{FFFD}");
    for wrong in ["&euro;", "&nbsp;", "&x", "a & b", "&;", "&#;", "&#x;", "&#+1;", "&#-1;", "&#xZ;"]
    {
        assert!(one(wrong).is_err(), "{wrong}");
    }
    assert_eq!(one("&#99999999999999999999;"), Err(Problem::Entity));
    let padded = |zeros: usize| format!("&#{}65;", "0".repeat(zeros));
    assert_eq!((one(&padded(28)), one(&padded(29))), (Ok("A".to_owned()), Err(Problem::Entity)));
    assert_eq!(relaties("<Site x='&boem;'/>").err(), Some(Problem::Entity));
}

#[test]
fn a_document_type_is_refused_wherever_it_stands() {
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>";
    for text in [format!("{bomb}{RELATIES}"), RELATIES.replace("<e:Relaties>", bomb)] {
        assert_eq!(read(Operation::GetRelaties, &text).err(), Some(Problem::DocumentType));
    }
    let late = RELATIES.replace("?>", &format!("?>{bomb}"));
    assert_eq!(read(Operation::GetRelaties, &late).err(), Some(Problem::DocumentType));
}

#[test]
fn only_utf_8_is_read() {
    for (name, fits) in [("UTF-8", true), ("utf-16", false), ("ISO-8859-1", false), ("x", false)] {
        let text = RELATIES.replace("utf-8", name);
        assert_eq!(read(Operation::GetRelaties, &text).is_ok(), fits, "{name}");
    }
    let latin = RELATIES.replace("Kerkstraat", "Kérkstraat");
    let latin: Vec<u8> = latin.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(read_in(Operation::GetRelaties, &latin, 7).err(), Some(Problem::Encoding));
    let wide: Vec<u8> = RELATIES.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(read_in(Operation::GetRelaties, &wide, 7).is_err());
    let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide).collect();
    assert_eq!(read_in(Operation::GetRelaties, &marked, 7).err(), Some(Problem::Encoding));
}

#[test]
fn what_is_no_xml_or_has_another_shape_is_refused() {
    for wrong in [
        "<Relaties><cRelatie></Relaties></cRelatie>",
        "<Relaties><cArtikel/></Relaties>",
        "<Relaties/><Relaties/>",
        "<ErrorMsg/><ErrorMsg/>",
        "<x:Site/>",
        "<1a/>",
        "<a:b:c/>",
        "< Site/>",
        "<Site a/>",
        "<Site a=1/>",
        "<Site a='1' a='2'/>",
        "<Site a='<'/>",
        "<?xml version='1.0'?>",
        "<Site xmlns:xmlns='x'/>",
    ] {
        assert!(relaties(wrong).is_err(), "{wrong}");
    }
    for behind in ["<x/>", "tekst", "</x>"] {
        assert!(read(Operation::GetRelaties, &format!("{RELATIES}{behind}")).is_err(), "{behind}");
    }
    let harmless = format!("{RELATIES}\n<!-- klaar --><?klaar?>\n");
    assert!(read(Operation::GetRelaties, &harmless).is_ok());
    let namespaceless = RELATIES.replace("http://www.e-boekhouden.nl/soap", "http://example.nl");
    assert!(read(Operation::GetRelaties, &namespaceless).is_err());
}

#[test]
fn depth_and_sizes_are_bounded() {
    let deep = "<a>".repeat(10_000);
    assert_eq!(relaties(&deep).err(), Some(Problem::TooLarge("depth")));
    let name = "N".repeat(257);
    let named = relaties(&format!("<{name}>1</{name}>"));
    assert_eq!(named.err(), Some(Problem::TooLarge("a name")));
    let value = "v".repeat(100_000);
    assert!(matches!(relaties(&format!("<Site>{value}</Site>")), Err(Problem::TooLarge(_))));
    let mut reader = Reader::new(Operation::GetRelaties);
    reader.push(b"<!-- ").unwrap();
    let endless = (0..64).find_map(|_| reader.push(&[b'x'; 64 * 1024]).err());
    assert_eq!(endless, Some(Problem::TooLarge("markup")));
    let comment = format!("<!-- {} -->", "x".repeat(2 * 1024 * 1024));
    assert_eq!(relaties(&comment).err(), Some(Problem::TooLarge("markup")), "in one piece, too");
    assert_eq!(reader.push(b"-->"), Err(Problem::TooLarge("markup")), "it stays so");
}

proptest! {
    #[test]
    fn arbitrary_chunks_give_the_same_records(
        which in 0usize..3,
        cuts in prop::collection::vec(1usize..400, 1..60),
    ) {
        let (operation, text) = FIXTURES[which];
        let whole = read(operation, text).unwrap();
        let (mut reader, mut records, mut rest) = (Reader::new(operation), Vec::new(), text.as_bytes());
        for cut in cuts.iter().cycle() {
            let (chunk, later) = rest.split_at(rest.len().min(*cut));
            reader.push(chunk).unwrap();
            records.extend(std::iter::from_fn(|| reader.next_record()));
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!((records, reader.finish().unwrap()), whole);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), size in 1usize..50) {
        let _ = read_in(Operation::GetRelaties, &bytes, size);
    }

    #[test]
    fn damaged_answers_never_panic_and_read_the_same_in_any_chunks(
        which in 0usize..3,
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![
            any::<u8>(), prop::sample::select(b"<>&;/'\"!?[]-:=x \0".to_vec()),
        ]), 1..6),
        size in 1usize..50,
        end in any::<prop::sample::Index>(),
    ) {
        let (operation, text) = FIXTURES[which];
        let mut bytes = text.as_bytes().to_vec();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let whole = told(operation, &bytes, usize::MAX);
        prop_assert_eq!(told(operation, &bytes, size), whole);
        let end = end.index(text.trim_end().len());
        let truncated = told(operation, &bytes[..end], usize::MAX);
        prop_assert!(truncated.2.is_err(), "cut at {}", end);
        prop_assert_eq!(told(operation, &bytes[..end], size), truncated);
    }

    #[test]
    fn any_text_survives_writing_and_reading(text in any::<String>()) {
        let kept: String = text.chars().filter(|c| text::is_allowed(*c)).collect();
        let written = quick_xml::escape::escape(kept.as_str()).into_owned();
        let expected = kept.replace("\r\n", "\n").replace('\r', "\n");
        if !kept.is_empty() {
            prop_assert_eq!(one(&written).unwrap(), expected);
        }
    }
}
