//! The incremental copy: versions, deletions, moves, duplicates.

use chrono::NaiveDate;
use connector_exact::simulator::{DEMO_DIVISION, NewAccount};
use serde_json::Value;

use crate::caller::{Caller, Envelope};

fn version(row: &Value) -> i64 {
    row["Timestamp"].as_str().expect("quoted").parse().unwrap()
}

#[test]
fn rows_come_in_pages_of_a_thousand_in_the_order_of_versions() {
    let caller = Caller::empty();
    caller.books().add_accounts(2_345);
    let pages = caller.pages(caller.sync("CRM/Accounts", 1, "ID,Code,Name,Timestamp"));
    let sizes: Vec<usize> = pages.iter().map(|page| page.rows().len()).collect();
    assert_eq!(sizes, [1000, 1000, 345]);
    let versions: Vec<i64> =
        pages.iter().flat_map(|page| page.rows()).map(|r| version(&r)).collect();
    assert!(versions.is_sorted() && versions.len() == 2_345);
    assert!(pages[0].text.contains("\"Timestamp\":\"17179"), "{}", &pages[0].text[..300]);
    let first = &pages[0].rows()[0];
    assert_eq!(first["Code"], "            100001", "18 wide");
    let metadata = &first["__metadata"];
    let uri = format!("sync/CRM/Accounts({}L)", version(first));
    assert!(metadata["uri"].as_str().unwrap().ends_with(&uri), "{metadata}");
    caller.sim.refusals().assert_none();
}

#[test]
fn a_change_raises_the_version_and_comes_again() {
    let caller = Caller::empty();
    let (a, b) = (caller.klant(), caller.klant());
    let checkpoint = caller.books().newest_version();
    assert!(caller.sync("CRM/Accounts", checkpoint, "ID").rows().is_empty());
    caller.books().rename_account(&a, "Nieuwe naam").unwrap();
    let changed = caller.sync("CRM/Accounts", checkpoint, "ID,Name,Modified,Timestamp").rows();
    assert_eq!((changed.len(), changed[0]["ID"].as_str()), (1, Some(a.as_str())));
    assert_eq!(changed[0]["Name"], "Nieuwe naam");
    // 12:31 UTC on a summer's day, in the server's wall clock.
    assert_eq!(changed[0]["Modified"], "/Date(1782916260000)/");
    caller.books().block_account(&b).unwrap();
    assert_eq!(caller.sync("CRM/Accounts", version(&changed[0]), "ID,Blocked").rows().len(), 1);
}

#[test]
fn a_block_can_pass_unnoticed() {
    let caller = Caller::empty();
    let klant = caller.klant();
    caller.sim.block_silently(true);
    let checkpoint = caller.books().newest_version();
    caller.books().block_account(&klant).unwrap();
    assert!(caller.sync("CRM/Accounts", checkpoint, "ID").rows().is_empty());
    assert_eq!(caller.sync("CRM/Accounts", 1, "Blocked").all("Blocked"), [true]);
}

#[test]
fn periods_are_dates_and_their_passing_changes_nothing() {
    let caller = Caller::empty();
    let klant = caller.klant();
    let day = NaiveDate::from_ymd_opt(2026, 7, 2);
    caller.books().set_account_period(&klant, None, day).unwrap();
    let checkpoint = caller.books().newest_version();
    let row = caller.sync("CRM/Accounts", 1, "StartDate,EndDate").rows().remove(0);
    assert_eq!(row["EndDate"], "/Date(1782950400000)/", "midnight of that day, as if it were UTC");
    assert_eq!(row["StartDate"], Value::Null);
    caller.wait(3 * 24 * 3600);
    caller.sim.expire_tokens();
    let mut caller = caller;
    caller.log_in();
    assert!(caller.sync("CRM/Accounts", checkpoint, "ID").rows().is_empty());
    caller.sim.set_date_hour(11);
    caller.books().set_account_period(&klant, None, day).unwrap();
    let row = caller.sync("CRM/Accounts", 1, "EndDate").rows().remove(0);
    assert_eq!(row["EndDate"], "/Date(1782990000000)/");
}

#[test]
fn deletions_are_logged_for_two_months() {
    let mut caller = Caller::empty();
    let (klant, artikel) = (caller.klant(), caller.artikel("UUR", 1));
    caller.books().delete_account(&klant).unwrap();
    caller.books().delete_item(&artikel).unwrap();
    assert!(caller.sync("CRM/Accounts", 1, "ID").rows().is_empty());
    let select = "Timestamp,EntityKey,EntityType,DeletedDate,Division";
    let deleted = caller.sync("Deleted", 1, select);
    assert_eq!(deleted.all("EntityKey"), [klant.as_str(), artikel.as_str()]);
    assert_eq!(deleted.all("EntityType"), [2, 9]);
    let last = version(&deleted.rows()[1]);
    assert!(caller.sync("Deleted", last, select).rows().is_empty());
    caller.wait(63 * 24 * 3600);
    caller.refresh = caller.sim.log_in();
    caller.log_in();
    assert!(caller.sync("Deleted", 1, select).rows().is_empty());
    caller.sim.log_deletions(false);
    let klant = caller.klant();
    caller.books().delete_account(&klant).unwrap();
    assert!(caller.sync("Deleted", 1, select).rows().is_empty());
}

