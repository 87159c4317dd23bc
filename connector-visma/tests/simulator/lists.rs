//! The short lists.

use connector_visma::simulator::{Gedrag, Ordersoort, Vestiging};

use crate::caller::{Caller, Envelope};

#[test]
fn warehouses_have_capital_ids_that_are_texts() {
    let caller = Caller::demo();
    let all = caller.get("/v1/warehouse").rows();
    assert_eq!(all.iter().map(|row| &row["warehouseID"]).collect::<Vec<_>>(), ["1", "BUS2", "OUD"]);
    assert_eq!(caller.get("/v1/warehouse?active=true").rows().len(), 2);
    assert_eq!(caller.get("/v1/warehouse?active=true&branch=2").rows().len(), 0);
    let one = caller.get("/v1/warehouse/OUD").json();
    assert_eq!((&one["active"], &one["branch"]["number"]), (&false.into(), &"1".into()));
    caller.books().delete_magazijn("BUS2").unwrap();
    assert_eq!(caller.get("/v1/warehouse/BUS2").status, 404);
    caller.clean();
    assert_eq!(caller.get("/v1/warehouse?pageNumber=1").rows().len(), 2, "it has no pages");
    assert!(caller.refused().contains("pageNumber"));
}

#[test]
fn branches_and_the_organization_name_the_company() {
    let caller = Caller::empty();
    let naam = "Filiaal Zuid".to_owned();
    caller.books().add_vestiging(Vestiging { nummer: "ZUID".into(), naam, actief: false });
    let branches = caller.get("/v1/branch").rows();
    assert_eq!((&branches[0]["branchId"], &branches[0]["number"]), (&1.into(), &"1".into()));
    assert_eq!(branches[1]["isActive"], false);
    assert_eq!(caller.get("/v1/branch/ZUID").json()["branchId"], 2);
    assert_eq!(caller.get("/v1/branch/NOORD").status, 404);
    let own = &caller.get("/v1/organization").rows()[0];
    assert_eq!(own["organizationCd"], "1403278");
    assert!(own.get("branches").is_none());
    let own = &caller.get("/v1/organization?expandBranches=true").rows()[0];
    assert_eq!(own["branches"][1]["name"], "Filiaal Zuid");
    caller.clean();
}

#[test]
fn order_types_can_be_renamed_and_switched_off() {
    let caller = Caller::empty();
    let types = caller.first("/v1/salesordertype", &[]).rows();
    let behaviors: Vec<_> = types.iter().map(|row| &row["behavior"]).collect();
    assert_eq!(behaviors, ["Quote", "RMAOrder", "SalesOrder"]);
    assert_eq!(types[0]["metadata"]["totalCount"], 3);
    let soort = Ordersoort {
        omschrijving: "Aanbod".into(),
        actief: false,
        gedrag: Gedrag::Quote,
        in_wacht: true,
    };
    caller.books().set_ordersoort("QT", soort);
    let quote = caller.get("/v1/salesordertype/QT").json();
    assert_eq!((&quote["active"], &quote["description"]), (&false.into(), &"Aanbod".into()));
    caller.books().delete_ordersoort("QT").unwrap();
    assert_eq!(caller.get("/v1/salesordertype/QT").status, 404);
    assert_eq!(caller.get("/v1/unitofmeasure").all("fromUnit"), ["STUK", "UUR", "METER"]);
    caller.clean();
}
