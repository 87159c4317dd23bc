//! Several handles on one and the same thing, as several processes have them.

use std::sync::Arc;

/// Opens one more handle on what the check is about. It is called on a tokio runtime.
pub type Open<'a, P> = &'a (dyn Fn() -> Arc<P> + Sync);

/// Runs a future on a runtime of its own.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

/// Does the same on so many threads at once, numbered from 0, each with a handle and a runtime of its
/// own.
pub(crate) fn at_once<P: ?Sized, T: Send>(
    open: Open<'_, P>,
    threads: u64,
    act: impl AsyncFn(u64, Arc<P>) -> T + Sync,
) -> Vec<T> {
    std::thread::scope(|scope| {
        let act = &act;
        let work = |number| move || run(async move { act(number, open()).await });
        let running: Vec<_> = (0..threads).map(|number| scope.spawn(work(number))).collect();
        running.into_iter().map(|thread| thread.join().expect("a thread that ends")).collect()
    })
}
