//! Reads the fields of a plan, each for itself, so that an error names the field.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{PlanError, Written, WrittenBearer, WrittenHmac, WrittenOauth2};

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Secret,
    Bearer,
    Oauth2,
    Hmac,
}

impl Written {
    pub(super) fn read(plan: Map<String, Value>) -> Result<Self, PlanError> {
        let mut fields = Fields(plan);
        let written = match fields.need("type")? {
            Kind::Secret => Self::Secret {},
            Kind::Bearer => Self::Bearer(WrittenBearer::read(&mut fields)?),
            Kind::Oauth2 => Self::Oauth2(WrittenOauth2::read(&mut fields)?),
            Kind::Hmac => Self::Hmac(WrittenHmac::read(&mut fields)?),
        };
        fields.end()?;
        Ok(written)
    }
}

impl WrittenBearer {
    fn read(fields: &mut Fields) -> Result<Self, PlanError> {
        Ok(Self {
            header_name: fields.take("headerName")?,
            bearer_prefix_enabled: fields.take("bearerPrefixEnabled")?,
        })
    }
}

impl WrittenOauth2 {
    fn read(fields: &mut Fields) -> Result<Self, PlanError> {
        Ok(Self {
            scope: fields.take("scope")?,
            issuer: fields.take("issuer")?,
            audience: fields.take("audience")?,
            jwks: fields.take("jwks")?,
        })
    }
}

impl WrittenHmac {
    fn read(fields: &mut Fields) -> Result<Self, PlanError> {
        Ok(Self {
            algorithm: fields.need("algorithm")?,
            signature_header: fields.take("signatureHeader")?,
            timestamp_header: fields.take("timestampHeader")?,
            signature_prefix: fields.take("signaturePrefix")?,
            include_timestamp: fields.take("includeTimestamp")?,
            payload_format: fields.take("payloadFormat")?,
            message_id_header: fields.take("messageIdHeader")?,
            signature_encoding: fields.take("signatureEncoding")?,
            secret_is_base64: fields.take("secretIsBase64")?,
            replay_window_seconds: fields.take("replayWindowSeconds")?,
        })
    }
}

struct Fields(Map<String, Value>);

impl Fields {
    fn take<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Option<T>, PlanError> {
        let value = self.0.remove(name).filter(|value| !value.is_null());
        let read = value.map(serde_json::from_value).transpose();
        read.map_err(|error| PlanError::new(name, error.to_string()))
    }

    fn need<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, PlanError> {
        self.take(name)?.ok_or_else(|| PlanError::new(name, "it is needed"))
    }

    /// Rejects the fields that were not taken.
    fn end(self) -> Result<(), PlanError> {
        match self.0.into_iter().next() {
            None => Ok(()),
            Some((name, _)) => Err(PlanError::new(name, "there is no such field in a plan of this type")),
        }
    }
}
