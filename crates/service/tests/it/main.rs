//! Handlers and periodic tasks against the real servers.

#[cfg(test)]
mod dead_letters;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod singletons;
#[cfg(test)]
mod transactions;

use runtime::Management;
use service::Worker;
use testing::World;

/// A worker that does nothing yet, under the name of a service.
#[cfg(test)]
fn worker(name: &'static str, world: &World) -> Worker {
    let settings = &world.settings;
    let management =
        Management::bind(settings.value("billing.management_bind").unwrap(), world.resources.health())
            .unwrap();
    Worker::new(name, settings, management, world.resources.clone())
}
