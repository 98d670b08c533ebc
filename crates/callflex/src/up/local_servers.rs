//! Postgres and RabbitMQ: those that the environment names, else our own.

use std::path::Path;

use anyhow::bail;
use servers::{Durability, Servers, ServersOptions};

use crate::home::{Home, is_set};
use crate::terminal::Step;

pub(crate) enum LocalServers {
    Given,
    Own(Servers),
}

impl LocalServers {
    pub(crate) async fn start_unless_given(home: &Home) -> anyhow::Result<Self> {
        match (is_set("DATABASE_URL"), is_set("AMQP_URL")) {
            (true, true) => return Ok(Self::Given),
            (false, false) => {}
            _ => bail!(
                "set both DATABASE_URL and AMQP_URL to use your own servers, or neither to have them run here"
            ),
        }
        let step = Step::begin("Postgres and RabbitMQ");
        let options = ServersOptions {
            data_dir: home.path().to_path_buf(),
            durability: Durability::Full,
            vhosts: Vec::new(),
            temporary: false,
            compose_file: Path::new("docker-compose.yml").to_path_buf(),
        };
        let servers = Servers::start(&options).await?;
        step.done("running on this machine");
        Ok(Self::Own(servers))
    }

    /// The owner's address of Postgres and the address of RabbitMQ, where they are our own.
    pub(crate) fn urls(&self) -> Option<(&str, &str)> {
        match self {
            Self::Given => None,
            Self::Own(servers) => Some((servers.database_url(), servers.amqp_url())),
        }
    }

    /// Waits until one of our own ends by itself.
    pub(crate) async fn one_ended(&self) -> &'static str {
        match self {
            Self::Given => std::future::pending().await,
            Self::Own(servers) => servers.one_ended().await,
        }
    }

    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        match self {
            Self::Given => Ok(()),
            Self::Own(servers) => Ok(servers.stop().await?),
        }
    }
}
