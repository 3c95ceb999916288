//! A contract as its register has it, for whoever holds contracts against purchases.

use chrono::NaiveDate;

use super::Estimate;
use vire_reference::sectors::SectorNo;

/// A row of a register of contracts. Its texts are as written, and are not to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    pub buyer: String,
    /// Its own number, empty where it has none.
    pub number: String,
    pub title: String,
    pub suppliers: Vec<Party>,
    pub start: Option<NaiveDate>,
    /// None when it runs until further notice.
    pub end: Option<End>,
    /// None where neither a category nor CPV nor its title tells.
    pub sector: Option<SectorNo>,
    /// In cents, net of VAT and for its whole time, as far as the register says so.
    pub cents: Option<i64>,
    /// What stands where the start should, when it is no day or month.
    pub odd_start: Option<String>,
}

/// The end without any option, and with all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// With whom a contract is; what the register does not have is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub id: String,
    pub name: String,
}

/// The suppliers of a row: one, or several in one cell with semicolons, bars or line breaks between. Ids that are not as
/// many as the names belong to none of them.
pub(super) fn parties(names: &str, ids: &str) -> Vec<Party> {
    let split = |text: &str| -> Vec<String> {
        text.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (names, ids) = (split(names), split(ids));
    if names.is_empty() {
        return ids.into_iter().map(|id| Party { id, name: String::new() }).collect();
    }
    let ids = if ids.len() == names.len() { ids } else { vec![String::new(); names.len()] };
    names.into_iter().zip(ids).map(|(name, id)| Party { id, name }).collect()
}

/// Beginnings of words that make a value one of a year or a month.
const BY_TIME: [&str; 10] = ["vuosi", "vuode", "vuotu", "år", "year", "annual", "kk", "kuukau", "mån", "month"];
/// Words that say that a value is not exactly this.
const ABOUT: [&str; 9] = ["noin", "n", "arvio", "arviolta", "ca", "cirka", "ungefär", "about", "approx"];
/// Words that say that a value includes VAT.
const WITH_VAT: [&str; 7] = ["sis", "sisältää", "sisältäen", "inkl", "inklusive", "incl", "including"];
/// Words of currencies, and the currencies that they may be.
const CURRENCIES: [(&str, &str); 9] = [
    ("€", "EUR"),
    ("eur", "EUR"),
    ("euroa", "EUR"),
    ("kr", "SEK NOK DKK"),
    ("kronor", "SEK"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("usd", "USD"),
];

/// The value of a whole contract in cents; none where the header or the cell makes it one of a year, with VAT, in another
/// currency than the buyer's, between limits, or about so much.
pub(super) fn whole_value(value: &Estimate, header: &str, currency: &str) -> Option<i64> {
    let said = format!("{header} {}", value.text).to_lowercase();
    let words = || said.split(|c: char| !(c.is_alphabetic() || c == '€')).filter(|word| !word.is_empty());
    let is_foreign = |word: &str| CURRENCIES.iter().any(|(name, of)| *name == word && !of.contains(currency));
    let is_listed = |word: &str| WITH_VAT.contains(&word) || ABOUT.contains(&word);
    let is_other = |word: &str| BY_TIME.iter().any(|by| word.starts_with(by)) || is_listed(word) || is_foreign(word);
    value.low.filter(|low| value.high == Some(*low) && *low > 0 && !words().any(is_other))
}

#[cfg(test)]
mod tests {
    use super::super::value;
    use super::*;
    use vire_ingest::read::Cell;

    #[test]
    fn several_suppliers_stand_in_one_cell() {
        let party = |id: &str, name: &str| Party { id: id.to_owned(), name: name.to_owned() };
        assert_eq!(parties("A Oy; B Oy", "1-2 ;3-4"), [party("1-2", "A Oy"), party("3-4", "B Oy")]);
        assert_eq!(parties("A Oy|B Oy", "1-2"), [party("", "A Oy"), party("", "B Oy")]);
        assert_eq!(parties("", "1-2"), [party("1-2", "")]);
        assert_eq!(parties("Rakennus, Purku ja Maa Oy", ""), [party("", "Rakennus, Purku ja Maa Oy")]);
        assert!(parties(" ; ", "").is_empty());
    }

    #[track_caller]
    fn check(text: &str, header: &str, currency: &str, expected: Option<i64>) {
        let value = value::read(&Cell::Text(text), header);
        assert_eq!(whole_value(&value, header, currency), expected, "{header}: {text}");
    }

    #[test]
    fn only_values_of_whole_contracts_net_of_vat_are_taken() {
        check("240000", "Sopimuksen arvo", "EUR", Some(24_000_000));
        check("240 000 €", "Sopimuksen arvo (alv 0 %)", "EUR", Some(24_000_000));
        check("240 000", "Vuosiarvo", "EUR", None);
        check("240 000", "Årligt värde", "SEK", None);
        check("240 000", "Arvo sis. alv", "EUR", None);
        check("240 000 kr", "Värde", "SEK", Some(24_000_000));
        check("240 000 kr", "Arvo", "EUR", None);
        check("240 000 €", "Värde", "SEK", None);
        check("100 000–200 000 €", "Arvo", "EUR", None);
        check("alle 60 000 €", "Arvo", "EUR", None);
        check("noin 50 000", "Arvo", "EUR", None);
        check("n. 1000", "Arvo", "EUR", None);
        check("0", "Arvo", "EUR", None);
        check("", "Arvo", "EUR", None);
    }
}
