//! Which suppliers the buyer and other municipalities own, from a table of stakes.
//!
//! In come rows of companies, owners, shares and days; out comes what each supplier is to the buyer in a year. Always true:
//! a supplier is in exactly one class in a year, the shares of a company never come to more than all of it, and no person is
//! owned. What a supplier is for a year is what it is on the year's last day.

pub mod settings;

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::text::header_key;
use vire_ingest::read::Cell;
use vire_ingest::table::columns;
use vire_reference::ids::{self, Reading};
use vire_reference::names::{self, Kind};
use vire_reference::places::PLACES;

use self::settings::{OwnedField, Source};
use crate::sheets::{Column, Row, Sheet, field_name};
use crate::short::{Context, ShortTables};
use crate::suppliers::register::history;
use crate::suppliers::{Given, Supplier};

impl Column for OwnedField {
    const TABLE: &'static str = "table of owned companies";
    const NEEDED: &'static [(&'static str, &'static [Self])] = &[
        ("companies", &[Self::SupplierId, Self::Supplier]),
        ("owners", &[Self::Owner]),
        ("shares in percent", &[Self::Share]),
    ];
    const EXAMPLE: &'static str =
        "columns = { supplier_id = \"Y-tunnus\", owner = \"Omistaja\", share = \"Omistusosuus\" } in [owned]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, OwnedField>> =
            LazyLock::new(|| columns::headers(vire_reference::OWNED_COLUMNS));
        &ALIASES
    }
}

/// What a supplier is to the buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ownership {
    /// An in-house company of the buyer.
    InHouse,
    /// The buyer owns a part of it or counts it to its group, and it is not said to be in-house.
    Own,
    /// Other municipalities or public bodies own a part of it, and the buyer none.
    Others,
    PublicBody,
    Association,
    /// Companies, co-operatives, sole traders and persons, of here or abroad, that no table says to be owned.
    Private,
    Unknown,
}

impl Ownership {
    pub const ALL: [Self; 7] =
        [Self::InHouse, Self::Own, Self::Others, Self::PublicBody, Self::Association, Self::Private, Self::Unknown];

    /// Where no table tells more.
    pub fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::OwnGroup => Self::Own,
            Kind::PublicBody => Self::PublicBody,
            Kind::Association => Self::Association,
            Kind::Company | Kind::CoOperative | Kind::SoleTrader | Kind::Person | Kind::Foreign => Self::Private,
            Kind::Redacted | Kind::Unnamed | Kind::Unknown => Self::Unknown,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::InHouse => "in-house",
            Self::Own => "own",
            Self::Others => "other-municipalities",
            Self::PublicBody => "public-body",
            Self::Association => "association",
            Self::Private => "private",
            Self::Unknown => "unknown",
        }
    }
}

/// The whole of a company, in the hundredths of percents that shares are held in.
pub const WHOLE: u32 = 10_000;

/// A part of a company that one owner has for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stake {
    /// The buyer.
    is_own: bool,
    /// As [`header_key`] has it, to tell owners apart.
    owner: String,
    share: u32,
    is_in_house: bool,
    days: RangeInclusive<i32>,
    /// The file and row that it stands in.
    place: String,
}

/// What the tables say, by key of the supplier.
#[derive(Clone, Debug, Default)]
pub struct Owned {
    stakes: BTreeMap<String, Vec<Stake>>,
    pub tables: ShortTables,
}

/// The stakes in suppliers of the run, by their numbers.
#[derive(Debug, Default)]
pub struct Stakes(FxHashMap<u32, Vec<Stake>>);

/// What one supplier is to the buyer on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    pub ownership: Ownership,
    /// What the buyer owns of it, of [`WHOLE`].
    pub own_share: u32,
}

impl Standing {
    /// Where no table tells more.
    pub fn of_kind(kind: Kind) -> Self {
        Self { ownership: Ownership::of_kind(kind), own_share: 0 }
    }
}

impl Owned {
    /// Reads all tables. `is_own` tells whether a text names the buyer.
    ///
    /// # Errors
    /// All faults of a file at once, each with its row: a company without an id or a name, an owner that nobody knows, a share
    /// that is none, and rows that contradict each other.
    pub fn read(
        source: &Source,
        context: &Context<'_>,
        country: &str,
        is_own: impl Fn(&str) -> bool,
    ) -> Result<Self, InputError> {
        let help = "a row has the company's business id or name, its owner (\"self\", a municipality or a public body), and \
                    the owner's share in percent, such as 12.5; days are written as 31.12.2024 or 2024-12-31";
        let mut owned = Self::default();
        let take = |_: &Sheet<OwnedField>, row: &Row<OwnedField>, place| {
            let (key, stake) = stake(row, place, country, &is_own)?;
            owned.add(key, stake)
        };
        let tables = ShortTables::read(&source.files, &source.columns, context, (Code::OwnedTable, help), take)?;
        owned.tables = tables;
        Ok(owned)
    }

