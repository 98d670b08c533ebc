use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rustix::process::Signal;

use crate::account::{Account, WhenOrphaned};
use crate::place::Place;
use crate::process::Process;
use crate::{StartError, binaries, port};

/// Long enough for recovery after a crash: it replays at most `max_wal_size` (1 GB), which takes seconds.
const READY_WITHIN: Duration = Duration::from_mins(1);

/// How often the server is asked whether it is ready.
const GLANCE: Duration = Duration::from_millis(10);

const LOG: &str = "postgres.log";

/// The owner and its database: the superuser that migrations run as.
const OWNER: &str = "callflex";

/// What a crash of the machine may cost. Killing the server costs nothing either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// Every commit is on the disk before it is answered.
    #[default]
    Full,
    /// Commits are with the operating system, which survives the server: for tests.
    Relaxed,
}

#[derive(Clone, Debug)]
pub struct PostgresOptions {
    pub data_dir: PathBuf,
    /// 0: the port of last time while it is free, else any free one.
    pub port: u16,
    pub durability: Durability,
    /// Whether the data is deleted with the value.
    pub temporary: bool,
}

impl PostgresOptions {
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), port: 0, durability: Durability::Full, temporary: false }
    }
}

/// A Postgres on loopback. Dropped while it runs, it is killed.
pub struct Postgres {
    // Fields drop in this order: the process ends before its directory is unlocked or removed.
    process: Option<Process>,
    programs: PathBuf,
    account: Account,
    durability: Durability,
    port: u16,
    url: String,
    place: Place,
}

impl Postgres {
    /// Makes the database at the first start, and returns when the server takes connections.
    pub async fn start(options: &PostgresOptions) -> Result<Self, StartError> {
        let programs = binaries::postgres().ok_or(StartError::NotInstalled("Postgres"))?;
        let account = Account::for_server("postgres")?;
        let place = Place::take(&options.data_dir, &account, options.temporary)?;
        place.clear_leftovers("postgres", &place.join("data")).await;
        let port = port::choose(options.port, &place.join("port")).await?;
        let password = place.password()?;
        let url = format!("postgres://{OWNER}:{password}@127.0.0.1:{port}/{OWNER}");
        let durability = options.durability;
        let mut postgres = Self { process: None, programs, account, durability, port, url, place };
        if !postgres.data().exists() {
            postgres.create().await?;
        }
        postgres.start_again().await?;
        Ok(postgres)
    }

    /// Where the owner (a superuser) finds its database.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where the data really is.
    pub fn data_dir(&self) -> &Path {
        self.place.directory()
    }

    pub fn is_running(&self) -> bool {
        self.process.as_ref().is_some_and(Process::is_running)
    }

    /// Waits until the server ends, whoever ended it.
    pub async fn ended(&self) {
        if let Some(process) = &self.process {
            process.ended().await;
        }
    }

    /// Shuts down cleanly, without waiting for clients to leave.
    pub async fn stop(&mut self) {
        if let Some(process) = self.process.take() {
            process.stop(Signal::INT).await;
        }
    }

    /// Ends it at once, as a crash would.
    pub async fn kill(&mut self) {
        if let Some(process) = self.process.take() {
            process.kill().await;
        }
    }

    /// Starts a stopped or killed server on the same port and data. Does nothing while it runs.
    pub async fn start_again(&mut self) -> Result<(), StartError> {
        if self.is_running() {
            return Ok(());
        }
        let mut command = self.server();
        self.place.log_output(&mut command, LOG)?;
        let run = |source| StartError::Run { program: "postgres", source };
        let process = Process::spawn(command).await.map_err(run)?;
        self.until_ready(&process).await?;
        self.process = Some(process);
        Ok(())
    }

    pub async fn restart(&mut self) -> Result<(), StartError> {
        self.stop().await;
        self.start_again().await
    }

    /// Makes the data directory under another name first, so that an interrupted start leaves nothing half
    /// made.
    async fn create(&self) -> Result<(), StartError> {
        let unfinished = self.place.join("unfinished");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).map_err(StartError::prepare(&unfinished))?;
        }
        let mut initdb = self.account.command(&self.programs.join("initdb"), WhenOrphaned::Kill);
        initdb.arg("--pgdata").arg(&unfinished).arg("--pwfile").arg(self.place.join("password"));
        initdb.args(["--username", OWNER, "--auth", "scram-sha-256", "--no-instructions"]);
        initdb.args(["--encoding", "UTF8", "--locale", "C.UTF-8"]);
        if self.durability == Durability::Relaxed {
            initdb.arg("--no-sync");
        }
        self.finish("initdb", initdb).await?;

        // Single-user mode reads statements from its input: no server, no connection, no password.
        let statement = self.place.write("create.sql", &format!("CREATE DATABASE {OWNER};\n"))?;
        let input = fs::File::open(&statement).map_err(StartError::prepare(&statement))?;
        let mut single = self.account.command(&self.programs.join("postgres"), WhenOrphaned::Kill);
        single.args(["--single", "-D"]).arg(&unfinished).arg("postgres").stdin(input);
        self.finish("postgres --single", single).await?;
        fs::remove_file(&statement).map_err(StartError::prepare(&statement))?;

        fs::rename(&unfinished, self.data()).map_err(StartError::prepare(&unfinished))
    }

    fn server(&self) -> Command {
        let mut command = self.account.command(&self.programs.join("postgres"), WhenOrphaned::Interrupt);
        command.arg("-D").arg(self.data()).args(["-p", &self.port.to_string()]);
        let mut settings = vec![
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            // Six services with a few pools each, and tests that each have a database of their own.
            "max_connections=200",
            "shared_buffers=128MB",
            "timezone=UTC",
            "log_timezone=UTC",
        ];
        if self.durability == Durability::Relaxed {
            settings.extend(["fsync=off", "full_page_writes=off"]);
        }
        for setting in settings {
            command.args(["-c", setting]);
        }
        command
    }

    /// Waits for the state that the server writes into `postmaster.pid`, as `pg_ctl` does.
    async fn until_ready(&self, process: &Process) -> Result<(), StartError> {
        let status_file = self.data().join("postmaster.pid");
        let pid = process.pid().as_raw_nonzero().to_string();
        let ready = async {
            while !fs::read_to_string(&status_file).is_ok_and(|text| reports_ready(&text, &pid)) {
                tokio::time::sleep(GLANCE).await;
            }
        };
        tokio::select! {
            () = ready => Ok(()),
            status = process.ended() => Err(StartError::ended("postgres", status, self.place.last_words(LOG))),
            () = tokio::time::sleep(READY_WITHIN) => Err(StartError::NotReady {
                program: "postgres",
                waited: READY_WITHIN,
                log: self.place.last_words(LOG),
            }),
        }
    }

    /// Runs a program to its end.
    async fn finish(&self, program: &'static str, mut command: Command) -> Result<(), StartError> {
        self.place.log_output(&mut command, LOG)?;
        let process = Process::spawn(command).await.map_err(|source| StartError::Run { program, source })?;
        match process.ended().await {
            Some(status) if status.success() => Ok(()),
            status => Err(StartError::ended(program, status, self.place.last_words(LOG))),
        }
    }

    fn data(&self) -> PathBuf {
        self.place.join("data")
    }
}

/// The first line is the process, the eighth its state.
fn reports_ready(status: &str, pid: &str) -> bool {
    let mut lines = status.lines().map(str::trim);
    lines.next() == Some(pid) && lines.nth(6) == Some("ready")
}
