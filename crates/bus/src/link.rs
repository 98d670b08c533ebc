//! One connection that is always being made or kept.

use runtime::error_chain;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use lapin::uri::AMQPUri;
use lapin::{Connection, ConnectionProperties, Event};
use tokio::sync::watch;
use tokio::time::{interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use crate::backoff::Backoff;
use crate::declare::declare;
use crate::error::ConnectError;
use crate::live_connection::{LiveConnection, REPLY_SUCCESS};
use crate::topology::Topology;

/// 10 s: reaching a healthy broker takes milliseconds, and a host that doesn't answer must not hold up the
/// next try.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Long enough for an empty broker, which makes all queues in a second or two.
const DECLARE_TIMEOUT: Duration = Duration::from_mins(1);
/// Closing is a courtesy: the broker notices anyway.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);
/// How often a connection is looked at, should its end go unannounced.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What one link connects to, and what it does first.
pub(crate) struct Plan {
    pub(crate) uri: AMQPUri,
    pub(crate) name: String,
    pub(crate) topology: Option<Arc<Topology>>,
    /// Connects only while this other link is up.
    pub(crate) after: Option<Link>,
}

#[derive(Clone)]
enum State {
    Down(Option<Arc<ConnectError>>),
    Up(Arc<LiveConnection>),
    Closed,
}

#[derive(Clone)]
pub(crate) struct Link(watch::Receiver<State>);

impl Link {
    /// The link, and the task that keeps it until `stop`.
    pub(crate) fn new(plan: Plan, stop: CancellationToken) -> (Self, impl Future<Output = ()> + Send) {
        let (sender, receiver) = watch::channel(State::Down(None));
        (Self(receiver), keep(plan, sender, stop))
    }

    /// The live connection, if there is one right now.
    pub(crate) fn connection(&self) -> Option<Arc<LiveConnection>> {
        match &*self.0.borrow() {
            State::Up(connection) if connection.is_up() => Some(Arc::clone(connection)),
            _ => None,
        }
    }

    /// The live connection, if the broker takes messages on it right now.
    pub(crate) fn accepting(&self) -> Option<Arc<LiveConnection>> {
        self.connection().filter(|connection| !connection.is_blocked())
    }

    /// Waits for a live connection. `None` once the bus is closed.
    pub(crate) async fn up(&self) -> Option<Arc<LiveConnection>> {
        let mut states = self.0.clone();
        loop {
            match &*states.borrow_and_update() {
                State::Up(connection) if connection.is_up() => return Some(Arc::clone(connection)),
                State::Closed => return None,
                _ => {}
            }
            // A connection that is up by name but dead in fact is replaced by the keeper within moments.
            states.changed().await.ok()?;
        }
    }

    /// Why the last try to connect failed.
    pub(crate) fn last_error(&self) -> Option<Arc<ConnectError>> {
        match &*self.0.borrow() {
            State::Down(error) => error.clone(),
            _ => None,
        }
    }
}

async fn keep(plan: Plan, state: watch::Sender<State>, stop: CancellationToken) {
    let mut backoff = Backoff::new();
    let mut known = None;
    while !stop.is_cancelled() {
        let Some(opened) = stop.run_until_cancelled(open(&plan)).await else { break };
        match opened {
            Ok(connection) => {
                info!("Connected to RabbitMQ as {}", plan.name);
                backoff.reset();
                known = None;
                state.send_replace(State::Up(Arc::clone(&connection)));
                let _gone = connection.gone.clone().drop_guard();
                if stop.run_until_cancelled(lost(&connection, &plan.name)).await.is_none() {
                    close(&connection).await;
                    break;
                }
                warn!("Lost the connection to RabbitMQ of {}", plan.name);
                state.send_replace(State::Down(None));
            }
            Err(failure) => {
                let text = error_chain(&failure);
                // An outage of an hour is one entry in the log, not a thousand.
                if known.as_ref() != Some(&text) {
                    error!(error = %text, "Could not connect to RabbitMQ as {}; trying on", plan.name);
                    known = Some(text);
                }
                state.send_replace(State::Down(Some(Arc::new(failure))));
            }
        }
        stop.run_until_cancelled(sleep(backoff.next())).await;
    }
    state.send_replace(State::Closed);
}

async fn open(plan: &Plan) -> Result<Arc<LiveConnection>, ConnectError> {
    if let Some(first) = &plan.after {
        first.up().await;
    }
    let properties = ConnectionProperties::default().with_connection_name(plan.name.as_str().into());
    let amqp = timeout(CONNECT_TIMEOUT, Connection::connect_uri(plan.uri.clone(), properties))
        .await
        .map_err(|_| ConnectError::Slow)?
        .map_err(ConnectError::Unreachable)?;
    if let Some(topology) = &plan.topology {
        timeout(DECLARE_TIMEOUT, prepare(&amqp, topology)).await.map_err(|_| ConnectError::Slow)??;
    }
    Ok(Arc::new(LiveConnection::new(amqp)))
}

async fn prepare(amqp: &Connection, topology: &Topology) -> Result<(), ConnectError> {
    let channel = amqp.create_channel().await.map_err(ConnectError::Unreachable)?;
    Ok(declare(&channel, topology).await?)
}

/// Returns when the connection is no more.
async fn lost(connection: &LiveConnection, name: &str) {
    let mut events = std::pin::pin!(connection.amqp.events_listener());
    let mut look = interval(LOOK_EVERY);
    while connection.is_up() {
        tokio::select! {
            _ = look.tick() => {}
            event = events.next() => match event {
                Some(Event::ConnectionBlocked(reason)) => {
                    warn!(reason, "RabbitMQ accepts nothing from {name} for now");
                }
                Some(Event::ConnectionUnblocked) => info!("RabbitMQ accepts messages from {name} again"),
                Some(Event::Error(_)) | None => return,
                Some(_) => {}
            }
        }
    }
}

async fn close(connection: &LiveConnection) {
    let closing = connection.amqp.close(REPLY_SUCCESS, "OK".into());
    match timeout(CLOSE_TIMEOUT, closing).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => warn!(error = %error_chain(&error), "Could not close the connection to RabbitMQ"),
        Err(_) => warn!("RabbitMQ did not answer when its connection was closed"),
    }
}
