//! Times of procurements as people write them in Finnish, Swedish and English, to a span of days and how exact it is.

use chrono::{Datelike, NaiveDate, Weekday};

use super::window::{Precision, Window, day};
use super::words::{self, Token, Word};
use vire_base::code::Code;

/// Why a text is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeError {
    Unreadable,
    /// Such as "autumn" alone.
    NoYear,
    /// Such as 4/5/2027.
    Ambiguous,
    /// Ends before it begins.
    Backwards,
}

impl TimeError {
    pub fn code(self) -> Code {
        match self {
            Self::Unreadable => Code::UnreadableTime,
            Self::NoYear => Code::TimeWithoutYear,
            Self::Ambiguous => Code::AmbiguousTime,
            Self::Backwards => Code::BackwardsTime,
        }
    }

    pub fn message(self) -> &'static str {
        match self {
            Self::Unreadable => "is no time; write it as 2027, H1/2027, Q2/2027, 3/2027 or 1.3.2027",
            Self::NoYear => "names no year",
            Self::Ambiguous => "can be read with the day first and with the month first; write it as 1.3.2027",
            Self::Backwards => "ends before it begins",
        }
    }
}

/// What a bare number before a year counts, such as the 2 of "2/2027"; the header of its column may tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counts {
    #[default]
    Months,
    Quarters,
    Halves,
    Weeks,
}

impl Counts {
    /// By the words of a column's header.
    pub fn of_header(header: &str) -> Self {
        let mut units = words::split(header).into_iter().filter_map(|t| match t {
            Token::Word(Word::Quarter) => Some(Self::Quarters),
            Token::Word(Word::Half) => Some(Self::Halves),
            Token::Word(Word::Week) => Some(Self::Weeks),
            _ => None,
        });
        units.next_back().unwrap_or_default()
    }
}

/// A part of a year, or the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Year,
    Half(u32),
    Third(u32),
    Quarter(u32),
    /// First and last month of a season.
    Season(u32, u32),
    /// First month in the year before, last month in the year.
    AcrossNewYear(u32, u32),
    Month(u32),
    Week(u32),
    /// Month and day.
    Day(u32, u32),
    /// What it counts is told by the other end of the span, or by the column.
    Number(u32),
    /// Likewise, but never a month: "II/2027" is a quarter.
    Roman(u32),
}

impl Unit {
    fn window(self, year: i32) -> Option<Window> {
        use Precision as P;
        match self {
            Self::Year => Window::part(year, 1, 1, P::Year),
            Self::Half(n) => Window::part(year, n, 2, P::HalfYear),
            Self::Third(n) => Window::part(year, n, 3, P::Month),
            Self::Quarter(n) => Window::part(year, n, 4, P::Quarter),
            Self::Month(n) => Window::part(year, n, 12, P::Month),
            Self::Season(first, last) => Window::months(year, first, last, P::Month),
            Self::AcrossNewYear(first, last) => {
                let (before, after) =
                    (Window::months(year - 1, first, 12, P::Month)?, Window::months(year, 1, last, P::Month)?);
                Some(Window { start: before.start, ..after })
            }
            Self::Week(n) => {
                let monday = NaiveDate::from_isoywd_opt(year, n, Weekday::Mon)?;
                let sunday = NaiveDate::from_isoywd_opt(year, n, Weekday::Sun)?;
                day(year, 1, 1)?;
                Some(Window { start: monday, end: sunday, precision: P::Day })
            }
            Self::Day(month, of_month) => day(year, month, of_month).map(Window::day),
            Self::Number(_) | Self::Roman(_) => None,
        }
    }

    /// A bare number as one more of what `like` counts.
    fn like(self, like: Self) -> Self {
        let (Self::Number(n) | Self::Roman(n)) = self else { return self };
        match like {
            Self::Half(_) => Self::Half(n),
            Self::Third(_) => Self::Third(n),
            Self::Quarter(_) => Self::Quarter(n),
            Self::Month(_) => Self::Month(n),
            Self::Week(_) => Self::Week(n),
            Self::Day(month, _) => Self::Day(month, n),
            _ => self,
        }
    }

    fn counted(self, counts: Counts) -> Self {
        self.like(match counts {
            Counts::Months if matches!(self, Self::Roman(_)) => Self::Quarter(1),
            Counts::Months => Self::Month(1),
            Counts::Quarters => Self::Quarter(1),
            Counts::Halves => Self::Half(1),
            Counts::Weeks => Self::Week(1),
        })
    }
}

