//! The one thing a process holds of RabbitMQ.

use std::sync::Arc;
use std::time::Duration;

use lapin::uri::AMQPUri;
use secrecy::{ExposeSecret, SecretString};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::deliveries::{Counts, Deliveries};
use crate::error::ConnectError;
use crate::link::{Link, Plan};
use crate::publisher::Publisher;
use crate::topology::Topology;

/// Seconds between heartbeats, unless the URL sets another number: a broker whose host vanished is noticed
/// after two of them.
const HEARTBEAT_SECONDS: u16 = 10;

/// Long enough for a broker that is recovering large queues to confirm, and for a large message to be sent
/// over a slow network.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Debug)]
pub struct BusSettings {
    /// `amqp://user:password@host:port/vhost`, or `amqps://`.
    pub url: SecretString,
    /// How long a message waits after each failure. A message that fails once more is dead.
    pub ladder: Vec<Duration>,
    /// How this process appears in RabbitMQ's list of connections; also the `app-id` of what it publishes.
    pub connection_name: String,
    /// How long a publisher waits for the broker's confirm.
    pub publish_timeout: Duration,
}

/// RabbitMQ, whether or not it is there right now. Cheap to clone.
#[derive(Clone)]
pub struct Bus(Arc<Inner>);

struct Inner {
    settings: BusSettings,
    topology: Arc<Topology>,
    publishing: Link,
    consuming: Link,
    deliveries: Arc<Counts>,
    keepers: TaskTracker,
    stop: CancellationToken,
    _stop_on_drop: DropGuard,
}

impl Bus {
    /// Starts connecting and returns at once; connects again whenever the connection is lost, for as long as
    /// it takes.
    pub fn start(settings: BusSettings) -> Result<Self, ConnectError> {
        let uri = parse(&settings.url)?;
        let topology = Arc::new(Topology::with_ladder(&settings.ladder));
        let (keepers, stop) = (TaskTracker::new(), CancellationToken::new());
        let name = &settings.connection_name;
        let (publishing, keeper) = Link::new(
            Plan {
                uri: uri.clone(),
                name: format!("{name} (publishing)"),
                topology: Some(Arc::clone(&topology)),
                after: None,
            },
            stop.clone(),
        );
        keepers.spawn(keeper);
        // Consumers connect second, so that the queues are there.
        let (consuming, keeper) = Link::new(
            Plan {
                uri,
                name: format!("{name} (consuming)"),
                topology: None,
                after: Some(publishing.clone()),
            },
            stop.clone(),
        );
        keepers.spawn(keeper);
        keepers.close();
        let stop_on_drop = stop.clone().drop_guard();
        let deliveries = Arc::default();
        let inner = Inner {
            settings,
            topology,
            publishing,
            consuming,
            deliveries,
            keepers,
            stop,
            _stop_on_drop: stop_on_drop,
        };
        Ok(Self(Arc::new(inner)))
    }

    /// Whether the broker can be used right now; asks nothing over the network.
    pub fn is_up(&self) -> bool {
        self.0.publishing.accepting().is_some() && self.0.consuming.connection().is_some()
    }

    /// Waits until the broker can be used. `false` once the bus is closed.
    pub async fn until_up(&self) -> bool {
        self.0.publishing.up().await.is_some() && self.0.consuming.up().await.is_some()
    }

    /// Why the last try to connect failed, while there is no connection.
    pub fn last_error(&self) -> Option<Arc<ConnectError>> {
        self.0.publishing.last_error().or_else(|| self.0.consuming.last_error())
    }

    /// What the consumers of this process have taken. For tests that wait until all of it is handled.
    pub fn deliveries(&self) -> Deliveries {
        self.0.deliveries.read()
    }

    /// For a request whose sender waits for the answer.
    pub fn publisher(&self) -> Publisher {
        self.publisher_that_waits(self.settings().publish_timeout)
    }

    /// For work in the background. While the broker is slow, giving up early would only mean sending the same
    /// message once more.
    pub fn patient_publisher(&self) -> Publisher {
        self.publisher_that_waits(self.settings().publish_timeout.max(PATIENCE))
    }

    /// Closes both connections. What is still in flight at a consumer is delivered again, to whoever consumes
    /// next.
    pub async fn close(&self) {
        self.0.stop.cancel();
        self.0.keepers.wait().await;
    }

    fn publisher_that_waits(&self, limit: Duration) -> Publisher {
        Publisher::new(self.0.publishing.clone(), &self.settings().connection_name, limit)
    }

    pub(crate) fn settings(&self) -> &BusSettings {
        &self.0.settings
    }

    pub(crate) fn topology(&self) -> &Topology {
        &self.0.topology
    }

    pub(crate) fn delivery_counts(&self) -> &Arc<Counts> {
        &self.0.deliveries
    }

    pub(crate) fn consuming(&self) -> &Link {
        &self.0.consuming
    }
}

fn parse(url: &SecretString) -> Result<AMQPUri, ConnectError> {
    let mut uri: AMQPUri = url.expose_secret().parse().map_err(|_| ConnectError::Url)?;
    uri.query.heartbeat.get_or_insert(HEARTBEAT_SECONDS);
    Ok(uri)
}
