//! What a call cost, item by item.

use domain::CallId;
use domain::call::CostItem;

use crate::columns::{columns, select};
use crate::{Result, TenantTx};

columns!(
    CostItem:
    kind, provider, model, minutes, prompt_tokens, completion_tokens, characters, amount_micros = amount
);

/// Where an item stands.
struct Place {
    call_id: CallId,
    item: i32,
}

columns!(Place: call_id, item);

/// Adds the costs of a call that has none.
pub(crate) async fn add(tx: &TenantTx, call: CallId, costs: &[CostItem]) -> Result<()> {
    let rows = (0..).zip(costs).map(|(item, cost)| (Place { call_id: call, item }, cost.clone()));
    tx.insert_all("call_costs", rows, "").await?;
    Ok(())
}

/// A call's costs, in Vapi's order.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<CostItem>> {
    let of_call =
        select::<CostItem>("FROM call_costs WHERE organization_id = $1 AND call_id = $2 ORDER BY item");
    tx.rows(&of_call, [tx.organization().into(), call.into()]).await
}
