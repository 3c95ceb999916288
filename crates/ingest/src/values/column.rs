//! One decision a column: which decimal mark, which order of day and month, on all its values.

use serde::{Deserialize, Serialize};

use crate::read::Cell;
use vire_base::amount::{self, Amount, DecimalMark, Evidence};
use vire_base::date::{self, DateOrder, Scanned};

/// How often a column's values could only be read one way, only the other way, or both ways.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Votes {
    pub first: u64,
    pub second: u64,
    pub either: u64,
    /// A value for each of the three, to show.
    pub examples: [Option<String>; 3],
}

impl Votes {
    fn add(&mut self, which: usize, example: &str) {
        *[&mut self.first, &mut self.second, &mut self.either][which] += 1;
        self.examples[which].get_or_insert_with(|| example.trim().to_owned());
    }

    /// `Ok(Some(true))`: the first reading; `Ok(None)`: any reading does; `Err`: the values leave it open.
    fn verdict(&self) -> Result<Option<bool>, ()> {
        match (self.first, self.second, self.either) {
            (0, 0, 0) => Ok(None),
            (0, 0, _) => Err(()),
            (_, 0, _) => Ok(Some(true)),
            (0, _, _) => Ok(Some(false)),
            // Values of both kinds: the few are rejected, row by row, unless a third kind could then be misread.
            (first, second, 0) => Ok(Some(first >= second)),
            _ => Err(()),
        }
    }
}

/// A reading of a column: given, or held as a guess until all its values were seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    pub reading: T,
    pub settled: bool,
}

/// A column of amounts. Votes: first is the decimal point, second the comma.
#[derive(Clone, Debug)]
pub struct AmountColumn {
    pub choice: Choice<DecimalMark>,
    pub votes: Votes,
    /// How many zeros the unit has that amounts are in.
    pub zeros: usize,
    /// The currency that the last cell named, as it is written.
    pub currency: Option<&'static str>,
}

/// A column of dates. Votes: first is day before month, second month before day.
#[derive(Clone, Debug)]
pub struct DateColumn {
    pub choice: Choice<DateOrder>,
    /// Plain numbers count days from 1904.
    pub is_1904: bool,
    pub votes: Votes,
    pub swap: Swap,
}

/// What tells that a spreadsheet took day and month of dates for one another where it could: those that it understood have
/// days up to 12, and those that it left as texts have days above.
#[derive(Clone, Debug, Default)]
pub struct Swap {
    /// Day and month of dates that a program understood are swapped back.
    is_mended: bool,
    /// Dates that a program understood, and texts, as long as all have the days that swapping leaves them.
    understood: u64,
    texts: u64,
    /// A date has another day than swapping leaves.
    is_excluded: bool,
}

impl Swap {
    /// Fewer dates of a kind may have such days by chance.
    const ENOUGH: u64 = 4;

    pub fn new(is_mended: bool) -> Self {
        Self { is_mended, ..Self::default() }
    }

    /// How many dates were understood, and how many were left as texts, when they tell of swapping.
    pub fn told(&self) -> Option<(u64, u64)> {
        let is_told = !self.is_excluded && self.understood >= Self::ENOUGH && self.texts >= Self::ENOUGH;
        is_told.then_some((self.understood, self.texts))
    }

    /// A date that a program understood; with day and month swapped back when that is asked for.
    fn understood(&mut self, days: i32) -> i32 {
        if self.is_mended {
            return date::swapped(days).unwrap_or(days);
        }
        if !self.is_excluded {
            self.understood += 1;
            self.is_excluded = date::day_of_month(days) > 12;
        }
        days
    }

    /// A date of a text. A year first, or a number, is how programs write what they understood.
    fn text(&mut self, text: &str, days: i32) -> i32 {
        if self.is_excluded {
            return days;
        }
        let text = text.trim().as_bytes();
        let is_number = || text.len() > 4 && text.iter().take_while(|b| b.is_ascii_digit()).count() == 5;
        if text.get(4) == Some(&b'-') || is_number() {
            return self.understood(days);
        }
        self.texts += 1;
        self.is_excluded = !self.is_mended && date::day_of_month(days) <= 12;
        days
    }
}

