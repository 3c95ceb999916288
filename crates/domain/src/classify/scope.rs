//! What belongs to external purchases, and what is left out, by rules that are data.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::suppliers::{Given, Supplier};
use vire_ingest::line::{AccountText, Party};
use vire_reference::country::{self, Country, lists};
use vire_reference::ids::BusinessId;
use vire_reference::labels::Labels;
use vire_reference::names::{How, padded};
use vire_reference::{SCOPE_RULES, rows};

/// A rule: all groups of conditions that are filled must hold, each by one of its patterns.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    pub id: String,
    pub built_in: bool,
    pub label: Labels,
    clauses: Vec<Clause>,
}

#[derive(Clone, Debug, Default)]
struct Clause {
    account: Vec<Pattern>,
    supplier: Vec<Pattern>,
    unit: Vec<Pattern>,
}

#[derive(Clone, Debug)]
enum Pattern {
    /// Beginning of the account number.
    Number(String),
    AccountName(How, String),
    AccountGroup(How, String),
    /// Key of a supplier with an id.
    Supplier(String),
    SupplierName(How, String),
    Unit(String),
}

/// Rules in order; the first that holds decides. Limited to 128 clauses, so that a set of them is one number.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub rules: Vec<Rule>,
}

/// Clauses whose conditions on one side of a line hold, as bits.
pub type Clauses = u128;

#[derive(Deserialize)]
struct Row {
    rule: String,
    field: String,
    #[serde(rename = "match")]
    how: How,
    pattern: String,
    /// The only one there is so far.
    #[serde(rename = "treatment")]
    _treatment: String,
    #[serde(flatten)]
    label: Labels,
}

/// A rule of the pipeline file.
#[derive(Clone, Debug, Default)]
pub struct OwnRule {
    pub id: String,
    pub enabled: bool,
    pub account: Vec<String>,
    pub account_name: Vec<String>,
    pub account_group: Vec<String>,
    pub supplier: Vec<String>,
    pub unit: Vec<String>,
}

impl Rules {
    /// The user's rules, then the built-in ones of the country that they neither replace nor switch off.
    /// `itself`: keys of the buyer's own organisation, by id and by name, whose sales are internal.
    pub fn new(country: &str, own: &[OwnRule], itself: &[String]) -> Self {
        let mut rules: Vec<Rule> = own.iter().filter(|r| r.enabled).map(own_rule).collect();
        if !itself.is_empty() {
            let supplier = itself.iter().map(|key| Pattern::Supplier(key.clone())).collect();
            let label = Labels::new([("en", "Internal purchases"), ("fi", "Sisäiset ostot"), ("sv", "Interna köp")]);
            rules.push(Rule {
                id: "internal".into(),
                built_in: true,
                label,
                clauses: vec![Clause { supplier, ..Clause::default() }],
            });
        }
        for built_in in built_in(country) {
            if own.iter().any(|r| r.id == built_in.id) {
                continue;
            }
            match rules.iter_mut().find(|r| r.id == built_in.id) {
                Some(rule) => rule.clauses.extend(built_in.clauses),
                None => rules.push(built_in),
            }
        }
        Self { rules }
    }

    pub fn clause_count(&self) -> usize {
        self.clauses().count()
    }

    fn clauses(&self) -> impl Iterator<Item = (usize, &Clause)> {
        self.rules.iter().enumerate().flat_map(|(i, rule)| rule.clauses.iter().map(move |c| (i, c)))
    }

    fn bits(&self, holds: impl Fn(&Clause) -> bool) -> Clauses {
        self.clauses().enumerate().filter(|(_, (_, c))| holds(c)).fold(0, |bits, (i, _)| bits | 1 << i)
    }

    pub fn of_account(&self, text: &AccountText) -> Clauses {
        let (name, group) = (padded(&text.name), padded(&text.group));
        self.bits(|c| {
            c.account.is_empty()
                || c.account.iter().any(|p| match p {
                    Pattern::Number(prefix) => {
                        text.account.starts_with(prefix.as_str()) || text.standard.starts_with(prefix.as_str())
                    }
                    Pattern::AccountName(how, pattern) => how.matches(&name, pattern),
                    Pattern::AccountGroup(how, pattern) => how.matches(&group, pattern),
                    _ => false,
                })
        })
    }

    pub fn of_supplier(&self, supplier: &Supplier) -> Clauses {
        let name = padded(&supplier.name);
        self.bits(|c| {
            c.supplier.is_empty()
                || c.supplier.iter().any(|p| match p {
                    Pattern::Supplier(key) => {
                        Given::is_of_group(key, &supplier.key, supplier.name_keys.iter().map(String::as_str))
                    }
                    Pattern::SupplierName(how, pattern) => how.matches(&name, pattern),
                    _ => false,
                })
        })
    }

