//! Amounts in thousands or millions, as headers and titles say.

/// The unit that a header of amounts names, such as "Summa (1000 €)" or "Belopp, tkr"; `None` when it names none.
pub fn of_header(header: &str) -> Option<u32> {
    let words = words(header);
    if is_limit(&words) { None } else { unit(&words).or_else(|| bare_thousand(&words)) }
}

/// "Amount (000s)", "Amount '000", "Bedrag x 1.000", "Importe en miles": nothing else stands so in a header of amounts.
fn bare_thousand(words: &[String]) -> Option<u32> {
    let is_bare = |at: usize| match (at.checked_sub(1).map_or("", |before| &words[before]), words[at].as_str()) {
        (before, "000") => !is_figure(before),
        ("x" | "×", "1000") | ("en" | "em", "miles") => true,
        _ => false,
    };
    (0..words.len()).any(is_bare).then_some(1_000)
}

/// The unit that a title names which says nothing else of figures, such as "(1 000 €)" or "Luvut tuhansina euroina".
/// "Payments over £1000" says something else.
pub fn of_title(title: &str) -> Option<u32> {
    let words = words(title);
    // A sentence of figures has other words than those of a unit.
    let is_sentence = words.len() > MOST && words.iter().any(|word| is_figure(word));
    if is_limit(&words) || is_sentence { None } else { unit(&words) }
}

