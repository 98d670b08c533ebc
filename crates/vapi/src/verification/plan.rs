//! How the requests of a connection are verified: Vapi's `authenticationPlan`, its secret kept apart.

mod read;

use std::borrow::Cow;

use jsonwebtoken::jwk::JwkSet;
use reqwest::header::{AUTHORIZATION, HeaderName};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::bearer::Bearer;
use super::hmac::{Algorithm, Encoding, SignatureScheme, SignedTime};
use super::issuer::Issuer;
use super::payload::{Part, PayloadFormat};

/// Five minutes, as Stripe, Svix and most others have it.
const DEFAULT_WINDOW_SECONDS: u32 = 300;
/// At most a day: whoever needs more wants no window.
const MAX_WINDOW_SECONDS: u32 = 24 * 60 * 60;
/// At most 1,000 bytes: Vapi's own bound on a scope; the other texts are shorter still.
const MAX_TEXT_BYTES: usize = 1000;

/// A plan that makes sense. Its JSON is Vapi's, and has no secret in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>", into = "Written")]
pub struct Plan(Written);

/// What makes no sense in a plan, or in what it is used with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct PlanError {
    pub field: Cow<'static, str>,
    pub problem: String,
}

impl PlanError {
    pub(super) fn new(field: impl Into<Cow<'static, str>>, problem: impl Into<String>) -> Self {
        Self { field: field.into(), problem: problem.into() }
    }
}

/// A plan, read.
pub(super) enum Scheme {
    Secret,
    Bearer(Bearer),
    OwnToken,
    IssuersToken(Box<Issuer>),
    Signature(SignatureScheme),
}

/// What Vapi sends unless it is configured otherwise.
impl Default for Plan {
    fn default() -> Self {
        Self(Written::Secret {})
    }
}

impl Plan {
    /// Whether Vapi presents tokens that it fetches from us.
    pub fn has_our_tokens(&self) -> bool {
        matches!(self.scheme(), Ok(Scheme::OwnToken))
    }

    /// How many bytes of a secret count: of one that is base64, those that it stands for.
    pub fn secret_bytes(&self, secret: &SecretString) -> usize {
        match self.scheme() {
            Ok(Scheme::Signature(scheme)) => scheme.secret_bytes(secret),
            Ok(_) | Err(_) => secret.expose_secret().len(),
        }
    }

    pub(super) fn scheme(&self) -> Result<Scheme, PlanError> {
        self.0.scheme()
    }
}

impl TryFrom<Map<String, Value>> for Plan {
    type Error = PlanError;

    fn try_from(plan: Map<String, Value>) -> Result<Self, PlanError> {
        let written = Written::read(plan)?;
        written.scheme()?;
        Ok(Self(written))
    }
}

