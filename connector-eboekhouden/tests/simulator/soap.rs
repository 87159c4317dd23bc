//! SOAP: envelopes, order, sessions, reading.

use std::time::Duration;

use connector_eboekhouden::simulator::{
    DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME, Disorder, EmptyList, EmptyText,
    ErrorShape, Relatie,
};
use http::StatusCode;

use crate::caller::Caller;

const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";

#[test]
fn reads_everything_in_four_calls() {
    let caller = Caller::demo();
    let relaties = caller.relaties();
    assert_eq!((relaties.status, relaties.code().as_str()), (200, ""));
    assert_eq!(relaties.count("cRelatie"), 5);
    assert!(relaties.text.contains("<Bedrijf>Garage 't Wiel &amp; Zn.</Bedrijf>"));
    assert!(relaties.text.contains("<Adres2>Postbus 100</Adres2>"));
    assert!(relaties.text.contains("<LastErrorCode />"));
    let artikelen = caller.artikelen();
    assert_eq!(artikelen.count("cArtikel"), 6);
    assert!(artikelen.text.contains(
        "<ArtikelCode>VOORRIJ</ArtikelCode><GroepOmschrijving>Diensten</GroepOmschrijving>\
         <GroepCode>D</GroepCode><Eenheid>stuk</Eenheid><InkoopprijsExclBTW>0</InkoopprijsExclBTW>\
         <VerkoopprijsExclBTW>35.00</VerkoopprijsExclBTW>\
         <VerkoopprijsInclBTW>42.35</VerkoopprijsInclBTW><BTWCode>HOOG_VERK_21</BTWCode>\
         <TegenrekeningCode>8000</TegenrekeningCode><BtwPercentage>0.21</BtwPercentage>"
    ));
    let session = format!("<SessionID>{}</SessionID>", caller.session);
    assert_eq!(caller.operation("CloseSession", &session).status, 200);
    assert_eq!(caller.relaties().code(), "E002.4");
    assert_eq!(caller.sim.sessions_open(), (0, 1));
    assert_eq!(caller.sim.sources(), ["Simon", "Simon"]);
    caller.refused(&[]);
}

#[test]
fn filters() {
    let caller = Caller::demo();
    let by = |filter: &str| caller.soap("GetRelaties", &format!("<cFilter>{filter}</cFilter>"));
    assert_eq!(by("<Code>K0042</Code><ID>0</ID>").count("cRelatie"), 1);
    assert_eq!(by("<Trefwoord>wiel</Trefwoord><ID>0</ID>").count("cRelatie"), 1);
    assert_eq!(by("<ID>1</ID>").count("cRelatie"), 0);
    let by = |filter: &str| caller.soap("GetArtikelen", &format!("<cFilter>{filter}</cFilter>"));
    assert_eq!(by("<GroepOmschrijving>Diensten</GroepOmschrijving>").count("cArtikel"), 3);
    assert_eq!(by("<ArtikelCode>REIS</ArtikelCode>").count("cArtikel"), 1);
    assert_eq!(by("<ArtikelCode>reis</ArtikelCode>").count("cArtikel"), 0);
    let accounts = "<cFilter><ID>0</ID><Code>8000</Code><Categorie/></cFilter>";
    let accounts = caller.soap("GetGrootboekrekeningen", accounts);
    assert_eq!(accounts.element("ID"), caller.sim.omzetrekening().to_string());
    caller.refused(&[]);
}