fn is_figure(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Words that speak of a limit, such as "over 1 000 €".
fn is_limit(words: &[String]) -> bool {
    const LIMITS: [&str; 15] = [
        "over",
        "above",
        "exceeding",
        "under",
        "least",
        "yli",
        "vähintään",
        "över",
        "minst",
        "min",
        "ab",
        "über",
        "unter",
        "plus",
        "dépassant",
    ];
    // "Alle" is "under" in Finnish and "all" in German and Danish.
    let is_below = words.windows(2).any(|pair| pair[0] == "alle" && is_figure(&pair[1]));
    is_below || words.iter().any(|word| LIMITS.contains(&word.as_str()))
}

/// Words of a title that is a unit, such as "amounts in 1 000 €".
const MOST: usize = 6;

/// Lower-case words; signs of currencies are words of their own, as is what follows a number ("1000e"), and "1 000",
/// "1.000" and "1'000" are one number.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_alphabetic() && spaced.ends_with(|before: char| before.is_ascii_digit()) {
            spaced.push(' ');
        }
        match c {
            '€' | '£' | '$' => spaced.extend([' ', c, ' ']),
            c if c.is_alphanumeric() => spaced.push(c),
            '\'' | '’' | '.' => {}
            _ => spaced.push(' '),
        }
    }
    let mut words: Vec<String> = Vec::new();
    for word in spaced.split_whitespace() {
        let is_rest = word.len() == 3 && word.starts_with("000");
        match words.last_mut() {
            Some(last) if is_rest && (last == "1" || last == "1000") => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn unit(words: &[String]) -> Option<u32> {
    const THOUSANDS: [&str; 50] = [
        "teur",
        "keur",
        "tkr",
        "kkr",
        "tsek",
        "ksek",
        "tnok",
        "knok",
        "tdkk",
        "kdkk",
        "tgbp",
        "kgbp",
        "kusd",
        "tusd",
        "tchf",
        "kchf",
        "tpln",
        "tczk",
        "tkč",
        "thousand",
        "thousands",
        "tuhat",
        "tuhatta",
        "tuhansia",
        "tuhansina",
        "tusen",
        "tusental",
        "tusenlapp",
        "tausend",
        "tsd",
        "milliers",
        "migliaia",
        "tuhandetes",
        "tuhandeid",
        "tuh",
        "milhares",
        "millares",
        "duizend",
        "duizenden",
        "tusinde",
        "tusinder",
        "tisíc",
        "tisících",
        "tysięcy",
        "tysiącach",
        "þús",
        "þúsund",
        "þúsundum",
        "ezer",
        "thsd",
    ];
    const MILLIONS: [&str; 17] = [
        "meur",
        "mkr",
        "msek",
        "mnok",
        "mdkk",
        "million",
        "millions",
        "miljoona",
        "miljoonaa",
        "milj",
        "miljoner",
        "mio",
        "mill",
        "millionen",
        "millones",
        "mln",
        "miljoen",
    ];
    const SIGNS: [&str; 14] =
        ["€", "£", "$", "e", "eur", "euro", "euros", "euroa", "kr", "sek", "nok", "dkk", "gbp", "usd"];
    let is_sign = |word: Option<&String>| word.is_some_and(|word| SIGNS.contains(&word.as_str()));
    for (at, word) in words.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).and_then(|at| words.get(at)), words.get(at + 1));
        match word.as_str() {
            word if THOUSANDS.contains(&word) => return Some(1_000),
            word if MILLIONS.contains(&word) => return Some(1_000_000),
            "miles" | "tis" | "tys" if after.is_some() => return Some(1_000),
            "t" | "k" if is_sign(after) => return Some(1_000),
            "k" if is_sign(before) && after.is_none() => return Some(1_000),
            "m" if is_sign(after) || is_sign(before) => return Some(1_000_000),
            "1000" if is_sign(after) || is_sign(before) => return Some(1_000),
            "1000000" if is_sign(after) || is_sign(before) => return Some(1_000_000),
            "000" if is_sign(before) => return Some(1_000),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn header(text: &str, unit: u32) {
        assert_eq!(of_header(text), Some(unit).filter(|unit| *unit > 1), "{text}");
    }

    #[track_caller]
    fn title(text: &str, unit: u32) {
        assert_eq!(of_title(text), Some(unit).filter(|unit| *unit > 1), "{text}");
    }

    #[test]
    fn units_of_headers() {
        header("Summa, t€", 1_000);
        header("Summa (1000 €)", 1_000);
        header("Summa (1 000 €)", 1_000);
        header("Summa 1.000 euroa", 1_000);
        header("Belopp tkr", 1_000);
        header("Amount £000", 1_000);
        header("Amount (£'000)", 1_000);
        header("Amount £000s", 1_000);
        header("Betrag in TEUR", 1_000);
        header("Betrag T€", 1_000);
        header("Montant (k€)", 1_000);
        header("Castka tis. Kč", 1_000);
        header("Importe (miles de euros)", 1_000);
        header("Nettosumma, milj. euroa", 1_000_000);
        header("Belopp (Mkr)", 1_000_000);
        header("Amount (£m)", 1_000_000);
        for text in ["Amount (000s)", "Amount '000", "Amount (in 000)", "Amount ($K)", "Amount, GBP k", "Summa (1000e)"]
        {
            header(text, 1_000);
        }
        for text in ["Importe en miles", "Bedrag (x 1.000)", "Valor (milhares)", "Summa, tuh eur", "Upphæð (þús. kr.)"]
        {
            header(text, 1_000);
        }
        for text in
            ["Summa (yli 1000 €)", "Beløp (over 1 000 kr)", "Amount 1 000 000", "Belopp kr D/K", "Tosite 2024000"]
        {
            header(text, 1);
        }
        header("Amount", 1);
        header("Net Amount (£)", 1);
        header("Summa (alv 0 %), €", 1);
        header("Tili 1000", 1);
    }

    #[test]
    fn units_of_titles() {
        title("(1 000 €)", 1_000);
        title("Luvut tuhansina euroina", 1_000);
        title("Alla belopp i tkr", 1_000);
        title("Figures in £000", 1_000);
        title("Alle Beträge in Tsd. EUR", 1_000);
        title("Alle beløb er i 1.000 kr.", 1_000);
        title("Ostolaskut alle 1 000 €", 1);
        title("Payments over £1000", 1);
        title("Ostolaskut yli 1 000 €", 1);
        title("Payments to suppliers over £500 in May 2024", 1);
        title("Ostot 2024", 1);
    }
}
