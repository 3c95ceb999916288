//! Ids of natural persons as `country.toml` describes them.

use serde::Deserialize;

use super::written::{DATE, DateOrder, Dated, Groups, Layout, Number, Shape};
use super::{CheckDigit, Reading, digits_of, luhn, national, weighted};

/// The ids of a country's natural persons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonIds {
    /// What the country calls them.
    pub name: String,
    /// A reader for what a description cannot say.
    algorithm: Option<Algorithm>,
    form: Option<Form>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Algorithm {
    Finnish,
    Swedish,
    British,
}

/// Six digits of a date, then digits that tell the century, then check digits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    digits: usize,
    /// Digits before the date.
    #[serde(default)]
    before: usize,
    date: DateOrder,
    /// Signs that may stand after the date, in a text as well as in a column of ids; blanks may stand there always.
    #[serde(default)]
    separators: String,
    /// What may be added to the day.
    #[serde(default)]
    day_added: Vec<u32>,
    /// What may be added to the month.
    #[serde(default)]
    month_added: Vec<u32>,
    /// Which years the three digits after the date tell; any when absent.
    #[serde(default)]
    centuries: Vec<Century>,
    /// What ids without a date begin with.
    #[serde(default)]
    undated: String,
    /// Weights of so many first digits, whose sum can be divided by the modulus.
    #[serde(default)]
    checks: Vec<Vec<u32>>,
    #[serde(default = "eleven")]
    modulus: u32,
    /// How the last digit follows from the others.
    check: Option<CheckDigit>,
    #[serde(default)]
    luhn: bool,
    /// Digits that an id may end in; all when absent.
    #[serde(default)]
    last: String,
    /// Ids were given that the checks do not hold of.
    #[serde(default)]
    unchecked: bool,
    /// How they must be written to be told in ledgers of other countries; never when absent.
    elsewhere: Option<Elsewhere>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Elsewhere {
    /// With a sign after the date.
    Signed,
    /// As bare digits too: the checks leave little to chance.
    Bare,
}

fn eleven() -> u32 {
    11
}

/// Serial numbers from `from` to `to` belong to persons born from the year `first` to the year `last`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Century {
    from: u32,
    to: u32,
    first: u32,
    last: u32,
}

/// A number in the form of a person's id.
pub struct Written {
    /// Where it stands in the text of plain letters.
    pub from: usize,
    pub to: usize,
    /// The id in its one spelling.
    pub id: String,
    pub layout: Layout,
    pub trust: Trust,
    /// Told in ledgers of any country.
    pub is_told_elsewhere: bool,
    /// Nothing else has this form and passes its check.
    pub is_unmistakable: bool,
}

/// How far a number in the form of an id is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Its check holds, or it is of a kind that has none.
    Right,
    /// Only a column of ids tells it from a plain number.
    InIdColumn,
    /// Its check does not hold: it is mistyped, or only looks like an id.
    Mistyped,
}

impl PersonIds {
    /// The id that some groups of digits begin with, as it is written in a text.
    pub fn written(&self, groups: &Groups<'_>) -> Option<Written> {
        match self.algorithm {
            Some(Algorithm::Finnish) => groups.numbers().find_map(|number| finnish(groups, &number)),
            Some(Algorithm::Swedish) => groups.numbers().find_map(|number| swedish(groups, &number)),
            Some(Algorithm::British) => national::british_person(groups),
            None => {
                let form = self.form.as_ref()?;
                groups.numbers().find_map(|number| form.written(groups, &number))
            }
        }
    }

    /// Lengths of bare runs of digits that are ids.
    pub fn runs(&self) -> Vec<usize> {
        match self.algorithm {
            // With the letter at the end, and where that is a digit.
            Some(Algorithm::Finnish) => vec![9, 10],
            Some(Algorithm::Swedish) => vec![10, 12],
            Some(Algorithm::British) => vec![6],
            None => self.form.iter().map(|form| form.digits).collect(),
        }
    }

    /// Whether bare digits are told in texts of other countries' ledgers too.
    pub fn is_told_bare_elsewhere(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.elsewhere == Some(Elsewhere::Bare))
    }

    /// The id of a person in a column of ids, where a number's leading zero may be lost.
    pub fn read(&self, compact: &str) -> Option<Reading> {
        let form = self.form.as_ref()?;
        let padded = format!("{compact:0>width$}", width = form.digits);
        let word = if compact.len() + 1 == form.digits { padded.as_str() } else { compact };
        let digits = digits_of(word).filter(|digits| digits.len() == form.digits)?;
        (form.is_of_person(&digits) && form.checks(&digits)).then(|| Reading::Person { digits: word.to_owned() })
    }

    /// What is wrong with the description, if anything.
    pub fn fault(&self) -> Option<String> {
        match (self.algorithm, &self.form) {
            (Some(_), None) => None,
            (None, Some(form)) => form.fault(),
            _ => Some("[person] needs either an algorithm or a form".to_owned()),
        }
    }
}

