//! Any bytes as a list or record of the REST interface.
#![no_main]

use connector_eboekhouden::fuzzing::read_rest_list;
use connector_eboekhouden_fuzz::memory::{Counting, most_held};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[global_allocator]
static COUNTING: Counting = Counting;

/// What may be held beyond the body, and for each byte of it.
const MOST_HELD: (usize, usize) = (64 * 1024, 1024);

fuzz_target!(|body: &[u8]| {
    let (list, held) = most_held(|| read_rest_list(body));
    assert!(held <= MOST_HELD.0 + MOST_HELD.1 * body.len(), "{held} bytes");
    let Some(list) = list else { return };

    let whole: Value = serde_json::from_slice(body).expect("a list is JSON");
    let rows = whole["items"].as_array().map_or(0, Vec::len);
    assert_eq!(list.keys.len(), rows, "every row has a key");
    assert!(list.keys.iter().all(|key| !key.is_empty()));
    assert!(list.read.iter().all(|read| read.len() == rows), "no row is lost");

    let end = body.trim_ascii_end().len();
    for cut in [end / 2, end.saturating_sub(1)] {
        assert_eq!(read_rest_list(&body[..cut]), None, "cut at {cut}");
    }
});
