//! A few checks over a loopback socket in real time, on the transport that hosts use.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use simon_core::connector::{AccountingConnector, DocumentSearch};
use simon_core::host::Clock;
use simon_core::http::{ReqwestTransport, Runtime};
use simon_core::memory::MemoryBudget;
use simon_core::{ErrorKind, Retry};

use super::ports::{HurriedClock, Tokens};
use super::read::{everything, read};
use super::world::{assert_none_refused, creates, names};
use super::{Harness, Listing, Seeded};
use crate::{Fault, Faults, On, SimServer, builders};

/// Longer than any of these checks takes, also on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

struct Socket<H: Harness> {
    vendor: H,
    server: SimServer,
    connector: Arc<dyn AccountingConnector>,
}

impl<H: Harness> Socket<H> {
    async fn open() -> Self {
        let clock: Arc<dyn Clock> = Arc::new(HurriedClock);
        let vendor = H::start(clock.clone());
        let server = SimServer::start(vendor.simulator(), Faults::none()).await;
        let transport = ReqwestTransport::new().unwrap_or_else(|error| panic!("{error:?}"));
        let runtime = Runtime::new(
            builders::integration(),
            Arc::new(transport),
            clock,
            Arc::new(Tokens::default()),
            Arc::new(MemoryBudget::default()),
        );
        let connector = vendor.connector(&server.url(), runtime);
        Self { vendor, server, connector }
    }

    fn records(&self) -> Vec<Seeded> {
        self.vendor.limit_page(5);
        let seed =
            |nummer: usize| self.vendor.seed(Listing::Relaties, nummer, &format!("Naam {nummer}"));
        (1..=12).map(seed).collect()
    }
}

#[allow(clippy::disallowed_methods, reason = "a check that hangs has to fail")]
fn in_real_time(check: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    runtime.block_on(async {
        tokio::time::timeout(LIMIT, check).await.expect("the check ends in time");
    });
}

/// Lists some pages.
pub fn a_listing_arrives_whole_over_a_real_socket<H: Harness>() {
    in_real_time(async {
        let socket = Socket::<H>::open().await;
        let seeded = socket.records();
        let connector = socket.connector.as_ref();
        let listed =
            read(connector, &socket.vendor.books(), Listing::Relaties, everything(), &mut |_| {})
                .await;
        let listed = listed.unwrap_or_else(|broken| panic!("{:?}", broken.error));
        assert_eq!(listed.items, names(&seeded));
        let connections = socket.server.connections();
        assert!((1..=H::CONNECTIONS).contains(&connections), "{connections} are not kept alive");
        assert_none_refused(&socket.vendor);
    });
}

/// The vendor creates a document and the connection breaks.
pub fn a_lost_answer_makes_no_second_document_over_a_real_socket_c22<H: Harness>() {
    in_real_time(async {
        for (fault, documents) in [
            (Fault::DropAfter, 1),
            (Fault::DropBefore, 0),
            (Fault::Truncate, 1),
            (Fault::StallAfter, 1),
        ] {
            let socket = Socket::<H>::open().await;
            let (draft, settings) = socket.vendor.draft("20417");
            let attempted_at = HurriedClock.now();
            socket.server.faults().add(creates::<H>(), fault.clone(), 1);
            let created = socket.connector.create_document(&draft, &settings).await;
            let Err(error) = created else { panic!("{fault:?}: created without an answer") };
            assert_eq!(error.retry(), Retry::CheckFirst, "{fault:?}: {error:?}");
            assert_eq!(socket.vendor.document_count(), documents, "{fault:?}");
            HurriedClock.sleep(super::world::lag::<H>()).await;
            let search = DocumentSearch::new(&draft, &settings, attempted_at);
            if let Ok(found) = socket.connector.find_document(&search).await {
                assert_eq!(found.len(), documents, "{fault:?}");
            }
        }
    });
}

/// Nobody listens.
pub fn a_refused_connection_created_nothing_over_a_real_socket<H: Harness>() {
    in_real_time(async {
        let mut socket = Socket::<H>::open().await;
        let (draft, settings) = socket.vendor.draft("20417");
        let connected = socket.connector.connect().await;
        connected.unwrap_or_else(|error| panic!("{error:?}"));
        socket.server.stop().await;
        let created = socket.connector.create_document(&draft, &settings).await;
        let Err(error) = created else { panic!("created without a connection") };
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}");
        assert!(error.is_retryable(), "nothing was sent: {error:?}");
        assert_eq!(socket.vendor.document_count(), 0);
        socket.server.restart().await;
        let created = socket.connector.create_document(&draft, &settings).await;
        created.unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(socket.vendor.document_count(), 1);
    });
}

/// A page breaks off, again and again.
pub fn a_page_cut_short_on_a_real_socket_is_no_complete_listing_g3<H: Harness>() {
    in_real_time(async {
        let socket = Socket::<H>::open().await;
        let seeded = socket.records();
        let connected = socket.connector.connect().await;
        connected.unwrap_or_else(|error| panic!("{error:?}"));
        let whole_pages = usize::from(!H::WHOLE_ANSWERS);
        socket.server.faults().add(On::any().skip(whole_pages), Fault::Truncate, usize::MAX);
        let connector = socket.connector.as_ref();
        let broken =
            read(connector, &socket.vendor.books(), Listing::Relaties, everything(), &mut |_| {})
                .await;
        let Err(broken) = broken else { panic!("a listing of half pages says it is whole") };
        socket.server.faults().clear();
        let rest = everything().resumed(broken.resume);
        let rest =
            read(connector, &socket.vendor.books(), Listing::Relaties, rest, &mut |_| {}).await;
        let rest = rest.unwrap_or_else(|broken| panic!("{:?}", broken.error));
        let mut items = broken.items;
        items.extend(rest.items);
        assert_eq!(items, names(&seeded));
    });
}
