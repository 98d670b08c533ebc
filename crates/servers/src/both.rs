use std::path::PathBuf;

use crate::docker::Containers;
use crate::{Durability, Postgres, PostgresOptions, RabbitMq, RabbitMqOptions, StartError, binaries, docker};

#[derive(Clone, Debug)]
pub struct ServersOptions {
    /// Holds `postgres` and `rabbitmq`.
    pub data_dir: PathBuf,
    pub durability: Durability,
    /// Virtual hosts beside `/`.
    pub vhosts: Vec<String>,
    /// Whether the data is deleted with the value. Docker's volumes stay.
    pub temporary: bool,
    /// What a Docker engine runs when this machine lacks the programs.
    pub compose_file: PathBuf,
}

/// A Postgres and a RabbitMQ, on this machine where it has their programs, else in Docker.
pub struct Servers {
    database_url: String,
    amqp_url: String,
    engine: Engine,
}

enum Engine {
    Machine { postgres: Box<Postgres>, rabbitmq: Box<RabbitMq> },
    Docker(Containers),
}

impl Servers {
    pub async fn start(options: &ServersOptions) -> Result<Self, StartError> {
        let installed = [binaries::postgres(), binaries::rabbitmq(), binaries::setpriv()];
        if installed.iter().all(Option::is_some) {
            return Self::start_on_machine(options).await;
        }
        if !docker::is_available().await {
            return Err(StartError::NothingToRun);
        }
        let containers = Containers::start(&options.compose_file, &options.vhosts).await?;
        Ok(Self {
            database_url: containers.database_url().to_owned(),
            amqp_url: containers.amqp_url().to_owned(),
            engine: Engine::Docker(containers),
        })
    }

    /// The owner's: a superuser that migrations run as.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// Without a virtual host, which then is `/`.
    pub fn amqp_url(&self) -> &str {
        &self.amqp_url
    }

    /// Waits until one of the two ends without being asked to, and returns its name. Containers are Docker's
    /// to watch.
    pub async fn one_ended(&self) -> &'static str {
        match &self.engine {
            Engine::Machine { postgres, rabbitmq } => tokio::select! {
                () = postgres.ended() => "Postgres",
                () = rabbitmq.ended() => "RabbitMQ",
            },
            Engine::Docker(_) => std::future::pending().await,
        }
    }

    pub async fn stop(self) -> Result<(), StartError> {
        match self.engine {
            Engine::Machine { mut postgres, mut rabbitmq } => {
                tokio::join!(postgres.stop(), rabbitmq.stop());
                Ok(())
            }
            Engine::Docker(containers) => containers.stop().await,
        }
    }

    async fn start_on_machine(options: &ServersOptions) -> Result<Self, StartError> {
        let postgres = PostgresOptions {
            durability: options.durability,
            temporary: options.temporary,
            ..PostgresOptions::new(options.data_dir.join("postgres"))
        };
        let rabbitmq = RabbitMqOptions {
            vhosts: options.vhosts.clone(),
            temporary: options.temporary,
            ..RabbitMqOptions::new(options.data_dir.join("rabbitmq"))
        };
        let (postgres, rabbitmq) = tokio::try_join!(Postgres::start(&postgres), RabbitMq::start(&rabbitmq))?;
        Ok(Self {
            database_url: postgres.url().to_owned(),
            amqp_url: rabbitmq.server_url().to_owned(),
            engine: Engine::Machine { postgres: Box::new(postgres), rabbitmq: Box::new(rabbitmq) },
        })
    }
}
