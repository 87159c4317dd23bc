//! Requests that must not leave after others may have taken the work over.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use chrono::{DateTime, Utc};

use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::between;
use crate::integration::Integration;

impl Integration {
    /// Writes to the vendor. Whatever the layers below do, and however long this process stood
    /// still, no request leaves after the deadline that the ledger names: by then another worker may
    /// have looked, found nothing and begun anew.
    pub(super) async fn in_time<T>(
        &self,
        deadline: DateTime<Utc>,
        mut write: Pin<Box<dyn Future<Output = Result<T>> + Send + '_>>,
    ) -> Result<T> {
        if self.now() >= deadline {
            // Storing what is about to be done took all the time. Nothing was sent.
            return Err(too_late(Retry::Backoff));
        }
        let mut alarm = self.ports.clock.sleep(between(self.now(), deadline));
        // The clock is asked too, because timers may stand still while a machine is suspended.
        poll_fn(|context| {
            if self.now() >= deadline || alarm.as_mut().poll(context).is_ready() {
                return Poll::Ready(Err(too_late(Retry::CheckFirst)));
            }
            write.as_mut().poll(context)
        })
        .await
    }
}

fn too_late(retry: Retry) -> Error {
    Error::new(ErrorKind::Timeout, "writing to the vendor took too long").with_retry(retry)
}
