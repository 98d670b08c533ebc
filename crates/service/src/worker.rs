//! A service, put together.

use std::convert::Infallible;
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
use web::Server;

use crate::Resources;
use crate::periodic::{PeriodicTask, Schedule, Singleton, repeat};
use crate::tenant_handler::{InTransaction, TenantHandler};
use crate::zone_data::{REPORT_EVERY, ReportZoneData};

type Task = Box<dyn FnOnce(CancellationToken) -> BoxFuture<'static, ()> + Send>;

/// A service's consumers, loops and server, which live and end together, and the port that reports its health.
pub struct Worker {
    name: &'static str,
    resources: Resources,
    consumers: ConsumerSettings,
    management: Management,
    server: Option<Server>,
    tasks: Vec<(&'static str, Task)>,
    at_end: Vec<BoxFuture<'static, ()>>,
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
        let (server, tasks, at_end) = (None, Vec::new(), Vec::new());
        Self { name, resources, consumers, management, server, tasks, at_end }
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

    /// Serves HTTP, from the first moment on, even before Postgres has been seen.
    #[must_use]
    pub fn serve(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Does a step again and again.
    #[must_use]
    pub fn periodic<T: PeriodicTask>(self, schedule: Schedule, task: T) -> Self {
        self.task(T::NAME, move |shutdown| repeat(task, schedule, shutdown))
    }

    /// Does a step again and again, in one process at a time however many of them there are. Another one takes
    /// it over within a period.
    #[must_use]
    pub fn periodic_singleton<T: PeriodicTask>(self, schedule: Schedule, task: T) -> Self {
        let singleton = Singleton::new(self.name, task, self.resources.db.clone());
        self.periodic(schedule, singleton)
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

    /// Does what is left to do once everything else has ended.
    #[must_use]
    pub fn at_end(mut self, work: impl Future<Output = ()> + Send + 'static) -> Self {
        self.at_end.push(work.boxed());
        self
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Where it serves HTTP, if it does.
    pub fn address(&self) -> Option<SocketAddr> {
        self.server.as_ref().map(Server::address)
    }

    pub fn management_address(&self) -> SocketAddr {
        self.management.address()
    }

    /// Works until shutdown, then finishes what is in flight.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), WorkerError> {
        let span = runtime::telemetry::service_span(self.name);
        async move {
            // One that fails takes the others with it.
            let tasks = Tasks::new(shutdown.child_token());
            let stop = tasks.token();
            tasks.spawn("management", self.management.run(stop.clone()));
            if let Some(server) = self.server {
                tasks.spawn("http", server.run(stop.clone()));
            }
            let report = repeat(ReportZoneData, Schedule::now_and_every(REPORT_EVERY), stop.clone());
            tasks.spawn(ReportZoneData::NAME, report.map(|()| Ok::<_, Infallible>(())));
            let checked = self.resources.check_roles(&stop).await;
            if checked.is_ok() {
                info!("Working");
                for (name, task) in self.tasks {
                    tasks.spawn(name, task(stop.clone()).map(|()| Ok::<_, Infallible>(())));
                }
            } else {
                stop.cancel();
            }
            let finished = tasks.finish().await;
            for work in self.at_end {
                work.await;
            }
            checked?;
            Ok(finished?)
        }
        .instrument(span)
        .await
    }
}
