//! Vapi's REST API, as far as a reader of calls sees it, and live control of calls.

mod access;
mod answers;
mod calls;
mod command;
mod control;
mod delivery;
mod filter;
mod memory;
mod question;
mod shelf;
mod shown;

use std::sync::Arc;

use actix_web::web::{self, Data, ServiceConfig};

use crate::callers::CONTROL_PATH;
use crate::emulator::Emulator;
use crate::faults::Knob;

pub use command::LiveCommand;
pub use delivery::{Delivery, DeliveryOutcome};
pub use memory::{RawCallError, Vapi};
pub use question::LiveQuestion;

impl Emulator for Vapi {
    fn emulates(&self) -> Vec<(&'static str, &'static str)> {
        vec![("/vapi", "Vapi's REST API"), (CONTROL_PATH, "live control of Vapi's calls")]
    }

    fn knobs(&self) -> Vec<&dyn Knob> {
        vec![self.api.knob(), self.control.knob(), &self.webhooks]
    }

    fn remembers(&self) -> Vec<(&'static str, usize)> {
        self.counts()
    }

    fn forget(&self) {
        self.clear();
    }

    fn routes(self: Arc<Self>, routes: &mut ServiceConfig) {
        self.api.serve("/vapi", routes, api);
        self.control.serve(CONTROL_PATH, routes, control_api);
        routes.app_data(Data::from(Arc::clone(&self.access))).app_data(Data::from(self));
    }

    fn memory_routes(&self, routes: &mut ServiceConfig) {
        shown::routes(routes);
    }
}

fn api(routes: &mut ServiceConfig) {
    routes
        .route("/call", web::get().to(calls::list))
        .route("/call/{id}", web::get().to(calls::show))
        .default_service(web::to(answers::no_route));
}

fn control_api(routes: &mut ServiceConfig) {
    routes.route("/{call}/control", web::post().to(control::control));
}
