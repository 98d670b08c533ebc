//! What is said around a time and changes nothing of it. No word that turns, limits or repeats it belongs
//! here.

use crate::tokens::Token;

use super::Entry;

pub(super) const WORDS: &[Entry] = &[
    (
        Token::Filler,
        "please|thanks|thank you|hi|hello|yes|yeah|yep|sure|ok|okay|well|so|then|just|um|uh|er|erm|hmm|like|say|\
        maybe|may be|may i|perhaps|probably|possibly|preferably|ideally|around|about|approximately|roughly|approx|ish|or so|\
        exactly|sharp|sometime|some time|later|later on|lets|lets do|lets say|how about|what about|would be|is|its|\
        it is|would it be|i am|im|free|available|i would like|id like|i would prefer|id prefer|i prefer|i want|i want to|i would like to|id like to|i need|i need to|\
        i think|i guess|can we|can you|can i|could we|could you|could i|do|make it|come|come by|call|call me|\
        call me back|call back|try|try me|book|book me|schedule|works|work|works for me|works best|good|great|fine|\
        perfect|best|best for me|good for me|for me|if possible",
    ),
    (
        Token::Filler,
        "пожалуйста|спасибо|здравствуйте|да|ага|ну|так|вот|хорошо|ладно|где то|примерно|приблизительно|около|\
        ориентировочно|наверное|наверно|может|может быть|возможно|скажем|допустим|давайте|давай|лучше|можно|\
        если можно|если возможно|желательно|как нибудь|когда нибудь|ровно|ближе|попозже|\
        мне|меня|нам|нас|я|мы|бы|хочу|хотим|хотел|хотела|хотелось|хотелось бы|хотели|надо|нужно|удобно|удобнее|\
        будет|устроит|подойдет|свободен|свободна|запишите|записать|записаться|запишите меня|перезвоните|\
        перезвоните мне|позвоните|приезжайте|время",
    ),
];
