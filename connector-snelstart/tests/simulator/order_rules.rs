//! What the vendor does not accept in an order.

use connector_snelstart::simulator::{NewArtikel, NewRelatie};

use crate::caller::Caller;

#[test]
fn customer_and_date_are_required() {
    let caller = Caller::demo();
    let klant = caller.klant();
    for body in [
        r#"{"datum":"2026-03-02"}"#.to_owned(),
        r#"{"relatie":null,"datum":"2026-03-02"}"#.to_owned(),
        format!(r#"{{"relatie":{{"id":"{klant}"}}}}"#),
    ] {
        let reply = caller.post(&body);
        caller.assert_recorded(&reply, 400, "is required");
    }
    assert!(caller.sim.orders().is_empty());
}

#[test]
fn only_an_active_customer_can_be_ordered_for() {
    let caller = Caller::demo();
    let post =
        |id: &str| caller.post(&format!(r#"{{"relatie":{{"id":"{id}"}},"datum":"2026-03-02"}}"#));
    let leverancier = caller.id_of("relaties", "naam", "Technische Groothandel Noord");
    caller.assert_unrecorded(&post(&leverancier), 400, "VOR-0002");
    let inactive = caller.id_of("relaties", "naam", "Slagerij Opgeheven");
    caller.assert_unrecorded(&post(&inactive), 400, "ALG-0105");
    let payer = NewRelatie { factuur_relatie: Some(leverancier), ..NewRelatie::klant("Filiaal") };
    let payer = caller.sim.add_relatie(payer);
    caller.assert_unrecorded(&post(&payer), 400, "VOR-0003");
    let unknown = "11111111-2222-4333-8444-555555555555";
    caller.assert_unrecorded(&post(unknown), 400, "REL-0005");
    caller.sim.answer_unknown_with_404();
    caller.assert_unrecorded(&post(unknown), 404, "REL-0005");
    assert!(caller.sim.orders().is_empty());
}

#[test]
fn only_an_active_article_can_be_ordered() {
    let caller = Caller::demo();
    let artikel = caller.sim.add_artikel(NewArtikel { nonactief: true, ..NewArtikel::default() });
    let post = |id: &str| {
        caller.post(&caller.order(&format!(
            r#""regels":[{{"artikel":{{"id":"{id}"}},"stuksprijs":1,"aantal":1}}]"#
        )))
    };
    caller.assert_unrecorded(&post(&artikel), 400, "ALG-0105");
    let unknown = "11111111-2222-4333-8444-555555555555";
    caller.assert_unrecorded(&post(unknown), 400, "ART-0001");
    assert!(caller.sim.orders().is_empty());
}

#[test]
fn id_and_number_are_given_by_the_vendor() {
    let caller = Caller::demo();
    let reply = caller.post(&caller.order(r#""nummer":7"#));
    caller.assert_recorded(&reply, 400, "VOR-0005");
    let reply = caller.post(&caller.order(r#""id":"11111111-2222-4333-8444-555555555555""#));
    caller.assert_recorded(&reply, 400, "ALG-0100");
    let zero = r#""nummer":null,"id":"00000000-0000-0000-0000-000000000000""#;
    assert_eq!(caller.post(&caller.order(zero)).status, 201);
    caller.sim.refusals().assert_none();
}

#[test]
fn computed_members_are_taken_in_and_recorded() {
    let caller = Caller::demo();
    for member in [
        r#""totaalExclusiefBtw":1.00"#,
        r#""totaalInclusiefBtw":1.21"#,
        r#""modifiedOn":"2026-03-02T10:00:00""#,
        r#""verkoopfactuur":{"id":"11111111-2222-4333-8444-555555555555"}"#,
    ] {
        let reply = caller.post(&caller.order(member));
        caller.assert_recorded(&reply, 201, r#""totaalExclusiefBtw":0.00"#);
    }
    assert!(caller.sim.orders().iter().all(|order| order.verkoopfactuur.is_none()));
}

#[test]
fn lengths_are_counted_in_utf16_units() {
    let caller = Caller::demo();
    let with =
        |member: &str, text: &str| caller.post(&caller.order(&format!(r#""{member}":"{text}""#)));
    let fits = "😀".repeat(25);
    let over = format!("{fits}x");
    for member in ["omschrijving", "betalingskenmerk", "orderreferentie"] {
        assert_eq!(with(member, &fits).status, 201);
    }
    caller.assert_unrecorded(&with("omschrijving", &over), 400, r#""modelState":{"omschrijving":"#);
    caller.assert_unrecorded(&with("betalingskenmerk", &over), 400, "betalingskenmerk");
    caller.assert_unrecorded(&with("orderreferentie", &over), 400, "VOR-0011");
    assert_eq!(with("memo", &"m".repeat(5_000)).status, 201);
    caller.sim.limit_text("memo", Some(4_000));
    caller.sim.limit_text("betalingskenmerk", None);
    caller.assert_unrecorded(&with("memo", &"m".repeat(5_000)), 400, "memo");
    assert_eq!(with("betalingskenmerk", &over).status, 201);
    let line = |length: usize| {
        let text = "t".repeat(length);
        caller.post(
            &caller.order(&format!(r#""regels":[{{"omschrijving":"{text}","stuksprijs":0}}]"#)),
        )
    };
    assert_eq!(line(250).status, 201);
    caller.assert_unrecorded(&line(251), 400, r#""regels[0].omschrijving""#);
}

#[test]
fn addresses_have_limits_and_codes_of_their_own() {
    let caller = Caller::demo();
    let with = |part: &str, text: &str| {
        caller.post(&caller.order(&format!(r#""afleveradres":{{"{part}":"{text}"}}"#)))
    };
    for (part, limit, code) in [
        ("straat", 50, "VOR-0006"),
        ("postcode", 25, "VOR-0007"),
        ("plaats", 50, "VOR-0008"),
        ("contactpersoon", 50, "VOR-0009"),
    ] {
        assert_eq!(with(part, &"a".repeat(limit)).status, 201);
        caller.assert_unrecorded(&with(part, &"a".repeat(limit + 1)), 400, code);
    }
    let land = r#""factuuradres":{"land":{"id":"11111111-2222-4333-8444-555555555555"}}"#;
    caller.assert_unrecorded(&caller.post(&caller.order(land)), 400, "VOR-0010");
}

#[test]
fn templates_must_exist_and_be_active() {
    let caller = Caller::demo();
    let with = |id: &str| {
        caller.post(&caller.order(&format!(r#""verkoopordersjabloon":{{"id":"{id}"}}"#)))
    };
    caller.assert_unrecorded(&with("11111111-2222-4333-8444-555555555555"), 400, "ALG-0103");
    let sjabloon = caller.id_of("verkoopordersjablonen", "omschrijving", "Onderhoud");
    assert_eq!(with(&sjabloon).status, 201);
    assert_eq!(caller.sim.orders()[0].sjabloon, Some(sjabloon.to_lowercase()));
    caller.sim.change_sjabloon(&sjabloon, &[("nonactief", "true")]).unwrap();
    caller.assert_unrecorded(&with(&sjabloon), 400, "ALG-0105");
}

#[test]
fn unknown_members_wrong_types_and_wrong_capitals_are_recorded() {
    let caller = Caller::demo();
    for member in [
        r#""ordernummer":"1""#,
        r#""Omschrijving":"x""#,
        r#""omschrijving":12"#,
        r#""omschrijving":"a","omschrijving":"b""#,
        r#""procesStatus":"werkbon""#,
        r#""procesStatus":1"#,
        r#""verkooporderBtwIngaveModel":2"#,
        r#""verkooporderBtwIngaveModel":"exclusief""#,
        r#""verkoopOrderStatus":"Werkbon""#,
        r#""krediettermijn":101"#,
        r#""krediettermijn":14.5"#,
        r#""geblokkeerd":"false""#,
        r#""modifiedOn":"2026-03-02T10:00:00Z""#,
        r#""regels":{}"#,
        r#""regels":[{"stuksprijs":"12.50"}]"#,
        r#""regels":[{"prijs":12.50}]"#,
        r#""regels":[{"artikel":{"id":17}}]"#,
        r#""regels":[{"artikel":{}}]"#,
        r#""afleveradres":{"huisnummer":"1"}"#,
        r#""procesStatus":"Factuur""#,
        r#""procesStatus":"Contantbon""#,
        r#""regels":[{"stuksprijs":79228162514264337593543950335,"aantal":10}]"#,
    ] {
        let reply = caller.post(&caller.order(member));
        assert!(reply.status == 400, "{member}: {}", reply.text);
        caller.assert_recorded(&reply, 400, "modelState");
    }
    assert!(caller.sim.orders().is_empty());
}

#[test]
fn a_body_must_be_one_json_object_of_the_declared_type() {
    let caller = Caller::demo();
    for body in ["[]", "17", "{", "{} {}", r#""text""#] {
        let reply = caller.post(body);
        caller.assert_recorded(&reply, 400, "modelState");
    }
    let reply = caller.post(" ");
    caller.assert_recorded(&reply, 400, "ALG-0106");
    let reply = caller.post("");
    caller.assert_recorded(&reply, 415, "media type");
    let deep = format!(r#"{{"regels":{}{}}}"#, "[".repeat(50_000), "]".repeat(50_000));
    assert_eq!(caller.post(&deep).status, 400);
}

#[test]
fn lines_that_lose_money_are_recorded_though_accepted() {
    let caller = Caller::demo();
    let uur = caller.artikel("UUR");
    let no_price = format!(r#""regels":[{{"artikel":{{"id":"{uur}"}},"aantal":1}}]"#);
    let reply = caller.post(&caller.order(&no_price));
    caller.assert_recorded(&reply, 201, r#""stuksprijs":0.0000"#);
    let amount = r#""regels":[{"omschrijving":"tekst","stuksprijs":5,"aantal":1}]"#;
    let reply = caller.post(&caller.order(amount));
    caller.assert_recorded(&reply, 201, r#""artikel":null"#);
}

#[test]
fn text_lines_can_be_refused() {
    let caller = Caller::demo();
    caller.sim.refuse_text_lines(true);
    let reply = caller.post(&caller.order(r#""regels":[{"omschrijving":"tekst","stuksprijs":0}]"#));
    caller.assert_unrecorded(&reply, 400, r#""regels[0].artikel""#);
}

#[test]
fn an_order_keeps_its_inactive_customer_and_articles() {
    let caller = Caller::demo();
    let (klant, uur) = (caller.klant(), caller.artikel("UUR"));
    let regels = format!(r#""regels":[{{"artikel":{{"id":"{uur}"}},"stuksprijs":1,"aantal":1}}]"#);
    let posted = caller.post(&caller.order(&regels));
    caller.sim.deactivate_artikel(&uur).unwrap();
    caller.sim.deactivate_relatie(&klant).unwrap();
    let id = posted.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(caller.put(&id, &posted.text).status, 200);
    caller.sim.refusals().assert_none();
}
