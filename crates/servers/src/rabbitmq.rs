use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rustix::process::Signal;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::account::{Account, WhenOrphaned};
use crate::place::Place;
use crate::process::Process;
use crate::{StartError, binaries, port, queue_files, rabbitmq_home};

/// Long enough to recover large queues on a busy machine; three to four seconds are normal.
const READY_WITHIN: Duration = Duration::from_secs(90);

/// How often the server is asked whether it is ready.
const GLANCE: Duration = Duration::from_millis(25);

const LOG: &str = "rabbitmq.log";
const CONSOLE: &str = "console.log";
const CONTROL: &str = "control.log";

const USER: &str = "callflex";

/// With its own port mapper the name needn't be unique, and it must not change: the data belongs to it.
const NODE: &str = "callflex@localhost";

const QUORUM_QUEUES: &str = "mnesia/callflex@localhost/quorum/callflex@localhost";

/// What an AMQP 0-9-1 client sends first.
const GREETING: &[u8; 8] = b"AMQP\0\0\x09\x01";

/// The type byte of a method frame, which is how a broker that is ready answers.
const METHOD_FRAME: u8 = 1;

#[derive(Clone, Debug)]
pub struct RabbitMqOptions {
    pub data_dir: PathBuf,
    /// 0: the port of last time while it is free, else any free one.
    pub port: u16,
    /// Virtual hosts beside `/`.
    pub vhosts: Vec<String>,
    /// Whether the data is deleted with the value.
    pub temporary: bool,
}

impl RabbitMqOptions {
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), port: 0, vhosts: Vec::new(), temporary: false }
    }
}

/// A RabbitMQ on loopback, with a port mapper (epmd) of its own. Dropped while it runs, it is killed.
pub struct RabbitMq {
    // Fields drop in this order: the processes end before their directory is unlocked or removed.
    processes: Option<Processes>,
    program: PathBuf,
    account: Account,
    port: u16,
    mapper_port: u16,
    server_url: String,
    place: Place,
}

/// The node ends first: one that misses its port mapper starts another, which would never be stopped.
struct Processes {
    node: Process,
    port_mapper: Process,
}

impl RabbitMq {
    /// Returns when the server speaks AMQP.
    pub async fn start(options: &RabbitMqOptions) -> Result<Self, StartError> {
        let mut rabbitmq = Self::prepare(options).await?;
        rabbitmq.start_again().await?;
        Ok(rabbitmq)
    }

    /// A server that has its place and its URL, and does not run yet.
    pub async fn prepare(options: &RabbitMqOptions) -> Result<Self, StartError> {
        let program = binaries::rabbitmq().ok_or(StartError::NotInstalled("RabbitMQ"))?;
        let account = Account::for_server("rabbitmq")?;
        let place = Place::take(&options.data_dir, &account, options.temporary)?;
        place.clear_leftovers("beam.smp", place.directory()).await;
        let port = port::choose(options.port, &place.join("port")).await?;
        let password = place.password()?;
        let server_url = format!("amqp://{USER}:{password}@127.0.0.1:{port}");
        let rabbitmq = Self { processes: None, program, account, port, mapper_port: 0, server_url, place };
        rabbitmq.configure(&password, &options.vhosts)?;
        Ok(rabbitmq)
    }

    /// The URL of the virtual host `/`.
    pub fn url(&self) -> String {
        self.vhost_url("%2f")
    }

    /// The URL without a virtual host.
    pub fn server_url(&self) -> &str {
        &self.server_url
    }

