//! A page of calls.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use chrono::{DateTime, Utc};
use db::calls::CallSummary;
use domain::{AssistantId, CallId, ContactId};
use serde::Serialize;
use utoipa::ToSchema;

use super::filter::ListCallsQuery;
use super::parts::Money;
use crate::app::App;
use crate::caller::CallReader;
use crate::error::ApiError;
use crate::openapi::{Forbidden, Overloaded, Problem, Unauthorized};
use crate::query::page::cut;

/// A page of calls.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallPage {
    data: Vec<CallItem>,
    has_more: bool,
    /// The value of `after` for the next page.
    next_cursor: Option<String>,
}

/// A call in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallItem {
    #[schema(value_type = String, example = "call_01995b2e7c417e1b8d3a5f0a9b6c2d11")]
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
    /// Who caused the end: none, caller, assistant, tool, account, vapi, provider, telephony or unknown.
    #[schema(example = "none")]
    fault_owner: Option<String>,
    /// When the call was placed.
    created_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    #[schema(example = 94)]
    duration_seconds: i32,
    #[schema(value_type = Option<String>)]
    assistant_id: Option<AssistantId>,
    assistant_name: Option<String>,
    #[schema(value_type = Option<String>)]
    contact_id: Option<ContactId>,
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
    params(
        ("status" = Option<String>, Query, description = "One status, or several after `in:`", example = "in:ended,in-progress"),
        ("type" = Option<String>, Query, description = "inbound, outbound, web or websocket", example = "inbound"),
        ("ended_reason" = Option<String>, Query, description = "Vapi's word for why a call ended"),
        ("fault_owner" = Option<String>, Query, description = "Who caused the end", example = "vapi"),
        ("vapi_call_id" = Option<String>, Query, description = "Vapi's own id of a call"),
        ("assistant_id" = Option<String>, Query, description = "`asst_…` or a UUID"),
        ("contact_id" = Option<String>, Query, description = "`cont_…` or a UUID"),
        ("customer_number" = Option<String>, Query, description = "The other party's number in E.164", example = "+14155550199"),
        ("created_at[gte]" = Option<DateTime<Utc>>, Query, description = "Placed at this moment or later"),
        ("created_at[gt]" = Option<DateTime<Utc>>, Query, description = "Placed after this moment"),
        ("created_at[lt]" = Option<DateTime<Utc>>, Query, description = "Placed before this moment"),
        ("created_at[lte]" = Option<DateTime<Utc>>, Query, description = "Placed at this moment or earlier"),
        ("after" = Option<String>, Query, description = "The `next_cursor` of the page before"),
        ("limit" = Option<u64>, Query, description = "Calls on a page, 50 unless asked", minimum = 1, maximum = 200),
    ),
    responses(
        (status = 200, description = "A page of calls", body = CallPage),
        (status = 400, description = "A parameter is unknown or wrong", body = Problem, content_type = "application/problem+json"),
        Unauthorized,
        Forbidden,
        Overloaded,
    )
)]
pub(crate) async fn list(
    app: Data<App>,
    CallReader(caller): CallReader,
    request: HttpRequest,
) -> Result<Json<CallPage>, ApiError> {
    let query = ListCallsQuery::parse(request.query_string()).map_err(ApiError::Parameters)?;
    let tx = app.db()?.tenant(caller.organization).await?;
    // One more than the page holds shows whether there is a next page.
    let calls = db::calls::list(&tx, &query.filter, query.after, query.limit + 1).await?;
    tx.commit().await?;
    let (calls, next_cursor) = cut(calls, query.limit, |call| call.cursor().to_string());
    let data = calls.into_iter().map(CallItem::from).collect();
    Ok(Json(CallPage { data, has_more: next_cursor.is_some(), next_cursor }))
}

impl From<CallSummary> for CallItem {
    fn from(call: CallSummary) -> Self {
        Self {
            id: call.id,
            vapi_call_id: call.vapi_call_id,
            r#type: call.call_type,
            status: call.status,
            ended_reason: call.ended_reason,
            fault_owner: call.fault_owner,
            created_at: call.partition_at,
            started_at: call.started_at,
            ended_at: call.ended_at,
            duration_seconds: call.duration_seconds,
            assistant_id: call.assistant_id,
            assistant_name: call.assistant_name,
            contact_id: call.contact_id,
            customer_number: call.customer_number,
            customer_name: call.customer_name,
            line_number: call.line_number,
            summary: call.summary,
            cost: call.cost.and_then(Money::dollars),
        }
    }
}
