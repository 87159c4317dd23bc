//! Logging in, from the address to the first call, and the company that it opens (A3, C17, G9).

use connector_visma::simulator::{
    DEMO_CONTRACT, DEMO_REFRESH_TOKEN, DEMO_TENANT, LoginChoice, TenantClaim,
};
use simon_core::connector::{AccountingConnector, ListRequest};
use simon_core::{Actor, ErrorKind};
use simon_testkit::listings::Listings;

use crate::world::{World, books, interactive, service, tekst};

const OTHER: &str = "5d1c0de0-0000-4000-b000-0afe00000002";

#[test]
fn a_login_in_the_browser_opens_one_company_on_both_interfaces_a3() {
    let world = World::with(interactive());
    world.sim.seed_demo();
    world.log_in();
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.administratie, Some(books()));
    assert_eq!(connected.waarschuwingen, []);
    assert_eq!(world.run(world.connector.administratie(&books())).unwrap(), books());
    assert_eq!(world.sim.tokens_issued(), 1, "one login serves both");
    world.refused_nothing();
}

#[test]
fn service_tokens_open_the_configured_company_with_a_token_for_each_interface() {
    let world = World::with(service());
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.administratie, Some(books()));
    assert_eq!(world.sim.tokens_issued(), 2);
    let error = world.run(world.connector.login_url()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    world.refused_nothing();
}

#[test]
fn a_refresh_token_is_used_once_and_the_next_process_has_the_newer_one_p1() {
    let world = World::new();
    for _ in 0..4 {
        world.run(world.connector.connect()).unwrap();
        world.pass_seconds(3_600);
        let next = world.process(interactive().with_refresh_token(DEMO_REFRESH_TOKEN));
        world.run(next.connect()).unwrap();
        world.pass_seconds(3_600);
    }
    assert_eq!(world.sim.old_refresh_tokens(), 0);
    world.refused_nothing();
}

#[test]
fn another_configured_refresh_token_is_used_at_once() {
    let world = World::new();
    world.run(world.connector.connect()).unwrap();
    let scopes = "openid tenants offline_access vismanet_erp_interactive_api:read \
        vismanet_erp_interactive_api:create visma.net.erp.salesorder.inter:read";
    world.sim.add_company(OTHER, "1403279", "Ander Bedrijf B.V.");
    world.sim.pick_company(OTHER);
    let fresh = world.sim.log_in(scopes);
    let renewed = world.process(interactive().with_refresh_token(fresh));
    let opened = world.run(renewed.connect()).unwrap().administratie.unwrap();
    assert_eq!((opened.vendor_id.as_str(), opened.naam.as_str()), (OTHER, "Ander Bedrijf B.V."));
    assert_eq!(world.sim.old_refresh_tokens(), 0);
}

#[test]
fn a_user_who_refuses_is_told_so_and_nothing_changes() {
    let world = World::new();
    world.run(world.connector.connect()).unwrap();
    world.sim.set_login_choice(LoginChoice::Refuse);
    let address = world.run(world.connector.login_url()).unwrap();
    let back = world.browser(&address);
    let error = world.run(world.connector.log_in(&back)).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::User));
    world.run(world.connector.connect()).unwrap();
}

#[test]
fn an_address_of_another_login_is_refused_without_a_call() {
    let world = World::with(interactive());
    let address = world.run(world.connector.login_url()).unwrap();
    let back = world.browser(&address).replace("state=", "state=x");
    let error = world.run(world.connector.log_in(&back)).unwrap_err();
    assert_eq!((error.kind(), world.faults.calls()), (ErrorKind::InvalidInput, 0));
}

#[test]
fn disconnecting_ends_the_login_at_visma_a7() {
    let world = World::with(interactive());
    world.log_in();
    world.run(world.connector.connect()).unwrap();
    world.run(world.connector.disconnect()).unwrap();
    assert_eq!(world.sim.logins_revoked(), 1);
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!(error.message().code(), "visma-inloggen");
    world.refused_nothing();
}

#[test]
fn a_login_of_another_company_reads_and_sends_nothing_for_these_books_g9() {
    let world = World::demo();
    world.run(world.connector.connect()).unwrap();
    let draft = world.draft("1");
    world.sim.add_company(OTHER, "1403279", "Ander Bedrijf B.V.");
    world.sim.pick_company(OTHER);
    world.log_in();
    let opened = world.run(world.connector.administratie(&books())).unwrap();
    assert_eq!(opened.vendor_id, OTHER);
    let calls = world.sim.all_calls();
    for document in ["verkooporder", "klantfactuur"] {
        let settings = world.settings(document);
        let sent = world.run(world.connector.create_document(&draft, &settings));
        let error = sent.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{document}");
        assert_eq!(error.message().code(), "visma-ander-bedrijf");
    }
    let first = ListRequest::everything();
    let listed = world.run(world.connector.list_relaties(&books(), &first));
    assert_eq!(listed.unwrap_err().message().code(), "visma-ander-bedrijf");
    assert_eq!(world.sim.all_calls(), calls, "nothing was sent");
}

#[test]
fn a_company_that_the_token_does_not_tell_is_known_by_its_number() {
    let world = World::new();
    world.sim.set_tenant_claim(TenantClaim::LeftOut);
    let opened = world.run(world.connector.connect()).unwrap().administratie.unwrap();
    assert_eq!(opened.vendor_id, "1403278");
    // The token tells it again: these are still the same books.
    world.sim.set_tenant_claim(TenantClaim::Texts);
    world.sim.expire_tokens();
    world.pass_seconds(3_600);
    assert_eq!(world.run(world.connector.administratie(&opened)).unwrap(), opened);
    assert_eq!(world.run(world.connector.administratie(&books())).unwrap(), books());
    world.refused_nothing();
}

#[test]
fn the_company_is_named_by_its_number_or_name_and_those_of_its_branches_c17() {
    let world = World::demo();
    for entered in ["1403278", " demo installatietechniek b.v. ", "1"] {
        let outcome = world.check("administratie", &[("administratie", tekst(entered))]);
        let simon_core::settings::CheckOutcome::Accepted(checked) = outcome else {
            panic!("{entered} is refused")
        };
        assert_eq!(checked.vendor_id.as_deref(), Some(DEMO_TENANT), "{entered}");
    }
    let unknown = world.check("administratie", &[("administratie", tekst("1403279"))]);
    assert_eq!(crate::world::refused(unknown), "visma-bedrijf-onbekend");
    world.refused_nothing();
}

#[test]
fn a_wrong_company_number_shows_no_company() {
    let mut config = interactive().with_refresh_token(DEMO_REFRESH_TOKEN);
    config.company_number = Some(7);
    let world = World::with(config);
    world.run(world.connector.connect()).unwrap();
    world.sim.read_company_header(true);
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!(error.message().code(), "visma-bedrijf-leeg");
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    world.refused_nothing();
}

#[test]
fn the_tenant_of_the_contract_has_no_licence() {
    let config = connector_visma::VismaConfig::service(
        connector_visma::simulator::DEMO_CLIENT_ID,
        connector_visma::simulator::DEMO_CLIENT_SECRET,
        DEMO_CONTRACT,
    );
    let world = World::with(config);
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!(error.message().code(), "visma-licentie");
    assert_eq!((error.kind(), error.who()), (ErrorKind::PermissionDenied, Actor::User));
}
