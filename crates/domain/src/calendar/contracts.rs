//! From the end of a contract to the procurement that comes before it.

use chrono::{Days, Months, NaiveDate};

use super::time::{self, Counts};
use super::window::Window;
use super::words;
use vire_ingest::read::Cell;

/// When a contract ends, by its register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    On(NaiveDate),
    /// Until further notice, or no end given.
    Open,
}

/// Reads the end of a contract; a month, quarter or year ends with its last day.
pub fn end(cell: &Cell<'_>, header: &str) -> Result<End, time::TimeError> {
    const OPEN: [&str; 9] = [
        "toistaiseksi",
        "tillsvidare",
        "tills vidare",
        "until further",
        "open-ended",
        "open ended",
        "ei päät",
        "jatkuva",
        "9999",
    ];
    let text = match cell {
        Cell::Date(days) => return Ok(NaiveDate::from_epoch_days(*days).map_or(End::Open, End::On)),
        // 31.12.9999 as a spreadsheet's day number.
        Cell::Number(n) if *n > 2_000_000.0 => return Ok(End::Open),
        cell => cell.to_text().to_lowercase(),
    };
    if text.is_empty() || text == "-" || OPEN.iter().any(|open| text.contains(open)) {
        return Ok(End::Open);
    }
    time::parse(&text, Counts::of_header(header)).map(|window| End::On(window.end))
}

/// Periods by which a contract may go on after its end, in months each, or the day until which it may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub months: Vec<u32>,
    pub until: Option<NaiveDate>,
}

/// Reads option periods such as "1+1 v", "2 x 12 kk", "31.12.2028"; `None` when the text is none.
pub fn options(cell: &Cell<'_>, header: &str) -> Option<Options> {
    if let Cell::Date(days) = cell {
        return Some(Options { until: NaiveDate::from_epoch_days(*days), ..Options::default() });
    }
    let text = cell.to_text().to_lowercase();
    const NONE: [&str; 10] = ["", "-", "ei", "ei ole", "ei optiota", "nej", "ingen", "no", "none", "0"];
    if NONE.contains(&text.as_str()) {
        return Some(Options::default());
    }
    if let Ok(window) = time::parse(&text, Counts::Months) {
        return Some(Options { until: Some(window.end), ..Options::default() });
    }
    durations(&text, header).map(|months| Options { months, until: None })
}

/// Months of a notice period; days are rounded up to months of thirty days.
pub fn notice(cell: &Cell<'_>, header: &str) -> Option<u32> {
    match cell.to_text().to_lowercase().as_str() {
        "" | "-" | "0" | "ei" | "nej" | "no" => Some(0),
        text => durations(text, header).map(|months| months.iter().sum()),
    }
}

/// Lengths in months; a number without a unit takes that of the next one, of the header, or years in a sum ("1+1").
fn durations(text: &str, header: &str) -> Option<Vec<u32>> {
    let mut lengths = Vec::new();
    let mut pending: Vec<(u32, u32)> = Vec::new();
    let mut times = false;
    let spaced: String =
        text.chars().flat_map(|c| if matches!(c, '+' | '×' | '*') { vec![' ', c, ' '] } else { vec![c] }).collect();
    for word in parted(&spaced) {
        match word.as_str() {
            "+" | "ja" | "och" | "and" => {}
            "x" | "×" | "*" => times = !pending.is_empty(),
            w if w.starts_with(|c: char| c.is_ascii_digit()) => {
                let n = w.parse().ok().filter(|n| *n <= 240)?;
                match pending.last_mut().filter(|_| times) {
                    Some(last) => *last = (last.1, n),
                    None => pending.push((1, n)),
                }
                times = false;
            }
            w if w.starts_with("opt") => {}
            w => settle(&mut pending, &mut lengths, unit(w)?),
        }
    }
    if !pending.is_empty() {
        let of_header = parted(&header.to_lowercase().replace(['(', ')'], " ")).iter().find_map(|w| unit(w));
        let by_sum = || (text.contains('+') && pending.iter().all(|(_, n)| *n <= 5)).then_some(Unit::Years);
        let unit = of_header.or_else(by_sum)?;
        settle(&mut pending, &mut lengths, unit);
    }
    Some(lengths).filter(|l| !l.is_empty() && l.len() <= 20)
}

#[derive(Clone, Copy)]
enum Unit {
    Years,
    Months,
    Days,
}

fn settle(pending: &mut Vec<(u32, u32)>, lengths: &mut Vec<u32>, unit: Unit) {
    for (times, n) in pending.drain(..) {
        let months = match unit {
            Unit::Years => n * 12,
            Unit::Months => n,
            Unit::Days => n.div_ceil(30),
        };
        lengths.extend((0..times.min(20)).map(|_| months));
    }
}

fn unit(word: &str) -> Option<Unit> {
    match word {
        "v" | "vuosi" | "vuotta" | "vuoden" | "år" | "year" | "years" | "y" | "yr" => Some(Unit::Years),
        "kk" | "kuukausi" | "kuukautta" | "kuukauden" | "mån" | "månad" | "månader" | "month" | "months" => {
            Some(Unit::Months)
        }
        "pv" | "päivä" | "päivää" | "d" | "dagar" | "day" | "days" => Some(Unit::Days),
        _ => None,
    }
}

