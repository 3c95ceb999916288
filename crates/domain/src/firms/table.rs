//! Tables of counts: a row for each municipality, industry and year.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::industry::{self, Industry};
use super::settings::{FirmField, Source};
use super::{Area, Context, Count, Counts, FileRead, TableRead, add, faulty};
use crate::sheets::{self, Column, Row, Sheet, field_name, masked};
use vire_base::date::GIVEN_YEARS;
use vire_base::document::did_you_mean;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_ingest::read::Cell;
use vire_ingest::table::columns;
use vire_reference::ids::persons;
use vire_reference::places::{Municipality, PLACES, Ring};

impl Column for FirmField {
    const TABLE: &'static str = "table of firms";
    const NEEDED: &'static [(&'static str, &'static [Self])] = &[
        ("municipalities", &[Self::Municipality]),
        ("industry codes", &[Self::Industry]),
        ("numbers of firms", &[Self::Firms]),
    ];
    const EXAMPLE: &'static str =
        "columns = { municipality = \"Kunta\", industry = \"Toimialakoodi\", firms = \"Yrityksiä\" } in [firms]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, FirmField>> =
            LazyLock::new(|| columns::headers(vire_reference::FIRM_COLUMNS));
        &ALIASES
    }
}

/// Where a row is of.
#[derive(Clone, Copy)]
enum Where {
    Municipality(&'static Municipality),
    Country,
}

/// What makes a row one of a kind. A municipality that was merged goes by its successor, beside whose own row it stands.
type Key = (i32, String, String);

/// Rows of all tables.
pub struct Tables<'a> {
    source: &'a Source,
    context: &'a Context<'a>,
    /// With the file and row that each stands in.
    seen: HashMap<Key, String>,
    counts: Counts,
    /// By year, the municipalities that have rows, and whether the country has.
    municipalities: BTreeMap<i32, BTreeSet<&'static str>>,
    /// The sums of all municipalities, for years without rows of the country.
    summed: Counts,
}

impl<'a> Tables<'a> {
    pub fn new(source: &'a Source, context: &'a Context<'a>) -> Self {
        Self {
            source,
            context,
            seen: HashMap::new(),
            counts: Counts::new(),
            municipalities: BTreeMap::new(),
            summed: Counts::new(),
        }
    }

    pub fn read(&mut self, input: &Input, told: &mut FileRead) -> Result<(), InputError> {
        let file = sheets::read::<FirmField>(input, &self.source.columns)?;
        told.remarks = masked(file.remarks(&told.name), self.context.masker).collect();
        let mut faults = Vec::new();
        let mut codes: BTreeMap<(i32, String), BTreeSet<String>> = BTreeMap::new();
        for sheet in &file.sheets {
            told.tables.push(self.table(sheet));
            for row in &sheet.rows {
                let place = match sheet.name.as_str() {
                    "" => format!("row {}", row.number),
                    name => format!("sheet \"{name}\", row {}", row.number),
                };
                match self.row(sheet, row, &place) {
                    Ok(Some((year, at, industry))) => {
                        told.rows += 1;
                        codes.entry((year, at)).or_default().insert(industry);
                    }
                    Ok(None) => told.sums += 1,
                    Err(of_row) => faults.extend(of_row.into_iter().map(|fault| format!("{place}: {fault}"))),
                }
            }
        }
        faults.extend(self.levels(&codes));
        if !faults.is_empty() {
            return Err(faulty(input.path(), &faults, self.context.masker));
        }
        if codes.is_empty() {
            let none = "it has no row with an industry code of two digits or more".to_owned();
            return Err(faulty(input.path(), &[none], self.context.masker));
        }
        Ok(())
    }

    fn table(&self, sheet: &Sheet<FirmField>) -> TableRead {
        let label = |text: &str| self.context.masker.at(persons::Place::Label, text).into_owned();
        let columns = sheet.headers.iter().map(|(field, header)| (field_name(field), label(header)));
        TableRead { sheet: label(&sheet.name), header_row: sheet.header_row, columns: columns.collect() }
    }

