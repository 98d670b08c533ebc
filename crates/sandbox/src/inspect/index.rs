//! What is here, and forgetting all of it.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde_json::{Map, Value, json};

use crate::handle::Handle;

pub(crate) async fn index(handle: Data<Handle>) -> impl Responder {
    let (mut emulates, mut remembers) = (Map::new(), Map::new());
    for emulator in handle.emulators() {
        emulates.extend(emulator.emulates().into_iter().map(|(path, what)| (path.to_owned(), json!(what))));
        let counts = emulator.remembers().into_iter();
        remembers.extend(counts.map(|(path, count)| (format!("/_sandbox{path}"), json!(count))));
    }
    Json(json!({"stands_in_for": emulates, "remembers": remembers, "does": does()}))
}

fn does() -> Value {
    json!({
        "DELETE /_sandbox": "forgets what was recorded",
        "GET, PUT /_sandbox/faults": "faults, by area",
        "POST /_sandbox/play": "plays synthetic calls against a webhook URL",
        "GET /_sandbox/play": "plays, and what came of them",
        "POST /_sandbox/seed-calls": "makes finished calls for Vapi's API",
        "POST /_sandbox/calls": "keeps one call for Vapi's API, as given",
    })
}

pub(crate) async fn forget(handle: Data<Handle>) -> impl Responder {
    handle.forget();
    HttpResponse::NoContent()
}
