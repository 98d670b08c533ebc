//! What each service is, and the whole of its `main`.

use anyhow::bail;
use db::Role;
use runtime::settings::Settings;
use runtime::{probe, telemetry};
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

/// Runs a service until a signal stops it. With the argument `health` it asks the one that runs beside it whether
/// it is ready.
pub async fn main<S: Service>() -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    match arguments.as_slice() {
        [] => run::<S>(&settings).await,
        [only] if only == "health" => {
            Ok(probe::ask_readiness(settings.value(&management_of(S::NAME))?).await?)
        }
        _ => bail!("{} takes no argument but `health`", S::NAME),
    }
}

/// The setting of a service's management address.
fn management_of(service: &str) -> String {
    format!("{}.management_bind", service.replace('-', "_"))
}

/// Starts telemetry, prepares the resources, and runs the service.
async fn run<S: Service>(settings: &Settings) -> anyhow::Result<()> {
    let _telemetry = telemetry::init(S::NAME, &settings.telemetry)?;
    if settings.database.roles_are_derived() {
        warn!(
            "The roles' addresses are made from DATABASE_URL: set those of its roles in its place in production"
        );
    }
    let resources = Resources::prepare(settings, S::NAME, S::ROLES).await?;
    let worker = build::<S>(settings, &resources)?;
    let outcome = runtime::until_stopped(settings.shutdown.deadline, |shutdown| worker.run(shutdown)).await;
    resources.bus.close().await;
    resources.db.close().await;
    Ok(outcome?)
}
