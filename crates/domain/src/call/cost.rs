//! What a call cost, item by item.

use crate::Micros;

/// One line of Vapi's bill for a call. Quantities are absent where the item has none.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct CostItem {
    /// Vapi's word: `transport`, `transcriber`, `model`, `voice`, `vapi`, `analysis`, …
    pub kind: String,
    pub provider: Option<String>,
    pub model: Option<String>,
    pub minutes: Option<f64>,
    pub prompt_tokens: Option<i64>,
    pub completion_tokens: Option<i64>,
    pub characters: Option<i64>,
    #[cfg_attr(feature = "sea-orm", sea_orm(from_alias = "amount_micros"))]
    pub amount: Micros,
}
