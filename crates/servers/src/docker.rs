use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::StartError;

const SERVICES: [&str; 2] = ["postgres", "rabbitmq"];

/// Both servers as containers, for a machine that has an engine but not the programs.
pub(crate) struct Containers {
    compose: Compose,
    database_url: String,
    amqp_url: String,
}

impl Containers {
    pub(crate) async fn start(compose_file: &Path, vhosts: &[String]) -> Result<Self, StartError> {
        let compose = Compose { file: compose_file.to_path_buf() };
        compose.run(&[&["up", "--detach", "--wait"], SERVICES.as_slice()].concat()).await?;
        let control = ["exec", "-T", "rabbitmq", "rabbitmqctl", "--quiet"];
        for vhost in vhosts {
            compose.run(&[control.as_slice(), &["add_vhost", vhost]].concat()).await?;
            let allow = ["set_permissions", "--vhost", vhost, "callflex", ".*", ".*", ".*"];
            compose.run(&[control.as_slice(), &allow].concat()).await?;
        }
        let postgres = compose.account_and_address("postgres", "5432").await?;
        let rabbitmq = compose.account_and_address("rabbitmq", "5672").await?;
        Ok(Self {
            compose,
            database_url: format!("postgres://{postgres}/callflex"),
            amqp_url: format!("amqp://{rabbitmq}"),
        })
    }

    pub(crate) fn database_url(&self) -> &str {
        &self.database_url
    }

    pub(crate) fn amqp_url(&self) -> &str {
        &self.amqp_url
    }

    pub(crate) async fn stop(self) -> Result<(), StartError> {
        self.compose.run(&[&["stop"], SERVICES.as_slice()].concat()).await.map(drop)
    }
}

struct Compose {
    file: PathBuf,
}

impl Compose {
    /// `user:password@host:port` of a server: the password that was made for it, the port where it is published.
    async fn account_and_address(&self, service: &str, port: &str) -> Result<String, StartError> {
        let secret = format!("/run/secrets/{service}_password");
        let password = self.run(&["exec", "-T", service, "cat", &secret]).await?;
        let address = self.run(&["port", service, port]).await?;
        Ok(format!("callflex:{}@{}", password.trim(), address.trim()))
    }

    /// Runs a command to its end; what it printed.
    async fn run(&self, arguments: &[&str]) -> Result<String, StartError> {
        let mut command = Command::new("docker");
        command.args(["compose", "--file"]).arg(&self.file).args(arguments);
        let program = "docker compose";
        let output = command.output().await.map_err(|source| StartError::Run { program, source })?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let log = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(StartError::ended(program, Some(output.status), log))
    }
}

/// Whether an engine answers, not only whether the client is installed.
pub(crate) async fn is_available() -> bool {
    let info = Command::new("docker").arg("info").output().await;
    info.is_ok_and(|output| output.status.success())
}
