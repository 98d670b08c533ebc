//! Numbers that were received without their country.

use db::TenantTx;
use domain::call::Facts;
use domain::{Country, PartyNumber, PhoneNumber};

/// Reads the numbers of both parties again where a country may yet tell what they are: that of the line, here or
/// in what is known of the call, else of our line, else the organization's own. Nothing is asked of the
/// database for numbers that are complete.
pub(crate) async fn read(tx: &TenantTx, facts: Facts, known_line: Option<&PartyNumber>) -> db::Result<Facts> {
    let is_open = |number: &Option<PartyNumber>| number.as_ref().is_some_and(PartyNumber::is_open);
    let of_line = facts.line_number.as_ref().and_then(PartyNumber::phone).and_then(PhoneNumber::country);
    // With the country of the line it was read as it came.
    if of_line.is_some() || !(is_open(&facts.customer_number) || is_open(&facts.line_number)) {
        return Ok(facts);
    }
    let of_known_line = known_line.and_then(PartyNumber::phone).and_then(PhoneNumber::country);
    let known = match of_known_line {
        Some(country) => Some(country),
        None => country(tx, &facts).await?,
    };
    let line_number = facts.line_number.and_then(|number| number.with_country(known));
    let of_line = line_number.as_ref().and_then(PartyNumber::phone).and_then(PhoneNumber::country);
    let customer_number = facts.customer_number.and_then(|number| number.with_country(of_line.or(known)));
    Ok(Facts { line_number, customer_number, ..facts })
}

async fn country(tx: &TenantTx, facts: &Facts) -> db::Result<Option<Country>> {
    if let Some(id) = &facts.vapi_phone_number_id {
        let line = db::phone_numbers::find_by_vapi_id(tx, id).await?;
        let number = line.and_then(|line| PhoneNumber::parse(&line.phone_number).ok());
        if let Some(country) = number.and_then(|number| number.country()) {
            return Ok(Some(country));
        }
    }
    Ok(db::organizations::own(tx).await?.and_then(|own| own.settings.country))
}
