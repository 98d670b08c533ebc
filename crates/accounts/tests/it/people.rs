use accounts::people;
use db::users::User;
use domain::UserId;
use testing::Tables;
use uuid::Uuid;

fn dana(email: &str, name: &str) -> User {
    User {
        id: UserId(Uuid::new_v4()),
        email: email.to_owned(),
        name: name.to_owned(),
        password_hash: "a hash".to_owned(),
    }
}

#[tokio::test]
async fn a_person_is_one_whatever_the_case_of_their_address_and_keeps_their_id() {
    let world = Tables::start().await;
    let tx = world.db.identity().await.unwrap();
    let id = people::put(&tx, dana(" Dana@Example.com ", "Dana")).await.unwrap();
    assert_eq!(people::put(&tx, dana("dana@example.com", "Dana Reyes")).await.unwrap(), id);

    let found = people::find_by_email(&tx, "DANA@EXAMPLE.COM ").await.unwrap().unwrap();
    assert_eq!((found.id, found.email.as_str(), found.name.as_str()), (id, "Dana@Example.com", "Dana Reyes"));
    for unknown in ["dan@example.com", "dana@example.com\0", ""] {
        assert!(people::find_by_email(&tx, unknown).await.unwrap().is_none(), "{unknown:?}");
    }
    drop(tx);
    world.finish().await;
}
