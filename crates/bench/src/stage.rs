//! What is measured: an organization, and the product's programs on a database and a virtual host of their own.

mod process;
mod servers;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::{DateTime, Utc};

pub(crate) use self::process::Process;
pub(crate) use self::servers::Servers;
use crate::load::Target;

/// Keys for a database that lives for minutes.
const SEAL_KEY: &str = "dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=";
const JWT_SECRET: &str = "the-secret-of-benchmarks-32-bytes-long";

pub(crate) struct Stage {
    pub(crate) database_url: String,
    pub(crate) amqp_url: String,
    organization: String,
    secret: String,
    /// Where the product's programs are.
    programs: PathBuf,
    /// Where they run.
    folder: PathBuf,
    /// Of every service, by its section of the settings.
    addresses: Vec<(String, String)>,
}

impl Stage {
    /// Migrates a new database by the programs' own migrations, and makes an organization.
    pub(crate) async fn set_up(servers: &Servers, name: &str, programs: &Path) -> anyhow::Result<Self> {
        let folder = servers.folder().join(name);
        std::fs::create_dir(&folder).with_context(|| format!("could not make {}", folder.display()))?;
        let mut stage = Self {
            database_url: servers.create_database(name).await?,
            amqp_url: servers.rabbitmq.vhost_url(name),
            organization: String::new(),
            secret: uuid::Uuid::new_v4().simple().to_string(),
            programs: programs.to_path_buf(),
            folder,
            addresses: addresses()?,
        };
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

    /// Starts a program of the product, and waits until its ingest is ready.
    pub(crate) async fn start(&self, program: &str, arguments: &[&str]) -> anyhow::Result<Process> {
        let ready = format!("http://{}/readyz", self.address("CALLFLEX__WEBHOOK_INGEST__MANAGEMENT_BIND"));
        Process::start(self.command(program, arguments)?, &ready).await
    }

    /// The work queues that the programs declare, whatever their version names them.
    pub(crate) async fn queues(&self) -> anyhow::Result<Vec<String>> {
        let listed = self.run("callflex", &["dead-letters", "list"]).await?;
        Ok(listed.lines().filter_map(|line| line.split_whitespace().last()).map(str::to_owned).collect())
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

    /// Runs a program of the product to its end, and gives what it printed.
    async fn run(&self, program: &str, arguments: &[&str]) -> anyhow::Result<String> {
        process::output(self.command(program, arguments)?).await
    }

    fn command(&self, program: &str, arguments: &[&str]) -> anyhow::Result<tokio::process::Command> {
        let mut command = process::command(&self.programs.join(program), arguments)?;
        command.current_dir(&self.folder).envs(self.variables());
        Ok(command)
    }

    fn address(&self, variable: &str) -> &str {
        let found = self.addresses.iter().find(|(name, _)| name == variable);
        found.map(|(_, address)| address.as_str()).unwrap_or_default()
    }

    fn variables(&self) -> Vec<(String, String)> {
        let variables = [
            ("DATABASE_URL", self.database_url.clone()),
            ("AMQP_URL", self.amqp_url.clone()),
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

/// The programs that were built with this one.
pub(crate) fn programs() -> anyhow::Result<PathBuf> {
    let this = std::env::current_exe().context("could not find this program")?;
    Ok(this.parent().context("could not find this program's folder")?.to_path_buf())
}

fn addresses() -> anyhow::Result<Vec<(String, String)>> {
    let public = ["GATEWAY", "WEBHOOK_INGEST"].map(|service| format!("{service}__BIND"));
    let management = ["GATEWAY", "WEBHOOK_INGEST", "CALL_PROCESSOR", "NOTIFIER", "BILLING", "VAPI_SYNC"]
        .map(|service| format!("{service}__MANAGEMENT_BIND"));
    let settings = public.into_iter().chain(management);
    let mut ports = BTreeSet::new();
    while ports.len() < settings.clone().count() {
        ports.insert(::servers::free_port().context("could not find a free port")?);
    }
    let addresses = settings.zip(ports);
    Ok(addresses.map(|(name, port)| (format!("CALLFLEX__{name}"), format!("127.0.0.1:{port}"))).collect())
}
