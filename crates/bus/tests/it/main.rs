//! The bus against the real broker.

#[cfg(test)]
mod consuming;
#[cfg(test)]
mod dead_letters;
#[cfg(test)]
mod outages;
#[cfg(test)]
mod publishing;
#[cfg(test)]
mod renamed;
#[cfg(test)]
mod tapping;
#[cfg(test)]
mod topology;
#[cfg(test)]
mod tracing_context;
#[cfg(test)]
mod world;
