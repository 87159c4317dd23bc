//! The single and bulk families: envelopes, pages, keys.

use connector_exact::simulator::{DEMO_DIVISION, SmallTop};
use serde_json::Value;

use crate::caller::{Caller, Envelope, HOST};

const SELECT: (&str, &str) = ("$select", "ID,Code");

#[test]
fn pages_of_sixty_follow_a_link_that_must_be_kept_whole() {
    let caller = Caller::empty();
    caller.books().add_items(130);
    let filter = ("$filter", "IsSalesItem eq true");
    let pages = caller.pages(caller.list("logistics/Items", &[filter, SELECT]));
    let sizes: Vec<usize> = pages.iter().map(|page| page.rows().len()).collect();
    assert_eq!(sizes, [60, 60, 10]);
    assert!(pages[2].next().is_none());
    caller.sim.refusals().assert_none();

    let next = pages[0].next().unwrap();
    assert!(next.starts_with(&format!("{HOST}/api/v1/{DEMO_DIVISION}/logistics/Items?")), "{next}");
    assert_eq!(caller.get(&next.replace("skiptoken=guid'", "skiptoken=guid'0")).status, 400);
    assert_eq!(caller.get(&format!("{next}&$top=5")).status, 400);
    assert!(caller.refused().contains("$skiptoken"));
}

#[test]
fn a_small_top_gives_a_bare_array_and_a_large_one_goes_on() {
    let caller = Caller::empty();
    caller.books().add_items(130);
    let filter = ("$filter", "IsSalesItem eq true");
    let top = |n| caller.list("logistics/Items", &[filter, SELECT, ("$top", n)]);
    assert!(top("5").json()["d"].is_array());
    assert_eq!(top("5").rows().len(), 5);
    let pages = caller.pages(top("100"));
    assert_eq!(pages.iter().map(|page| page.rows().len()).collect::<Vec<_>>(), [60, 40]);
    assert!(pages[0].next().unwrap().contains("$top=40"), "{:?}", pages[0].next());
    assert!(pages[1].json()["d"]["results"].is_array(), "continuations always have results");
    caller.sim.set_small_top(SmallTop::Results);
    assert_eq!(top("1").json()["d"]["results"].as_array().unwrap().len(), 1);
    caller.sim.refusals().assert_none();
}

#[test]
fn lists_sort_skip_and_count() {
    let caller = Caller::demo();
    let filter = ("$filter", "IsSalesItem eq true");
    let options =
        [filter, ("$select", "Code"), ("$orderby", "Code desc"), ("$inlinecount", "allpages")];
    let reply = caller.list("logistics/Items", &options);
    assert_eq!(reply.all("Code")[..2], ["VOORRIJ", "UUR"]);
    assert_eq!(reply.json()["d"]["__count"], "8", "a text");
    caller.sim.cap_pages(3);
    let paged = caller.pages(caller.list("logistics/Items", &options));
    let codes: Vec<Value> = paged.iter().flat_map(|page| page.all("Code")).collect();
    assert_eq!((codes.len(), codes[7].as_str()), (8, Some("BUIS22")));
    let skipped = caller.list("logistics/Items", &[filter, SELECT, ("$skip", "6")]);
    assert_eq!(skipped.rows().len(), 2);
    caller.sim.refusals().assert_none();
}

#[test]
fn bulk_gives_a_thousand_and_wants_a_choice_of_fields() {
    let caller = Caller::empty();
    caller.books().add_accounts(1_500);
    let filter = ("$filter", "Status eq 'C'");
    let pages = caller.pages(caller.list("bulk/CRM/Accounts", &[filter, ("$select", "ID")]));
    assert_eq!(pages.iter().map(|page| page.rows().len()).collect::<Vec<_>>(), [1000, 500]);
    caller.sim.refusals().assert_none();
    assert_eq!(caller.list("bulk/CRM/Accounts", &[filter]).status, 400);
    assert!(caller.refused().contains("$select"));
    assert_eq!(caller.list("bulk/CRM/Accounts", &[SELECT]).status, 400);
    assert!(caller.refused().contains("mandatory filtering"));
}

#[test]
fn accounts_and_items_want_a_filter_and_lists_a_choice_of_fields() {
    let caller = Caller::demo();
    let reply = caller.list("crm/Accounts", &[SELECT]);
    assert_eq!(reply.status, 400);
    assert!(reply.message().starts_with("This endpoint has mandatory filtering applied."));
    let reply = caller.list("financial/Journals", &[]);
    assert!(reply.message().starts_with("Please add a $select or a $top=1"), "{}", reply.text);
    assert_eq!(caller.sim.refusals().all().len(), 2);
    caller.refused();
    assert_eq!(caller.list("financial/Journals", &[("$top", "1")]).rows().len(), 1);
    caller.sim.demand_filters(false);
    caller.sim.demand_select(false);
    assert_eq!(caller.list("crm/Accounts", &[SELECT]).status, 200);
    assert_eq!(caller.list("financial/Journals", &[]).rows().len(), 3);
    caller.sim.refusals().assert_none();
}

