//! The fault knobs of all emulators.

use std::collections::BTreeMap;

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde_json::{Map, Value, json};

use crate::faults::FaultsError;
use crate::handle::Handle;

pub(crate) async fn show_faults(handle: Data<Handle>) -> impl Responder {
    Json(shown(&handle))
}

/// Replaces all of them: what is not named is off.
pub(crate) async fn put_faults(handle: Data<Handle>, faults: Json<BTreeMap<String, Value>>) -> HttpResponse {
    match turn(&handle, faults.into_inner()) {
        Ok(()) => HttpResponse::Ok().json(shown(&handle)),
        Err(error) => {
            let body = json!({"error": error.to_string()});
            match error {
                FaultsError::Area { .. } | FaultsError::Unreadable { .. } => {
                    HttpResponse::BadRequest().json(body)
                }
                FaultsError::Rate { .. } | FaultsError::Status { .. } | FaultsError::Latency { .. } => {
                    HttpResponse::UnprocessableEntity().json(body)
                }
            }
        }
    }
}

fn shown(handle: &Handle) -> Map<String, Value> {
    let mut shown = Map::new();
    for emulator in handle.emulators() {
        shown.extend(emulator.knobs().into_iter().map(|knob| (knob.area().to_owned(), knob.show())));
    }
    shown
}

fn turn(handle: &Handle, mut faults: BTreeMap<String, Value>) -> Result<(), FaultsError> {
    let emulators = handle.emulators();
    let mut turns = Vec::new();
    for knob in emulators.iter().flat_map(|emulator| emulator.knobs()) {
        let faults = faults.remove(knob.area()).unwrap_or_else(|| json!({}));
        turns.push(knob.prepare(faults)?);
    }
    if let Some((area, _)) = faults.pop_first() {
        return Err(FaultsError::Area { area });
    }
    for turn in turns {
        turn();
    }
    Ok(())
}
