//! Answers that are read piece by piece.

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use simon_core::error::{ErrorKind, Retry};
use simon_core::host::Clock;
use simon_core::http::{ErrorResponse, OpenAnswer, VendorError, VendorProfile, Verdict};

use crate::cancellation::dropped_after;
use crate::metrics::recorded;
use crate::pieces::{Piece, Pieces, of};
use crate::world::{create, profile, read};

const SECOND: Duration = Duration::from_secs(1);
/// More than what is read before an answer is handed on.
const MUCH: usize = 5_000;

fn opened(vendor: &Pieces) -> OpenAnswer {
    vendor.run(vendor.client(profile()).open(read())).unwrap()
}

#[test]
fn a_body_comes_whole_and_each_piece_as_soon_as_it_is_there() {
    let later = Piece::After(20 * SECOND, Bytes::from_static(b"later"));
    let answer = [of('a', 3_000), of('b', 3_000), of('c', 100_000), later];
    let vendor = Pieces::new().answer_with(&[("x-version", "7")], answer);
    let mut answer = opened(&vendor);
    assert_eq!(answer.headers["x-version"], "7");
    let beginning = vendor.run(answer.chunk()).unwrap().unwrap();
    assert_eq!((beginning.len(), vendor.seconds()), (6_000, 0), "nothing is waited for");
    let (rest, end) = vendor.read(&mut answer);
    end.unwrap();
    assert_eq!((rest.len(), &rest[100_000..]), (100_005, &b"later"[..]));
    assert_eq!((vendor.calls(), vendor.open()), (1, 0), "the connection is let go at the end");
    assert_eq!(vendor.run(answer.chunk()).unwrap(), None, "and the end stays the end");
}

#[test]
fn short_and_empty_answers_end_as_others_do() {
    for (pieces, expected) in [(vec![], ""), (vec![of('a', 1), of('b', 0), of('c', 2)], "acc")] {
        let vendor = Pieces::new().answer(pieces);
        let (whole, end) = vendor.read(&mut opened(&vendor));
        end.unwrap();
        assert_eq!(String::from_utf8(whole).unwrap(), expected);
    }
}

#[test]
fn silence_ends_at_the_timeout_and_stays_the_end_c22() {
    for (request, advice) in [(read(), Retry::Backoff), (create(), Retry::CheckFirst)] {
        let vendor = Pieces::new()
            .answer([of('a', MUCH), Piece::After(300 * SECOND, Bytes::from_static(b"late"))]);
        let client = vendor.client(profile());
        let mut answer = vendor.run(client.open(request.timeout(5 * SECOND))).unwrap();
        let (whole, end) = vendor.read(&mut answer);
        let error = end.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Timeout, advice));
        assert_eq!((whole.len(), vendor.seconds(), vendor.open()), (MUCH, 5, 0));
        let again = vendor.run(answer.chunk()).unwrap_err();
        assert_eq!((again.kind(), again.retry()), (ErrorKind::Timeout, advice));
        assert_eq!(vendor.calls(), 1, "what began is not repeated");
    }
}

#[test]
fn a_body_that_drips_ends_too() {
    for drop in ["a", ""] {
        let drips = Piece::Endless(4 * SECOND, Bytes::from(drop));
        let vendor = Pieces::new().answer([of('a', MUCH), drips]);
        let client = vendor.client(profile());
        let mut answer = vendor.run(client.open(read().timeout(5 * SECOND))).unwrap();
        let (_, end) = vendor.read(&mut answer);
        let error = end.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Timeout, Retry::Backoff));
        let expected = if drop.is_empty() { 5 } else { 100 };
        assert_eq!((vendor.seconds(), vendor.open()), (expected, 0), "pieces of {drop:?}");
    }
}

#[test]
fn a_reader_that_takes_its_time_does_not_stretch_the_whole() {
    let vendor = Pieces::new().answer([of('a', MUCH), of('b', 1), of('c', 1)]);
    let client = vendor.client(profile());
    let mut answer = vendor.run(client.open(read().timeout(5 * SECOND))).unwrap();
    for _ in 0..2 {
        vendor.clock().advance(45 * SECOND);
        assert!(vendor.run(answer.chunk()).unwrap().is_some(), "longer than one time-out");
    }
    vendor.clock().advance(10 * SECOND);
    assert_eq!(vendor.run(answer.chunk()).unwrap_err().kind(), ErrorKind::Timeout);
}

