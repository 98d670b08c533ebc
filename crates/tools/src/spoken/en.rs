//! In English.

use bookings::Rejection;
use chrono::DateTime;
use domain::Language::En;
use domain::{PhoneError, Zone};

use super::line::{
    AboutBooking, AboutTime, AboutTransfer, Appointment, Callback, Customer, Due, SpokenLine, list, name,
    read_out,
};
use crate::fields::Field;

pub(super) fn say(line: &SpokenLine, now: DateTime<Zone>) -> String {
    match line {
        SpokenLine::UnknownTool => {
            "I can't do that during this call, but I can take a message for someone who can.".to_owned()
        }
        SpokenLine::Unreadable(wrong) => wrong.clone(),
        SpokenLine::Need(field) => need(*field).to_owned(),
        SpokenLine::NoNumber(error) => number(*error).to_owned(),
        SpokenLine::Time(about) => time(about, now),
        SpokenLine::MessageTaken { message_for, is_notified } => {
            message_taken(message_for.as_deref(), *is_notified)
        }
        SpokenLine::CalloutLogged { driver, expected_return, is_notified } => {
            callout(driver, expected_return.as_deref(), *is_notified)
        }
        SpokenLine::CallbackScheduled(callback) => scheduled(callback, now),
        SpokenLine::Booking(about) => booking(about, now),
        SpokenLine::Known(customer) => known(customer, now),
        SpokenLine::UnknownCustomer => "I don't have this customer on file yet.".to_owned(),
        SpokenLine::Transfer(about) => transfer(about, now),
        SpokenLine::AsBefore(said) => said.clone(),
    }
}

fn number(error: PhoneError) -> &'static str {
    match error {
        PhoneError::TooShort => {
            "I didn't get the whole phone number. Could you say it again, with the area code?"
        }
        PhoneError::TooLong => {
            "That phone number has too many digits. Could you say it again, digit by digit?"
        }
        PhoneError::NoCountry => {
            "I need the country code too. Could you say the whole phone number again with it?"
        }
        PhoneError::NoSuchNumber => {
            "There is no such phone number, so I may have misheard it. Could you say it again, digit by digit?"
        }
        PhoneError::NoNumber | PhoneError::NotANumber | PhoneError::Withheld => {
            "I didn't catch a phone number. Could you say it, digit by digit?"
        }
    }
}

fn known(customer: &Customer, now: DateTime<Zone>) -> String {
    let who = customer.name.as_ref().map(|known| format!("The customer is {}.", name(known)));
    let last = customer.last_call.map(|last| format!("Their last call was {}.", when::say(last, now, En)));
    let next = match &customer.next {
        Some(next) => format!("Their next appointment is {}.", shown(next, now)),
        None => "They have no upcoming appointment.".to_owned(),
    };
    who.into_iter().chain(last).chain([next]).collect::<Vec<_>>().join(" ")
}

fn need(field: Field) -> &'static str {
    match field {
        Field::AdditionalNotes => "I need to know what else to note.",
        Field::CallbackReason => "I need to know what the call back is about.",
        Field::CalloutReason => {
            "I need to know the reason: sick, an emergency, a vehicle issue, something personal, or other."
        }
        Field::CallerName => "I need to know who is calling.",
        Field::CallerPhone | Field::CustomerPhone | Field::PhoneNumber => "I need to know the phone number.",
        Field::CancelReason => "I need to know why it is cancelled.",
        Field::CurrentDate | Field::CurrentTime => "I need to know when the appointment is now.",
        Field::CustomerEmail => "I need to know the e-mail address.",
        Field::CustomerName => "I need to know whose name the appointment is under.",
        Field::Date => "I need to know which day.",
        Field::Destination => "I need to know who to put the call through to.",
        Field::DriverName => "I need to know the driver's name.",
        Field::ExpectedReturn => "I need to know when the driver will be back.",
        Field::Message => "I need to know what the message is.",
        Field::MessageFor => "I need to know who the message is for.",
        Field::PreferredTime => "I need to know when to call back.",
        Field::RouteNumber => "I need to know the route number.",
        Field::ServiceType => "I need to know what the appointment is for.",
        Field::Time => "I need to know what time.",
        Field::TransferReason => "I need to know what the call is about.",
        Field::Urgency => "I need to know how urgent it is: low, normal or high.",
        Field::Urgent => "I need to know whether it is urgent: yes or no.",
        Field::Warm => "I need to know whether to announce the caller: yes or no.",
    }
}

