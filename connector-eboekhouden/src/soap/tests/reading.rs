use super::*;
use simon_core::http::Effect;
use simon_core::{ErrorKind, Retry};

#[test]
fn records_come_as_names_and_texts_whatever_the_prefix() {
    let (records, answer) = read(Operation::GetRelaties, RELATIES).unwrap();
    assert_eq!((records.len(), answer.records), (5, 5));
    assert_eq!(answer.refusal, None);
    let first = &records[0];
    assert_eq!(first.text("ID"), "5100001");
    assert_eq!(first.text("Bedrijf"), "Jansen & Zn. Installaties", "control characters go");
    assert_eq!(first.text("Notitie"), "bel <eerst> & dan");
    assert_eq!((first.text("Telefoon"), first.text("Site")), ("", ""));
    assert!(!first.cut_off);
}

#[test]
fn what_is_inside_inside_a_record_has_its_path() {
    let records = records(Operation::GetFacturen, FACTUREN);
    let texts: Vec<&str> = records[0].all("Regels/cFactuurRegel/Omschrijving").collect();
    assert_eq!(texts, ["Kraan [sifra1-20417]", "Leer"]);
    assert_eq!(records[0].text("Relatiecode"), "K0042");
    assert_eq!(records[3].text("Regels/cFactuurRegel/Omschrijving"), "");
}

#[test]
fn records_come_before_the_answer_ended() {
    let half = ARTIKELEN.find("900003").unwrap();
    let mut reader = Reader::new(Operation::GetArtikelen);
    reader.push(&ARTIKELEN.as_bytes()[..half]).unwrap();
    let ready = std::iter::from_fn(|| reader.next_record()).count();
    assert_eq!(ready, 2);
    assert_eq!(reader.finish(), Err(Problem::Truncated));
}

#[test]
fn no_hit_is_an_empty_listing_and_no_result_is_none() {
    for result in ["", "<Relaties/>", "<ErrorMsg/>", "<Relaties></Relaties><ErrorMsg/>"] {
        let (records, answer) =
            read(Operation::GetRelaties, &answer(Operation::GetRelaties, result)).unwrap();
        assert_eq!((records.len(), answer.refusal), (0, None), "{result}");
    }
    let other = answer(Operation::GetArtikelen, "");
    assert!(matches!(read(Operation::GetRelaties, &other), Err(Problem::Shape(_))));
    let bare = |inner: &str| {
        format!(
            "<E:Envelope xmlns:E='http://www.w3.org/2003/05/soap-envelope'>{inner}</E:Envelope>"
        )
    };
    for inner in ["", "<E:Body/>", "<E:Header/><E:Body></E:Body>"] {
        let found = read(Operation::GetRelaties, &bare(inner));
        assert_eq!(found, Err(Problem::Shape("no result")), "{inner}");
    }
    let closed = "<E:Body><CloseSessionResponse xmlns='http://www.e-boekhouden.nl/soap'/></E:Body>";
    assert!(read(Operation::CloseSession, &bare(closed)).is_ok());
}

/// A table under another name, or a refusal that cannot be read, must not pass for an empty table.
#[test]
fn what_might_be_the_table_under_another_name_is_no_empty_listing_p14() {
    for result in [
        "<Klanten><cRelatie><ID>1</ID></cRelatie></Klanten>",
        "<cRelatie><ID>1</ID></cRelatie>",
        "<x:Relaties xmlns:x='http://example.nl'><x:cRelatie/></x:Relaties>",
        "<x:ErrorMsg xmlns:x='http://example.nl'><x:LastErrorCode>E002.3</x:LastErrorCode></x:ErrorMsg>",
        "<ErrorMsg><LastErrorCode/><LastErrorDescription>fout</LastErrorDescription></ErrorMsg>",
    ] {
        let read = read(Operation::GetRelaties, &answer(Operation::GetRelaties, result));
        assert_eq!(read.err(), Some(Problem::Shape("no table")), "{result}");
    }
    let nil =
        "<Relaties xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'/><Nieuw/>";
    assert!(read(Operation::GetRelaties, &answer(Operation::GetRelaties, nil)).is_ok());
}

