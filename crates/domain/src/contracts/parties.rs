//! Which suppliers of the run contracts are with.

use std::collections::HashMap;

use vire_reference::ids::{self, BusinessId, Reading};
use vire_reference::names;

use crate::calendar::register::Party;
use crate::suppliers::{Given, Supplier};

/// How the suppliers of a contract were found; of several the surest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Found {
    /// By its business id.
    Id,
    /// By a name that one supplier of the run has.
    Name,
    /// It is none of the suppliers of the run.
    Absent,
    /// Its name is that of several suppliers.
    Ambiguous,
    /// It is, or may be, a person, whose purchases are not told.
    Person,
    /// The register names none.
    Unnamed,
}

impl Found {
    /// In the order of their declaration.
    pub const ALL: [Self; 6] = [Self::Id, Self::Name, Self::Absent, Self::Ambiguous, Self::Person, Self::Unnamed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Absent => "absent",
            Self::Ambiguous => "ambiguous",
            Self::Person => "person",
            Self::Unnamed => "unnamed",
        }
    }

    /// A supplier of the run has the contract.
    pub fn is_found(self) -> bool {
        matches!(self, Self::Id | Self::Name)
    }
}

/// The suppliers of the run by what contracts call them.
pub(crate) struct Finder<'a> {
    suppliers: &'a [Supplier],
    given: &'a Given,
    by_key: HashMap<&'a str, u32>,
    /// None where several suppliers have the name.
    by_name: HashMap<&'a str, Option<u32>>,
}

impl<'a> Finder<'a> {
    pub fn new(suppliers: &'a [Supplier], given: &'a Given) -> Self {
        let by_key = (0..).zip(suppliers).map(|(number, s)| (s.key.as_str(), number)).collect();
        let mut by_name: HashMap<&str, Option<u32>> = HashMap::new();
        for (number, supplier) in (0..).zip(suppliers) {
            for name in supplier.name_keys.iter().filter(|name| !name.is_empty()) {
                by_name.entry(name).and_modify(|held| *held = None).or_insert(Some(number));
            }
        }
        Self { suppliers, given, by_key, by_name }
    }

    /// The suppliers of a contract, and how the surest of them was found.
    pub fn find(&self, parties: &[Party]) -> (Vec<u32>, Found) {
        let found: Vec<Result<(u32, Found), Found>> = parties.iter().flat_map(|party| self.parties(party)).collect();
        let how = found.iter().map(|found| found.map_or_else(|how| how, |(_, how)| how)).min();
        (found.into_iter().filter_map(|found| Some(found.ok()?.0)).collect(), how.unwrap_or(Found::Unnamed))
    }

    /// The supplier of a party, or several where it is none but all that its name lists are suppliers of the run.
    fn parties(&self, party: &Party) -> Vec<Result<(u32, Found), Found>> {
        let one = self.party(party);
        if one != Err(Found::Absent) || !party.id.is_empty() {
            return vec![one];
        }
        let listed =
            [" ja ", " och ", " and ", " & "].iter().fold(party.name.clone(), |name, and| name.replace(and, ","));
        let parts = listed.split([',', '/']).map(|name| Party { id: String::new(), name: name.trim().to_owned() });
        let several: Vec<Result<(u32, Found), Found>> = parts.map(|part| self.party(&part)).collect();
        if several.len() > 1 && several.iter().all(Result::is_ok) { several } else { vec![one] }
    }

    /// A supplier by its id, else by its name; a name never leads to a supplier that has another id.
    fn party(&self, party: &Party) -> Result<(u32, Found), Found> {
        let country = self.given.country.as_str();
        let id = match ids::read(&party.id, country) {
            Reading::Business(id) => Some(id),
            Reading::Person { .. } => return Err(Found::Person),
            _ => ids::in_name(&party.name, country),
        };
        if let Some(number) = id.as_ref().and_then(|id| self.keyed(&id.key())) {
            return self.no_person(number, Found::Id);
        }
        let name = names::key(&party.name, country);
        if name.is_empty() {
            return Err(if id.is_some() { Found::Absent } else { Found::Unnamed });
        }
        if let Some(number) = self.keyed(&format!("name:{name}")) {
            return self.no_person(number, Found::Name);
        }
        match self.by_name.get(name.as_str()) {
            Some(Some(number)) if self.is_other(*number, id.as_ref()) => Err(Found::Absent),
            Some(Some(number)) => self.no_person(*number, Found::Name),
            Some(None) => Err(Found::Ambiguous),
            None => Err(Found::Absent),
        }
    }

    /// By a key, as the user's decisions have it.
    fn keyed(&self, key: &str) -> Option<u32> {
        let key = self.given.same.get(key).map_or(key, String::as_str);
        self.by_key.get(key).copied()
    }

    fn is_other(&self, number: u32, id: Option<&BusinessId>) -> bool {
        let own = self.suppliers[number as usize].id.as_ref();
        own.zip(id).is_some_and(|(own, id)| own != id)
    }

    fn no_person(&self, number: u32, how: Found) -> Result<(u32, Found), Found> {
        if self.suppliers[number as usize].kind.is_personal() { Err(Found::Person) } else { Ok((number, how)) }
    }
}
