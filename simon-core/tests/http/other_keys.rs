//! Processes of one integration with different keys, as when a user pasted another one (A3, G9).

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::join_all;
use http::Method;
use http::header::AUTHORIZATION;
use secrecy::ExposeSecret;
use simon_core::error::{ErrorKind, Result};
use simon_core::host::{TokenSet, TokenSwap};
use simon_core::http::{ApiClient, ApiRequest, Effect, TokenGrant, TokenPolicy};
use simon_testkit::{Fault, InProcess, On, Simulator};

use crate::cancellation::dropped_after;
use crate::world::{World, integration, profile, read, url};

/// Each of its keys opens an administration; a call answers which.
#[derive(Debug, Default)]
struct Vendor(Mutex<Books>);

#[derive(Debug, Default)]
struct Books {
    issued: u32,
    withdrawn: BTreeSet<String>,
    good: BTreeSet<String>,
    /// What was shown to buy tokens with, beside the key.
    refresh: Vec<String>,
}

impl Simulator for Vendor {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let mut books = self.0.lock().unwrap();
        if request.uri().path() == "/token" {
            let sent: Vec<(String, String)> =
                url::form_urlencoded::parse(request.body()).into_owned().collect();
            let [(_, key), (_, refresh)] = &sent[..] else { panic!("{sent:?}") };
            books.refresh.push(refresh.clone());
            if books.withdrawn.contains(key) {
                return answer(400, r#"{"error":"wrong key"}"#);
            }
            books.issued += 1;
            let access = format!("{key}.{}", books.issued);
            books.good.insert(access.clone());
            let first = format!(r#","refresh_token":"of-{key}""#);
            let refresh = if refresh.is_empty() { &*first } else { "" };
            let body = format!(r#"{{"access_token":"{access}","expires_in":600{refresh}}}"#);
            return answer(200, &body);
        }
        let sent = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let access = sent.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        match access.split_once('.') {
            Some((key, _)) if books.good.contains(access) => answer(200, key),
            _ => answer(401, "{}"),
        }
    }
}

fn answer(status: u16, body: &str) -> http::Response<Bytes> {
    http::Response::builder().status(status).body(Bytes::from(body.to_owned())).unwrap()
}

#[derive(Debug)]
struct Key(&'static str, TokenPolicy);

impl TokenGrant for Key {
    fn policy(&self) -> TokenPolicy {
        self.1
    }

    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let refresh = stored.and_then(|tokens| tokens.refresh.as_ref());
        let refresh = refresh.map_or("", |refresh| refresh.expose_secret());
        let request = ApiRequest::new("token", Effect::Read, Method::POST, url("token"));
        Ok(request.form(&[("key", self.0), ("refresh", refresh)]))
    }

    fn accepts(&self, stored: &TokenSet) -> bool {
        stored.access.expose_secret().split('.').next() == Some(self.0)
    }
}

struct Keys {
    world: World,
    vendor: Arc<Vendor>,
}

impl Keys {
    fn new() -> Self {
        let (mut world, vendor) = (World::new(), Arc::new(Vendor::default()));
        let network = InProcess::new(world.clock.clone())
            .with_latency(Duration::from_millis(100))
            .mount("*", vendor.clone(), world.faults.clone());
        world.network = Arc::new(network);
        Self { world, vendor }
    }

    /// A process with a key.
    fn client(&self, key: &'static str) -> ApiClient {
        let grant = Key(key, self.world.policy);
        ApiClient::new(profile(), Some(Arc::new(grant)), self.world.runtime())
    }

    /// Which administration a process sees.
    fn seen(&self, client: &ApiClient) -> Result<String> {
        let answer = self.world.run(client.send(read()))?;
        Ok(String::from_utf8(answer.body.to_vec()).unwrap())
    }

    fn issued(&self) -> u32 {
        self.vendor.0.lock().unwrap().issued
    }

    fn stored(&self) -> TokenSet {
        self.world.stored().tokens.unwrap()
    }

    fn stored_access(&self) -> String {
        self.stored().access.expose_secret().to_owned()
    }
}

#[test]
fn the_tokens_of_another_key_are_not_used_g9() {
    let keys = Keys::new();
    assert_eq!(keys.seen(&keys.client("oud")).unwrap(), "oud");
    assert_eq!(keys.seen(&keys.client("oud")).unwrap(), "oud");
    assert_eq!(keys.issued(), 1, "a restart needs no new token");
    assert_eq!(keys.seen(&keys.client("nieuw")).unwrap(), "nieuw");
    assert_eq!((keys.issued(), &*keys.stored_access()), (2, "nieuw.2"));
}

#[test]
fn nothing_of_the_tokens_of_another_key_is_shown_or_kept() {
    let keys = Keys::new();
    keys.seen(&keys.client("oud")).unwrap();
    assert_eq!(keys.stored().refresh.unwrap().expose_secret(), "of-oud");
    keys.seen(&keys.client("nieuw")).unwrap();
    assert_eq!(keys.stored().refresh.unwrap().expose_secret(), "of-nieuw");
    keys.world.clock.advance(Duration::from_secs(600));
    keys.seen(&keys.client("nieuw")).unwrap();
    assert_eq!(keys.vendor.0.lock().unwrap().refresh, ["", "", "of-nieuw"]);
    assert_eq!(keys.stored().refresh.unwrap().expose_secret(), "of-nieuw", "kept: none came back");
}

#[test]
fn a_wrong_key_leaves_the_tokens_of_the_right_one_a3() {
    for single_use in [false, true] {
        let mut keys = Keys::new();
        keys.world.policy.single_use_refresh = single_use;
        keys.seen(&keys.client("goed")).unwrap();
        keys.vendor.0.lock().unwrap().withdrawn.insert("fout".into());
        let error = keys.seen(&keys.client("fout")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unauthenticated);
        assert_eq!(keys.stored_access(), "goed.1");
        assert_eq!(keys.seen(&keys.client("goed")).unwrap(), "goed");
        assert_eq!(keys.issued(), 1, "it needs no new token");
    }
}

#[test]
fn a_renewal_of_another_key_that_fails_or_is_dropped_leaves_the_tokens() {
    let keys = Keys::new();
    keys.seen(&keys.client("oud")).unwrap();
    for fault in [Fault::status(503), Fault::StallAfter, Fault::DropAfter] {
        keys.world.faults.add(On::path("/token"), fault, 4);
        keys.seen(&keys.client("nieuw")).unwrap_err();
        assert_eq!(keys.stored_access(), "oud.1");
    }
    for polls in 1..3 {
        let client = keys.client("nieuw");
        assert!(keys.world.run(dropped_after(polls, client.send(read()))));
        assert_eq!(keys.stored_access(), "oud.1");
    }
}

#[test]
fn a_refusal_of_one_key_does_not_hold_for_another_g8() {
    let mut keys = Keys::new();
    keys.world.policy.single_use_refresh = true;
    keys.seen(&keys.client("oud")).unwrap();
    keys.vendor.0.lock().unwrap().withdrawn.insert("fout".into());
    keys.seen(&keys.client("fout")).unwrap_err();
    keys.world.clock.advance(Duration::from_secs(600));
    assert_eq!(keys.seen(&keys.client("oud")).unwrap(), "oud", "its own token was not refused");

    keys.world.clock.advance(Duration::from_secs(600));
    keys.vendor.0.lock().unwrap().withdrawn.insert("oud".into());
    keys.seen(&keys.client("oud")).unwrap_err();
    assert!(keys.world.stored().refused_until.is_some());
    assert_eq!(keys.seen(&keys.client("nieuw")).unwrap(), "nieuw");
}

#[test]
fn processes_with_different_keys_each_see_their_own_administration_g9() {
    let keys = Keys::new();
    let names = ["oud", "nieuw", "oud", "nieuw"];
    let clients = names.map(|key| keys.client(key));
    for _ in 0..3 {
        let answers = keys.world.run(join_all(clients.iter().map(|client| client.send(read()))));
        for (answer, key) in answers.into_iter().zip(names) {
            assert_eq!(answer.unwrap().body, key);
        }
        keys.world.clock.advance(Duration::from_secs(600));
    }
}

#[test]
fn tokens_stored_during_a_renewal_of_another_key_are_neither_overwritten_nor_used_g9() {
    let keys = Keys::new();
    keys.seen(&keys.client("oud")).unwrap();
    let (client, world) = (keys.client("nieuw"), &keys.world);
    let outcome = world.run(async {
        let newer = async {
            simon_core::host::Clock::sleep(&world.clock, Duration::from_millis(80)).await;
            let mut record = world.stored();
            let mut tokens = record.tokens.clone().unwrap();
            tokens.access = "derde.9".to_owned().into();
            (record.tokens, record.renewing_until) = (Some(tokens), None);
            let swap = world.tokens.swap(&integration(), "main", record).await.unwrap();
            assert!(matches!(swap, TokenSwap::Stored(_)));
        };
        futures_util::future::join(client.send(read()), newer).await.0
    });
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Cancelled);
    assert_eq!(keys.stored_access(), "derde.9");
    assert_eq!(keys.seen(&client).unwrap(), "nieuw");
}