#[test]
fn headers_and_envelopes_are_checked() {
    let caller = Caller::empty();
    let right = "\"http://www.e-boekhouden.nl/soap/GetRelaties\"";
    assert_eq!(caller.raw_soap("application/soap+xml", right, "").status, 415);
    assert_eq!(caller.raw_soap("text/xml; charset=iso-8859-1", right, "").status, 415);
    assert_eq!(caller.raw_soap("text/xml", "", "").status, 500);
    assert_eq!(caller.raw_soap("text/xml", right.trim_matches('"'), "").status, 500);
    caller.refused(&["content type", "content type", "SOAPAction", "SOAPAction"]);

    let body = |inner: &str| {
        format!("<s:Envelope xmlns:s=\"{ENVELOPE}\"><s:Body>{inner}</s:Body></s:Envelope>")
    };
    let wrong = [
        (body("<GetRelaties/>"), "another operation"),
        (body("<GetArtikelen xmlns=\"http://www.e-boekhouden.nl/soap\"/>"), "another operation"),
        (body(""), "one operation"),
        ("<Envelope/>".to_owned(), "envelope"),
        ("<a".to_owned(), "GetRelaties: "),
        ("<!DOCTYPE a><a/>".to_owned(), "DTD"),
        ("<a>&own;</a>".to_owned(), "entity"),
        ("<a>&#1;</a>".to_owned(), "control"),
        ("<a>\u{1}</a>".to_owned(), "U+0001"),
        ("<a b=\"c\"/>".to_owned(), "attribute"),
    ];
    for (body, why) in wrong {
        let reply = caller.envelope("GetRelaties", &body);
        assert_eq!(reply.status, 500, "{body}");
        assert!(reply.text.contains("<faultcode>soap:Client</faultcode>"));
        caller.refused(&[why]);
    }
    assert_eq!(caller.operation("GetMutaties", "").status, 500);
    caller.refused(&["GetMutaties: not simulated"]);
}

#[test]
fn a_prefix_and_references_are_read() {
    let caller = Caller::empty();
    caller.relatie("A&B é");
    let body = format!(
        "<soap:Envelope xmlns:soap=\"{ENVELOPE}\" xmlns:e=\"http://www.e-boekhouden.nl/soap\">\
         <soap:Header/><soap:Body><e:GetRelaties><e:SessionID>{}</e:SessionID>\
         <e:SecurityCode2>{DEMO_SECURITY_CODE_2}</e:SecurityCode2><e:cFilter>\
         <e:Code>A&amp;B<![CDATA[ ]]>&#xE9;</e:Code><e:ID>0</e:ID></e:cFilter>\
         </e:GetRelaties></soap:Body></soap:Envelope>",
        caller.session
    );
    assert_eq!(caller.envelope("GetRelaties", &body).count("cRelatie"), 1);
    caller.refused(&[]);
}

#[test]
fn order_decides() {
    let caller = Caller::demo();
    let swapped = "<cFilter><ID>0</ID><Code>K0042</Code></cFilter>";
    assert_eq!(caller.soap("GetRelaties", swapped).count("cRelatie"), 5);
    caller.refused(&["Code comes out of order"]);
    caller.sim.set_disorder(Disorder::Read);
    assert_eq!(caller.soap("GetRelaties", swapped).count("cRelatie"), 1);
    caller.refused(&["Code comes out of order"]);
    caller.sim.set_disorder(Disorder::Missing);

    caller.soap("GetRelaties", "<cFilter><Own/><Code>123456789012345X</Code></cFilter>");
    caller.refused(&["no element Own", "more than 15", "ID is missing"]);
    assert_eq!(caller.soap("GetRelaties", "<cFilter><ID>een</ID></cFilter>").status, 500);
    caller.refused(&["ID is of the wrong type"]);
    caller.sim.set_fault_status(StatusCode::BAD_REQUEST);
    assert_eq!(caller.soap("GetArtikelen", "<cFilter><ArtikelID/></cFilter>").status, 400);
    caller.refused(&["ArtikelID is of the wrong type"]);
}

#[test]
fn logins_are_refused_within_200() {
    let caller = Caller::empty();
    let wrong = [
        (caller.open("x", DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2), "E001.1"),
        (caller.open(DEMO_USERNAME, "x", DEMO_SECURITY_CODE_2), "E001.1"),
        (caller.open(DEMO_USERNAME, DEMO_SECURITY_CODE_1, "x"), "E001.3"),
    ];
    for (reply, code) in wrong {
        assert_eq!((reply.status, reply.code().as_str()), (200, code));
        assert_eq!(reply.element("SessionID"), "");
        assert!(!reply.element("LastErrorDescription").is_empty());
    }
    caller.sim.refuse_soap_logins(Some("E001.5"));
    let reply = caller.open(DEMO_USERNAME, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2);
    assert_eq!(reply.code(), "E001.5");
    caller.sim.refuse_soap_logins(None);
    let sub = format!(
        "<Username>{DEMO_USERNAME}</Username><SecurityCode1>{DEMO_SECURITY_CODE_1}</SecurityCode1>\
         <SecurityCode2>{DEMO_SECURITY_CODE_2}</SecurityCode2><AdministratieGUID>G</AdministratieGUID>"
    );
    assert_eq!(caller.operation("OpenSessionSub", &sub).code(), "E002.5");
    caller.sim.let_accountant_open("G");
    assert_eq!(caller.operation("OpenSessionSub", &sub).code(), "");
    caller.refused(&[]);
    let long = "<Username>u</Username><SecurityCode1>c</SecurityCode1><SecurityCode2>c</SecurityCode2>\
                <Source>sixteen letters.</Source>";
    caller.operation("OpenSession", long);
    caller.refused(&["Source: more than 15"]);
}