/// Words and numbers, also where they stand together ("12kk").
fn parted(text: &str) -> Vec<String> {
    let text = words::plain(text);
    let mut out: Vec<String> = Vec::new();
    let mut class = None;
    for c in text.chars() {
        let now = if c.is_ascii_digit() {
            Some('0')
        } else if c.is_alphabetic() {
            Some('a')
        } else {
            None
        };
        match (now, matches!(c, '+' | '×' | '*')) {
            (None, true) => out.push(c.to_string()),
            (None, false) => {}
            (Some(_), _) if now == class => out.last_mut().into_iter().for_each(|w| w.push(c)),
            (Some(_), _) => out.push(c.to_string()),
        }
        class = now;
    }
    out
}

/// The end that comes next on or after a day, when option periods prolong the contract, and the last possible one.
pub fn next_end(end: NaiveDate, options: &Options, as_of: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    let mut ends = vec![end];
    for months in &options.months {
        let last = *ends.last().unwrap_or(&end);
        ends.extend(prolonged(last, *months));
    }
    ends.extend(options.until.filter(|until| *until > end));
    let last = *ends.last().unwrap_or(&end);
    let next = as_of.and_then(|day| ends.iter().find(|e| **e >= day)).or(as_of.and(ends.last())).unwrap_or(&end);
    (*next, last)
}

/// Counted from the day after, so that the last day of a month goes to the last day of a month.
fn prolonged(end: NaiveDate, months: u32) -> Option<NaiveDate> {
    end.succ_opt()?.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))
}

/// The quarter in which the procurement is to begin so that it is done `lead_months` before the contract has ended; the
/// quarter of `as_of` when that is over.
pub fn expected(end: NaiveDate, lead_months: u32, as_of: Option<NaiveDate>) -> Option<Window> {
    let begin = end.succ_opt()?.checked_sub_months(Months::new(lead_months))?;
    let quarter = Window::quarter_of(begin)?;
    match as_of {
        Some(day) if quarter.end < day && day <= end => Window::quarter_of(day),
        _ => Some(quarter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn ends() {
        let read = |text| end(&Cell::Text(text), "Päättyy");
        assert_eq!(read("31.12.2026"), Ok(End::On(day("2026-12-31"))));
        assert_eq!(read("6/2027"), Ok(End::On(day("2027-06-30"))));
        assert_eq!(read("2027"), Ok(End::On(day("2027-12-31"))));
        assert_eq!(read("Toistaiseksi voimassa"), Ok(End::Open));
        assert_eq!(read("31.12.9999"), Ok(End::Open));
        assert_eq!(read(""), Ok(End::Open));
        assert_eq!(end(&Cell::Number(2_958_465.0), ""), Ok(End::Open));
        assert_eq!(read("ks. liite"), Err(time::TimeError::Unreadable));
    }

    #[test]
    fn option_periods() {
        let months = |text, header| options(&Cell::Text(text), header).map(|o| o.months);
        assert_eq!(months("1+1 v", ""), Some(vec![12, 12]));
        assert_eq!(months("1 + 1", ""), Some(vec![12, 12]));
        assert_eq!(months("2 x 12 kk", ""), Some(vec![12, 12]));
        assert_eq!(months("optio 1 vuosi + 6 kk", ""), Some(vec![12, 6]));
        assert_eq!(months("24", "Optio (kk)"), Some(vec![24]));
        assert_eq!(months("2 år", ""), Some(vec![24]));
        assert_eq!(months("ei optiota", ""), Some(vec![]));
        assert_eq!(months("24", "Optio"), None);
        assert_eq!(months("sovitaan erikseen", ""), None);
        let until = options(&Cell::Text("31.12.2028"), "").and_then(|o| o.until);
        assert_eq!(until, Some(day("2028-12-31")));
        assert_eq!(notice(&Cell::Text("6 kk"), ""), Some(6));
        assert_eq!(notice(&Cell::Text("90 pv"), ""), Some(3));
        assert_eq!(notice(&Cell::Text("3"), "Irtisanomisaika kk"), Some(3));
    }

    #[test]
    fn the_next_end_and_its_procurement() {
        let options = Options { months: vec![12, 12], until: None };
        let next = |as_of| next_end(day("2026-02-28"), &options, Some(day(as_of)));
        assert_eq!(next("2025-01-01"), (day("2026-02-28"), day("2028-02-29")));
        assert_eq!(next("2026-03-01"), (day("2027-02-28"), day("2028-02-29")));
        // Over for good.
        assert_eq!(next("2029-01-01"), (day("2028-02-29"), day("2028-02-29")));
        let quarter = |end, lead, as_of: &str| {
            let window = expected(day(end), lead, Some(day(as_of))).unwrap();
            (window.start.to_string(), window.end.to_string())
        };
        assert_eq!(quarter("2026-12-31", 9, "2025-01-01"), ("2026-04-01".into(), "2026-06-30".into()));
        assert_eq!(quarter("2026-12-31", 0, "2025-01-01"), ("2027-01-01".into(), "2027-03-31".into()));
        // Late: it should have begun, so it is expected now.
        assert_eq!(quarter("2025-06-30", 9, "2025-02-10"), ("2025-01-01".into(), "2025-03-31".into()));
        assert_eq!(quarter("2024-06-30", 9, "2025-02-10"), ("2023-10-01".into(), "2023-12-31".into()));
    }
}
