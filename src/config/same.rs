//! What a pipeline file says of suppliers: the buyer's own group, and who is the same supplier.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::Validator;
use super::raw::Pipeline;
use crate::classify::scope::supplier_key;
use crate::ingest::cell::Cell;
use crate::ingest::error::InputError;
use crate::ingest::workbook::{self, Sink};
use crate::suppliers::Given;
use crate::suppliers::ids::BusinessId;

/// One row of a file of decisions.
struct Decision {
    row: u32,
    key: String,
    other: String,
    verdict: String,
}

impl Validator<'_> {
    /// The buyer's own group and the user's decisions, and the files these stand in.
    pub(super) fn suppliers(&mut self, raw: &Pipeline, country: &str) -> (Given, Vec<PathBuf>) {
        let key = |text: &String| match supplier_key(text, country) {
            key if BusinessId::of_key(&key).is_some() => key,
            name => format!("name:{name}"),
        };
        let group: HashSet<String> = raw.buyer.group.iter().map(key).collect();
        let mut different = HashSet::new();
        let mut joined: BTreeMap<String, String> = BTreeMap::new();
        let mut files = Vec::new();
        for (i, name) in raw.suppliers.decisions.iter().enumerate() {
            let at = ["suppliers", "decisions", &i.to_string()].map(str::to_owned);
            let at = at.each_ref().map(String::as_str);
            let path = self.base.join(name);
            match read(&path) {
                Err(error) => self.fault(&at, format!("{name}: {} [{}]", error.message, error.code), error.help),
                Ok(decisions) => {
                    for decision in decisions {
                        if let Err((message, help)) = take(&decision, &mut joined, &mut different) {
                            self.fault(&at, format!("{name}, row {}: {message}", decision.row), help);
                        }
                    }
                    files.push(path);
                }
            }
        }
        let same: HashMap<String, String> =
            joined.keys().map(|key| (key.clone(), standing_for(&joined, key))).filter(|(key, to)| key != to).collect();
        (Given { group, same, different }, files)
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

/// Reads the decisions of a csv file or workbook: the first sheet with the columns key, other_key and decision.
fn read(path: &Path) -> Result<Vec<Decision>, InputError> {
    let format = workbook::format(path)?;
    let mut rows = Rows::default();
    workbook::read(path, format, None, &mut rows)?;
    if !rows.any {
        let help =
            "name a filled copy of supplier-review.xlsx, or a csv file with the columns key, other_key and decision";
        return Err(InputError::new("no-decisions", path, "has no columns key, other_key and decision", help));
    }
    Ok(rows.decisions)
}

#[derive(Default)]
struct Rows {
    columns: Option<[usize; 3]>,
    any: bool,
    decisions: Vec<Decision>,
}

impl Sink for Rows {
    fn sheet(&mut self, _name: &str, _is_hidden: bool) -> Result<(), InputError> {
        self.columns = None;
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        let text = |at: usize| cells.get(at).map(Cell::to_text).unwrap_or_default();
        match self.columns {
            None => {
                let at = |header: &str| (0..cells.len()).find(|i| text(*i).eq_ignore_ascii_case(header));
                if let (Some(key), Some(other), Some(decision)) = (at("key"), at("other_key"), at("decision")) {
                    self.columns = Some([key, other, decision]);
                    self.any = true;
                }
            }
            Some([key, other, decision]) => {
                let [key, other, verdict] = [key, other, decision].map(text);
                if !(key.is_empty() && other.is_empty()) {
                    self.decisions.push(Decision { row, key, other, verdict });
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
