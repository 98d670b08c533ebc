//! Appointments for callers to book, each another.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::stage::now;

/// Appointments are half an hour each, within the days that may be booked.
const SLOTS_A_DAY: u32 = 48;

/// Times that are not booked yet, from tomorrow on.
#[derive(Default)]
pub(crate) struct Slots(AtomicU32);

impl Slots {
    pub(crate) fn next(&self) -> Value {
        let slot = self.0.fetch_add(1, Ordering::Relaxed);
        let day = now().date_naive() + TimeDelta::days(1 + i64::from(slot / SLOTS_A_DAY));
        let (hour, minute) = (slot % SLOTS_A_DAY / 2, slot % 2 * 30);
        json!({
            "customerName": "Ana",
            "customerPhone": "+14155550199",
            "serviceType": "Consultation",
            "date": day.to_string(),
            "time": format!("{hour:02}:{minute:02}"),
        })
    }
}