/// One end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    unit: Unit,
    year: Option<i32>,
    /// "kesä" is the summer, but June in "kesä-elokuu".
    summer: bool,
}

/// Reads a time: a date, week, month, season, quarter, third, half or year, or a span from one to another.
///
/// A season without further words is spring March-May, summer June-August, autumn September-November, winter
/// January-February of its year ("winter 2026-2027" begins in December); the beginning, middle and end of a year are its
/// thirds. A number before a year is a month, unless `counts` says otherwise.
pub fn parse(text: &str, counts: Counts) -> Result<Window, TimeError> {
    let text = words::plain(text);
    let whole = single(&text);
    if let Ok(Some(piece)) = whole {
        let unit = piece.unit.counted(counts);
        let year = piece.year.ok_or(TimeError::NoYear)?;
        if let Some(window) = unit.window(year) {
            return Ok(window);
        }
    }
    if whole == Err(TimeError::Ambiguous) {
        return Err(TimeError::Ambiguous);
    }
    let mut failed = whole.err().unwrap_or(TimeError::Unreadable);
    for mark in ['-', '/'] {
        for (at, _) in text.match_indices(mark) {
            match span(&text[..at], &text[at + 1..], counts) {
                Ok(window) => return Ok(window),
                Err(TimeError::Unreadable) => {}
                Err(error) => failed = error,
            }
        }
    }
    Err(failed)
}

fn span(from: &str, to: &str, counts: Counts) -> Result<Window, TimeError> {
    let (Some(from), Some(to)) = (single(from)?, single(to)?) else { return Err(TimeError::Unreadable) };
    if let (Piece { unit: Unit::Year, year: Some(first), .. }, Unit::Number(n)) = (from, to.unit)
        && to.year.is_none()
    {
        // "2026-27"
        let last = Unit::Year.window(first + 1).filter(|w| w.end.year().rem_euclid(100) == n as i32);
        let first = Unit::Year.window(first).ok_or(TimeError::Unreadable)?;
        return last.map(|last| Window { start: first.start, ..last }).ok_or(TimeError::Unreadable);
    }
    let mut units = (from.unit.like(to.unit).counted(counts), to.unit.like(from.unit).counted(counts));
    if let (true, Unit::Month(_)) = (from.summer, units.1) {
        units.0 = Unit::Month(6);
    }
    let last = to.year.or(from.year).ok_or(TimeError::NoYear)?;
    let first = from.year.unwrap_or(last);
    let windows = units.0.window(first).zip(units.1.window(last));
    let (first, last) = windows.ok_or(TimeError::Unreadable)?;
    if last.end < first.start {
        return Err(TimeError::Backwards);
    }
    Ok(Window { start: first.start, end: last.end, precision: first.precision.max(last.precision) })
}

/// What one time without a span in it is written with.
#[derive(Default)]
struct Parts {
    /// Units, months and seasons.
    words: Vec<Word>,
    /// Beginning, middle, end of what else is named.
    of_whole: Vec<u32>,
    /// Value and digits of all numbers.
    numbers: Vec<(u32, usize)>,
    years: Vec<i32>,
    /// Numbers that are no years.
    rest: Vec<u32>,
    roman: bool,
    marks: Vec<char>,
    /// "kesä" is there, which is a season and the beginning of a month's name.
    summer: bool,
}

impl Parts {
    /// `None` when there is a word that is not known, or a number that is neither a year nor short.
    fn of(text: &str) -> Option<Self> {
        let tokens = words::split(text);
        let mut parts = Self { summer: text.contains("kesä"), ..Self::default() };
        for token in &tokens {
            match token {
                Token::Number(n, digits) => parts.numbers.push((*n, *digits)),
                Token::Mark(mark) if !parts.words.is_empty() || !parts.numbers.is_empty() => parts.marks.push(*mark),
                Token::Mark(_) | Token::Word(Word::Filler) => {}
                Token::Word(Word::Ordinal(n)) => parts.numbers.push((*n, 1)),
                // The Swedish "i mars" is no first of March.
                Token::Word(Word::Roman(_)) if names_part(&tokens) => {}
                Token::Word(Word::Roman(n)) => {
                    parts.numbers.push((*n, 1));
                    parts.roman = true;
                }
                Token::Word(Word::Part(n)) => parts.of_whole.push(*n),
                Token::Word(word) => parts.words.push(*word),
                Token::Unknown => return None,
            }
        }
        for (n, digits) in &parts.numbers {
            match digits {
                4 if (1990..=2100).contains(n) => parts.years.push(*n as i32),
                1 | 2 => parts.rest.push(*n),
                _ => return None,
            }
        }
        Some(parts)
    }

