//! Columns by their headers, for any table that has a list of known spellings.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use vire_base::text::header_key;

/// Rows at the head of a sheet in which the header of a table is looked for, whatever the table is of; what stands
/// further down is none. Files of exchange rates are small and held whole, so that theirs may stand anywhere.
pub const LOOK_AHEAD: usize = 200;

/// Header spellings of a code list with the columns `field` and `header`, by [`header_key`].
pub fn headers<F: DeserializeOwned>(list: &str) -> HashMap<String, F> {
    #[derive(Deserialize)]
    struct Row<F> {
        field: F,
        header: String,
    }
    vire_reference::rows::<Row<F>>(list).into_iter().map(|r| (header_key(&r.header), r.field)).collect()
}

/// Columns by what their headers mean: given ones first, then known spellings. Of several columns of one field, also of
/// one header that stands twice, the leftmost is taken.
pub fn columns<'t, F: Copy + Ord>(
    headers: impl Iterator<Item = (usize, &'t str)>,
    given: &BTreeMap<F, String>,
    known: &HashMap<String, F>,
) -> BTreeMap<F, usize> {
    let mut columns = BTreeMap::new();
    for (field, i) in meant(headers, given, known) {
        columns.entry(field).or_insert(i);
    }
    columns
}

/// All columns whose headers mean a field, from the left.
pub fn meant<'t, F: Copy + Ord>(
    headers: impl Iterator<Item = (usize, &'t str)>,
    given: &BTreeMap<F, String>,
    known: &HashMap<String, F>,
) -> impl Iterator<Item = (F, usize)> {
    headers.filter_map(|(i, text)| {
        let key = header_key(text);
        let by_user = given.iter().find(|(_, header)| header_key(header) == key).map(|(field, _)| *field);
        let by_key = |key: &str| known.get(key).copied().filter(|field| !given.contains_key(field));
        let by_list = || by_key(&key).or_else(|| by_key(&header_key(without_basis(text)?)));
        let field = if key.is_empty() { None } else { by_user.or_else(by_list) };
        field.map(|field| (field, i))
    })
}

/// Words of what an amount is in, with or without.
const BASIS: [&str; 24] = [
    "alv",
    "alviton",
    "verollinen",
    "veroton",
    "moms",
    "vat",
    "tax",
    "ilman",
    "sis",
    "sisältää",
    "sisältäen",
    "ei",
    "exkl",
    "excl",
    "utan",
    "inkl",
    "incl",
    "netto",
    "net",
    "eur",
    "euroa",
    "sek",
    "kr",
    "nok",
];

/// A header without what its end says of VAT or currency, such as "(alv 0 %)" or ", EUR"; none where it says neither.
fn without_basis(header: &str) -> Option<&str> {
    let at = header.rfind(['(', ','])?;
    let (name, basis) = (header[..at].trim(), header[at..].to_lowercase());
    let words = || basis.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_basis = (basis.contains('€') || words().next().is_some()) && words().all(|word| BASIS.contains(&word));
    (is_basis && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_amount_is_in_is_no_part_of_its_name() {
        for header in ["Sopimuksen arvo (alv 0 %)", "Sopimuksen arvo, alv 0 %", "Sopimuksen arvo (€)"] {
            assert_eq!(without_basis(header), Some("Sopimuksen arvo"), "{header}");
        }
        for header in ["Sopimuksen arvo", "Arvo (vuosi)", "Arvo, arvio", "(alv 0 %)"] {
            assert_eq!(without_basis(header), None, "{header}");
        }
    }

    #[test]
    fn the_leftmost_of_several_columns_is_taken() {
        let known =
            HashMap::from([("nimi".to_owned(), 'n'), ("toimittaja".to_owned(), 'n'), ("kunta".to_owned(), 'k')]);
        let headers = || ["", "Toimittaja", "Kunta", "Nimi", "KUNTA"].into_iter().enumerate();
        assert_eq!(columns(headers(), &BTreeMap::new(), &known), [('n', 1), ('k', 2)].into());
        let given = [('n', "nimi".to_owned()), ('k', "kunta".to_owned())].into();
        assert_eq!(columns(headers(), &given, &known), [('n', 3), ('k', 2)].into());
    }
}
