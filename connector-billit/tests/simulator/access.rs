//! Credentials, companies, paths and headers.

use connector_billit::simulator::{DEMO_API_KEY, DEMO_PARTY_ID, NewKlant};
use serde_json::json;

use crate::caller::{Caller, Envelope, Reply};

const PARTIES: &str = "/v1/parties";

fn with_headers(caller: &Caller, headers: &[(&str, &str)]) -> Reply {
    let all = [&[("accept", "application/json")], headers].concat();
    caller.send("GET", PARTIES, "", &all)
}

#[test]
fn a_key_works_like_a_token() {
    let caller = Caller::empty();
    let company = DEMO_PARTY_ID.to_string();
    let party = ("PartyID", company.as_str());
    assert_eq!(with_headers(&caller, &[("ApiKey", DEMO_API_KEY), party]).status, 200);
    let wrong = with_headers(&caller, &[("ApiKey", "other"), party]);
    assert_eq!((wrong.status, wrong.code().as_str()), (401, "ApiKeyNotValid"));
    caller.sim.set_api_key(None);
    assert_eq!(with_headers(&caller, &[("ApiKey", DEMO_API_KEY), party]).status, 401);
    caller.sim.refusals().assert_none();

    let both = caller.call("GET", PARTIES, "", &[("apikey", DEMO_API_KEY)]);
    assert_eq!(both.status, 401);
    assert!(caller.refused().contains("both"));
    assert_eq!(with_headers(&caller, &[party]).code(), "InvalidAccessToken");
    assert!(caller.refused().contains("no credentials"));
    assert_eq!(with_headers(&caller, &[("authorization", "Bearer made-up"), party]).status, 401);
    caller.sim.refusals().assert_none();
}

#[test]
fn every_call_names_its_company() {
    let caller = Caller::empty();
    let bearer = format!("Bearer {}", caller.token);
    let company = DEMO_PARTY_ID.to_string();
    let authorization = ("authorization", bearer.as_str());
    let none = with_headers(&caller, &[authorization]);
    assert_eq!((none.status, none.code().as_str()), (401, "ApiKeyNotValid"));
    assert!(caller.refused().contains("no PartyID"));
    let context = ("contextpartyid", company.as_str());
    let instead = with_headers(&caller, &[authorization, context]);
    assert_eq!((instead.status, instead.code().as_str()), (401, "ApiKeyNotValid"));
    let party = ("partyid", company.as_str());
    caller.refused();
    assert_eq!(with_headers(&caller, &[authorization, party, context]).status, 200);
    caller.sim.refusals().assert_none();
    let other = ("contextpartyid", "12");
    assert_eq!(with_headers(&caller, &[authorization, party, other]).status, 403);
    assert_eq!(with_headers(&caller, &[authorization, ("partyid", "abc")]).status, 401);
    assert_eq!(caller.sim.refusals().all().len(), 2);
}

#[test]
fn the_account_shows_the_companies_of_the_user() {
    let caller = Caller::empty();
    caller.sim.add_company(7, "Tweede BV").allow_api(false);
    caller.books().change_company("TabNameAlias", "\"demo\"").unwrap();
    let account = caller.get("/v1/account/accountInformation").json();
    assert_eq!(account["Companies"][1]["PartyID"], DEMO_PARTY_ID);
    assert_eq!(account["Companies"][1]["APIAllowed"], true);
    assert_eq!(account["Companies"][1]["TabNameAlias"], "demo");
    assert_eq!(account["Companies"][0]["Name"], "Tweede BV");
    assert_eq!(account["Companies"][0]["APIAllowed"], false);
    assert!(account.get("UserCompanyRoles").is_none());
    caller.sim.write_roles(true);
    let account = caller.get("/v1/account/accountInformation").json();
    assert_eq!(account["UserCompanyRoles"][0]["PartyID"], 7);

    caller.sim.grant_company(7, false);
    let account = caller.get("/v1/account/accountInformation").json();
    assert_eq!(account["Companies"].as_array().unwrap().len(), 1);
    caller.sim.refusals().assert_none();
}

