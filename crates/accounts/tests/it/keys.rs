use accounts::keys::{self, NewKey};
use db::api_keys::ApiKey;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use testing::{Tables, Tenant};

async fn put(world: &Tables, tenant: &Tenant, secret: &SecretString) {
    let key =
        NewKey { name: "of a test".to_owned(), scopes: vec!["calls:read".to_owned()], expires_at: None };
    let tx = world.db.tenant(tenant.id).await.unwrap();
    keys::put(&tx, secret, key).await.unwrap();
    tx.commit().await.unwrap();
}

async fn find(world: &Tables, secret: &SecretString) -> Option<ApiKey> {
    let tx = world.db.identity().await.unwrap();
    keys::find(&tx, secret.expose_secret()).await.unwrap()
}

#[tokio::test]
async fn a_key_leads_to_its_organization_and_is_kept_once() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let secret = keys::generate().unwrap();
    assert!(find(&world, &secret).await.is_none());

    put(&world, &acme, &secret).await;
    put(&world, &acme, &secret).await;
    let found = find(&world, &secret).await.unwrap();
    assert_eq!((found.organization_id, found.scopes), (acme.id, vec!["calls:read".to_owned()]));
    let count = "SELECT count(*) FROM api_keys WHERE name = 'of a test'";
    assert_eq!(world.query(count).await, [json!({"count": 1})]);
    world.finish().await;
}

#[tokio::test]
async fn a_key_that_was_revoked_or_has_expired_leads_nowhere() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    for column in ["revoked_at", "expires_at"] {
        let secret = keys::generate().unwrap();
        put(&world, &acme, &secret).await;
        world.execute(&format!("UPDATE api_keys SET {column} = now() WHERE name = 'of a test'")).await;
        assert!(find(&world, &secret).await.is_none(), "{column}");
    }
    world.finish().await;
}
