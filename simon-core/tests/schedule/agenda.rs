//! Whom to ask when.

use simon_core::integration::Agenda;

use super::*;

const NOW: &str = "2026-03-03T12:00:00Z";

#[test]
fn those_of_a_host_that_starts_are_spread_over_five_minutes_g4() {
    let (mut agenda, now) = (Agenda::new(), at(NOW));
    for number in 0..5000 {
        agenda.add(id(number), now);
    }
    assert!(agenda.due(now).is_empty());
    for minute in 1..=5 {
        let asked = agenda.due(now + minutes(minute)).len();
        assert!((880..1120).contains(&asked), "{asked} in minute {minute}");
    }
}

#[test]
fn one_is_first_asked_at_its_slot_so_that_it_is_not_fetched_twice_g4() {
    let now = at(NOW);
    for number in 0..50 {
        let mut agenda = Agenda::new();
        agenda.add(id(number), now);
        let situation = settled(number, now);
        assert_eq!(agenda.next(), situation.next(Job::Fetch, now));
    }
}

#[test]
fn they_come_in_the_order_of_their_moments_and_once() {
    let (mut agenda, now) = (Agenda::new(), at(NOW));
    for (number, minute) in [(1, 3), (2, 1), (3, 2)] {
        agenda.set(id(number), now + minutes(minute));
    }
    assert_eq!(agenda.next(), Some(now + minutes(1)));
    assert_eq!(agenda.due(now + minutes(2)), [id(2), id(3)]);
    assert!(agenda.due(now + minutes(2)).is_empty());
    agenda.set(id(1), now);
    assert_eq!(agenda.due(now + minutes(2)), [id(1)]);
}

#[test]
fn one_whose_answer_gets_lost_comes_back_in_five_minutes() {
    let (mut agenda, now) = (Agenda::new(), at(NOW));
    agenda.set(id(1), now);
    assert_eq!(agenda.due(now), [id(1)]);
    assert_eq!(agenda.next(), Some(now + minutes(5)));
    agenda.set(id(1), now + minutes(1));
    assert_eq!(agenda.due(now + minutes(9)), [id(1)], "once, not for each time that it was set");
    agenda.remove(&id(1));
    assert_eq!(agenda.next(), None);
    agenda.remove(&id(1));
}
