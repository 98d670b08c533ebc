//! What must happen once, tried by many at a time.

use db::notifications::{self, NotificationOutcome};
use db::vapi_connections::{api_key_of, webhook_secret_of};
use db::{SealKey, claims, vapi_connections};
use domain::{NotificationChannel, NotificationState};
use futures_util::future::join_all;
use secrecy::ExposeSecret as _;
use testing::Tables;

use crate::filling::{A_MINUTE, noon, planned, report, save};

/// At a time; the pool holds a few more.
const MANY: usize = 8;

#[tokio::test]
async fn a_claim_is_taken_by_one_of_many() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let takers = (0..MANY).map(async |_| {
        let tx = world.db.tenant(acme.id).await.unwrap();
        let taken = claims::take(&tx, "notifier.sms", "call-1").await.unwrap();
        tx.commit().await.unwrap();
        taken
    });
    assert_eq!(join_all(takers).await.into_iter().filter(|taken| *taken).count(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_claim_that_was_rolled_back_can_be_taken_again_and_by_other_organizations() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let other = world.organization("Other").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    assert!(claims::take(&tx, "notifier.sms", "call-1").await.unwrap());
    drop(tx);
    for tenant in [&acme, &other] {
        let tx = world.db.tenant(tenant.id).await.unwrap();
        assert!(claims::take(&tx, "notifier.sms", "call-1").await.unwrap());
        assert!(!claims::take(&tx, "notifier.sms", "call-1").await.unwrap());
        tx.commit().await.unwrap();
    }
    world.finish().await;
}

#[tokio::test]
async fn an_attempt_at_a_notification_is_begun_by_one_of_many() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (call, _) = save(&tx, report(&acme, "call-1"), noon()).await;
    let planned = planned(call);
    notifications::plan(&tx, planned.clone()).await.unwrap();
    tx.commit().await.unwrap();

    let attempts = (0..MANY).map(async |_| {
        let tx = world.db.tenant(acme.id).await.unwrap();
        let begun = notifications::begin_attempt(&tx, planned.id).await.unwrap();
        tx.commit().await.unwrap();
        begun
    });
    let begun: Vec<_> = join_all(attempts).await.into_iter().flatten().collect();
    assert_eq!(begun.len(), 1);
    assert_eq!((begun[0].state, begun[0].attempts), (NotificationState::Sending, 1));
    world.finish().await;
}

#[tokio::test]
async fn a_notification_goes_from_attempt_to_attempt_until_it_is_sent() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (call, _) = save(&tx, report(&acme, "call-1"), noon()).await;
    let planned = planned(call);
    notifications::plan(&tx, planned.clone()).await.unwrap();
    // The same recipient again is the same notification.
    notifications::plan(&tx, crate::filling::planned(call)).await.unwrap();

    let sent = NotificationOutcome::Sent { provider_message_id: "SM1".to_owned() };
    assert!(!notifications::settle(&tx, planned.id, &sent).await.unwrap(), "no attempt has begun");
    assert!(notifications::begin_attempt(&tx, planned.id).await.unwrap().is_some());
    assert!(notifications::resume_attempt(&tx, planned.id, A_MINUTE).await.unwrap().is_none(), "too soon");
    let postponed = NotificationOutcome::Postponed { error: "busy".to_owned() };
    assert!(notifications::settle(&tx, planned.id, &postponed).await.unwrap());
    assert_eq!(notifications::begin_attempt(&tx, planned.id).await.unwrap().unwrap().attempts, 2);
    assert!(notifications::settle(&tx, planned.id, &sent).await.unwrap());
    assert!(notifications::begin_attempt(&tx, planned.id).await.unwrap().is_none(), "sent is sent");

    let log = notifications::about(&tx, call.0, "call-summary", NotificationChannel::Sms).await.unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!((log[0].state, log[0].provider_message_id.as_deref()), (NotificationState::Sent, Some("SM1")));
    assert_eq!(log[0].error, None);
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn the_secrets_of_a_connection_are_sealed_in_its_row_and_open_for_it_alone() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let other = world.organization("Other").await;
    let key = SealKey::new(world.settings.security.seal_key().unwrap()).unwrap();
    let tx = world.db.tenant(acme.id).await.unwrap();
    let own = vapi_connections::own(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(own.len(), 1);
    let sealed = own[0].webhook_secret.as_ref().unwrap();
    assert_eq!(
        key.open(webhook_secret_of(acme.id, own[0].id), sealed).unwrap().expose_secret(),
        acme.vapi_webhook_secret
    );
    assert_eq!(
        key.open(api_key_of(acme.id, own[0].id), own[0].api_key.as_ref().unwrap()).unwrap().expose_secret(),
        acme.vapi_api_key
    );
    assert!(
        key.open(webhook_secret_of(other.id, other.connection), sealed).is_err(),
        "it opened in another row"
    );
    let secret = acme.vapi_webhook_secret.as_bytes();
    assert!(!sealed.windows(secret.len()).any(|window| window == secret));

    let tx = world.db.system().await.unwrap();
    let mut all: Vec<_> =
        vapi_connections::verifications(&tx).await.unwrap().into_iter().map(|found| found.id).collect();
    all.sort();
    assert_eq!(all, [acme.connection, other.connection]);
    tx.commit().await.unwrap();
    world.finish().await;
}
