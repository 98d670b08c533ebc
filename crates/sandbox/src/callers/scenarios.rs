//! The conversations: a dental clinic and a truck dispatch, each in English and in Russian.

mod english;
mod russian;

use serde::Serialize;

use super::scenario::Repertoire;
use crate::random::Random;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    English,
    Russian,
}

impl Language {
    pub(crate) fn drawn(random: &mut Random) -> Self {
        // Six in ten callers speak English.
        if random.chance(0.6) { Self::English } else { Self::Russian }
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
        }
    }

    pub(crate) fn repertoire(self) -> &'static Repertoire {
        match self {
            Self::English => &english::REPERTOIRE,
            Self::Russian => &russian::REPERTOIRE,
        }
    }
}
