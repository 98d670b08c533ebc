use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::StartError;

/// As `docker-compose.yml` publishes them.
pub(crate) const DATABASE_URL: &str = "postgres://callflex:callflex@127.0.0.1:5432/callflex";
pub(crate) const AMQP_URL: &str = "amqp://callflex:callflex@127.0.0.1:5672";

const SERVICES: [&str; 2] = ["postgres", "rabbitmq"];

/// Both servers as containers, for a machine that has an engine but not the programs.
pub(crate) struct Containers {
    compose_file: PathBuf,
}

impl Containers {
    pub(crate) async fn start(compose_file: &Path, vhosts: &[String]) -> Result<Self, StartError> {
        let containers = Self { compose_file: compose_file.to_path_buf() };
        containers.compose(&[&["up", "--detach", "--wait"], SERVICES.as_slice()].concat()).await?;
        let control = ["exec", "-T", "rabbitmq", "rabbitmqctl", "--quiet"];
        for vhost in vhosts {
            containers.compose(&[control.as_slice(), &["add_vhost", vhost]].concat()).await?;
            let allow = ["set_permissions", "--vhost", vhost, "callflex", ".*", ".*", ".*"];
            containers.compose(&[control.as_slice(), &allow].concat()).await?;
        }
        Ok(containers)
    }

    pub(crate) async fn stop(self) -> Result<(), StartError> {
        self.compose(&[&["stop"], SERVICES.as_slice()].concat()).await
    }

    async fn compose(&self, arguments: &[&str]) -> Result<(), StartError> {
        let mut command = Command::new("docker");
        command.args(["compose", "--file"]).arg(&self.compose_file).args(arguments);
        let program = "docker compose";
        let output = command.output().await.map_err(|source| StartError::Run { program, source })?;
        if output.status.success() {
            return Ok(());
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