#[test]
fn the_account_needs_no_company_unless_switched() {
    let caller = Caller::empty();
    let bearer = format!("Bearer {}", caller.token);
    let headers = [("authorization", bearer.as_str()), ("accept", "application/json")];
    let account = || caller.send("GET", "/v1/account/accountInformation", "", &headers).status;
    assert_eq!(account(), 200);
    caller.sim.demand_party_on_account(true);
    assert_eq!(account(), 401);
    assert!(caller.refused().contains("no PartyID"));
}

#[test]
fn a_company_out_of_reach_is_forbidden() {
    let caller = Caller::empty();
    let second = caller.sim.add_company(7, "Tweede BV");
    let klant = second.add_klant(&NewKlant::naam("Elders"));
    let bearer = format!("Bearer {}", caller.token);
    let read = |company: &str, path: &str| {
        let headers = [
            ("authorization", bearer.as_str()),
            ("partyid", company),
            ("accept", "application/json"),
        ];
        caller.send("GET", path, "", &headers)
    };
    let path = format!("/v1/parties/{klant}");
    assert_eq!(read("7", &path).json()["Name"], "Elders");
    assert_eq!(caller.get(&path).status, 400, "of another company");
    assert_eq!(read("8", PARTIES).status, 403);
    second.allow_api(false);
    assert_eq!(read("7", PARTIES).status, 403);
    second.allow_api(true);
    caller.sim.grant_company(7, false);
    assert_eq!(read("7", PARTIES).status, 403);
    caller.sim.refusals().assert_none();
}

#[test]
fn unknown_paths_and_methods_are_refused() {
    let caller = Caller::empty();
    for (method, path, status) in [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/parties/abc", 404),
        ("GET", "/v1/parties/99999999999", 404),
        ("GET", "/v1/parties/", 404),
        ("GET", "/parties", 404),
        ("GET", "/v2/parties", 404),
        ("GET", "/v1/documents", 404),
        ("POST", "/v1/orders/commands/send", 404),
        ("POST", "/v1/parties", 405),
        ("POST", "/v1/products", 405),
        ("DELETE", "/v1/orders/1", 405),
        ("PATCH", "/v1/parties/1", 405),
        ("GET", "/OAuth2/token", 405),
    ] {
        assert_eq!(caller.call(method, path, "", &[]).status, status, "{method} {path}");
        assert!(caller.refused().contains(path), "{method} {path}");
    }
    assert_eq!(caller.sim.calls("(unknown)"), 13);
}

#[test]
fn headers_are_checked() {
    let caller = Caller::empty();
    let unknown = caller.call("GET", PARTIES, "", &[("x-surprise", "1")]);
    assert_eq!(unknown.status, 400);
    assert!(caller.refused().contains("x-surprise"));
    let key = caller.call("GET", PARTIES, "", &[("idempotency-key", "a")]);
    assert_eq!(key.status, 400);
    assert!(caller.refused().contains("idempotency-key"));
    assert_eq!(caller.call("GET", PARTIES, "{}", &[]).status, 400);
    assert!(caller.refused().contains("a body"));
    let body = json!({"InternalInfo": "x"}).to_string();
    assert_eq!(caller.call("PATCH", "/v1/orders/1", &body, &[]).status, 415);
    assert!(caller.refused().contains("must be JSON"));

    let bearer = format!("Bearer {}", caller.token);
    let company = DEMO_PARTY_ID.to_string();
    let headers = [("authorization", bearer.as_str()), ("partyid", company.as_str())];
    assert_eq!(caller.send("GET", PARTIES, "", &headers).status, 406);
    assert!(caller.refused().contains("Accept"));
}

#[test]
fn calls_are_counted_by_name() {
    let caller = Caller::empty();
    caller.get(PARTIES);
    caller.get("/v1/parties/1");
    caller.get("/v1/parties/2");
    assert_eq!(caller.sim.calls("GET /v1/parties"), 1);
    assert_eq!(caller.sim.calls("GET /v1/parties/{id}"), 2);
    assert_eq!(caller.sim.calls("GET /v1/products"), 0);
    assert_eq!(caller.sim.all_calls().len(), 3, "with the token call");
}