impl From<Plan> for Written {
    fn from(plan: Plan) -> Self {
        plan.0
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Written {
    Secret {},
    Bearer(WrittenBearer),
    Oauth2(WrittenOauth2),
    Hmac(WrittenHmac),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct WrittenBearer {
    #[serde(skip_serializing_if = "Option::is_none")]
    header_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bearer_prefix_enabled: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct WrittenOauth2 {
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwks: Option<JwkSet>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct WrittenHmac {
    algorithm: Algorithm,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature_header: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp_header: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    include_timestamp: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload_format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id_header: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature_encoding: Option<Encoding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_is_base64: Option<bool>,
    /// Ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    replay_window_seconds: Option<u32>,
}

impl Written {
    fn scheme(&self) -> Result<Scheme, PlanError> {
        match self {
            Self::Secret {} => Ok(Scheme::Secret),
            Self::Bearer(written) => Ok(Scheme::Bearer(written.bearer()?)),
            Self::Oauth2(written) => written.scheme(),
            Self::Hmac(written) => Ok(Scheme::Signature(written.scheme()?)),
        }
    }
}

impl WrittenBearer {
    fn bearer(&self) -> Result<Bearer, PlanError> {
        let header = header_name("headerName", self.header_name.as_deref(), AUTHORIZATION.as_str())?;
        Ok(Bearer { header, has_prefix: self.bearer_prefix_enabled.unwrap_or(true) })
    }
}

impl WrittenOauth2 {
    /// An issuer's tokens are read with its keys; without an issuer the tokens are our own.
    fn scheme(&self) -> Result<Scheme, PlanError> {
        if let Some(scope) = &self.scope {
            bounded("scope", scope)?;
        }
        let (issuer, audience, jwks) = match (&self.issuer, &self.audience, &self.jwks) {
            (None, None, None) => return Ok(Scheme::OwnToken),
            (Some(issuer), Some(audience), Some(jwks)) => (issuer, audience, jwks),
            (None, ..) => return Err(PlanError::new("issuer", "it is needed beside audience and jwks")),
            // Without it a token that was meant for another server would do.
            (_, None, _) => return Err(PlanError::new("audience", "it is needed beside issuer and jwks")),
            (.., None) => return Err(PlanError::new("jwks", "it is needed beside issuer and audience")),
        };
        let (issuer, audience) = (bounded("issuer", issuer)?, bounded("audience", audience)?);
        let scope = self.scope.as_deref().unwrap_or_default();
        Ok(Scheme::IssuersToken(Box::new(Issuer::new(issuer, audience, scope, jwks)?)))
    }
}

impl WrittenHmac {
    fn scheme(&self) -> Result<SignatureScheme, PlanError> {
        let format = self.format()?;
        let message_id_header = match &self.message_id_header {
            Some(name) => Some(header_name("messageIdHeader", Some(name), "")?),
            None if format.has(Part::MessageId) => {
                return Err(PlanError::new("messageIdHeader", "payloadFormat has {svix-id}"));
            }
            None => None,
        };
        let prefix = self.signature_prefix.as_deref().unwrap_or_default();
        if prefix.len() > MAX_TEXT_BYTES {
            return Err(too_long("signaturePrefix"));
        }
        Ok(SignatureScheme {
            algorithm: self.algorithm,
            encoding: self.signature_encoding.unwrap_or_default(),
            signature_header: header_name(
                "signatureHeader",
                self.signature_header.as_deref(),
                "x-signature",
            )?,
            prefix: prefix.to_owned(),
            secret_is_base64: self.secret_is_base64.unwrap_or(false),
            time: self.time(&format)?,
            message_id_header: message_id_header.filter(|_| format.has(Part::MessageId)),
            format,
        })
    }

    fn format(&self) -> Result<PayloadFormat, PlanError> {
        const FIELD: &str = "payloadFormat";
        let has_time = self.include_timestamp.unwrap_or(true);
        let usual = if has_time { "{timestamp}.{body}" } else { "{body}" };
        let format = PayloadFormat::parse(self.payload_format.as_deref().unwrap_or(usual))
            .map_err(|problem| PlanError::new(FIELD, problem))?;
        if format.has(Part::Timestamp) && !has_time {
            return Err(PlanError::new(FIELD, "it has {timestamp}, but includeTimestamp is false"));
        }
        Ok(format)
    }

    /// A time that is not signed proves nothing: whoever repeats the request writes another.
    fn time(&self, format: &PayloadFormat) -> Result<Option<SignedTime>, PlanError> {
        const WINDOW: &str = "replayWindowSeconds";
        let header = header_name("timestampHeader", self.timestamp_header.as_deref(), "x-timestamp")?;
        if !format.has(Part::Timestamp) {
            return match self.replay_window_seconds {
                None => Ok(None),
                Some(_) => Err(PlanError::new(WINDOW, "no time is signed: payloadFormat has no {timestamp}")),
            };
        }
        let window_seconds = self.replay_window_seconds.unwrap_or(DEFAULT_WINDOW_SECONDS);
        if !(1..=MAX_WINDOW_SECONDS).contains(&window_seconds) {
            return Err(PlanError::new(WINDOW, format!("expected 1 to {MAX_WINDOW_SECONDS}")));
        }
        Ok(Some(SignedTime { header, window_seconds }))
    }
}

fn header_name(field: &'static str, written: Option<&str>, usual: &str) -> Result<HeaderName, PlanError> {
    let name = bounded(field, written.unwrap_or(usual))?;
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| PlanError::new(field, "it is no name of a header"))
}

fn bounded<'a>(field: &'static str, text: &'a str) -> Result<&'a str, PlanError> {
    match text.len() {
        0 => Err(PlanError::new(field, "it is empty")),
        1..=MAX_TEXT_BYTES => Ok(text),
        _ => Err(too_long(field)),
    }
}

fn too_long(field: &'static str) -> PlanError {
    PlanError::new(field, format!("it is longer than {MAX_TEXT_BYTES} bytes"))
}
