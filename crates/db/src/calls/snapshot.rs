//! A call as its rows are, for whoever compares them.

use domain::call::VapiCallId;
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::{Result, TenantTx};

/// Everything on record of a call, but for our own ids and times: its own columns, and the rows of each other
/// table by what distinguishes them.
pub async fn snapshot(tx: &TenantTx, vapi_call_id: &VapiCallId) -> Result<Option<Value>> {
    #[derive(FromQueryResult)]
    struct Snapshot {
        rows: Value,
    }
    let found =
        tx.row::<Snapshot>(SNAPSHOT, [tx.organization().into(), vapi_call_id.as_str().into()]).await?;
    Ok(found.map(|found| found.rows))
}

const SNAPSHOT: &str = "
    SELECT jsonb_build_object(
        'calls', to_jsonb(c) - '{organization_id,id,created_at,updated_at}'::text[],
        'call_transcripts', (
            SELECT coalesce(jsonb_object_agg(lpad(turn::text, 5, '0'),
                       to_jsonb(t) - '{organization_id,call_id}'::text[]), '{}')
            FROM call_transcripts t WHERE t.organization_id = c.organization_id AND t.call_id = c.id),
        'call_costs', (
            SELECT coalesce(jsonb_object_agg(lpad(item::text, 5, '0'),
                       to_jsonb(t) - '{organization_id,call_id}'::text[]), '{}')
            FROM call_costs t WHERE t.organization_id = c.organization_id AND t.call_id = c.id),
        'call_participants', (
            SELECT coalesce(jsonb_object_agg(party,
                       to_jsonb(t) - '{organization_id,id,call_id}'::text[]), '{}')
            FROM call_participants t WHERE t.organization_id = c.organization_id AND t.call_id = c.id),
        'call_actions', (
            SELECT coalesce(jsonb_object_agg(tool_call_id,
                       to_jsonb(t) - '{organization_id,id,call_id,created_at,updated_at}'::text[]), '{}')
            FROM call_actions t WHERE t.organization_id = c.organization_id AND t.call_id = c.id)) AS rows
    FROM call_keys k
    JOIN calls c ON c.organization_id = k.organization_id AND c.id = k.call_id AND c.partition_at = k.partition_at
    WHERE k.organization_id = $1 AND k.vapi_call_id = $2";
