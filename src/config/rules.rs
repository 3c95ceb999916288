//! The parts of a pipeline file that are rules: scope, and the user's own sector decisions.

use std::path::PathBuf;

use serde::Deserialize;

use super::Validator;
use super::document::did_you_mean;
use super::raw::Pipeline;
use crate::classify::scope::{self, supplier_key, supplier_pattern};
use crate::classify::sector::{self, SECTORS};

/// A line of a file of own sector decisions.
#[derive(Deserialize)]
struct SectorRow {
    #[serde(default)]
    supplier: String,
    #[serde(default)]
    account: String,
    sector: String,
}

impl Validator<'_> {
    pub(super) fn scope(&mut self, raw: &Pipeline, country: &str, own_ids: &[String]) -> scope::Rules {
        let mut own = Vec::new();
        for (i, rule) in raw.scope.iter().enumerate() {
            let at = ["scope", &i.to_string(), "id"].map(str::to_owned);
            let at = at.each_ref().map(String::as_str);
            let groups = [&rule.account, &rule.account_name, &rule.account_group, &rule.supplier, &rule.unit];
            if rule.enabled && groups.iter().all(|g| g.is_empty()) {
                self.fault(
                    &at,
                    format!("the scope rule \"{}\" has no condition, so it would hold out everything", rule.id),
                    "give it account, account_name, account_group, supplier or unit, or enabled = false",
                );
            }
            if rule.id == "in" || rule.id == PUBLIC_BODIES || rule.id.is_empty() {
                self.fault(
                    &at,
                    format!("\"{}\" cannot name a rule", rule.id),
                    "choose another name; \"in\" and \"public-bodies\" are the classes of what is not held out",
                );
            }
            own.push(scope::OwnRule {
                id: rule.id.clone(),
                enabled: rule.enabled,
                account: rule.account.clone(),
                account_name: rule.account_name.clone(),
                account_group: rule.account_group.clone(),
                supplier: rule.supplier.iter().map(|s| supplier_pattern(s, country)).collect(),
                unit: rule.unit.clone(),
            });
        }
        let known = scope::Rules::new(country, &[], own_ids);
        for (i, rule) in raw.scope.iter().enumerate().filter(|(_, r)| !r.enabled) {
            if !known.rules.iter().any(|r| r.id == rule.id) {
                let ids: Vec<&str> = known.rules.iter().map(|r| r.id.as_str()).collect();
                let help = did_you_mean(&rule.id, &ids);
                self.fault(
                    &["scope", &i.to_string(), "id"],
                    format!("there is no built-in rule \"{}\" to switch off", rule.id),
                    help,
                );
            }
        }
        let rules = scope::Rules::new(country, &own, own_ids);
        if rules.clause_count() > 128 {
            self.fault(&["scope"], "more than 128 scope rules", "join rules of the same kind: each takes lists");
        }
        rules
    }

    /// Own sector decisions and the files they stand in.
    pub(super) fn sector_rules(&mut self, raw: &Pipeline, country: &str) -> (Vec<sector::OwnRule>, Vec<PathBuf>) {
        let mut rules = Vec::new();
        let mut files = Vec::new();
        for (i, name) in raw.sectors.rules.iter().enumerate() {
            let at = ["sectors", "rules", &i.to_string()].map(str::to_owned);
            let at = at.each_ref().map(String::as_str);
            let path = self.base.join(name);
            let text = match fs_err::read_to_string(&path) {
                Ok(text) => text,
                Err(error) => {
                    self.fault(
                        &at,
                        format!("{error}"),
                        "a csv file in UTF-8 with the columns supplier, account, sector",
                    );
                    continue;
                }
            };
            files.push(path);
            let text = text.trim_start_matches('\u{feff}');
            let delimiter = if text.lines().next().is_some_and(|l| l.contains(';')) { b';' } else { b',' };
            let mut reader =
                csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
            for (line, row) in reader.deserialize::<SectorRow>().enumerate() {
                match row {
                    Err(error) => self.fault(
                        &at,
                        format!("{name}: {error}"),
                        "its columns are supplier, account, sector, and any notes",
                    ),
                    Ok(row) => self.sector_rule(&at, name, line + 2, row, country, &mut rules),
                }
            }
        }
        (rules, files)
    }

    fn sector_rule(
        &mut self,
        at: &[&str],
        name: &str,
        line: usize,
        row: SectorRow,
        country: &str,
        rules: &mut Vec<sector::OwnRule>,
    ) {
        let Some(sector) = sector::by_id(&row.sector) else {
            let ids: Vec<&str> = SECTORS.iter().map(|s| s.id.as_str()).collect();
            return self.fault(
                at,
                format!("{name}, line {line}: there is no sector \"{}\"", row.sector),
                did_you_mean(&row.sector, &ids),
            );
        };
        if row.supplier.is_empty() && row.account.is_empty() {
            return self.fault(
                at,
                format!("{name}, line {line}: neither supplier nor account"),
                "a decision is for a supplier, an account, or both",
            );
        }
        let supplier = if row.supplier.is_empty() { String::new() } else { supplier_key(&row.supplier, country) };
        rules.push(sector::OwnRule { id: format!("{name}:{line}"), supplier, account: row.account, sector });
    }
}

/// The class of purchases from public bodies, which are external but no market.
pub const PUBLIC_BODIES: &str = "public-bodies";