#[test]
fn unknown_names_options_and_paths_are_refused() {
    let caller = Caller::demo();
    for (resource, options) in [
        ("financial/Journals", vec![("$select", "ID,Cod")]),
        ("financial/Journals", vec![("$select", "ID,ID")]),
        ("financial/Journals", vec![SELECT, ("$orderby", "Nothing")]),
        ("financial/Journals", vec![SELECT, ("$top", "many")]),
        ("financial/Journals", vec![SELECT, ("$format", "json")]),
        ("financial/Journals", vec![SELECT, ("$expand", "GLAccount")]),
        ("financial/Journals", vec![SELECT, ("$filter", "Description eq 1")]),
        ("logistics/ItemGroups", vec![SELECT, ("$filter", "Notes eq 'x'")]),
    ] {
        let reply = caller.list(resource, &options);
        assert_eq!(reply.status, 400, "{options:?}");
        assert!(caller.refused().contains(resource), "{options:?}");
    }
    for (path, status) in [
        ("financial/journals", 404),
        ("crm/Items", 404),
        ("sales/SalesInvoices", 404),
        ("salesinvoice/PrintedSalesInvoices", 404),
        ("sync/CRM/Contacts", 404),
    ] {
        assert_eq!(caller.list(path, &[SELECT]).status, status, "{path}");
        assert!(caller.refused().contains(path));
    }
    let post = caller.write("POST", "crm/Accounts", "{}");
    assert_eq!(post.status, 405);
    assert!(caller.refused().contains("NotAllowed"));
}

#[test]
fn a_property_can_disappear() {
    let caller = Caller::demo();
    caller.sim.drop_property("sync/CRM/Accounts", "State");
    let reply = caller.sync("CRM/Accounts", 1, "ID,State");
    assert_eq!(reply.status, 400);
    assert!(reply.message().contains("State"), "{}", reply.text);
    caller.sim.refusals().assert_none();
}

#[test]
fn one_row_by_its_key() {
    let caller = Caller::demo();
    let klant = caller.klant();
    let uri = format!("{HOST}/api/v1/{DEMO_DIVISION}/crm/Accounts(guid'{klant}')");
    let row = caller.get(&format!("{uri}?$select=ID,Name,BankAccounts")).d();
    assert_eq!(row["ID"], klant.as_str());
    assert_eq!(row["__metadata"]["uri"], uri.as_str());
    assert_eq!(row["__metadata"]["type"], "Exact.Web.Api.Models.Account");
    assert_eq!(row["BankAccounts"]["__deferred"]["uri"], format!("{uri}/BankAccounts").as_str());
    let division = caller.list("system/Divisions(3201417)", &[("$select", "Code,Hid")]).d();
    assert_eq!(
        (division["Code"].as_i64(), division["Hid"].as_str()),
        (Some(3_201_417), Some("417"))
    );
    caller.books().delete_account(&klant).unwrap();
    assert_eq!(caller.get(&uri).status, 404);
    caller.sim.refusals().assert_none();
}

#[test]
fn the_user_and_the_divisions() {
    let caller = Caller::demo();
    let me = caller.get(&format!("{HOST}/api/v1/current/Me?$select=CurrentDivision,ServerTime"));
    assert_eq!(me.all("CurrentDivision"), [DEMO_DIVISION]);
    assert_eq!(me.all("ServerTime"), ["2026-07-01T14:31:00"]);
    caller.sim.add_division(9, "417", "Klant van de accountant");
    caller.sim.change_division(9, &[("IsPracticeDivision", "true"), ("Status", "0")]).unwrap();
    let select = [("$select", "Code,Hid,Status,IsPracticeDivision,Country,Legislation")];
    let divisions = caller.list("system/Divisions", &select);
    assert_eq!(divisions.all("Hid"), ["417", "417", "418"]);
    assert_eq!(divisions.all("Status"), [0, 1, 2]);
    assert_eq!(divisions.rows()[1]["Country"], "NL ");
    assert_eq!(divisions.rows()[1]["Legislation"], "1");
    caller.sim.open_division(9);
    let me = caller.get(&format!("{HOST}/api/v1/current/Me?$select=CurrentDivision"));
    assert_eq!(me.all("CurrentDivision"), [9]);
}

#[test]
fn values_can_be_written_in_the_other_ways() {
    let caller = Caller::demo();
    caller.sim.write_bom(true);
    caller.sim.write_plain_longs(true);
    caller.sim.write_iso_dates("sync/CRM/Accounts");
    caller.sim.end_with_null(true);
    let reply = caller.sync("CRM/Accounts", 1, "Timestamp,Modified");
    assert!(reply.text.starts_with("\u{feff}{"), "{}", &reply.text[..20]);
    assert!(reply.all("Timestamp")[0].is_number());
    assert_eq!(reply.all("Modified")[0], "2026-07-01T14:31:00");
    assert_eq!(reply.json()["d"].get("__next"), Some(&Value::Null));
    caller.sim.cap_pages(2);
    caller.sim.point_next_to(Some("https://elsewhere.example"));
    let next = caller.sync("CRM/Accounts", 1, "Timestamp").next().unwrap();
    assert!(next.starts_with("https://elsewhere.example/api/v1/"), "{next}");
}

#[test]
fn links_point_to_the_host_that_was_asked() {
    let caller = Caller::empty();
    caller.books().add_accounts(2);
    caller.sim.cap_pages(1);
    let headers = [("accept", "application/json"), ("host", "127.0.0.1:4002")];
    let path = "/api/v1/3201417/sync/CRM/Accounts?$filter=Timestamp%20gt%201L&$select=ID";
    let first = caller.call("GET", path, "", &headers);
    let next = first.next().unwrap();
    let begin = format!("http://127.0.0.1:4002{path}&$skiptoken=");
    assert!(next.starts_with(&begin), "{next}");
    let path = next.trim_start_matches("http://127.0.0.1:4002");
    assert_eq!(caller.call("GET", path, "", &headers).rows().len(), 1);
    caller.sim.refusals().assert_none();
}