    pub fn of_party(&self, party: &Party) -> Clauses {
        let unit = padded(&party.unit);
        self.bits(|c| {
            c.unit.is_empty() || c.unit.iter().any(|p| matches!(p, Pattern::Unit(pattern) if unit.contains(pattern)))
        })
    }

    /// For each clause bit the number of its rule, to look up by the lowest bit of three sides joined.
    pub fn rule_of_clause(&self) -> Vec<u8> {
        self.clauses().map(|(rule, _)| rule as u8).collect()
    }
}

/// One pattern of a built-in rule, to show.
pub struct BuiltIn {
    pub id: String,
    pub country: String,
    pub field: String,
    pub how: &'static str,
    pub pattern: String,
    pub label: Labels,
}

/// The built-in rules as they are listed, in order.
pub fn built_in_rows() -> Vec<BuiltIn> {
    let how = |how| match how {
        How::Prefix => "begins with",
        How::Contains => "contains",
        How::Word => "has the word",
        How::Suffix => "ends with",
        How::Exact => "is",
    };
    let shown = |(country, r): (&str, Row)| BuiltIn {
        id: r.rule,
        country: country.to_owned(),
        field: r.field,
        how: how(r.how),
        pattern: r.pattern,
        label: r.label,
    };
    let everywhere = rows(SCOPE_RULES).into_iter().map(|row| ("*", row));
    let of_countries = country::all().flat_map(|c| c.rows(lists::SCOPE_RULES).into_iter().map(|row| (c.code, row)));
    let rules: Vec<BuiltIn> = everywhere.chain(of_countries).map(shown).collect();
    let mut ids: Vec<&str> = rules.iter().map(|r| r.id.as_str()).collect();
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(*id));
    let order: HashMap<String, usize> = ids.into_iter().enumerate().map(|(at, id)| (id.to_owned(), at)).collect();
    let mut rules = rules;
    rules.sort_by_key(|r| order.get(&r.id).copied());
    rules
}

fn built_in(country: &str) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let of_country: Vec<Row> = Country::of(country).map(|c| c.rows(lists::SCOPE_RULES)).unwrap_or_default();
    for row in rows(SCOPE_RULES).into_iter().chain(of_country) {
        let at = rules.iter().position(|r| r.id == row.rule).unwrap_or_else(|| {
            // One clause for the accounts, one for the suppliers: either suffices.
            let label = row.label.clone();
            rules.push(Rule { id: row.rule.clone(), built_in: true, label, clauses: Vec::new() });
            rules.len() - 1
        });
        let pattern = row.pattern.to_lowercase();
        let (account, pattern) = match row.field.as_str() {
            "account" => (true, Pattern::Number(pattern)),
            "account_name" => (true, Pattern::AccountName(row.how, pattern)),
            "account_group" => (true, Pattern::AccountGroup(row.how, pattern)),
            _ => (false, Pattern::SupplierName(row.how, pattern)),
        };
        let clauses = &mut rules[at].clauses;
        let held = clauses.iter().position(|c| c.account.is_empty() != account).unwrap_or_else(|| {
            clauses.push(Clause::default());
            clauses.len() - 1
        });
        let side = if account { &mut clauses[held].account } else { &mut clauses[held].supplier };
        side.push(pattern);
    }
    rules
}

fn own_rule(rule: &OwnRule) -> Rule {
    let lower = |texts: &[String]| texts.iter().map(|t| t.to_lowercase()).collect::<Vec<_>>();
    let mut account: Vec<Pattern> = rule.account.iter().map(|p| Pattern::Number(p.clone())).collect();
    account.extend(lower(&rule.account_name).into_iter().map(|p| Pattern::AccountName(How::Contains, p)));
    account.extend(lower(&rule.account_group).into_iter().map(|p| Pattern::AccountGroup(How::Contains, p)));
    let supplier = rule.supplier.iter().map(|text| match BusinessId::of_key(text) {
        Some(_) => Pattern::Supplier(text.clone()),
        None => Pattern::SupplierName(How::Contains, text.to_lowercase()),
    });
    let unit = lower(&rule.unit).into_iter().map(Pattern::Unit).collect();
    let clause = Clause { account, supplier: supplier.collect(), unit };
    Rule { id: rule.id.clone(), built_in: false, label: Labels::same(&rule.id), clauses: vec![clause] }
}

