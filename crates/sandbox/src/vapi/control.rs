//! Live control: what is posted to the `controlUrl` of a call. Any call may be controlled, as a test may send
//! webhooks of calls that were not played.

use actix_web::HttpResponse;
use actix_web::web::{Bytes, Data, Path};
use serde_json::{Value, json};

use super::answers::Rejection;
use super::command::LiveCommand;
use super::memory::Vapi;
use crate::clock;

pub(crate) async fn control(
    vapi: Data<Vapi>,
    call: Path<String>,
    body: Bytes,
) -> Result<HttpResponse, Rejection> {
    let body: Value = serde_json::from_slice(&body).map_err(|_| invalid("the body must be JSON"))?;
    let command = LiveCommand::read(call.into_inner(), body, clock::now()).map_err(invalid)?;
    vapi.record_command(command);
    Ok(HttpResponse::Ok().json(json!({})))
}

fn invalid(message: &str) -> Rejection {
    Rejection::Invalid(vec![message.to_owned()])
}
