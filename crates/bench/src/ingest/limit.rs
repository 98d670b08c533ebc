//! What the broker confirms when nothing but a plain loop is in front of it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use contracts::Name as _;
use contracts::webhooks::WebhookReceived;
use futures_util::future::try_join_all;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Channel, Confirmation, Connection};
use prost::Message as _;
use tokio::time::Instant;
use uuid::Uuid;

use crate::load::a_second;

/// Where ingest publishes a report.
const EXCHANGE: &str = "callflex.webhooks";
const ROUTING_KEY: &str = "vapi.end-of-call-report";

const PERSISTENT: u8 = 2;

pub(super) struct PlainLoop<'a> {
    pub(super) connection: &'a Connection,
}

impl PlainLoop<'_> {
    /// Publishes and waits for the confirm, again and again, on `at_once` channels at a time. The messages
    /// are such as ingest publishes, so that the archive has the same to do.
    pub(super) async fn confirmed_a_second(
        &self,
        at_once: usize,
        duration: Duration,
        message: impl Fn() -> WebhookReceived + Sync,
    ) -> anyhow::Result<f64> {
        let channels = try_join_all((0..at_once).map(|_| self.channel())).await?;
        let begun = Instant::now();
        let confirmed = AtomicU64::new(0);
        let publisher = async |channel: Channel| -> anyhow::Result<()> {
            while begun.elapsed() < duration {
                publish(&channel, &message()).await?;
                confirmed.fetch_add(1, Ordering::Relaxed);
            }
            channel.close(200, "done".into()).await.context("could not close a channel")
        };
        try_join_all(channels.into_iter().map(publisher)).await?;
        Ok(a_second(confirmed.into_inner(), begun.elapsed()))
    }

    async fn channel(&self) -> anyhow::Result<Channel> {
        let channel = self.connection.create_channel().await.context("could not open a channel")?;
        channel.confirm_select(ConfirmSelectOptions::default()).await?;
        Ok(channel)
    }
}

async fn publish(channel: &Channel, message: &WebhookReceived) -> anyhow::Result<()> {
    let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
    let properties = BasicProperties::default()
        .with_delivery_mode(PERSISTENT)
        .with_type(WebhookReceived::full_name().into())
        .with_message_id(Uuid::new_v4().to_string().into());
    let body = message.encode_to_vec();
    let confirm =
        channel.basic_publish(EXCHANGE.into(), ROUTING_KEY.into(), options, &body, properties).await?;
    let confirmation = confirm.await.context("could not publish")?;
    ensure!(matches!(confirmation, Confirmation::Ack(None)), "RabbitMQ did not confirm a message");
    Ok(())
}
