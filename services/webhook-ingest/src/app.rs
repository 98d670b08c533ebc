//! Puts the service together.

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Data;
use db::Role;
use runtime::health::Check;
use runtime::settings::Settings;
use runtime::{Health, Management};
use secrecy::SecretString;
use service::{Resources, Schedule, Service, Worker};
use stripe::StripeSettings;
use twilio::TwilioSettings;
use web::{Pace, Proxies, Server, ServerSettings};

use crate::accept::Acceptance;
use crate::admission::Admission;
use crate::archive::Archive;
use crate::directory::Directory;
use crate::limits::Limits;
use crate::live::Live;
use crate::retention::{self, Retention};
use crate::settings::IngestSettings;
use crate::spool::{self, SpoolRelay};
use crate::{NAME, routes};

/// What every request can use.
pub(crate) struct App {
    pub(crate) directory: Arc<Directory>,
    pub(crate) acceptance: Arc<Acceptance>,
    pub(crate) live: Live,
    pub(crate) admission: Admission,
    pub(crate) limits: Limits,
    pub(crate) proxies: Proxies,
    pub(crate) body_timeout: Duration,
    /// Where senders reach us, without the path.
    pub(crate) public_url: String,
    pub(crate) stripe_secrets: Vec<SecretString>,
    pub(crate) twilio_tokens: Vec<SecretString>,
    /// Names that Twilio has added to its forms.
    pub(crate) twilio_parameters: Vec<String>,
}

pub struct WebhookIngest;

impl Service for WebhookIngest {
    const NAME: &'static str = NAME;
    const ROLES: &'static [Role] = &[Role::System, Role::Retention];

    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker> {
        let ingest: IngestSettings = settings.section()?;
        let (stripe, twilio): (StripeSettings, TwilioSettings) = (settings.section()?, settings.section()?);
        let directory = Arc::new(Directory::new(
            resources.db.clone(),
            service::seal_key(settings)?,
            ingest.directory_max_stale,
        ));
        let live = Live::build(settings, &ingest, &resources)?;
        let app = Data::new(App {
            directory: Arc::clone(&directory),
            acceptance: Arc::new(Acceptance::new(resources.clone())),
            live: live.clone(),
            admission: Admission::new(&ingest),
            limits: Limits::new(ingest.limits),
            proxies: Proxies::new(ingest.trusted_proxies.clone()),
            body_timeout: ingest.body_timeout,
            public_url: settings.api_url.as_str().trim_end_matches('/').to_owned(),
            stripe_secrets: stripe.webhook_secret,
            twilio_tokens: twilio.auth_token.into_iter().collect(),
            twilio_parameters: twilio.more_parameters,
        });
        let pace = Pace { patience: ingest.read_patience, bytes_per_second: ingest.read_bytes_per_second };
        let deadline = settings.shutdown.deadline / 2;
        let server_settings = ServerSettings { service: NAME, bind: ingest.bind, deadline, pace };
        let server = Server::bind(server_settings, move |routes| {
            routes.app_data(app.clone());
            routes::configure(routes);
        })?;

        // Ready while either store works: with one of the two it goes on accepting.
        // With a key that opens nothing no webhook of an organization is taken. One that does not open a few
        // must not end the work for all.
        let (keyed, opened) = (Arc::clone(&directory), Arc::clone(&directory));
        let health = Health::new()
            .requires_any([resources.rabbitmq(), resources.postgres()])
            .requires(Check::new("seal_key", move || ready(keyed.check_key())))
            .also_checks(Check::new("connections", move || ready(opened.check_connections())));
        let health = service::with_zone_data(health);
        let management = Management::bind(ingest.management_bind, health)?;
        let (probe, recorder) = (live.clone(), live.clone());
        Ok(Worker::new(NAME, settings, management, resources.clone())
            .serve(server)
            .consume(Archive::new(resources.db.clone()))
            .task("probe", |shutdown| probe.probe_postgres(shutdown))
            .task("recorder", |shutdown| recorder.record(shutdown))
            .periodic(Schedule::now_and_every(spool::LOOK_EVERY), SpoolRelay::new(resources.clone()))
            .periodic(Schedule::now_and_every(retention::LOOK_EVERY), Retention::new(resources.db, &ingest))
            .periodic(Schedule::now_and_every(ingest.directory_refresh), directory)
            .at_end(live.finish()))
    }
}
