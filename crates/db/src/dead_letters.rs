//! Dead letters beyond those that RabbitMQ holds, of all organizations.

use std::fmt;

use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::columns::columns;
use crate::{Result, SystemTx};

/// A dead letter as `bus` stores it.
#[derive(Clone, PartialEq, Eq, FromQueryResult)]
pub struct Letter {
    /// The work queue in which it failed.
    pub queue: String,
    pub message_id: Option<Uuid>,
    pub properties: Vec<u8>,
    pub body: Vec<u8>,
}

/// Without its body.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter")
            .field("queue", &self.queue)
            .field("message_id", &self.message_id)
            .finish_non_exhaustive()
    }
}

columns!(Letter: queue, message_id, properties, body);

/// One that is kept, by its place among them.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Kept {
    pub id: i64,
    #[sea_orm(nested)]
    pub letter: Letter,
}

/// How many are kept of a queue.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct KeptCount {
    pub queue: String,
    pub count: i64,
}

/// Keeps a letter; the same one again changes nothing.
pub async fn keep(tx: &SystemTx, letter: Letter) -> Result<()> {
    tx.insert("dead_letters", letter, "ON CONFLICT DO NOTHING").await?;
    Ok(())
}

/// How many are kept of each queue of which there are any.
pub async fn counts(tx: &SystemTx) -> Result<Vec<KeptCount>> {
    tx.rows("SELECT queue, count(*) AS count FROM dead_letters GROUP BY queue ORDER BY queue", []).await
}

/// The place of the last one of a queue; none where there is none.
pub async fn last(tx: &SystemTx, queue: &str) -> Result<Option<i64>> {
    #[derive(FromQueryResult)]
    struct Last {
        id: Option<i64>,
    }
    let last = "SELECT max(id) AS id FROM dead_letters WHERE queue = $1";
    Ok(tx.row::<Last>(last, [queue.into()]).await?.and_then(|last| last.id))
}

/// Some of a queue's in a row.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Those after this place …
    pub after: i64,
    /// … up to this one.
    pub until: i64,
    /// At most so many …
    pub limit: i64,
    /// … of so many bytes together, or the first one whatever its size.
    pub bytes: i64,
}

/// The first ones of a stretch, the oldest first.
pub async fn page(tx: &SystemTx, queue: &str, stretch: Stretch) -> Result<Vec<Kept>> {
    let Stretch { after, until, limit, bytes } = stretch;
    tx.rows(
        "WITH next AS (
             SELECT id, octet_length(properties) + octet_length(body) AS size FROM dead_letters
             WHERE queue = $1 AND id > $2 AND id <= $3 ORDER BY id LIMIT $4),
         summed AS (SELECT id, sum(size) OVER (ORDER BY id) - size AS before FROM next)
         SELECT id, queue, message_id, properties, body FROM dead_letters
         WHERE id IN (SELECT id FROM summed WHERE before < $5) ORDER BY id",
        [queue.into(), after.into(), until.into(), limit.into(), bytes.into()],
    )
    .await
}

/// The oldest letter of a message in a queue.
pub async fn find(tx: &SystemTx, queue: &str, message: Uuid) -> Result<Option<Kept>> {
    let find = "SELECT id, queue, message_id, properties, body FROM dead_letters
                WHERE queue = $1 AND message_id = $2 ORDER BY id LIMIT 1";
    tx.row(find, [queue.into(), message.into()]).await
}

/// Forgets letters: they are back in their queue.
pub async fn forget(tx: &SystemTx, ids: &[i64]) -> Result<()> {
    tx.execute("DELETE FROM dead_letters WHERE id = ANY($1)", [ids.to_vec().into()]).await?;
    Ok(())
}
