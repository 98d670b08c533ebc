//! What is measured: servers of its own, an organization, and the product's programs.

mod process;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use servers::{Postgres, PostgresOptions, RabbitMq, RabbitMqOptions};

pub(crate) use self::process::Process;
use crate::load::Target;
use crate::table::print_progress;

/// Keys for a database that lives for minutes.
const SEAL_KEY: &str = "dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=";
const JWT_SECRET: &str = "the-secret-of-benchmarks-32-bytes-long";

pub(crate) struct Stage {
    pub(crate) postgres: Postgres,
    pub(crate) rabbitmq: RabbitMq,
    organization: String,
    secret: String,
    folder: Folder,
    /// Of every service, by its section of the settings.
    addresses: Vec<(String, String)>,
}

impl Stage {
    /// Starts the servers, with all that makes them durable, and makes an organization.
    pub(crate) async fn set_up() -> anyhow::Result<Self> {
        print_progress("starting Postgres and RabbitMQ");
        let folder = Folder::create()?;
        let postgres = PostgresOptions { temporary: true, ..PostgresOptions::new(folder.0.join("postgres")) };
        let rabbitmq = RabbitMqOptions { temporary: true, ..RabbitMqOptions::new(folder.0.join("rabbitmq")) };
        let (postgres, rabbitmq) = tokio::try_join!(Postgres::start(&postgres), RabbitMq::start(&rabbitmq))
            .context("could not start the servers")?;
        let secret = uuid::Uuid::new_v4().simple().to_string();
        let addresses = addresses()?;
        let mut stage = Self { postgres, rabbitmq, organization: String::new(), secret, folder, addresses };
        stage.run("callflex", &["migrate"]).await?;
        let add = ["organization", "add", "--name", "Acme Dental", "--owner", "owner@acme.example"];
        let output = stage.run("callflex", &add).await?;
        let organization = output.lines().find_map(|line| line.strip_prefix("organization"));
        organization
            .context("callflex did not print the organization's id")?
            .trim()
            .clone_into(&mut stage.organization);
        Ok(stage)
    }

    /// Starts a program of the product, as `make` built it beside this one, and waits until its ingest is
    /// ready.
    pub(crate) async fn start(&self, program: &str, arguments: &[&str]) -> anyhow::Result<Process> {
        let ready = format!("http://{}/readyz", self.address("CALLFLEX__WEBHOOK_INGEST__MANAGEMENT_BIND"));
        Process::start(process::command(program, arguments, &self.folder.0, &self.variables())?, &ready).await
    }

    /// Runs a program of the product to its end, and gives what it printed.
    async fn run(&self, program: &str, arguments: &[&str]) -> anyhow::Result<String> {
        process::output(process::command(program, arguments, &self.folder.0, &self.variables())?).await
    }

    pub(crate) fn organization(&self) -> &str {
        &self.organization
    }

    /// Where the organization's webhooks go.
    pub(crate) fn target(&self) -> anyhow::Result<Target> {
        let ingest = self.address("CALLFLEX__WEBHOOK_INGEST__BIND");
        let url = format!("http://{ingest}/api/webhooks/vapi/{}", self.organization);
        Target::new(url, self.secret.clone())
    }

    fn address(&self, variable: &str) -> &str {
        let found = self.addresses.iter().find(|(name, _)| name == variable);
        found.map(|(_, address)| address.as_str()).unwrap_or_default()
    }

    fn variables(&self) -> Vec<(String, String)> {
        let variables = [
            ("DATABASE_URL", self.postgres.url().to_owned()),
            ("AMQP_URL", self.rabbitmq.url()),
            ("SEAL_KEY", SEAL_KEY.to_owned()),
            ("JWT_SECRET", JWT_SECRET.to_owned()),
            ("VAPI_WEBHOOK_SECRET", self.secret.clone()),
            ("CALLFLEX__TELEMETRY__LOG", "warn".to_owned()),
        ];
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value));
        variables.chain(unlimited()).chain(self.addresses.iter().cloned()).collect()
    }
}

/// The load is one organization's, which the limits are there to stop.
fn unlimited() -> impl Iterator<Item = (String, String)> {
    const UNLIMITED: &str = "1000000";
    ["ORGANIZATION", "CONNECTION", "QUESTIONS"].into_iter().flat_map(|limit| {
        ["PER_SECOND", "BURST"].map(|setting| {
            (format!("CALLFLEX__WEBHOOK_INGEST__LIMITS__{limit}__{setting}"), UNLIMITED.to_owned())
        })
    })
}

pub(crate) fn now() -> DateTime<Utc> {
    runtime::clock::now()
}

fn addresses() -> anyhow::Result<Vec<(String, String)>> {
    let public = ["GATEWAY", "WEBHOOK_INGEST"].map(|service| format!("{service}__BIND"));
    let management = ["GATEWAY", "WEBHOOK_INGEST", "CALL_PROCESSOR", "NOTIFIER", "BILLING", "VAPI_SYNC"]
        .map(|service| format!("{service}__MANAGEMENT_BIND"));
    let settings = public.into_iter().chain(management);
    let mut ports = BTreeSet::new();
    while ports.len() < settings.clone().count() {
        ports.insert(servers::free_port().context("could not find a free port")?);
    }
    let addresses = settings.zip(ports);
    Ok(addresses.map(|(name, port)| (format!("CALLFLEX__{name}"), format!("127.0.0.1:{port}"))).collect())
}

/// A folder that is removed when its value is dropped.
struct Folder(PathBuf);

impl Folder {
    fn create() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("callflex-bench-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&path).with_context(|| format!("could not make {}", path.display()))?;
        allow_others(&path)?;
        Ok(Self(path))
    }
}

/// The servers run under accounts of their own when this is run by root.
fn allow_others(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
        .with_context(|| format!("could not open {} to the servers", path.display()))
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            print_progress(&format!("could not remove {}: {error}", self.0.display()));
        }
    }
}
