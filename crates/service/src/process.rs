//! The whole of a service's `main`.

use runtime::settings::Settings;
use runtime::telemetry;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::Resources;

/// Loads the settings, starts telemetry, prepares the resources, and runs a service until a signal stops it.
pub async fn run<S, R>(
    name: &'static str,
    build: impl AsyncFnOnce(&Settings, Resources) -> anyhow::Result<S>,
    serve: impl FnOnce(S, CancellationToken) -> R,
) -> anyhow::Result<()>
where
    R: Future<Output = anyhow::Result<()>>,
{
    let settings = Settings::load()?;
    let _telemetry = telemetry::init(name, &settings.telemetry)?;
    if settings.database.roles_are_derived() {
        warn!(
            "The roles' addresses are made from DATABASE_URL: set DATABASE_APP_URL and DATABASE_SYSTEM_URL in production"
        );
    }
    let resources = Resources::prepare(&settings, name).await?;
    let service = build(&settings, resources.clone()).await?;
    let served =
        runtime::until_stopped(settings.shutdown.deadline, |shutdown| serve(service, shutdown)).await;
    resources.bus.close().await;
    resources.db.close().await;
    Ok(served?)
}
