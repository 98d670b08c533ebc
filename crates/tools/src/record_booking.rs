//! A booking's change on record, and its form in events.

use contracts::timestamp;
use contracts::work;
use db::booking_changes::{self, NewChange};
use db::bookings::Booking;
use runtime::clock;

use crate::tool_context::ToolContext;

/// Records what was done to a booking.
pub(crate) async fn change(
    context: &ToolContext<'_>,
    booking: &Booking,
    change: &'static str,
) -> db::Result<()> {
    let new = NewChange {
        id: clock::new_id(),
        change,
        made_by: context.question_id,
        changed_at: context.now.to_utc(),
    };
    booking_changes::add(context.tx, booking, new).await
}

/// The booking as events carry it.
pub(crate) fn event_booking(context: &ToolContext<'_>, booking: &Booking) -> work::Booking {
    work::Booking {
        id: booking.id.to_string(),
        organization_id: context.organization_id(),
        call_id: booking.call_id.map(|call| call.to_string()),
        service_type: booking.service_type.clone(),
        appointment_date: Some(timestamp(booking.appointment_date)),
        ends_at: Some(timestamp(booking.ends_at)),
        status: booking.status.clone(),
        resource: booking.resource.clone(),
        customer_name: booking.customer_name.clone(),
        customer_phone: booking.customer_phone.clone(),
        customer_email: booking.customer_email.clone(),
    }
}
