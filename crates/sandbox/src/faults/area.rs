//! Puts the faults between the network and a part of an emulator's API.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::{BodyStream, BoxBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, Bytes, ServiceConfig};
use actix_web::{Error, HttpResponse};
use futures_util::stream;
use serde_json::Value;

use super::api_faults::ApiFaults;
use super::checks::FaultsError;
use super::dice::{Dice, DrawnFault};
use super::knob::{FaultKnob, Knob};

/// What an error of this status looks like.
type ErrorBody = fn(status: u16) -> Value;

/// The routes below one path, which have their faults in common.
#[derive(Debug)]
pub(crate) struct Area {
    knob: FaultKnob<ApiFaults>,
    dice: Dice,
    error_body: ErrorBody,
}

impl Area {
    pub(crate) fn new(name: &'static str, dice: Dice, error_body: ErrorBody) -> Arc<Self> {
        Arc::new(Self { knob: FaultKnob::new(name), dice, error_body })
    }

    pub(crate) fn knob(&self) -> &dyn Knob {
        &self.knob
    }

    pub(crate) fn set_faults(&self, faults: ApiFaults) -> Result<(), FaultsError> {
        self.knob.set(faults)
    }

    /// Adds the routes below `path`.
    pub(crate) fn serve(
        self: &Arc<Self>,
        path: &str,
        routes: &mut ServiceConfig,
        below: impl FnOnce(&mut ServiceConfig),
    ) {
        let area = Arc::clone(self);
        let faults = from_fn(move |request: ServiceRequest, next: Next<BoxBody>| {
            let area = Arc::clone(&area);
            async move { area.apply(request, next).await }
        });
        routes.service(web::scope(path).wrap(faults).configure(below));
    }

    async fn apply(&self, request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
        let faults = self.knob.get();
        let drawn = self.dice.throw(&faults);
        tokio::time::sleep(Duration::from_millis(faults.latency_ms)).await;
        match drawn {
            DrawnFault::None => next.call(request).await,
            DrawnFault::Error => {
                let status =
                    StatusCode::from_u16(faults.error_status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
                let body = (self.error_body)(faults.error_status);
                Ok(request.into_response(HttpResponse::build(status).json(body)))
            }
            DrawnFault::AnswerLost => Ok(next.call(request).await?.into_response(hang_up())),
        }
    }
}

/// A body that fails at once makes actix close the connection before a single byte is written.
fn hang_up() -> HttpResponse {
    let failure = stream::once(async { Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset)) });
    HttpResponse::Ok().body(BodyStream::new(failure))
}
