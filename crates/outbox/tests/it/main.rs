//! The outbox between the real Postgres and the real RabbitMQ.

#[cfg(test)]
mod outages;
#[cfg(test)]
mod post;
#[cfg(test)]
mod relaying;
