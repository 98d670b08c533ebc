//! Days, weekdays, months, and lengths of days and more.

use chrono::Weekday;

use crate::tokens::Token;

use super::Entry;

#[rustfmt::skip]
pub(super) const WORDS: &[Entry] = &[
    (Token::Day(-2), "day before yesterday|the day before yesterday|позавчера"),
    (Token::Day(-1), "yesterday|вчера"),
    (Token::Day(0), "today|later today|the rest of the day|rest of the day|сегодня|сегодняшний день|сегодняшнего дня"),
    (Token::Day(1), "tomorrow|tomorrows|tmrw|tmr|tmw|завтра|завтрашний день|завтрашнего дня"),
    (Token::Day(2), "day after tomorrow|the day after tomorrow|overmorrow|послезавтра|после завтра"),
    (Token::Day(3), "послепослезавтра"),
    (Token::Tonight, "tonight|tonite"),

    (Token::Weekday(Weekday::Mon), "monday|mon|понедельник|понедельника|понедельнику|пн"),
    (Token::Weekday(Weekday::Tue), "tuesday|tue|tues|вторник|вторника|вторнику|вт"),
    (Token::Weekday(Weekday::Wed), "wednesday|wed|среда|среду|среды|среде|ср"),
    (Token::Weekday(Weekday::Thu), "thursday|thu|thur|thurs|четверг|четверга|четвергу|чт"),
    (Token::Weekday(Weekday::Fri), "friday|fri|пятница|пятницу|пятницы|пятнице|пт"),
    (Token::Weekday(Weekday::Sat), "saturday|sat|суббота|субботу|субботы|субботе|сб"),
    (Token::Weekday(Weekday::Sun), "sunday|sun|воскресенье|воскресение|воскресенья|воскресенью|вс"),

    (Token::Weekdays(Weekday::Mon), "mondays"),
    (Token::Weekdays(Weekday::Tue), "tuesdays"),
    (Token::Weekdays(Weekday::Wed), "wednesdays"),
    (Token::Weekdays(Weekday::Thu), "thursdays"),
    (Token::Weekdays(Weekday::Fri), "fridays"),
    (Token::Weekdays(Weekday::Sat), "saturdays"),
    (Token::Weekdays(Weekday::Sun), "sundays"),

    (Token::Month(1), "january|jan|январь|января|январе|янв"),
    (Token::Month(2), "february|feb|февраль|февраля|феврале|фев|февр"),
    (Token::Month(3), "march|mar|март|марта|марте|мар"),
    (Token::Month(4), "april|apr|апрель|апреля|апреле|апр"),
    (Token::Month(5), "may|май|мая|мае"),
    (Token::Month(6), "june|jun|июнь|июня|июне|июн"),
    (Token::Month(7), "july|jul|июль|июля|июле|июл"),
    (Token::Month(8), "august|aug|август|августа|августе|авг"),
    (Token::Month(9), "september|sep|sept|сентябрь|сентября|сентябре|сен|сент"),
    (Token::Month(10), "october|oct|октябрь|октября|октябре|окт"),
    (Token::Month(11), "november|nov|ноябрь|ноября|ноябре|ноя|нояб"),
    (Token::Month(12), "december|dec|декабрь|декабря|декабре|дек"),

    (Token::This, "this|этот|эту|это|эта|этой|этим|эти|этих"),
    (Token::Next, "next|следующий|следующую|следующее|следующая|следующей|следующим|следующие|следующих|следующего|след|будущий|будущую|будущее"),
    (Token::Coming, "coming|upcoming|ближайший|ближайшую|ближайшее|ближайшая|ближайшие|ближайших|ближайшего"),
    (Token::AfterNext, "after next"),
    (Token::Last, "last|последний|последнюю|последняя|последнее|последнего"),

    (Token::WeekAhead(0), "this week|the rest of the week|rest of the week|the rest of this week|rest of this week|\
        этой неделе|этой недели|эту неделю|текущей неделе"),
    (Token::WeekAhead(1), "next week|the next week|the following week|the coming week|coming week|upcoming week|the upcoming week|the week after|\
        следующей неделе|следующей недели|следующую неделю|будущей неделе|след неделе"),
    (Token::WeekAhead(2), "week after next|the week after next"),
    (Token::MonthAhead(0), "this month|этого месяца|этом месяце"),
    (Token::MonthAhead(1), "next month|the next month|следующего месяца|будущего месяца|следующем месяце|будущем месяце"),
    (Token::FewDays, "in the next few days|the next few days|next few days|within the next few days|over the next few days|\
        in the coming days|in the next couple of days|next couple of days|the next couple of days|\
        within the next couple of days|ближайшие дни|ближайшие несколько дней|на днях"),
    (Token::Workdays, "weekday|weekdays|a weekday|any weekday|workday|workdays|business day|business days|\
        any business day|будни|будний день|любой будний день|будние дни|рабочие дни|рабочий день"),
    (Token::NextWorkday, "next business day|the next business day|next working day|the next working day|\
        first business day|следующий рабочий день|ближайший рабочий день|первый рабочий день"),
    (Token::Weekend, "weekend|week end|weekends|выходные|выходных|выходной"),
    (Token::Early, "early|early in|beginning of|the beginning of|start of|the start of|earlier in|\
        начале|начало|началу|рано"),
    (Token::Middle, "mid|middle of|the middle of|середине|середину|середина"),
    (Token::Late, "late|late in|end of|the end of|later in|конце|конца|конец|концу|поздно"),
    (Token::Later, "later|later on|попозже"),
    (Token::OfTheMonth, "числа|число|числу"),
    (Token::OfTheYear, "года|году|год|г"),

    (Token::Days, "day|days|день|дней"),
    (Token::Dnya, "дня"),
    (Token::Weeks, "week|weeks|weeks time|недели|недель|неделе"),
    (Token::AWeek, "a weeks time|неделю|недельку"),
    (Token::Fortnights, "fortnight|fortnights"),
    (Token::Months, "month|months|месяца|месяцев|месяце"),
    (Token::AMonth, "месяц"),
];
