//! Domain events as they are published.

use bus::{Exchange, Tapped, TappedMessage};
use chrono::SecondsFormat;
use runtime::clock;
use service::Resources;

use crate::arguments::Tail;
use crate::home::Home;
use crate::terminal::print;

/// Prints a line an event, until interrupted.
pub(crate) async fn tail(options: Tail) -> anyhow::Result<()> {
    let resources = Resources::prepare(&Home::here().settings()?, "callflex events", &[]).await?;
    let mut tap = resources.bus.tap(Exchange::Events, options.key);
    while let Some(tapped) = tap.next().await {
        match tapped {
            Tapped::Message(message) => {
                if options.organization.is_none() || options.organization == message.organization {
                    print(line(&message));
                }
            }
            Tapped::Gap => print("-- listening; what was published before is not shown"),
        }
    }
    Ok(())
}

fn line(message: &TappedMessage) -> String {
    let body = match contracts::describe(&message.name, &message.body) {
        Some(Ok(json)) => json.to_string(),
        Some(Err(error)) => format!("({error})"),
        None => format!("(an unknown message, {})", message.name),
    };
    let organization = message.organization.map(|organization| organization.to_string()).unwrap_or_default();
    let now = clock::now().to_rfc3339_opts(SecondsFormat::Millis, true);
    format!("{now} {} {organization} {body}", message.routing_key)
}
