//! Following the vendors while the page is open: what is due is run, one integration beside the other.

use std::sync::Arc;
use std::time::Duration;

use simon_core::integration::{DueReport, NoProgress};
use simon_core::message::Message;
use tokio::sync::watch;

use super::site::Integratie;
use crate::commands::show_due;
use crate::failure::text;
use crate::output::Output;

/// One that is off or not connected is looked at so often: another process may activate it.
const WHILE_OFF: Duration = Duration::from_secs(30);

/// Runs what is due until told to stop; a run that is under way then goes on to its end. One that is
/// followed alone says when it is off.
pub(super) async fn follow(
    integratie: Arc<Integratie>,
    output: Output,
    alone: bool,
    mut stop: watch::Receiver<bool>,
) {
    let mut off = false;
    while !*stop.borrow() {
        let mut next = None;
        if let Ok(host) = integratie.host() {
            let report = host.integration.run_due(&NoProgress).await;
            let is_off = matches!(&report, Ok(DueReport { ask_again: None, .. }));
            if alone && is_off && !std::mem::replace(&mut off, is_off) {
                output.note(output.full(&text(&Message::new("host-serve-uit"))));
            }
            off = is_off;
            next = show_due(&host, output, report);
        }
        let now = integratie.now();
        let wait = next.map_or(WHILE_OFF, |next| (next - now).to_std().unwrap_or_default());
        tokio::select! {
            () = integratie.clock.sleep(wait) => {}
            () = integratie.due.notified() => {}
            _ = stop.changed() => {}
        }
    }
}