    /// Takes a row, unless another contradicts it.
    fn add(&mut self, key: String, new: Stake) -> Result<(), String> {
        let held = self.stakes.entry(key).or_default();
        let overlaps = |a: &&Stake| a.days.start() <= new.days.end() && new.days.start() <= a.days.end();
        let same = held.iter().filter(overlaps).find(|a| a.owner == new.owner);
        if let Some(same) = same {
            return Err(format!("this owner's share in the company for these days stands in {} already", same.place));
        }
        // What is open at once is most on a first day.
        let first_days = held.iter().filter(overlaps).map(|a| *a.days.start().max(new.days.start()));
        let open = |day: i32| held.iter().filter(|a| a.days.contains(&day)).map(|a| a.share).sum::<u32>() + new.share;
        if let Some(day) = first_days.chain([*new.days.start()]).find(|day| open(*day) > WHOLE) {
            let others: Vec<&str> = held.iter().filter(|a| a.days.contains(&day)).map(|a| a.place.as_str()).collect();
            return Err(format!("with {} the shares in the company are more than 100 %", others.join("; ")));
        }
        held.push(new);
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.stakes.is_empty()
    }

    /// The stakes in these suppliers, by their keys or, where the table names no id, their names. Persons are not owned.
    pub fn held(&self, suppliers: &[Supplier], given: &Given) -> Stakes {
        if self.is_empty() {
            return Stakes::default();
        }
        let stakes: HashMap<&str, &Vec<Stake>> = self
            .stakes
            .iter()
            .map(|(key, stakes)| (given.same.get(key).map_or(key.as_str(), String::as_str), stakes))
            .collect();
        let of = |supplier: &Supplier| {
            let by_name = || supplier.name_keys.iter().find_map(|name| stakes.get(format!("name:{name}").as_str()));
            stakes.get(supplier.key.as_str()).or_else(by_name).map(|stakes| (*stakes).clone())
        };
        let companies = (0..).zip(suppliers).filter(|(_, s)| s.kind.is_supplier() && !s.kind.is_personal());
        Stakes(companies.filter_map(|(number, supplier)| Some((number, of(supplier)?))).collect())
    }

    /// How many companies there are, and how many of them are suppliers of the run.
    pub fn said(&self, held: &Stakes) -> Option<String> {
        let (companies, found) = (self.stakes.len(), held.0.len());
        (!self.is_empty())
            .then(|| format!("of {companies} owned companies {found} are among the suppliers of the purchases"))
    }
}

impl Stakes {
    /// What a supplier is to the buyer on a day; on no day, what it is by rows without an end.
    pub fn standing(&self, supplier: u32, kind: Kind, day: impl FnOnce() -> Option<i32>) -> Standing {
        let by_kind = Standing::of_kind(kind);
        let Some(stakes) = self.0.get(&supplier) else { return by_kind };
        let day = day().unwrap_or(i32::MAX);
        let open = || stakes.iter().filter(|stake| stake.days.contains(&day));
        let own_share = open().filter(|stake| stake.is_own).map(|stake| stake.share).sum();
        let ownership = match (open().any(|stake| stake.is_in_house), own_share, open().next()) {
            (true, ..) => Ownership::InHouse,
            (false, 1.., _) => Ownership::Own,
            (false, 0, Some(_)) if by_kind.ownership != Ownership::Own => Ownership::Others,
            _ => by_kind.ownership,
        };
        Standing { ownership, own_share }
    }

    /// Whether what a supplier is depends on the year.
    pub fn change(&self, supplier: u32) -> bool {
        let always = i32::MIN..=i32::MAX;
        self.0.get(&supplier).is_some_and(|stakes| stakes.iter().any(|stake| stake.days != always))
    }
}

/// What a row says, with the key of the company, or what is wrong with it.
fn stake(
    row: &Row<OwnedField>,
    place: String,
    country: &str,
    is_own: &impl Fn(&str) -> bool,
) -> Result<(String, Stake), String> {
    let key = company(row, country)?;
    let owner = row.text(OwnedField::Owner);
    let is_own = is_self(&owner) || is_own(&owner);
    let is_known = is_own || PLACES.municipality(country, &owner).is_some() || names::is_public_body(&owner, None);
    if !is_known {
        return Err(format!("owner: \"{owner}\" is neither the buyer, a municipality nor a public body"));
    }
    let said = row.text(OwnedField::InHouse);
    let is_in_house = match said.as_str() {
        "" => false,
        said => yes(said).ok_or_else(|| format!("in_house: \"{said}\" is neither yes nor no"))?,
    };
    if is_in_house && !is_own {
        return Err(
            "in_house says what the company is to the buyer, and stands in the row of the buyer's share".to_owned()
        );
    }
    let days = day(row, OwnedField::From)?.unwrap_or(i32::MIN)..=day(row, OwnedField::To)?.unwrap_or(i32::MAX);
    if days.is_empty() {
        return Err("its last day is before its first".to_owned());
    }
    let share = share(row)?;
    let owner = if is_own { "self".to_owned() } else { header_key(&owner) };
    Ok((key, Stake { is_own, owner, share, is_in_house, days, place }))
}

