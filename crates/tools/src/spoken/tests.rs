use bookings::Rejection;
use chrono::{NaiveDate, TimeZone as _};
use domain::Language::{En, Ru};
use domain::{PhoneError, PhoneNumber};

use super::*;
use crate::fields::Field;

fn at(text: &str) -> DateTime<Zone> {
    new_york().from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Zone> {
    at("2026-11-20T10:10:00")
}

fn appointment() -> Appointment {
    Appointment { service: "Cleaning".to_owned(), at: at("2026-11-24T09:00:00") }
}

fn offers() -> Vec<DateTime<Zone>> {
    ["2026-11-21T09:00:00", "2026-11-21T10:30:00", "2026-11-24T09:00:00"].map(at).to_vec()
}

fn callback(number: Option<&str>, due: Due) -> SpokenLine {
    let number = number.map(|number| PhoneNumber::parse(number).unwrap());
    SpokenLine::CallbackScheduled(Callback { number, due })
}

fn known(name: Option<&str>, last_call: Option<&str>, next: Option<Appointment>) -> SpokenLine {
    let name = name.map(str::to_owned);
    SpokenLine::Known(Box::new(Customer { name, last_call: last_call.map(at), next }))
}

/// One of everything.
fn lines() -> Vec<SpokenLine> {
    let mut lines = vec![
        SpokenLine::UnknownTool,
        SpokenLine::Unreadable("Call it again.".to_owned()),
        SpokenLine::MessageTaken { message_for: None, is_notified: false },
        SpokenLine::MessageTaken { message_for: Some("Dr. Who".to_owned()), is_notified: true },
        SpokenLine::CalloutLogged { driver: "Mike".to_owned(), expected_return: None, is_notified: true },
        SpokenLine::CalloutLogged {
            driver: "Mike".to_owned(),
            expected_return: Some("Monday".to_owned()),
            is_notified: false,
        },
        callback(None, Due::At(now())),
        callback(Some("+14155550199"), Due::At(at("2026-11-21T15:00:00"))),
        callback(Some("+14155550199"), Due::AtOpening(at("2026-11-23T09:00:00"))),
        callback(None, Due::Unpromised),
        known(Some("Anna"), Some("2026-11-10T15:00:00"), None),
        known(None, None, Some(appointment())),
        SpokenLine::UnknownCustomer,
    ];
    let reasons = [
        PhoneError::NoNumber,
        PhoneError::Withheld,
        PhoneError::NotANumber,
        PhoneError::NoCountry,
        PhoneError::TooShort,
        PhoneError::TooLong,
        PhoneError::NoSuchNumber,
    ];
    lines.extend(reasons.map(SpokenLine::from));
    lines.extend(Field::ALL.iter().map(|field| SpokenLine::Need(*field)));
    let about_time = [
        AboutTime::NotUnderstood,
        AboutTime::Ambiguous(vec![at("2026-11-21T07:00:00"), at("2026-11-21T19:00:00")]),
        AboutTime::WhichDay(vec![day("2027-05-12"), day("2026-12-05")]),
        AboutTime::Past(at("2026-11-20T09:00:00")),
        AboutTime::Skipped("2027-03-14T02:30:00".parse().unwrap()),
        AboutTime::NoSuchDate,
        AboutTime::TooFar,
    ];
    let about_bookings = [
        AboutBooking::Booked { customer: "Anna".to_owned(), appointment: appointment() },
        AboutBooking::Free(offers()),
        AboutBooking::Which(vec![appointment(), appointment()]),
        AboutBooking::Moved { from: at("2026-11-21T09:30:00"), to: appointment() },
        AboutBooking::Cancelled(appointment()),
    ];
    let rejections = [
        Rejection::UnknownService { known: vec!["Cleaning".to_owned(), "Consultation".to_owned()] },
        Rejection::WhichTime { free: offers() },
        Rejection::NothingFree { offers: offers() },
        Rejection::Taken { at: at("2026-11-21T09:30:00"), offers: offers() },
        Rejection::Closed { at: at("2026-11-22T09:30:00"), offers: Vec::new() },
        Rejection::TooSoon { offers: offers() },
        Rejection::TooFar { horizon_days: 1 },
        Rejection::TooFar { horizon_days: 90 },
        Rejection::NotFound,
        Rejection::AlreadyThen { service: "Cleaning".to_owned(), at: now().to_utc() },
    ];
    lines.extend(about_time.map(SpokenLine::from));
    lines.extend(about_bookings.map(SpokenLine::from));
    lines.extend(rejections.map(SpokenLine::from));
    lines.extend(about_transfers().map(SpokenLine::from));
    lines
}

fn about_transfers() -> [AboutTransfer; 5] {
    let to = || "manager".to_owned();
    [
        AboutTransfer::Begun { to: to() },
        AboutTransfer::Unknown { at: to() },
        AboutTransfer::Closed { at: to(), opens: None },
        AboutTransfer::Closed { at: to(), opens: Some(at("2026-11-23T09:00:00")) },
        AboutTransfer::Failed { to: to() },
    ]
}

#[test]
fn every_line_is_one_sentence_or_more_in_both_languages() {
    for line in lines() {
        for language in [En, Ru] {
            let said = say(&line, now(), language);
            assert!(said.ends_with(['.', '?']), "{said}");
            assert!(
                !said.contains("  ") && !said.contains('\n') && said.chars().count() <= MAX_SPOKEN,
                "{said}"
            );
            let is_russian = said.chars().any(|letter| ('а'..='я').contains(&letter));
            let is_quoted = matches!(line, SpokenLine::Unreadable(_));
            assert!(is_quoted || is_russian == (language == Ru), "{said}");
        }
    }
}

#[test]
fn lines_sound_as_a_person_would_say_them() {
    for (line, en, ru) in [
        (
            Rejection::Taken { at: at("2026-11-21T09:30:00"), offers: offers() }.into(),
            "I'm sorry, tomorrow at 9:30 AM is taken. I could do tomorrow at 9 AM or 10:30 AM, or Tuesday, November 24 at \
             9 AM. Which suits you?",
            "К сожалению, завтра в 9:30 уже занято. Свободно завтра в 9:00 или 10:30, или во вторник, 24 ноября в 9:00. \
             Что вам подойдёт?",
        ),
        (
            AboutBooking::Booked { customer: "Anna".to_owned(), appointment: appointment() }.into(),
            "You're booked, Anna: Cleaning, Tuesday, November 24 at 9 AM.",
            "Готово, Anna, вы записаны: Cleaning, во вторник, 24 ноября, в 9:00.",
        ),
        (
            callback(Some("+14155550199"), Due::At(at("2026-11-21T15:00:00"))),
            "Someone will call you back at 415-555-0199 tomorrow at 3 PM.",
            "Вам перезвонят по номеру 415-555-0199 завтра в 15:00.",
        ),
        (
            AboutTransfer::Closed { at: "manager".to_owned(), opens: Some(at("2026-11-23T09:00:00")) }.into(),
            "I'm sorry, I can't reach the manager before Monday, November 23 at 9 AM. May I take a message instead?",
            "К сожалению, сейчас соединить вас с менеджером нельзя, это будет возможно в понедельник, 23 ноября, в 9:00. \
             Хотите оставить сообщение?",
        ),
        (
            callback(None, Due::Unpromised),
            "I can't promise you a time, but someone will call you back at the number you're calling from as soon as they can.",
            "Точное время обещать нельзя, но вам перезвонят по номеру, с которого вы звоните, при первой возможности.",
        ),
        (
            AboutTime::WhichDay(vec![day("2027-05-12"), day("2026-12-05")]).into(),
            "Do you mean May 12 or December 5?",
            "Вы имеете в виду 12 мая или 5 декабря?",
        ),
        (
            AboutTime::Skipped("2027-03-14T02:30:00".parse().unwrap()).into(),
            "The clocks go forward on March 14, so there is no 2:30 AM that day. Which other time would suit you?",
            "14 марта часы переводят вперёд, и времени 2:30 в этот день нет. Какое другое время вам подойдёт?",
        ),
    ] {
        let line: SpokenLine = line;
        assert_eq!(say(&line, now(), En), en);
        assert_eq!(say(&line, now(), Ru), ru);
    }
}

#[test]
fn a_number_is_read_out_in_groups() {
    for (number, read) in [
        ("+14155550199", "415-555-0199"),
        ("+74951234567", "+7 495 123-45-67"),
        ("+442079460958", "+44 20 7946 0958"),
    ] {
        assert!(
            say(&callback(Some(number), Due::At(now())), now(), En).contains(&format!(" {read} ")),
            "{number}"
        );
    }
}

#[test]
fn whatever_was_said_comes_back_as_one_line_of_bounded_length() {
    let shouted = "Anna\r\n\u{0}\u{2028}".repeat(1000);
    let line = SpokenLine::MessageTaken { message_for: Some(shouted), is_notified: false };
    let said = say(&line, now(), En);
    assert!(said.chars().count() < 150 && !said.contains(char::is_control), "{said}");
}

#[test]
fn what_is_too_long_is_cut_between_what_people_read_as_letters() {
    assert_eq!(cut(" нам \n сегодня", 11), "нам сегодня");
    assert_eq!(cut("нам сегодня", 10), "нам сегод…");
    assert_eq!(cut("नमस्ते", 5), "नम…");
    assert_eq!(cut("ab👨\u{200d}👩\u{200d}👧", 6), "ab…");
}

fn new_york() -> domain::Zone {
    "America/New_York".parse().unwrap()
}
