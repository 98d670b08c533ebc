//! Webhooks and events through the real broker into the real database.

#[cfg(test)]
mod contacts;
#[cfg(test)]
mod recording;

use call_processor::CallProcessor;
use testing::World;

/// A running call-processor.
#[cfg(test)]
fn start(world: &World) {
    world.run::<CallProcessor>();
}
