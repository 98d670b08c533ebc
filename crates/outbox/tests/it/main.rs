//! The outbox between the real Postgres and the real RabbitMQ.

mod outages;
mod post;
mod relaying;
