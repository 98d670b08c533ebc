//! A Postgres and a RabbitMQ of the bench's own, with all that makes them durable.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use servers::{Postgres, PostgresOptions, RabbitMq, RabbitMqOptions};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::table::print_progress;

pub(crate) struct Servers {
    pub(crate) postgres: Postgres,
    pub(crate) rabbitmq: RabbitMq,
    folder: Folder,
}

impl Servers {
    /// Starts them, with a virtual host for each stage.
    pub(crate) async fn start(stages: &[&str]) -> anyhow::Result<Self> {
        print_progress("starting Postgres and RabbitMQ");
        let folder = Folder::create()?;
        let postgres = PostgresOptions { temporary: true, ..PostgresOptions::new(folder.0.join("postgres")) };
        let rabbitmq = RabbitMqOptions {
            vhosts: stages.iter().map(|stage| (*stage).to_owned()).collect(),
            temporary: true,
            ..RabbitMqOptions::new(folder.0.join("rabbitmq"))
        };
        let (postgres, rabbitmq) = tokio::try_join!(Postgres::start(&postgres), RabbitMq::start(&rabbitmq))
            .context("could not start the servers")?;
        Ok(Self { postgres, rabbitmq, folder })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder.0
    }

    /// Makes a database of that name, and gives its address.
    pub(super) async fn create_database(&self, name: &str) -> anyhow::Result<String> {
        let mut owner = PgConnection::connect(self.postgres.url()).await?;
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(create).execute(&mut owner).await.context("could not make a database")?;
        owner.close().await?;
        let (server, _) = self.postgres.url().rsplit_once('/').context("could not read Postgres' address")?;
        Ok(format!("{server}/{name}"))
    }
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
