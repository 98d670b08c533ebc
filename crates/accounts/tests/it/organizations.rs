use accounts::organizations::{self, PutOrganizationError};
use accounts::people;
use db::organizations::Organization;
use db::users::User;
use domain::{OrganizationId, OrganizationSettings, UserId};
use serde_json::{Value, json};
use testing::Tables;
use uuid::Uuid;

const NAMED: &str = "SELECT name, timezone, m.role, m.user_id FROM organizations o
                     JOIN memberships m ON m.organization_id = o.id";

fn organization(name: &str) -> Organization {
    Organization {
        id: OrganizationId(Uuid::from_u128(7)),
        name: name.to_owned(),
        timezone: "Europe/Berlin".parse().unwrap(),
        settings: OrganizationSettings::default(),
    }
}

async fn owner(world: &Tables) -> UserId {
    let person = User {
        id: UserId(Uuid::new_v4()),
        email: "dana@example.com".to_owned(),
        name: "Dana".to_owned(),
        password_hash: "a hash".to_owned(),
    };
    let tx = world.db.identity().await.unwrap();
    let id = people::put(&tx, person).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn put(world: &Tables, name: &str, owner: UserId) -> Result<bool, PutOrganizationError> {
    let organization = organization(name);
    let tx = world.db.tenant(organization.id).await.unwrap();
    let is_new = organizations::put(&tx, &organization, owner, "tests").await?;
    tx.commit().await.unwrap();
    Ok(is_new)
}

async fn events(world: &Tables) -> Vec<Value> {
    world.query("SELECT name, source, payload FROM events ORDER BY id").await
}

#[tokio::test]
async fn an_organization_is_made_once_with_its_owner_and_its_event() {
    let world = Tables::start().await;
    let owner = owner(&world).await;
    assert!(put(&world, "Northside Towing", owner).await.unwrap());
    assert!(!put(&world, "Southside Towing", owner).await.unwrap());

    let expected = json!({
        "name": "Southside Towing", "timezone": "Europe/Berlin", "role": "owner", "user_id": owner.0,
    });
    assert_eq!(world.query(NAMED).await, [expected]);
    let events = events(&world).await;
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!((&events[0]["name"], &events[0]["source"]), (&json!("organization.created"), &json!("tests")));
    world.finish().await;
}

#[tokio::test]
async fn an_organization_of_nobody_is_not_made() {
    let world = Tables::start().await;
    let unmade = put(&world, "Northside Towing", UserId(Uuid::new_v4())).await;
    assert!(matches!(unmade, Err(PutOrganizationError::UnknownOwner)), "{unmade:?}");
    assert!(world.query(NAMED).await.is_empty());
    assert!(events(&world).await.is_empty());
    world.finish().await;
}

#[tokio::test]
async fn an_organization_that_is_not_committed_was_never_made() {
    let world = Tables::start().await;
    let owner = owner(&world).await;
    let organization = organization("Northside Towing");
    let tx = world.db.tenant(organization.id).await.unwrap();
    assert!(organizations::put(&tx, &organization, owner, "tests").await.unwrap());
    drop(tx);
    assert!(world.query(NAMED).await.is_empty());
    assert!(events(&world).await.is_empty());
    world.finish().await;
}
