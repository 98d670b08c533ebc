//! One test's world, from its start to its end.

use std::collections::BTreeSet;
use std::env::VarError;
use std::error::Error;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use runtime::Settings;
use sandbox::{Sandbox, SandboxSettings};
use serde_json::Value;
use service::Resources;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use url::Url;

use crate::database::{Database, Leftover};
use crate::eventually::{PATIENCE, eventually};
use crate::messages::DeadLetterKey;
use crate::services::{Services, Spawned};
use crate::variables::{IMPATIENT, PATIENT};
use crate::vhost::{self, Lease};
use crate::{OwnServers, tenant, variables};

/// A database, a virtual host and providers of one's own, and what a service is made from to work with them.
pub struct World {
    pub settings: Settings,
    /// What one process holds. Services share it, as they do in `callflex up`.
    pub resources: Resources,
    /// The memory of the providers' emulators, and their fault knobs.
    pub sandbox: sandbox::Handle,
    pub(crate) database: Database,
    pub(crate) services: Services,
    pub(crate) taken: Mutex<BTreeSet<DeadLetterKey>>,
    variables: Vec<(String, String)>,
    providers: Services,
    tenants: AtomicUsize,
    finished: bool,
    _vhost: Lease,
}

impl World {
    /// Starts on the servers that `DATABASE_URL` and `AMQP_URL` name.
    pub async fn start() -> Self {
        let database = server("DATABASE_URL");
        let amqp = server("AMQP_URL");
        Self::assemble(&database, Lease::take(&amqp).await, &PATIENT).await
    }

    /// Starts on servers that the test may stop and kill.
    pub async fn on(servers: &OwnServers) -> Self {
        let world =
            Self::assemble(servers.postgres.url(), Lease::whole(servers.rabbitmq.url()), &IMPATIENT).await;
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

    /// Runs a service until the end of the test. `name` is the service's own, by which its queues are known.
    pub fn spawn<F, E>(&self, name: &'static str, run: impl FnOnce(CancellationToken) -> F) -> Spawned
    where
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.services.spawn(name, run)
    }

    /// The rows of a query, each as an object, seen by the owner of the database: of all organizations.
    pub async fn query(&self, sql: &str) -> Vec<Value> {
        self.database.rows(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// Runs statements as the owner of the database.
    pub async fn execute(&self, sql: &str) {
        self.database.execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The owner's own connections to the database, for what only the owner may do.
    pub fn owner(&self) -> &sqlx::PgPool {
        self.database.owner()
    }

    /// Ends the test: stops the services, and fails it for one that failed and for every message that is
    /// unhandled or dead.
    pub async fn finish(mut self) {
        let mut wrong = self.services.stop().await;
        wrong.extend(self.leftovers().await);
        self.finished = true;
        self.resources.bus.purge().await.unwrap();
        wrong.extend(self.providers.stop().await);
        self.resources.bus.close().await;
        self.resources.db.clone().close().await;
        self.database.close().await;
        self.database.leftover().drop().await;
        assert!(wrong.is_empty(), "the test left something wrong behind:\n- {}", wrong.join("\n- "));
    }

    pub(crate) fn next_tenant(&self) -> usize {
        self.tenants.fetch_add(1, Ordering::Relaxed) + 1
    }

    async fn assemble(database_url: &str, vhost: Lease, patience: &[(&str, &str)]) -> Self {
        log();
        let sandbox_settings =
            SandboxSettings { vapi_keys: tenant::vapi_keys(), ..SandboxSettings::default() };
        let sandbox = Sandbox::build(sandbox_settings.clone()).unwrap();
        let database = Database::create(&Url::parse(database_url).expect("a URL in DATABASE_URL")).await;
        let variables =
            variables::of(database.url(), &vhost.amqp_url, &sandbox.url(), &sandbox_settings, patience);
        let settings = Settings::from_sources(variables.clone(), None).unwrap();
        let resources = Resources::prepare(&settings, "testing").await.unwrap();
        let up = timeout(PATIENCE, resources.bus.until_up()).await.unwrap_or(false);
        assert!(up, "RabbitMQ did not come up: {}", vhost::trouble(&resources.bus));
        vhost::clear(&resources.bus).await;
        let providers = Services::default();
        let handle = sandbox.handle();
        providers.spawn("sandbox", |shutdown| sandbox.run(shutdown));
        Self {
            settings,
            resources,
            sandbox: handle,
            database,
            services: Services::default(),
            taken: Mutex::default(),
            variables,
            providers,
            tenants: AtomicUsize::new(0),
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
            print_error(&failure);
        }
        drop_elsewhere(self.database.leftover());
        assert!(std::thread::panicking(), "call world.finish() at the end of the test");
    }
}

/// On a thread of its own, as a destructor can't wait for what is asynchronous.
fn drop_elsewhere(leftover: Leftover) {
    let work = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(leftover.drop());
    };
    if std::thread::spawn(work).join().is_err() {
        print_error("could not drop the test's database");
    }
}

#[expect(clippy::print_stderr, reason = "for the person who reads why a test failed")]
fn print_error(line: &str) {
    eprintln!("{line}");
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test has no settings to read them from; `servers` sets these variables"
)]
fn server(variable: &str) -> String {
    match std::env::var(variable) {
        Ok(url) if !url.is_empty() => url,
        Ok(_) | Err(VarError::NotPresent | VarError::NotUnicode(_)) => {
            panic!(
                "{variable} is not set: run `make test`, or `target/debug/servers cargo nextest run -p <crate>`"
            )
        }
    }
}

/// Shows what services log, with the test's own output.
fn log() {
    let filter = EnvFilter::builder()
        .with_env_var("TEST_LOG")
        .with_default_directive(tracing_subscriber::filter::LevelFilter::INFO.into())
        .from_env_lossy()
        // It would show whole bodies.
        .add_directive("lapin::returned_messages=off".parse().unwrap());
    // Fails where the test has its own.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init();
}
