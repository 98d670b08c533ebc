//! A service that consumes queues.

use std::net::SocketAddr;

use bus::{Consumer, ConsumerSettings, Handler};
use db::ConnectError;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use runtime::settings::Settings;
use runtime::tasks::TaskError;
use runtime::{Management, Tasks};
use tokio_util::sync::CancellationToken;
use tracing::{Instrument as _, info};

use crate::Resources;
use crate::tenant_handler::{InTransaction, TenantHandler};

type Task = Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>;

/// Consumers and loops that run together, and the port that reports their health.
pub struct Worker {
    name: &'static str,
    resources: Resources,
    consumers: ConsumerSettings,
    management: Management,
    tasks: Vec<(&'static str, Task)>,
}

#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    #[error("could not use the database")]
    Database(#[from] ConnectError),
    #[error("could not go on")]
    Task(#[from] TaskError),
}

impl Worker {
    /// A worker that does nothing yet, its management port open.
    pub fn new(
        name: &'static str,
        settings: &Settings,
        management: Management,
        resources: Resources,
    ) -> Self {
        let consumers = ConsumerSettings {
            prefetch: settings.bus.prefetch.get(),
            handler_timeout: settings.bus.handler_timeout,
        };
        Self { name, resources, consumers, management, tasks: Vec::new() }
    }

    /// Feeds a handler from its queue.
    #[must_use]
    pub fn consume<H: Handler>(self, handler: H) -> Self {
        let consumer = Consumer::new(self.resources.bus.clone(), handler, self.consumers);
        self.task(H::NAME, move |shutdown| consumer.run(shutdown))
    }

    /// Feeds a handler from its queue, each message in a transaction of its organization.
    #[must_use]
    pub fn consume_tenant<H: TenantHandler>(self, handler: H) -> Self {
        let db = self.resources.db.clone();
        self.consume(InTransaction { handler, db })
    }

    /// Runs a loop until shutdown.
    #[must_use]
    pub fn task<F>(
        mut self,
        name: &'static str,
        task: impl FnOnce(CancellationToken) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.tasks.push((name, Box::new(move |shutdown| task(shutdown).boxed())));
        self
    }

    pub fn management_address(&self) -> SocketAddr {
        self.management.address()
    }

    /// Works until shutdown, then finishes what is in flight.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), WorkerError> {
        let span = runtime::telemetry::service_span(self.name);
        async move {
            let tasks = Tasks::new(shutdown.clone());
            tasks.spawn("management", self.management.run(shutdown.clone()));
            self.resources.check_roles(&shutdown).await?;
            info!("Working");
            for (name, task) in self.tasks {
                let work = task(shutdown.clone());
                tasks.spawn(name, work.map(|()| Ok::<_, std::convert::Infallible>(())));
            }
            Ok(tasks.finish().await?)
        }
        .instrument(span)
        .await
    }
}
