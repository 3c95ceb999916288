//! Input-output effects of what is bought from suppliers of here, by coefficients that the user gives.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Value, json};
use vire_base::code::Code;
use vire_base::decimal::rounded;
use vire_base::error::InputError;
use vire_base::sum::Sum;
use vire_ingest::table::columns;
use vire_reference::places::Ring;
use vire_reference::sectors::SectorNo;

use super::leontief::{self, Employed, Matrix};
use super::settings::{CoefficientField, CoefficientsOf, IndustryField, MILLION, Multipliers as Given};
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;
use crate::sheets::{Column, Row, Sheet, field_name};
use crate::short::{self, Context, ShortTables, Wrong};

impl Column for CoefficientField {
    const TABLE: &'static str = "table of input coefficients";
    const NEEDED: &'static [(&'static str, &'static [Self])] = &[
        ("industries that deliver", &[Self::From]),
        ("industries that use", &[Self::To]),
        ("coefficients", &[Self::Coefficient]),
    ];
    const EXAMPLE: &'static str = "coefficient_columns = { from = \"Mistä\", to = \"Mihin\" } in [effects.multipliers]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, CoefficientField>> =
            LazyLock::new(|| columns::headers(vire_reference::COEFFICIENT_COLUMNS));
        &ALIASES
    }
}

impl Column for IndustryField {
    const TABLE: &'static str = "table of industries";
    const NEEDED: &'static [(&'static str, &'static [Self])] = &[("industries", &[Self::Industry])];
    const EXAMPLE: &'static str = "industry_columns = { industry = \"Toimiala\" } in [effects.multipliers]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, IndustryField>> =
            LazyLock::new(|| columns::headers(vire_reference::INDUSTRY_COLUMNS));
        &ALIASES
    }
}

/// What comes of one unit that is bought from an industry, in millionths: output in all industries, jobs and taxes for a
/// million of currency, and output with the consumption of households.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OfIndustry {
    output: Vec<i128>,
    jobs: Option<Vec<i128>>,
    taxes: Option<Vec<i128>>,
    with_households: Option<Vec<i128>>,
}

/// An industry as the table of industries has it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Industry {
    code: String,
    /// Beginnings of NACE codes.
    nace: Vec<String>,
    jobs: Option<f64>,
    taxes: Option<f64>,
    employed: Option<Employed>,
}

/// Purchases that are alike for the effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    pub year: i32,
    pub public: bool,
    pub covered: Covered,
}

/// Whether purchases are from suppliers of here in an industry that has coefficients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covered {
    Yes,
    /// From here, but the supplier's industry is not known or has no coefficients.
    No,
    /// What a person sold, or an organisation that is told together with persons.
    Untold,
}

impl Covered {
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Untold => "untold",
        }
    }
}

/// What purchases bring about: cents, and hundredths of jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    pub sum: Sum,
    pub output: i128,
    pub jobs: Option<i128>,
    pub taxes: Option<i128>,
    pub with_households: Option<i128>,
}

/// Multipliers and what they give.
#[derive(Clone, Debug)]
pub struct Multipliers {
    pub source: String,
    pub year: i32,
    pub coefficients_of: CoefficientsOf,
    /// Of location quotients, where the coefficients are the country's.
    pub delta: f64,
    pub tables: ShortTables,
    industries: Vec<Industry>,
    of_industry: OfIndustry,
    by_nace: HashMap<String, usize>,
    /// Empty until [`Self::bring`].
    pub brought: BTreeMap<Class, Brought>,
}

const WRONG: Wrong<'_> = (
    Code::CoefficientTable,
    "a row of coefficients has the industry that delivers, the one that uses, and how much of the first goes into a unit of \
     output of the second; a row of industries has its code, its NACE codes, jobs and taxes for a million of output, and the \
     employed of the area and of the country",
);

