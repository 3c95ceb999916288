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
    for (i, text) in headers {
        let key = header_key(text);
        if key.is_empty() {
            continue;
        }
        let by_user = given.iter().find(|(_, header)| header_key(header) == key).map(|(field, _)| *field);
        let by_list = || known.get(&key).copied().filter(|field| !given.contains_key(field));
        if let Some(field) = by_user.or_else(by_list) {
            columns.entry(field).or_insert(i);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

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
