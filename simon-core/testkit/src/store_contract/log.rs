use chrono::TimeDelta;
use simon_core::host::{Change, DeliveryStatus, Store};
use simon_core::log::{LogEntry, LogFilter, LogTabel, Soort};

use super::{acme, commit, delivery, entry, later};

fn add(entry: LogEntry) -> Change {
    Change::Log(Box::new(entry))
}

async fn read(store: &dyn Store, set: impl Fn(&mut LogFilter)) -> Vec<String> {
    let mut filter = LogFilter::default();
    set(&mut filter);
    let lines = store.log(&acme(), &filter).await.unwrap();
    lines.into_iter().filter_map(|line| line.record).collect()
}

pub async fn the_log_is_read_newest_first(store: &dyn Store) {
    let line = |minutes, record: &str| entry(minutes, Soort::Info, LogTabel::Klant, record);
    commit(store, vec![add(line(1, "1")), add(line(3, "3"))]).await;
    commit(store, vec![add(line(4, "4")), add(line(4, "5"))]).await;
    assert_eq!(read(store, |_| ()).await, ["5", "4", "3", "1"]);
    assert_eq!(read(store, |filter| filter.limit = Some(2)).await, ["5", "4"]);
    let lines = store.log(&acme(), &LogFilter::default()).await.unwrap();
    assert_eq!(lines.last(), Some(&line(1, "1")), "a line comes back as it was written");
}

pub async fn the_log_is_filtered(store: &dyn Store) {
    commit(
        store,
        vec![
            add(entry(1, Soort::Info, LogTabel::Klant, "a")),
            add(entry(2, Soort::Goedkeuring, LogTabel::Werkbon, "b")),
            add(entry(3, Soort::Waarschuwing, LogTabel::Artikel, "c")),
            add(entry(4, Soort::Fout, LogTabel::Werkbon, "d")),
            add(entry(5, Soort::Fout, LogTabel::Integratie, "e")),
        ],
    )
    .await;
    assert_eq!(read(store, |filter| filter.soort = Some(Soort::Info)).await, ["a"]);
    assert_eq!(read(store, |filter| filter.soort = Some(Soort::Fout)).await, ["e", "d"]);
    assert_eq!(read(store, |filter| filter.tabel = Some(LogTabel::Werkbon)).await, ["d", "b"]);
    assert_eq!(read(store, |filter| filter.record = Some("c".to_owned())).await, ["c"]);
    assert_eq!(read(store, |filter| filter.action_needed = true).await, ["e", "d"]);
    assert_eq!(read(store, |filter| filter.since = Some(later(4))).await, ["e", "d"]);
    assert_eq!(read(store, |filter| filter.until = Some(later(2))).await, ["a"]);
    let just_after = later(4) + TimeDelta::microseconds(1);
    assert_eq!(read(store, |filter| filter.since = Some(just_after)).await, ["e"]);
    let both = read(store, |filter| {
        filter.soort = Some(Soort::Fout);
        filter.tabel = Some(LogTabel::Werkbon);
        filter.limit = Some(1);
    });
    assert_eq!(both.await, ["d"]);
}

pub async fn the_log_forgets_what_is_older(store: &dyn Store) {
    let lines = [1, 2, 3].map(|at| add(entry(at, Soort::Fout, LogTabel::Klant, &at.to_string())));
    commit(store, lines.into()).await;
    commit(store, vec![Change::ForgetLog(later(2))]).await;
    assert_eq!(read(store, |_| ()).await, ["3", "2"], "what is as old stays");
    let line = add(entry(1, Soort::Info, LogTabel::Klant, "1"));
    commit(store, vec![Change::ForgetLog(later(4)), line]).await;
    assert_eq!(read(store, |_| ()).await, ["1"], "in the order of the batch");
}

pub async fn the_log_keeps_what_is_said_of_an_open_werkbon(store: &dyn Store) {
    let in_status = |nummer: &str, status| {
        let mut delivery = delivery(nummer, 1);
        delivery.status = status;
        Change::Delivery(Box::new(delivery))
    };
    let of = |tabel, record: &str| add(entry(1, Soort::Fout, tabel, record));
    let mut changes = vec![
        in_status("1", DeliveryStatus::Geweigerd),
        in_status("2", DeliveryStatus::Onzeker),
        in_status("3", DeliveryStatus::Geleverd),
        in_status("4", DeliveryStatus::Gefilterd),
        of(LogTabel::Klant, "1"),
    ];
    changes.extend(["1", "2", "3", "4"].map(|nummer| of(LogTabel::Werkbon, nummer)));
    commit(store, changes).await;
    commit(store, vec![Change::ForgetLog(later(9))]).await;
    let kept = store.log(&acme(), &LogFilter::default()).await.unwrap();
    let kept: Vec<_> = kept.iter().map(|line| (line.tabel, line.record.as_deref())).collect();
    assert_eq!(kept, [(LogTabel::Werkbon, Some("2")), (LogTabel::Werkbon, Some("1"))]);
}

pub async fn the_log_forgets_one_record(store: &dyn Store) {
    let of = |tabel, record: &str| add(entry(1, Soort::Info, tabel, record));
    let mut without = entry(1, Soort::Info, LogTabel::Klant, "");
    without.record = None;
    let lines = vec![
        of(LogTabel::Klant, "10"),
        of(LogTabel::Werkbon, "10"),
        of(LogTabel::Klant, "100"),
        of(LogTabel::Klant, "10"),
        add(without),
    ];
    commit(store, lines).await;
    commit(store, vec![Change::ForgetRecord(LogTabel::Klant, "10".to_owned())]).await;
    assert_eq!(read(store, |_| ()).await, ["100", "10"]);
    assert_eq!(read(store, |filter| filter.tabel = Some(LogTabel::Werkbon)).await, ["10"]);
    let all = store.log(&acme(), &LogFilter::default()).await.unwrap();
    assert_eq!(all.len(), 3, "a line about no record stays");
}
