//! What `$filter` may say.

use connector_billit::simulator::TimeLiterals;

use crate::caller::{Caller, Envelope};

#[test]
fn parties_are_filtered_by_kind_name_and_number() {
    let caller = Caller::empty();
    caller.klant("O'Brien");
    caller.klant("Bakkerij");
    caller.books().add_leverancier("Bakkerij");
    let names = |filter: &str| caller.filter("parties", filter).all("Name");
    assert_eq!(names("PartyType eq 'Customer'"), ["O'Brien", "Bakkerij"]);
    assert_eq!(names("Name eq 'o''brien'"), ["O'Brien"], "without regard to letter case");
    assert_eq!(names("PartyType ne 'Customer' or Name eq 'O''Brien'").len(), 2);
    assert_eq!(names("(PartyType eq 'Supplier') and Name eq 'Bakkerij'").len(), 1);
    assert_eq!(names("VATNumber eq 'BE0417497106'").len(), 0);
    caller.sim.refusals().assert_none();
}

#[test]
fn products_are_found_by_reference() {
    let caller = Caller::empty();
    caller.artikel("UUR", 6250);
    caller.artikel("UUR", 7000);
    caller.artikel("REIS", 4500);
    let found = |code: &str| {
        let filter = format!("Reference eq '{code}'");
        caller.list("products", &[("$filter", &filter), ("$top", "2")])
    };
    assert_eq!(found("UUR").rows().len(), 2, "references need not be unique");
    assert_eq!(found("reis").rows().len(), 1);
    assert_eq!(found("none").rows().len(), 0);
    caller.sim.refuse_filter("products", "Reference");
    let refused = found("UUR");
    assert_eq!((refused.status, refused.code().as_str()), (400, "GenericError"));
    assert!(refused.text.contains("Reference"));
    caller.sim.refusals().assert_none();
}

#[test]
fn names_that_are_not_on_the_list_are_refused() {
    let caller = Caller::empty();
    for (resource, filter) in [
        ("orders", "OrderTitle eq 'x'"),
        ("orders", "Comments eq 'x'"),
        ("orders", "CustomerID eq 1"),
        ("orders", "CounterParty/Name eq 'x'"),
        ("parties", "PartyID eq 1"),
        ("parties", "Nr eq '1'"),
        ("parties", "Created ge datetime'2026-01-01'"),
        ("products", "ProductID gt 1"),
        ("products", "Description eq 'x'"),
    ] {
        let reply = caller.filter(resource, filter);
        assert_eq!((reply.status, reply.code().as_str()), (400, "GenericError"), "{filter}");
        let name = filter.split(' ').next().unwrap();
        assert!(reply.text.contains(name), "{}", reply.text);
        assert!(caller.refused().contains(name), "{filter}");
    }
}

#[test]
fn every_name_of_the_orders_list_is_taken() {
    let caller = Caller::empty();
    assert_eq!(caller.post(&caller.order()).status, 200);
    for filter in [
        "OrderID gt 0",
        "CounterParty/PartyID gt 0",
        "CompanyID gt 0",
        "OrderDirection eq 'Income'",
        "OrderType eq 'Invoice'",
        "OrderDate ge datetime'2026-01-01T00:00:00'",
        "OrderNumber ne ''",
        "ExpiryDate le DateTime'2026-12-31'",
        "ExportedToConnector eq false",
        "AccountantVerificationNeeded eq false",
        "TotalExcl eq 35.73",
        "TotalVAT lt 100",
        "TotalIncl gt 35.73",
        "Paid eq false",
        "OrderStatus eq 'ToSend'",
        "ExternalProviderID eq 'SIMON-77-815'",
        "Currency eq 'EUR'",
        "PaymentReference ne ''",
        "LastModified ge datetime'2026-07-01'",
        "Created ge datetime'2026-07-01'",
        "Reference eq 'PO-88'",
        "ExternalProvider eq 'APIFeed'",
        "IsSent eq false",
        "ApprovalStatus eq null and PaidDate eq null and PaymentMethod eq null",
        "FXRateToForeign eq null and RemindersSent eq null",
    ] {
        assert_eq!(caller.filter("orders", filter).rows().len(), 1, "{filter}");
    }
    caller.sim.refusals().assert_none();
}

#[test]
fn nothing_but_comparisons_is_understood() {
    let caller = Caller::empty();
    for filter in [
        "startswith(Name, 'a')",
        "not (Name eq 'a')",
        "Name",
        "Name eq 3",
        "Name eq 'a' and",
        "Name eq \"a\"",
        "PartyType eq 'Klant'",
        "LastModified ge '2026-01-01'",
        "LastModified ge 2026-01-01T00:00:00",
        "LastModified ge guid'2026-01-01'",
        "name eq 'a'",
        "",
    ] {
        assert_eq!(caller.filter("parties", filter).status, 400, "{filter}");
        assert!(!caller.refused().is_empty(), "{filter}");
    }
    let twice = [("$filter", "Name eq 'a'"), ("$filter", "Name eq 'b'")];
    assert_eq!(caller.list("parties", &twice).status, 400);
}

#[test]
fn times_in_filters_are_as_exact_as_switched() {
    let caller = Caller::empty();
    let status = |literal: &str| {
        caller.filter("products", &format!("LastModified ge datetime'{literal}'")).status
    };
    let (date, seconds, fractions) =
        ("2026-05-01", "2026-05-01T10:20:30", "2026-05-01T10:20:30.123");
    assert_eq!([date, seconds, fractions].map(status), [200, 200, 400]);
    assert!(caller.refused().contains(".123"));
    caller.sim.set_time_literals(TimeLiterals::Dates);
    assert_eq!([date, seconds, fractions].map(status), [200, 400, 400]);
    caller.sim.set_time_literals(TimeLiterals::Fractions);
    assert_eq!([date, seconds, fractions].map(status), [200, 200, 200]);
    assert_eq!(status("2026-05-01T10:20:30Z"), 400, "times have no zone");
}