    /// Takes a row, and gives what it is of; none of a sum, whose firms stand in other rows.
    fn row(&mut self, sheet: &Sheet<FirmField>, row: &Row<FirmField>, place: &str) -> Result<Option<Key>, Vec<String>> {
        let mut faults = Vec::new();
        let at = self.place(&row.text(FirmField::Municipality)).map_err(|fault| faults.push(fault)).ok();
        let year = self.year(sheet, row).map_err(|fault| faults.push(fault)).ok();
        let industry = self.industry(&row.cell(FirmField::Industry)).map_err(|fault| faults.push(fault)).ok();
        let firms = whole(&row.cell(FirmField::Firms)).map_err(|fault| faults.push(format!("firms: {fault}"))).ok();
        let staff = staff(&row.cell(FirmField::Staff)).map_err(|fault| faults.push(format!("staff: {fault}"))).ok();
        let (Some(at), Some(year), Some(industry), Some(firms), Some(staff)) = (at, year, industry, firms, staff)
        else {
            return Err(faults);
        };
        let Industry::Code(industry) = industry else { return Ok(None) };
        let written = match at {
            Where::Country => String::new(),
            Where::Municipality(municipality) => own_name(municipality, &row.text(FirmField::Municipality)),
        };
        let key = (year, written, industry);
        if let Some(before) = self.seen.insert(key.clone(), place.to_owned()) {
            return Err(vec![format!("the same municipality, industry {} and year as in {before}", key.2)]);
        }
        self.take(at, year, &key.2, Count { firms, staff });
        Ok(Some(key))
    }

    fn take(&mut self, at: Where, year: i32, industry: &str, count: Count) {
        match at {
            Where::Country => add(&mut self.counts, (year, Area::Country, industry), count),
            Where::Municipality(municipality) => {
                self.municipalities.entry(year).or_default().insert(&municipality.code);
                add(&mut self.summed, (year, Area::Country, industry), count);
                if self.context.home.ring(Some(municipality), None) == Ring::Municipality {
                    add(&mut self.counts, (year, Area::Home, industry), count);
                }
            }
        }
    }

    /// The sums of all municipalities are the country where no row is of it. Gives the years that have rows.
    pub fn add_to(self, counts: &mut Counts) -> BTreeSet<i32> {
        let all = PLACES.names(&self.context.home.country).len();
        let told: BTreeSet<i32> =
            self.counts.keys().filter(|(_, area, _)| *area == Area::Country).map(|(year, ..)| *year).collect();
        let is_whole =
            |year: &i32| !told.contains(year) && self.municipalities.get(year).is_some_and(|m| m.len() == all);
        let summed = self.summed.into_iter().filter(|((year, ..), _)| is_whole(year));
        for ((year, area, industry), count) in self.counts.into_iter().chain(summed.collect::<Vec<_>>()) {
            add(counts, (year, area, &industry), count);
        }
        told.into_iter().chain(self.municipalities.into_keys()).collect()
    }

    fn place(&self, text: &str) -> Result<Where, String> {
        let country = &self.context.home.country;
        let name = text.split_once(' ').filter(|(code, _)| is_code_of_all(code)).map_or(text, |(_, name)| name);
        if is_code_of_all(text) || is_whole_country(name) || PLACES.country(name) == Some(country) {
            return Ok(Where::Country);
        }
        let found = PLACES.municipality(country, text);
        found.map(Where::Municipality).ok_or_else(|| match text {
            "" => "the municipality is missing".to_owned(),
            _ => {
                let near = did_you_mean(text, &PLACES.names(country));
                format!("no municipality of {country} is called \"{text}\" {near}").trim_end().to_owned()
            }
        })
    }

    fn year(&self, sheet: &Sheet<FirmField>, row: &Row<FirmField>) -> Result<i32, String> {
        if !sheet.headers.contains_key(&FirmField::Year) {
            return self.source.year.ok_or_else(|| "no column says the year: write [firms] year = 2024".to_owned());
        }
        let text = row.text(FirmField::Year);
        let year = text.trim_end_matches('*').trim().parse().ok().filter(|year| GIVEN_YEARS.contains(year));
        year.ok_or_else(|| format!("\"{text}\" is no year"))
    }

    fn industry(&self, cell: &Cell<'_>) -> Result<Industry, String> {
        let text = cell.to_text();
        match industry::read(cell) {
            Some(Industry::Code(code)) if code != "00" && self.context.sectors.of_industry(&code).is_none() => {
                Err(format!("no industry has the code \"{text}\""))
            }
            Some(industry) => Ok(industry),
            None if text.is_empty() => Err("the industry is missing".to_owned()),
            None => Err(format!("\"{text}\" is no industry code of two to five digits")),
        }
    }