fn time(about: &AboutTime, now: DateTime<Zone>) -> String {
    match about {
        AboutTime::NotUnderstood => "I didn't catch when that should be. Which day and what time?".to_owned(),
        AboutTime::Ambiguous(readings) => {
            let readings: Vec<String> = readings.iter().map(|at| when::say(*at, now, En)).collect();
            format!("Just to be sure: do you mean {}?", list(&readings, "or"))
        }
        AboutTime::WhichDay(days) => {
            let days: Vec<String> = days.iter().map(|day| day.format("%B %-d").to_string()).collect();
            format!("Do you mean {}?", list(&days, "or"))
        }
        AboutTime::Past(at) => {
            format!(
                "That time has passed already: {}. Which time ahead would suit you?",
                when::say(*at, now, En)
            )
        }
        AboutTime::Skipped(local) => format!(
            "The clocks go forward on {}, so there is no {} that day. Which other time would suit you?",
            local.format("%B %-d"),
            local.format("%-I:%M %p")
        ),
        AboutTime::NoSuchDate => "There is no such date. Which day do you mean?".to_owned(),
        AboutTime::TooFar => "That is too far ahead for me. Is there an earlier day?".to_owned(),
    }
}

fn message_taken(message_for: Option<&str>, is_notified: bool) -> String {
    let taken = match message_for {
        Some(to) => format!("I've taken your message for {}.", name(to)),
        None => "I've taken your message.".to_owned(),
    };
    let then = if is_notified {
        "It's marked urgent and is being sent right now."
    } else {
        "Someone will get back to you."
    };
    format!("{taken} {then}")
}

fn callout(driver: &str, expected_return: Option<&str>, is_notified: bool) -> String {
    let logged = if is_notified {
        "I've logged it and dispatch is being told right now."
    } else {
        "I've logged it for dispatch."
    };
    let back = match expected_return {
        Some(back) => format!("Expected back: {}.", name(back)),
        None => "Take care.".to_owned(),
    };
    format!("Got it, {}. {logged} {back}", name(driver))
}

fn scheduled(callback: &Callback, now: DateTime<Zone>) -> String {
    let number = match &callback.number {
        Some(number) => read_out(number),
        None => "the number you're calling from".to_owned(),
    };
    match callback.due {
        Due::At(at) if at <= now => {
            format!("Someone will call you back at {number} as soon as possible.")
        }
        Due::At(at) => format!("Someone will call you back at {number} {}.", when::say(at, now, En)),
        Due::AtOpening(at) => format!(
            "We're closed at that time, so someone will call you back at {number} when we open: {}.",
            when::say(at, now, En)
        ),
        Due::Unpromised => format!(
            "I can't promise you a time, but someone will call you back at {number} as soon as they can."
        ),
    }
}

fn booking(about: &AboutBooking, now: DateTime<Zone>) -> String {
    match about {
        AboutBooking::Rejected(rejection) => rejected(rejection, now),
        AboutBooking::Booked { customer, appointment } => {
            format!("You're booked, {}: {}.", name(customer), shown(appointment, now))
        }
        AboutBooking::Free(times) => free(times, now),
        AboutBooking::Which(known) => {
            let known: Vec<String> = known.iter().map(|one| shown(one, now)).collect();
            format!("Which appointment do you mean: {}?", list(&known, "or"))
        }
        AboutBooking::Moved { from, to } => {
            format!(
                "Your appointment is moved: {}, instead of {}.",
                shown(to, now),
                when::say(*from, now, En)
            )
        }
        AboutBooking::Cancelled(appointment) => {
            format!("Your appointment is cancelled: {}.", shown(appointment, now))
        }
    }
}

