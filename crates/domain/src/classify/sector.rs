//! Which sector a purchase belongs to. Own decisions come first, then what says most of what was bought: an account that
//! is telling, the CPV code, the words of the line or the supplier's industry, and an account that is general.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};

use crate::suppliers::Supplier;
use vire_ingest::line::AccountText;
use vire_reference::country::{Country, lists};
use vire_reference::names;
use vire_reference::rows;
use vire_reference::sectors::{SCORES, Score, SectorNo, SectorSet, by_id};
use vire_reference::words::{EVEN, Told};

/// How a sector was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Method {
    Override,
    Account,
    AccountName,
    Words,
    Industry,
    Cpv,
    None,
}

impl Method {
    pub const ALL: [Self; 7] =
        [Self::Override, Self::Account, Self::AccountName, Self::Words, Self::Industry, Self::Cpv, Self::None];

    pub fn code(self) -> &'static str {
        match self {
            Self::Override => "override",
            Self::Account => "account",
            Self::AccountName => "account-name",
            Self::Words => "words",
            Self::Industry => "industry",
            Self::Cpv => "cpv",
            Self::None => "none",
        }
    }
}

/// A sector with the method and the rule that gave it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// What an account says, with the sectors it may be as well: none where it is telling. A general account, such as one of
/// client services, gives way to what tells one of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ByAccount<D = Decision> {
    pub decision: D,
    pub open_to: SectorSet,
}

/// What the words of a line or a supplier's industry say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Likely<D = Decision> {
    pub decision: D,
    pub sector: SectorNo,
    /// How often it is right, of a hundred, as measured.
    pub chance: u8,
    /// Whether it says more than a general account.
    pub is_telling: bool,
}

impl<D> Likely<D> {
    /// The same with something else for the decision.
    pub fn map<E>(self, change: impl FnOnce(D) -> E) -> Likely<E> {
        let Self { decision, sector, chance, is_telling } = self;
        Likely { decision: change(decision), sector, chance, is_telling }
    }

    /// Whether it may decide beside a general account.
    fn outweighs<A>(&self, account: &ByAccount<A>) -> bool {
        // An account that leaves few sectors open has ruled out the others: the measured chance is then too low.
        let is_likely = account.open_to != SectorSet::ANY || self.chance >= EVEN;
        self.is_telling && is_likely && account.open_to.has(self.sector)
    }
}

/// What a distinct account says: by own decision, number or name (in that order), by CPV code, by the words of its lines.
#[derive(Clone, Debug, Hash)]
pub struct OfAccount<D = Decision> {
    pub by_account: Option<ByAccount<D>>,
    pub by_cpv: Option<D>,
    pub by_words: Option<Likely<D>>,
}

impl<D> OfAccount<D> {
    /// The same with something else for each decision, such as its number.
    pub fn map<E>(self, mut change: impl FnMut(D) -> E) -> OfAccount<E> {
        OfAccount {
            by_account: self.by_account.map(|b| ByAccount { decision: change(b.decision), open_to: b.open_to }),
            by_cpv: self.by_cpv.map(&mut change),
            by_words: self.by_words.map(|l| l.map(&mut change)),
        }
    }

    /// The decision on the lines of a supplier of this industry: by what says most of what was bought.
    pub fn decide<'a>(&'a self, by_industry: Option<&'a Likely<D>>) -> Option<&'a D> {
        let account = self.by_account.as_ref();
        let is_telling = |account: &&ByAccount<D>| account.open_to == SectorSet::NONE;
        if let Some(decided) = account.filter(is_telling).map(|a| &a.decision).or(self.by_cpv.as_ref()) {
            return Some(decided);
        }
        let may = |likely: &&Likely<D>| account.map_or(likely.chance >= EVEN, |account| likely.outweighs(account));
        let (words, industry) = (self.by_words.as_ref().filter(may), by_industry.filter(may));
        let surer = match (words, industry) {
            (Some(words), Some(industry)) if industry.chance > words.chance => Some(industry),
            _ => words.or(industry),
        };
        surer.map(|likely| &likely.decision).or(account.map(|a| &a.decision))
    }
}

/// A rule of a list, ready for use.
#[derive(Clone, Debug)]
struct Rule {
    id: String,
    sector: SectorNo,
    open_to: SectorSet,
    is_telling: bool,
}

