//! Looks at unassigned webhooks, and releases them to organizations.

use anyhow::Context as _;
use clap::Subcommand;
use db::Role;
use db::webhook_quarantine::{self, Entry};
use domain::{OrganizationId, WebhookId};

use crate::home::Home;
use crate::terminal::print;

/// At most 1,000 webhooks: more are no page for a terminal.
const MAX_SHOWN: i64 = 1_000;

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Quarantine {
    /// Lists what waits to be released, the newest first
    List {
        /// Only those from before this one: whk_… or a UUID
        #[arg(long)]
        before: Option<WebhookId>,
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=MAX_SHOWN))]
        limit: i64,
        /// Also noise, such as speech updates
        #[arg(long)]
        noise: bool,
    },
    /// Shows a webhook with its body
    Show {
        /// whk_… or a UUID
        id: WebhookId,
    },
    /// Releases a webhook to an organization, as if it had come to it
    Release {
        /// whk_… or a UUID
        id: WebhookId,
        #[arg(long)]
        organization: OrganizationId,
        /// Who decides it
        #[arg(long, env = "USER", default_value = "the command line")]
        by: String,
    },
}

pub(crate) async fn run(command: Quarantine) -> anyhow::Result<()> {
    let (_, db) = Home::here().database("callflex quarantine", &[Role::Identity]).await?;
    let tx = db.identity().await?;
    match command {
        Quarantine::List { before, limit, noise } => {
            let found = if noise {
                webhook_quarantine::list_with_noise(&tx, before, limit).await?
            } else {
                webhook_quarantine::list(&tx, before, limit).await?
            };
            for entry in &found {
                print(line(entry));
            }
            if found.is_empty() {
                print("Nothing waits in quarantine.");
            }
        }
        Quarantine::Show { id } => {
            let found = webhook_quarantine::find(&tx, id).await?;
            print(shown(&found.context("there is no such webhook in quarantine")?));
        }
        Quarantine::Release { id, organization, by } => {
            webhooks::release(&tx, id, organization, &by).await?;
            tx.commit().await?;
            print(format!("Released {id} to {organization}."));
        }
    }
    Ok(())
}

fn line(entry: &Entry) -> String {
    let webhook = &entry.quarantined;
    let candidates = candidates(&webhook.candidates);
    let (at, id) = (webhook.received_at.format("%Y-%m-%d %H:%M:%S"), webhook.id);
    format!("{at}  {id}  {:<13}  {} {}  {candidates}", webhook.reason, webhook.provider, webhook.kind)
}

fn shown(entry: &Entry) -> String {
    let webhook = &entry.quarantined;
    let connection = match (webhook.connection, entry.connection_organization) {
        (None, _) => "the installation's own".to_owned(),
        (Some(connection), None) => format!("{connection}, which is no more"),
        (Some(connection), Some(organization)) => format!("{connection} of {organization}"),
    };
    let released = match &entry.release {
        None => "no".to_owned(),
        Some(release) => format!("to {} by {} on {}", release.to, release.by, release.at.to_rfc3339()),
    };
    let body = vapi::redacted_body_from(&webhook.provider, &webhook.body);
    let rows = [
        ("id", webhook.id.to_string()),
        ("received", webhook.received_at.to_rfc3339()),
        ("provider", webhook.provider.clone()),
        ("type", webhook.kind.clone()),
        ("reason", webhook.reason.to_string()),
        ("points at", candidates(&webhook.candidates)),
        ("verified by", format!("{}, secret: {connection}", webhook.verification)),
        ("trace", webhook.trace_id.clone().unwrap_or_else(|| "-".to_owned())),
        ("released", released),
        ("body", String::from_utf8_lossy(&body).into_owned()),
    ];
    rows.map(|(name, value)| format!("{name:<13} {value}")).join("\n")
}

fn candidates(candidates: &[OrganizationId]) -> String {
    match candidates {
        [] => "none".to_owned(),
        some => some.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use db::webhook_quarantine::{Quarantined, Release};
    use domain::{ConnectionId, QuarantineReason};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_entry_shows_whose_it_may_be_and_what_became_of_it() {
        let acme = OrganizationId(Uuid::from_u128(1));
        let at = "2026-11-20T16:00:10Z".parse().unwrap();
        let entry = Entry {
            quarantined: Quarantined {
                id: WebhookId(Uuid::from_u128(7)),
                provider: "vapi".to_owned(),
                kind: "hang".to_owned(),
                reason: QuarantineReason::Contradictory,
                candidates: vec![acme],
                connection: Some(ConnectionId(Uuid::from_u128(2))),
                verification: "bearer".to_owned(),
                content_type: "application/json".to_owned(),
                body: b"{}".to_vec(),
                trace_id: None,
                received_at: at,
            },
            connection_organization: Some(acme),
            release: Some(Release { at, to: acme, by: "ops@callflex.example".to_owned() }),
        };
        assert_eq!(
            line(&entry),
            format!("2026-11-20 16:00:10  {}  contradictory  vapi hang  {acme}", entry.quarantined.id)
        );
        let shown = shown(&entry);
        assert!(shown.contains(&format!("points at     {acme}\n")), "{shown}");
        assert!(
            shown.contains(&format!("released      to {acme} by ops@callflex.example on 2026")),
            "{shown}"
        );
        assert!(shown.ends_with("body          {}"), "{shown}");
    }
}