fn rejected(rejection: &Rejection, now: DateTime<Zone>) -> String {
    let at = |at: &DateTime<Zone>| when::say(*at, now, En);
    match rejection {
        Rejection::UnknownService { known } => {
            let services: Vec<String> = known.iter().map(|service| name(service)).collect();
            format!("What would you like to book: {}?", list(&services, "or"))
        }
        Rejection::Taken { at: asked, offers } => {
            format!("I'm sorry, {} is taken. {}", at(asked), instead(offers, now))
        }
        Rejection::Closed { at: asked, offers } => {
            format!("I'm sorry, {} is outside our opening hours. {}", at(asked), instead(offers, now))
        }
        Rejection::TooSoon { offers } => {
            format!("I'm sorry, that is too short notice for us. {}", instead(offers, now))
        }
        Rejection::TooFar { horizon_days: 1 } => {
            "We take bookings up to a day ahead. Is there an earlier time?".to_owned()
        }
        Rejection::TooFar { horizon_days: days } => {
            format!("We take bookings up to {days} days ahead. Is there an earlier day?")
        }
        Rejection::NothingFree { offers } => {
            format!("I'm sorry, nothing is free then. {}", instead(offers, now))
        }
        Rejection::NotFound => {
            "I can't find an upcoming appointment. Which phone number and name is it booked under?".to_owned()
        }
        Rejection::AlreadyThen { service, at } => {
            let appointment = Appointment { service: service.clone(), at: at.with_timezone(&now.timezone()) };
            format!("It is then already: {}. Which other time would suit you?", shown(&appointment, now))
        }
        Rejection::WhichTime { free: times } => free(times, now),
    }
}

fn free(free: &[DateTime<Zone>], now: DateTime<Zone>) -> String {
    format!("I have {}. {}", times(free, now), suits(free))
}

fn instead(offers: &[DateTime<Zone>], now: DateTime<Zone>) -> String {
    if offers.is_empty() {
        return "There is no other free time at the moment. May I take a message instead?".to_owned();
    }
    format!("I could do {}. {}", times(offers, now), suits(offers))
}

fn suits(offers: &[DateTime<Zone>]) -> &'static str {
    if offers.len() == 1 { "Would that suit you?" } else { "Which suits you?" }
}

fn times(times: &[DateTime<Zone>], now: DateTime<Zone>) -> String {
    super::line::times(times, ("at", "or"), |at| when::say_day(at, now, En), |at| when::say_time(at, En))
}

fn shown(appointment: &Appointment, now: DateTime<Zone>) -> String {
    format!("{}, {}", name(&appointment.service), when::say(appointment.at, now, En))
}

fn transfer(about: &AboutTransfer, now: DateTime<Zone>) -> String {
    match about {
        AboutTransfer::Begun { to } => {
            format!("I'm putting you through to {} now. One moment, please.", whom(to))
        }
        AboutTransfer::Unknown { at } => {
            format!("I'm sorry, I can't put you through to {}. May I take a message instead?", whom(at))
        }
        AboutTransfer::Closed { at, opens: None } => {
            format!("I'm sorry, I can't reach {} at this hour. May I take a message instead?", whom(at))
        }
        AboutTransfer::Closed { at, opens: Some(opens) } => format!(
            "I'm sorry, I can't reach {} before {}. May I take a message instead?",
            whom(at),
            when::say(*opens, now, En)
        ),
        AboutTransfer::Failed { to } => {
            format!("I'm sorry, I couldn't get through to {}. May I take a message instead?", whom(to))
        }
    }
}

fn whom(destination: &str) -> String {
    match destination.to_lowercase().as_str() {
        "manager" => "the manager".to_owned(),
        "emergency" => "our emergency line".to_owned(),
        _ => name(destination),
    }
}