/// The supplier pattern of a user's rule: a key when the text is a business id, else a part of a name.
pub fn supplier_pattern(text: &str, country: &str) -> String {
    match vire_reference::ids::read(text, country) {
        vire_reference::ids::Reading::Business(id) => id.key(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(rules: &Rules, account: &str, name: &str, group: &str) -> Option<String> {
        let text =
            AccountText { account: account.into(), name: name.into(), group: group.into(), ..AccountText::default() };
        let all = rules.of_account(&text) & rules.of_party(&Party::default());
        // A supplier that no rule names.
        let bits = all & rules.bits(|c| c.supplier.is_empty());
        let rule = rules.rule_of_clause().get(bits.trailing_zeros() as usize).copied();
        rule.filter(|_| bits != 0).map(|r| rules.rules[usize::from(r)].id.clone())
    }

    #[test]
    fn built_in_rules_hold_out_what_is_no_purchase() {
        let rules = Rules::new("FI", &[], &[]);
        assert!(rules.clause_count() <= 128);
        assert_eq!(scope(&rules, "1808", "PALAUTUSKELPOISET", "").as_deref(), Some("refundable-vat"));
        assert_eq!(scope(&rules, "4742", "Avustukset yhteisöille", "").as_deref(), Some("grants"));
        assert_eq!(scope(&rules, "4390", "Kunnossapito", "Sisäiset palvelujen ostot").as_deref(), Some("internal"));
        assert_eq!(scope(&rules, "4342", "ICT-palvelut", "Ulkoiset palvelujen ostot"), None);
    }

    /// Names as charts of accounts and ledgers of each country have them.
    #[test]
    fn refundable_vat_is_held_out_by_country() {
        let held: [(&str, &[(&str, &str)]); 12] = [
            (
                "SE",
                &[
                    ("1677", "Ingående mervärdesskatt, skattefria verksamheter (Ludvikamomsen)"),
                    ("1678", "Ludvikamoms, EU-förvärv"),
                    ("1684", "Fordran kommunmoms"),
                    ("16770", ""),
                    ("1687", "Mervärdesskatt, köp av tjänster"),
                    ("2641", "Debiterad ingående moms"),
                    ("", "Momsfordran"),
                ],
            ),
            (
                "FI",
                &[
                    ("1808", ""),
                    ("", "Palautuskelpoinen arvonlisävero"),
                    ("", "Alv-saamiset"),
                    ("", "Vähennettävä ALV"),
                ],
            ),
            (
                "NO",
                &[
                    ("429", "Merverdiavgift"),
                    ("1429", "Inngående mva"),
                    ("", "Momskompensasjon"),
                    ("", "Mva-kompensasjon"),
                ],
            ),
            ("DK", &[("", "Købsmoms"), ("", "Indgående moms")]),
            ("EE", &[("", "Sisendkäibemaks")]),
            ("IS", &[("", "Innskattur")]),
            ("DE", &[("1576", "Abziehbare Vorsteuer 19 %")]),
            ("NL", &[("", "Te vorderen BTW"), ("", "Compensabele BTW")]),
            ("FR", &[("", "TVA déductible")]),
            ("GB", &[("", "Input VAT"), ("", "VAT recoverable")]),
            ("CA", &[("", "HST rebate receivable")]),
            ("ES", &[("", "IVA soportado")]),
        ];
        for (country, accounts) in held {
            let rules = Rules::new(country, &[], &[]);
            assert!(rules.clause_count() <= 128);
            for (account, name) in accounts {
                let rule = scope(&rules, account, name, "");
                assert_eq!(rule.as_deref(), Some("refundable-vat"), "{country}: {account} {name}");
            }
        }
    }

    /// What cannot be got back is a cost as any other.
    #[test]
    fn vat_that_is_a_cost_stays() {
        let costs = [
            ("SE", "6992", "Ej avdragsgill moms"),
            ("SE", "7540", "Konsulttjänster"),
            ("SE", "26", "Kurser"),
            ("NO", "1200", "Kontormateriell"),
            ("GB", "5100", "Irrecoverable VAT"),
            ("FI", "4342", "ICT-palvelut"),
            ("CA", "5100", "Harvest equipment"),
        ];
        for (country, account, name) in costs {
            assert_eq!(scope(&Rules::new(country, &[], &[]), account, name, ""), None, "{country}: {account} {name}");
        }
    }

    #[test]
    fn a_rule_of_the_user_replaces_a_built_in_one() {
        let own = OwnRule { id: "grants".into(), enabled: true, account: vec!["4799".into()], ..OwnRule::default() };
        let rules = Rules::new("FI", &[own], &[]);
        assert_eq!(scope(&rules, "4742", "Avustukset yhteisöille", ""), None);
        assert_eq!(scope(&rules, "47990", "x", "").as_deref(), Some("grants"));
        let off = OwnRule { id: "grants".into(), enabled: false, ..OwnRule::default() };
        assert_eq!(scope(&Rules::new("FI", &[off], &[]), "4742", "Avustukset yhteisöille", ""), None);
    }
}
