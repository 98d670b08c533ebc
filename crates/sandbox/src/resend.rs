//! Resend's e-mails: send, fetch. An `Idempotency-Key` makes a repeat harmless.

mod answers;
mod email;
mod mailbox;
mod rejection;
mod requests;

use std::sync::Arc;

use actix_web::web::{self, Bytes, Data, Json, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde_json::json;

use crate::clock;
use crate::emulator::Emulator;
use crate::faults::{ApiFaults, Area, Dice, FaultsError, Knob};
use crate::settings::SandboxSettings;
use email::NewEmail;
use mailbox::{Mailbox, Posting};
use rejection::{Rejection, server_error};
use requests::{Authorized, idempotency_key};

pub use email::Email;
pub use requests::API_KEY;

#[derive(Debug)]
pub struct Resend {
    mailbox: Mailbox,
    area: Arc<Area>,
}

impl Resend {
    pub(crate) fn new(settings: &SandboxSettings) -> Self {
        let area = Area::new("resend", Dice::new(settings.seed, 3), server_error);
        Self { mailbox: Mailbox::default(), area }
    }

    /// Every e-mail sent, oldest first; a repeat under the same idempotency key is not sent again.
    pub fn emails(&self) -> Vec<Email> {
        self.mailbox.all()
    }

    pub fn set_faults(&self, faults: ApiFaults) -> Result<(), FaultsError> {
        self.area.set_faults(faults)
    }
}

impl Emulator for Resend {
    fn emulates(&self) -> Vec<(&'static str, &'static str)> {
        vec![("/resend", "Resend e-mails")]
    }

    fn knobs(&self) -> Vec<&dyn Knob> {
        vec![self.area.knob()]
    }

    fn remembers(&self) -> Vec<(&'static str, usize)> {
        vec![("/emails", self.mailbox.len())]
    }

    fn forget(&self) {
        self.mailbox.clear();
    }

    fn routes(self: Arc<Self>, routes: &mut ServiceConfig) {
        self.area.serve("/resend", routes, api);
        routes.app_data(Data::from(self));
    }

    fn memory_routes(&self, routes: &mut ServiceConfig) {
        routes.route("/emails", web::get().to(sent));
    }
}

fn api(routes: &mut ServiceConfig) {
    routes
        .route("/emails", web::post().to(send))
        .route("/emails/{id}", web::get().to(show))
        .default_service(web::to(answers::no_route));
}

async fn sent(resend: Data<Resend>) -> impl Responder {
    Json(resend.emails())
}

async fn send(
    request: HttpRequest,
    resend: Data<Resend>,
    _caller: Authorized,
    body: Bytes,
) -> Result<HttpResponse, Rejection> {
    let key = idempotency_key(&request)?;
    let email = NewEmail::parse(&body)?;
    let posting = Posting { email, idempotency_key: key, body, posted_at: clock::now() };
    let id = resend.mailbox.post(posting)?;
    Ok(HttpResponse::Ok().json(json!({"id": id})))
}

async fn show(
    resend: Data<Resend>,
    _caller: Authorized,
    id: Path<String>,
) -> Result<HttpResponse, Rejection> {
    let found = resend.emails().into_iter().find(|email| email.id.to_string() == *id);
    let email = found.ok_or(Rejection::NotFound)?;
    Ok(HttpResponse::Ok().json(answers::email(&email)))
}
