//! The page over plain HTTP: who may come in, and what it never shows.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY};

use super::{World, world};

const DEADLINE: Duration = Duration::from_secs(60);
const PASSWORD: &str = "paard-batterij-nietje";

/// What has to stand on every answer.
const POLICY: [(&str, &str); 5] = [
    ("content-security-policy", "default-src 'none'; script-src 'self'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// `serve` until the end of the test.
struct Page {
    child: Child,
    address: String,
}

struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}:");
        let named = |line: &&str| line.to_ascii_lowercase().starts_with(&start);
        let line = self.headers.lines().find(named)?;
        Some(line[start.len()..].trim())
    }

    /// What a browser would send back.
    fn cookie(&self) -> String {
        let set = self.header("set-cookie").expect("a cookie");
        set.split(';').next().unwrap().to_owned()
    }

    /// The mark of the visit, of the page's first form.
    fn mark(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"csrf\" value=\"").expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Page {
    fn of(world: &World, args: &[&str]) -> Self {
        let mut all = vec!["--listen", "127.0.0.1:0"];
        all.extend(args);
        Self::started(world, &all)
    }

    fn started(world: &World, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_simon-host"))
            .arg("--config")
            .arg(world.folder.path().join("simon.toml"))
            .arg("serve")
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = lines_of(&mut child);
        let line = said.recv_timeout(DEADLINE).expect("it says where the page is");
        let url = line.split(' ').find_map(|word| word.strip_prefix("http://")).expect("a URL");
        Self { child, address: url.trim_end_matches('/').to_owned() }
    }

    /// A request with these lines above its body; `Host` is the page's own unless they have one.
    fn ask(&self, line: &str, headers: &[&str], body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        let mut text = format!("{line} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|header| header.starts_with("host:")) {
            text.push_str(&format!("host: {}\r\n", self.address));
        }
        headers.iter().for_each(|header| text.push_str(&format!("{header}\r\n")));
        text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str, headers: &[&str]) -> Answer {
        self.ask(&format!("GET {path}"), headers, "")
    }

    /// A form as a browser sends it.
    fn post(&self, path: &str, headers: &[&str], body: &str) -> Answer {
        let mut all = vec!["content-type: application/x-www-form-urlencoded"];
        all.extend(headers);
        self.ask(&format!("POST {path}"), &all, body)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The lines of standard error, for as long as somebody wants them.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let (said, heard) = channel();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(said.send(line))));
    heard
}

#[test]
fn the_page_answers_to_its_own_name_only() {
    let world = World::new();
    let page = Page::of(&world, &["--host-name", "simon.example"]);
    let port = page.address.rsplit(':').next().unwrap();
    for own in [format!("localhost:{port}"), page.address.clone(), "Simon.Example".to_owned()] {
        assert_eq!(page.get("/", &[&format!("host: {own}")]).status, 200, "{own}");
    }
    for foreign in ["evil.example", &format!("evil.example:{port}"), "localhost", ""] {
        let answer = page.get("/", &[&format!("host: {foreign}")]);
        assert_eq!(answer.status, 421, "{foreign}");
        assert!(!answer.body.contains("SnelStart"), "{foreign}");
    }
}

#[test]
fn a_form_counts_only_from_a_page_of_the_same_visit() {
    let world = World::new();
    let page = Page::of(&world, &[]);
    let first = page.get("/", &[]);
    let (mark, cookie) = (first.mark(), format!("cookie: {}", first.cookie()));
    let english = format!("taal=en&naar=/&csrf={mark}");
    let own = format!("origin: http://{}", page.address);
    for elsewhere in [
        "origin: https://evil.example",
        "origin: null",
        "sec-fetch-site: cross-site",
        "sec-fetch-site: same-site",
    ] {
        let answer = page.post("/taal", &[&cookie, elsewhere], &english);
        assert_eq!(answer.status, 403, "{elsewhere}");
    }
    let other = page.get("/", &[]);
    for (cookie, body) in [
        (cookie.as_str(), "taal=en&naar=/".to_owned()),
        (cookie.as_str(), "taal=en&naar=/&csrf=".to_owned()),
        (cookie.as_str(), format!("taal=en&naar=/&csrf={}", other.mark())),
        ("cookie: simon_bezoek=guessed", english.clone()),
        ("x-none: none", english.clone()),
    ] {
        let answer = page.post("/taal", &[cookie, &own], &body);
        assert_eq!(answer.status, 403, "{cookie} {body}");
    }
    assert!(page.get("/", &[&cookie]).body.contains("lang=\"nl\""), "nothing changed");
    assert_eq!(page.post("/taal", &[&cookie, &own], &english).status, 303);
    assert!(page.get("/", &[&cookie]).body.contains("html lang=\"en\""));
}

#[test]
fn a_form_leads_to_no_other_site() {
    let world = World::new();
    let page = Page::of(&world, &[]);
    let first = page.get("/", &[]);
    let cookie = format!("cookie: {}", first.cookie());
    for elsewhere in ["//evil.example/", "https://evil.example/", "/%5Cevil.example/", "evil"] {
        let body = format!("taal=en&naar={elsewhere}&csrf={}", first.mark());
        let answer = page.post("/taal", &[&cookie], &body);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/")), "{elsewhere}");
    }
}

