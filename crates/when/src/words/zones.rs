//! Zones, and the letters that they have.

use crate::named_zone::ZoneSaid;
use crate::tokens::Token;

use super::Entry;

const fn letters(letters: &'static [&'static str], mostly: &'static str) -> Token {
    Token::Zone(ZoneSaid::Letters(letters, Some(mostly)))
}

#[rustfmt::skip]
pub(super) const WORDS: &[Entry] = &[
    (Token::Zone(ZoneSaid::Own), "local|local time|your time|business time|по местному|по местному времени|местного времени|местное время"),
    (letters(&["UTC"], "UTC"), "utc|z|zulu|utc time"),
    (letters(&["GMT", "BST"], "UTC"), "gmt|gmt time|по гринвичу"),
    (letters(&["BST", "GMT"], "Europe/London"), "bst|uk time|british time"),
    (letters(&["EST", "EDT"], "America/New_York"), "est|edt|et|eastern|eastern time|eastern standard time|eastern daylight time"),
    (letters(&["CST", "CDT"], "America/Chicago"), "cdt|ct|central|central time|central standard time|central daylight time"),
    // China and Cuba have these letters too.
    (Token::Zone(ZoneSaid::Letters(&["CST", "CDT"], None)), "cst"),
    (letters(&["MST", "MDT"], "America/Denver"), "mst|mdt|mt|mountain|mountain time|mountain standard time|mountain daylight time"),
    (letters(&["PST", "PDT"], "America/Los_Angeles"), "pst|pdt|pt|pacific|pacific time|pacific standard time|pacific daylight time"),
    (letters(&["AST", "ADT"], "America/Halifax"), "adt|atlantic time"),
    (letters(&["NST", "NDT"], "America/St_Johns"), "nst|ndt|newfoundland time"),
    (letters(&["AKST", "AKDT"], "America/Anchorage"), "akst|akdt|alaska time"),
    (letters(&["HST", "HDT"], "Pacific/Honolulu"), "hst|hawaii time"),
    (letters(&["CET", "CEST"], "Europe/Paris"), "cet|cest|central european time"),
    (letters(&["EET", "EEST"], "Europe/Athens"), "eet|eest|eastern european time"),
    (letters(&["WET", "WEST"], "Europe/Lisbon"), "wet|western european time"),
    // India, Israel and Ireland.
    (Token::Zone(ZoneSaid::Letters(&["IST", "IDT", "GMT"], None)), "ist"),
    (letters(&["IST"], "Asia/Kolkata"), "indian time|india time|indian standard time"),
    (letters(&["JST"], "Asia/Tokyo"), "jst|japan time"),
    (letters(&["AEST", "AEDT"], "Australia/Sydney"), "aest|aedt"),
    (letters(&["ACST", "ACDT"], "Australia/Adelaide"), "acst|acdt"),
    (letters(&["AWST"], "Australia/Perth"), "awst"),
    (letters(&["NZST", "NZDT"], "Pacific/Auckland"), "nzst|nzdt|new zealand time"),
    (letters(&["SAST"], "Africa/Johannesburg"), "sast"),
    (letters(&["MSK"], "Europe/Moscow"), "msk|мск|москва|по мск|по москве|московское время|московского времени|по московскому|\
        по московскому времени|московскому времени"),
    (letters(&[], "Europe/Kaliningrad"), "по калининграду|калининградского времени"),
    (letters(&[], "Europe/Samara"), "по самаре|самарского времени"),
    (letters(&[], "Asia/Yekaterinburg"), "по екатеринбургу|по уралу|уральского времени|екатеринбургского времени"),
    (letters(&[], "Asia/Omsk"), "по омску|омского времени"),
    (letters(&[], "Asia/Novosibirsk"), "по новосибирску|новосибирского времени"),
    (letters(&[], "Asia/Krasnoyarsk"), "по красноярску|красноярского времени"),
    (letters(&[], "Asia/Irkutsk"), "по иркутску|иркутского времени"),
    (letters(&[], "Asia/Yakutsk"), "по якутску|якутского времени"),
    (letters(&[], "Asia/Vladivostok"), "по владивостоку|владивостокского времени"),
    (letters(&[], "Europe/Kyiv"), "по киеву|киевского времени"),
    (letters(&[], "Europe/Minsk"), "по минску|минского времени"),
    (letters(&[], "Asia/Almaty"), "по алматы|по астане"),
    (letters(&[], "Asia/Tashkent"), "по ташкенту|ташкентского времени"),
];