    /// What is wrong with the codes together: firms that two rows count, and zeros that are lost.
    fn levels(&self, codes: &BTreeMap<(i32, String), BTreeSet<String>>) -> Vec<String> {
        let mut faults = Vec::new();
        // In their order a code is followed by those that begin with it.
        let pair = |codes: &BTreeSet<String>| {
            let next = codes.iter().zip(codes.iter().skip(1)).find(|(a, b)| b.starts_with(a.as_str()));
            next.map(|(a, b)| (a.clone(), b.clone()))
        };
        if let Some((wide, narrow)) = codes.values().find_map(pair) {
            faults.push(format!(
                "the firms of industry {narrow} are counted in {wide} too: keep the rows of one level of the classification"
            ));
        }
        let all: BTreeSet<&str> = codes.values().flatten().map(String::as_str).collect();
        let is_code = |code: &str| self.context.sectors.of_industry(code).is_some();
        if let Some(code) = industry::without_zero(all.iter().copied(), is_code) {
            faults.push(format!(
                "industry {code} is a digit shorter than others and may have lost a zero: keep codes as texts, such as 0{code}, \
                 or write all of them with the same number of digits"
            ));
        }
        faults
    }
}

/// The code of a municipality, and what it is called when that is a name of one that was merged into it.
fn own_name(municipality: &Municipality, text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let name = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let (code, name) = (&lower[..lower.len() - name.len()], name.trim_start_matches([' ', '-', ',']));
    let is_code = !code.is_empty() && code.trim_start_matches('0') == municipality.code.trim_start_matches('0');
    let mut names = std::iter::once(&municipality.name).chain(&municipality.other_names);
    let is_own = is_code || names.any(|own| own.to_lowercase() == name);
    if is_own { municipality.code.clone() } else { format!("{} {lower}", municipality.code) }
}

/// Codes that statistical offices give to the whole country.
fn is_code_of_all(text: &str) -> bool {
    matches!(text.trim(), "SSS" | "00" | "0000" | "0")
}

fn is_whole_country(text: &str) -> bool {
    const ALL: [&str; 10] = [
        "koko maa",
        "hela riket",
        "hela landet",
        "riket",
        "hele landet",
        "whole country",
        "all municipalities",
        "kunnat yhteensä",
        "alla kommuner",
        "hela sverige",
    ];
    ALL.contains(&text.trim().to_lowercase().as_str())
}

/// A whole number of firms.
fn whole(cell: &Cell<'_>) -> Result<u64, String> {
    let number = number(cell)?.ok_or("the number is missing; write 0 where there are none")?;
    if number % 100 == 0 { Ok(number / 100) } else { Err(format!("\"{}\" is no whole number", cell.to_text())) }
}

/// How many people work there, in hundredths; statistics withhold some.
fn staff(cell: &Cell<'_>) -> Result<Option<u64>, String> {
    let text = cell.to_text();
    let is_withheld = !text.is_empty() && text.chars().all(|c| matches!(c, '.' | ':' | '…' | '*'));
    if is_withheld { Ok(None) } else { number(cell) }
}

/// A number that is not negative, in hundredths.
fn number(cell: &Cell<'_>) -> Result<Option<u64>, String> {
    let text = cell.to_text();
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace(['\u{2212}', '\u{2013}'], "-");
    match plain.as_str() {
        "" => return Ok(None),
        "-" => return Ok(Some(0)), // nothing, in statistics
        negative if negative.starts_with('-') => return Err(format!("\"{text}\" is negative")),
        _ => {}
    }
    let (whole, part) = plain.split_once([',', '.']).unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_number = !whole.is_empty() && whole.len() <= 12 && part.len() <= 2 && digits(whole) && digits(part);
    let hundredths = is_number.then(|| format!("{whole}{part:0<2}").parse().ok()).flatten();
    hundredths.map(Some).ok_or_else(|| format!("\"{text}\" is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let read = |text| number(&Cell::Text(text));
        assert_eq!(read("1 234"), Ok(Some(123_400)));
        assert_eq!(read("12,5"), Ok(Some(1_250)));
        assert_eq!(read("-"), Ok(Some(0)));
        assert_eq!(read(""), Ok(None));
        assert_eq!(number(&Cell::Number(7.0)), Ok(Some(700)));
        for text in ["-5", "\u{2212}5", "viisi", "1.234", "..", "12,5,0"] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(whole(&Cell::Text("12,5")), Err("\"12,5\" is no whole number".to_owned()));
        assert_eq!(staff(&Cell::Text("..")), Ok(None));
    }
}