#[test]
fn every_answer_has_the_headers_that_bind_the_browser() {
    let world = World::active();
    let page = Page::of(&world, &[]);
    let answers = [
        (page.get("/", &[]), 200),
        (page.get("/integraties/simon/", &[]), 200),
        (page.get("/integraties/simon/logboek.csv", &[]), 200),
        (page.get("/static/style.css", &[]), 200),
        (page.get("/static/nothing.js", &[]), 404),
        (page.get("/integraties/other/", &[]), 404),
        (page.get("/integraties/simon/logboek?soort=ramp", &[]), 400),
        (page.get("/", &["host: evil.example"]), 421),
        (page.post("/taal", &[], "taal=en"), 403),
        (page.ask("DELETE /", &[], ""), 405),
    ];
    for (answer, status) in answers {
        assert_eq!(answer.status, status, "{}", answer.headers);
        for (name, value) in POLICY {
            let found = answer.header(name).unwrap_or_default();
            assert!(found.starts_with(value), "{status} {name}: {found}");
        }
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"));
    }
    let set = page.get("/", &[]);
    let set = set.header("set-cookie").unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
}

#[test]
fn no_page_shows_a_secret_of_the_configuration() {
    let world = World::active();
    world.archive(&[r#"{"nummer": "1", "gereed_gemeld": true, "werktijd_minuten": 5}"#]);
    let page = Page::of(&world, &[]);
    for path in PAGES {
        let answer = page.get(path, &[]);
        for secret in [DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY] {
            assert!(!answer.body.contains(secret), "{path}");
        }
    }
}

/// What a visitor can open of an integration that is active.
const PAGES: [&str; 14] = [
    "/",
    "/tegels",
    "/integraties/simon/",
    "/integraties/simon/stand",
    "/integraties/simon/logboek",
    "/integraties/simon/logboek.csv",
    "/integraties/simon/logboek/regels",
    "/integraties/simon/activeren",
    "/integraties/simon/instellingen",
    "/integraties/simon/deactiveren",
    "/integraties/simon/werkbonnen",
    "/integraties/simon/werkbonnen/nieuw",
    "/integraties/simon/werkbonnen/20417",
    "/integraties/simon/opschonen",
];

#[test]
fn to_let_other_machines_in_takes_a_password() {
    let world = World::new();
    let refused = world.text(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(refused.exit, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("--password-file"), "{}", refused.stderr);
    let empty = world.write("leeg.txt", "\n").display().to_string();
    let refused = world.text(&["serve", "--listen", "0.0.0.0:0", "--password-file", &empty]);
    assert_eq!(refused.exit, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains(&empty), "{}", refused.stderr);
}

#[test]
fn with_a_password_nothing_is_shown_before_it_was_given() {
    let world = World::active();
    let file = world.write("wachtwoord.txt", &format!("{PASSWORD}\n")).display().to_string();
    let mut page = Page::started(&world, &["--listen", "0.0.0.0:0", "--password-file", &file]);
    page.address = page.address.replace("0.0.0.0", "127.0.0.1");
    for path in PAGES.into_iter().chain(["/nowhere"]) {
        let answer = page.get(path, &[]);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/aanmelden")), "{path}");
        assert!(answer.body.is_empty(), "{path}");
    }
    let login = page.get("/aanmelden", &[]);
    assert!(!login.body.contains("SnelStart") && !login.body.contains(PASSWORD));
    let (mark, stranger) = (login.mark(), format!("cookie: {}", login.cookie()));
    let sync = format!("csrf={mark}&tabel=relaties");
    let answer = page.post("/integraties/simon/synchroniseren", &[&stranger], &sync);
    assert_eq!(answer.header("location"), Some("/aanmelden"));
    let wrong = page.post("/aanmelden", &[&stranger], &format!("csrf={mark}&wachtwoord=raden"));
    assert_eq!(wrong.header("location"), Some("/aanmelden"));
    assert!(page.get("/aanmelden", &[&stranger]).body.contains("role=\"alert\""));
    assert_eq!(page.get("/", &[&stranger]).header("location"), Some("/aanmelden"));
    let right =
        page.post("/aanmelden", &[&stranger], &format!("csrf={mark}&wachtwoord={PASSWORD}"));
    assert_eq!((right.status, right.header("location")), (303, Some("/")));
    let known = format!("cookie: {}", right.cookie());
    assert_ne!(known, stranger, "nobody can have known the id before");
    assert!(page.get("/", &[&known]).body.contains("SnelStart"));
    assert_eq!(page.get("/", &[&stranger]).header("location"), Some("/aanmelden"));
    assert_ne!(page.get("/", &[&known]).mark(), mark);
}

#[test]
fn a_second_page_takes_another_port_and_says_which() {
    let world = World::new();
    let (first, second) = (Page::started(&world, &[]), Page::started(&world, &[]));
    assert_ne!(first.address, second.address);
    for page in [&first, &second] {
        assert_eq!(page.get("/", &[]).status, 200, "{}", page.address);
    }
    let taken = world.text(&["serve", "--listen", &first.address]);
    assert_eq!(taken.exit, 2, "an address that was asked for is not changed: {}", taken.stderr);
    assert!(taken.stderr.contains(&first.address), "{}", taken.stderr);
}

#[test]
fn serve_of_the_demo_needs_no_configuration_and_takes_its_language() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_simon-host"))
        .args(["--language", "en", "serve", "--demo", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let line = lines_of(&mut child).recv_timeout(DEADLINE).unwrap();
    let address = line.split(' ').find_map(|word| word.strip_prefix("http://")).unwrap();
    let page = Page { child, address: address.trim_end_matches('/').to_owned() };
    let first = page.get("/", &[]).body;
    assert!(first.contains("html lang=\"en\"") && first.matches("class=\"tile\"").count() == 5);
    assert!(line.contains("Open it in a browser"), "{line}");
    assert_eq!(world::simon_host(&["serve", "--demo", "--listen", "here"]).exit, 2);
}
