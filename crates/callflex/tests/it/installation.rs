//! One `callflex up`, with servers and emulators that outlive it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use bus::{Bus, BusSettings};
use db::overview::Overview;
use db::{Db, DbSettings};
use domain::OrganizationId;
use reqwest::StatusCode;
use sandbox::{Running, SandboxSettings};
use serde_json::Value;
use servers::{Durability, Postgres, PostgresOptions, RabbitMq, RabbitMqOptions};
use testing::eventually;
use tokio::process::{Child, Command};
use tokio::time::timeout;

pub(crate) struct Installation {
    pub(crate) postgres: Postgres,
    pub(crate) rabbitmq: RabbitMq,
    pub(crate) sandbox: Running,
    /// Where the product's programs are.
    programs: PathBuf,
    variables: Vec<(String, String)>,
    folder: PathBuf,
    callflex: Option<Child>,
}

/// The hour of an outage and the ladder that outlasts it, both 360 times shorter: 5s,30s,2m,10m,30m,1h.
pub(crate) const SHORT_LADDER: &str = "14ms,83ms,333ms,1667ms,5s,10s";
pub(crate) const SHORT_HOUR: Duration = Duration::from_secs(10);

impl Installation {
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts with further variables.
    pub(crate) async fn start_with(more: &[(&str, &str)]) -> Self {
        let programs = Path::new(env!("CARGO_BIN_EXE_callflex")).parent().unwrap();
        let mut this = Self::prepare(programs, more).await;
        this.start_callflex().await;
        // From then on the test may kill it.
        eventually("RabbitMQ has written its queues down", async || this.rabbitmq.queues_are_written()).await;
        this
    }

    /// Starts the servers and the emulators, and nothing of the product yet.
    pub(crate) async fn prepare(programs: &Path, more: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("callflex-it-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&folder).unwrap();
        let postgres = PostgresOptions {
            durability: Durability::Relaxed,
            temporary: true,
            ..PostgresOptions::new(folder.join("postgres"))
        };
        let rabbitmq = RabbitMqOptions { temporary: true, ..RabbitMqOptions::new(folder.join("rabbitmq")) };
        let (postgres, rabbitmq) =
            tokio::try_join!(Postgres::start(&postgres), RabbitMq::start(&rabbitmq)).unwrap();

        let sandbox = Running::start(SandboxSettings::default()).unwrap();
        let url = sandbox.url();
        let ports: Vec<String> = free_ports(8).iter().map(|port| format!("127.0.0.1:{port}")).collect();
        let variables = [
            ("DATABASE_URL", postgres.url().to_owned()),
            ("AMQP_URL", rabbitmq.url().clone()),
            ("VAPI_API_KEY", sandbox.settings().vapi_keys[0].secret.clone()),
            ("VAPI_BASE_URL", format!("{url}/vapi")),
            ("TWILIO_ACCOUNT_SID", sandbox::twilio::ACCOUNT_SID.to_owned()),
            ("TWILIO_AUTH_TOKEN", sandbox::twilio::AUTH_TOKEN.to_owned()),
            ("TWILIO_SMS_FROM", "+14155550111".to_owned()),
            ("TWILIO_BASE_URL", format!("{url}/twilio")),
            ("RESEND_API_KEY", sandbox::resend::API_KEY.to_owned()),
            ("RESEND_BASE_URL", format!("{url}/resend")),
            ("CALLFLEX__GATEWAY__BIND", ports[0].clone()),
            ("CALLFLEX__WEBHOOK_INGEST__BIND", ports[1].clone()),
            ("CALLFLEX__GATEWAY__MANAGEMENT_BIND", ports[2].clone()),
            ("CALLFLEX__WEBHOOK_INGEST__MANAGEMENT_BIND", ports[3].clone()),
            ("CALLFLEX__CALL_PROCESSOR__MANAGEMENT_BIND", ports[4].clone()),
            ("CALLFLEX__NOTIFIER__MANAGEMENT_BIND", ports[5].clone()),
            ("CALLFLEX__BILLING__MANAGEMENT_BIND", ports[6].clone()),
            ("CALLFLEX__VAPI_SYNC__MANAGEMENT_BIND", ports[7].clone()),
        ];
        let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let variables =
            variables.into_iter().chain(more).map(|(name, value)| (name.to_owned(), value)).collect();
        let programs = programs.to_path_buf();
        Self { postgres, rabbitmq, sandbox, programs, variables, folder, callflex: None }
    }

    pub(crate) async fn start_callflex(&mut self) {
        self.callflex = Some(self.spawn("callflex", &["up", "--calls", "0", "--sandbox", "127.0.0.1:0"]));
        let ready = format!("http://{}/readyz", self.variable("CALLFLEX__CALL_PROCESSOR__MANAGEMENT_BIND"));
        eventually("callflex is ready", async || {
            reqwest::get(&ready).await.is_ok_and(|answer| answer.status().is_success())
                && self.demo_file().exists()
        })
        .await;
    }

    /// Starts a program of the product, killed when it is dropped.
    pub(crate) fn spawn(&self, program: &str, arguments: &[&str]) -> Child {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("callflex.log"))
            .unwrap();
        self.command(program, arguments)
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .unwrap()
    }

