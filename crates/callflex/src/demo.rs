//! Calls to look at.

use std::time::Duration;

use anyhow::{Context as _, bail};
use db::Db;
use db::overview::{self, Overview};
use domain::OrganizationId;
use indicatif::{ProgressBar, ProgressStyle};
use reqwest::Client;
use serde_json::{Value, json};

use crate::arguments::Demo;
use crate::home::{DemoFile, Home};
use crate::terminal::{print, table};

/// Two minutes for the slowest consequence of a call: then the table is printed without it.
const PATIENCE: Duration = Duration::from_mins(2);

const LOOK_EVERY: Duration = Duration::from_millis(200);

/// The questions that callers waited for, as Vapi sees them.
pub(crate) struct Played {
    questions: u64,
    slowest_ms: u64,
}

/// Plays calls into a running `up`.
pub(crate) async fn demo(options: Demo) -> anyhow::Result<()> {
    let home = Home::here();
    let demo = home.demo()?.context("nothing is running here: start it with `make up` first")?;
    let (_, db) = home.database("callflex demo", &[]).await?;
    let organization = demo.organization_id.parse()?;
    let before = look(&db, organization).await?;
    let played = play(&demo, &options, before).await?;
    let after = settled(&db, organization, before.final_calls + i64::try_from(options.calls)?).await?;
    print(shown(before, after, &played));
    Ok(())
}

/// Asks the sandbox to play, and waits until it has. Without a seed every run has calls of its own.
pub(crate) async fn play(demo: &DemoFile, options: &Demo, before: Overview) -> anyhow::Result<Played> {
    let http = runtime::http::client(Duration::from_secs(30))?;
    let pace = if options.faster == 0 { json!("immediate") } else { json!({"compressed": options.faster}) };
    let request = json!({
        "count": options.calls,
        "seed": options.seed.map_or(before.calls + 1, u64::cast_signed),
        "target": {
            "url": format!("{}/api/webhooks/vapi/{}", demo.ingest_url, demo.organization_id),
            "secret": demo.vapi_webhook_secret,
        },
        "options": {"pace": pace, "concurrency": options.concurrency, "reports_only": options.reports_only,
                    "backoff": {"max_retries": 5, "base_delay_seconds": 1.0}},
    });
    let begun = http
        .post(format!("{}/_sandbox/play", demo.sandbox_url))
        .json(&request)
        .send()
        .await
        .context("could not reach the sandbox: is `make up` running?")?
        .error_for_status()?
        .json::<Value>()
        .await?;
    let id = begun.get("id").cloned().context("the sandbox did not name the play it began")?;
    let report = finished(&http, demo, &id).await?;
    let count = |name: &str| report.pointer(&format!("/report/{name}")).and_then(Value::as_u64).unwrap_or(0);
    let failed = count("failed");
    if failed > 0 {
        print(format!(
            "  {failed} deliveries were not accepted: see {}/_sandbox/deliveries",
            demo.sandbox_url
        ));
    }
    Ok(Played {
        questions: count("tool_calls") + count("assistant_requests"),
        slowest_ms: count("slowest_answer_ms"),
    })
}

async fn finished(http: &Client, demo: &DemoFile, id: &Value) -> anyhow::Result<Value> {
    loop {
        let plays: Value = http
            .get(format!("{}/_sandbox/play", demo.sandbox_url))
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        let found = plays.as_array().into_iter().flatten().find(|play| play.get("id") == Some(id));
        let Some(play) = found else { bail!("the sandbox has forgotten the play it began") };
        match play.get("state").and_then(Value::as_str) {
            Some("playing") => tokio::time::sleep(LOOK_EVERY).await,
            Some("failed") => bail!("the sandbox could not play: {play}"),
            _ => return Ok(play.clone()),
        }
    }
}

/// Waits until `final_calls` calls are recorded, with everything that follows from them.
pub(crate) async fn settled(
    db: &Db,
    organization: OrganizationId,
    final_calls: i64,
) -> anyhow::Result<Overview> {
    let bar = ProgressBar::new(final_calls.unsigned_abs());
    if let Ok(style) = ProgressStyle::with_template("  {bar:30} {pos}/{len} calls {msg}") {
        bar.set_style(style);
    }
    let mut seen = look(db, organization).await?;
    let wait = async {
        loop {
            bar.set_position(seen.final_calls.unsigned_abs());
            bar.set_message(format!("{} SMS, {} e-mails", seen.sms_sent, seen.emails_sent));
            if is_settled(&seen, final_calls) {
                return anyhow::Ok(seen);
            }
            tokio::time::sleep(LOOK_EVERY).await;
            seen = look(db, organization).await?;
        }
    };
    let settled = tokio::time::timeout(PATIENCE, wait).await;
    bar.finish_and_clear();
    if let Ok(overview) = settled {
        overview
    } else {
        print("  Some consequences are still on their way:");
        look(db, organization).await
    }
}

fn is_settled(seen: &Overview, final_calls: i64) -> bool {
    seen.final_calls >= final_calls
        && seen.usage_records >= final_calls
        && seen.notifications_open == 0
        && seen.summaries_done >= final_calls * 2
}

pub(crate) async fn look(db: &Db, organization: OrganizationId) -> anyhow::Result<Overview> {
    let tx = db.tenant(organization).await?;
    let overview = overview::own(&tx).await?;
    tx.commit().await?;
    Ok(overview)
}

pub(crate) fn shown(before: Overview, overview: Overview, played: &Played) -> String {
    // Without those whose caller heard a fallback.
    let answered = overview.questions_answered - before.questions_answered;
    let minutes = format!("{}:{:02}", overview.usage_seconds / 60, overview.usage_seconds % 60);
    let dollars =
        format!("{}.{:04}", overview.cost_micros / 1_000_000, overview.cost_micros % 1_000_000 / 100);
    table(&[
        ("calls", overview.final_calls.to_string()),
        ("with a transcript", overview.calls_with_transcript.to_string()),
        ("contacts", overview.contacts.to_string()),
        ("leads", overview.leads.to_string()),
        ("SMS sent", overview.sms_sent.to_string()),
        ("e-mails sent", overview.emails_sent.to_string()),
        ("in doubt or failed", (overview.sms_in_doubt + overview.notifications_failed).to_string()),
        ("minutes", minutes),
        ("cost at Vapi, US$", dollars),
        ("webhooks archived", overview.webhooks_archived.to_string()),
        ("live questions answered", format!("{answered} of {}", played.questions)),
        ("slowest answer, ms", played.slowest_ms.to_string()),
    ])
}