/// The key by which suppliers have the company of a row.
fn company(row: &Row<OwnedField>, country: &str) -> Result<String, String> {
    let [id, name] = [OwnedField::SupplierId, OwnedField::Supplier].map(|field| row.text(field));
    match ids::read(&id, country) {
        Reading::Business(id) => Ok(id.key()),
        Reading::Person { .. } => Err("supplier_id is that of a person".to_owned()),
        _ if !id.is_empty() => Err(format!("supplier_id: \"{id}\" is no business id")),
        _ => match names::key(&name, country) {
            key if key.is_empty() => Err("the company is missing: its business id or its name".to_owned()),
            key => Ok(format!("name:{key}")),
        },
    }
}

/// What a text says that answers yes or no.
fn yes(text: &str) -> Option<bool> {
    match header_key(text).as_str() {
        "yes" | "y" | "kyllä" | "k" | "ja" | "x" | "true" | "1" => Some(true),
        "no" | "n" | "ei" | "e" | "nej" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// Words for the buyer itself.
fn is_self(owner: &str) -> bool {
    matches!(header_key(owner).as_str(), "self" | "own" | "oma" | "itse" | "egen" | "själv" | "sjalv")
}

/// A share in percent, in hundredths of percents.
fn share(row: &Row<OwnedField>) -> Result<u32, String> {
    let text = row.text(OwnedField::Share);
    let wrong = || format!("share: \"{text}\" is no share in percent above 0, and at most 100 with two decimals");
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '%').collect();
    let (whole, decimals) = plain.split_once([',', '.']).unwrap_or((&plain, ""));
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 2 || !is_number(whole) || !is_number(decimals) {
        return Err(wrong());
    }
    let share: u32 = format!("{whole}{decimals:0<2}").parse().map_err(|_| wrong())?;
    if (1..=WHOLE).contains(&share) { Ok(share) } else { Err(wrong()) }
}

fn day(row: &Row<OwnedField>, field: OwnedField) -> Result<Option<i32>, String> {
    if let Cell::Date(days) = row.cell(field) {
        return Ok(Some(days));
    }
    let text = row.text(field);
    history::day(&text).map_err(|()| format!("{}: \"{text}\" is no day", field_name(&field)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stake(owner: &str, share: u32, days: RangeInclusive<i32>) -> Stake {
        let (is_own, owner, place) = (owner == "self", owner.to_owned(), format!("row of {owner}"));
        Stake { is_own, is_in_house: is_own && share > 1_000, owner, share, days, place }
    }

    const ALWAYS: RangeInclusive<i32> = i32::MIN..=i32::MAX;

    fn standing(stakes: &[Stake], kind: Kind, day: i32) -> (Ownership, u32) {
        let stakes = Stakes(std::iter::once((7, stakes.to_vec())).collect());
        let Standing { ownership, own_share } = stakes.standing(7, kind, || Some(day));
        (ownership, own_share)
    }

    #[test]
    fn a_supplier_is_one_thing_on_a_day() {
        let (own, others) = (stake("self", 6_000, ALWAYS), stake("hamina", 4_000, ALWAYS));
        assert_eq!(standing(&[own.clone(), others.clone()], Kind::Company, 0), (Ownership::InHouse, 6_000));
        let small = stake("self", 900, 100..=200);
        assert_eq!(standing(&[small.clone(), others.clone()], Kind::Company, 100), (Ownership::Own, 900));
        assert_eq!(standing(&[small.clone(), others.clone()], Kind::Company, 201), (Ownership::Others, 0));
        assert_eq!(standing(&[small], Kind::Company, 99), (Ownership::Private, 0));
        assert_eq!(standing(std::slice::from_ref(&others), Kind::OwnGroup, 0), (Ownership::Own, 0));
        assert_eq!(Stakes::default().standing(7, Kind::PublicBody, || None).ownership, Ownership::PublicBody);
    }

    #[test]
    fn shares_of_one_company_come_to_no_more_than_all_of_it() {
        let mut owned = Owned::default();
        let mut add = |stake: Stake| owned.add("fi:1".to_owned(), stake);
        assert_eq!(add(stake("self", 6_000, ALWAYS)), Ok(()));
        assert_eq!(add(stake("hamina", 4_000, i32::MIN..=99)), Ok(()));
        assert_eq!(add(stake("kouvola", 4_000, 100..=i32::MAX)), Ok(()));
        assert!(add(stake("pyhtää", 1, 99..=100)).is_err());
        assert!(add(stake("self", 1, 5..=6)).is_err(), "the same owner twice");
    }
}