/// All rules.
pub struct Rules {
    country: String,
    own: Vec<OwnRule>,
    accounts: HashMap<String, Rule>,
    stems: Vec<(String, Rule)>,
    /// Finds the stems, which are many, in one pass over a text.
    stem_finder: AhoCorasick,
    industries: HashMap<(bool, String), Rule>,
    cpv: HashMap<String, Rule>,
    /// How often rules of industries were right, of a hundred, where enough contracts were there to measure it; and all
    /// of them together under an empty name.
    chances: HashMap<String, u8>,
}

#[derive(Deserialize)]
struct Row {
    rule: String,
    #[serde(default)]
    scheme: String,
    #[serde(default, alias = "stem")]
    prefix: String,
    sector: String,
    #[serde(default)]
    open_to: String,
    #[serde(default)]
    weight: String,
}

impl Row {
    /// What the row is for, and its rule.
    fn ready(self) -> Option<(String, Rule)> {
        let (sector, open_to) = (by_id(&self.sector)?, SectorSet::read(&self.open_to)?);
        Some((self.prefix, Rule { id: self.rule, sector, open_to, is_telling: self.weight != GENERAL }))
    }
}

/// The weight of a rule of an industry that says little of what is sold.
const GENERAL: &str = "general";

impl Rules {
    /// The built-in rules that hold in a country, after the user's own.
    pub fn new(country: &str, own: Vec<OwnRule>) -> Self {
        let read = |list| rows::<Row>(list).into_iter().filter_map(Row::ready);
        let of_country = |list| Country::of(country).map(|c| c.rows::<Row>(list)).unwrap_or_default();
        let accounts = of_country(lists::SECTOR_ACCOUNTS).into_iter().filter_map(Row::ready).collect();
        let own_stems = of_country(lists::SECTOR_STEMS).into_iter().filter_map(Row::ready);
        let lower = |(stem, rule): (String, Rule)| (stem.to_lowercase(), rule);
        let mut stems: Vec<_> = read(vire_reference::SECTOR_STEMS).chain(own_stems).map(lower).collect();
        // The longest stem wins; equal lengths by alphabet, so that no order of a list matters.
        stems.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then_with(|| a.0.cmp(&b.0)));
        let mut industries = HashMap::new();
        for row in rows::<Row>(vire_reference::SECTOR_INDUSTRIES) {
            let scheme = row.scheme.clone();
            let Some((prefix, rule)) = row.ready() else { continue };
            for newer in [false, true] {
                if scheme == "both" || (scheme == "nace21") == newer {
                    industries.insert((newer, prefix.clone()), rule.clone());
                }
            }
        }
        let cpv = read(vire_reference::SECTOR_CPV).collect();
        let stem_finder =
            AhoCorasick::new(stems.iter().map(|(stem, ..)| stem)).unwrap_or_else(|e| panic!("built-in code list: {e}"));
        let country = country.to_owned();
        let chances = HashMap::new();
        Self { country, own, accounts, stems, stem_finder, industries, cpv, chances }.as_measured(&SCORES)
    }

    /// The same with the chances that these scores give to industries.
    pub fn as_measured(mut self, scores: &[Score]) -> Self {
        let measured = scores.iter().filter(|s| s.method == Method::Industry.code());
        self.chances = measured.map(|score| (score.rule.clone(), score.chance())).collect();
        self
    }

    /// Ids of own rules in order, to tell which never matched.
    pub fn own(&self) -> &[OwnRule] {
        &self.own
    }

    pub fn of_account(&self, text: &AccountText) -> OfAccount {
        let own = self.own.iter().find(|r| r.supplier.is_empty() && text.account.starts_with(&r.account));
        let own = own.map(|r| Decision { sector: r.sector, method: Method::Override, rule: r.id.clone() });
        let own = own.map(|decision| ByAccount { decision, open_to: SectorSet::NONE });
        OfAccount {
            by_account: own.or_else(|| self.of_chart(text)),
            by_cpv: self.of_cpv(&text.cpv),
            by_words: text.told.map(|told| self.of_words(told)),
        }
    }

    /// By the account's number, unless that is general and the name tells one of the sectors it may be as well.
    fn of_chart(&self, text: &AccountText) -> Option<ByAccount> {
        let chart = if text.standard.is_empty() { &text.account } else { &text.standard };
        let digits: String = chart.chars().filter(char::is_ascii_digit).collect();
        let by_number = longest_prefix(&digits, 3, |p| self.accounts.get(p)).map(|r| r.by_account(Method::Account));
        if by_number.as_ref().is_some_and(|b| b.open_to == SectorSet::NONE) {
            return by_number;
        }
        let stem = |text: &str| self.stem(&format!(" {} ", text.to_lowercase()));
        let by_name = stem(&text.name).or_else(|| stem(&text.group)).map(|r| r.by_account(Method::AccountName));
        let Some(number) = by_number else { return by_name };
        let tells = |name: &ByAccount| name.open_to == SectorSet::NONE && number.open_to.has(name.decision.sector);
        by_name.filter(tells).or(Some(number))
    }

    /// Of all stems in the text the first of the list, which is the longest.
    fn stem(&self, text: &str) -> Option<&Rule> {
        let first = self.stem_finder.find_overlapping_iter(text).map(|found| found.pattern()).min()?;
        Some(&self.stems[first.as_usize()].1)
    }

    /// The sector of a text that is no account's, such as a category or a title, by its longest stem.
    pub fn of_text(&self, text: &str) -> Option<SectorNo> {
        self.stem(&format!(" {} ", text.to_lowercase())).map(|rule| rule.sector)
    }

    /// The sector of the title of a contract: by words that labelled contracts taught, else by its longest stem.
    pub fn of_title(&self, title: &str) -> Option<SectorNo> {
        let words = Country::of(&self.country).and_then(Country::words);
        words.and_then(|words| words.tell(title)).map(|told| told.sector).or_else(|| self.of_text(title))
    }

    pub fn of_cpv(&self, cpv: &str) -> Option<Decision> {
        let digits: String = cpv.chars().take_while(char::is_ascii_digit).collect();
        longest_prefix(&digits, 2, |p| self.cpv.get(p)).map(|rule| rule.decision(Method::Cpv))
    }

    fn of_words(&self, told: Told) -> Likely {
        let rule = format!("words-{}", self.country.to_lowercase());
        let decision = Decision { sector: told.sector, method: Method::Words, rule };
        Likely { decision, sector: told.sector, chance: told.chance, is_telling: true }
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

    /// The sectors that have industries which tell them.
    pub fn told_by_industries(&self) -> SectorSet {
        let telling = self.industries.values().filter(|rule| rule.is_telling);
        telling.fold(SectorSet::NONE, |set, rule| set.with(rule.sector))
    }

    pub fn of_industry(&self, industry: &str) -> Option<Likely> {
        let code: String = industry.chars().filter(|c| *c != '.').take_while(char::is_ascii_digit).collect();
        // The older revision is tried first: registers of past years use it, and codes that both have mean the same.
        let by_revision = |newer| longest_prefix(&code, 2, |p| self.industries.get(&(newer, p.to_owned())));
        let rule = by_revision(false).or_else(|| by_revision(true))?;
        // A rule that was not measured is taken to be as good as all are together.
        let chance = self.chances.get(rule.id.as_str()).or_else(|| self.chances.get("")).copied();
        let decision = rule.decision(Method::Industry);
        let chance = chance.unwrap_or(EVEN);
        Some(Likely { decision, sector: rule.sector, chance, is_telling: rule.is_telling })
    }
}

