//! The check that secrets stay where they belong.

use std::error::Error as StdError;
use std::fmt::Write;

use simon_core::connector::DocumentSearch;
use simon_core::message::Catalogue;
use simon_core::{Error, Result};

use super::read::{everything, read};
use super::traces::Traces;
use super::world::{World, listings};
use super::{Harness, Listing};
use crate::{Fault, On};

/// Everything that an error shows anywhere.
fn everything_of<H: Harness>(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {:?} {:?}", error.vendor_text(), error.vendor_code());
    let mut source = error.source();
    while let Some(inner) = source {
        let _ = write!(text, " {inner} {inner:?}");
        source = inner.source();
    }
    let rendered = Catalogue::with_connector(H::info().messages).render(error.message());
    let _ = write!(text, " {rendered:?} {:?}", error.message());
    text
}

/// Uses every kind of operation, with and without faults, and writes down what shows.
fn show_all<H: Harness>(world: &World<H>, shown: &mut String) {
    let (draft, settings) = world.vendor.draft("20417");
    let mut note = |what: Result<String>| {
        let text = what.unwrap_or_else(|error| everything_of::<H>(&error));
        shown.push_str(&text);
    };
    let connector = world.connector.as_ref();
    let debug = |text: &dyn std::fmt::Debug| format!("{text:?}");
    note(Ok(debug(&connector)));
    note(world.run(connector.connect()).map(|connected| debug(&connected)));
    for listing in listings::<H>() {
        let listed = world.run(read(connector, &world.books, listing, everything(), &mut |_| {}));
        note(listed.map(|listed| debug(&listed)).map_err(|broken| broken.error));
    }
    let search = DocumentSearch::new(&draft, &settings, world.clock.now());
    note(world.run(connector.find_document(&search)).map(|found| debug(&found)));
    note(world.run(connector.create_document(&draft, &settings)).map(|made| debug(&made)));
    note(Ok(debug(&connector)));
}

/// Fails with what stands before the secret, never with the secret itself.
fn assert_absent(secret: &str, text: &str, problem: &str) {
    if let Some((before, _)) = text.split_once(secret) {
        let start = before.char_indices().rev().nth(120).map_or(0, |(at, _)| at);
        panic!("{problem}, after: {}", before.get(start..).unwrap_or_default());
    }
}

/// Drives a connector whose configuration and tokens are known and looks for them everywhere.
pub fn secrets_show_in_no_debug_error_or_log_f6<H: Harness>() {
    let traces = Traces::default();
    let (mut shown, mut secrets, mut tokens) = (String::new(), Vec::new(), Vec::new());
    let mut drive = |world: World<H>| {
        traces.during(|| show_all(&world, &mut shown));
        secrets.extend(world.vendor.secrets());
        tokens.extend(world.tokens.secrets());
    };
    drive(World::new());
    for (_, fault) in Fault::every_kind(false) {
        let world = World::<H>::new();
        world.vendor.seed(Listing::Relaties, 1, "Naam 1");
        world.faults.add(On::any(), fault.clone(), usize::MAX);
        drive(world);
        let world = World::<H>::new();
        world.faults.add(On::any().skip(1), fault, usize::MAX);
        drive(world);
    }
    let world = World::<H>::new();
    world.vendor.withdraw_credentials();
    drive(world);
    assert!(!secrets.is_empty(), "a connector without secrets proves nothing");
    assert!(H::TOKEN.is_none() || !tokens.is_empty(), "nobody logged in");
    let logged = traces.text();
    assert!(!logged.is_empty(), "nothing was logged, which proves nothing");
    for secret in secrets.into_iter().chain(tokens) {
        assert!(secret.len() >= 8, "a short secret would be found by chance");
        assert_absent(&secret, &shown, "a secret shows in a Debug or an error");
        assert_absent(&secret, &logged, "a secret was logged");
    }
}
