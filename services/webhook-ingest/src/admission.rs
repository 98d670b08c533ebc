//! How much may be in flight.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_LENGTH;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use web::Problem;

/// Permits are for so many bytes each, so that their number fits a `u32`.
const BYTES_A_PERMIT: usize = 1024;

/// What is in flight now is gone within that time.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Bounds one body, and all bodies that are in memory at a time.
pub(crate) struct Admission {
    max_body: usize,
    room: Arc<Semaphore>,
}

impl Admission {
    pub(crate) fn new(max_body: NonZeroUsize, max_inflight: NonZeroUsize) -> Self {
        let permits = (max_inflight.get() / BYTES_A_PERMIT).clamp(1, Semaphore::MAX_PERMITS);
        Self { max_body: max_body.get(), room: Arc::new(Semaphore::new(permits)) }
    }

    pub(crate) fn max_body(&self) -> usize {
        self.max_body
    }

    /// Makes room for a request's body. One that does not say its length may have the greatest.
    pub(crate) fn admit(&self, request: &HttpRequest) -> Result<OwnedSemaphorePermit, Problem> {
        let told = request
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        let bytes = told.unwrap_or(self.max_body);
        if bytes > self.max_body {
            return Err(Problem::body_too_large(self.max_body));
        }
        let permits = u32::try_from(bytes.div_ceil(BYTES_A_PERMIT).max(1)).unwrap_or(u32::MAX);
        Arc::clone(&self.room).try_acquire_many_owned(permits).map_err(|_| Problem::overloaded(RETRY_AFTER))
    }
}
