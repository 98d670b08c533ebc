//! How much may be in flight.

use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_LENGTH;
use runtime::settings::WebhookIngest;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use web::Problem;

/// Permits are for so many bytes each, so that their number fits a `u32`.
const BYTES_A_PERMIT: usize = 1024;

/// What is in flight now is gone within that time.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Bounds one body, all bodies that are in memory at a time, and all requests that are in hand: whatever they wait for.
pub(crate) struct Admission {
    max_body: usize,
    bytes: Arc<Semaphore>,
    requests: Arc<Semaphore>,
}

/// A request's place in memory, for as long as it lives.
#[derive(Debug)]
pub(crate) struct Room {
    _bytes: OwnedSemaphorePermit,
    _request: OwnedSemaphorePermit,
}

impl Admission {
    pub(crate) fn new(settings: &WebhookIngest) -> Self {
        let permits = |number: usize| Arc::new(Semaphore::new(number.clamp(1, Semaphore::MAX_PERMITS)));
        Self {
            max_body: settings.max_body_bytes.get(),
            bytes: permits(settings.max_inflight_bytes.get() / BYTES_A_PERMIT),
            requests: permits(settings.max_inflight_requests.get()),
        }
    }

    pub(crate) fn max_body(&self) -> usize {
        self.max_body
    }

    /// Makes room for a request. A body that does not say its length may have the greatest.
    pub(crate) fn admit(&self, request: &HttpRequest) -> Result<Room, Problem> {
        let told = request
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        let bytes = told.unwrap_or(self.max_body);
        if bytes > self.max_body {
            return Err(Problem::body_too_large(self.max_body));
        }
        let permits = u32::try_from(bytes.div_ceil(BYTES_A_PERMIT).max(1)).unwrap_or(u32::MAX);
        Ok(Room { _request: take(&self.requests, 1)?, _bytes: take(&self.bytes, permits)? })
    }
}

fn take(semaphore: &Arc<Semaphore>, permits: u32) -> Result<OwnedSemaphorePermit, Problem> {
    Arc::clone(semaphore).try_acquire_many_owned(permits).map_err(|_| Problem::overloaded(RETRY_AFTER))
}
