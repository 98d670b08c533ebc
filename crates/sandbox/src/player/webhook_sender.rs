//! Sends webhooks: secret, time limit, retries, faults, and a record of every attempt.

use std::time::{Duration, Instant};

use bytes::Bytes;
use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use uuid::Uuid;

use super::options::{BackoffPlan, Target};
use super::report::Report;
use crate::clock;
use crate::faults::WebhookFaults;
use crate::random::Random;
use crate::vapi::{Delivery, DeliveryOutcome, Vapi};

/// Vapi's default of `server.timeoutSeconds`.
const SERVER_TIMEOUT: Duration = Duration::from_secs(20);

pub(crate) struct WebhookSender<'a> {
    vapi: &'a Vapi,
    client: Client,
    target: &'a Target,
    backoff: Option<&'a BackoffPlan>,
}

/// A message, ready to be sent.
#[derive(Clone)]
pub(crate) struct OutboundMessage {
    pub(crate) call_id: Uuid,
    pub(crate) message_type: &'static str,
    pub(crate) call_status: Option<&'static str>,
    pub(crate) body: Bytes,
    /// How long the sender waits for an answer.
    pub(crate) time_limit: Duration,
}

struct Attempt {
    outcome: DeliveryOutcome,
    http_status: Option<u16>,
    answer: Option<Bytes>,
}

impl Attempt {
    fn without_answer(outcome: DeliveryOutcome) -> Self {
        Self { outcome, http_status: None, answer: None }
    }
}

impl OutboundMessage {
    pub(crate) fn new(call_id: Uuid, message_type: &'static str, body: &Value) -> Self {
        Self {
            call_id,
            message_type,
            call_status: None,
            body: Bytes::from(body.to_string()),
            time_limit: SERVER_TIMEOUT,
        }
    }
}

impl<'a> WebhookSender<'a> {
    pub(crate) fn new(
        vapi: &'a Vapi,
        target: &'a Target,
        backoff: Option<&'a BackoffPlan>,
    ) -> Result<Self, reqwest::Error> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the callers emulate Vapi, and depend on no other crate"
        )]
        let builder = Client::builder();
        let client = builder.user_agent("vapi-sandbox").no_proxy().build()?;
        Ok(Self { vapi, client, target, backoff })
    }

    pub(crate) fn faults(&self) -> WebhookFaults {
        self.vapi.webhooks.get()
    }

    pub(crate) fn vapi(&self) -> &Vapi {
        self.vapi
    }

    /// Delivers with all faults and retries. Gives the last answer that the sender saw.
    pub(crate) async fn deliver(
        &self,
        message: &OutboundMessage,
        random: &mut Random,
        report: &mut Report,
    ) -> Option<Bytes> {
        let faults = self.faults();
        // Both are always drawn: turning one knob must not shift the other's luck.
        let (dropped, repeated) = (random.chance(faults.drop_rate), random.chance(faults.repeat_rate));
        if dropped {
            self.record(message, 1, &Attempt::without_answer(DeliveryOutcome::Dropped), Duration::ZERO);
            report.count(DeliveryOutcome::Dropped);
            return None;
        }
        let answer = self.try_until_accepted(message, random, report).await;
        if repeated {
            report.repeated += 1;
            self.try_until_accepted(message, random, report).await;
        }
        answer
    }

    async fn try_until_accepted(
        &self,
        message: &OutboundMessage,
        random: &mut Random,
        report: &mut Report,
    ) -> Option<Bytes> {
        let mut attempt = 1;
        loop {
            let started = Instant::now();
            let tried = self.attempt(message, random).await;
            self.record(message, attempt, &tried, started.elapsed());
            report.count(tried.outcome);
            if tried.outcome == DeliveryOutcome::Accepted {
                return tried.answer;
            }
            let wait = self.backoff.and_then(|plan| plan.wait_after(attempt, tried.http_status))?;
            tokio::time::sleep(wait).await;
            attempt += 1;
        }
    }

    async fn attempt(&self, message: &OutboundMessage, random: &mut Random) -> Attempt {
        let faults = self.faults();
        tokio::time::sleep(Duration::from_millis(faults.latency_ms)).await;
        let (fails, lost) = (random.chance(faults.error_rate), random.chance(faults.answer_lost_rate));
        if fails {
            return Attempt::without_answer(DeliveryOutcome::Unreachable);
        }
        let tried = self.post(message).await;
        if lost {
            return Attempt::without_answer(DeliveryOutcome::AnswerLost);
        }
        tried
    }

    async fn post(&self, message: &OutboundMessage) -> Attempt {
        let mut request = self.client.post(&self.target.url).header(CONTENT_TYPE, "application/json");
        request = request.timeout(message.time_limit);
        if let Some(secret) = &self.target.secret {
            request = request.header("X-Vapi-Secret", secret);
        }
        let answered = async {
            let response = request.body(message.body.clone()).send().await?;
            let status = response.status();
            Ok::<_, reqwest::Error>((status, response.bytes().await?))
        };
        match answered.await {
            Ok((status, answer)) => {
                let outcome =
                    if status.is_success() { DeliveryOutcome::Accepted } else { DeliveryOutcome::Refused };
                Attempt { outcome, http_status: Some(status.as_u16()), answer: Some(answer) }
            }
            Err(error) => {
                let timed_out = error.is_timeout();
                tracing::debug!(error = %error.without_url(), "A webhook got no answer");
                Attempt::without_answer(if timed_out {
                    DeliveryOutcome::TimedOut
                } else {
                    DeliveryOutcome::Unreachable
                })
            }
        }
    }

    fn record(&self, message: &OutboundMessage, attempt: u32, tried: &Attempt, latency: Duration) {
        self.vapi.record_delivery(Delivery {
            call_id: message.call_id,
            message_type: message.message_type,
            call_status: message.call_status,
            attempt,
            outcome: tried.outcome,
            http_status: tried.http_status,
            latency_ms: u64::try_from(latency.as_millis()).unwrap_or(u64::MAX),
            at: clock::now(),
        });
    }
}
