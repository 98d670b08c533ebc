//! Dead letters wherever they are: RabbitMQ holds so many of a queue, Postgres the older ones.

use std::time::Duration;

use bus::{DeadLetter, DeadLetterError, Pick, StoredLetter};
use db::dead_letters::{self, Kept, KeptCount, Letter, Stretch};
use metrics::counter;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::Resources;
use crate::periodic::{NextStep, PeriodicTask};

/// At most 100 are moved at a time, between two writes to both stores.
const BATCH: u32 = 100;

/// At most 32 MiB in memory at a time, or one letter that is larger.
const BATCH_BYTES: u32 = 32 * 1024 * 1024;

/// Every minute: a queue that grows has room for much more than a minute brings.
pub const LOOK_EVERY: Duration = Duration::from_mins(1);

#[derive(Debug, thiserror::Error)]
pub enum DeadLettersError {
    #[error(transparent)]
    Bus(#[from] DeadLetterError),
    #[error("could not use the dead letters in the database")]
    Database(#[from] db::Error),
}

/// Moves the oldest dead letters of a queue to Postgres while there are more than RabbitMQ should hold.
pub struct DrainDeadLetters {
    resources: Resources,
    /// Of one queue.
    most: u32,
}

impl DrainDeadLetters {
    pub fn new(resources: Resources, most: u32) -> Self {
        Self { resources, most }
    }

    /// Moves some; returns how many. They are kept before the broker forgets them, so that a letter may for a moment
    /// be in both, and never in none.
    async fn drain(&self, queue: &str, at_most: u32) -> Result<u32, DeadLettersError> {
        let at_most = at_most.min(BATCH);
        let taken = self.resources.bus.take_dead_letters(queue, at_most, bytes(BATCH_BYTES)).await?;
        if let Err(error) = self.keep(taken.letters()).await {
            taken.give_back().await;
            return Err(error.into());
        }
        let moved = u32::try_from(taken.letters().len()).unwrap_or(at_most);
        taken.forget().await?;
        Ok(moved)
    }

    async fn keep(&self, letters: &[StoredLetter]) -> db::Result<()> {
        let tx = self.resources.db.system().await?;
        for letter in letters {
            dead_letters::keep(&tx, to_row(letter)).await?;
        }
        tx.commit().await
    }
}

impl PeriodicTask for DrainDeadLetters {
    const NAME: &'static str = "move dead letters to the database";
    type Error = DeadLettersError;

    async fn step(&self, shutdown: &CancellationToken) -> Result<NextStep, DeadLettersError> {
        if !self.resources.bus.is_up() {
            return Ok(NextStep::AfterPeriod);
        }
        for (queue, count) in self.resources.bus.dead_letters().await? {
            let mut excess = count.saturating_sub(self.most);
            while excess > 0 && !shutdown.is_cancelled() {
                let moved = self.drain(queue, excess).await?;
                if moved == 0 {
                    break;
                }
                warn!(queue, "Moved {moved} dead letters to the database");
                counter!("dead_letters_moved_total", "queue" => queue).increment(moved.into());
                excess = excess.saturating_sub(moved);
            }
        }
        Ok(NextStep::AfterPeriod)
    }
}

/// How many dead letters a queue has: those in RabbitMQ and those in Postgres together.
pub async fn count(resources: &Resources) -> Result<Vec<(String, u64)>, DeadLettersError> {
    let held = resources.bus.dead_letters().await?;
    let mut counts: Vec<(String, u64)> =
        held.into_iter().map(|(queue, count)| (queue.to_owned(), count.into())).collect();
    let tx = resources.db.system().await?;
    let kept = dead_letters::counts(&tx).await?;
    tx.commit().await?;
    for KeptCount { queue, count } in kept {
        let count = count.unsigned_abs();
        match counts.iter_mut().find(|(known, _)| *known == queue) {
            Some((_, held)) => *held = held.saturating_add(count),
            None => counts.push((queue, count)),
        }
    }
    Ok(counts)
}

/// The oldest dead letters of a queue. They stay where they are.
pub async fn peek(
    resources: &Resources,
    queue: &str,
    limit: u32,
) -> Result<Vec<DeadLetter>, DeadLettersError> {
    let mut letters = Vec::new();
    let mut stretch = whole(resources, queue).await?;
    while let Some(left) = limit_left(limit, &letters) {
        let page = page(resources, queue, Stretch { limit: left.min(BATCH).into(), ..stretch }).await?;
        let Some(last) = page.last() else { break };
        stretch.after = last.id;
        for kept in page {
            letters.push(to_letter(kept.letter).read()?);
        }
    }
    // Those in RabbitMQ are younger.
    if let Some(left) = limit_left(limit, &letters) {
        letters.extend(resources.bus.peek_dead_letters(queue, left).await?);
    }
    Ok(letters)
}

/// Puts dead letters back into their queue, as if they had never failed; returns how many. Each is confirmed there
/// before it is forgotten where it was.
pub async fn retry(resources: &Resources, queue: &str, pick: Pick) -> Result<u64, DeadLettersError> {
    let kept = match pick {
        Pick::All => retry_all_kept(resources, queue).await?,
        Pick::One(message) => {
            let tx = resources.db.system().await?;
            let found = dead_letters::find(&tx, queue, message).await?;
            tx.commit().await?;
            put_back(resources, found.into_iter().collect()).await?
        }
    };
    if kept > 0 && matches!(pick, Pick::One(_)) {
        return Ok(kept);
    }
    let held = resources.bus.retry_dead_letters(queue, pick).await?;
    Ok(kept.saturating_add(held.into()))
}

/// Only what is kept now: one that fails again meanwhile is not put back twice.
async fn retry_all_kept(resources: &Resources, queue: &str) -> Result<u64, DeadLettersError> {
    let mut stretch = whole(resources, queue).await?;
    let mut moved = 0_u64;
    loop {
        let page = page(resources, queue, stretch).await?;
        let Some(last) = page.last() else { return Ok(moved) };
        stretch.after = last.id;
        moved = moved.saturating_add(put_back(resources, page).await?);
    }
}

/// Puts letters back and forgets those that the broker has confirmed, also where a later one fails.
async fn put_back(resources: &Resources, letters: Vec<Kept>) -> Result<u64, DeadLettersError> {
    let (mut confirmed, mut failure) = (Vec::new(), None);
    for Kept { id, letter } in letters {
        match resources.bus.put_back_stored(&to_letter(letter)).await {
            Ok(()) => confirmed.push(id),
            Err(error) => {
                failure = Some(error);
                break;
            }
        }
    }
    let moved = u64::try_from(confirmed.len()).unwrap_or(u64::MAX);
    if moved > 0 {
        let tx = resources.db.system().await?;
        dead_letters::forget(&tx, &confirmed).await?;
        tx.commit().await?;
    }
    failure.map_or(Ok(moved), |error| Err(error.into()))
}

/// All that is kept of a queue now, a batch at a time.
async fn whole(resources: &Resources, queue: &str) -> db::Result<Stretch> {
    let tx = resources.db.system().await?;
    let last = dead_letters::last(&tx, queue).await?;
    tx.commit().await?;
    Ok(Stretch { after: 0, until: last.unwrap_or(0), limit: BATCH.into(), bytes: BATCH_BYTES.into() })
}

async fn page(resources: &Resources, queue: &str, stretch: Stretch) -> db::Result<Vec<Kept>> {
    let tx = resources.db.system().await?;
    let page = dead_letters::page(&tx, queue, stretch).await?;
    tx.commit().await?;
    Ok(page)
}

/// How many more may be shown, if any.
fn limit_left(limit: u32, letters: &[DeadLetter]) -> Option<u32> {
    limit.checked_sub(u32::try_from(letters.len()).ok()?).filter(|left| *left > 0)
}

fn bytes(bytes: u32) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

fn to_row(letter: &StoredLetter) -> Letter {
    Letter {
        queue: letter.queue.clone(),
        message_id: letter.message_id,
        properties: letter.properties.clone(),
        body: letter.body.to_vec(),
    }
}

fn to_letter(row: Letter) -> StoredLetter {
    StoredLetter {
        queue: row.queue,
        message_id: row.message_id,
        properties: row.properties,
        body: row.body.into(),
    }
}
