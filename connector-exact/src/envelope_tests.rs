#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Row {
    #[serde(rename = "ID")]
    id: u32,
}

fn answered(effect: Effect, body: &str) -> Result<ApiResponse> {
    // An answer can only come from the stack.
    let world = crate::canned::World::new(&[(200, body)]);
    world.run(world.api.answer(effect))
}

fn read(body: &str) -> Result<Rows<Row>> {
    rows(&answered(Effect::Read, body).unwrap())
}

fn ids(rows: &Rows<Row>) -> Vec<u32> {
    rows.items.iter().map(|row| row.id).collect()
}

#[test]
fn every_shape_of_a_list_is_read() {
    for (body, expected, next) in [
        (r#"{"d":{"results":[{"ID":1},{"ID":2}],"__next":"https://n"}}"#, vec![1, 2], true),
        (r#"{"d":{"results":[{"ID":1}],"__next":null}}"#, vec![1], false),
        (r#"{"d":{"results":[{"ID":1}],"__next":""}}"#, vec![1], false),
        (r#"{"d":{"__count":"1","results":[{"ID":1,"Nieuw":{}}]}}"#, vec![1], false),
        (r#"{"d":{"results":[]}}"#, vec![], false),
        (r#"{"d":[{"ID":3}]}"#, vec![3], false),
        (r#"{"d":[]}"#, vec![], false),
        ("\u{feff}{\"d\":[{\"ID\":4}]}", vec![4], false),
        (" \n{ \"d\" : { \"results\" : [ {\"ID\" : 5} ] } } ", vec![5], false),
    ] {
        let rows = read(body).unwrap();
        assert_eq!(ids(&rows), expected, "{body}");
        assert_eq!((rows.next.is_some(), rows.unreadable.len()), (next, 0), "{body}");
    }
}

#[test]
fn what_is_no_list_never_passes_for_an_empty_one_g3() {
    for body in [
        "{}",
        r#"{"d":null}"#,
        r#"{"d":{}}"#,
        r#"{"d":{"ID":1}}"#,
        r#"{"d":{"results":{}}}"#,
        r#"{"d":true}"#,
        r#"{"error":{"message":{"value":"x"}}}"#,
        "[]",
        "null",
        "",
        "<html>",
        r#"{"d":{"results":[{"ID":1}"#,
    ] {
        assert!(read(body).is_err(), "{body}");
    }
}

#[test]
fn a_row_that_cannot_be_read_stands_beside_the_others_b13() {
    let rows = read(r#"{"d":{"results":[{"ID":1},{"ID":"x"},{},{"ID":2}],"__next":"n"}}"#).unwrap();
    assert_eq!(ids(&rows), [1, 2]);
    assert_eq!(rows.unreadable.iter().map(|row| row.index).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(rows.next.as_deref(), Some("n"));
    assert_eq!(rows.whole().unwrap_err().kind(), ErrorKind::Decode, "for a look-up it counts");
    assert_eq!(read(r#"{"d":[{"ID":1}]}"#).unwrap().whole().unwrap(), [Row { id: 1 }]);
}

#[test]
fn one_record_comes_bare_or_as_the_row_of_a_list() {
    for body in
        [r#"{"d":{"ID":1}}"#, r#"{"d":{"results":[{"ID":1}]}}"#, r#"{"d":[{"ID":1},{"ID":2}]}"#]
    {
        let row: Row = entity(&answered(Effect::Read, body).unwrap()).unwrap();
        assert_eq!(row.id, 1, "{body}");
    }
}

#[test]
fn an_unreadable_answer_to_a_create_is_an_unknown_outcome_c22() {
    for body in [
        "",
        "{}",
        r#"{"d":{}}"#,
        r#"{"d":null}"#,
        r#"{"d":[]}"#,
        r#"{"d":{"results":[]}}"#,
        r#"{"d":[{"ID":"x"}]}"#,
        "<html>",
    ] {
        let error = entity::<Row>(&answered(Effect::Create, body).unwrap()).unwrap_err();
        assert_eq!(error.retry(), Retry::CheckFirst, "{body}");
    }
}

#[test]
fn a_function_answers_yes_or_no_in_two_shapes() {
    for (body, expected) in [
        (r#"{"d":true}"#, Some(true)),
        (r#"{"d":false}"#, Some(false)),
        (r#"{"d":{"UserHasRights":true}}"#, Some(true)),
        (r#"{"d":{"UserHasRights":false}}"#, Some(false)),
        (r#"{"d":{"Iets":true}}"#, None),
        (r#"{"d":"misschien"}"#, None),
        (r#"{"d":null}"#, None),
        ("", None),
    ] {
        let answer = answered(Effect::Read, body).unwrap();
        assert_eq!(yes_or_no(&answer, "UserHasRights"), expected, "{body}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_row_arrives_in_any_envelope(ids_sent in prop::collection::vec(0_u32..1000, 0..40),
        bare in any::<bool>()) {
        let list: Vec<String> = ids_sent.iter().map(|id| format!(r#"{{"ID":{id}}}"#)).collect();
        let list = list.join(",");
        let body = if bare { format!(r#"{{"d":[{list}]}}"#) } else {
            format!(r#"{{"d":{{"__next":null,"results":[{list}]}}}}"#)
        };
        prop_assert_eq!(ids(&read(&body).unwrap()), ids_sent);
    }
}
