//! One connection that is always being made or kept.

use runtime::error_chain;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use lapin::uri::AMQPUri;
use lapin::{Channel, Connection, ConnectionProperties, Event};
use tokio::sync::watch;
use tokio::time::{interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use crate::backoff::Backoff;
use crate::channels::ChannelPool;
use crate::connection::ConnectError;
use crate::declare::declare;
use crate::topology::Topology;

/// Reaching a healthy broker takes milliseconds. A host that doesn't answer must not hold up the next try.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Making all queues on an empty broker takes a second or two.
const DECLARE_TIMEOUT: Duration = Duration::from_mins(1);
/// Closing is a courtesy: the broker notices anyway.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);
/// How often a connection is looked at, should its end go unannounced.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// AMQP's reply code for "nothing is wrong".
pub(crate) const REPLY_SUCCESS: u16 = 200;

/// What one link connects to, and what it does first.
pub(crate) struct Plan {
    pub(crate) uri: AMQPUri,
    pub(crate) name: String,
    pub(crate) topology: Option<Arc<Topology>>,
    /// Connects only while this other link is up.
    pub(crate) after: Option<Link>,
}

/// A live connection.
pub(crate) struct Line {
    connection: Connection,
    pub(crate) pool: ChannelPool,
    /// Cancelled once the connection is no more.
    pub(crate) gone: CancellationToken,
}

#[derive(Clone)]
enum State {
    Down(Option<Arc<ConnectError>>),
    Up(Arc<Line>),
    Closed,
}

#[derive(Clone)]
pub(crate) struct Link(watch::Receiver<State>);

impl Line {
    pub(crate) fn is_up(&self) -> bool {
        self.connection.status().connected()
    }

    /// The broker is short of memory or disk and reads nothing that this connection sends.
    pub(crate) fn is_blocked(&self) -> bool {
        self.connection.status().blocked()
    }

    pub(crate) async fn channel(&self) -> Result<Channel, lapin::Error> {
        self.answered(self.connection.create_channel()).await
    }

    /// The broker's answer, or an error once the connection is gone: what is asked in the moment in which it breaks, lapin
    /// (4.12) never resolves.
    pub(crate) async fn answered<T>(
        &self,
        asked: impl Future<Output = Result<T, lapin::Error>>,
    ) -> Result<T, lapin::Error> {
        let gone = || Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted).into());
        self.gone.run_until_cancelled(asked).await.unwrap_or_else(gone)
    }
}

impl Link {
    /// The link, and the task that keeps it until `stop`.
    pub(crate) fn new(plan: Plan, stop: CancellationToken) -> (Self, impl Future<Output = ()> + Send) {
        let (sender, receiver) = watch::channel(State::Down(None));
        (Self(receiver), keep(plan, sender, stop))
    }

    /// The live connection, if there is one right now.
    pub(crate) fn line(&self) -> Option<Arc<Line>> {
        match &*self.0.borrow() {
            State::Up(line) if line.is_up() => Some(Arc::clone(line)),
            _ => None,
        }
    }

    /// Waits for a live connection. `None` once the bus is closed.
    pub(crate) async fn up(&self) -> Option<Arc<Line>> {
        let mut states = self.0.clone();
        loop {
            match &*states.borrow_and_update() {
                State::Up(line) if line.is_up() => return Some(Arc::clone(line)),
                State::Closed => return None,
                _ => {}
            }
            // A line that is up by name but dead in fact is replaced by the keeper within moments.
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
            Ok(line) => {
                info!("Connected to RabbitMQ as {}", plan.name);
                backoff.reset();
                known = None;
                state.send_replace(State::Up(Arc::clone(&line)));
                let _gone = line.gone.clone().drop_guard();
                if stop.run_until_cancelled(lost(&line, &plan.name)).await.is_none() {
                    close(&line).await;
                    break;
                }
                warn!("Lost the connection to RabbitMQ of {}", plan.name);
                state.send_replace(State::Down(None));
            }
            Err(failure) => {
                let text = error_chain(&failure);
                // An outage of an hour is one line in the log, not a thousand.
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

async fn open(plan: &Plan) -> Result<Arc<Line>, ConnectError> {
    if let Some(first) = &plan.after {
        first.up().await;
    }
    let properties = ConnectionProperties::default().with_connection_name(plan.name.as_str().into());
    let connection = timeout(CONNECT_TIMEOUT, Connection::connect_uri(plan.uri.clone(), properties))
        .await
        .map_err(|_| ConnectError::Slow)?
        .map_err(ConnectError::Unreachable)?;
    if let Some(topology) = &plan.topology {
        timeout(DECLARE_TIMEOUT, prepare(&connection, topology)).await.map_err(|_| ConnectError::Slow)??;
    }
    Ok(Arc::new(Line { connection, pool: ChannelPool::new(), gone: CancellationToken::new() }))
}

async fn prepare(connection: &Connection, topology: &Topology) -> Result<(), ConnectError> {
    let channel = connection.create_channel().await.map_err(ConnectError::Unreachable)?;
    Ok(declare(&channel, topology).await?)
}

/// Returns when the connection is no more.
async fn lost(line: &Line, name: &str) {
    let mut events = std::pin::pin!(line.connection.events_listener());
    let mut look = interval(LOOK_EVERY);
    while line.is_up() {
        tokio::select! {
            _ = look.tick() => {}
            event = events.next() => match event {
                Some(Event::ConnectionBlocked(reason)) => {
                    warn!(reason, "RabbitMQ takes nothing from {name} for now");
                }
                Some(Event::ConnectionUnblocked) => info!("RabbitMQ takes messages from {name} again"),
                Some(Event::Error(_)) | None => return,
                Some(_) => {}
            }
        }
    }
}

async fn close(line: &Line) {
    let closing = line.connection.close(REPLY_SUCCESS, "OK".into());
    match timeout(CLOSE_TIMEOUT, closing).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => warn!(error = %error_chain(&error), "Could not close the connection to RabbitMQ"),
        Err(_) => warn!("RabbitMQ did not answer when its connection was closed"),
    }
}
