//! Numbers and ordinals. Those above twenty are put together from tens and ones.

use crate::pieces::Number;
use crate::tokens::Token;

use super::Entry;

const fn number(value: u32) -> Token {
    Token::Number(Number::word(value))
}

#[rustfmt::skip]
pub(super) const WORDS: &[Entry] = &[
    (number(0), "zero|ноль|нуль|ноля|нуля"),
    (number(1), "one|один|одна|одну|одно|одного|одной|одному"),
    (number(2), "two|два|две|двух|двум|двумя"),
    (number(3), "three|три|трех|трем|тремя"),
    (number(4), "four|четыре|четырех|четырем|четырьмя"),
    (number(5), "five|пять|пяти|пятью"),
    (number(6), "six|шесть|шести|шестью"),
    (number(7), "seven|семь|семи|семью"),
    (number(8), "eight|восемь|восьми|восемью|восьмью"),
    (number(9), "nine|девять|девяти|девятью"),
    (number(10), "ten|десять|десяти|десятью"),
    (number(11), "eleven|одиннадцать|одиннадцати|одиннадцатью"),
    (number(12), "twelve|двенадцать|двенадцати|двенадцатью"),
    (number(13), "thirteen|тринадцать|тринадцати|тринадцатью"),
    (number(14), "fourteen|четырнадцать|четырнадцати|четырнадцатью"),
    (number(15), "fifteen|пятнадцать|пятнадцати|пятнадцатью"),
    (number(16), "sixteen|шестнадцать|шестнадцати|шестнадцатью"),
    (number(17), "seventeen|семнадцать|семнадцати|семнадцатью"),
    (number(18), "eighteen|восемнадцать|восемнадцати|восемнадцатью"),
    (number(19), "nineteen|девятнадцать|девятнадцати|девятнадцатью"),
    (number(20), "twenty|двадцать|двадцати|двадцатью"),
    (number(30), "thirty|тридцать|тридцати|тридцатью"),
    (number(40), "forty|fourty|сорок|сорока"),
    (number(50), "fifty|пятьдесят|пятидесяти|пятьюдесятью"),

    (Token::Hundred, "hundred"),
    (Token::Thousand, "thousand|тысячи"),

    (Token::OrdinalEnding, "st|nd|rd|th|го|ого|его|е|ое|му|ому"),
    (Token::Ordinal(1), "first|первый|первую|первая|первое|первого|первому"),
    (Token::Ordinal(2), "second|второй|вторую|вторая|второе|второго|второму"),
    (Token::Ordinal(3), "third|третий|третью|третья|третье|третьего|третьему"),
    (Token::Ordinal(4), "fourth|четвертый|четвертую|четвертая|четвертое|четвертого|четвертому"),
    (Token::Ordinal(5), "fifth|пятый|пятую|пятая|пятое|пятого|пятому"),
    (Token::Ordinal(6), "sixth|шестое|шестого|шестому"),
    (Token::Ordinal(7), "seventh|седьмое|седьмого|седьмому"),
    (Token::Ordinal(8), "eighth|восьмое|восьмого|восьмому"),
    (Token::Ordinal(9), "ninth|девятое|девятого|девятому"),
    (Token::Ordinal(10), "tenth|десятое|десятого|десятому"),
    (Token::Ordinal(11), "eleventh|одиннадцатое|одиннадцатого|одиннадцатому"),
    (Token::Ordinal(12), "twelfth|двенадцатое|двенадцатого|двенадцатому"),
    (Token::Ordinal(13), "thirteenth|тринадцатое|тринадцатого|тринадцатому"),
    (Token::Ordinal(14), "fourteenth|четырнадцатое|четырнадцатого|четырнадцатому"),
    (Token::Ordinal(15), "fifteenth|пятнадцатое|пятнадцатого|пятнадцатому"),
    (Token::Ordinal(16), "sixteenth|шестнадцатое|шестнадцатого|шестнадцатому"),
    (Token::Ordinal(17), "seventeenth|семнадцатое|семнадцатого|семнадцатому"),
    (Token::Ordinal(18), "eighteenth|восемнадцатое|восемнадцатого|восемнадцатому"),
    (Token::Ordinal(19), "nineteenth|девятнадцатое|девятнадцатого|девятнадцатому"),
    (Token::Ordinal(20), "twentieth|двадцатое|двадцатого|двадцатому"),
    (Token::Ordinal(30), "thirtieth|тридцатое|тридцатого|тридцатому"),
];
