//! What an organization's other systems send.

use std::collections::BTreeSet;

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path, Payload};
use domain::OrganizationId;
use serde::Deserialize;
use serde_json::{Value, json};
use vapi::verification::Presented;

use super::{UNKNOWN, keep};
use crate::app::App;
use crate::arrival::Arrival;
use crate::error::IngestError;
use crate::integration::Integration;
use crate::owner::{Evidence, Sender, Verdict};
use crate::snapshot::{Snapshot, is_affordable};

/// At most 255 bytes: what is longer is no type.
const MAX_KIND: usize = 255;

/// Takes a webhook of the organization that the address names.
pub(crate) async fn for_organization(
    app: Data<App>,
    path: Path<(String, String)>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<Value>, IngestError> {
    let (provider, organization) = path.into_inner();
    let arrival = Arrival::read(&app, &request, payload).await?;
    let organization = organization.parse().map_err(|_| app.not_verified(&arrival, UNKNOWN))?;
    take(&app, &provider, Some(organization), arrival).await
}

/// Takes a webhook of whichever organization's secret it came with.
pub(crate) async fn for_anyone(
    app: Data<App>,
    provider: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<Value>, IngestError> {
    let arrival = Arrival::read(&app, &request, payload).await?;
    take(&app, &provider, None, arrival).await
}

async fn take(
    app: &App,
    provider: &str,
    organization: Option<OrganizationId>,
    arrival: Arrival,
) -> Result<Json<Value>, IngestError> {
    let judge =
        |known: &Snapshot| arrival.present(|presented| judge(known, provider, organization, presented));
    let (verdict, _) = app.directory.ask(judge).await?;
    let sender = app.verified(&arrival, verdict)?;
    let kind = kind_of(&arrival.body);
    keep(app, provider, kind, sender, arrival).await?;
    Ok(Json(json!({})))
}

fn judge(
    known: &Snapshot,
    provider: &str,
    organization: Option<OrganizationId>,
    presented: &Presented<'_>,
) -> Verdict {
    let all: Vec<_> = known.integrations(provider, organization).collect();
    if all.is_empty() {
        return Verdict::UnknownOrganization;
    }
    let work = |own: &Integration| own.work(presented.body.len());
    let is_hashed = is_affordable(all.iter().map(|own| work(own)));
    let tried: Vec<_> = all.into_iter().filter(|own| is_hashed || work(own) == 0).collect();
    let proofs = tried.iter().filter_map(|own| Some((own.organization, own.id, own.verify(presented)?)));
    let proofs: Vec<_> = proofs.collect();
    let Some((_, connection, method)) = proofs.first().copied() else {
        let may_be_unopened = tried.iter().any(|own| own.may_be_meant(presented));
        return if may_be_unopened { Verdict::Unopened } else { Verdict::Rejected(None) };
    };
    let proved: BTreeSet<_> = proofs.iter().map(|(organization, ..)| *organization).collect();
    let owner = Evidence::default().owner_among(&proved);
    Verdict::Verified(Sender { owner, connection: Some(connection), method })
}

/// The sender's own type, where the body is JSON that has one.
fn kind_of(body: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Body {
        r#type: String,
    }
    // A byte order mark before it is no part of the JSON.
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let kind = serde_json::from_slice::<Body>(json).map(|body| body.r#type).unwrap_or_default();
    if kind.len() > MAX_KIND { String::new() } else { kind }
}
