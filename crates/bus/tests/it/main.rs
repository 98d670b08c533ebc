//! The bus against the real broker.

mod consuming;
mod dead_letters;
mod outages;
mod publishing;
mod tapping;
mod topology;
mod tracing_context;
mod world;
