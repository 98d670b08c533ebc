//! What a process holds once, whatever runs in it.

use std::time::Duration;

use bus::{Bus, BusSettings};
use db::{ConnectError, Db, DbSettings, Role, SealError, SealKey};
use outbox::RelaySettings;
use runtime::health::Check;
use runtime::settings::{Database, Settings, SettingsError};
use runtime::{Health, error_chain};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::zone_data::with_zone_data;

/// 1 s before Postgres is asked again while it is down.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// The pools of the roles that the process uses, and the bus. Cheap to clone.
#[derive(Clone)]
pub struct Resources {
    pub db: Db,
    pub bus: Bus,
}

#[derive(Debug, thiserror::Error)]
pub enum ResourcesError {
    #[error("could not read the settings")]
    Settings(#[from] SettingsError),
    #[error("could not use the database")]
    Database(#[from] ConnectError),
    #[error("could not use the bus")]
    Bus(#[from] bus::ConnectError),
    #[error("could not use the keys that seal secrets")]
    Seal(#[from] SealError),
}

impl Resources {
    /// Prepares both; neither has to be there yet. `name` is how the process appears to them, `roles` what it is
    /// in Postgres beside `callflex_app`.
    pub async fn prepare(settings: &Settings, name: &str, roles: &[Role]) -> Result<Self, ResourcesError> {
        runtime::http::install_tls();
        let db = Db::connect_lazily(&db_settings(settings, name, roles)?).await?;
        let bus = Bus::start(bus_settings(settings, name)?)?;
        Ok(Self { db, bus })
    }

    /// The same for work that is only these roles, and `callflex_app`.
    #[must_use]
    pub fn only(&self, roles: &[Role]) -> Self {
        Self { db: self.db.only(roles), bus: self.bus.clone() }
    }

    /// Both are needed.
    pub fn health(&self) -> Health {
        with_zone_data(Health::new().requires(self.postgres()).requires(self.rabbitmq()))
    }

    pub fn postgres(&self) -> Check {
        let db = self.db.clone();
        Check::new("postgres", move || {
            let db = db.clone();
            async move { db.ping().await }
        })
    }

    pub fn rabbitmq(&self) -> Check {
        let bus = self.bus.clone();
        Check::new("rabbitmq", move || {
            let up = bus.is_up();
            async move { if up { Ok(()) } else { Err("there is no connection") } }
        })
    }

    /// Waits for Postgres; an error when a role may do more than it is for.
    pub async fn check_roles(&self, shutdown: &CancellationToken) -> Result<(), ConnectError> {
        let mut warned = false;
        loop {
            match self.db.check_roles().await {
                Ok(()) => return Ok(()),
                Err(error @ ConnectError::Role { .. }) => return Err(error),
                Err(error) if !warned => {
                    warn!(error = error_chain(&error), "Waiting for Postgres");
                    warned = true;
                }
                Err(_) => {}
            }
            tokio::select! {
                () = tokio::time::sleep(ASK_AGAIN) => {}
                () = shutdown.cancelled() => return Ok(()),
            }
        }
    }
}

/// The key that seals secrets, with those from before that open them.
pub fn seal_key(settings: &Settings) -> Result<SealKey, ResourcesError> {
    let security = &settings.security;
    Ok(SealKey::new(security.seal_key()?)?.with_previous(security.seal_keys_previous())?)
}

/// What the relay of events needs.
pub fn relay_settings(settings: &Settings) -> Result<RelaySettings, SettingsError> {
    Ok(RelaySettings {
        system_url: settings.database.system_url()?,
        statement_timeout: settings.database.statement_timeout,
    })
}

/// What the pools of a process need; `name` is how it appears to Postgres, `roles` what it is there beside
/// `callflex_app`.
pub fn db_settings(settings: &Settings, name: &str, roles: &[Role]) -> Result<DbSettings, SettingsError> {
    let database = &settings.database;
    let url = |role, shown: fn(&Database) -> Result<_, _>| {
        roles.contains(&role).then(|| shown(database)).transpose()
    };
    Ok(DbSettings {
        app_url: database.app_url()?,
        system_url: url(Role::System, Database::system_url)?,
        identity_url: url(Role::Identity, Database::identity_url)?,
        retention_url: url(Role::Retention, Database::retention_url)?,
        min_connections: database.min_connections,
        max_connections: database.max_connections.get(),
        connect_timeout: database.connect_timeout,
        acquire_timeout: database.acquire_timeout,
        statement_timeout: database.statement_timeout,
        application_name: name.to_owned(),
    })
}

fn bus_settings(settings: &Settings, name: &str) -> Result<BusSettings, SettingsError> {
    Ok(BusSettings {
        url: settings.bus.url()?.clone(),
        ladder: settings.bus.retry_ladder.clone(),
        connection_name: name.to_owned(),
        publish_timeout: settings.bus.publish_timeout,
    })
}
