use super::*;
use crate::segments::segments;

fn message() -> UrgentMessage {
    UrgentMessage {
        message: "The pipe\nburst again, please  call.".to_owned(),
        caller_name: Some("Ana Lopez".to_owned()),
        caller_phone: Some("+14155550199".to_owned()),
        message_for: Some("Dr. Lee".to_owned()),
        at: Some("2026-11-21T02:05:09Z".parse().unwrap()),
    }
}

fn callout() -> DriverCallout {
    DriverCallout {
        driver_name: "Sam Reed".to_owned(),
        reason: "vehicle_issue".to_owned(),
        route_number: Some("12".to_owned()),
        expected_return: Some("tomorrow".to_owned()),
        notes: Some("Flat tire on I-80".to_owned()),
        at: Some("2026-11-21T02:05:09Z".parse().unwrap()),
    }
}

fn email(alert: &Alert, timezone: Zone, language: Language, call: Option<CallId>) -> (String, String) {
    let app_url = Url::parse("http://localhost:8080").unwrap();
    let email = alert.email(&Place { timezone, language, call, app_url: &app_url });
    (email.subject, email.text)
}

#[test]
fn an_sms_of_an_urgent_message_has_from_whom_for_whom_and_what() {
    assert_eq!(
        message().alert(Language::En).sms(),
        "⚠️ URGENT MESSAGE\nFrom: Ana Lopez\nPhone: +14155550199\nFor: Dr. Lee\nMessage: The pipe burst again, please call."
    );
    assert_eq!(
        message().alert(Language::Ru).sms(),
        "⚠️ СРОЧНОЕ СООБЩЕНИЕ\nОт: Ana Lopez\nТелефон: +14155550199\nКому: Dr. Lee\nСообщение: The pipe burst again, please call."
    );
}

#[test]
fn an_sms_of_a_callout_has_who_why_and_what_is_left_open() {
    assert_eq!(
        callout().alert(Language::En).sms(),
        "🚨 DRIVER CALLOUT\nDriver: Sam Reed\nReason: trouble with the vehicle\nRoute: 12\nReturn: tomorrow\nNotes: Flat tire on I-80"
    );
    assert_eq!(
        callout().alert(Language::Ru).sms(),
        "🚨 ВОДИТЕЛЬ НЕ ВЫЙДЕТ\nВодитель: Sam Reed\nПричина: неисправность машины\nМаршрут: 12\nВернётся: tomorrow\nПримечание: Flat tire on I-80"
    );
    let unknown = DriverCallout {
        reason: "jury_duty".to_owned(),
        route_number: None,
        expected_return: None,
        notes: None,
        ..callout()
    };
    assert_eq!(unknown.alert(Language::En).sms(), "🚨 DRIVER CALLOUT\nDriver: Sam Reed\nReason: jury duty");
}

#[test]
fn a_long_message_is_cut_and_a_long_name_leaves_it_room() {
    let long = UrgentMessage {
        message: "water ".repeat(200),
        caller_name: Some("a".repeat(500)),
        message_for: Some("name ".repeat(100)),
        ..message()
    };
    let text = long.alert(Language::En).sms();
    assert!(text.ends_with(" water..."), "{text}");
    assert_eq!(segments(&text), MAX_SEGMENTS);
    assert!((459..=469).contains(&text.encode_utf16().count()), "{text}");
    assert!(text.matches("water").count() > 30, "{text}");
}

#[test]
fn a_message_without_spaces_fills_its_segments_whatever_else_is_long() {
    for (message, name) in [
        ("水漏れがひどいのですぐ来てください。", "田中"),
        ("ท่อแตกช่วยมาด่วน", "🐳"),
        ("👨\u{200d}👩\u{200d}👧", "я"),
    ] {
        let callout = DriverCallout {
            driver_name: name.repeat(500),
            reason: name.repeat(500),
            route_number: Some(name.repeat(500)),
            expected_return: Some(name.repeat(500)),
            notes: Some(message.repeat(100)),
            ..callout()
        };
        for language in [Language::En, Language::Ru] {
            let text = callout.alert(language).sms();
            assert_eq!(segments(&text), MAX_SEGMENTS, "{text}");
            assert!((440..=469).contains(&text.encode_utf16().count()), "{text}");
        }
    }
}

#[test]
fn what_has_nothing_to_read_is_left_out() {
    let blank = || Some("\u{200b}".to_owned());
    let empty = UrgentMessage { message: blank().unwrap(), message_for: blank(), ..message() };
    let text = empty.alert(Language::En).sms();
    assert_eq!(text, "⚠️ URGENT MESSAGE\nFrom: Ana Lopez\nPhone: +14155550199");
}

#[test]
fn an_email_has_the_whole_message_the_moment_and_the_call() {
    let call: CallId = "call_01995b2e7c417e1b8d3a5f0a9b6c2d11".parse().unwrap();
    let (subject, text) = email(&message().alert(Language::En), new_york(), Language::En, Some(call));
    assert_eq!(subject, "Urgent message: Ana Lopez");
    assert_eq!(
        text,
        "Urgent message: Ana Lopez

From: Ana Lopez
Phone: +14155550199
For: Dr. Lee
When: Fri, 20 Nov 2026, 21:05 EST

The pipe
burst again, please call.

http://localhost:8080/calls/call_01995b2e7c417e1b8d3a5f0a9b6c2d11
"
    );
}

#[test]
fn an_email_without_a_call_has_no_link_and_one_without_a_name_names_the_number() {
    let (subject, text) = email(&callout().alert(Language::Ru), moscow(), Language::Ru, None);
    assert_eq!(subject, "Водитель не выйдет: Sam Reed");
    assert_eq!(
        text,
        "Водитель не выйдет: Sam Reed

Водитель: Sam Reed
Причина: неисправность машины
Маршрут: 12
Вернётся: tomorrow
Когда: 21.11.2026, 05:05 MSK

Flat tire on I-80
"
    );
    let nameless = UrgentMessage { caller_name: None, ..message() };
    let subject =
        |message: UrgentMessage| email(&message.alert(Language::En), moscow(), Language::En, None).0;
    assert_eq!(subject(nameless), "Urgent message: +14155550199");
    let unknown = UrgentMessage { caller_name: None, caller_phone: None, ..message() };
    assert_eq!(subject(unknown), "Urgent message");
}

#[test]
fn nothing_that_was_said_can_break_a_line_of_facts() {
    let messy = UrgentMessage { caller_name: Some("Ana\r\nTo: all".to_owned()), ..message() };
    assert!(messy.alert(Language::En).sms().contains("\nFrom: Ana To: all\n"));
    let (subject, text) = email(&messy.alert(Language::En), new_york(), Language::En, None);
    assert_eq!(subject, "Urgent message: Ana To: all");
    assert!(text.contains("\nFrom: Ana To: all\n"), "{text}");
}

fn new_york() -> domain::Zone {
    "America/New_York".parse().unwrap()
}

fn moscow() -> domain::Zone {
    "Europe/Moscow".parse().unwrap()
}
