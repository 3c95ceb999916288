//! Families of suppliers, such as a parent and its subsidiaries: by tables of the user's, never by likeness.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::supplier_key;
use vire_reference::ids::BusinessId;

/// Families by the key of a supplier's business id, or that of its name.
#[derive(Clone, Debug, Default)]
pub struct Families(HashMap<String, String>);

impl Families {
    /// Takes a row of a table: a supplier by its id, key or name, and its family.
    ///
    /// # Errors
    /// When the supplier is of another family already: what is wrong, and what would be right.
    pub fn take(&mut self, supplier: &str, family: &str, country: &str) -> Result<(), (String, &'static str)> {
        if supplier.is_empty() || family.is_empty() {
            return Ok(());
        }
        let key = match supplier.strip_prefix("name:") {
            Some(key) => key.to_owned(),
            None if BusinessId::of_key(supplier).is_some() => supplier.to_owned(),
            None => supplier_key(supplier, country),
        };
        match self.0.entry(key) {
            Entry::Occupied(other) if other.get() != family => {
                let message = format!("\"{supplier}\" is of the family \"{}\" already", other.get());
                Err((message, "a supplier has one family; leave one of the rows out"))
            }
            entry => {
                entry.or_insert_with(|| family.to_owned());
                Ok(())
            }
        }
    }

    /// The family of a supplier, which its id tells before its names do; empty when it has none.
    pub fn of<'k>(&self, key: &str, name_keys: impl IntoIterator<Item = &'k str>) -> &str {
        let by_name = || name_keys.into_iter().filter(|name| !name.is_empty()).find_map(|name| self.0.get(name));
        self.0.get(key).or_else(by_name).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_supplier_has_one_family_however_it_is_named() {
        let mut families = Families::default();
        for supplier in ["0211675-2", "fi:0211675-2", "FI02116752"] {
            assert_eq!(families.take(supplier, "Kaiku", "FI"), Ok(()));
        }
        assert_eq!(families.take("Virta Oy", "Kaiku", "FI"), Ok(()));
        assert_eq!(families.take("", "Kaiku", "FI"), Ok(()));
        let told = families.take("0211675-2", "Virta", "FI").map_err(|(message, _)| message);
        assert_eq!(told, Err("\"0211675-2\" is of the family \"Kaiku\" already".to_owned()));
        let name = vire_reference::names::key("VIRTA OY", "FI");
        assert_eq!(families.of("fi:0211675-2", []), "Kaiku");
        assert_eq!(families.of("name:x", [name.as_str()]), "Kaiku");
        assert_eq!(families.of("fi:2077474-0", [""]), "");
    }
}
