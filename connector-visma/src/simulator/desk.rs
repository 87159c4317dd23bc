//! Where calls of both interfaces are served: who calls, the limits, and the failures that were ordered.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use simon_testkit::Refusals;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::guid;

use super::answer::{Answer, set_header};
use super::limits::Limits;
use super::query::{Parameter, Query};
use super::route::{Asked, Service};
use super::state::{Company, Failure, State};
use super::traps::Traps;

/// One company and what a call needs beside it.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) company: &'a mut Company,
    pub(super) traps: &'a Traps,
    pub(super) refusals: &'a Refusals,
    pub(super) now: DateTime<Utc>,
    serial: &'a mut u128,
}

impl Desk<'_> {
    /// A GUID for a new file.
    pub(super) fn new_guid(&mut self) -> String {
        *self.serial += 1;
        guid::text(guid::numbered(0xf11e, *self.serial))
    }

    /// The query of a call with these parameters.
    pub(super) fn query(&self, asked: &Asked<'_>, known: &[Parameter]) -> Result<Query, Stop> {
        let name = asked.route.name();
        let query = Query::read(asked.query(), known, &name, self.refusals);
        query.map_err(|why| asked.strict(StatusCode::BAD_REQUEST, &why))
    }

    /// The moment from which something that is made now is shown.
    pub(super) fn visible(&self) -> DateTime<Utc> {
        self.now + TimeDelta::from_std(self.traps.look_up_lag).unwrap_or_default()
    }
}

impl State {
    /// Serves a call of one of the two interfaces.
    pub(super) fn serve(
        &mut self,
        asked: &Asked<'_>,
        now: DateTime<Utc>,
        act: fn(&mut Desk<'_>, &Asked<'_>) -> Result<Answer, Stop>,
    ) -> Result<Answer, Stop> {
        let tenant = self.authorize(asked, now)?;
        let name = asked.route.name();
        let service = asked.route.service();
        let Self { companies, traps, refusals, serial, failures, .. } = self;
        let Some(company) = companies.get_mut(&tenant) else {
            return Err(asked.data(StatusCode::NOT_FOUND, "The company is gone."));
        };
        let counts = service == Service::Main || traps.order_limits;
        let limits = limits_of(company, service);
        let counted = if counts { limits.count(asked.request, now, traps) } else { Ok(()) };
        let served = counted.is_ok();
        let mut outcome = counted.and_then(|()| match ordered(failures, &name) {
            Some(failure) => Ok(failure.shape.answer(failure.status)),
            None => act(&mut Desk { company, traps, refusals, now, serial }, asked),
        });
        let answer = match &mut outcome {
            Ok(answer) => answer,
            Err(stop) => stop.answer.as_mut(),
        };
        let limits = limits_of(company, service);
        if served && (answer.status().is_client_error() || answer.status().is_server_error()) {
            limits.failed();
        }
        if counts {
            limits.write(answer, now, traps);
        }
        if service == Service::Main {
            *serial += 1;
            set_header(answer, "ipp-request-id", &guid::text(guid::numbered(0x1bb, *serial)));
        }
        outcome
    }
}

/// The failure that was ordered for this call.
fn ordered(failures: &mut VecDeque<Failure>, call: &str) -> Option<Failure> {
    let fits = |failure: &Failure| failure.call.as_deref().is_none_or(|own| own == call);
    let at = failures.iter().position(fits)?;
    failures.remove(at)
}

fn limits_of(company: &mut Company, service: Service) -> &mut Limits {
    match service {
        Service::Orders => &mut company.order_limits,
        _ => &mut company.main_limits,
    }
}
