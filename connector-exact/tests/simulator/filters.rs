//! What `$filter` means.

use crate::caller::{Caller, Envelope};

fn codes(caller: &Caller, filter: &str) -> Vec<String> {
    let options = [("$filter", filter), ("$select", "Code")];
    let all = caller.list("logistics/Items", &options).all("Code");
    all.into_iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

#[test]
fn texts_compare_as_a_database_does() {
    let caller = Caller::demo();
    caller.artikel("  INGESPRONGEN", 1);
    caller.artikel("d'or", 1);
    assert_eq!(codes(&caller, "Code eq 'reis'"), ["REIS"]);
    assert_eq!(codes(&caller, "Code eq 'REIS  '"), ["REIS"]);
    assert!(codes(&caller, "Code eq 'INGESPRONGEN'").is_empty());
    assert_eq!(codes(&caller, "trim(Code) eq 'ingesprongen'"), ["  INGESPRONGEN"]);
    assert_eq!(codes(&caller, "Code eq 'd''or'"), ["d'or"]);
    assert_eq!(codes(&caller, "tolower(Code) eq 'uur'"), ["UUR"]);
    assert_eq!(codes(&caller, "startswith(Code,'cv') eq true"), ["CVKETEL"]);
    assert_eq!(codes(&caller, "endswith(Code,'22')"), ["BUIS22"]);
    assert_eq!(codes(&caller, "substringof('RAAN',Code) eq true"), ["KRAAN15"]);
    caller.sim.refusals().assert_none();
}

#[test]
fn conditions_combine() {
    let caller = Caller::demo();
    assert_eq!(codes(&caller, "Code eq 'UUR' or Code eq 'DIV'"), ["UUR", "DIV"]);
    let both = "(Code eq 'UUR' or Code eq 'DIV') and not (Description eq 'Diversen')";
    assert_eq!(codes(&caller, both), ["UUR"]);
    let later = "Modified gt datetime'2026-07-01T14:31:00'";
    assert!(codes(&caller, later).is_empty());
    assert_eq!(codes(&caller, "Modified ge datetime'2026-07-01T14:31:00'").len(), 8);
    caller.sim.refusals().assert_none();
}

#[test]
fn codes_of_relations_are_padded() {
    let caller = Caller::demo();
    let named = |filter: &str| {
        caller.list("crm/Accounts", &[("$filter", filter), ("$select", "Name")]).rows().len()
    };
    assert_eq!(named("Code eq '7'"), 0);
    assert_eq!(named("Code eq '                 7'"), 1);
    assert_eq!(named("trim(Code) eq '7'"), 1);
    assert_eq!(named("Status eq 'C' and Blocked eq false"), 6);
}

#[test]
fn versions_one_and_three_are_not_understood() {
    for filter in [
        "contains(Code,'x')",
        "Code in ('a','b')",
        "Code eq \"UUR\"",
        "Code eq 'UUR",
        "ID eq '5b7c2f0e-0000-4000-8000-000000000001'",
        "Modified ge datetime'2026-07-01'",
        "Modified ge 2026-07-01T00:00:00",
        "Code",
        "Code eq 'a' extra",
        "Nothing eq 1",
        "UnitDescription eq 'Uur'",
    ] {
        let caller = Caller::demo();
        let reply = caller.list("logistics/Items", &[("$filter", filter), ("$select", "ID")]);
        assert_eq!(reply.status, 400, "{filter}");
        assert!(!reply.message().is_empty(), "{filter}");
        assert!(caller.refused().contains("logistics/Items"), "{filter}");
    }
}
