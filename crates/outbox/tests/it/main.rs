//! The outbox between the real Postgres and the real RabbitMQ.

#[cfg(test)]
mod events;
#[cfg(test)]
mod outages;
#[cfg(test)]
mod relaying;
