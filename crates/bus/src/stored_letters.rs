//! Dead letters that are kept elsewhere, so that a dead queue does not grow without end.

use bytes::Bytes;
use lapin::options::BasicAckOptions;
use lapin::{Acker, BasicProperties};
use uuid::Uuid;

use crate::connection::Bus;
use crate::dead_letters::{DeadLetter, DeadLetterError, DeadQueue, dead_letter, without_the_broker};
use crate::delivery::message_id;

/// A dead letter with all that it takes to show it and to put it back.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredLetter {
    /// The work queue in which it failed.
    pub queue: String,
    pub message_id: Option<Uuid>,
    /// AMQP's properties of the message, as JSON: the same of the same letter each time that it is taken.
    pub properties: Vec<u8>,
    pub body: Bytes,
}

/// Without its body.
impl std::fmt::Debug for StoredLetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredLetter")
            .field("queue", &self.queue)
            .field("message_id", &self.message_id)
            .finish_non_exhaustive()
    }
}

impl StoredLetter {
    fn of(queue: &str, properties: &BasicProperties, body: Bytes) -> Result<Self, DeadLetterError> {
        Ok(Self {
            queue: queue.to_owned(),
            message_id: message_id(properties),
            properties: serde_json::to_vec(&without_the_broker(properties))
                .map_err(DeadLetterError::Write)?,
            body,
        })
    }

    /// As it was shown while it was in its queue.
    pub fn read(&self) -> Result<DeadLetter, DeadLetterError> {
        Ok(dead_letter(&self.queue, &self.amqp_properties()?, self.body.clone()))
    }

    fn amqp_properties(&self) -> Result<BasicProperties, DeadLetterError> {
        serde_json::from_slice(&self.properties).map_err(DeadLetterError::Kept)
    }
}

/// Dead letters that were taken out of their queue. The broker keeps them until they are forgotten; dropped, they are
/// back in their place.
pub struct TakenLetters {
    dead: DeadQueue,
    letters: Vec<StoredLetter>,
    last: Option<Acker>,
}

impl TakenLetters {
    /// The oldest first.
    pub fn letters(&self) -> &[StoredLetter] {
        &self.letters
    }

    /// Lets the broker forget them, once they are kept elsewhere.
    pub async fn forget(self) -> Result<(), DeadLetterError> {
        if let Some(last) = &self.last {
            // Whatever was taken on this channel, up to the last one.
            self.dead.ack(last, BasicAckOptions { multiple: true }).await?;
        }
        self.dead.close().await;
        Ok(())
    }

    /// Gives them back.
    pub async fn give_back(self) {
        self.dead.close().await;
    }
}

impl Bus {
    /// Takes the oldest dead letters of a work queue: at most so many, and no further one once they have so many
    /// bytes.
    pub async fn take_dead_letters(
        &self,
        queue: &str,
        at_most: u32,
        bytes: usize,
    ) -> Result<TakenLetters, DeadLetterError> {
        let dead = self.open_dead_queue(queue).await?;
        let (mut letters, mut last, mut taken) = (Vec::new(), None, 0_usize);
        for _ in 0..at_most {
            if taken >= bytes {
                break;
            }
            let Some(delivery) = dead.take().await? else { break };
            taken = taken.saturating_add(delivery.data.len());
            letters.push(StoredLetter::of(queue, &delivery.properties, delivery.data.into())?);
            last = Some(delivery.acker);
        }
        Ok(TakenLetters { dead, letters, last })
    }

    /// Puts a letter that was kept elsewhere back into its work queue, as if it had never failed. It is confirmed
    /// there when this returns.
    pub async fn put_back_stored(&self, letter: &StoredLetter) -> Result<(), DeadLetterError> {
        self.put_back(&letter.queue, &letter.amqp_properties()?, letter.body.clone()).await
    }
}
