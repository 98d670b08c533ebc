//! What failed for good.

use std::time::Duration;

use anyhow::Context as _;
use bus::{DeadLetter, Pick};
use contracts::webhooks::WebhookReceived;
use contracts::{DecodeError, Incoming as _, Name as _};
use db::Role;
use serde_json::Value;
use service::{Resources, dead_letters};

use crate::arguments::DeadLetters;
use crate::home::Home;
use crate::terminal::print;

const CONNECT_DEADLINE: Duration = Duration::from_secs(10);

pub(crate) async fn run(command: DeadLetters) -> anyhow::Result<()> {
    let resources =
        Resources::prepare(&Home::here().settings()?, "callflex dead-letters", &[Role::System]).await?;
    let done = handle(&resources, command).await;
    resources.bus.close().await;
    resources.db.close().await;
    done
}

async fn handle(resources: &Resources, command: DeadLetters) -> anyhow::Result<()> {
    resources.db.check_roles().await?;
    tokio::time::timeout(CONNECT_DEADLINE, resources.bus.until_up())
        .await
        .context("could not reach RabbitMQ: `callflex doctor` shows more")?;
    match command {
        DeadLetters::List => list(resources).await?,
        DeadLetters::Show { queue, limit } => show(resources, &queue, limit).await?,
        DeadLetters::Retry { queue, id } => {
            let moved = dead_letters::retry(resources, &queue, id.map_or(Pick::All, Pick::One)).await?;
            print(format!("Put {moved} messages back into {queue}."));
        }
    }
    Ok(())
}

async fn list(resources: &Resources) -> anyhow::Result<()> {
    for (queue, count) in dead_letters::count(resources).await? {
        print(format!("{count:>6}  {queue}"));
    }
    Ok(())
}

async fn show(resources: &Resources, queue: &str, limit: u32) -> anyhow::Result<()> {
    let letters = dead_letters::peek(resources, queue, limit).await?;
    if letters.is_empty() {
        print(format!("{queue} has no dead letters."));
    }
    for letter in letters {
        print(shown(&letter));
    }
    Ok(())
}

fn shown(letter: &DeadLetter) -> String {
    let text = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let name = letter.name.clone().unwrap_or_default();
    let body = match described(&name, &letter.body) {
        Some(Ok(json)) => json.to_string(),
        Some(Err(error)) => format!("unreadable: {error} ({} bytes)", letter.body.len()),
        None => format!("{} bytes of an unknown type", letter.body.len()),
    };
    format!(
        "id            {}\ntype          {name}\nreason        {}\nattempts      {}\nfailed at     {}\norganization  {}\ntrace         {}\nbody          {body}\n",
        text(letter.message_id.map(|id| id.to_string())),
        letter.reason,
        letter.attempts,
        text(letter.failed_at.map(|at| at.to_rfc3339())),
        text(letter.organization.map(|organization| organization.to_string())),
        text(letter.traceparent.clone()),
    )
}

/// A message as people read it. In its queue it keeps its bytes, but a webhook's secrets are not shown.
fn described(name: &str, body: &[u8]) -> Option<Result<Value, DecodeError>> {
    if name == WebhookReceived::full_name() {
        return Some(webhook(name, body));
    }
    contracts::describe(name, body)
}

fn webhook(name: &str, body: &[u8]) -> Result<Value, DecodeError> {
    let received = WebhookReceived::decode(name, body)?;
    let body = vapi::redacted_body_from(&received.provider, &received.body);
    let shown = WebhookReceived { body: body.into(), ..received };
    serde_json::to_value(shown).map_err(|source| DecodeError::Json { name: name.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use bus::Payload;

    use super::*;

    #[test]
    fn a_dead_webhook_is_shown_without_its_secrets() {
        let body =
            br#"{"message": {"call": {"monitor": {"controlUrl": "https://x/control"}}, "cost": 0.10}}"#;
        let webhook = WebhookReceived {
            provider: "vapi".to_owned(),
            body: body.to_vec().into(),
            ..WebhookReceived::default()
        };
        let sent = Payload::of(&webhook);
        let shown = described(&sent.name, &sent.body).unwrap().unwrap();
        let kept = br#"{"message": {"call": {"monitor": {"controlUrl": "[redacted]"}}, "cost": 0.10}}"#;
        assert_eq!((&shown["provider"], &shown["body"]), (&"vapi".into(), &STANDARD.encode(kept).into()));
        assert!(described(&sent.name, b"\xff").unwrap().is_err());
        assert!(described("of another", &sent.body).is_none());
    }
}