    fn piece(&self, unit: Unit, year: Option<i32>) -> Option<Piece> {
        Some(Piece { unit, year, summer: self.summer && unit == Unit::Season(6, 8) })
    }

    /// With one word: a month, a season, or what is counted.
    fn by_word(&self, word: Word) -> Result<Option<Piece>, TimeError> {
        let across = matches!(word, Word::TurnOfYear | Word::Season(1, _));
        if let (true, Some(last)) = (across, self.second_of_two_years()) {
            let last_month = if word == Word::TurnOfYear { 1 } else { 2 };
            return Ok(self.piece(Unit::AcrossNewYear(12, last_month), Some(last)));
        }
        let own = usize::from(!matches!(word, Word::Season(..) | Word::Month(_)));
        let (year, own) = match (self.years.as_slice(), self.rest.split_at_checked(own)) {
            ([year], Some((own, []))) => (Some(*year), own),
            ([], Some((own, []))) => (None, own),
            // "Q2/27"
            ([], Some((own, [short]))) if (20..80).contains(short) && !matches!(word, Word::Month(_)) => {
                (Some(2000 + *short as i32), own)
            }
            ([year], Some(([], [day]))) if let Word::Month(month) = word => {
                return Ok(self.piece(Unit::Day(month, *day), Some(*year)));
            }
            // "maaliskuu 27" may be a day or a year.
            ([], Some(([], [_]))) => return Err(TimeError::NoYear),
            // "v. 2027"
            ([year], None) if word == Word::Week => return Ok(self.piece(Unit::Year, Some(*year))),
            _ => return Ok(None),
        };
        let unit = match (word, own) {
            (Word::Season(first, last), _) => Unit::Season(first, last),
            (Word::Month(month), _) => Unit::Month(month),
            (Word::Half, [n]) => Unit::Half(*n),
            (Word::Quarter, [n]) => Unit::Quarter(*n),
            (Word::Third, [n]) => Unit::Third(*n),
            (Word::Week, [n]) => Unit::Week(*n),
            _ => return Ok(None),
        };
        Ok(self.piece(unit, year))
    }

    /// Of "2026-2027" or "2026-27".
    fn second_of_two_years(&self) -> Option<i32> {
        match (self.years.as_slice(), self.rest.as_slice()) {
            ([first, second], []) if first + 1 == *second => Some(*second),
            ([first], [short]) if (first + 1).rem_euclid(100) == *short as i32 => Some(first + 1),
            _ => None,
        }
    }

    /// Without a word: years, dates, and numbers that another end or the column explains.
    fn by_numbers(&self) -> Result<Option<Piece>, TimeError> {
        let year = self.years.first().copied();
        let short = |n: &u32| Some(2000 + *n as i32);
        Ok(match (self.years.as_slice(), self.rest.as_slice(), self.of_whole.as_slice()) {
            ([_], [], []) => self.piece(Unit::Year, year),
            ([_] | [], [], [third]) => self.piece(Unit::Third(*third), year),
            (_, _, [_, ..]) => None,
            ([_] | [], [n], []) if self.roman => self.piece(Unit::Roman(*n), year),
            ([_] | [], [n], []) => self.piece(Unit::Number(*n), year),
            ([], [n, last], []) if (13..80).contains(last) && self.marks.contains(&'/') => {
                self.piece(Unit::Number(*n), short(last))
            }
            ([], [day, month], []) if matches!(self.marks.first(), Some('.' | '/')) => {
                self.piece(Unit::Day(*month, *day), None)
            }
            ([_], [a, b], []) => match date(&self.numbers, &self.marks, *a, *b)? {
                Some(unit) => self.piece(unit, year),
                None => None,
            },
            ([], [day, month, last], []) if self.marks.starts_with(&['.', '.']) && *last < 80 => {
                self.piece(Unit::Day(*month, *day), short(last))
            }
            _ => None,
        })
    }
}

/// One time without a span in it; `None` when the text is none, an error when it is one that cannot be settled.
fn single(text: &str) -> Result<Option<Piece>, TimeError> {
    let Some(parts) = Parts::of(text) else { return Ok(None) };
    match parts.words[..] {
        [] => parts.by_numbers(),
        [word] => parts.by_word(word),
        _ => Ok(None),
    }
}