/// `ddmmyyCnnnz`: the sign C tells the century, and z, a digit or letter, is the check.
fn finnish(groups: &Groups<'_>, number: &Number) -> Option<Written> {
    const SIGNS: &[u8] = b"-+ABCDEFUVWXY";
    let text = groups.text;
    let shape = |rest| Shape { lead: 0, rest, order: DateOrder::Ddmmyy, signs: SIGNS, full_year: false };
    let letter = |at: usize| text.get(at).copied().filter(u8::is_ascii_uppercase);
    // The letter stands close to the digits, or by itself after a blank.
    let apart = || {
        let alone = !text.get(number.to + 2).is_some_and(|b| b.is_ascii_alphanumeric());
        (text.get(number.to) == Some(&b' ') && alone).then(|| letter(number.to + 1))?
    };
    let by_letter = number.shaped(shape(3)).and_then(|dated| {
        let close = letter(number.to).map(|letter| (letter, number.to + 1));
        close.or_else(|| Some((apart()?, number.to + 2))).map(|(letter, to)| (dated, letter, to))
    });
    let (dated, check, to) = by_letter.or_else(|| {
        let mut dated = number.shaped(shape(4))?;
        let check = dated.digits.pop()?;
        Some((dated, b'0' + check as u8, number.to))
    })?;
    let digits: String = dated.digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect();
    let sign = if SIGNS.contains(&dated.sign) { dated.sign } else { b'-' };
    let id = format!("{}{}{}{}", &digits[..DATE], char::from(sign), &digits[DATE..], char::from(check));
    let holds = national::finnish_person(&id)?;
    // In numbers of hexadecimal digits such letters stand anywhere.
    let is_letter = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let is_close = groups.begin() > 0 && is_letter(text.get(groups.begin() - 1)) || is_letter(text.get(to));
    if is_close && !matches!(dated.sign, b'-' | b'+') {
        return None;
    }
    // Nine digits and a letter are more than a bare number.
    let layout = if dated.layout == Layout::Bare && check.is_ascii_uppercase() { Layout::Blank } else { dated.layout };
    let trust = match layout {
        Layout::Bare => holds.then_some(Trust::InIdColumn)?,
        _ => {
            if holds {
                Trust::Right
            } else {
                Trust::Mistyped
            }
        }
    };
    let is_told_elsewhere = layout == Layout::Signed;
    let is_unmistakable = trust == Trust::Right && (is_told_elsewhere || check.is_ascii_uppercase());
    Some(Written { from: groups.begin(), to, id, layout, trust, is_told_elsewhere, is_unmistakable })
}

/// Ten digits, with or without the century before them; also as the VAT number of a sole trader, `SE`, these, and `01`.
fn swedish(groups: &Groups<'_>, number: &Number) -> Option<Written> {
    let shape = Shape { lead: 0, rest: 4, order: DateOrder::Yymmdd, signs: b"-+", full_year: true };
    let dated = |number: &Number| number.shaped(shape).filter(|dated| national::swedish_date(&dated.digits));
    let mut from = groups.begin();
    let of_vat = || dated(&number.without(&[0, 1])?).filter(|dated| dated.year.is_none());
    let (dated, is_vat) = match dated(number).filter(|dated| luhn(&dated.digits)) {
        Some(dated) => (dated, false),
        None => match of_vat().filter(|dated| luhn(&dated.digits)) {
            Some(dated) => (dated, true),
            None => (dated(number)?, false),
        },
    };
    let has_prefix = is_vat && groups.text[..from].trim_ascii_end().ends_with(b"SE");
    if has_prefix {
        from = groups.text[..from].trim_ascii_end().len() - 2;
    }
    let layout = if has_prefix { Layout::Signed } else { dated.layout };
    let id = dated.digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect();
    let trust = if luhn(&dated.digits) { Trust::Right } else { Trust::Mistyped };
    let is_told_elsewhere = layout == Layout::Signed;
    Some(Written { from, to: number.to, id, layout, trust, is_told_elsewhere, is_unmistakable: false })
}