    /// The name as it stands in a URL: letters, digits and hyphens, or percent-encoded.
    pub fn vhost_url(&self, name: &str) -> String {
        format!("{}/{name}", self.server_url)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where the data really is.
    pub fn data_dir(&self) -> &Path {
        self.place.directory()
    }

    pub fn is_running(&self) -> bool {
        self.processes.as_ref().is_some_and(|processes| processes.node.is_running())
    }

    /// Waits until the server ends, whoever ended it.
    pub async fn ended(&self) {
        if let Some(processes) = &self.processes {
            processes.node.ended().await;
        }
    }

    /// Whether a kill would leave it every queue that it has. RabbitMQ 3.10 writes down half a second late
    /// that a queue exists: killed before, it has the queue's files and messages but not its name for them.
    pub fn queues_are_written(&self) -> bool {
        queue_files::are_listed(&self.data_dir().join(QUORUM_QUEUES)).unwrap_or(false)
    }

    /// Its exchanges, queues and bindings, as the JSON of `rabbitmqctl export_definitions`.
    pub async fn definitions(&self) -> Result<String, StartError> {
        const PROGRAM: &str = "rabbitmqctl";
        let path = self.place.join("exported.json");
        let mut command = self.account.command(&self.program.with_file_name(PROGRAM), WhenOrphaned::Kill);
        command.args(["--node", NODE, "export_definitions"]).arg(&path);
        command.env("HOME", self.place.directory()).env("ERL_EPMD_PORT", self.mapper_port.to_string());
        self.place.log_output(&mut command, CONTROL)?;
        let run = |source| StartError::Run { program: PROGRAM, source };
        let status = Process::spawn(command).await.map_err(run)?.ended().await;
        if !status.is_some_and(|status| status.success()) {
            return Err(StartError::ended(PROGRAM, status, self.place.last_words(CONTROL)));
        }
        fs::read_to_string(&path).map_err(StartError::prepare(&path))
    }

    /// Closes connections and queues in order.
    pub async fn stop(&mut self) {
        if let Some(Processes { node, port_mapper }) = self.processes.take() {
            node.stop(Signal::TERM).await;
            port_mapper.stop(Signal::TERM).await;
        }
    }

    /// Ends it at once, as a crash would.
    pub async fn kill(&mut self) {
        if let Some(Processes { node, port_mapper }) = self.processes.take() {
            node.kill().await;
            port_mapper.kill().await;
        }
    }

    /// Starts a stopped or killed server on the same port and data. Does nothing while it runs.
    pub async fn start_again(&mut self) -> Result<(), StartError> {
        if self.is_running() {
            return Ok(());
        }
        self.kill().await;
        let run = |program| move |source| StartError::Run { program, source };
        self.mapper_port = port::free_port()?;
        let port_mapper = Process::spawn(self.port_mapper()).await.map_err(run("epmd"))?;
        self.until(&port_mapper, "epmd", || listens(self.mapper_port)).await?;

        let mut command = self.node(port::free_port()?);
        self.place.log_output(&mut command, CONSOLE)?;
        let node = Process::spawn(command).await.map_err(run("rabbitmq-server"))?;
        let processes = Processes { node, port_mapper };
        self.until(&processes.node, "rabbitmq-server", || speaks_amqp(self.port)).await?;
        self.processes = Some(processes);
        Ok(())
    }

    pub async fn restart(&mut self) -> Result<(), StartError> {
        self.stop().await;
        self.start_again().await
    }

    fn configure(&self, password: &str, vhosts: &[String]) -> Result<(), StartError> {
        let vhosts: Vec<&str> = std::iter::once("/").chain(vhosts.iter().map(String::as_str)).collect();
        let everything = |vhost: &&str| json!({"user": USER, "vhost": vhost, "configure": ".*", "write": ".*", "read": ".*"});
        let definitions = json!({
            "users": [{"name": USER, "password": password, "tags": "administrator"}],
            "vhosts": vhosts.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
            "permissions": vhosts.iter().map(everything).collect::<Vec<_>>(),
        });
        let definitions = self.place.write("definitions.json", &definitions.to_string())?;
        let settings = [
            format!("listeners.tcp.1 = 127.0.0.1:{}", self.port),
            format!("load_definitions = {}", definitions.display()),
            format!("log.file = {LOG}"),
            "log.console = false".to_owned(),
            "vm_memory_high_watermark.absolute = 1GiB".to_owned(),
            // The quorum queues' log is kept in memory up to this size; 512 MB is the default.
            "raft.wal_max_size_bytes = 67108864".to_owned(),
        ];
        self.place.write("rabbitmq.conf", &(settings.join("\n") + "\n"))?;
        self.place.write("enabled_plugins", "[].\n")?;
        let environment = rabbitmq_home::environment(&self.program, &self.place)?;
        self.place.write("environment.conf", &environment)?;
        Ok(())
    }

    fn port_mapper(&self) -> Command {
        let mut command = self.account.command(Path::new("epmd"), WhenOrphaned::Kill);
        command.args(["-port", &self.mapper_port.to_string(), "-address", "127.0.0.1"]);
        command.env("HOME", self.place.directory());
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        command
    }

    /// Every file is named, as each has a default below `/etc` or `/var` that belongs to the machine's own
    /// RabbitMQ.
    fn node(&self, distribution_port: u16) -> Command {
        let mut command = self.account.command(&self.program, WhenOrphaned::Kill);
        let here = |name: &str| self.place.join(name);
        command
            .env("HOME", self.place.directory())
            .env("RABBITMQ_MNESIA_BASE", here("mnesia"))
            .env("RABBITMQ_LOG_BASE", self.place.directory())
            .env("RABBITMQ_GENERATED_CONFIG_DIR", here("generated"))
            .env("RABBITMQ_SCHEMA_DIR", here("schema"))
            .env("RABBITMQ_CONF_ENV_FILE", here("environment.conf"))
            .env("RABBITMQ_CONFIG_FILE", here("rabbitmq.conf"))
            .env("RABBITMQ_ADVANCED_CONFIG_FILE", here("advanced.config"))
            .env("RABBITMQ_ENABLED_PLUGINS_FILE", here("enabled_plugins"))
            .env("RABBITMQ_NODENAME", NODE)
            .env("RABBITMQ_DIST_PORT", distribution_port.to_string())
            .env("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}")
            .env("ERL_EPMD_PORT", self.mapper_port.to_string())
            .env("ERL_EPMD_ADDRESS", "127.0.0.1")
            // The script then becomes the server, instead of staying in between as its parent.
            .env("RUNNING_UNDER_SYSTEMD", "true");
        command
    }

    async fn until<F: Future<Output = bool>>(
        &self,
        process: &Process,
        program: &'static str,
        is_ready: impl Fn() -> F,
    ) -> Result<(), StartError> {
        let ready = async {
            while !is_ready().await {
                tokio::time::sleep(GLANCE).await;
            }
        };
        let log = || format!("{}\n{}", self.place.last_words(LOG), self.place.last_words(CONSOLE));
        tokio::select! {
            () = ready => Ok(()),
            status = process.ended() => Err(StartError::ended(program, status, log())),
            () = tokio::time::sleep(READY_WITHIN) => {
                Err(StartError::NotReady { program, waited: READY_WITHIN, log: log() })
            }
        }
    }
}

async fn listens(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).await.is_ok()
}

async fn speaks_amqp(port: u16) -> bool {
    let greet = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.write_all(GREETING).await?;
        stream.read_u8().await
    };
    greet.await.is_ok_and(|first| first == METHOD_FRAME)
}