#[test]
fn a_body_has_a_largest_size_announced_or_not() {
    for (length, whole) in [(Some("10001"), 0), (None, 10_000)] {
        let headers: Vec<_> = length.iter().map(|length| ("content-length", *length)).collect();
        let answer = [of('a', MUCH), of('b', MUCH), of('c', 1), of('d', 1)];
        let vendor = Pieces::new().answer_with(&headers, answer);
        let opened = vendor.run(vendor.client(profile()).open(read().max_body(10_000)));
        let (read, end) = match opened {
            Ok(mut answer) => vendor.read(&mut answer),
            Err(error) => (Vec::new(), Err(error)),
        };
        let error = end.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Decode, Retry::Never), "{length:?}");
        assert_eq!((read.len(), vendor.open(), vendor.calls()), (whole, 0, 1), "{length:?}");
    }
    let vendor = Pieces::new().answer([of('a', 10_001)]);
    let error = vendor.run(vendor.client(profile()).open(create().max_body(10_000))).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Decode, Retry::CheckFirst));
    assert_eq!(vendor.open(), 0);
}

#[test]
fn what_breaks_before_it_is_handed_on_is_repeated_and_what_breaks_later_is_not() {
    let vendor = Pieces::new().answer([of('a', 10), Piece::Break]).answer([
        of('b', MUCH),
        of('c', 10),
        Piece::Break,
    ]);
    let mut answer = opened(&vendor);
    assert_eq!(vendor.calls(), 2);
    let (whole, end) = vendor.read(&mut answer);
    let error = end.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::Backoff));
    assert!(!whole.contains(&b'a'), "nothing of the first try");
    assert_eq!((whole.len(), vendor.calls(), vendor.open()), (MUCH + 10, 2, 0));
}

#[test]
fn a_chunk_dropped_at_any_await_loses_no_piece() {
    let pieces = || ['b', 'c', 'd'].map(|it| Piece::After(SECOND, Bytes::from(it.to_string())));
    for polls in 1..4 {
        let vendor = Pieces::new().answer([of('a', MUCH)].into_iter().chain(pieces()));
        let mut answer = opened(&vendor);
        let (mut whole, mut dropped) = (Vec::new(), 0);
        loop {
            let mut next = None;
            let taken = async { next = Some(answer.chunk().await.unwrap()) };
            if vendor.run(dropped_after(polls, taken)) {
                dropped += 1;
                vendor.clock().advance(SECOND);
            }
            match next {
                Some(Some(chunk)) => whole.extend_from_slice(&chunk),
                Some(None) => break,
                None => {}
            }
        }
        assert_eq!((whole.len(), &whole[MUCH..]), (MUCH + 3, &b"bcd"[..]), "{polls} polls");
        assert_eq!(dropped > 0, polls == 1, "the second poll ends each wait");
    }
}

#[test]
fn opening_dropped_at_any_await_leaves_no_connection_and_the_place_free() {
    for polls in 1..20 {
        let parts = [of('a', 10), Piece::After(SECOND, Bytes::from(vec![b'b'; MUCH]))];
        let vendor = Pieces::new().answer(parts).answer([of('c', 1)]);
        let client = vendor.client(one_place());
        let running = vendor.run(dropped_after(polls, async { drop(client.open(read()).await) }));
        assert_eq!(vendor.open(), 0, "after {polls} polls");
        if !running {
            assert!(polls > 1);
            return;
        }
        vendor.run(client.send(read())).unwrap();
    }
    panic!("opening has an end");
}

fn one_place() -> VendorProfile {
    let mut profile = profile();
    profile.concurrency = 1;
    profile
}

#[test]
fn an_answer_holds_its_place_until_its_end() {
    type Act = fn(&Pieces, OpenAnswer);
    let ends: [(&str, Act); 3] = [
        ("dropped", |_, answer| drop(answer)),
        ("read", |vendor, mut answer| vendor.read(&mut answer).1.unwrap()),
        ("broken", |vendor, mut answer| {
            vendor.clock().advance(3_600 * SECOND);
            vendor.read(&mut answer).1.unwrap_err();
        }),
    ];
    for (how, end) in ends {
        let vendor = Pieces::new().answer([of('a', MUCH), of('b', 1)]).answer([of('c', 1)]);
        let client = vendor.client(one_place());
        let answer = vendor.run(client.open(read())).unwrap();
        let waited = vendor.run(async {
            let next = Box::pin(client.send(read()));
            matches!(select(next, vendor.clock().sleep(SECOND)).await, Either::Right(_))
        });
        assert!(waited && vendor.calls() == 1, "{how}");
        end(&vendor, answer);
        assert_eq!(vendor.open(), 0, "{how}");
        vendor.run(client.send(read())).unwrap();
    }
}

