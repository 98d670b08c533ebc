//! Signing in with e-mail and password.

use std::net::IpAddr;
use std::time::Instant;

use accounts::passwords::PasswordError;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use db::Db;
use db::users::{Membership, User};
use domain::{MemberRole, OrganizationId, UserId};
use runtime::clock;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, Problem};

use super::guesses::{Guess, TooManyGuesses};
use super::token::TokenError;
use crate::app::App;
use crate::error::{ApiError, RETRY_AFTER};

#[derive(Debug, thiserror::Error)]
enum SignInError {
    #[error("the e-mail address or the password is wrong")]
    InvalidCredentials,
    #[error(transparent)]
    TooManyGuesses(#[from] TooManyGuesses),
    #[error("the person belongs to no organization")]
    NoMembership,
    #[error("the person does not belong to the organization that was asked for")]
    OtherOrganization,
    #[error("could not check a password")]
    Password(#[source] PasswordError),
    #[error("could not issue a token")]
    Token(#[source] TokenError),
}

impl From<SignInError> for ApiError {
    fn from(error: SignInError) -> Self {
        let problem = match &error {
            SignInError::InvalidCredentials => {
                Problem::new(StatusCode::UNAUTHORIZED, "invalid_credentials", "E-mail or password is wrong")
            }
            SignInError::NoMembership => {
                Problem::new(StatusCode::FORBIDDEN, "no_membership", "You belong to no organization")
            }
            SignInError::TooManyGuesses(TooManyGuesses { retry_after }) => {
                Problem::too_many_requests(*retry_after).detail(error.to_string())
            }
            SignInError::Password(PasswordError::Crowded) => Problem::too_many_requests(RETRY_AFTER),
            SignInError::OtherOrganization => Problem::invalid().error(
                "/organization_id",
                "unknown",
                "it is none of this person's organizations",
            ),
            SignInError::Password(PasswordError::Busy) => Problem::overloaded(RETRY_AFTER),
            SignInError::Password(
                PasswordError::Hash(_) | PasswordError::Stored(_) | PasswordError::Interrupted(_),
            )
            | SignInError::Token(_) => Problem::internal(&error),
        };
        problem.into()
    }
}

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    #[schema(example = "dana@example.com")]
    email: String,
    #[schema(value_type = String, format = Password)]
    password: SecretString,
    /// Which of the person's organizations to act for; the first one when absent.
    organization_id: Option<OrganizationId>,
}

/// A token, and what it is for.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignedIn {
    /// Goes into the header `Authorization: Bearer …`.
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds.
    #[schema(example = 600)]
    expires_in: i64,
    user: Person,
    /// The organization that the token acts for.
    organization: MemberOf,
    /// All of the person's organizations, the oldest membership first.
    organizations: Vec<MemberOf>,
}

/// A person who signs in.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Person {
    id: UserId,
    #[schema(example = "dana@example.com")]
    email: String,
    #[schema(example = "Dana Reyes")]
    name: String,
}

/// An organization, and what the person is in it.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct MemberOf {
    pub(super) id: OrganizationId,
    #[schema(example = "Northside Towing")]
    name: String,
    pub(super) role: MemberRole,
}

