//! A page of calls.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use db::calls::{CallFilter, CallSummary};
use domain::call::{FaultOwner, Span};
use domain::{AssistantId, CallId, ContactId};
use serde::Serialize;
use utoipa::ToSchema;
use web::Json;

use super::parts::Money;
use crate::app::App;
use crate::caller::Caller;
use crate::error::ApiError;
use crate::query::{List, Page};

/// A call in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallItem {
    id: CallId,
    /// Vapi's own id.
    vapi_call_id: String,
    #[schema(example = "inbound")]
    r#type: Option<String>,
    /// Vapi's word.
    #[schema(example = "ended")]
    status: String,
    #[schema(example = "customer-ended-call")]
    ended_reason: Option<String>,
    /// Who caused the end.
    fault_owner: Option<FaultOwner>,
    /// When the call was placed.
    created_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    /// How long the call was; null while unknown.
    #[schema(example = 94)]
    duration_seconds: Option<i32>,
    assistant_id: Option<AssistantId>,
    assistant_name: Option<String>,
    contact_id: Option<ContactId>,
    /// In E.164; what is no phone number is as it was received. Absent where it is withheld.
    #[schema(example = "+14155550199")]
    customer_number: Option<String>,
    customer_name: Option<String>,
    line_number: Option<String>,
    summary: Option<String>,
    cost: Option<Money>,
}

/// Lists calls, the newest first.
///
/// All filters must hold. `status` takes one word or several: `status=in:ended,failed`.
#[utoipa::path(
    get,
    path = "/api/v1/calls",
    tag = "calls",
    responses((status = 200, description = "A page of calls", body = Page<CallItem>))
)]
pub(crate) async fn list(
    app: Data<App>,
    caller: Caller,
    list: List<CallFilter>,
) -> Result<Json<Page<CallItem>>, ApiError> {
    let tx = app.db()?.tenant(caller.organization).await?;
    let calls = db::calls::list(&tx, &list.filter, list.after, list.rows()).await?;
    tx.commit().await?;
    Ok(Json(list.page(calls, CallSummary::cursor)))
}

impl From<CallSummary> for CallItem {
    fn from(call: CallSummary) -> Self {
        let Span { began_at, over_at } = call.span();
        Self {
            id: call.id,
            vapi_call_id: call.vapi_call_id.to_string(),
            r#type: call.call_type.as_ref().map(ToString::to_string),
            status: call.status.to_string(),
            ended_reason: call.ended_reason,
            fault_owner: call.fault_owner,
            created_at: call.partition_at,
            started_at: began_at,
            ended_at: over_at,
            duration_seconds: call.duration_seconds,
            assistant_id: call.assistant_id,
            assistant_name: call.assistant_name,
            contact_id: call.contact_id,
            customer_number: call.customer_number.map(String::from),
            customer_name: call.customer_name,
            line_number: call.line_number.map(String::from),
            summary: call.summary,
            cost: call.cost.and_then(Money::dollars),
        }
    }
}