impl Rule {
    fn decision(&self, method: Method) -> Decision {
        Decision { sector: self.sector, method, rule: self.id.clone() }
    }

    fn by_account(&self, method: Method) -> ByAccount {
        ByAccount { decision: self.decision(method), open_to: self.open_to }
    }
}

/// The value of the longest beginning of `code` that `get` knows, not shorter than `shortest`.
fn longest_prefix<'m, V>(code: &str, shortest: usize, get: impl Fn(&str) -> Option<&'m V>) -> Option<&'m V> {
    (shortest..=code.len()).rev().find_map(|n| get(&code[..n]))
}

#[cfg(test)]
mod tests {
    use vire_reference::sectors::{SECTORS, unclassified};

    use super::*;

    fn sector_of(country: &str, number: &str, name: &str) -> Option<(String, &'static str)> {
        let rules = Rules::new(country, Vec::new());
        let account = AccountText { account: number.into(), name: name.into(), ..AccountText::default() };
        let decision = rules.of_account(&account).by_account?.decision;
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

    /// Pairs of an account and a supplier's industry, each decided by hand with a reason.
    #[test]
    fn the_more_telling_of_account_and_industry_decides() {
        #[derive(Deserialize)]
        struct Pair {
            country: String,
            account: String,
            name: String,
            industry: String,
            sector: String,
            reason: String,
        }
        let pairs = rows::<Pair>(include_str!("pairs.csv"));
        assert!(pairs.len() > 60);
        let mut wrong = Vec::new();
        for pair in pairs {
            let rules = Rules::new(&pair.country, Vec::new());
            let text = AccountText { account: pair.account, name: pair.name, ..AccountText::default() };
            let (account, industry) = (rules.of_account(&text), rules.of_industry(&pair.industry));
            let sector = account.decide(industry.as_ref()).map_or(unclassified(), |decision| decision.sector);
            let id = &SECTORS[usize::from(sector)].id;
            if *id != pair.sector {
                let (number, name) = (text.account, text.name);
                wrong.push(format!("{number} {name} {}: {id}, not {} ({})", pair.industry, pair.sector, pair.reason));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn likely(sector: &str, chance: u8) -> Likely {
        let sector = by_id(sector).unwrap();
        let decision = Decision { sector, method: Method::Words, rule: String::new() };
        Likely { decision, sector, chance, is_telling: true }
    }

    #[test]
    fn the_surer_of_words_and_industry_decides_and_none_with_less_than_an_even_chance() {
        let by_words = |words: Option<Likely>| OfAccount { by_account: None, by_cpv: None, by_words: words };
        let decide = |words: Option<(&str, u8)>, industry: Option<(&str, u8)>| {
            let [words, industry] = [words, industry].map(|l| l.map(|(sector, chance)| likely(sector, chance)));
            let decided = by_words(words).decide(industry.as_ref()).map(|d| d.sector);
            decided.map(|sector| SECTORS[usize::from(sector)].id.as_str())
        };
        assert_eq!(decide(Some(("food", 80)), Some(("ict", 70))), Some("food"));
        assert_eq!(decide(Some(("food", 60)), Some(("ict", 70))), Some("ict"));
        assert_eq!(decide(Some(("food", 70)), Some(("ict", 70))), Some("food"));
        assert_eq!(decide(None, Some(("ict", 49))), None);
        assert_eq!(decide(Some(("food", 50)), Some(("ict", 49))), Some("food"));
        assert_eq!(decide(None, None), None);
    }

    #[test]
    fn a_cpv_code_says_more_than_a_general_account_and_less_than_a_telling_one() {
        let rules = Rules::new("FI", Vec::new());
        let sector = |number: &str| {
            let (account, cpv) = (number.to_owned(), "72000000".to_owned());
            let text = AccountText { account, cpv, ..AccountText::default() };
            let decided = rules.of_account(&text);
            decided.decide(rules.of_industry("88910").as_ref()).map(|d| SECTORS[usize::from(d.sector)].id.as_str())
        };
        assert_eq!(sector("4300"), Some("ict"));
        assert_eq!(sector("4520"), Some("food"));
        assert_eq!(sector("4470"), Some("ict"));
    }

    /// Titles written for this test.
    #[test]
    fn words_of_a_swedish_line_tell_what_was_bought() {
        let words = Country::of("SE").and_then(Country::words).unwrap();
        let sector = |text| words.tell(text).map(|told| SECTORS[usize::from(told.sector)].id.as_str());
        assert_eq!(sector("Rekrytering av chefer"), Some("staffing-training"));
        assert_eq!(sector("Kött och charkprodukter"), Some("food"));
        assert_eq!(sector("Städtjänster i skolor"), Some("cleaning-waste"));
        assert_eq!(sector("Faktura 12345"), None);
        assert!(Country::of("FI").and_then(Country::words).is_none());
    }

    #[test]
    fn industries_of_both_revisions_and_cpv() {
        let rules = Rules::new("FI", Vec::new());
        let cpv = |code: &str| rules.of_cpv(code).map(|d| SECTORS[usize::from(d.sector)].id.clone());
        assert_eq!(cpv("45000000").as_deref(), Some("construction"));
        assert_eq!(cpv("72000000-5").as_deref(), Some("ict"));
        assert_eq!(cpv(""), None);
    }
}
