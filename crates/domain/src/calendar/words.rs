//! The words that times are written with, in Finnish, Swedish and English.

/// What a word says of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Month(u32),
    /// First and last month.
    Season(u32, u32),
    TurnOfYear,
    Half,
    Quarter,
    Third,
    Week,
    /// Beginning, middle or end: 1, 2, 3.
    Part(u32),
    Ordinal(u32),
    Roman(u32),
    /// Says nothing of when: "noin", "year", "preliminärt".
    Filler,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Value and number of digits.
    Number(u32, usize),
    Word(Word),
    /// One of `.` `/` `-` and blank; runs of blanks beside another mark are left out.
    Mark(char),
    Unknown,
}

/// Lower case, one kind of dash and blank, words for "to" and "or" as a dash, what stands in parentheses left out.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ if depth > 0 => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            ',' | ';' | ':' => out.push(' '),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    const SPANS: [&str; 10] = ["-", "to", "or", "tai", "ja", "eller", "och", "and", "till", "until"];
    let words: Vec<&str> = out.split_whitespace().map(|w| if SPANS.contains(&w) { "-" } else { w }).collect();
    // "maalis- tai huhtikuu" has its dash twice.
    words.join(" ").replace("- -", "-")
}

/// A plain text to tokens. Letters and digits that stand together ("q2", "2027h1") are parted.
pub fn split(text: &str) -> Vec<Token> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Digit,
        Letter,
        Mark,
    }
    let class = |c: char| match c {
        '0'..='9' => Class::Digit,
        c if c.is_alphabetic() => Class::Letter,
        _ => Class::Mark,
    };
    let text = text.to_lowercase();
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let kind = class(first);
        let end = rest.char_indices().find(|(_, c)| class(*c) != kind).map_or(rest.len(), |(at, _)| at);
        let (run, after) = rest.split_at(end);
        rest = after;
        match kind {
            Class::Digit => tokens.push(run.parse().map_or(Token::Unknown, |n| Token::Number(n, run.len()))),
            Class::Letter => tokens.push(word(run).map_or(Token::Unknown, Token::Word)),
            Class::Mark => {
                let marks: Vec<char> = run.chars().filter(|c| !c.is_whitespace()).collect();
                match marks[..] {
                    [] => tokens.push(Token::Mark(' ')),
                    [one @ ('.' | '/' | '-')] => tokens.push(Token::Mark(one)),
                    // An abbreviation's or a date's last point may stand before another mark: "1.3.-", "n. 2027".
                    ['.', one @ ('/' | '-')] => tokens.push(Token::Mark(one)),
                    ['\'', ..] => {}
                    _ => tokens.push(Token::Unknown),
                }
            }
        }
    }
    tokens
}

/// Stems of Finnish months (before "kuu"), and the Swedish and English names and abbreviations.
const MONTHS: [(&str, &[&str]); 12] = [
    ("tammi", &["januari", "january", "jan"]),
    ("helmi", &["februari", "february", "feb", "febr"]),
    ("maalis", &["mars", "march", "mar"]),
    ("huhti", &["april", "apr"]),
    ("touko", &["maj", "may"]),
    ("kesä", &["juni", "june", "jun"]),
    ("heinä", &["juli", "july", "jul"]),
    ("elo", &["augusti", "august", "aug"]),
    ("syys", &["september", "sep", "sept"]),
    ("loka", &["oktober", "october", "okt", "oct"]),
    ("marras", &["november", "nov"]),
    ("joulu", &["december", "dec"]),
];

