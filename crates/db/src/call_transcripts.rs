//! The turns of a call.

use domain::CallId;
use domain::call::Turn;

use crate::columns::{columns, select};
use crate::{Result, TenantTx};

columns!(Turn: role, text, name, tool_call_id, arguments, started_at, ended_at);

/// Where a turn stands.
struct Place {
    call_id: CallId,
    turn: i32,
}

columns!(Place: call_id, turn);

/// Adds the turns of a call that has none.
pub(crate) async fn add(tx: &TenantTx, call: CallId, turns: &[Turn]) -> Result<()> {
    let rows = (0..).zip(turns).map(|(turn, said)| (Place { call_id: call, turn }, said.clone()));
    tx.insert_all("call_transcripts", rows, "").await?;
    Ok(())
}

/// A call's turns, in their order.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<Turn>> {
    let of_call =
        select::<Turn>("FROM call_transcripts WHERE organization_id = $1 AND call_id = $2 ORDER BY turn");
    tx.rows(&of_call, [tx.organization().into(), call.into()]).await
}