impl Multipliers {
    /// Reads both tables and solves the model.
    ///
    /// # Errors
    /// All faults of a file at once, each with its row: an industry that is not known, a number that is none, a second
    /// coefficient of the same; and industries that use more than they make, or lack what others have.
    pub fn read(given: &Given, context: &Context<'_>) -> Result<Self, InputError> {
        let mut tables = ShortTables::default();
        let mut industries: Vec<Industry> = Vec::new();
        for path in &given.industries {
            let take = |(): &(), _: &Sheet<IndustryField>, row: &Row<IndustryField>, _| {
                let industry = industry(row)?;
                if industries.iter().any(|other| other.code == industry.code) {
                    return Err(format!("the industry {} stands in the table already", industry.code));
                }
                industries.push(industry);
                Ok(())
            };
            tables.file(path, &given.industry_columns, context, WRONG, |_| (), take)?;
            complete(&industries, given).map_err(|fault| wrong::<IndustryField>(path, fault, context))?;
        }
        let mut numbers: HashMap<String, usize> = (0..).zip(&industries).map(|(n, of)| (of.code.clone(), n)).collect();
        if !given.households.is_empty() {
            numbers.insert(given.households.clone(), industries.len());
        }
        let count = numbers.len();
        let mut coefficients: Matrix = vec![vec![0.0; count]; count];
        let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
        for path in &given.coefficients {
            let take = |(): &(), _: &Sheet<CoefficientField>, row: &Row<CoefficientField>, _| {
                let number = |field: CoefficientField| {
                    let code = row.text(field);
                    numbers.get(&code).copied().ok_or_else(|| format!("\"{code}\" is none of the industries"))
                };
                let (from, to) = (number(CoefficientField::From)?, number(CoefficientField::To)?);
                let text = row.text(CoefficientField::Coefficient);
                let value = positive(&text).filter(|value| *value <= 1.0);
                let value = value.ok_or_else(|| format!("\"{text}\" is no coefficient between 0 and 1"))?;
                if !told.insert((from, to)) {
                    return Err("the coefficient of the two industries stands in the table already".to_owned());
                }
                coefficients[from][to] = value;
                Ok(())
            };
            tables.file(path, &given.coefficient_columns, context, WRONG, |_| (), take)?;
            whole(&coefficients, &industries, given)
                .map_err(|fault| wrong::<CoefficientField>(path, fault, context))?;
        }
        let by_nace = (0..).zip(&industries).flat_map(|(n, of)| of.nace.iter().map(move |nace| (nace.clone(), n)));
        let by_nace = by_nace.collect();
        let of_industry = solved(coefficients, &industries, given).ok_or_else(|| {
            let path = given.coefficients.first().map_or(Path::new(""), PathBuf::as_path);
            wrong::<CoefficientField>(path, "the coefficients have no solution".to_owned(), context)
        })?;
        let (source, year, coefficients_of, delta) = (given.source.clone(), given.year, given.of, given.delta);
        let brought = BTreeMap::new();
        Ok(Self { source, year, coefficients_of, delta, tables, industries, of_industry, by_nace, brought })
    }

    /// Multiplies what was bought from suppliers of here. `is_untold` says of year, sector and supplier that its sum must not
    /// follow from any figure.
    pub fn bring(&mut self, decisions: &Decisions, cube: &Cube, is_untold: impl Fn(i32, SectorNo, u32) -> bool) {
        let mut sums: BTreeMap<(Class, Option<usize>), Sum> = BTreeMap::new();
        for ((year, supplier, sector), sum) in cube.spend.cells() {
            if decisions.ring(*supplier, *year) != Ring::Municipality {
                continue;
            }
            let supplied = &decisions.suppliers[*supplier as usize];
            let industry = self.industry(&supplied.industry);
            let (covered, industry) = match (is_untold(*year, *sector, *supplier), industry) {
                (true, _) => (Covered::Untold, None),
                (false, None) => (Covered::No, None),
                (false, industry) => (Covered::Yes, industry),
            };
            let class = Class { year: *year, public: supplied.kind.is_public(), covered };
            *sums.entry((class, industry)).or_default() += *sum;
        }
        let mut brought: BTreeMap<Class, Brought> = BTreeMap::new();
        for ((class, industry), sum) in sums {
            let of_class = brought.entry(class).or_default();
            of_class.sum += sum;
            let Some(industry) = industry else { continue };
            let of = &self.of_industry;
            of_class.output += times(sum.cents, of.output[industry]);
            // Jobs and taxes are for a million of currency: a millionth of this are hundredths of jobs, and cents.
            let jobs = of.jobs.as_ref().map(|jobs| times(sum.cents, jobs[industry]));
            add(&mut of_class.jobs, jobs);
            add(&mut of_class.taxes, of.taxes.as_ref().map(|taxes| times(sum.cents, taxes[industry])));
            let households = of.with_households.as_ref();
            add(&mut of_class.with_households, households.map(|output| times(sum.cents, output[industry])));
        }
        for of_class in brought.values_mut() {
            of_class.jobs = of_class.jobs.map(|millionfold| rounded(millionfold, MILLION));
            of_class.taxes = of_class.taxes.map(|millionfold| rounded(millionfold, MILLION));
        }
        self.brought = brought;
    }

