//! Puts the faults between the network and an emulator.

use std::io;
use std::time::Duration;

use actix_web::body::{BodyStream, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpResponse};
use futures_util::stream;
use serde_json::{Value, json};

use super::{ApiFaults, Dice, DrawnFault};
use crate::handle::Handle;

pub(crate) async fn vapi_api(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (faults, drawn) = draw(&request, |handle| (handle.faults().vapi_api, handle.vapi_dice()));
    let body = json!({"statusCode": faults.error_status, "message": "Internal server error"});
    apply_fault(request, next, InjectedFault { faults, drawn, body }).await
}

pub(crate) async fn vapi_control(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (faults, drawn) = draw(&request, |handle| (handle.faults().vapi_control, handle.control_dice()));
    let body = json!({"statusCode": faults.error_status, "message": "Internal server error"});
    apply_fault(request, next, InjectedFault { faults, drawn, body }).await
}

pub(crate) async fn twilio(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (faults, drawn) = draw(&request, |handle| (handle.faults().twilio, handle.twilio_dice()));
    let body = json!({
        "code": 20500, "message": "Internal Server Error",
        "more_info": "https://www.twilio.com/docs/errors/20500", "status": faults.error_status,
    });
    apply_fault(request, next, InjectedFault { faults, drawn, body }).await
}

pub(crate) async fn resend(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (faults, drawn) = draw(&request, |handle| (handle.faults().resend, handle.resend_dice()));
    let body = json!({
        "statusCode": faults.error_status, "name": "internal_server_error",
        "message": "An unexpected error occurred.",
    });
    apply_fault(request, next, InjectedFault { faults, drawn, body }).await
}

struct InjectedFault {
    faults: ApiFaults,
    drawn: DrawnFault,
    /// What an error of this provider looks like.
    body: Value,
}

fn draw(request: &ServiceRequest, area: impl Fn(&Handle) -> (ApiFaults, &Dice)) -> (ApiFaults, DrawnFault) {
    match request.app_data::<Data<Handle>>() {
        Some(handle) => {
            let (faults, dice) = area(handle);
            let drawn = dice.throw(&faults);
            (faults, drawn)
        }
        None => (ApiFaults::default(), DrawnFault::None),
    }
}

async fn apply_fault(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    fault: InjectedFault,
) -> Result<ServiceResponse<BoxBody>, Error> {
    tokio::time::sleep(Duration::from_millis(fault.faults.latency_ms)).await;
    match fault.drawn {
        DrawnFault::Error => {
            let status =
                StatusCode::from_u16(fault.faults.error_status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
            Ok(request.into_response(HttpResponse::build(status).json(fault.body)))
        }
        DrawnFault::None => Ok(next.call(request).await?.map_into_boxed_body()),
        DrawnFault::AnswerLost => {
            let answered = next.call(request).await?;
            Ok(answered.into_response(hang_up()))
        }
    }
}

/// A body that fails at once makes actix close the connection before a single byte is written.
fn hang_up() -> HttpResponse {
    let failure = stream::once(async { Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset)) });
    HttpResponse::Ok().body(BodyStream::new(failure))
}
