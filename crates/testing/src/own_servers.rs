//! Servers that a test may stop and kill.

use servers::{Durability, Postgres, PostgresOptions, RabbitMq, RabbitMqOptions};
use uuid::Uuid;

/// A Postgres and a RabbitMQ for one test, gone with it.
pub struct OwnServers {
    pub postgres: Postgres,
    pub rabbitmq: RabbitMq,
}

impl OwnServers {
    pub async fn start() -> Self {
        let place =
            |server| std::env::temp_dir().join(format!("callflex-own-{server}-{}", Uuid::new_v4().simple()));
        let postgres = PostgresOptions {
            durability: Durability::Relaxed,
            temporary: true,
            ..PostgresOptions::new(place("postgres"))
        };
        let rabbitmq = RabbitMqOptions { temporary: true, ..RabbitMqOptions::new(place("rabbitmq")) };
        let (postgres, rabbitmq) = tokio::join!(Postgres::start(&postgres), RabbitMq::start(&rabbitmq));
        Self { postgres: postgres.unwrap(), rabbitmq: rabbitmq.unwrap() }
    }
}
