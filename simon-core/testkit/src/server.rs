//! The loopback server: a simulator behind a real socket, in real time.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::stream;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, Limited, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

use crate::faults::Reply;
use crate::{Faults, Simulator};

/// Largest request that is read, in bytes; a larger one is answered with 413.
const LARGEST_REQUEST: usize = 64 * 1024 * 1024;

/// A simulator on a loopback port, HTTP/1.1 with keep-alive. Dropping it closes port and connections.
///
/// It runs on the tokio runtime that it was started on.
pub struct SimServer {
    address: SocketAddr,
    vendor: Arc<Vendor>,
    running: Option<Running>,
}

struct Vendor {
    simulator: Arc<dyn Simulator>,
    faults: Faults,
    connections: AtomicUsize,
}

struct Running {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl SimServer {
    /// Serves a simulator on a free port of 127.0.0.1.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn start(simulator: Arc<dyn Simulator>, faults: Faults) -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self::start_on(address, simulator, faults).await.expect("a free loopback port")
    }

    /// Serves a simulator on a chosen address.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn start_on(
        address: SocketAddr,
        simulator: Arc<dyn Simulator>,
        faults: Faults,
    ) -> io::Result<Self> {
        let vendor = Arc::new(Vendor { simulator, faults, connections: AtomicUsize::new(0) });
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let running = Some(Running::start(listener, &vendor));
        Ok(Self { address, vendor, running })
    }

    /// Where it listens: `http://127.0.0.1:<port>/`.
    ///
    /// # Panics
    /// Never: the address of a listener is a URL.
    #[must_use]
    pub fn url(&self) -> Url {
        Url::parse(&format!("http://{}/", self.address)).expect("an address is a URL")
    }

    /// The address that it listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Connections accepted since the start, over all restarts.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.vendor.connections.load(Ordering::SeqCst)
    }

    /// The faults and the journal of this server.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.vendor.faults
    }

    /// Closes the port and all connections: from now on connections are refused.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            // Either the task hears it or it has ended already.
            let _ = running.stop.send(());
            let _ = running.task.await;
        }
    }

    /// Listens on the same port again, the simulator as it was.
    ///
    /// # Panics
    /// When somebody else took the port meanwhile.
    pub async fn restart(&mut self) {
        self.stop().await;
        let listener = TcpListener::bind(self.address).await.expect("the same port again");
        self.running = Some(Running::start(listener, &self.vendor));
    }
}

impl Drop for SimServer {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.task.abort();
        }
    }
}

impl fmt::Debug for SimServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SimServer({})", self.address)
    }
}

impl Running {
    fn start(listener: TcpListener, vendor: &Arc<Vendor>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(accept(listener, Arc::clone(vendor), stopped));
        Self { stop, task }
    }
}

async fn accept(listener: TcpListener, vendor: Arc<Vendor>, mut stopped: oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    vendor.connections.fetch_add(1, Ordering::SeqCst);
                    connections.spawn(serve(stream, Arc::clone(&vendor)));
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn serve(stream: TcpStream, vendor: Arc<Vendor>) {
    // Small answers go out at once; without this, keep-alive waits 40 ms for an acknowledgement.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| vendor.answer(request));
    // An error here is a fault that was asked for, or a client that went away.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// Closes the connection without an answer, or in the middle of one.
#[derive(Debug)]
struct Close;

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed on purpose")
    }
}

impl std::error::Error for Close {}

type Answer = http::Response<BoxBody<Bytes, Close>>;

impl Vendor {
    async fn answer(&self, request: http::Request<Incoming>) -> Result<Answer, Close> {
        let (head, body) = request.into_parts();
        let Ok(body) = Limited::new(body, LARGEST_REQUEST).collect().await else {
            return Ok(too_large());
        };
        let request = http::Request::from_parts(head, body.to_bytes());
        match self.faults.exchange(self.simulator.as_ref(), &request) {
            Reply::Answered(answer) => Ok(answer.map(whole)),
            Reply::Truncated(answer) => Ok(half(answer)),
            Reply::Dropped | Reply::Refused => Err(Close),
            Reply::Stalled => std::future::pending().await,
        }
    }
}

fn whole(body: Bytes) -> BoxBody<Bytes, Close> {
    Full::new(body).map_err(|never: Infallible| match never {}).boxed()
}

fn too_large() -> Answer {
    let mut answer = http::Response::new(whole(Bytes::new()));
    *answer.status_mut() = http::StatusCode::PAYLOAD_TOO_LARGE;
    answer
}

/// Announces the whole length and sends half of it.
fn half(answer: http::Response<Bytes>) -> Answer {
    let length = answer.body().len();
    let mut answer = answer.map(|body| {
        let frames = stream::unfold(0, move |step| {
            let first = body.slice(..length / 2);
            async move {
                match step {
                    0 => Some((Ok(Frame::data(first)), 1)),
                    1 => {
                        // Lets the first half reach the socket before the connection closes.
                        tokio::task::yield_now().await;
                        Some((Err(Close), 2))
                    }
                    _ => None,
                }
            }
        });
        BodyExt::boxed(StreamBody::new(frames))
    });
    answer.headers_mut().insert(http::header::CONTENT_LENGTH, length.into());
    answer
}
