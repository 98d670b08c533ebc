//! What an organization has, counted.

use sea_orm::FromQueryResult;

use crate::{Error, Result, TenantTx};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Overview {
    pub calls: i64,
    /// Calls whose record is there.
    pub final_calls: i64,
    pub calls_with_transcript: i64,
    pub contacts: i64,
    pub leads: i64,
    pub sms_sent: i64,
    pub sms_in_doubt: i64,
    pub emails_sent: i64,
    /// Calls' summaries that are sent, given up or in doubt.
    pub summaries_done: i64,
    /// Notifications that are neither sent nor given up.
    pub notifications_open: i64,
    pub notifications_failed: i64,
    pub usage_records: i64,
    pub usage_seconds: i64,
    pub cost_micros: i64,
    pub webhooks_archived: i64,
    /// Questions that a caller waited for and that were dealt with in time.
    pub questions_answered: i64,
}

/// Counts everything of the transaction's organization.
pub async fn own(tx: &TenantTx) -> Result<Overview> {
    let counted = tx.row(COUNT, [tx.organization().into()]).await?;
    counted.ok_or_else(|| Error::unreadable("calls", "calls"))
}

const COUNT: &str = "
    SELECT c.calls, c.final_calls, t.calls_with_transcript, o.contacts, l.leads, n.sms_sent, n.sms_in_doubt,
           n.emails_sent, n.summaries_done, n.notifications_open, n.notifications_failed, u.usage_records,
           u.usage_seconds, u.cost_micros, w.webhooks_archived, q.questions_answered
    FROM (SELECT count(*) AS calls, count(*) FILTER (WHERE is_final) AS final_calls
          FROM calls WHERE organization_id = $1) c,
         (SELECT count(DISTINCT call_id) AS calls_with_transcript
          FROM call_transcripts WHERE organization_id = $1) t,
         (SELECT count(*) AS contacts FROM contacts WHERE organization_id = $1) o,
         (SELECT count(*) AS leads FROM leads WHERE organization_id = $1) l,
         (SELECT count(*) FILTER (WHERE channel = 'sms' AND state = 'sent') AS sms_sent,
                 count(*) FILTER (WHERE kind = 'call-summary' AND state IN ('sent', 'failed', 'unknown'))
                     AS summaries_done,
                 count(*) FILTER (WHERE channel = 'sms' AND state = 'unknown') AS sms_in_doubt,
                 count(*) FILTER (WHERE channel = 'email' AND state = 'sent') AS emails_sent,
                 count(*) FILTER (WHERE state IN ('pending', 'sending')) AS notifications_open,
                 count(*) FILTER (WHERE state = 'failed') AS notifications_failed
          FROM notifications WHERE organization_id = $1) n,
         (SELECT count(*) AS usage_records, coalesce(sum(seconds), 0)::bigint AS usage_seconds,
                 coalesce(sum(cost_micros), 0)::bigint AS cost_micros
          FROM usage_records WHERE organization_id = $1) u,
         (SELECT count(*) AS webhooks_archived FROM webhook_events WHERE organization_id = $1) w,
         (SELECT count(*) FILTER (WHERE outcome <> 'missed') AS questions_answered
          FROM live_questions WHERE organization_id = $1) q";
