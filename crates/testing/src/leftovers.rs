//! The messages that a test leaves behind.

use bus::{DeadLetter, Depth};

use crate::World;
use crate::dead_letter_key::DeadLetterKey;
use crate::eventually::eventually;
use crate::settling::is_rung;

/// At most 1,000 dead letters are read: more than any test makes.
const MAX_DEAD_LETTERS: u32 = 1_000;

impl World {
    /// The dead letters of a work queue, once there are any. Those that a test takes do not fail it at its
    /// end.
    pub async fn take_dead_letters(&self, queue: &str) -> Vec<DeadLetter> {
        let letters = eventually(&format!("a dead letter in {queue}"), async || {
            let letters = self.resources.bus.peek_dead_letters(queue, MAX_DEAD_LETTERS).await.ok()?;
            (!letters.is_empty()).then_some(letters)
        })
        .await;
        self.taken.lock().unwrap().extend(letters.iter().map(DeadLetterKey::of));
        letters
    }

    /// What is wrong with the queues now that nothing runs any more.
    pub(crate) async fn leftovers(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for Depth { queue, ready, .. } in self.resources.bus.depths().await.unwrap() {
            if let Some(work) = queue.strip_suffix(".dead").filter(|_| ready > 0) {
                let letters = self.resources.bus.peek_dead_letters(work, MAX_DEAD_LETTERS).await.unwrap();
                let taken = self.taken.lock().unwrap();
                let unexpected = letters.iter().filter(|letter| !taken.contains(&DeadLetterKey::of(letter)));
                wrong.extend(unexpected.map(|letter| format!("a dead letter in {work}: {}", letter.reason)));
            } else if ready > 0 && (self.services.consumes(&queue) || is_rung(&queue)) {
                wrong.push(format!("{ready} unhandled messages in {queue}"));
            }
        }
        wrong
    }
}
