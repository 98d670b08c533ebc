//! Days, weekdays, months, and lengths of days and more.

use chrono::Weekday;

use crate::tokens::Token;

use super::Entry;

#[rustfmt::skip]
pub(super) const WORDS: &[Entry] = &[
    (Token::Day(-2), "day before yesterday|the day before yesterday|позавчера"),
    (Token::Day(-1), "yesterday|вчера"),
    (Token::Day(0), "today|later today|сегодня"),
    (Token::Day(1), "tomorrow|tomorrows|tmrw|tmr|завтра"),
    (Token::Day(2), "day after tomorrow|the day after tomorrow|послезавтра"),
    (Token::Tonight, "tonight|tonite"),

    (Token::Weekday(Weekday::Mon), "monday|mon|понедельник|понедельника|понедельнику|пн"),
    (Token::Weekday(Weekday::Tue), "tuesday|tue|tues|вторник|вторника|вторнику|вт"),
    (Token::Weekday(Weekday::Wed), "wednesday|wed|среда|среду|среды|среде|ср"),
    (Token::Weekday(Weekday::Thu), "thursday|thu|thur|thurs|четверг|четверга|четвергу|чт"),
    (Token::Weekday(Weekday::Fri), "friday|fri|пятница|пятницу|пятницы|пятнице|пт"),
    (Token::Weekday(Weekday::Sat), "saturday|sat|суббота|субботу|субботы|субботе|сб"),
    (Token::Weekday(Weekday::Sun), "sunday|sun|воскресенье|воскресенья|воскресенью|вс"),

    (Token::Month(1), "january|jan|январь|января|янв"),
    (Token::Month(2), "february|feb|февраль|февраля|фев"),
    (Token::Month(3), "march|mar|март|марта|мар"),
    (Token::Month(4), "april|apr|апрель|апреля|апр"),
    (Token::Month(5), "may|май|мая"),
    (Token::Month(6), "june|jun|июнь|июня|июн"),
    (Token::Month(7), "july|jul|июль|июля|июл"),
    (Token::Month(8), "august|aug|август|августа|авг"),
    (Token::Month(9), "september|sep|sept|сентябрь|сентября|сен|сент"),
    (Token::Month(10), "october|oct|октябрь|октября|окт"),
    (Token::Month(11), "november|nov|ноябрь|ноября|ноя|нояб"),
    (Token::Month(12), "december|dec|декабрь|декабря|дек"),

    (Token::This, "this|этот|эту|это|эта|этой|этим"),
    (Token::Next, "next|следующий|следующую|следующее|следующая|следующей|следующим|будущий|будущую|будущее"),
    (Token::Coming, "coming|upcoming|ближайший|ближайшую|ближайшее|ближайшая"),
    (Token::WeekAhead(0), "this week|этой неделе|этой недели"),
    (Token::WeekAhead(1), "next week|следующей неделе|следующей недели|будущей неделе"),
    (Token::MonthAhead(0), "this month|этого месяца"),
    (Token::MonthAhead(1), "next month|следующего месяца|будущего месяца"),
    (Token::OfTheMonth, "числа|число|числу"),
    (Token::OfTheYear, "года|году|год|г"),

    (Token::Days, "day|days|день|дней"),
    (Token::Dnya, "дня"),
    (Token::Weeks, "week|weeks|недели|недель"),
    (Token::AWeek, "неделю|недельку"),
    (Token::Months, "month|months|месяца|месяцев"),
    (Token::AMonth, "месяц"),
];
