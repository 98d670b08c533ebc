//! Chooses what is killed next, and starts it again.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::stage::{Process, Servers, Stage};
use crate::table::print_progress;

/// Between two kills, and between a kill and the restart.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// Between two looks at whether RabbitMQ may be killed.
const GLANCE: Duration = Duration::from_millis(100);

#[derive(Default)]
pub(super) struct Kills {
    pub(super) rabbitmq: usize,
    pub(super) postgres: usize,
    pub(super) services: usize,
}

pub(super) struct Killer {
    pub(super) stage: Stage,
    servers: Servers,
    pub(super) kills: Kills,
    services: Option<Process>,
    random: Random,
}

impl Killer {
    pub(super) async fn start(servers: Servers, stage: Stage, seed: u64) -> anyhow::Result<Self> {
        let services = Some(start(&stage).await?);
        while !servers.rabbitmq.queues_are_written() {
            sleep(GLANCE).await;
        }
        Ok(Self { stage, servers, kills: Kills::default(), services, random: Random(seed) })
    }

    /// Kills one after the other until then, and leaves everything running.
    pub(super) async fn kill_until(&mut self, until: Instant) -> anyhow::Result<()> {
        while Instant::now() < until {
            sleep(self.random.pause()).await;
            let downtime = self.random.pause();
            match self.random.below(3) {
                0 => self.kill_rabbitmq(downtime).await?,
                1 => self.kill_postgres(downtime).await?,
                _ => self.kill_services(downtime).await?,
            }
        }
        Ok(())
    }

    async fn kill_rabbitmq(&mut self, downtime: Duration) -> anyhow::Result<()> {
        print_progress(&format!("killing RabbitMQ for {downtime:?}"));
        self.servers.rabbitmq.kill().await;
        sleep(downtime).await;
        self.kills.rabbitmq += 1;
        Ok(self.servers.rabbitmq.start_again().await?)
    }

    async fn kill_postgres(&mut self, downtime: Duration) -> anyhow::Result<()> {
        print_progress(&format!("killing Postgres for {downtime:?}"));
        self.servers.postgres.kill().await;
        sleep(downtime).await;
        self.kills.postgres += 1;
        Ok(self.servers.postgres.start_again().await?)
    }

    async fn kill_services(&mut self, downtime: Duration) -> anyhow::Result<()> {
        print_progress(&format!("killing the services for {downtime:?}"));
        if let Some(services) = self.services.take() {
            services.kill().await?;
        }
        sleep(downtime).await;
        self.kills.services += 1;
        self.services = Some(start(&self.stage).await?);
        Ok(())
    }
}

/// All six in one process.
async fn start(stage: &Stage) -> anyhow::Result<Process> {
    stage.start("callflex", &["up", "--calls", "0", "--sandbox", "127.0.0.1:0"]).await
}

/// The same seed, the same order: `SplitMix64`.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn pause(&mut self) -> Duration {
        let [first, second, third, fourth] = PAUSES;
        match self.below(4) {
            0 => first,
            1 => second,
            2 => third,
            _ => fourth,
        }
    }
}
