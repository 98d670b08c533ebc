//! Webhooks and events through the real broker into the real database.

#[cfg(test)]
mod contacts;
#[cfg(test)]
mod recording;

use call_processor::{CallProcessor, NAME};
use testing::World;

/// A running call-processor.
#[cfg(test)]
fn start(world: &World) {
    let processor = CallProcessor::build(&world.settings, world.resources.clone()).unwrap();
    world.spawn(NAME, |shutdown| processor.run(shutdown));
}
