use futures_util::future::join;
use simon_core::host::{Batch, Change, Claim, Job, JobState, Store};

use super::{acme, commit, conflict, later};

async fn stored(store: &dyn Store, job: Job) -> Option<JobState> {
    store.jobs(&acme()).await.unwrap().into_iter().find(|state| state.job == job)
}

pub async fn a_job_is_written_by_whoever_read_the_last_one(store: &dyn Store) {
    assert_eq!(store.jobs(&acme()).await.unwrap(), []);
    let mut state = JobState::new(Job::Fetch);
    state.begonnen = Some(later(1));
    state.gelukt = Some(later(2));
    state.mislukt = 3;
    state.niet_voor = Some(later(4));
    state.vervolgt = true;
    state.claim = Some(Claim::new(u64::MAX, later(5)));
    commit(store, vec![Change::Job(state.clone())]).await;
    conflict(store, vec![Change::Job(state.clone())]).await;
    state.versie = 1;
    assert_eq!(stored(store, Job::Fetch).await, Some(state.clone()), "as it was written");
    state.claim = None;
    commit(store, vec![Change::Job(state.clone())]).await;
    conflict(store, vec![Change::Job(state.clone())]).await;
    state.versie = 2;
    assert_eq!(stored(store, Job::Fetch).await, Some(state.clone()));
    let mut never_ran = JobState::new(Job::CleanUp);
    never_ran.versie = 1;
    conflict(store, vec![Change::Job(never_ran)]).await;
}

pub async fn each_job_has_a_state_of_its_own(store: &dyn Store) {
    for job in Job::ALL {
        commit(store, vec![Change::Job(JobState::new(job))]).await;
    }
    let again = stored(store, Job::Deliver).await.unwrap();
    commit(store, vec![Change::Job(again)]).await;
    let mut versions: Vec<(Job, u64)> = Vec::new();
    for job in Job::ALL {
        versions.push((job, stored(store, job).await.unwrap().versie));
    }
    assert_eq!(versions, [(Job::Deliver, 2), (Job::Fetch, 1), (Job::CleanUp, 1)]);
    assert_eq!(store.jobs(&acme()).await.unwrap().len(), 3);
}

pub async fn of_two_claims_on_one_job_one_wins(store: &dyn Store) {
    let integration = acme();
    let claim = |worker| {
        let mut state = JobState::new(Job::Fetch);
        state.claim = Some(Claim::new(worker, later(5)));
        store.commit(&integration, Batch { epoch: None, changes: vec![Change::Job(state)] })
    };
    let (one, two) = join(claim(1), claim(2)).await;
    let winner = match (one, two) {
        (Ok(()), Err(_)) => 1,
        (Err(_), Ok(())) => 2,
        both => panic!("not exactly one: {both:?}"),
    };
    let claim = stored(store, Job::Fetch).await.unwrap().claim;
    assert_eq!(claim, Some(Claim::new(winner, later(5))));
}
