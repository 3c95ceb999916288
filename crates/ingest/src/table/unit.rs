//! Amounts in thousands or millions, as headers and titles say.

/// The unit that a header of amounts names, such as "Summa (1000 €)" or "Belopp, tkr"; `None` when it names none.
pub fn of_header(header: &str) -> Option<u32> {
    unit(&words(header))
}

/// The unit that a title names which says nothing else of figures, such as "(1 000 €)" or "Luvut tuhansina euroina".
/// "Payments over £1000" says something else.
pub fn of_title(title: &str) -> Option<u32> {
    const OTHER: [&str; 15] = [
        "over",
        "above",
        "exceeding",
        "under",
        "least",
        "yli",
        "vähintään",
        "över",
        "minst",
        "over",
        "ab",
        "über",
        "unter",
        "plus",
        "dépassant",
    ];
    let words = words(title);
    let is_figure = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    // "Alle" is "under" in Finnish and "all" in German and Danish.
    let is_below = words.windows(2).any(|pair| pair[0] == "alle" && is_figure(&pair[1]));
    let is_other = is_below || words.iter().any(|word| OTHER.contains(&word.as_str()));
    // A sentence of figures has other words than those of a unit.
    let figures = words.iter().any(is_figure);
    if is_other || (figures && words.len() > MOST) { None } else { unit(&words) }
}

/// Words of a title that is a unit, such as "amounts in 1 000 €".
const MOST: usize = 6;

/// Lower-case words; signs of currencies are words of their own, and "1 000", "1.000" and "1'000" are one number.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    for c in text.to_lowercase().chars() {
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
    const THOUSANDS: [&str; 33] = [
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
    ];
    const MILLIONS: [&str; 15] = [
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
            "m" if is_sign(after) || is_sign(before) => return Some(1_000_000),
            "1000" if is_sign(after) || is_sign(before) => return Some(1_000),
            "1000000" if is_sign(after) || is_sign(before) => return Some(1_000_000),
            "000" | "000s" if is_sign(before) => return Some(1_000),
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
