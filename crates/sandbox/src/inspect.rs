//! `/_sandbox`: what the emulators remember, their knobs, and the callers, for people and for tests in other
//! processes.

mod knobs;
mod memory;
mod plays;

use actix_web::web::{self, ServiceConfig};

pub(crate) use plays::Plays;

pub(crate) fn routes(routes: &mut ServiceConfig) {
    routes
        .service(
            web::resource("").route(web::get().to(memory::index)).route(web::delete().to(memory::forget)),
        )
        .route("/sms", web::get().to(memory::sms))
        .route("/emails", web::get().to(memory::emails))
        .route("/calls", web::get().to(memory::calls))
        .route("/calls", web::post().to(memory::keep_call))
        .route("/deliveries", web::get().to(memory::deliveries))
        .route("/questions", web::get().to(memory::questions))
        .route("/commands", web::get().to(memory::commands))
        .route("/traces", web::get().to(memory::spans))
        .route("/traces/{trace_id}", web::get().to(memory::trace))
        .service(
            web::resource("/faults")
                .route(web::get().to(knobs::show_faults))
                .route(web::put().to(knobs::put_faults)),
        )
        .service(web::resource("/play").route(web::post().to(plays::start)).route(web::get().to(plays::list)))
        .route("/seed-calls", web::post().to(plays::seed_calls));
}
