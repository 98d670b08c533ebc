//! Imports the calls of a range of time from Vapi.

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressStyle};
use runtime::clock;
use vapi::VapiSettings;
use vapi_sync::{Import, LIST_TIMEOUT, Progress};

use crate::arguments::Sync;
use crate::home::Home;
use crate::terminal::print;

/// Of the progress bar, which counts thousandths of the range.
const WHOLE: f64 = 1000.0;

pub(crate) async fn sync(options: Sync) -> anyhow::Result<()> {
    let (settings, db) = Home::here().database("callflex sync", &[]).await?;
    let seal_key = service::seal_key(&settings)?;
    let vapi: VapiSettings = settings.section()?;
    let accounts = vapi_sync::accounts(&db, &seal_key, options.organization).await?;
    if accounts.is_empty() {
        bail!("{} has no Vapi connection with an API key: add one first", options.organization);
    }
    let http = runtime::http::client(LIST_TIMEOUT)?;
    let to = options.to.unwrap_or_else(clock::now);
    for account in accounts {
        let label = account.label.clone();
        let bar = bar(&label);
        let base_url = vapi.base_url.clone();
        let import = Import::new(db.clone(), http.clone(), base_url, account, vapi.requests_interval);
        let progress =
            import.run(options.from, to, |progress| show(&bar, progress)).await.with_context(|| {
                format!("could not import the calls of the connection '{label}'; run it again to go on")
            })?;
        bar.finish();
        report(&progress);
    }
    Ok(())
}

fn bar(label: &str) -> ProgressBar {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a constant")]
    let bar = ProgressBar::new(WHOLE as u64);
    if let Ok(style) = ProgressStyle::with_template("{prefix} [{bar:40}] {percent}% {elapsed} {msg}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_prefix(label.to_owned());
    bar
}

fn show(bar: &ProgressBar, progress: &Progress) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and WHOLE")]
    bar.set_position((progress.done * WHOLE) as u64);
    bar.set_message(format!(
        "{} calls: {} new, {} updated, {} the same, {} failed",
        progress.fetched, progress.added, progress.updated, progress.unchanged, progress.failed
    ));
}

fn report(progress: &Progress) {
    print(format!(
        "{} calls in {} requests: {} new, {} updated, {} the same, {} failed.",
        progress.fetched,
        progress.requests,
        progress.added,
        progress.updated,
        progress.unchanged,
        progress.failed
    ));
    if let Some(failure) = &progress.last_failure {
        print(format!("The last that failed: {failure}"));
    }
    for moment in &progress.overfull {
        print(format!("Vapi has more calls at {moment} than it shows at once: some of them may be missing."));
    }
}
