//! From the credentials of a request to who asks.

use accounts::keys;
use actix_web::http::header::{AUTHORIZATION, HeaderMap};
use runtime::clock;

use crate::app::App;
use crate::caller::{Caller, Who};
use crate::error::ApiError;

/// Who has these credentials, with what they may do today.
pub(crate) async fn caller_of(app: &App, headers: &HeaderMap) -> Result<Caller, ApiError> {
    let bearer = bearer(headers).ok_or(ApiError::Unauthorized)?;
    if bearer.starts_with(keys::PREFIX) {
        let tx = app.db()?.identity().await?;
        let found = keys::find(&tx, bearer).await?;
        tx.commit().await?;
        let key = found.ok_or(ApiError::Unauthorized)?;
        return Ok(Caller {
            organization: key.organization_id,
            who: Who::Key { id: key.id, scopes: key.scopes },
            expires_at: key.expires_at,
        });
    }
    let claims = app.tokens.read(bearer, clock::now()).map_err(|_| ApiError::Unauthorized)?;
    // The role is today's, not that of the token.
    let role = app.memberships.role(app.db()?, claims.org, claims.sub).await?;
    Ok(Caller {
        organization: claims.org,
        who: Who::User { id: claims.sub, role: role.ok_or(ApiError::Unauthorized)? },
        expires_at: claims.expires_at(),
    })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, credentials) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(credentials.trim())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn credentials_are_read_whatever_the_case_of_their_scheme() {
        for (header, credentials) in
            [("Bearer abc", Some("abc")), ("bearer  abc", Some("abc")), ("Basic abc", None), ("abc", None)]
        {
            let request = TestRequest::default().insert_header((AUTHORIZATION, header)).to_http_request();
            assert_eq!(bearer(request.headers()), credentials, "{header}");
        }
    }
}
