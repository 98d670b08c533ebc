//! People, who belong to no organization until they join one.

use db::IdentityTx;
use db::users::User;
use domain::UserId;

/// The person with this e-mail address, whatever its case and the spaces around it.
pub async fn find_by_email(tx: &IdentityTx, email: &str) -> db::Result<Option<User>> {
    // Postgres takes no NUL in a text, so that no address has one.
    if email.contains('\0') {
        return Ok(None);
    }
    db::users::find_by_email(tx, email.trim()).await
}

/// Adds a person, or gives the one with this e-mail address this name and password; answers the id that holds.
pub async fn put(tx: &IdentityTx, person: User) -> db::Result<UserId> {
    let email = person.email.trim().to_owned();
    db::users::put(tx, &User { email, ..person }).await
}
