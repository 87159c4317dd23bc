//! The filter: version 3 of OData, with names of its own.

use std::time::Duration;

use connector_snelstart::simulator::{NewRelatie, StampZone};
use serde_json::Value;

use crate::caller::{Caller, Rows};

fn names(caller: &Caller, filter: &str) -> Vec<String> {
    let reply = caller.filtered("relaties", filter);
    assert_eq!(reply.status, 200, "{}", reply.text);
    caller.sim.refusals().assert_none();
    let name = |row: &Value| row["naam"].as_str().unwrap().to_owned();
    reply.json().as_array().unwrap().iter().map(name).collect()
}

#[test]
fn every_documented_operator_works() {
    let caller = Caller::demo();
    let groningen = ["Basisschool De Regenboog"];
    assert_eq!(names(&caller, "VestigingsAdres/Plaats eq 'Groningen'"), groningen);
    assert_eq!(names(&caller, "Naam eq 'VvE ''t Zonnehof'"), ["VvE 't Zonnehof"]);
    assert_eq!(names(&caller, "substringof('regen', Naam) eq true"), groningen);
    assert_eq!(names(&caller, "startswith(Naam,'Basis') eq true"), groningen);
    assert_eq!(names(&caller, "Relatiecode lt -1"), ["Leverancier onbekend"]);
    assert_eq!(names(&caller, "Relatiecode le 0 and not (Relatiecode lt -1)"), ["Klant onbekend"]);
    let both = "Relatiesoort/any(r:r eq 'Leverancier') and (Relatiecode gt 0 or Naam eq 'x')";
    assert_eq!(names(&caller, both), ["Technische Groothandel Noord"]);
    assert_eq!(names(&caller, "Nonactief eq true"), ["Slagerij Opgeheven"]);
    let nulls = names(&caller, "Email eq null and Relatiesoort/any(r:r eq 'Eigen')");
    assert_eq!(nulls, ["Demo Installatietechniek B.V."]);
    let id = caller.klant();
    assert_eq!(
        names(&caller, &format!("Id eq guid'{}'", id.to_uppercase())),
        ["Bakkerij De Korenaar"]
    );
    assert_eq!(names(&caller, &format!("Id ne guid'{id}'")).len(), 10);
    assert_eq!(names(&caller, "Relatiecode ge 10001 and Relatiecode ne 10001").len(), 7);
}

#[test]
fn a_filter_on_time_compares_exactly_and_takes_any_case_of_the_prefix() {
    let caller = Caller::empty();
    let old = caller.sim.add_relatie(NewRelatie::klant("Oud"));
    caller.clock.advance(Duration::from_secs(600));
    let new = caller.sim.add_relatie(NewRelatie::klant("Nieuw"));
    let stamp = |name: &str| {
        let rows = caller.get("/v2/relaties").json();
        let row = rows.as_array().unwrap().iter().find(|row| row["naam"] == name).cloned();
        row.unwrap()["modifiedOn"].as_str().unwrap().to_owned()
    };
    let since = format!("ModifiedOn ge datetime'{}'", stamp("Nieuw"));
    assert_eq!(caller.filtered("relaties", &since).ids(), std::slice::from_ref(&new));
    let since = format!("ModifiedOn gt DateTime'{}'", stamp("Oud"));
    assert_eq!(caller.filtered("relaties", &since).ids(), [new]);
    let until = format!("ModifiedOn le datetime'{}'", stamp("Oud"));
    assert_eq!(caller.filtered("relaties", &until).ids(), [old]);
    caller.sim.refusals().assert_none();
}

#[test]
fn stamps_are_dutch_or_utc_and_never_carry_a_zone() {
    let caller = Caller::empty();
    caller.sim.add_relatie(NewRelatie::klant("Winter"));
    caller.clock.set("2026-07-01T08:00:00.420Z".parse().unwrap());
    caller.sim.add_relatie(NewRelatie::klant("Zomer"));
    caller.sim.set_stamp_zone(StampZone::Utc);
    caller.sim.add_relatie(NewRelatie::klant("Utc"));
    caller.clock.set("2026-10-25T00:59:59Z".parse().unwrap());
    caller.sim.set_stamp_zone(StampZone::DutchLocal);
    for _ in 0..4 {
        caller.sim.add_relatie(NewRelatie::klant("Voor de klok"));
    }
    caller.clock.set("2026-10-25T01:00:00Z".parse().unwrap());
    caller.sim.add_relatie(NewRelatie::klant("Na de klok"));
    let mut caller = caller;
    caller.log_in();
    let rows = caller.get("/v2/relaties").json();
    let stamps: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["modifiedOn"].as_str().unwrap()).collect();
    assert_eq!(
        stamps,
        [
            "2026-03-02T08:00:00.0001",
            "2026-07-01T10:00:00.420037",
            "2026-07-01T08:00:00.4204567",
            "2026-10-25T02:59:59",
            "2026-10-25T02:59:59.0001",
            "2026-10-25T02:59:59.000037",
            "2026-10-25T02:59:59.0004567",
            "2026-10-25T02:00:00",
        ]
    );
}