impl Form {
    fn written(&self, groups: &Groups<'_>, number: &Number) -> Option<Written> {
        let (lead, rest) = (self.before, self.digits.checked_sub(self.before + DATE)?);
        let signs: &[u8] = self.separators.as_bytes();
        let shape = Shape { lead, rest, order: self.date, signs, full_year: false };
        let Dated { layout, digits, sign, .. } = number.shaped(shape)?;
        // Paths and fractions have slashes too.
        let layout = if sign == b'/' { Layout::Blank } else { layout };
        if !self.is_of_person(&digits) {
            return None;
        }
        let holds = self.checks(&digits);
        let is_told_elsewhere = holds
            && match self.elsewhere {
                Some(Elsewhere::Bare) => true,
                Some(Elsewhere::Signed) => layout == Layout::Signed,
                None => false,
            };
        let trust = match layout {
            _ if holds => Trust::Right,
            Layout::Bare if self.unchecked => Trust::InIdColumn,
            _ if self.unchecked => Trust::Right,
            _ => Trust::Mistyped,
        };
        let id = digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect();
        let from = groups.begin();
        Some(Written { from, to: number.to, id, layout, trust, is_told_elsewhere, is_unmistakable: false })
    }

    fn checks(&self, digits: &[u32]) -> bool {
        let ends =
            |digit: &u32| self.last.is_empty() || self.last.bytes().any(|b| u32::from(b.wrapping_sub(b'0')) == *digit);
        digits.last().is_some_and(ends)
            && self.checks.iter().all(|weights| weighted(digits, weights).is_multiple_of(self.modulus))
            && self.check.as_ref().is_none_or(|check| check.holds(digits))
            && (!self.luhn || luhn(digits))
    }

    /// Whether digits have the date of a person, or are known to have none.
    fn is_of_person(&self, digits: &[u32]) -> bool {
        let undated = || digits.iter().zip(self.undated.bytes()).all(|(d, b)| *d == u32::from(b.wrapping_sub(b'0')));
        self.is_dated(digits) || !self.undated.is_empty() && undated()
    }

    fn is_dated(&self, digits: &[u32]) -> bool {
        let two = |at: usize| digits[self.before + at] * 10 + digits[self.before + at + 1];
        let (day, month, year) = match self.date {
            DateOrder::Ddmmyy => (two(0), two(2), two(4)),
            DateOrder::Yymmdd => (two(4), two(2), two(0)),
        };
        let serial = digits[self.before + DATE..].iter().take(3).fold(0, |serial, d| serial * 10 + d);
        let days = added(&self.day_added, day).filter(|day| (1..=31).contains(day));
        let months: Vec<u32> = added(&self.month_added, month).filter(|month| (1..=12).contains(month)).collect();
        let years = self.years(year, if self.before > 0 { digits[0] } else { serial });
        let is_day = |day: u32, month: u32, year: u32| {
            chrono::NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or_default(), month, day).is_some()
        };
        days.into_iter().any(|day| months.iter().any(|month| years.iter().any(|year| is_day(day, *month, *year))))
    }

    /// The years that two digits and a serial number, or the digit before the date, can mean.
    fn years(&self, two: u32, serial: u32) -> Vec<u32> {
        if self.centuries.is_empty() {
            return vec![1900 + two, 2000 + two];
        }
        let of = |c: &Century| (c.first..=c.last).find(|year| year % 100 == two);
        self.centuries.iter().filter(|c| (c.from..=c.to).contains(&serial)).filter_map(of).collect()
    }

    fn fault(&self) -> Option<String> {
        if !(self.before + DATE + 3..=14).contains(&self.digits) {
            return Some(
                "person.form.digits must be from 9 to 14: those before the date, six of it, and three or more after it"
                    .to_owned(),
            );
        }
        if self.checks.iter().any(|weights| weights.len() > self.digits) {
            return Some(format!("a row of person.form.checks has more weights than the {} digits", self.digits));
        }
        if self.modulus < 2 {
            return Some("person.form.modulus must be at least 2".to_owned());
        }
        self.check.as_ref()?.fault("person.form.check", self.digits)
    }
}

/// What a number is once what may have been added is taken off, or nothing was.
fn added(added: &[u32], number: u32) -> impl Iterator<Item = u32> {
    std::iter::once(Some(number)).chain(added.iter().map(move |a| number.checked_sub(*a))).flatten()
}
