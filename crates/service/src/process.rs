//! The whole of a service's `main`.

use std::error::Error;

use runtime::settings::Settings;
use runtime::telemetry;
use tokio_util::sync::CancellationToken;

use crate::Resources;

type Failure = Box<dyn Error + Send + Sync>;

/// Loads the settings, starts telemetry, prepares the resources, and runs a service until it is told to stop.
pub async fn run<S, R>(
    name: &'static str,
    build: impl AsyncFnOnce(&Settings, Resources) -> Result<S, Failure>,
    serve: impl FnOnce(S, CancellationToken) -> R,
) -> Result<(), Failure>
where
    R: Future<Output = Result<(), Failure>>,
{
    let settings = Settings::load()?;
    let _telemetry = telemetry::init(name, &settings.telemetry)?;
    let resources = Resources::prepare(&settings, name).await?;
    let service = build(&settings, resources.clone()).await?;
    let served =
        runtime::until_stopped(settings.shutdown.deadline, |shutdown| serve(service, shutdown)).await;
    resources.bus.close().await;
    resources.db.close().await;
    Ok(served?)
}
