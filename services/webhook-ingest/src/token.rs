//! Where Vapi fetches the access tokens that it presents with its messages: OAuth 2.0's client credentials
//! (RFC 6749, 4.4).

use std::sync::LazyLock;
use std::time::Instant;

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use domain::{ConnectionId, OrganizationId};
use runtime::clock;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use url::form_urlencoded;
use vapi::oauth2::{AccessToken, issue};
use vapi::secret_matches;
use vapi::verification::Header;

use crate::app::App;
use crate::arrival::Arrival;
use crate::directory::Judged;
use crate::error::IngestError;
use crate::limits::Sent;
use crate::snapshot::Snapshot;

/// At most 32: a request has three or four.
const MAX_PARAMETERS: usize = 32;

/// Compared with where there is no such client, so that it takes as long.
static PLACEHOLDER_SECRET: LazyLock<SecretString> = LazyLock::new(|| SecretString::from("placeholder"));

/// What a client presents.
#[derive(Default)]
struct TokenRequest {
    grant_type: String,
    client_id: String,
    client_secret: String,
}

/// Why there is no token, in RFC 6749's words.
enum TokenRejection {
    InvalidRequest,
    UnsupportedGrantType,
    InvalidClient,
}

/// Issues a token to a connection of the organization.
pub(crate) async fn issue_token(
    app: Data<App>,
    organization: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, IngestError> {
    let arrival = Arrival::read(&app, &request, payload).await?;
    let reject = |rejection: TokenRejection| {
        app.limits.count_unverified(arrival.source, Instant::now())?;
        Ok(rejection.respond())
    };
    let token_request = match TokenRequest::read(&arrival) {
        Ok(token_request) => token_request,
        Err(rejection) => return reject(rejection),
    };
    let Some(client) = organization.parse().ok().zip(token_request.client_id.parse().ok()) else {
        return reject(TokenRejection::InvalidClient);
    };
    let find = |known: &Snapshot| secret(known, client, &token_request.client_secret, clock::now());
    let (found, _) = app.directory.ask(find).await?;
    let secret = match found {
        Found::Secret(secret) => secret,
        Found::Unopened => return Err(IngestError::Unopened),
        Found::Nothing => return reject(TokenRejection::InvalidClient),
    };
    app.limits.trust(arrival.source, Instant::now());
    let (organization, connection) = client;
    let sent = Sent { organization: Some(organization), connection: Some(connection), is_question: false };
    app.limits.admit(sent, Instant::now())?;
    Ok(respond(&issue(connection, &secret, clock::now())?))
}

impl TokenRequest {
    /// Reads a form; the client may be in the header instead.
    fn read(arrival: &Arrival) -> Result<Self, TokenRejection> {
        let mut request = Self::default();
        for (name, value) in form_urlencoded::parse(&arrival.body).take(MAX_PARAMETERS) {
            let field = match &*name {
                "grant_type" => &mut request.grant_type,
                "client_id" => &mut request.client_id,
                "client_secret" => &mut request.client_secret,
                _ => continue,
            };
            // A parameter must not come twice (RFC 6749, 3.2).
            if !field.is_empty() {
                return Err(TokenRejection::InvalidRequest);
            }
            *field = value.into_owned();
        }
        match arrival.header(AUTHORIZATION.as_str()) {
            Header::Absent => {}
            Header::One(header) if request.client_secret.is_empty() => {
                (request.client_id, request.client_secret) =
                    basic(header).ok_or(TokenRejection::InvalidClient)?;
            }
            Header::One(_) | Header::Repeated => return Err(TokenRejection::InvalidRequest),
        }
        match request.grant_type.as_str() {
            "client_credentials" => Ok(request),
            "" => Err(TokenRejection::InvalidRequest),
            _ => Err(TokenRejection::UnsupportedGrantType),
        }
    }
}

/// Id and secret as in a form, with a colon between, in base64.
fn basic(header: &[u8]) -> Option<(String, String)> {
    const SCHEME: &[u8] = b"basic ";
    let (scheme, written) = header.split_at_checked(SCHEME.len())?;
    let written = STANDARD.decode(written).ok().filter(|_| scheme.eq_ignore_ascii_case(SCHEME))?;
    let (id, secret) = str::from_utf8(&written).ok()?.split_once(':')?;
    let read = |text: &str| form_urlencoded::parse(text.as_bytes()).next().map(|(text, _)| text.into_owned());
    Some((read(id)?, read(secret)?))
}

/// Which secret of its connection a client has presented.
enum Found {
    Secret(SecretString),
    /// None that could be opened.
    Unopened,
    Nothing,
}

impl Judged for Found {
    fn is_settled(&self) -> bool {
        matches!(self, Self::Secret(_))
    }

    fn will_do(&self) -> bool {
        false
    }
}

fn secret(
    known: &Snapshot,
    (organization, connection): (OrganizationId, ConnectionId),
    presented: &str,
    now: DateTime<Utc>,
) -> Found {
    let matches = |secret: &&SecretString| secret_matches(presented.as_bytes(), secret);
    let Some(client) = known.client(organization, connection) else {
        let _ = Some(&*PLACEHOLDER_SECRET).filter(matches);
        return Found::Nothing;
    };
    let previous_is_over = client.previous_until.is_none_or(|until| until <= now);
    let valid = if previous_is_over { 1 } else { client.client_secrets.len() };
    match client.client_secrets.iter().take(valid).find(matches) {
        Some(secret) => Found::Secret(secret.clone()),
        None if client.unopened.plan || client.lacks_secret(now) => Found::Unopened,
        None => Found::Nothing,
    }
}

fn respond(token: &AccessToken) -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(json!({
        "access_token": token.token.expose_secret(),
        "token_type": "Bearer",
        "expires_in": token.expires_in.as_secs(),
    }))
}

impl TokenRejection {
    fn respond(self) -> HttpResponse {
        let (status, error) = match self {
            Self::InvalidRequest => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            Self::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
        };
        let mut response = HttpResponse::build(status);
        if status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Basic"));
        }
        response.insert_header((CACHE_CONTROL, "no-store")).json(json!({ "error": error }))
    }
}