/// What a column turned out to be after its last value.
pub enum Outcome<T> {
    /// The reading used was right (or nothing depended on it).
    Confirmed,
    /// The values show another reading: read the file again with it.
    Other(T),
    /// The values can be read both ways.
    Ambiguous,
}

fn outcome<T: Copy + PartialEq>(choice: Choice<T>, votes: &Votes, first: T, second: T) -> Outcome<T> {
    if choice.settled {
        return Outcome::Confirmed;
    }
    match votes.verdict() {
        Err(()) => Outcome::Ambiguous,
        Ok(None) => Outcome::Confirmed,
        Ok(Some(is_first)) => {
            let right = if is_first { first } else { second };
            if right == choice.reading { Outcome::Confirmed } else { Outcome::Other(right) }
        }
    }
}

impl AmountColumn {
    pub fn new(given: Option<DecimalMark>) -> Self {
        let choice = Choice { reading: given.unwrap_or(DecimalMark::Point), settled: given.is_some() };
        Self { choice, votes: Votes::default(), zeros: 0, currency: None }
    }

    /// Reads a cell and counts what it says of the column's decimal mark.
    pub fn read(&mut self, cell: &Cell<'_>) -> Option<Amount> {
        self.currency = None;
        match cell {
            Cell::Number(n) => amount::from_number_times(*n, self.zeros),
            Cell::Text(text) => {
                if self.zeros == 0
                    && let Some((mark, cents)) = amount::common(text)
                {
                    self.votes.add(usize::from(mark == DecimalMark::Comma), text);
                    return (mark == self.choice.reading).then_some(Amount { cents, rounded: false });
                }
                let scanned = amount::scan(text)?;
                self.currency = scanned.currency();
                match scanned.evidence() {
                    Evidence::None => {}
                    Evidence::Only(DecimalMark::Point) => self.votes.add(0, text),
                    Evidence::Only(DecimalMark::Comma) => self.votes.add(1, text),
                    Evidence::Either => self.votes.add(2, text),
                }
                scanned.read_times(self.choice.reading, self.zeros)
            }
            _ => None,
        }
    }

    pub fn outcome(&self) -> Outcome<DecimalMark> {
        outcome(self.choice, &self.votes, DecimalMark::Point, DecimalMark::Comma)
    }
}

impl DateColumn {
    pub fn new(given: Option<DateOrder>) -> Self {
        let choice = Choice { reading: given.unwrap_or(DateOrder::Dmy), settled: given.is_some() };
        Self { choice, is_1904: false, votes: Votes::default(), swap: Swap::default() }
    }

    /// Reads a cell to days since 1970-01-01 and counts what it says of the order of day and month. With it comes the
    /// last day, when the cell names several months.
    pub fn read(&mut self, cell: &Cell<'_>) -> Option<(i32, Option<i32>)> {
        let day = |days: i32| Some((days, None));
        match cell {
            Cell::Date(days) => day(self.swap.understood(*days)),
            // A period such as 202301 or a day such as 20230115 typed as a number, else a serial day number.
            Cell::Number(n) if *n >= 190_001.0 => day(date::scan(&format!("{n}"))?.read(DateOrder::Dmy)?),
            Cell::Number(n) => {
                let days = (*n >= 10_000.0).then(|| date::from_serial(*n, self.is_1904))??;
                day(self.swap.understood(days))
            }
            Cell::Text(text) => {
                let scanned = date::scan_or_serial_time(text)?;
                match scanned {
                    Scanned::Settled(_) | Scanned::Span(..) => {}
                    Scanned::Only(DateOrder::Dmy, _) => self.votes.add(0, text),
                    Scanned::Only(DateOrder::Mdy, _) => self.votes.add(1, text),
                    Scanned::Either { .. } => self.votes.add(2, text),
                }
                let last = if let Scanned::Span(_, last) = scanned { Some(last) } else { None };
                let first = scanned.read(self.choice.reading)?;
                Some((self.swap.text(text, first), last))
            }
            _ => None,
        }
    }

    pub fn outcome(&self) -> Outcome<DateOrder> {
        outcome(self.choice, &self.votes, DateOrder::Dmy, DateOrder::Mdy)
    }
}
