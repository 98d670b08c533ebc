//! An organization that takes appointments, on a Friday, ten past ten in the morning in New York.

use bookings::{
    Author, BookingError, Calendar, Customer, Moved, NewBooking, Rejection, RequestedTime, Service,
};
use chrono::{DateTime, TimeZone as _};
use db::TenantTx;
use domain::{Booking, BookingId, OrganizationSettings, PhoneNumber, Zone};
use serde_json::{Value, json};
use testing::{Tables, Tenant};

pub(crate) struct Office {
    pub(crate) world: Tables,
    pub(crate) tenant: Tenant,
    settings: OrganizationSettings,
}

pub(crate) const AUTHOR: Author<'static> = Author { made_by: "Dana", source: "tests" };

pub(crate) fn at(text: &str) -> DateTime<Zone> {
    new_york().from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
}

/// Next Monday.
pub(crate) fn monday(time: &str) -> DateTime<Zone> {
    at(&format!("2026-11-23T{time}:00"))
}

pub(crate) fn ana() -> Customer {
    Customer {
        name: Some("Ana".to_owned()),
        phone: Some(PhoneNumber::parse("+14155550199").unwrap()),
        email: None,
    }
}

/// Open from nine to five on weekdays.
pub(crate) async fn open(booking: Value) -> Office {
    open_but_for(json!({}), booking).await
}

/// The same, but for these days.
pub(crate) async fn open_but_for(exceptions: Value, booking: Value) -> Office {
    let day = json!(["09:00-17:00"]);
    let hours = json!({
        "monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day, "exceptions": exceptions,
    });
    let settings = json!({"business_hours": hours, "booking": booking});
    let world = Tables::start().await;
    let tenant = world.organization("Acme Dental").await;
    Office { world, tenant, settings: serde_json::from_value(settings).unwrap() }
}

impl Office {
    /// The same rules in another organization.
    pub(crate) async fn another(&self) -> Tenant {
        self.world.organization("Other").await
    }

    pub(crate) fn calendar(&self) -> Calendar<'_> {
        Calendar::of(&self.settings, at("2026-11-20T10:10:00"))
    }

    pub(crate) fn new_booking(&self, service: &str, time: RequestedTime) -> NewBooking<'_> {
        let service = Service::named(&self.settings.booking, Some(service)).unwrap();
        NewBooking { service, time, customer: ana(), call: None }
    }

    pub(crate) async fn tx(&self) -> TenantTx {
        self.world.db.tenant(self.tenant.id).await.unwrap()
    }

    pub(crate) async fn book(&self, service: &str, time: DateTime<Zone>) -> Result<Booking, Rejection> {
        self.request(service, RequestedTime::At(time)).await
    }

    pub(crate) async fn request(&self, service: &str, time: RequestedTime) -> Result<Booking, Rejection> {
        let new = self.new_booking(service, time);
        committed(self.tx().await, async |tx| bookings::book(tx, &self.calendar(), AUTHOR, new).await).await
    }

    pub(crate) async fn reschedule(&self, id: BookingId, time: DateTime<Zone>) -> Result<Moved, Rejection> {
        self.request_move(id, RequestedTime::At(time)).await
    }

    pub(crate) async fn request_move(&self, id: BookingId, time: RequestedTime) -> Result<Moved, Rejection> {
        let to = (id, time);
        let tx = self.tx().await;
        committed(tx, async |tx| bookings::reschedule(tx, &self.calendar(), AUTHOR, to).await).await
    }

    pub(crate) async fn cancel(&self, id: BookingId) -> Result<Booking, Rejection> {
        let tx = self.tx().await;
        committed(tx, async |tx| bookings::cancel(tx, &self.calendar(), AUTHOR, id).await).await
    }

    pub(crate) async fn count(&self, table: &str) -> Value {
        self.world.query(&format!("SELECT count(*) FROM {table}")).await[0]["count"].take()
    }

    /// The names of the events, in the order in which they were published.
    pub(crate) async fn published(&self) -> Vec<String> {
        self.world.events(&self.tenant).await.into_iter().map(|(name, _)| name).collect()
    }
}

/// Commits whatever came of it: a rejection has written nothing.
pub(crate) async fn committed<T>(
    tx: TenantTx,
    work: impl AsyncFnOnce(&TenantTx) -> Result<T, BookingError>,
) -> Result<T, Rejection> {
    let done = work(&tx).await;
    tx.commit().await.unwrap();
    done.map_err(|error| match error {
        BookingError::Rejected(rejection) => rejection,
        BookingError::Database(error) => panic!("{error:?}"),
    })
}

fn new_york() -> domain::Zone {
    "America/New_York".parse().unwrap()
}
