//! По-русски.

use bookings::{Rejection, UNNAMED};
use chrono::{DateTime, Datelike as _, NaiveDate};
use domain::Language::Ru;
use domain::{PhoneError, Zone};

use super::line::{
    AboutBooking, AboutTime, AboutTransfer, Appointment, Callback, Customer, Due, SpokenLine, list, name,
    read_out,
};
use crate::fields::Field;

const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

pub(super) fn say(line: &SpokenLine, now: DateTime<Zone>) -> String {
    match line {
        SpokenLine::UnknownTool => {
            "К сожалению, во время звонка это сделать нельзя, но можно оставить сообщение.".to_owned()
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
        SpokenLine::UnknownCustomer => "Об этом клиенте пока ничего не известно.".to_owned(),
        SpokenLine::Transfer(about) => transfer(about, now),
        SpokenLine::AsBefore(said) => said.clone(),
    }
}

fn number(error: PhoneError) -> &'static str {
    match error {
        PhoneError::TooShort => "Номер расслышан не полностью. Повторите его, пожалуйста, вместе с кодом.",
        PhoneError::TooLong => "В этом номере слишком много цифр. Повторите его, пожалуйста, по одной цифре.",
        PhoneError::NoCountry => "Нужен ещё код страны. Повторите, пожалуйста, весь номер вместе с ним.",
        PhoneError::NoSuchNumber => {
            "Такого номера не бывает, возможно, он плохо расслышан. Повторите его, пожалуйста, по одной цифре."
        }
        PhoneError::NoNumber | PhoneError::NotANumber | PhoneError::Withheld => {
            "Номер телефона не расслышан. Назовите его, пожалуйста, по одной цифре."
        }
    }
}

fn known(customer: &Customer, now: DateTime<Zone>) -> String {
    let who = customer.name.as_ref().map(|known| format!("Клиента зовут {}.", name(known)));
    let last = customer.last_call.map(|last| format!("Последний звонок был {}.", when::say(last, now, Ru)));
    let next = match &customer.next {
        Some(next) => format!("Ближайшая запись: {}.", shown(next, now)),
        None => "Предстоящих записей нет.".to_owned(),
    };
    who.into_iter().chain(last).chain([next]).collect::<Vec<_>>().join(" ")
}

fn need(field: Field) -> &'static str {
    match field {
        Field::AdditionalNotes => "Нужно уточнить, что ещё записать.",
        Field::CallbackReason => "Нужно уточнить, по какому вопросу перезвонить.",
        Field::CalloutReason => {
            "Нужно уточнить причину: болезнь, чрезвычайная ситуация, поломка машины, личные обстоятельства или другое."
        }
        Field::CallerName => "Нужно уточнить, кто звонит.",
        Field::CallerPhone | Field::CustomerPhone | Field::PhoneNumber => "Нужно уточнить номер телефона.",
        Field::CancelReason => "Нужно уточнить, почему запись отменяется.",
        Field::CurrentDate | Field::CurrentTime => "Нужно уточнить, на когда запись сейчас.",
        Field::CustomerEmail => "Нужно уточнить адрес электронной почты.",
        Field::CustomerName => "Нужно уточнить, на чьё имя запись.",
        Field::Date => "Нужно уточнить день.",
        Field::Destination => "Нужно уточнить, с кем соединить.",
        Field::DriverName => "Нужно уточнить имя водителя.",
        Field::ExpectedReturn => "Нужно уточнить, когда водитель вернётся.",
        Field::Message => "Нужно уточнить, что передать.",
        Field::MessageFor => "Нужно уточнить, кому передать сообщение.",
        Field::PreferredTime => "Нужно уточнить, когда перезвонить.",
        Field::RouteNumber => "Нужно уточнить номер маршрута.",
        Field::ServiceType => "Нужно уточнить, на какую услугу запись.",
        Field::Time => "Нужно уточнить время.",
        Field::TransferReason => "Нужно уточнить, по какому вопросу звонок.",
        Field::Urgency => "Нужно уточнить срочность: низкая, обычная или высокая.",
        Field::Urgent => "Нужно уточнить, срочно ли это: да или нет.",
        Field::Warm => "Нужно уточнить, представить ли звонящего: да или нет.",
    }
}

