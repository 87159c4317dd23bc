//! A vendor whose answers come in pieces, when and as far as a test wants.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use simon_core::domain::IntegrationId;
use simon_core::http::{
    ApiClient, OpenAnswer, ResponseBody, Runtime, Transport, TransportError, VendorProfile,
};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::simulated::{Seeded, SimulatedClock, run};

use crate::world::{integration, moment};

/// What comes next of a body, and how long after what came before.
pub(crate) enum Piece {
    Of(Bytes),
    After(Duration, Bytes),
    Break,
    /// This piece, again and again, so long after one another.
    Endless(Duration, Bytes),
}

pub(crate) fn of(byte: char, length: usize) -> Piece {
    Piece::Of(Bytes::from(byte.to_string().repeat(length)))
}

#[derive(Clone)]
pub(crate) struct Pieces(Arc<Inner>);

struct Inner {
    clock: SimulatedClock,
    answers: Mutex<VecDeque<http::Response<VecDeque<Piece>>>>,
    calls: AtomicUsize,
    open: AtomicUsize,
}

impl std::fmt::Debug for Pieces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pieces")
    }
}

impl Pieces {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner {
            clock: SimulatedClock::new(moment("2026-03-02T10:00:00Z")),
            answers: Mutex::default(),
            calls: AtomicUsize::new(0),
            open: AtomicUsize::new(0),
        }))
    }

    /// The body of the next call that has none yet.
    pub(crate) fn answer(self, pieces: impl IntoIterator<Item = Piece>) -> Self {
        self.answer_with(&[], pieces)
    }

    pub(crate) fn answer_with(
        self,
        headers: &[(&str, &str)],
        pieces: impl IntoIterator<Item = Piece>,
    ) -> Self {
        let mut answer = http::Response::builder().status(200);
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        let answer = answer.body(pieces.into_iter().collect()).unwrap();
        self.0.answers.lock().unwrap().push_back(answer);
        self
    }

    pub(crate) fn client(&self, profile: VendorProfile) -> ApiClient {
        let runtime = Runtime::new(
            integration(),
            Arc::new(self.clone()),
            Arc::new(self.0.clock.clone()),
            Arc::new(MemoryTokens::new()),
            Arc::new(MemoryBudget::new()),
        );
        ApiClient::new(profile, None, runtime.with_random(Arc::new(Seeded::new(7))))
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        run(&self.0.clock, future)
    }

    pub(crate) fn clock(&self) -> &SimulatedClock {
        &self.0.clock
    }

    pub(crate) fn seconds(&self) -> i64 {
        (self.0.clock.now() - moment("2026-03-02T10:00:00Z")).num_seconds()
    }

    pub(crate) fn calls(&self) -> usize {
        self.0.calls.load(Ordering::SeqCst)
    }

    /// Connections of which the body is still held.
    pub(crate) fn open(&self) -> usize {
        self.0.open.load(Ordering::SeqCst)
    }

    /// Everything that comes of an answer, and how it ended.
    pub(crate) fn read(&self, answer: &mut OpenAnswer) -> (Vec<u8>, simon_core::Result<()>) {
        let mut whole = Vec::new();
        let end = loop {
            match self.run(answer.chunk()) {
                Ok(Some(chunk)) => {
                    assert!(!chunk.is_empty());
                    whole.extend_from_slice(&chunk);
                }
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        (whole, end)
    }
}

#[async_trait]
impl Transport for Pieces {
    async fn send(
        &self,
        _: &IntegrationId,
        _: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        self.0.calls.fetch_add(1, Ordering::SeqCst);
        let answer = self.0.answers.lock().unwrap().pop_front();
        let answer = answer.ok_or_else(|| TransportError::not_sent("no answer is left"))?;
        self.0.open.fetch_add(1, Ordering::SeqCst);
        let body = |pieces| Body { vendor: self.clone(), pieces, due: None };
        Ok(answer.map(|pieces| -> Box<dyn ResponseBody> { Box::new(body(pieces)) }))
    }
}

struct Body {
    vendor: Pieces,
    pieces: VecDeque<Piece>,
    due: Option<DateTime<Utc>>,
}

#[async_trait]
impl ResponseBody for Body {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let clock = &self.vendor.0.clock;
        let now = clock.now();
        let wait = match self.pieces.front() {
            Some(Piece::After(wait, _) | Piece::Endless(wait, _)) => *wait,
            _ => Duration::ZERO,
        };
        let due = *self.due.get_or_insert(now + wait);
        if now < due {
            simon_core::host::Clock::sleep(clock, (due - now).to_std().unwrap()).await;
        }
        self.due = None;
        match self.pieces.pop_front() {
            None => Ok(None),
            Some(Piece::Of(piece) | Piece::After(_, piece)) => Ok(Some(piece)),
            Some(Piece::Break) => Err(TransportError::interrupted("reset by peer")),
            Some(Piece::Endless(wait, piece)) => {
                self.pieces.push_front(Piece::Endless(wait, piece.clone()));
                Ok(Some(piece))
            }
        }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        self.vendor.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}
