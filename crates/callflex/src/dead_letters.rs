//! What failed for good.

use std::time::Duration;

use anyhow::Context as _;
use bus::{Bus, DeadLetter, Pick};
use service::Resources;

use crate::arguments::DeadLetters;
use crate::home::Home;
use crate::terminal::print;

const CONNECT_DEADLINE: Duration = Duration::from_secs(10);

pub(crate) async fn run(command: DeadLetters) -> anyhow::Result<()> {
    let resources = Resources::prepare(&Home::here().settings()?, "callflex dead-letters").await?;
    let done = handle(&resources.bus, command).await;
    resources.bus.close().await;
    done
}

async fn handle(bus: &Bus, command: DeadLetters) -> anyhow::Result<()> {
    tokio::time::timeout(CONNECT_DEADLINE, bus.until_up())
        .await
        .context("could not reach RabbitMQ: `callflex doctor` shows more")?;
    match command {
        DeadLetters::List => list(bus).await?,
        DeadLetters::Show { queue, limit } => show(bus, &queue, limit).await?,
        DeadLetters::Retry { queue, id } => {
            let moved = bus.retry_dead_letters(&queue, id.map_or(Pick::All, Pick::One)).await?;
            print(format!("Put {moved} messages back into {queue}."));
        }
    }
    Ok(())
}

async fn list(bus: &Bus) -> anyhow::Result<()> {
    for (queue, count) in bus.dead_letters().await? {
        print(format!("{count:>6}  {queue}"));
    }
    Ok(())
}

async fn show(bus: &Bus, queue: &str, limit: u32) -> anyhow::Result<()> {
    let letters = bus.peek_dead_letters(queue, limit).await?;
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
    let body = match contracts::describe(&name, &letter.body) {
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
