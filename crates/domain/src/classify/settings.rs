//! The settings of what purchases count as: own rules of scope, own sector decisions.

use schemars::JsonSchema;
use serde::Deserialize;
use vire_base::check::Check;
use vire_base::digest::{self, Hashed};
use vire_base::document::did_you_mean;
use vire_base::error::cause;
use vire_base::input;
use vire_ingest::values::privacy::said;
use vire_reference::sectors::{self, SECTORS};

use super::scope::{self, supplier_pattern};
use super::{PUBLIC_BODIES, sector};
use crate::suppliers::supplier_key;

/// A rule of what is left out of the totals. All conditions given must hold; each needs one of its values.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Name of the rule, in lower case with hyphens; that of a built-in rule replaces it.
    pub id: String,
    /// false switches a built-in rule off.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Beginnings of account numbers.
    #[serde(default)]
    pub account: Vec<String>,
    /// Parts of account names.
    #[serde(default)]
    pub account_name: Vec<String>,
    /// Parts of account group names.
    #[serde(default)]
    pub account_group: Vec<String>,
    /// Business ids or parts of names of suppliers.
    #[serde(default)]
    pub supplier: Vec<String>,
    /// Parts of unit names.
    #[serde(default)]
    pub unit: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Own sector decisions.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sectors {
    /// Csv files with the columns supplier, account, sector (and a note): supplier is a business id or a name,
    /// account the beginning of an account number; at least one of the two. They come before all other rules.
    #[serde(default)]
    pub rules: Vec<String>,
}

/// Makes the `[[scope]]` rules ready, besides the built-in ones; `own_ids` are the keys of the buyer's own organisation.
pub fn scope_rules(written: &[Scope], country: &str, own_ids: &[String], check: &mut Check<'_>) -> scope::Rules {
    let mut own = Vec::new();
    for (i, rule) in written.iter().enumerate() {
        let number = i.to_string();
        let at = ["scope", number.as_str(), "id"];
        let groups = [&rule.account, &rule.account_name, &rule.account_group, &rule.supplier, &rule.unit];
        if rule.enabled && groups.iter().all(|g| g.is_empty()) {
            let message = format!("the scope rule \"{}\" has no condition, so it would hold out everything", rule.id);
            let help = "give it account, account_name, account_group, supplier or unit, or enabled = false";
            check.fault(&at, message, help);
        }
        if rule.id == "in" || rule.id == PUBLIC_BODIES || rule.id.is_empty() {
            let help = "choose another name; \"in\" and \"public-bodies\" are the classes of what is not left out";
            check.fault(&at, format!("\"{}\" cannot name a rule", rule.id), help);
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
    for (i, rule) in written.iter().enumerate().filter(|(_, r)| !r.enabled) {
        if !known.rules.iter().any(|r| r.id == rule.id) {
            let ids: Vec<&str> = known.rules.iter().map(|r| r.id.as_str()).collect();
            let message = format!("there is no built-in rule \"{}\" to switch off", rule.id);
            check.fault(&["scope", &i.to_string(), "id"], message, did_you_mean(&rule.id, &ids));
        }
    }
    let rules = scope::Rules::new(country, &own, own_ids);
    if rules.clause_count() > 128 {
        check.fault(&["scope"], "more than 128 scope rules", "join rules of the same kind: each takes lists");
    }
    rules
}

/// A line of a file of own sector decisions.
#[derive(Deserialize)]
struct SectorRow {
    #[serde(default)]
    supplier: String,
    #[serde(default)]
    account: String,
    sector: String,
}

impl Sectors {
    /// Own sector decisions and the files they stand in.
    pub fn ready(&self, country: &str, check: &mut Check<'_>) -> (Vec<sector::OwnRule>, Vec<Hashed>) {
        let mut rules = Vec::new();
        let mut files = Vec::new();
        for (i, name) in self.rules.iter().enumerate() {
            let number = i.to_string();
            let at = ["sectors", "rules", number.as_str()];
            let path = check.path(name);
            let text = match input::text(&path) {
                Ok(text) => text,
                Err(error) => {
                    let help = "a csv file in UTF-8 with the columns supplier, account, sector";
                    check.fault(&at, format!("{name}: cannot be read: {}", cause(&error)), help);
                    continue;
                }
            };
            files.push(Hashed { path, sha256: digest::sha256(text.as_bytes()) });
            let name = said(name);
            let text = text.trim_start_matches('\u{feff}');
            let delimiter = if text.lines().next().is_some_and(|l| l.contains(';')) { b';' } else { b',' };
            let mut reader =
                csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
            let header: Vec<&str> = reader.headers().map(|header| header.iter().collect()).unwrap_or_default();
            if !header.contains(&"sector") {
                let help = "its columns are supplier, account, sector, and any notes";
                let message = format!("{name} has no column \"sector\"; its header is: {}", header.join(", "));
                check.fault(&at, message, help);
                continue;
            }
            for (line, row) in reader.deserialize::<SectorRow>().enumerate() {
                let rule = row
                    .map_err(|e| {
                        (format!("{name}: {e}"), "its columns are supplier, account, sector, and any notes".into())
                    })
                    .and_then(|row| {
                        row.ready(&format!("{name}, line {}", line + 2), &format!("{name}:{}", line + 2), country)
                    });
                match rule {
                    Ok(rule) => rules.push(rule),
                    Err((message, help)) => check.fault(&at, message, help),
                }
            }
        }
        (rules, files)
    }
}

impl SectorRow {
    /// The rule, or what is wrong and what would be right.
    fn ready(self, place: &str, id: &str, country: &str) -> Result<sector::OwnRule, (String, String)> {
        let Some(sector) = sectors::by_id(&self.sector) else {
            let ids: Vec<&str> = SECTORS.iter().map(|s| s.id.as_str()).collect();
            let message = format!("{place}: there is no sector \"{}\"", self.sector);
            return Err((message, did_you_mean(&self.sector, &ids)));
        };
        if self.supplier.is_empty() && self.account.is_empty() {
            let help = "a decision is for a supplier, an account, or both";
            return Err((format!("{place}: neither supplier nor account"), help.to_owned()));
        }
        let supplier = if self.supplier.is_empty() { String::new() } else { supplier_key(&self.supplier, country) };
        Ok(sector::OwnRule { id: id.to_owned(), supplier, account: self.account, sector })
    }
}
