//! What an operator sees of a poison message.

use serde_json::{Value, json};
use testing::eventually;

use crate::installation::Installation;

/// A report that is too large to be built whole.
pub(crate) fn poison() -> Value {
    let numbers = vec![0; 500_000];
    json!({"message": {"type": "end-of-call-report", "call": {"id": "poison"}, "numbers": numbers}})
}

#[tokio::test]
async fn a_poison_message_is_shown_with_its_reason_and_put_back() {
    let installation = Installation::start().await;
    assert_eq!(installation.post(&poison()).await, 200);
    eventually("the message is dead", async || installation.dead_letters().await == 1).await;

    let listed = installation.run(&["dead-letters", "list"]).await;
    assert!(listed.contains("     1  call-processor.record-call"), "{listed}");
    let shown = installation.run(&["dead-letters", "show", "call-processor.record-call"]).await;
    assert!(
        shown.contains("could not read the webhook: expected a payload of no more than 500000 values"),
        "{shown}"
    );

    let retried = installation.run(&["dead-letters", "retry", "call-processor.record-call"]).await;
    assert_eq!(retried, "Put 1 messages back into call-processor.record-call.\n");
    // Nothing has changed about it, so it fails again.
    eventually("the message is dead again", async || installation.dead_letters().await == 1).await;
}
