//! Puts the service together.

use std::sync::{Arc, OnceLock};

use actix_web::web::Data;
use db::Role;
use runtime::Management;
use runtime::settings::Settings;
use service::{Resources, Service, Worker};
use web::{BodyTimeout, Pace, Server, ServerSettings};

use crate::admission::Admission;
use crate::app::App;
use crate::auth::door::Door;
use crate::auth::token::Tokens;
use crate::events::{Feed, StreamTiming};
use crate::settings::GatewaySettings;
use crate::{NAME, routes};

pub struct Gateway;

impl Service for Gateway {
    const NAME: &'static str = NAME;
    const ROLES: &'static [Role] = &[Role::Identity];

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        Self::build_timed(settings, &resources, StreamTiming::default())
    }
}

impl Gateway {
    /// The service with other timing of live streams.
    pub fn build_timed(
        settings: &Settings,
        resources: &Resources,
        timing: StreamTiming,
    ) -> anyhow::Result<Worker> {
        let resources = resources.only(Self::ROLES);
        let gateway: GatewaySettings = settings.section()?;
        let feed = Arc::new(Feed::new(timing));
        let checked = Arc::new(OnceLock::new());
        let security = &settings.security;
        let tokens = Tokens::new(security.jwt_secret()?, security.jwt_secret_previous(), security.jwt_ttl);
        let door = Door::new(settings.section()?)?;
        let admission = Arc::new(Admission::new(&gateway));
        let app = App::new(Arc::clone(&checked), tokens, door, Arc::clone(&feed), admission);
        let app = Data::new(app);
        let server_settings = ServerSettings {
            service: NAME,
            bind: gateway.bind,
            deadline: settings.shutdown.deadline / 2,
            pace: Pace { patience: gateway.read_patience, bytes_per_second: gateway.read_bytes_per_second },
        };
        let server = Server::bind(server_settings, move |routes| {
            routes.app_data(app.clone()).app_data(BodyTimeout(gateway.body_timeout));
            routes::configure(routes);
        })?;

        let management = Management::bind(gateway.management_bind, resources.health())?;
        let (db, bus) = (resources.db.clone(), resources.bus.clone());
        let feeding = |shutdown| async move {
            // A worker begins its tasks once it has checked the roles.
            checked.get_or_init(|| db);
            feed.run(&bus, shutdown).await;
        };
        Ok(Worker::new(NAME, settings, management, resources).serve(server).task("feed", feeding))
    }
}
