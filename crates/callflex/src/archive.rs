//! Looks into the archive of webhooks.

use anyhow::{Context as _, bail};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use clap::{Args, Subcommand};
use db::webhook_events::{self, ArchiveFilter, Archived};
use domain::{OrganizationId, WebhookId};

use crate::home::Home;
use crate::terminal::print;
use crate::values::{first_moment, last_moment};

/// At most 1,000 webhooks: more are no page for a terminal.
const MAX_SHOWN: u64 = 1_000;

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Archive {
    /// Lists archived webhooks, the newest first
    Search(Search),
    /// Prints a webhook's body as it is kept, without its secrets
    Show {
        /// whk_… or a UUID
        id: WebhookId,
        #[arg(long)]
        organization: OrganizationId,
    },
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Search {
    /// Whose: org_… or a UUID
    #[arg(long)]
    organization: OrganizationId,
    /// vapi, stripe, twilio or an integration
    #[arg(long)]
    provider: Option<String>,
    /// The sender's own word, such as end-of-call-report
    #[arg(long = "type")]
    kind: Option<String>,
    /// Vapi's id of a call
    #[arg(long)]
    call: Option<String>,
    #[arg(long)]
    trace: Option<String>,
    /// The first day (2026-11-01) or moment (2026-11-01T09:30:00Z), UTC
    #[arg(long, value_parser = first_moment)]
    from: Option<DateTime<Utc>>,
    /// The last day or moment, included
    #[arg(long, value_parser = last_moment)]
    to: Option<DateTime<Utc>>,
    /// In the body, to the letter; every body that is left is read, so narrow the time as well
    #[arg(long)]
    text: Option<String>,
    /// Shows speech updates and the like as well
    #[arg(long)]
    noise: bool,
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=MAX_SHOWN))]
    limit: u64,
}

pub(crate) async fn run(command: Archive) -> anyhow::Result<()> {
    match command {
        Archive::Search(search) => list(search).await,
        Archive::Show { id, organization } => show(organization, id).await,
    }
}

async fn list(search: Search) -> anyhow::Result<()> {
    let (_, db) = Home::here().database("callflex archive", &[]).await?;
    let limit = search.limit;
    let tx = db.tenant(search.organization).await?;
    let found = webhook_events::search(&tx, &search.into(), None, limit).await?;
    tx.commit().await?;
    for line in aligned(&found.iter().map(cells).collect::<Vec<_>>()) {
        print(line);
    }
    if found.is_empty() {
        print("The archive has no such webhook.");
    }
    Ok(())
}

async fn show(organization: OrganizationId, id: WebhookId) -> anyhow::Result<()> {
    let (_, db) = Home::here().database("callflex archive", &[]).await?;
    let tx = db.tenant(organization).await?;
    let found = webhook_events::find(&tx, id).await?;
    tx.commit().await?;
    let found = found.with_context(|| format!("the archive of {organization} has no {id}"))?;
    match String::from_utf8(vapi::redacted_body_from(&found.provider, &found.body)) {
        Ok(body) => print(body),
        Err(error) => bail!("the body is no text, but {} bytes", error.as_bytes().len()),
    }
    Ok(())
}

impl From<Search> for ArchiveFilter {
    fn from(search: Search) -> Self {
        Self {
            provider: search.provider,
            kind: search.kind,
            vapi_call_id: search.call,
            trace_id: search.trace,
            since: search.from,
            // The filter's end is not included, and Vapi's times are milliseconds.
            until: search.to.map(|last| last + TimeDelta::milliseconds(1)),
            text: search.text,
            with_noise: search.noise,
        }
    }
}

fn cells(webhook: &Archived) -> [String; 9] {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    [
        webhook.received_at.to_rfc3339_opts(SecondsFormat::Millis, true),
        webhook.id.to_string(),
        webhook.provider.clone(),
        webhook.kind.clone(),
        or_none(&webhook.vapi_call_id),
        webhook.verification.clone(),
        format!("{} bytes", webhook.body_bytes),
        or_none(&webhook.trace_id),
        or_none(&webhook.outcome),
    ]
}

/// Lines whose columns begin below one another.
fn aligned(rows: &[[String; 9]]) -> Vec<String> {
    let mut widths = [0; 9];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |row: &[String; 9]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}  "));
        cells.collect::<String>().trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