#[test]
fn sessions_end() {
    let mut caller = Caller::empty();
    caller.clock.advance(Duration::from_secs(20 * 60));
    assert_eq!(caller.relaties().code(), "E002.3");
    caller.log_in();
    assert_eq!(caller.relaties().code(), "");
    caller.sim.expire_sessions();
    assert_eq!(caller.relaties().code(), "E002.3");
    caller.session = "{00000000-0000-0000-0000-000000000000}".into();
    assert_eq!(caller.relaties().code(), "E002.2");
    caller.session = String::new();
    assert_eq!(caller.relaties().code(), "E002.1");

    caller.log_in();
    let (older, filter) = (caller.session.clone(), "<cFilter/>");
    caller.sim.allow_one_session(true);
    caller.log_in();
    caller.session = older;
    assert_eq!(caller.soap("GetArtikelen", filter).code(), "E002.4");
    let wrong_code = "<SecurityCode2>x</SecurityCode2><cFilter/>";
    caller.log_in();
    let session = format!("<SessionID>{}</SessionID>{wrong_code}", caller.session);
    assert_eq!(caller.operation("GetArtikelen", &session).code(), "E001.3");
    caller.sim.withdraw_credentials();
    let reply = caller.open(DEMO_USERNAME, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2);
    assert_eq!(reply.code(), "E001.1");
    caller.refused(&[]);
}

#[test]
fn answers_in_every_style() {
    let caller = Caller::empty();
    let empty = caller.relaties();
    assert!(!empty.text.contains("<Relaties") && empty.text.contains("<GetRelatiesResult>"));
    caller.sim.set_empty_list(EmptyList::Element);
    assert!(caller.relaties().text.contains("<Relaties />"));
    caller.sim.set_empty_list(EmptyList::Nil);
    assert!(caller.relaties().text.contains("<Relaties xsi:nil=\"true\" />"));
    caller.sim.leave_out_error(true);
    assert!(!caller.relaties().text.contains("ErrorMsg"));

    caller.sim.add_relatie(Relatie { notitie: Some("a\u{1f}<".into()), ..Relatie::default() });
    assert!(caller.relaties().text.contains("<Code />"));
    assert!(caller.relaties().text.contains("<Notitie>a&#x1F;&lt;</Notitie>"));
    caller.sim.set_empty_text(EmptyText::Pair);
    assert!(caller.relaties().text.contains("<Code></Code>"));
    caller.sim.set_empty_text(EmptyText::LeftOut);
    assert!(!caller.relaties().text.contains("Code"));
    caller.sim.set_zone("+01:00");
    assert_eq!(caller.relaties().element("AddDatum"), "2024-01-02T00:00:00+01:00");
    caller.sim.prefix_answers(true);
    assert_eq!(caller.relaties().count("eb:cRelatie"), 1);
    caller.refused(&[]);
}

#[test]
fn failures_are_ordered() {
    let caller = Caller::empty();
    caller.sim.fail_next_with(Some("GetArtikelen"), StatusCode::OK, "E002.1");
    caller.sim.fail_next(None, StatusCode::SERVICE_UNAVAILABLE, ErrorShape::Html);
    assert_eq!(caller.relaties().status, 503);
    assert_eq!(caller.relaties().code(), "");
    assert_eq!(caller.artikelen().code(), "E002.1");
    assert_eq!(caller.artikelen().code(), "");
    caller.sim.limit_calls(Some(1), true);
    assert_eq!(caller.relaties().status, 200);
    let reply = caller.relaties();
    assert_eq!((reply.status, reply.headers["retry-after"].to_str().unwrap()), (429, "60"));
    assert_eq!(caller.sim.calls("GetRelaties"), 4);
    caller.refused(&[]);
}
