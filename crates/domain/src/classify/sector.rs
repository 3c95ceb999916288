//! Which sector a purchase belongs to: own decisions, then accounts, account names, the supplier's industry, CPV.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::suppliers::Supplier;
use vire_ingest::line::AccountText;
use vire_reference::country::{Country, lists};
use vire_reference::names;
use vire_reference::rows;
use vire_reference::sectors::{SectorNo, by_id};

/// How a sector was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    Override,
    Account,
    AccountName,
    Industry,
    Cpv,
    None,
}

impl Method {
    pub const ALL: [Self; 6] =
        [Self::Override, Self::Account, Self::AccountName, Self::Industry, Self::Cpv, Self::None];

    pub fn code(self) -> &'static str {
        match self {
            Self::Override => "override",
            Self::Account => "account",
            Self::AccountName => "account-name",
            Self::Industry => "industry",
            Self::Cpv => "cpv",
            Self::None => "none",
        }
    }
}

/// A sector with the method and the rule that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub sector: SectorNo,
    pub method: Method,
    pub rule: String,
}

/// A line of the user's own decisions.
#[derive(Clone, Debug)]
pub struct OwnRule {
    pub id: String,
    /// Supplier key or name key; empty for any.
    pub supplier: String,
    /// Beginning of an account number; empty for any.
    pub account: String,
    pub sector: SectorNo,
}

/// What the account says: own decision, number, name (in that order), and apart from them the CPV.
#[derive(Clone, Debug, Default)]
pub struct OfAccount {
    pub by_account: Option<Decision>,
    pub by_cpv: Option<Decision>,
}

/// All rules.
pub struct Rules {
    country: String,
    own: Vec<OwnRule>,
    accounts: HashMap<String, (SectorNo, String)>,
    stems: Vec<(String, SectorNo, String)>,
    /// Finds the stems, which are many, in one pass over a text.
    stem_finder: AhoCorasick,
    industries: HashMap<(bool, String), (SectorNo, String)>,
    cpv: HashMap<String, (SectorNo, String)>,
}

#[derive(Deserialize)]
struct Row {
    rule: String,
    #[serde(default)]
    scheme: String,
    #[serde(default, alias = "stem")]
    prefix: String,
    sector: String,
}

impl Rules {
    /// The built-in rules that hold in a country, after the user's own.
    pub fn new(country: &str, own: Vec<OwnRule>) -> Self {
        let with_sector = |row: Row| Some((by_id(&row.sector)?, row));
        let read = |list| rows(list).into_iter().filter_map(with_sector);
        let accounts = Country::of(country).map(|c| c.rows(lists::SECTOR_ACCOUNTS)).unwrap_or_default();
        let accounts = accounts.into_iter().filter_map(with_sector).map(|(s, r)| (r.prefix, (s, r.rule)));
        let own_stems = Country::of(country).map(|c| c.rows(lists::SECTOR_STEMS)).unwrap_or_default();
        let own_stems = own_stems.into_iter().filter_map(with_sector);
        let mut stems: Vec<_> = read(vire_reference::SECTOR_STEMS)
            .chain(own_stems)
            .map(|(s, r)| (r.prefix.to_lowercase(), s, r.rule))
            .collect();
        // The longest stem wins; equal lengths by alphabet, so that no order of a list matters.
        stems.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then_with(|| a.0.cmp(&b.0)));
        let mut industries = HashMap::new();
        for (sector, row) in read(vire_reference::SECTOR_INDUSTRIES) {
            for newer in [false, true] {
                if row.scheme == "both" || (row.scheme == "nace21") == newer {
                    industries.insert((newer, row.prefix.clone()), (sector, row.rule.clone()));
                }
            }
        }
        let cpv = read(vire_reference::SECTOR_CPV).map(|(s, r)| (r.prefix, (s, r.rule))).collect();
        let stem_finder =
            AhoCorasick::new(stems.iter().map(|(stem, ..)| stem)).unwrap_or_else(|e| panic!("built-in code list: {e}"));
        Self { country: country.to_owned(), own, accounts: accounts.collect(), stems, stem_finder, industries, cpv }
    }

    /// Ids of own rules in order, to tell which never matched.
    pub fn own(&self) -> &[OwnRule] {
        &self.own
    }

    pub fn of_account(&self, text: &AccountText) -> OfAccount {
        let own = self.own.iter().find(|r| r.supplier.is_empty() && text.account.starts_with(&r.account));
        let own = own.map(|r| Decision { sector: r.sector, method: Method::Override, rule: r.id.clone() });
        let chart = if text.standard.is_empty() { &text.account } else { &text.standard };
        let digits: String = chart.chars().filter(char::is_ascii_digit).collect();
        let by_number = || longest_prefix(&digits, 3, |p| self.accounts.get(p)).map(|f| decision(f, Method::Account));
        let by_name = || {
            let padded = format!(" {} ", text.name.to_lowercase());
            self.stem(&padded).or_else(|| self.stem(&format!(" {} ", text.group.to_lowercase())))
        };
        let cpv: String = text.cpv.chars().take_while(char::is_ascii_digit).collect();
        OfAccount {
            by_account: own.or_else(by_number).or_else(by_name),
            by_cpv: longest_prefix(&cpv, 2, |p| self.cpv.get(p)).map(|f| decision(f, Method::Cpv)),
        }
    }

    fn stem(&self, text: &str) -> Option<Decision> {
        // Of all stems in the text the first of the list, which is the longest.
        let first = self.stem_finder.find_overlapping_iter(text).map(|found| found.pattern()).min()?;
        let (_, sector, rule) = &self.stems[first.as_usize()];
        Some(Decision { sector: *sector, method: Method::AccountName, rule: rule.clone() })
    }

    /// The user's own decisions on a supplier, with the beginnings of the accounts they are for.
    pub fn of_supplier(&self, supplier: &Supplier) -> Vec<(String, Decision)> {
        if self.own.is_empty() {
            return Vec::new();
        }
        let name_key = names::key(&supplier.name, &self.country);
        let own = self
            .own
            .iter()
            .filter(|r| !r.supplier.is_empty() && (r.supplier == supplier.key || r.supplier == name_key));
        let decision = |r: &OwnRule| Decision { sector: r.sector, method: Method::Override, rule: r.id.clone() };
        own.map(|r| (r.account.clone(), decision(r))).collect()
    }

    pub fn of_industry(&self, industry: &str) -> Option<Decision> {
        let code: String = industry.chars().filter(|c| *c != '.').take_while(char::is_ascii_digit).collect();
        // The older revision is tried first: registers of past years use it, and codes that both have mean the same.
        let by_revision = |newer| longest_prefix(&code, 2, |p| self.industries.get(&(newer, p.to_owned())));
        by_revision(false).or_else(|| by_revision(true)).map(|f| decision(f, Method::Industry))
    }
}