    /// `kill -9`.
    pub(crate) async fn kill_callflex(&mut self) {
        self.callflex.take().unwrap().kill().await.unwrap();
    }

    /// Runs another command of the product in the same place; its output.
    pub(crate) async fn run(&self, arguments: &[&str]) -> String {
        let output = self.command("callflex", arguments).stderr(Stdio::inherit()).output().await.unwrap();
        assert!(output.status.success(), "callflex {arguments:?} failed");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a program of the product in the same place; whether it succeeded, and all that it printed.
    pub(crate) async fn attempt(&self, program: &str, arguments: &[&str]) -> (bool, String) {
        let output = self.command(program, arguments).output().await.unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (output.status.success(), text.concat())
    }

    /// What the programs that were started have printed.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("callflex.log")).unwrap_or_default()
    }

    pub(crate) fn demo(&self, field: &str) -> String {
        let text = std::fs::read_to_string(self.demo_file()).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()[field].as_str().unwrap().to_owned()
    }

    pub(crate) fn organization(&self) -> OrganizationId {
        self.demo("organization_id").parse().unwrap()
    }

    /// Posts a message to the organization's webhook, as Vapi would.
    pub(crate) async fn post(&self, body: &Value) -> StatusCode {
        #[expect(clippy::disallowed_methods, reason = "a sender, with no User-Agent of ours")]
        let request = reqwest::Client::new().post(self.webhook_url());
        let request = request.header("X-Vapi-Secret", self.demo("vapi_webhook_secret")).json(body);
        request.send().await.unwrap().status()
    }

    pub(crate) fn webhook_url(&self) -> String {
        format!("{}/api/webhooks/vapi/{}", self.demo("ingest_url"), self.demo("organization_id"))
    }

    /// What the organization has; `None` while Postgres does not answer.
    pub(crate) async fn overview(&self) -> Option<Overview> {
        let role = |user: &str| {
            let mut url = url::Url::parse(self.postgres.url()).unwrap();
            url.set_username(user).unwrap();
            url.to_string().into()
        };
        let settings = DbSettings {
            app_url: role("callflex_app"),
            system_url: None,
            identity_url: None,
            retention_url: None,
            min_connections: 1,
            max_connections: 1,
            connect_timeout: Duration::from_secs(10),
            acquire_timeout: Duration::from_secs(10),
            statement_timeout: Duration::from_secs(30),
            application_name: "test".to_owned(),
        };
        let db = Db::connect_lazily(&settings).await.ok()?;
        let tx = db.tenant(self.organization()).await.ok()?;
        let overview = db::overview::own(&tx).await.ok();
        drop(tx);
        db.close().await;
        overview
    }

    /// The dead letters of all queues together.
    pub(crate) async fn dead_letters(&self) -> u32 {
        let settings = BusSettings {
            url: self.rabbitmq.url().clone().into(),
            ladder: self.ladder(),
            connection_name: "test".to_owned(),
            publish_timeout: Duration::from_secs(30),
        };
        let bus = Bus::start(settings).unwrap();
        assert!(timeout(testing::PATIENCE, bus.until_up()).await.unwrap());
        let count = bus.dead_letters().await.unwrap().iter().map(|(_, count)| count).sum();
        bus.close().await;
        count
    }

    /// Of the process, so that looking at its queues makes no others.
    fn ladder(&self) -> Vec<Duration> {
        runtime::settings::Settings::from_sources(self.variables.iter().cloned(), None)
            .unwrap()
            .bus
            .retry_ladder
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .envs(self.variables.iter().cloned())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn variable(&self, name: &str) -> &str {
        &self.variables.iter().find(|(known, _)| known == name).unwrap().1
    }

    pub(crate) fn demo_file(&self) -> PathBuf {
        self.folder.join(".callflex/demo.json")
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("--- the log of callflex:\n{}", tail(&self.folder.join("callflex.log")));
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn tail(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}

/// Ports that nobody listens on, each another one; callflex must come back on the same ones after a kill.
fn free_ports(count: usize) -> BTreeSet<u16> {
    let mut ports = BTreeSet::new();
    while ports.len() < count {
        ports.insert(servers::free_port().unwrap());
    }
    ports
}
