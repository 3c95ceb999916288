//! The settings of who suppliers are and where, and the user's decisions on who is the same.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::Check;
use vire_base::code::Code;
use vire_base::digest::{self, Hashed};
use vire_base::document::did_you_mean;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_ingest::read::{self, Cell, Sink};
use vire_ingest::values::privacy::said;
use vire_reference::ids::BusinessId;
use vire_reference::places::{Home, Municipality, PLACES};

use super::families::Families;
use super::{Given, supplier_key};

/// A supplier register.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Paths or globs, from the folder of the pipeline file.
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<RegisterField, String>")]
    pub columns: BTreeMap<RegisterField, String>,
    /// The day the register tells of; shown in the method notes.
    #[serde(default)]
    pub date: Option<String>,
    /// What its places are; as the basis of [locality] when absent.
    #[serde(default)]
    pub places: Option<RegisterPlaces>,
}

/// What the places of a register are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterPlaces {
    /// One of each supplier: its first row holds.
    Domicile,
    /// A row for each establishment, whose places all hold.
    Establishment,
}

/// What a register tells of a supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegisterField {
    Id,
    Name,
    Municipality,
    Postcode,
    Country,
    Industry,
    Size,
    Form,
    /// The day the supplier ended.
    Closed,
    /// The first day on which the row's place holds.
    ValidFrom,
    /// The last day on which it holds.
    ValidTo,
}

/// Who is the same supplier.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suppliers {
    /// Filled copies of `supplier-review.xlsx`, or csv files with its columns key, other_key and decision: "same" joins
    /// two suppliers, "different" keeps them apart and proposes them no more.
    #[serde(default)]
    pub decisions: Vec<String>,
    /// Tables (csv or a workbook) of parents and their subsidiaries with the columns supplier (an id, a key or a name) and
    /// family: suppliers.parquet tells each supplier's family, and no figure changes.
    #[serde(default)]
    pub families: Vec<String>,
}

/// What counts as local.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Locality {
    /// Municipalities by code or name; the buyer when absent.
    #[serde(default)]
    pub home: Vec<String>,
    /// What tells where a supplier is; printed with every figure on places.
    #[serde(default)]
    pub basis: Basis,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    #[default]
    Domicile,
    /// The nearest of its establishments and its domicile.
    Establishment,
    /// The export's postal code before the register's domicile.
    InvoiceAddress,
}

/// The files of one `[[register]]`.
pub struct RegisterSource {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<RegisterField, String>,
    /// The day the register tells of.
    pub date: Option<NaiveDate>,
    /// Whether its places are those of establishments.
    pub of_establishments: bool,
}

impl Register {
    /// `number` is the place among the pipeline's `[[register]]`.
    pub fn ready(&self, number: usize, basis: Basis, check: &mut Check<'_>) -> RegisterSource {
        let of_establishments = match self.places {
            Some(places) => places == RegisterPlaces::Establishment,
            None => basis == Basis::Establishment,
        };
        let at = number.to_string();
        let date = self.date.as_ref().and_then(|text| check.date(&["register", &at, "date"], text));
        let files = check.files(&["register", &at], &self.files);
        RegisterSource { files, columns: self.columns.clone(), date, of_establishments }
    }
}

/// What counts as local, with places found.
pub struct Local {
    pub home: Home,
    /// Names of the municipalities that count as local.
    pub names: Vec<String>,
    pub basis: Basis,
}

/// Whether something must say what is local.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    Yes,
    /// One of many buyers, of which some may be no municipality.
    OfMany,
    No,
}

