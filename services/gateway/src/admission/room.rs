//! What one request holds.

use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use tokio::sync::SemaphorePermit;
use utoipa::openapi::path::Operation;
use web::Problem;

use super::holdings::Held;
use super::{Admission, Whose};
use crate::error::ApiError;
use crate::route::Input;

/// A request's room, until the last clone of it is dropped: with the end of its answer, or of its stream.
#[derive(Clone)]
pub(crate) struct Room(Arc<Holding>);

struct Holding {
    admission: Arc<Admission>,
    whose: Option<Whose>,
    held: Mutex<Held>,
}

impl Room {
    pub(super) fn new(admission: Arc<Admission>, whose: Option<Whose>, held: Held) -> Self {
        Self(Arc::new(Holding { admission, whose, held: Mutex::new(held) }))
    }

    /// Makes room for an answer of this size. What there was room for already counts.
    pub(crate) fn grow_to(&self, bytes: usize) -> Result<(), Problem> {
        self.exchange(|held| Held { bytes: held.bytes.max(bytes), ..held })
    }

    /// Counts as a stream from now on, not as a request: streams are few and last.
    pub(crate) fn become_stream(&self) -> Result<(), Problem> {
        self.exchange(|held| Held { requests: 0, streams: 1, ..held })
    }

    /// Waits for a turn to load an answer of this size, if it is large, after room for it was made.
    pub(crate) async fn turn(&self, bytes: usize) -> Option<SemaphorePermit<'_>> {
        self.0.admission.turn(bytes).await
    }

    fn exchange(&self, wanted: impl FnOnce(Held) -> Held) -> Result<(), Problem> {
        let Holding { admission, whose, held } = &*self.0;
        let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
        let after = wanted(*held);
        let more = after.less(*held);
        if more != Held::default() {
            admission.take(*whose, *held, more)?;
        }
        admission.give_back(*whose, held.less(after));
        *held = after;
        Ok(())
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let held = *self.held.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.admission.give_back(self.whose, held);
    }
}

/// Each route of the table has it.
impl FromRequest for Room {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get().cloned().ok_or(ApiError::Starting))
    }
}

/// Nothing that the caller sends.
impl Input for Room {
    fn describe(_: &mut Operation) {}
}