#[test]
fn wrong_names_version_4_and_wrong_types_are_recorded() {
    let caller = Caller::demo();
    let id = caller.klant();
    for (list, filter) in [
        ("relaties", "modifiedOn ge datetime'2024-01-01T00:00:00'"),
        ("relaties", "naam eq 'x'"),
        ("relaties", "IsNonActief eq false"),
        ("artikelen", "Nonactief eq false"),
        ("artikelen", "ArtikelCode eq 'UUR'"),
        ("artikelen", "VoorraadControle eq true"),
        ("verkooporders", "RelatieId eq 1"),
        ("relaties", "contains(Naam,'Bakker')"),
        ("relaties", "ModifiedOn ge 2024-01-01T00:00:00Z"),
        ("relaties", "ModifiedOn ge datetimeoffset'2024-01-01T00:00:00Z'"),
        ("relaties", "ModifiedOn ge datetime'2024-01-01T00:00:00Z'"),
        ("relaties", "ModifiedOn ge '2024-01-01T00:00:00'"),
        ("relaties", &format!("Id eq {id}")),
        ("relaties", &format!("Id eq '{id}'")),
        ("relaties", "Relatiesoort eq 'Klant'"),
        ("relaties", "Relatiesoort/any(r:r eq 'klant')"),
        ("verkooporders", "ProcesStatus eq 'werkbon'"),
        ("relaties", "Relatiecode eq '10001'"),
        ("relaties", "Nonactief eq 'false'"),
        ("relaties", "Naam EQ 'x'"),
        ("relaties", "Naam eq 'x"),
        ("relaties", "(Naam eq 'x'"),
        ("relaties", "Naam eq 'x' Naam eq 'y'"),
        ("relaties", "Naam"),
        ("relaties", ""),
    ] {
        let reply = caller.filtered(list, filter);
        assert_eq!(reply.status, 400, "{filter}");
        caller.assert_recorded(&reply, 400, r#"{"Message":"#);
    }
}

#[test]
fn deep_brackets_are_refused_and_not_followed() {
    let caller = Caller::empty();
    let filter = format!("{}Nonactief{}", "(".repeat(5_000), ")".repeat(5_000));
    let reply = caller.filtered("relaties", &filter);
    caller.assert_recorded(&reply, 400, "recursion limit");
}

#[test]
fn one_property_can_be_refused() {
    let caller = Caller::demo();
    let filter = format!("Relatie/Id eq guid'{}'", caller.klant());
    assert_eq!(caller.filtered("verkooporders", &filter).status, 200);
    caller.sim.refuse_filter_name("verkooporders", "Relatie/Id");
    let reply = caller.filtered("verkooporders", &filter);
    caller.assert_unrecorded(&reply, 400, "Relatie/Id");
}

#[test]
fn a_filter_can_be_ignored_without_a_word() {
    let caller = Caller::demo();
    caller.post(&caller.order(""));
    let future = "ModifiedOn ge datetime'2099-01-01T00:00:00'";
    assert_eq!(caller.filtered("verkooporders", future).json().as_array().unwrap().len(), 0);
    caller.sim.ignore_filter_on("verkooporders");
    assert_eq!(caller.filtered("verkooporders", future).json().as_array().unwrap().len(), 1);
    caller.sim.refusals().assert_none();
}

#[test]
fn generated_records_answer_filters_as_stored_ones_do() {
    let caller = Caller::empty();
    caller.sim.seed_relaties(10);
    let all = caller.get("/v2/relaties").json();
    let row = all[4].clone();
    let id = row["id"].as_str().unwrap().to_owned();
    let filters = [
        format!("Id eq guid'{id}'"),
        format!("Relatiecode eq {}", row["relatiecode"]),
        format!("Naam eq '{}'", row["naam"].as_str().unwrap()),
        format!(
            "ModifiedOn ge datetime'{0}' and ModifiedOn le datetime'{0}'",
            row["modifiedOn"].as_str().unwrap()
        ),
    ];
    for filter in &filters {
        assert_eq!(
            caller.filtered("relaties", filter).json(),
            Value::Array(vec![row.clone()]),
            "{filter}"
        );
    }
    caller.sim.change_relatie(&id, &[("naam", "\"Nieuw\"")]).unwrap();
    assert_eq!(caller.filtered("relaties", &filters[0]).json()[0]["naam"], "Nieuw");
    assert_eq!(caller.filtered("relaties", &filters[3]).ids().len(), 0);
}
