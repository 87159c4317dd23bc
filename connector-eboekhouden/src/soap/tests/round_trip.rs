//! Any text in a request, read back by another reader of XML.

use super::*;
use chrono::NaiveDate;
use proptest::prelude::*;
use quick_xml::Reader as XmlReader;
use quick_xml::events::Event;
use secrecy::SecretString;
use simon_testkit::builders::decimal;

use crate::config::SoapKeys;

/// The names and texts of the elements with nothing or text in them, in their order.
fn leaves(xml: &str) -> Vec<(String, String)> {
    let (mut reader, mut leaves) = (XmlReader::from_str(xml), Vec::new());
    let (mut text, mut innermost) = (String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Decl(_) => {}
            Event::Start(_) => (text, innermost) = (String::new(), true),
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(part) => {
                let escaped = format!("&{};", &*part.xml10_content());
                text.push_str(&quick_xml::escape::unescape(&escaped).unwrap());
            }
            Event::End(end) => {
                if innermost {
                    leaves.push((end.name().into_inner().to_owned(), text.clone()));
                }
                innermost = false;
            }
            Event::Eof => return leaves,
            other => panic!("{other:?}"),
        }
    }
}

/// Every request with texts from a list of seven, as it is sent.
fn sent(texts: &[String]) -> Vec<String> {
    let text = |place: usize| texts[place].clone();
    let datum = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let code_2 = SecretString::from(text(1));
    let keys = SoapKeys {
        username: text(2).into(),
        security_code_1: SecretString::from(text(3)),
        security_code_2: code_2.clone(),
    };
    let regel = NewFactuurRegel {
        aantal: decimal("0.25"),
        eenheid: text(2),
        code: text(3),
        omschrijving: text(4),
        prijs_per_eenheid: decimal("48.00"),
        btw_code: text(5),
        tegenrekening_code: text(6),
        kostenplaats_id: 0,
    };
    let factuur = NewFactuur {
        relatiecode: text(5),
        datum,
        betalingstermijn: 14,
        factuursjabloon: text(6),
        regels: vec![regel.clone(), regel],
    };
    let filter = FacturenFilter { relatiecode: Some(&texts[2]), van: datum, tot_en_met: datum };
    let requests = [
        open_session(&keys, &texts[4]),
        close_session(),
        get_relaties(),
        get_artikelen(&texts[5]),
        get_facturen(&filter),
        get_grootboekrekeningen(&texts[6]),
        add_factuur(&factuur),
    ];
    let signed = |request: Unsigned| sign(&request.into_body(), &texts[0], &code_2);
    requests.map(|request| String::from_utf8(signed(request)).unwrap()).to_vec()
}

/// Without the characters that no document may have.
fn arrived(text: &str) -> String {
    text.chars().filter(|c| text::is_allowed(*c)).collect()
}

fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "\u{1}session\u{1}",
            "\u{1}code2\u{1}",
            "\u{1}",
            "session",
            "]]>",
            "<!--",
            "&amp;",
            "</Omschrijving>",
            "<?x?>",
            "\r\n",
            "\u{fffe}",
            "\u{85}",
            "\"'",
            "&",
            "<",
            ">",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_arrives_in_its_element_and_changes_no_other(
        texts in prop::collection::vec(any_text(), 7),
    ) {
        let marks: Vec<String> = (0..7).map(|place| format!("text {place}")).collect();
        for (xml, model) in sent(&texts).iter().zip(sent(&marks)) {
            let expected: Vec<(String, String)> = leaves(&model)
                .into_iter()
                .map(|(name, text)| match marks.iter().position(|mark| *mark == text) {
                    Some(place) => (name, arrived(&texts[place])),
                    None => (name, text),
                })
                .collect();
            let forged = xml.contains('\u{1}');
            prop_assert!(!forged);
            prop_assert_eq!(leaves(xml), expected);
        }
    }
}
