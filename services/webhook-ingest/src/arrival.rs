//! A request that was read whole.

use std::net::IpAddr;
use std::time::Instant;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use actix_web::web::Payload;
use bytes::Bytes;
use chrono::SubsecRound as _;
use domain::WebhookId;
use runtime::clock;
use vapi::verification::{Header, Presented};
use web::network;
use webhooks::Webhook;

use crate::admission::Room;
use crate::app::App;
use crate::error::IngestError;
use crate::owner::Sender;

/// At most 255 characters: no sender's is longer; what is, is cut.
const MAX_CONTENT_TYPE: usize = 255;

pub(crate) struct Arrival {
    /// When it began to be read.
    pub(crate) received: Instant,
    pub(crate) room: Room,
    pub(crate) body: Bytes,
    /// The whole public address, exactly as it was sent to.
    pub(crate) url: String,
    pub(crate) source: IpAddr,
    headers: HeaderMap,
}

impl Arrival {
    /// Reads a request, within the bounds of size, number and time.
    pub(crate) async fn read(
        app: &App,
        request: &HttpRequest,
        payload: Payload,
    ) -> Result<Self, IngestError> {
        let received = Instant::now();
        let source = app.proxies.source_of(request);
        let standing = app.limits.standing(source, received);
        let admitted = app.admission.admit(network(source), standing.is_known());
        let mut room = admitted.map_err(|problem| standing.reject(problem))?;
        let limit = app.admission.max_body().min(standing.max_body());
        let mut payload = payload.into_inner();
        let make_room = |bytes| room.grow(bytes);
        let reading = web::read_body_into(request, &mut payload, limit, app.body_timeout, make_room);
        let body = reading.await.map_err(|problem| {
            // Unfinished bodies hold room that others need, so they count; that there is no room is not the
            // sender's fault.
            if problem.status() != StatusCode::SERVICE_UNAVAILABLE {
                let _ = app.limits.count_unverified(source, Instant::now());
            }
            standing.reject(problem)
        })?;
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        Ok(Self {
            received,
            room,
            body,
            url: format!("{}{path}", app.public_url),
            source,
            headers: request.headers().clone(),
        })
    }

    /// Shows it to a verifier, as it is now.
    pub(crate) fn present<T>(&self, show: impl FnOnce(&Presented<'_>) -> T) -> T {
        let header = |name: &str| self.header(name);
        show(&Presented {
            method: "POST",
            url: &self.url,
            header: &header,
            body: &self.body,
            source: self.source,
            now: clock::now(),
        })
    }

    pub(crate) fn header(&self, name: &str) -> Header<'_> {
        self.headers.get_all(name).map(HeaderValue::as_bytes).collect()
    }

    /// A webhook now that it is verified.
    pub(crate) fn webhook(&self, provider: &str, kind: String, sender: Sender) -> Webhook {
        Webhook {
            id: WebhookId(clock::new_id()),
            owner: sender.owner,
            connection: sender.connection,
            provider: provider.to_owned(),
            kind,
            unreadable: None,
            // To the millisecond, as in the message: what is answered by this time is the same in a replay.
            received_at: clock::now().trunc_subsecs(3),
            content_type: self.content_type(),
            verification: sender.method.to_owned(),
            body: self.body.clone(),
        }
    }

    fn content_type(&self) -> String {
        let value = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        value.chars().take(MAX_CONTENT_TYPE).collect()
    }
}
