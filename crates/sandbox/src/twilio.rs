//! Twilio's Messages: send, list, fetch. Every accepted request is a message of its own, as Twilio has no
//! idempotency keys.

mod answers;
mod credentials;
mod rejection;
mod requests;
mod sms;

use std::sync::Arc;

use actix_web::web::{self, Bytes, Data, Json, Path, Query, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use chrono::{DateTime, Utc};

use crate::clock;
use crate::emulator::Emulator;
use crate::faults::{ApiFaults, Area, Dice, FaultsError, Knob};
use crate::journal::Journal;
use crate::random::Random;
use crate::settings::SandboxSettings;
use rejection::{Rejection, server_error};
use requests::{Authorized, MessageFilter, NewMessage};

pub use credentials::{ACCOUNT_SID, AUTH_TOKEN};
pub use sms::Sms;

/// At most 20,000 messages: enough for the longest test; each is about half a kilobyte.
const MAX_SMS: usize = 20_000;

#[derive(Debug)]
pub struct Twilio {
    sms: Journal<Sms>,
    area: Arc<Area>,
}

impl Twilio {
    pub(crate) fn new(settings: &SandboxSettings) -> Self {
        let area = Area::new("twilio", Dice::new(settings.seed, 2), server_error);
        Self { sms: Journal::new(MAX_SMS), area }
    }

    /// Every text message accepted, oldest first.
    pub fn sms(&self) -> Vec<Sms> {
        self.sms.all()
    }

    pub fn set_faults(&self, faults: ApiFaults) -> Result<(), FaultsError> {
        self.area.set_faults(faults)
    }
}

impl Emulator for Twilio {
    fn emulates(&self) -> Vec<(&'static str, &'static str)> {
        vec![("/twilio", "Twilio Messages")]
    }

    fn knobs(&self) -> Vec<&dyn Knob> {
        vec![self.area.knob()]
    }

    fn remembers(&self) -> Vec<(&'static str, usize)> {
        vec![("/sms", self.sms.len())]
    }

    fn forget(&self) {
        self.sms.clear();
    }

    fn routes(self: Arc<Self>, routes: &mut ServiceConfig) {
        self.area.serve("/twilio", routes, api);
        routes.app_data(Data::from(self));
    }

    fn memory_routes(&self, routes: &mut ServiceConfig) {
        routes.route("/sms", web::get().to(accepted));
    }
}

fn api(routes: &mut ServiceConfig) {
    routes
        .service(
            web::resource("/2010-04-01/Accounts/{account}/Messages.json")
                .route(web::post().to(send))
                .route(web::get().to(list)),
        )
        .route("/2010-04-01/Accounts/{account}/Messages/{sid}.json", web::get().to(show))
        .default_service(web::to(answers::no_route));
}

async fn accepted(twilio: Data<Twilio>) -> impl Responder {
    Json(twilio.sms())
}

async fn send(twilio: Data<Twilio>, account: Authorized, form: Bytes) -> Result<HttpResponse, Rejection> {
    let message = NewMessage::parse(&form)?;
    let created_at = clock::now();
    let sms = Sms {
        sid: format!("SM{}", fresh_hex(&twilio, created_at)),
        account_sid: account.sid,
        to: message.to,
        from: message.from,
        messaging_service_sid: message.messaging_service_sid,
        body: message.body,
        created_at,
    };
    let answer = answers::queued(&sms);
    twilio.sms.push(sms);
    Ok(HttpResponse::Created().json(answer))
}

async fn list(
    twilio: Data<Twilio>,
    account: Authorized,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Rejection> {
    let filter = MessageFilter::parse(&query)?;
    let mut found = twilio.sms.matching(|sms| sms.account_sid == account.sid && filter.admits(sms));
    found.reverse();
    Ok(HttpResponse::Ok().json(answers::page(&account.sid, &filter, &found)))
}

async fn show(
    twilio: Data<Twilio>,
    account: Authorized,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Rejection> {
    let (_, sid) = path.into_inner();
    match twilio.sms.matching(|sms| sms.sid == sid && sms.account_sid == account.sid).pop() {
        Some(sms) => Ok(HttpResponse::Ok().json(answers::delivered(&sms))),
        None => Err(Rejection::NoMessage { account: account.sid, sid }),
    }
}

/// Made from the moment as well as the count, so that a forgotten memory does not give the same sids again.
fn fresh_hex(twilio: &Twilio, now: DateTime<Utc>) -> String {
    let moment = now.timestamp_nanos_opt().unwrap_or_default().unsigned_abs();
    Random::of_series(moment, twilio.sms.len() as u64).hex()
}
