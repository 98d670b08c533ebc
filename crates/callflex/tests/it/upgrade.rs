//! What an older version left behind is taken over: `tests/upgrade` has it, as `make-fixture` made it.

mod broker;
mod fixture;
mod making;
mod takeover;

use self::takeover::Takeover;
use crate::installation::Installation;

/// In the queues, on the ladder, in the outbox, in the spool: see `making`.
#[tokio::test]
async fn what_an_older_version_left_is_handled_once() {
    let mut takeover = Takeover::of("2614e05").await;
    takeover.installation.start_callflex().await;
    takeover.settled(1).await;
    assert_eq!(takeover.calls().await, takeover.reported);
    assert_eq!(takeover.not_archived().await, Vec::<String>::new());

    // What failed for good in the older version is put back in this one, which does not fail: a message that
    // names no call has nothing to record.
    let dead = dead_letters(&takeover.installation).await;
    assert_eq!(dead.iter().map(|(_, count)| count).sum::<u32>(), 2, "{dead:?}");
    for (queue, _) in &dead {
        takeover.installation.run(&["dead-letters", "retry", queue]).await;
    }
    takeover.settled(0).await;
    let dead = dead_letters(&takeover.installation).await;
    assert!(dead.is_empty(), "{dead:?}");

    takeover.assert_nothing_was_done_twice().await;
}

/// The queues with dead letters, and how many each has, as the version lists them that runs.
async fn dead_letters(installation: &Installation) -> Vec<(String, u32)> {
    let listed = installation.run(&["dead-letters", "list"]).await;
    let counts = listed.lines().map(|line| {
        let (count, queue) = line.trim().split_once("  ").unwrap();
        (queue.to_owned(), count.parse::<u32>().unwrap())
    });
    counts.filter(|(_, count)| *count > 0).collect()
}
