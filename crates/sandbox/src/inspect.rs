//! `/_sandbox`: what the emulators remember, their knobs, and the callers, for people and for tests in other
//! processes.

mod index;
mod knobs;
mod plays;

use actix_web::web::{self, ServiceConfig};

pub(crate) use plays::Plays;

pub(crate) fn routes(routes: &mut ServiceConfig) {
    routes
        .service(web::resource("").route(web::get().to(index::index)).route(web::delete().to(index::forget)))
        .service(
            web::resource("/faults")
                .route(web::get().to(knobs::show_faults))
                .route(web::put().to(knobs::put_faults)),
        )
        .service(web::resource("/play").route(web::post().to(plays::start)).route(web::get().to(plays::list)))
        .route("/seed-calls", web::post().to(plays::seed_calls));
}