#[test]
fn a_refusal_is_a_code_that_is_filled() {
    let refused = |inner: &str| {
        let text = answer(Operation::OpenSession, &format!("<ErrorMsg>{inner}</ErrorMsg>"));
        read(Operation::OpenSession, &text).unwrap().1.refusal
    };
    assert_eq!(
        refused("<LastErrorCode> </LastErrorCode><LastErrorDescription>x</LastErrorDescription>"),
        None
    );
    let found = refused(
        "<LastErrorCode> E001.3 </LastErrorCode><LastErrorDescription>fout</LastErrorDescription>",
    );
    assert_eq!(found, Some(Refusal { code: "E001.3".into(), text: "fout".into(), fault: false }));
}

#[test]
fn values_beside_the_records_are_read_and_not_shown_f6() {
    let text = answer(Operation::OpenSession, "<ErrorMsg/><SessionID>{7D9E}</SessionID>");
    let (_, answer) = read(Operation::OpenSession, &text).unwrap();
    assert_eq!(answer.value("SessionID"), Some("{7D9E}"));
    assert_eq!(answer.value("Factuurnummer"), None);
    assert!(!format!("{answer:?}").contains("7D9E"));
    let record = &records(Operation::GetRelaties, RELATIES)[0];
    assert!(!format!("{record:?}").contains("Jansen"));
}

#[test]
fn faults_of_both_versions_are_refusals() {
    let one = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault>\
        <faultcode>s:Client</faultcode><faultstring>Server was unable to read request.</faultstring>\
        <detail><x>y</x></detail></s:Fault></s:Body></s:Envelope>";
    let two = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><s:Fault>\
        <s:Code><s:Value>s:Client</s:Value></s:Code><s:Reason><s:Text xml:lang='en'>Server was \
        unable to read request.</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>";
    let misleading = one.replace("<x>y</x>", "<Value>s:Server</Value><Text>y</Text>");
    for text in [one, two, &misleading] {
        let refusal = read(Operation::AddFactuur, text).unwrap().1.refusal.unwrap();
        assert_eq!(refusal.code, "s:Client");
        assert_eq!(refusal.text, "Server was unable to read request.");
        assert!(refusal.fault);
    }
}

#[test]
fn one_huge_record_does_not_end_the_listing_b13() {
    let note = "n".repeat(2 * 1024 * 1024);
    let text = answer(
        Operation::GetRelaties,
        &format!(
            "<Relaties><cRelatie><ID>1</ID><Notitie>{note}</Notitie><Site>s</Site></cRelatie>\
             <cRelatie><ID>2</ID></cRelatie></Relaties>"
        ),
    );
    for size in [1 << 14, usize::MAX] {
        let (records, _) = read_in(Operation::GetRelaties, text.as_bytes(), size).unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!((records[0].text("ID"), records[0].cut_off), ("1", true));
        assert_eq!(records[0].text("Site"), "");
        assert_eq!((records[1].text("ID"), records[1].cut_off), ("2", false));
    }
}

#[test]
fn a_problem_says_whether_repeating_helps() {
    let advice = |text: &str, effect| {
        let mut reader = Reader::new(Operation::GetRelaties);
        let problem = reader.push(text.as_bytes()).err().unwrap_or(Problem::Truncated);
        let error = reader.error(problem, "relaties.list", effect);
        (error.kind(), error.retry())
    };
    let read = |text| advice(text, Effect::Read);
    let page = "<!DOCTYPE html><html>Onderhoud</html>";
    assert_eq!(read(page), (ErrorKind::Unavailable, Retry::Backoff));
    assert_eq!(read("<html>"), (ErrorKind::Unavailable, Retry::Backoff));
    assert_eq!(read(&RELATIES[..400]), (ErrorKind::Incomplete, Retry::Backoff));
    let broken = RELATIES.replace("</e:ID>", "</e:IE>");
    assert_eq!(read(&broken), (ErrorKind::Decode, Retry::Never));
    assert_eq!(advice(page, Effect::Create).1, Retry::CheckFirst);
}
