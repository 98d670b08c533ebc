//! The small words that join the others.

use crate::tokens::Token;

use super::Entry;

#[rustfmt::skip]
pub(super) const WORDS: &[Entry] = &[
    (Token::In, "in|через"),
    (Token::FromNow, "from now|from today"),
    (Token::From, "from|с|со|от"),
    (Token::Between, "between|между"),
    (Token::And, "and|и"),
    (Token::To, "to"),
    (Token::Till, "till|til"),
    (Token::Until, "until|до"),
    (Token::Before, "before|by"),
    (Token::Past, "past"),
    (Token::After, "after|после"),
    (Token::Less, "без"),

    (Token::At, "at|в|во|к|ко"),
    (Token::For, "for|на"),
    (Token::On, "on"),
    (Token::Of, "of"),
    (Token::The, "the"),
    (Token::A, "a|an"),

    (Token::NoTime, "a second|one second|at first|first one|second one|third one|this one|next one"),
    (Token::Open, "now|right now|right away|straight away|immediately|asap|as soon as possible|as soon as you can|\
        as early as possible|the earliest|earliest|the soonest|soonest|first available|the first available|\
        earliest available|the earliest available|next available|the next available|\
        any time|anytime|at any time|whenever|whenever you can|no preference|doesnt matter|it doesnt matter|\
        сейчас|прямо сейчас|немедленно|срочно|сразу|скорее|поскорее|побыстрее|как можно скорее|как можно быстрее|\
        как можно раньше|в ближайшее время|ближайшее время|при первой возможности|\
        в любое время|любое время|когда угодно|в любой момент|не важно|неважно|все равно"),
];
