//! What is said around a time and changes nothing of it. No word that turns, limits or repeats it belongs
//! here.

use crate::tokens::Token;

use super::Entry;

pub(super) const WORDS: &[Entry] = &[
    (
        Token::Filler,
        "please|thanks|thank you|hi|hello|yes|yeah|yep|sure|ok|okay|well|so|then|just|um|uh|er|erm|hmm|like|say|\
        maybe|may be|may i|might|perhaps|probably|possibly|preferably|preferred|ideally|hopefully|around|about|approximately|\
        roughly|approx|circa|ish|or so|or thereabouts|thereabouts|somewhere|exactly|sharp|on the dot|precisely|\
        sometime|some time|during|lets|lets do|lets say|lets go with|lets go for|lets try|lets make it|how about|what about|how is|\
        how does|would be|is|its|it is|would it be|should be|i am|im|were|we are|free|available|open|i would like|id like|\
        i would prefer|id prefer|i prefer|we prefer|i would love|id love|i want|i want to|i would like to|id like to|\
        we want|we need|we would like|we would like to|i need|i need to|i need it|i think|i guess|i believe|i suppose|i can|i could|\
        i can do|i could do|i can come|i can come in|i could come in|i can make|i can make it|we can do|we could do|i will|ill|\
        ill take|i will take|ill be|ill be free|i will be free|i will be available|ill be available|ill be there|can we|can you|can i|\
        could we|could you|could i|do|do you have|do you have anything|do you have anything for|anything for|\
        make it|come|come in|come by|coming in|stop by|drop by|drop in|see|see me|see you|meet|call|a call|call me|call me back|\
        call us|call us back|call back|callback|a callback|give me a call|give me a call back|give me a ring|give us a call|\
        get a call|get a call back|ring me|ring me back|phone me|reach me|reach out|contact me|get back to me|get in touch|\
        try|try me|try again|book|book me|book me in|book it|book us|booked|schedule|schedule me|schedule me in|schedule it|schedule us|\
        scheduled|reschedule|reschedule to|reschedule it to|move it to|move me to|change it to|switch to|push it to|set up|set it up|\
        set me up|sign me up|put me down|put me in|pencil me in|fit me in|squeeze me in|get in|get me in|get an appointment|\
        make an appointment|make a reservation|reserve|reservation|appointment|an appointment|my appointment|appointments|booking|\
        a booking|slot|a slot|time slot|slots|opening|an opening|openings|spot|a spot|visit|a visit|meeting|a meeting|consultation|\
        a consultation|time|a time|works|work|would work|that works|works for me|works for us|works best|works best for me|works better|\
        works great|works fine|would be great|would be good|would be best|would be perfect|would be fine|would be ideal|is good|\
        is fine|is great|is perfect|is best|sounds good|looks good|good|great|fine|perfect|ideal|best|better|convenient|\
        best for me|good for me|for me|for us|to me|if possible|if you can|if that works|if thats ok|if thats okay|thats|\
        there|in there|with you|with me|you|we|me|us|my|our|i|have|be|go|go with|take|get|let|request|requesting|looking for|\
        looking at|for the|due|date|the time of|the date of|timezone|time zone|more|are you available|are you free|\
        will you be free|will you be available|any available time|any availability|availability|anything available|what time|find a time|\
        find us a time|find me a time|set something up",
    ),
    (
        Token::Filler,
        "пожалуйста|спасибо|здравствуйте|добрый день|да|ага|ну|так|вот|хорошо|ладно|где то|примерно|приблизительно|около|\
        ориентировочно|наверное|наверно|может|может быть|возможно|вероятно|скажем|допустим|давайте|давай|лучше|лучше всего|можно|\
        если можно|если возможно|если удобно|если получится|желательно|предпочтительно|как нибудь|когда нибудь|ровно|точно|ближе|\
        районе|в районе|мне|меня|нам|нас|я|мы|со мной|с нами|бы|хочу|хотим|хотел|хотела|хотелось|хотелось бы|хотели|надо|нужно|удобно|\
        удобнее|буду|будем|будет|было|устроит|устраивает|подойдет|подходит|получится|смогу|сможем|могу|можем|можете|\
        свободен|свободна|свободны|свободно|свободное|свободное время|запишите|запиши|записать|записаться|запишусь|запишите меня|\
        запишите нас|запись|перенесите|перенести|забронируйте|забронировать|бронь|перезвоните|перезвони|перезвонить|\
        перезвоните мне|позвоните|позвони|позвонить|позвоните мне|звоните|звонок|наберите|набери|наберите меня|наберите мне|свяжитесь|\
        связаться|приезжайте|приеду|приедем|приехать|приду|придем|прийти|подъеду|подъехать|подойду|подойти|зайду|зайти|заеду|\
        прием|на прием|визит|встреча|встречу|окно|окошко|место|время|времени|есть ли|есть|что нибудь",
    ),
];