#[test]
fn an_answer_that_ended_in_its_beginning_holds_no_place() {
    let vendor = Pieces::new().answer([of('a', 10)]).answer([of('b', 1)]);
    let client = vendor.client(one_place());
    let answer = vendor.run(client.open(read())).unwrap();
    vendor.run(client.send(read())).unwrap();
    drop(answer);
}

fn says_no(response: &ErrorResponse<'_>) -> Option<VendorError> {
    let said = response.body.windows(6).any(|word| word == b"<nee/>");
    said.then(|| {
        let mut error = VendorError::default();
        error.verdict = Some(Verdict::ServerError);
        error
    })
}

#[test]
fn a_refusal_over_two_pieces_is_seen_and_its_connection_given_up_at_once() {
    let cut = |text: &'static [u8]| Piece::Of(Bytes::from_static(text));
    let vendor = Pieces::new()
        .answer([of('a', 4_000), cut(b"<ne"), cut(b"e/>"), of('b', MUCH), of('b', MUCH)])
        .answer([of('c', MUCH), of('c', MUCH)]);
    let mut profile = profile();
    profile.read_refusal = Some(says_no);
    let client = vendor.client(profile);
    let (mut answer, held) = vendor.run(async {
        let look = async {
            vendor.clock().sleep(Duration::from_millis(100)).await;
            vendor.open()
        };
        let (answer, held) = futures_util::future::join(client.open(read()), look).await;
        (answer.unwrap(), held)
    });
    assert_eq!((held, vendor.calls()), (0, 2), "during the pause nothing is held");
    let (whole, end) = vendor.read(&mut answer);
    end.unwrap();
    assert_eq!(whole, vec![b'c'; 2 * MUCH], "the answer to the second try, and nothing else");
}

fn calls(vendor: &Pieces, use_it: impl FnOnce(OpenAnswer)) -> [String; 2] {
    let rows = recorded(|| use_it(opened(vendor)));
    let ours = |row: &&String| row.contains("simon_call");
    let rows: Vec<_> = rows.iter().filter(ours).cloned().collect();
    rows.try_into().unwrap()
}

#[test]
fn a_call_is_counted_once_when_its_answer_ends_g10() {
    type Act = fn(&Pieces, OpenAnswer);
    let after = |seconds| Piece::After(seconds * SECOND, Bytes::from_static(b"b"));
    let long = || vec![of('a', MUCH), after(7)];
    let whole: Act = |vendor, mut answer| vendor.read(&mut answer).1.unwrap();
    let broken: Act = |vendor, mut answer| drop(vendor.read(&mut answer).1.unwrap_err());
    let cases: [(Vec<Piece>, Act, &str, &str); 5] = [
        (vec![of('a', 1)], whole, "ok", "[0.0]"),
        (long(), whole, "ok", "[7.0]"),
        (long(), |_, answer| drop(answer), "cancelled", "[0.0]"),
        (vec![of('a', MUCH), after(7), Piece::Break], broken, "unavailable", "[7.0]"),
        (vec![of('a', MUCH), after(90)], broken, "timeout", "[30.0]"),
    ];
    for (pieces, act, outcome, seconds) in cases {
        let vendor = Pieces::new().answer(pieces);
        let rows = calls(&vendor, |answer| act(&vendor, answer));
        let of_the_call = "connector=kassa label=relaties.list";
        let duration = format!("simon_call_duration_seconds {of_the_call} {seconds}");
        let count = format!("simon_calls_total {of_the_call} outcome={outcome} 1");
        assert_eq!(rows, [duration, count]);
    }
}

#[test]
fn nothing_of_the_answer_is_shown_f6() {
    let text = || Piece::Of(Bytes::from("marker-answer".repeat(500)));
    let vendor = Pieces::new()
        .answer_with(&[("x-session", "marker-header")], [text(), text(), Piece::Break]);
    let mut answer = opened(&vendor);
    let shown = format!("{answer:?}");
    assert_eq!(shown, "OpenAnswer(relaties.list, 6500 bytes so far)");
    let error = vendor.read(&mut answer).1.unwrap_err();
    let shown = format!("{error:?} {error} {:?}", error.message());
    assert!(!shown.contains("marker") && shown.contains("relaties.list"), "{shown}");
}