impl Locality {
    /// `buyer` is the buyer's name and its municipality.
    pub fn ready(
        &self,
        country: &str,
        buyer: (&str, Option<&'static Municipality>),
        needed: Needed,
        check: &mut Check<'_>,
    ) -> Local {
        let mut home = Vec::new();
        for (i, text) in self.home.iter().enumerate() {
            match PLACES.municipality(country, text) {
                Some(municipality) => home.push(municipality),
                None => {
                    let help = did_you_mean(text, &PLACES.names(country));
                    let message = format!("no municipality of {country} is called \"{text}\"");
                    check.fault(&["locality", "home", &i.to_string()], message, help);
                }
            }
        }
        if self.home.is_empty() && (needed != Needed::No || buyer.1.is_some()) {
            let names = PLACES.names(country);
            match buyer {
                (_, Some(municipality)) => home.push(municipality),
                (name, None) if !names.is_empty() => {
                    let near = did_you_mean(name, &names);
                    let example = names.first().copied().unwrap_or_default();
                    let help =
                        format!("{near} say which municipalities count as local: [locality] home = [\"{example}\"]");
                    let help = help.trim_start();
                    let message = format!("\"{name}\" is no municipality of {country}, so nothing says what is local");
                    if needed == Needed::OfMany {
                        check.warning(&["buyer", "name"], message, "suppliers are told by country only");
                    } else {
                        check.fault(&["buyer", "name"], message, help);
                    }
                }
                _ if PLACES.country(country).is_none() => {} // the country is a fault by itself
                _ => {
                    let message =
                        format!("no municipalities of {country} are known: suppliers can be told by country only");
                    check.warning(&["buyer", "country"], message, "rings nearer than the country stay \"unknown\"");
                }
            }
        }
        Local {
            names: home.iter().map(|m| m.name.clone()).collect(),
            home: Home::new(country, &home),
            basis: self.basis,
        }
    }
}

impl Suppliers {
    /// The buyer's own group, the user's decisions and families, and the files these stand in.
    pub fn ready(
        &self,
        (buyer, group): (&[String], &[String]),
        country: &str,
        basis: Basis,
        check: &mut Check<'_>,
    ) -> (Given, Vec<Hashed>) {
        let key = |text: &String| match supplier_key(text, country) {
            key if BusinessId::of_key(&key).is_some() => key,
            name => format!("name:{name}"),
        };
        let group = group.iter().map(|text| (key(text), said(text).into_owned())).collect();
        let buyer = buyer.iter().map(key).collect();
        let mut different = HashSet::new();
        let mut joined: BTreeMap<String, String> = BTreeMap::new();
        let mut files = Vec::new();
        for (i, name) in self.decisions.iter().enumerate() {
            let number = i.to_string();
            let at = ["suppliers", "decisions", number.as_str()];
            let path = check.path(name);
            match read(&path, ["key", "other_key", "decision"], "a filled copy of supplier-review.xlsx, or ") {
                Err(error) => check.fault(&at, format!("{name}: {} [{}]", error.message, error.code), error.help),
                Ok((rows, sha256)) => {
                    for decision in rows.into_iter().map(Decision::of) {
                        if let Err((message, help)) = take(&decision, &mut joined, &mut different) {
                            check.fault(&at, format!("{name}, row {}: {message}", decision.row), help);
                        }
                    }
                    files.push(Hashed { path, sha256 });
                }
            }
        }
        let families = self.families(country, check, &mut files);
        let standing = joined.keys().map(|key| (key.clone(), standing_for(&joined, key)));
        let same: HashMap<String, String> = standing.filter(|(key, to)| key != to).collect();
        (Given { country: country.to_owned(), basis, group, buyer, same, different, families }, files)
    }