fn time(about: &AboutTime, now: DateTime<Zone>) -> String {
    match about {
        AboutTime::NotUnderstood => {
            "Не совсем понятно, когда. Назовите, пожалуйста, день и время.".to_owned()
        }
        AboutTime::Ambiguous(readings) => {
            let readings: Vec<String> = readings.iter().map(|at| when::say(*at, now, Ru)).collect();
            format!("Уточните, пожалуйста: {}?", list(&readings, "или"))
        }
        AboutTime::WhichDay(days) => {
            let days: Vec<String> = days.iter().map(|day| date(*day)).collect();
            format!("Вы имеете в виду {}?", list(&days, "или"))
        }
        AboutTime::Past(at) => {
            format!("Это время уже прошло: {}. Какое время впереди вам подойдёт?", when::say(*at, now, Ru))
        }
        AboutTime::Skipped(local) => format!(
            "{} часы переводят вперёд, и времени {} в этот день нет. Какое другое время вам подойдёт?",
            date(local.date()),
            local.format("%-H:%M")
        ),
        AboutTime::NoSuchDate => "Такой даты нет. Какой день вы имеете в виду?".to_owned(),
        AboutTime::TooFar => "Это слишком далеко вперёд. Есть ли день пораньше?".to_owned(),
    }
}

fn date(day: NaiveDate) -> String {
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    format!("{} {month}", day.day())
}

fn message_taken(message_for: Option<&str>, is_notified: bool) -> String {
    let taken = match message_for {
        Some(to) => format!("Сообщение записано, получатель: {}.", name(to)),
        None => "Сообщение записано.".to_owned(),
    };
    let then = if is_notified {
        "Оно отмечено как срочное и уже отправляется."
    } else {
        "Вам ответят."
    };
    format!("{taken} {then}")
}

fn callout(driver: &str, expected_return: Option<&str>, is_notified: bool) -> String {
    let logged = if is_notified {
        "Невыход записан, диспетчеру уже сообщают."
    } else {
        "Невыход записан для диспетчера."
    };
    let back = match expected_return {
        Some(back) => format!("Возвращение: {}.", name(back)),
        None => "Берегите себя.".to_owned(),
    };
    format!("Понятно, {}. {logged} {back}", name(driver))
}

fn scheduled(callback: &Callback, now: DateTime<Zone>) -> String {
    let number = match &callback.number {
        Some(number) => format!("по номеру {}", read_out(number)),
        None => "по номеру, с которого вы звоните,".to_owned(),
    };
    match callback.due {
        Due::At(at) if at <= now => format!("Вам перезвонят {number} как можно скорее."),
        Due::At(at) => format!("Вам перезвонят {number} {}.", when::say(at, now, Ru)),
        Due::AtOpening(at) => format!(
            "В это время мы закрыты, поэтому вам перезвонят {number} после открытия: {}.",
            when::say(at, now, Ru)
        ),
        Due::Unpromised => {
            format!("Точное время обещать нельзя, но вам перезвонят {number} при первой возможности.")
        }
    }
}

fn booking(about: &AboutBooking, now: DateTime<Zone>) -> String {
    match about {
        AboutBooking::Rejected(rejection) => rejected(rejection, now),
        AboutBooking::Booked { customer, appointment } => {
            format!("Готово, {}, вы записаны: {}.", name(customer), shown(appointment, now))
        }
        AboutBooking::Free(times) => free(times, now),
        AboutBooking::Which(known) => {
            let known: Vec<String> = known.iter().map(|one| shown(one, now)).collect();
            format!("Какую запись вы имеете в виду: {}?", list(&known, "или"))
        }
        AboutBooking::Moved { from, to } => {
            format!("Запись перенесена: {}. Раньше было {}.", shown(to, now), when::say(*from, now, Ru))
        }
        AboutBooking::Cancelled(appointment) => format!("Запись отменена: {}.", shown(appointment, now)),
    }
}