    /// The industry of a NACE code: that of the longest beginning.
    fn industry(&self, code: &str) -> Option<usize> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        (2..=digits.len()).rev().find_map(|length| self.by_nace.get(&digits[..length]).copied())
    }

    /// Whether anything is covered.
    pub fn tell_any(&self) -> bool {
        self.brought.keys().any(|class| class.covered == Covered::Yes)
    }

    pub fn manifest(&self) -> Value {
        json!({
            "files": self.tables.files(),
            "industries": self.industries.len(),
            "source": self.source,
            "year": self.year,
            "coefficients_of": self.coefficients_of.code(),
            "delta": self.delta,
            "with_households": self.of_industry.with_households.is_some(),
        })
    }
}

fn add(sum: &mut Option<i128>, more: Option<i128>) {
    if let Some(more) = more {
        *sum = Some(sum.unwrap_or_default() + more);
    }
}

/// A sum times millionths.
fn times(cents: i128, millionths: i128) -> i128 {
    rounded(cents * millionths, MILLION)
}

fn positive(text: &str) -> Option<f64> {
    let number = text.replace([' ', '\u{a0}'], "").replace(',', ".");
    number.parse::<f64>().ok().filter(|value| value.is_finite() && *value >= 0.0)
}

fn industry(row: &Row<IndustryField>) -> Result<Industry, String> {
    let code = row.text(IndustryField::Industry);
    if code.is_empty() {
        return Err("it has no industry".to_owned());
    }
    let number = |field: IndustryField| match row.text(field).as_str() {
        "" => Ok(None),
        text => positive(text).map(Some).ok_or_else(|| format!("{}: \"{text}\" is no number", field_name(&field))),
    };
    let (here, in_country) = (number(IndustryField::EmployedHere)?, number(IndustryField::EmployedInCountry)?);
    let employed = match (here, in_country) {
        (Some(here), Some(in_country)) if here <= in_country && in_country > 0.0 => Some(Employed { here, in_country }),
        (None, None) => None,
        _ => {
            return Err(format!(
                "the industry {code} has no numbers of employed here and in the country, the first within the second"
            ));
        }
    };
    let written = row.text(IndustryField::Nace);
    let written = if written.is_empty() { code.clone() } else { written };
    let nace = nace_codes(&written);
    if nace.is_empty() {
        return Err(format!("the industry {code} has no NACE codes"));
    }
    let (jobs, taxes) = (number(IndustryField::Employment)?, number(IndustryField::Taxes)?);
    Ok(Industry { code, nace, jobs, taxes, employed })
}

/// Beginnings of NACE codes, such as `62`, `43.2`, or `41-43` for several divisions.
fn nace_codes(written: &str) -> Vec<String> {
    let mut codes = BTreeSet::new();
    for part in written.split([' ', ',', ';', '/']) {
        let part = part.trim_start_matches(char::is_alphabetic).replace('.', "");
        let span = part.split_once(['-', '\u{2013}']).map(|(first, last)| (first.parse(), last.parse()));
        match span {
            Some((Ok(first), Ok(last))) => codes.extend((first..=last).take(100).map(|n: u8| format!("{n:02}"))),
            _ if part.len() >= 2 && part.chars().all(|c| c.is_ascii_digit()) => drop(codes.insert(part)),
            _ => {}
        }
    }
    codes.into_iter().collect()
}