/// Signs in.
///
/// An unknown e-mail address and a wrong password get the same answer. Wrong passwords are limited: by where they
/// come from, by account, and by both together. Where an account's owner has signed in before, others can't use
/// up theirs.
#[utoipa::path(
    post,
    path = "/api/v1/auth/signin",
    tag = "auth",
    responses(
        (status = 200, description = "Signed in", body = SignedIn),
        (status = 401, description = "`invalid_credentials`"),
        (status = 403, description = "`no_membership`"),
        (status = 429, description = "Too many passwords were wrong, or are being checked: try again after `Retry-After` seconds"),
        (status = 503, description = "Try again after `Retry-After` seconds"),
        (status = 422, description = "The organization is none of the person's"),
    )
)]
pub(crate) async fn signin(
    app: Data<App>,
    request: HttpRequest,
    Json(body): Json<SignIn>,
) -> Result<HttpResponse, ApiError> {
    let source = app.door.proxies.source_of(&request);
    let user = prove(&app, source, &body.email, body.password).await?;

    let organizations = organizations_of(app.db()?, user.id).await?;
    let organization = choose(&organizations, body.organization_id)?.clone();
    app.memberships.forget(organization.id, user.id);
    let token = app.tokens.issue(user.id, organization.id, organization.role, clock::now());
    let signed_in = SignedIn {
        access_token: token.map_err(SignInError::Token)?,
        token_type: "Bearer",
        expires_in: app.tokens.ttl_seconds(),
        user: user.into(),
        organization,
        organizations,
    };
    let no_store = (CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(HttpResponse::Ok().insert_header(no_store).json(signed_in))
}

/// The person whose password this is.
async fn prove(app: &App, source: IpAddr, email: &str, password: SecretString) -> Result<User, ApiError> {
    let guess = app.door.guesses.begin(email, source, Instant::now()).map_err(SignInError::from)?;
    match find_by_password(app, &guess, email, password).await {
        Ok(Some(user)) => {
            guess.was_right(Instant::now());
            Ok(user)
        }
        Ok(None) => Err(SignInError::InvalidCredentials.into()),
        Err(error) => {
            guess.take_back(Instant::now());
            Err(error)
        }
    }
}

async fn find_by_password(
    app: &App,
    guess: &Guess<'_>,
    email: &str,
    password: SecretString,
) -> Result<Option<User>, ApiError> {
    let user = find_user(app.db()?, email).await?;
    let stored = user.as_ref().map(|user| user.password_hash.as_str());
    let checked = app.door.verifier.verify(guess.asker(), password, stored).await;
    let is_right = checked.map_err(SignInError::Password)?;
    Ok(user.filter(|_| is_right))
}

async fn find_user(db: &Db, email: &str) -> db::Result<Option<User>> {
    let tx = db.identity().await?;
    let user = accounts::people::find_by_email(&tx, email).await?;
    tx.commit().await?;
    Ok(user)
}

pub(super) async fn organizations_of(db: &Db, user: UserId) -> db::Result<Vec<MemberOf>> {
    let tx = db.identity().await?;
    let memberships = db::users::memberships(&tx, user).await?;
    tx.commit().await?;
    Ok(memberships.into_iter().map(MemberOf::from).collect())
}

/// Whether the other one exists is not told: only the person's own are looked at.
fn choose(organizations: &[MemberOf], requested: Option<OrganizationId>) -> Result<&MemberOf, SignInError> {
    let first = organizations.first().ok_or(SignInError::NoMembership)?;
    match requested {
        None => Ok(first),
        Some(requested) => {
            let found = organizations.iter().find(|organization| organization.id == requested);
            found.ok_or(SignInError::OtherOrganization)
        }
    }
}

impl From<User> for Person {
    fn from(user: User) -> Self {
        Self { id: user.id, email: user.email, name: user.name }
    }
}

impl From<Membership> for MemberOf {
    fn from(membership: Membership) -> Self {
        Self { id: membership.organization_id, name: membership.organization_name, role: membership.role }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn member_of(number: u128) -> MemberOf {
        let id = OrganizationId(Uuid::from_u128(number));
        MemberOf { id, name: number.to_string(), role: MemberRole::Agent }
    }

    #[test]
    fn the_organization_that_was_asked_for_is_chosen_if_it_is_the_persons() {
        let organizations = [member_of(1), member_of(2)];
        let id = |number| OrganizationId(Uuid::from_u128(number));
        for (requested, chosen) in [(Some(2), "2"), (None, "1")] {
            assert_eq!(choose(&organizations, requested.map(id)).unwrap().name, chosen);
        }
        let other = choose(&organizations, Some(id(3)));
        assert!(matches!(other, Err(SignInError::OtherOrganization)));
        for requested in [None, Some(id(3))] {
            assert!(matches!(choose(&[], requested), Err(SignInError::NoMembership)));
        }
    }
}