/// Whether a month, a season or a part of the year is named, which no Roman numeral counts.
fn names_part(tokens: &[Token]) -> bool {
    let part = |t: &Token| matches!(t, Token::Word(Word::Month(_) | Word::Season(..) | Word::Part(_)));
    tokens.iter().any(part)
}

/// Day and month of three numbers, of which the first or the last is a year.
fn date(numbers: &[(u32, usize)], marks: &[char], a: u32, b: u32) -> Result<Option<Unit>, TimeError> {
    let mark = |i: usize| marks.get(i).copied().unwrap_or(' ');
    let marks = (mark(0), mark(1));
    if numbers[0].1 == 4 {
        return Ok((marks.0 == marks.1).then_some(Unit::Day(a, b))); // 2027-03-01
    }
    if numbers[2].1 != 4 {
        return Ok(None);
    }
    match marks {
        ('/', '/') if a <= 12 && b <= 12 && a != b => Err(TimeError::Ambiguous),
        // "1.3 2027"; "15/3 2027" and "15/3-2027" are only written day first.
        ('.', ' ') | ('/', ' ' | '-') => Ok(Some(Unit::Day(b, a))),
        (first, second) => Ok((first == second).then_some(Unit::Day(b, a))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, start: &str, end: &str, precision: Precision) {
        let read = parse(text, Counts::Months).map(|w| (w.start.to_string(), w.end.to_string(), w.precision));
        assert_eq!(read, Ok((start.to_owned(), end.to_owned(), precision)), "{text}");
    }

    #[test]
    fn years_halves_and_quarters() {
        use Precision::{HalfYear, Quarter, Year};
        for text in ["2027", "vuosi 2027", "v. 2027", "år 2027", "noin 2027 (tarkentuu)"] {
            check(text, "2027-01-01", "2027-12-31", Year);
        }
        for text in ["2027-2028", "2027\u{2013}2028", "2027/2028", "2027-28"] {
            check(text, "2027-01-01", "2028-12-31", Year);
        }
        for text in [
            "H1 2027",
            "1H/2027",
            "2027 H1",
            "1. puolivuosi 2027",
            "I vuosipuolisko 2027",
            "vuoden 2027 ensimmäinen puolisko",
            "första halvåret 2027",
            "halvår 1 2027",
            "first half of 2027",
        ] {
            check(text, "2027-01-01", "2027-06-30", HalfYear);
        }
        for text in [
            "Q2/2027",
            "Q2 2027",
            "2027 Q2",
            "2027/Q2",
            "2027Q2",
            "2Q/2027",
            "Q2/27",
            "2. neljännes 2027",
            "2. vuosineljännes 2027",
            "II neljännes 2027",
            "II/2027",
            "kvartaali 2/2027",
            "kvartal 2 2027",
            "andra kvartalet 2027",
            "2nd quarter 2027",
            "second quarter of 2027",
            "toinen neljännes 2027",
        ] {
            check(text, "2027-04-01", "2027-06-30", Quarter);
        }
        for text in ["Q3-Q4/2027", "Q3\u{2013}4/2027", "2027 Q3-Q4", "Q3/Q4 2027", "Q3/2027-Q4/2027"] {
            check(text, "2027-07-01", "2027-12-31", Quarter);
        }
        check("H2/2026 - H1/2027", "2026-07-01", "2027-06-30", HalfYear);
    }

    #[test]
    fn months_and_seasons() {
        use Precision::Month;
        for text in [
            "3/2027",
            "03/2027",
            "2027-03",
            "3/27",
            "maaliskuu 2027",
            "maaliskuussa 2027",
            "maalis 2027",
            "mars 2027",
            "i mars 2027",
            "March 2027",
            "mar. 2027",
            "early March 2027",
        ] {
            check(text, "2027-03-01", "2027-03-31", Month);
        }
        check("marraskuu 2027", "2027-11-01", "2027-11-30", Month);
        check("helmikuu 2028", "2028-02-01", "2028-02-29", Month);
        for text in [
            "3-4/2027",
            "3\u{2013}4/2027",
            "maalis-huhtikuu 2027",
            "maalis- tai huhtikuu 2027",
            "mars/april 2027",
            "3/2027 - 4/2027",
        ] {
            check(text, "2027-03-01", "2027-04-30", Month);
        }
        for text in
            ["kesäkuu\u{2013}elokuu 2027", "kesä-elokuu 2027", "kesä 2027", "sommaren 2027", "summer 2027", "6-8/2027"]
        {
            check(text, "2027-06-01", "2027-08-31", Month);
        }
        for text in [
            "syksy 2027",
            "syksyllä 2027",
            "Alkusyksy 2027",
            "hösten 2027",
            "autumn 2027",
            "syys-marraskuu 2027",
            "2027 syksy",
        ] {
            check(text, "2027-09-01", "2027-11-30", Month);
        }
        for text in ["kevät 2027", "keväällä 2027", "vår 2027", "spring 2027"] {
            check(text, "2027-03-01", "2027-05-31", Month);
        }
        check("talvi 2027", "2027-01-01", "2027-02-28", Month);
        for text in ["talvi 2026-2027", "vintern 2026/27", "winter 2026\u{2013}2027"] {
            check(text, "2026-12-01", "2027-02-28", Month);
        }
        check("vuodenvaihde 2026-2027", "2026-12-01", "2027-01-31", Month);
        check("kevät-kesä 2027", "2027-03-01", "2027-08-31", Month);
        check("syksy 2026 - kevät 2027", "2026-09-01", "2027-05-31", Month);
        check("11/2026-2/2027", "2026-11-01", "2027-02-28", Month);
        check("alkuvuosi 2027", "2027-01-01", "2027-04-30", Month);
        check("i slutet av 2027", "2027-09-01", "2027-12-31", Month);
        check("mid 2027", "2027-05-01", "2027-08-31", Month);
        check("T2/2027", "2027-05-01", "2027-08-31", Month);
    }

    #[test]
    fn days_and_weeks() {
        use Precision::Day;
        for text in [
            "1.3.2027",
            "01.03.2027",
            "1.3.27",
            "2027-03-01",
            "1. maaliskuuta 2027",
            "1 mars 2027",
            "March 1, 2027",
            "1/3 2027",
            "1/3-2027",
        ] {
            check(text, "2027-03-01", "2027-03-01", Day);
        }
        check("15/3/2027", "2027-03-15", "2027-03-15", Day);
        for text in ["1.3.-15.4.2027", "1.3.2027 \u{2013} 15.4.2027", "2027-03-01 - 2027-04-15"] {
            check(text, "2027-03-01", "2027-04-15", Day);
        }
        check("1.-15.3.2027", "2027-03-01", "2027-03-15", Day);
        // ISO week 12 of 2027 begins on Monday 22 March.
        for text in ["vk 12/2027", "viikko 12 2027", "v. 12/2027", "vecka 12 2027", "week 12, 2027"] {
            check(text, "2027-03-22", "2027-03-28", Day);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        let code = |text| parse(text, Counts::Months).map_err(TimeError::code);
        for text in [
            "",
            "avoin",
            "13/2027",
            "31.2.2027",
            "Q5/2027",
            "H3 2027",
            "jatkuva",
            "1827",
            "044 123 4567",
            "3-4-5/2027",
            "=1+1",
        ] {
            assert_eq!(code(text), Err(Code::UnreadableTime), "{text}");
        }
        for text in ["syksy", "maaliskuu", "Q2", "1.3.", "kesä-elokuu", "maaliskuu 27"] {
            assert_eq!(code(text), Err(Code::TimeWithoutYear), "{text}");
        }
        assert_eq!(code("4/5/2027"), Err(Code::AmbiguousTime));
        assert_eq!(code("12/2027-2/2027"), Err(Code::BackwardsTime));
    }

    #[test]
    fn the_column_tells_what_a_number_counts() {
        let read =
            |text, header| parse(text, Counts::of_header(header)).map(|w| (w.start.to_string(), w.precision.code()));
        assert_eq!(read("2/2027", "Ajankohta"), Ok(("2027-02-01".into(), "month")));
        assert_eq!(read("2/2027", "Kvartaali"), Ok(("2027-04-01".into(), "quarter")));
        assert_eq!(read("2/2027", "Vuosineljännes / vuosi"), Ok(("2027-04-01".into(), "quarter")));
        assert_eq!(read("II/2027", "Puolivuosi"), Ok(("2027-07-01".into(), "half-year")));
        assert_eq!(read("2/2027", "Vecka"), Ok(("2027-01-11".into(), "day")));
    }

    #[test]
    fn periods_of_a_list() {
        let of = |text| parse(text, Counts::Months).map(|w| w.period().period_code()).unwrap_or_default();
        assert_eq!(of("15.2.2027"), "2027-Q1");
        assert_eq!(of("3-4/2027"), "2027-H1");
        assert_eq!(of("syksy 2027"), "2027-H2");
        assert_eq!(of("6-7/2027"), "2027");
        assert_eq!(of("talvi 2026-2027"), "2026-2027");
    }
}