#[test]
fn a_moved_division_counts_anew_below_every_checkpoint() {
    let caller = Caller::empty();
    caller.klant();
    caller.artikel("UUR", 1);
    let checkpoint = caller.books().newest_version();
    caller.sim.move_division(DEMO_DIVISION);
    assert!(caller.sync("CRM/Accounts", checkpoint, "ID").rows().is_empty());
    let rows = caller.sync("CRM/Accounts", 1, "ID,Timestamp").rows();
    assert!(version(&rows[0]) < checkpoint, "{rows:?}");
    let divisions = caller.list("system/Divisions", &[("$select", "Code,DivisionMoveDate")]);
    assert_eq!(divisions.all("DivisionMoveDate"), ["/Date(1782916260000)/"]);
}

#[test]
fn one_answer_can_hold_two_versions_of_a_row() {
    let caller = Caller::empty();
    let klant = caller.klant();
    caller.sim.keep_earlier_versions(true);
    caller.books().rename_account(&klant, "Later").unwrap();
    let select = "ID,Name,Timestamp";
    let both = caller.sync("CRM/Accounts", 1, select);
    assert_eq!(both.all("Name"), ["Bakkerij De Korenaar", "Later"]);
    assert_eq!(both.all("ID"), [klant.as_str(), klant.as_str()]);
    caller.sim.reverse_pages(true);
    assert_eq!(caller.sync("CRM/Accounts", 1, select).all("Name")[0], "Later");
    let one = caller.list("crm/Accounts", &[("$filter", "Status eq 'C'"), ("$select", "Name")]);
    assert_eq!(one.all("Name"), ["Later"]);
}

#[test]
fn names_copied_from_a_group_grow_old() {
    let caller = Caller::demo();
    let select = "Code,ItemGroup,ItemGroupDescription,IsTime,Unit";
    let item = caller.sync("Logistics/Items", 1, select).rows().remove(0);
    assert_eq!((item["Unit"].as_str(), item["IsTime"].as_i64()), (Some("hour    "), Some(1)));
    let group = item["ItemGroup"].as_str().unwrap();
    let checkpoint = caller.books().newest_version();
    caller.books().rename_group(group, "Arbeid").unwrap();
    assert!(caller.sync("Logistics/Items", checkpoint, select).rows().is_empty());
    let item = caller.sync("Logistics/Items", 1, select).rows().remove(0);
    assert_eq!(item["ItemGroupDescription"], "Diensten");
    let groups = caller.list("logistics/ItemGroups", &[("$select", "ID,Description")]);
    assert!(groups.all("Description").contains(&"Arbeid".into()));
}

#[test]
fn sync_takes_a_version_and_chosen_fields_and_nothing_else() {
    let caller = Caller::demo();
    let filter = ("$filter", "Timestamp gt 1L");
    for wrong in [
        vec![filter],
        vec![filter, ("$select", "*")],
        vec![("$filter", "Timestamp gt 1"), ("$select", "ID")],
        vec![("$filter", "Timestamp ge 1L"), ("$select", "ID")],
        vec![("$filter", "Timestamp gt 1L and Status eq 'C'"), ("$select", "ID")],
        vec![filter, ("$select", "ID"), ("$top", "5")],
        vec![filter, ("$select", "ID"), ("$orderby", "Timestamp")],
        vec![filter, ("$select", "ID,StandardSalesPrice")],
    ] {
        let reply = caller.list("sync/Logistics/Items", &wrong);
        assert_eq!(reply.status, 400, "{wrong:?}");
        assert!(!reply.message().is_empty());
        assert!(caller.refused().contains("sync/Logistics/Items"), "{wrong:?}");
    }
}

#[test]
fn odd_records_are_served_as_they_are() {
    let caller = Caller::empty();
    caller.books().add_sparse_account("7", "Kaal");
    let all = caller.sync("CRM/Accounts", 1, "ID,Name,Blocked,City,Modified").rows().remove(0);
    assert_eq!((&all["Blocked"], &all["Modified"]), (&Value::Null, &Value::Null));
    caller.sim.leave_out_nulls(true);
    caller.books().add_sparse_account("8", "Kaler");
    let raw = [("ID", "\"geen-guid\""), ("Name", "12"), ("Status", "\"C\""), ("Blocked", "\"ja\"")];
    caller.books().add_raw_account(&raw).unwrap();
    caller.books().add_account(&NewAccount { status: None, ..NewAccount::klant("Niets") });
    let rows = caller.sync("CRM/Accounts", 1, "ID,Name,Status,Blocked,City,Timestamp").rows();
    let sparse = rows[1].as_object().unwrap();
    assert!(!sparse.contains_key("City") && !sparse.contains_key("Blocked"), "{sparse:?}");
    assert_eq!((&rows[2]["ID"], &rows[2]["Name"]), (&"geen-guid".into(), &12.into()));
    assert_eq!(rows[3]["Status"], Value::Null);
    assert!(caller.books().add_raw_account(&[("Nme", "1")]).is_err());
}

#[test]
fn a_volume_row_can_be_changed_like_any_other() {
    let caller = Caller::empty();
    caller.books().add_items(3);
    let rows = caller.sync("Logistics/Items", 1, "ID,Code,ItemGroup,Timestamp").rows();
    let (id, last) = (rows[1]["ID"].as_str().unwrap(), version(&rows[2]));
    caller.books().rename_item(id, "Anders").unwrap();
    let changed = caller.sync("Logistics/Items", last, "ID,Code,Description");
    assert_eq!(changed.all("Description"), ["Anders"]);
    assert_eq!(changed.all("Code"), ["G000002"]);
    assert_eq!(caller.sync("Logistics/Items", 1, "ID").rows().len(), 3);
}
