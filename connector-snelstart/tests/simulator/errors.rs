//! Error shapes, unknown endpoints and unknown options.

use connector_snelstart::simulator::ErrorShape;
use http::StatusCode;

use crate::caller::Caller;

#[test]
fn every_shape_can_be_provoked_once() {
    let caller = Caller::empty();
    let marks = [
        (ErrorShape::BusinessList, r#"[{"errorCode":"ALG-0102","message""#),
        (ErrorShape::BusinessObject, r#"{"code":"ALG-0102","message""#),
        (ErrorShape::ModelState, r#""modelState":{"regels[0].aantal":["#),
        (ErrorShape::ModelStateInList, r#"[{"message":"The request is invalid.","modelState""#),
        (ErrorShape::Odata, r#"{"Message":"#),
        (ErrorShape::Gateway, r#"{"statusCode":502,"message""#),
        (ErrorShape::Token, r#"{"error":"#),
        (ErrorShape::PlainText, "Het ingelogde account"),
        (ErrorShape::Empty, ""),
        (ErrorShape::Html, "<!DOCTYPE html>"),
    ];
    assert_eq!(marks.map(|(shape, _)| shape), ErrorShape::ALL);
    for (shape, mark) in marks {
        caller.sim.fail_next_with(StatusCode::BAD_GATEWAY, shape);
        let reply = caller.get("/v2/companyInfo");
        caller.assert_unrecorded(&reply, 502, mark);
        assert_eq!(mark.is_empty(), reply.text.is_empty());
        assert_eq!(caller.get("/v2/companyInfo").status, 200);
    }
}

#[test]
fn unknown_paths_methods_and_ids_are_recorded() {
    let caller = Caller::demo();
    for (method, path, status) in [
        ("GET", "/v2/artikelgroepen", 404),
        ("GET", "/v2/Relaties", 404),
        ("GET", "/v2/relaties/", 404),
        ("GET", "/v2/relaties/17", 404),
        ("GET", "/relaties", 404),
        ("POST", "/v2/relaties", 405),
        ("PATCH", "/v2/verkooporders", 405),
        ("GET", "/b2b/token", 405),
    ] {
        let reply = caller.call(method, path, "");
        caller.assert_recorded(&reply, status, "");
    }
    assert_eq!(caller.sim.calls()["(unknown)"], 7);
}

#[test]
fn unknown_query_parameters_are_recorded() {
    let caller = Caller::demo();
    for path in [
        "/v2/relaties?zoek=bakker",
        "/v2/relaties?$count=true",
        "/v2/relaties?$expand=vestigingsAdres",
        "/v2/relaties?$top=10&$top=20",
        "/v2/relaties?$top=0",
        "/v2/relaties?$skip=-1",
        "/v2/relaties?$top=many",
        "/v2/relaties?$orderby=naam",
        "/v2/relaties?$select=naam",
        "/v2/verkooporders?relatie=1",
        "/v2/verkooporders?$orderby=Nummer",
        "/v2/artikelen?$select=Id",
        "/v2/artikelen?aantal=2",
        "/v2/companyInfo?$select=Id",
        "/v2/artikelomzetgroepen?$filter=Nummer%20eq%201",
        "/v2/verkoopordersjablonen?$top=1",
    ] {
        let reply = caller.get(path);
        caller.assert_recorded(&reply, 400, r#"{"Message":"#);
    }
    let reply = caller.get("/v2/artikelen?relatieId=17");
    caller.assert_recorded(&reply, 400, "modelState");
}

#[test]
fn countries_ignore_a_filter_without_a_word() {
    let caller = Caller::demo();
    let reply = caller.filtered("landen", "Landcode eq 'NL'");
    assert!(reply.json().as_array().unwrap().len() > 1);
    caller.assert_recorded(&reply, 200, "landcodeISO");
}

#[test]
fn calls_are_counted_by_endpoint() {
    let caller = Caller::demo();
    let klant = caller.klant();
    caller.get(&format!("/v2/relaties/{klant}"));
    caller.get("/v2/companyInfo");
    caller.get("/v2/companyInfo");
    let calls = caller.sim.calls();
    assert_eq!(calls["POST /b2b/token"], 1);
    assert_eq!(calls["GET /v2/companyInfo"], 2);
    assert_eq!(calls["GET /v2/relaties"], 1);
    assert_eq!(calls["GET /v2/relaties/{id}"], 1);
}
