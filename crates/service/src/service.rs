//! What each service is, and the whole of its `main`.

use db::Role;
use runtime::settings::Settings;
use runtime::telemetry;
use tracing::warn;

use crate::{Resources, Worker};

/// One of the services: its name, and how it is put together.
pub trait Service {
    /// As it appears in logs, traces and messages. Its queues begin with it.
    const NAME: &'static str;

    /// What it is in Postgres beside `callflex_app`.
    const ROLES: &'static [Role] = &[];

    /// Opens its addresses and prepares to work. Postgres and RabbitMQ may still be unavailable.
    fn build(settings: &Settings, resources: Resources) -> anyhow::Result<Worker>;
}

/// Puts a service together that has, of what its process holds, what it uses.
pub fn build<S: Service>(settings: &Settings, resources: &Resources) -> anyhow::Result<Worker> {
    S::build(settings, resources.only(S::ROLES))
}

/// Loads the settings, starts telemetry, prepares the resources, and runs a service until a signal stops it.
pub async fn main<S: Service>() -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let _telemetry = telemetry::init(S::NAME, &settings.telemetry)?;
    if settings.database.roles_are_derived() {
        warn!(
            "The roles' addresses are made from DATABASE_URL: set those of its roles in its place in production"
        );
    }
    let resources = Resources::prepare(&settings, S::NAME, S::ROLES).await?;
    let worker = build::<S>(&settings, &resources)?;
    let outcome = runtime::until_stopped(settings.shutdown.deadline, |shutdown| worker.run(shutdown)).await;
    resources.bus.close().await;
    resources.db.close().await;
    Ok(outcome?)
}
