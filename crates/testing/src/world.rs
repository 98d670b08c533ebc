//! One test's world, from its start to its end.

use std::collections::BTreeSet;
use std::error::Error;
use std::sync::Mutex;

use db::Role;
use runtime::Settings;
use sandbox::{Sandbox, SandboxSettings};
use serde_json::Value;
use service::{Resources, Service, Worker};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::database::Database;
use crate::dead_letter_key::DeadLetterKey;
use crate::eventually::{PATIENCE, eventually};
use crate::services::{RunningService, Services, Spawned};
use crate::variables::{IMPATIENT, PATIENT};
use crate::vhost::{self, Lease};
use crate::{OwnServers, Tables, Tenant, environment, variables};

/// A database, a virtual host and providers of one's own, and what a service is made from to work with them.
pub struct World {
    pub settings: Settings,
    /// What one process holds. Services share it, as they do in `callflex up`.
    pub resources: Resources,
    /// The memory of the providers' emulators, and their fault knobs.
    pub sandbox: sandbox::Handle,
    pub(crate) services: Services,
    pub(crate) taken: Mutex<BTreeSet<DeadLetterKey>>,
    variables: Vec<(String, String)>,
    providers: Services,
    // Fields drop in this order: the database goes when nothing uses it any more.
    tables: Tables,
    finished: bool,
    _vhost: Lease,
}

impl World {
    /// Starts on the servers that `DATABASE_URL` and `AMQP_URL` name.
    pub async fn start() -> Self {
        let postgres = environment::server("DATABASE_URL");
        let lease = Lease::take(&environment::server("AMQP_URL")).await;
        Self::assemble(&postgres, lease, &PATIENT).await
    }

    /// Starts on servers that the test may stop and kill.
    pub async fn on(servers: &OwnServers) -> Self {
        let postgres = servers.postgres.url().parse().unwrap();
        let world = Self::assemble(&postgres, Lease::whole(servers.rabbitmq.url()), &IMPATIENT).await;
        // From then on the test may kill it.
        eventually("RabbitMQ has written its queues down", async || servers.rabbitmq.queues_are_written())
            .await;
        world
    }

    /// The settings with some of their variables set otherwise.
    pub fn settings_with(&self, changes: &[(&str, &str)]) -> Settings {
        let changes = changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::from_sources(self.variables.iter().cloned().chain(changes), None).unwrap()
    }

    /// Runs a service until the end of the test.
    pub fn run<S: Service>(&self) -> RunningService {
        self.run_with::<S>(&self.settings)
    }

    /// The same with other settings.
    pub fn run_with<S: Service>(&self, settings: &Settings) -> RunningService {
        self.run_worker(service::build::<S>(settings, &self.resources).unwrap())
    }

    /// Runs a service that was built otherwise.
    pub fn run_worker(&self, worker: Worker) -> RunningService {
        let (address, management) = (worker.address(), worker.management_address());
        let spawned = self.spawn(worker.name(), |shutdown| worker.run(shutdown));
        RunningService { spawned, address, management }
    }

    /// Runs a task until the end of the test, under the name of a service, by which its queues are known.
    pub fn spawn<F, E>(&self, name: &'static str, run: impl FnOnce(CancellationToken) -> F) -> Spawned
    where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.services.spawn(name, run)
    }

    /// Adds an organization with one of everything, notifications switched on, in New York's time zone.
    pub async fn organization(&self, name: &str) -> Tenant {
        let tenant = self.tables.organization(name).await;
        self.sandbox.vapi().add_key(tenant.vapi_key());
        tenant
    }

    /// See [`Tables::query`].
    pub async fn query(&self, sql: &str) -> Vec<Value> {
        self.tables.query(sql).await
    }

    /// See [`Tables::execute`].
    pub async fn execute(&self, sql: &str) {
        self.tables.execute(sql).await;
    }

    /// See [`Tables::owner`].
    pub fn owner(&self) -> &sqlx::PgPool {
        self.tables.owner()
    }

    /// See [`Tables::events`].
    pub async fn events(&self, tenant: &Tenant) -> Vec<(String, Value)> {
        self.tables.events(tenant).await
    }

    /// Ends the test: stops the services, and fails it for one that failed and for every message that is
    /// unhandled or dead.
    pub async fn finish(mut self) {
        let mut wrong = self.services.stop().await;
        wrong.extend(self.leftovers().await);
        self.finished = true;
        wrong.extend(self.providers.stop().await);
        self.resources.bus.close().await;
        self.tables.close().await;
        assert!(wrong.is_empty(), "the test left something wrong behind:\n- {}", wrong.join("\n- "));
    }

    async fn assemble(postgres: &Url, vhost: Lease, patience: &[(&str, &str)]) -> Self {
        environment::log();
        // Each organization brings its own.
        let sandbox_settings = SandboxSettings { vapi_keys: Vec::new(), ..SandboxSettings::default() };
        let sandbox = Sandbox::build(sandbox_settings).unwrap();
        let database = Database::create(postgres).await;
        let mut variables = variables::of_database(database.url(), patience);
        variables.extend(variables::of_services(&vhost.amqp_url, &sandbox.url()));
        let settings = Settings::from_sources(variables.clone(), None).unwrap();
        let resources = Resources::prepare(&settings, "testing", &Role::ALL).await.unwrap();
        let up = timeout(PATIENCE, resources.bus.until_up()).await.unwrap_or(false);
        assert!(up, "RabbitMQ did not come up: {}", vhost::trouble(&resources.bus));
        vhost::clear(&resources.bus).await;
        let providers = Services::default();
        let handle = sandbox.handle();
        providers.spawn("sandbox", |shutdown| sandbox.run(shutdown));
        Self {
            tables: Tables::of(settings.clone(), resources.db.clone(), database),
            settings,
            resources,
            sandbox: handle,
            services: Services::default(),
            taken: Mutex::default(),
            variables,
            providers,
            finished: false,
            _vhost: vhost,
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        self.services.cancel();
        self.providers.cancel();
        for failure in self.services.failures() {
            environment::print_error(&failure);
        }
    }
}
