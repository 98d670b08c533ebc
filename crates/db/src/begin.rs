//! How transactions begin: wholly, even when nobody waits for them any more.

use std::pin::Pin;
use std::task::{Context, Poll};

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait as _};
use tokio::runtime::Handle;

type Begun = Result<DatabaseTransaction, DbErr>;

/// Begins a transaction. Whoever stops waiting for it leaves no open one behind.
///
/// sqlx (0.9.0) counts a transaction once Postgres has answered its `BEGIN`. When the future is dropped before, the
/// connection goes back to the pool as if nothing had been sent, and the next one to use it is inside a
/// transaction that it does not know of.
pub(crate) async fn begin(pool: &DatabaseConnection) -> Begun {
    let pool = pool.clone();
    Beginning { unfinished: Some(Box::pin(async move { pool.begin().await })) }.await
}

/// A beginning that goes on by itself when it is dropped before its end. What begins then is dropped in turn, and so
/// rolled back. One that still waits for a connection does so no longer than the pool lets it.
struct Beginning {
    unfinished: Option<Pin<Box<dyn Future<Output = Begun> + Send>>>,
}

impl Future for Beginning {
    type Output = Begun;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // Once it has ended nobody asks again.
        let Some(beginning) = &mut self.unfinished else { return Poll::Pending };
        let polled = beginning.as_mut().poll(context);
        if polled.is_ready() {
            self.unfinished = None;
        }
        polled
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        // Where the runtime has ended, so have the connections.
        if let (Some(beginning), Ok(runtime)) = (self.unfinished.take(), Handle::try_current()) {
            runtime.spawn(beginning);
        }
    }
}
