//! Twilio's Messages: send, list, fetch. Every accepted request is a message of its own, as Twilio has no
//! idempotency keys.

mod answers;
mod requests;

use actix_web::HttpResponse;
use actix_web::web::{self, Bytes, Data, Path, Query, ServiceConfig};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use crate::clock;
use crate::handle::Handle;
use crate::random::Random;
use answers::Rejection;
use requests::{Authorized, MessageFilter, NewMessage};

/// A text message that was accepted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sms {
    pub sid: String,
    pub account_sid: String,
    pub to: String,
    pub from: Option<String>,
    pub messaging_service_sid: Option<String>,
    pub body: String,
    pub created_at: DateTime<Utc>,
}

pub(crate) fn routes(routes: &mut ServiceConfig) {
    routes
        .service(
            web::resource("/2010-04-01/Accounts/{account}/Messages.json")
                .route(web::post().to(send))
                .route(web::get().to(list)),
        )
        .route("/2010-04-01/Accounts/{account}/Messages/{sid}.json", web::get().to(show))
        .default_service(web::to(answers::no_route));
}

async fn send(handle: Data<Handle>, account: Authorized, form: Bytes) -> Result<HttpResponse, Rejection> {
    let message = NewMessage::parse(&form)?;
    let created_at = clock::now();
    let sms = Sms {
        sid: format!("SM{}", fresh_hex(&handle, created_at)),
        account_sid: account.sid,
        to: message.to,
        from: message.from,
        messaging_service_sid: message.messaging_service_sid,
        body: message.body,
        created_at,
    };
    let answer = answers::queued(&sms);
    handle.record_sms(sms);
    Ok(HttpResponse::Created().json(answer))
}

async fn list(
    handle: Data<Handle>,
    account: Authorized,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Rejection> {
    let filter = MessageFilter::parse(&query)?;
    let mut found = handle.sms();
    found.retain(|sms| sms.account_sid == account.sid && filter.admits(sms));
    found.reverse();
    Ok(HttpResponse::Ok().json(answers::page(&account.sid, &filter, &found)))
}

async fn show(
    handle: Data<Handle>,
    account: Authorized,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Rejection> {
    let (_, sid) = path.into_inner();
    match handle.find_sms(&sid).filter(|sms| sms.account_sid == account.sid) {
        Some(sms) => Ok(HttpResponse::Ok().json(answers::delivered(&sms))),
        None => Err(Rejection::NoMessage { account: account.sid, sid }),
    }
}

/// Made from the moment as well as the count, so that a forgotten memory does not give the same sids again.
fn fresh_hex(handle: &Handle, now: DateTime<Utc>) -> String {
    let moment = now.timestamp_nanos_opt().unwrap_or_default().unsigned_abs();
    Random::of_series(moment, handle.sms_count() as u64).hex()
}

fn problem(code: u32, message: &str, status: u16) -> serde_json::Value {
    json!({
        "code": code,
        "message": message,
        "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
        "status": status,
    })
}