fn decision((sector, rule): &(SectorNo, String), method: Method) -> Decision {
    Decision { sector: *sector, method, rule: rule.clone() }
}

/// The value of the longest beginning of `code` that `get` knows, not shorter than `shortest`.
fn longest_prefix<'m, V>(code: &str, shortest: usize, get: impl Fn(&str) -> Option<&'m V>) -> Option<&'m V> {
    (shortest..=code.len()).rev().find_map(|n| get(&code[..n]))
}

#[cfg(test)]
mod tests {
    use vire_reference::sectors::SECTORS;

    use super::*;

    fn sector_of(country: &str, number: &str, name: &str) -> Option<(String, &'static str)> {
        let rules = Rules::new(country, Vec::new());
        let account = AccountText { account: number.into(), name: name.into(), ..AccountText::default() };
        let decision = rules.of_account(&account).by_account?;
        Some((SECTORS[usize::from(decision.sector)].id.clone(), decision.method.code()))
    }

    #[test]
    fn accounts_and_names() {
        let expect = |id: &str, method| Some((id.to_owned(), method));
        assert_eq!(sector_of("FI", "4342", "jotain"), expect("ict", "account"));
        assert_eq!(sector_of("FI", "434200", ""), expect("ict", "account"));
        // A Swedish ledger's numbers mean nothing in the Finnish chart.
        assert_eq!(sector_of("SE", "4342", "Livsmedel"), expect("food", "account-name"));
        assert_eq!(sector_of("GB", "205", "Computer Software & Equipment"), expect("ict", "account-name"));
        assert_eq!(sector_of("GB", "205", "Zzz"), None);
    }

    #[test]
    fn the_whole_finnish_chart_is_decided_but_for_unspecific_accounts() {
        #[derive(Deserialize)]
        struct Account {
            number: String,
            name: String,
        }
        // Vouchers, "other", capitalised and stock accounts say nothing of what was bought.
        const UNSPECIFIC: [&str; 9] = ["4315", "4470", "4480", "4600", "4640", "4670", "4920", "4940", "4990"];
        let accounts = Country::of("FI").unwrap().rows::<Account>(lists::ACCOUNTS);
        assert!(accounts.len() > 60);
        let rules = Rules::new("FI", Vec::new());
        for account in accounts {
            let text = AccountText { account: account.number.clone(), ..AccountText::default() };
            let decided = rules.of_account(&text).by_account.is_some();
            assert_eq!(decided, !UNSPECIFIC.contains(&account.number.as_str()), "{} {}", account.number, account.name);
        }
    }

    #[test]
    fn industries_of_both_revisions_and_cpv() {
        let rules = Rules::new("FI", Vec::new());
        let cpv = |code: &str| {
            let text = AccountText { cpv: code.into(), ..AccountText::default() };
            rules.of_account(&text).by_cpv.map(|d| SECTORS[usize::from(d.sector)].id.clone())
        };
        assert_eq!(cpv("45000000").as_deref(), Some("construction"));
        assert_eq!(cpv("72000000-5").as_deref(), Some("ict"));
        assert_eq!(cpv(""), None);
    }
}
