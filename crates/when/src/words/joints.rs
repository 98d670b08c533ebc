//! The small words that join the others.

use crate::tokens::Token;

use super::Entry;

#[rustfmt::skip]
pub(super) const WORDS: &[Entry] = &[
    (Token::In, "in|через|спустя"),
    (Token::Within, "within|within the next|over the next|during the next|в течение|в течении|в пределах"),
    (Token::FromNow, "from now|from today"),
    (Token::From, "from|с|со|от|начиная с"),
    (Token::Between, "between|между"),
    (Token::And, "and|и"),
    (Token::Or, "or|either|или|либо"),
    (Token::To, "to"),
    (Token::Till, "till|til"),
    (Token::Until, "until|up until|up to"),
    (Token::UpTo, "до"),
    (Token::Through, "through|thru|по"),
    (Token::By, "by|no later than|not later than|at or before|не позже|не позднее|не позже чем"),
    (Token::Before, "before|earlier than|ahead of|перед"),
    (Token::NotBefore, "starting|starting at|starting from|starting on|beginning|beginning on|not before|on or after|no earlier than|not earlier than|no sooner than|as early as|не раньше|не ранее|не раньше чем"),
    (Token::Past, "past"),
    (Token::After, "after|later than|any time after|anytime after|sometime after|some time after|после"),
    (Token::OrLater, "or later|or after|and later|and after|or any time after|or anytime after|onward|onwards|and onwards|\
        at the earliest|или позже|и позже|или после|и после|или позднее|и далее"),
    (Token::OrEarlier, "or earlier|or before|or sooner|at the latest|latest|или раньше|самое позднее"),
    (Token::Less, "без"),

    (Token::At, "at|around at|в|во|к|ко"),
    (Token::For, "for|на"),
    (Token::On, "on"),
    (Token::Of, "of"),
    (Token::The, "the"),
    (Token::A, "a|an"),

    (Token::NoTime, "a second|one second|at first|first one|second one|third one|this one|next one|last one|later one|\
        earlier one|other one"),
    (Token::Open, "now|right now|right away|straight away|immediately|asap|as soon as possible|as soon as you can|as soon as we can|\
        as early as possible|earliest possible|soonest possible|the earliest possible|the soonest possible|at your earliest|\
        at your earliest convenience|your earliest convenience|your earliest|your first available|your next available|\
        the earliest|earliest|the soonest|soonest|the soonest you have|soonest you have|the earliest you have|earliest you have|\
        the first you have|first you have|sooner the better|the sooner the better|earlier the better|the earlier the better|\
        first available|the first available|first available one|the first available one|\
        earliest available|the earliest available|earliest available one|the earliest available one|soonest available|\
        the soonest available|next available|the next available|next available one|the next available one|\
        the soonest one|the earliest one|any time|anytime|at any time|any time you have|anytime you have|any time works|anytime works|\
        whenever|whenever you can|whenever you have|whenever is convenient|no preference|doesnt matter|it doesnt matter|flexible|\
        im flexible|i am flexible|any day|any day works|any|anything|all day|all day long|the whole day|whole day|any time of day|\
        at your convenience|\
        сейчас|прямо сейчас|немедленно|срочно|сразу|скорее|поскорее|побыстрее|как можно скорее|как можно быстрее|\
        как можно раньше|чем раньше тем лучше|чем скорее тем лучше|чем быстрее тем лучше|раньше всего|самое раннее|\
        в ближайшее время|ближайшее время|ближайшее свободное|ближайшее свободное время|ближайшее свободное окно|\
        ближайшее свободное место|ближайшее доступное|ближайшее доступное время|ближайшее окно|ближайшее окошко|\
        первое свободное|первое свободное время|первое свободное окно|первое доступное|первое доступное время|\
        при первой возможности|в любое время|любое время|когда угодно|в любой момент|в любой день|любой день|\
        не важно|неважно|все равно|весь день|целый день|на весь день"),
];