    fn families(&self, country: &str, check: &mut Check<'_>, files: &mut Vec<Hashed>) -> Families {
        let mut families = Families::default();
        for (i, name) in self.families.iter().enumerate() {
            let number = i.to_string();
            let at = ["suppliers", "families", number.as_str()];
            let path = check.path(name);
            match read(&path, ["supplier", "family"], "") {
                Err(error) => check.fault(&at, format!("{name}: {} [{}]", error.message, error.code), error.help),
                Ok((rows, sha256)) => {
                    for (row, [supplier, family]) in rows {
                        if let Err((message, help)) = families.take(&supplier, &said(&family), country) {
                            check.fault(&at, format!("{name}, row {row}: {message}"), help);
                        }
                    }
                    files.push(Hashed { path, sha256 });
                }
            }
        }
        families
    }
}

/// One row of a file of decisions.
struct Decision {
    row: u32,
    key: String,
    other: String,
    verdict: String,
}

impl Decision {
    fn of((row, [key, other, verdict]): (u32, [String; 3])) -> Self {
        Self { row, key, other, verdict }
    }
}

/// The key that stands for a supplier, at the end of the chain of decisions.
fn standing_for(joined: &BTreeMap<String, String>, key: &str) -> String {
    let mut at = key;
    while let Some(next) = joined.get(at) {
        at = next;
    }
    at.to_owned()
}

fn take(
    decision: &Decision,
    joined: &mut BTreeMap<String, String>,
    different: &mut HashSet<(String, String)>,
) -> Result<(), (String, &'static str)> {
    let Decision { key, other, verdict, .. } = decision;
    for key in [key, other] {
        let known = BusinessId::of_key(key).is_some() || key.strip_prefix("name:").is_some_and(|n| !n.is_empty());
        if !known {
            let help =
                "keys are those of supplier-review.xlsx and suppliers.parquet, such as fi:0211675-2 or name:kaiku [oy]";
            return Err((format!("\"{key}\" is no key of a supplier that can be joined"), help));
        }
    }
    match verdict.to_lowercase().as_str() {
        "" => {}
        "different" | "eri" | "olika" => {
            let (a, b) = if key < other { (key, other) } else { (other, key) };
            different.insert((a.clone(), b.clone()));
        }
        "same" | "sama" | "samma" => {
            let (a, b) = (standing_for(joined, key), standing_for(joined, other));
            let with_id = |key: &str| BusinessId::of_key(key).is_some();
            if a != b && with_id(&a) && with_id(&b) {
                let help = "companies of one group are still different suppliers; leave the decision empty";
                return Err((format!("{a} and {b} are two business ids, and so two suppliers"), help));
            }
            // The one with a business id stands for both; of two names the lesser, so that no order matters.
            let (from, to) = if with_id(&a) || (!with_id(&b) && a < b) { (b, a) } else { (a, b) };
            if from != to {
                joined.insert(from, to);
            }
        }
        other => {
            return Err((format!("\"{other}\" is no decision"), "write same or different, or leave it empty"));
        }
    }
    Ok(())
}

/// The rows of a csv file or workbook with their numbers, and its digest: those of all sheets with these columns.
fn read<const N: usize>(
    path: &Path,
    columns: [&str; N],
    or: &str,
) -> Result<(Vec<NumberedRow<N>>, String), InputError> {
    let input = Input::open(path)?;
    let mut rows = Rows { columns, found: None, any: false, rows: Vec::new() };
    read::read_rows(&input, read::format(&input)?, None, &mut rows)?;
    let sha256 = digest::of(&input)?.sha256;
    input.unchanged()?;
    if !rows.any {
        let (last, before) = columns.split_last().unwrap_or((&"", &[]));
        let columns = format!("the columns {} and {last}", before.join(", "));
        let help = format!("name {or}a csv file with {columns}");
        return Err(InputError::new(Code::NoDecisions, path, format!("has no {}", &columns[4..]), help));
    }
    Ok((rows.rows, sha256))
}

/// The number of a row, and its texts in the columns that are read.
type NumberedRow<const N: usize> = (u32, [String; N]);

struct Rows<'c, const N: usize> {
    columns: [&'c str; N],
    /// Where they stand in the sheet.
    found: Option<[usize; N]>,
    any: bool,
    rows: Vec<NumberedRow<N>>,
}

impl<const N: usize> Sink for Rows<'_, N> {
    fn sheet(&mut self, _name: &str, _is_hidden: bool) -> Result<(), InputError> {
        self.found = None;
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        let text = |at: usize| cells.get(at).map(Cell::to_text).unwrap_or_default();
        match self.found {
            None => {
                let at = self.columns.map(|header| (0..cells.len()).find(|i| text(*i).eq_ignore_ascii_case(header)));
                if at.iter().all(Option::is_some) {
                    self.found = Some(at.map(Option::unwrap_or_default));
                    self.any = true;
                }
            }
            Some(at) => {
                let texts = at.map(text);
                if !texts[0].is_empty() || !texts[1].is_empty() {
                    self.rows.push((row, texts));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_join_to_the_id_in_any_order() {
        let decide = |pairs: &[(&str, &str)]| {
            let mut joined = BTreeMap::new();
            for (key, other) in pairs {
                let decision = Decision { row: 2, key: (*key).into(), other: (*other).into(), verdict: "same".into() };
                take(&decision, &mut joined, &mut HashSet::new())?;
            }
            Ok::<_, (String, &str)>(standing_for(&joined, "name:a"))
        };
        let (a, b, id) = ("name:a", "name:b", "fi:0211675-2");
        for pairs in [[(a, b), (b, id)], [(b, id), (a, b)], [(id, b), (b, a)]] {
            assert_eq!(decide(&pairs).unwrap(), id);
        }
        assert_eq!(decide(&[(b, a)]).unwrap(), a);
        assert!(decide(&[(a, id), (a, "fi:2077474-0")]).unwrap_err().0.contains("two business ids"));
        assert!(decide(&[("redacted", id)]).is_err());
    }
}