/// Words by their beginnings; the first that fits decides, so longer ones stand before shorter.
const BEGINNINGS: [(&str, Word); 57] = [
    ("vuosineljännes", Word::Quarter),
    ("vuosineljännek", Word::Quarter),
    ("neljännes", Word::Quarter),
    ("neljännek", Word::Quarter),
    ("kvartaal", Word::Quarter),
    ("kvartal", Word::Quarter),
    ("quarter", Word::Quarter),
    ("vuosipuolisko", Word::Half),
    ("puolivuosi", Word::Half),
    ("puolivuode", Word::Half),
    ("puolivuotis", Word::Half),
    ("puolisko", Word::Half),
    ("halvår", Word::Half),
    ("tertiaal", Word::Third),
    ("tertial", Word::Third),
    ("kolmannes", Word::Third),
    ("viiko", Word::Week),
    ("viikko", Word::Week),
    ("vuodenvaih", Word::TurnOfYear),
    ("vuodenvaiht", Word::TurnOfYear),
    ("årsskift", Word::TurnOfYear),
    ("alkukevä", Word::Season(3, 5)),
    ("loppukevä", Word::Season(3, 5)),
    ("kevä", Word::Season(3, 5)),
    ("alkukesä", Word::Season(6, 8)),
    ("loppukesä", Word::Season(6, 8)),
    ("alkusyksy", Word::Season(9, 11)),
    ("loppusyksy", Word::Season(9, 11)),
    ("syksy", Word::Season(9, 11)),
    ("alkutalv", Word::Season(1, 2)),
    ("talvi", Word::Season(1, 2)),
    ("talve", Word::Season(1, 2)),
    ("alkuvuosi", Word::Part(1)),
    ("alkuvuode", Word::Part(1)),
    ("alussa", Word::Part(1)),
    ("alku", Word::Part(1)),
    ("puolivälissä", Word::Part(2)),
    ("keskivaih", Word::Part(2)),
    ("loppuvuosi", Word::Part(3)),
    ("loppuvuode", Word::Part(3)),
    ("lopussa", Word::Part(3)),
    ("lopulla", Word::Part(3)),
    ("loppu", Word::Part(3)),
    ("ensimmäi", Word::Ordinal(1)),
    ("jälkimmäi", Word::Ordinal(2)),
    ("toinen", Word::Ordinal(2)),
    ("toise", Word::Ordinal(2)),
    ("kolmas", Word::Ordinal(3)),
    ("kolmannen", Word::Ordinal(3)),
    ("kolmannella", Word::Ordinal(3)),
    ("neljäs", Word::Ordinal(4)),
    ("neljännen", Word::Ordinal(4)),
    ("neljännellä", Word::Ordinal(4)),
    ("arvio", Word::Filler),
    ("alustav", Word::Filler),
    ("tarkentu", Word::Filler),
    ("preliminär", Word::Filler),
];

/// Whole words.
const WORDS: [(&[&str], Word); 29] = [
    (&["q", "kv", "kvart", "nelj"], Word::Quarter),
    (&["h", "half"], Word::Half),
    (&["t"], Word::Third),
    (&["vk", "v", "w", "wk", "week", "weeks", "vecka", "veckan", "veckor"], Word::Week),
    (&["kesä", "kesän", "kesällä", "kesäksi", "sommar", "sommaren", "summer"], Word::Season(6, 8)),
    (&["vår", "våren", "spring"], Word::Season(3, 5)),
    (&["höst", "hösten", "autumn", "fall"], Word::Season(9, 11)),
    (&["vinter", "vintern", "winter"], Word::Season(1, 2)),
    (&["early", "beginning", "början", "start", "tidigt"], Word::Part(1)),
    (&["mid", "middle", "mitten"], Word::Part(2)),
    (&["late", "end", "slutet", "sent"], Word::Part(3)),
    (&["i"], Word::Roman(1)),
    (&["ii"], Word::Roman(2)),
    (&["iii"], Word::Roman(3)),
    (&["iv"], Word::Roman(4)),
    (&["first", "första"], Word::Ordinal(1)),
    (&["second", "andra", "latter", "senare"], Word::Ordinal(2)),
    (&["third", "tredje"], Word::Ordinal(3)),
    (&["fourth", "fjärde"], Word::Ordinal(4)),
    (&["st", "nd", "rd", "th", "s"], Word::Filler),
    (&["vuosi", "vuoden", "vuonna", "vuodelle", "vuodeksi"], Word::Filler),
    (&["år", "året", "årets", "year", "of", "the", "in", "av", "under", "på", "för"], Word::Filler),
    (&["n", "noin", "ca", "cirka", "circa", "c", "approx", "approximately", "about"], Word::Filler),
    (&["est", "estimated", "estimate", "uppskattat", "uppskattning", "beräknad", "beräknat"], Word::Filler),
    (&["viimeistään", "mennessä", "senast", "by", "latest"], Word::Filler),
    (&["aikaisintaan", "aikana", "alkaen", "tidigast", "earliest", "from", "från", "during"], Word::Filler),
    (&["provisional", "provisionally", "tentative", "tentatively"], Word::Filler),
    (&["kilpailutus", "kilpailutetaan", "julkaistaan", "julkaisu", "upphandlas", "annonseras"], Word::Filler),
    (&["a", "ab", "den", "det"], Word::Filler),
];

fn word(text: &str) -> Option<Word> {
    month(text).map(Word::Month).or_else(|| {
        let whole = WORDS.iter().find(|(words, _)| words.contains(&text)).map(|(_, word)| *word);
        whole.or_else(|| BEGINNINGS.iter().find(|(start, _)| text.starts_with(start)).map(|(_, word)| *word))
    })
}

fn month(text: &str) -> Option<u32> {
    let is = |(stem, names): &(&str, &[&str])| {
        // The summer and June share a stem: alone it is the summer.
        let finnish =
            text.strip_prefix(stem).is_some_and(|rest| rest.starts_with("kuu") || (rest.is_empty() && *stem != "kesä"));
        finnish || names.contains(&text)
    };
    MONTHS.iter().position(is).map(|i| i as u32 + 1)
}