fn rejected(rejection: &Rejection, now: DateTime<Zone>) -> String {
    let at = |at: &DateTime<Zone>| when::say(*at, now, Ru);
    match rejection {
        Rejection::UnknownService { known } => {
            let services: Vec<String> = known.iter().map(|service| name(service)).collect();
            format!("На что вас записать: {}?", list(&services, "или"))
        }
        Rejection::Taken { at: asked, offers } => {
            format!("К сожалению, {} уже занято. {}", at(asked), instead(offers, now))
        }
        Rejection::Closed { at: asked, offers } => {
            format!("К сожалению, {} мы не работаем. {}", at(asked), instead(offers, now))
        }
        Rejection::TooSoon { offers } => {
            format!("К сожалению, так скоро не получится. {}", instead(offers, now))
        }
        Rejection::TooFar { horizon_days: days } => format!(
            "Записаться можно не дальше чем на {days} {} вперёд. Есть ли время пораньше?",
            of_number(u32::from(*days), ["день", "дня", "дней"])
        ),
        Rejection::NothingFree { offers } => {
            format!("К сожалению, тогда всё занято. {}", instead(offers, now))
        }
        Rejection::NotFound => {
            "Предстоящей записи не видно. На какой номер телефона и чьё имя она сделана?".to_owned()
        }
        Rejection::AlreadyThen { service, at } => {
            let appointment = Appointment { service: service.clone(), at: at.with_timezone(&now.timezone()) };
            format!("Запись уже на это время: {}. Какое другое время вам подойдёт?", shown(&appointment, now))
        }
        Rejection::WhichTime { free: times } => free(times, now),
    }
}

fn free(free: &[DateTime<Zone>], now: DateTime<Zone>) -> String {
    format!("Свободно {}. {}", times(free, now), suits(free))
}

fn instead(offers: &[DateTime<Zone>], now: DateTime<Zone>) -> String {
    if offers.is_empty() {
        return "Другого свободного времени сейчас нет. Хотите оставить сообщение?".to_owned();
    }
    format!("Свободно {}. {}", times(offers, now), suits(offers))
}

fn suits(offers: &[DateTime<Zone>]) -> &'static str {
    if offers.len() == 1 { "Вам это подойдёт?" } else { "Что вам подойдёт?" }
}

fn times(times: &[DateTime<Zone>], now: DateTime<Zone>) -> String {
    super::line::times(times, ("в", "или"), |at| when::say_day(at, now, Ru), |at| when::say_time(at, Ru))
}

fn shown(appointment: &Appointment, now: DateTime<Zone>) -> String {
    let at = when::say(appointment.at, now, Ru);
    if appointment.service == UNNAMED { at } else { format!("{}, {at}", name(&appointment.service)) }
}

fn transfer(about: &AboutTransfer, now: DateTime<Zone>) -> String {
    match about {
        AboutTransfer::Begun { to } => format!("Соединяю вас {}. Одну минуту, пожалуйста.", with(to)),
        AboutTransfer::Unknown { at } => {
            format!("К сожалению, соединить вас {} не получится. Хотите оставить сообщение?", with(at))
        }
        AboutTransfer::Closed { at, opens: None } => {
            format!("К сожалению, сейчас соединить вас {} нельзя. Хотите оставить сообщение?", with(at))
        }
        AboutTransfer::Closed { at, opens: Some(opens) } => format!(
            "К сожалению, сейчас соединить вас {} нельзя, это будет возможно {}. Хотите оставить сообщение?",
            with(at),
            when::say(*opens, now, Ru)
        ),
        AboutTransfer::Failed { to } => {
            format!("К сожалению, соединить вас {} не удалось. Хотите оставить сообщение?", with(to))
        }
    }
}

fn with(destination: &str) -> String {
    match destination.to_lowercase().as_str() {
        "dispatch" => "с диспетчером".to_owned(),
        "manager" => "с менеджером".to_owned(),
        "emergency" => "с дежурным".to_owned(),
        // Other names are in no known case.
        _ => format!("с абонентом «{}»", name(destination)),
    }
}

/// The form that goes with a number: 1 день, 2 дня, 5 дней, 11 дней, 21 день.
fn of_number(number: u32, [one, few, many]: [&'static str; 3]) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_agrees_with_its_number() {
        for (number, form) in
            [(1, "день"), (2, "дня"), (5, "дней"), (11, "дней"), (21, "день"), (90, "дней"), (112, "дней")]
        {
            assert_eq!(of_number(number, ["день", "дня", "дней"]), form, "{number}");
        }
    }
}