/// What some industries have all must have.
fn complete(industries: &[Industry], given: &Given) -> Result<(), String> {
    type Has = fn(&Industry) -> bool;
    let has: [(&str, Has); 3] = [
        ("jobs for a million", |of| of.jobs.is_some()),
        ("taxes", |of| of.taxes.is_some()),
        ("numbers of employed", |of| of.employed.is_some()),
    ];
    for (what, has) in has {
        let without: Vec<&str> = industries.iter().filter(|of| !has(of)).map(|of| of.code.as_str()).collect();
        if !without.is_empty() && without.len() < industries.len() {
            return Err(format!("{what} are given for some industries and not for {}", without.join(", ")));
        }
    }
    if given.of == CoefficientsOf::Country && industries.iter().any(|of| of.employed.is_none()) {
        return Err(
            "coefficients of the country are taken to the area by numbers of employed, which are not given".to_owned()
        );
    }
    let mut nace: BTreeSet<&str> = BTreeSet::new();
    match industries.iter().flat_map(|of| &of.nace).find(|code| !nace.insert(code)) {
        Some(code) => Err(format!("NACE {code} belongs to two industries")),
        None => Ok(()),
    }
}

/// No industry uses as much as it makes.
fn whole(coefficients: &Matrix, industries: &[Industry], given: &Given) -> Result<(), String> {
    for (to, industry) in industries.iter().enumerate() {
        let used: f64 = coefficients.iter().take(industries.len()).map(|row| row[to]).sum();
        if used >= 1.0 {
            return Err(format!("the coefficients of {} sum to {used:.3}: it uses all that it makes", industry.code));
        }
    }
    let households = industries.len();
    if given.households.is_empty() || coefficients.len() == households {
        return Ok(());
    }
    let earn = coefficients[households].iter().any(|of| *of > 0.0);
    let spend = coefficients.iter().any(|row| row[households] > 0.0);
    if earn && spend {
        Ok(())
    } else {
        Err(format!("the households {} need both a row and a column", given.households))
    }
}

fn solved(national: Matrix, industries: &[Industry], given: &Given) -> Option<OfIndustry> {
    let employed: Option<Vec<Employed>> = industries.iter().map(|of| of.employed).collect();
    let all = match (given.of, employed) {
        (CoefficientsOf::Country, Some(employed)) => leontief::regional(&national, &employed, given.delta),
        _ => national,
    };
    let count = industries.len();
    let own: Matrix = all.iter().take(count).map(|row| row[..count].to_vec()).collect();
    let weighed = |of: fn(&Industry) -> Option<f64>| -> Option<Option<Vec<i128>>> {
        match industries.iter().map(of).collect::<Option<Vec<f64>>>() {
            None => Some(None),
            Some(weights) => leontief::multipliers(&own, &weights).map(Some),
        }
    };
    let with_households = (all.len() > count).then(|| {
        let weights: Vec<f64> = (0..all.len()).map(|at| if at < count { 1.0 } else { 0.0 }).collect();
        leontief::multipliers(&all, &weights)
    });
    let with_households = match with_households {
        None => None,
        Some(solved) => Some(solved?),
    };
    Some(OfIndustry {
        output: leontief::multipliers(&own, &vec![1.0; count])?,
        jobs: weighed(|of| of.jobs)?,
        taxes: weighed(|of| of.taxes)?,
        with_households,
    })
}

/// The error of a file that is wrong as a whole.
fn wrong<F: Column>(path: &Path, fault: String, context: &Context<'_>) -> InputError {
    short::faulty::<F>(path, &[fault], WRONG, context.masker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nace_codes_as_tables_write_them() {
        assert_eq!(nace_codes("41-43"), ["41", "42", "43"]);
        assert_eq!(nace_codes("C10, 11.05 62"), ["10", "1105", "62"]);
        assert_eq!(nace_codes("F"), Vec::<String>::new());
    }
}
