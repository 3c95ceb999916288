//! Texts by number, in one string: many short texts of their own cost more to make and to drop than to look up.

use hashbrown::HashTable;

use crate::read::hash::hash;

#[derive(Default)]
pub struct Interner {
    texts: String,
    places: HashTable<Place>,
}

/// Where a text stands: small, since most look-ups wait for memory.
struct Place {
    from: usize,
    length: u32,
    number: u32,
}

impl Place {
    fn of<'t>(&self, texts: &'t str) -> &'t str {
        &texts[self.from..self.from + self.length as usize]
    }
}

impl Interner {
    /// The number of a text with this [`hash`].
    pub fn get(&self, hash: u64, text: &str) -> Option<u32> {
        let found = self.places.find(hash, |place| place.of(&self.texts) == text);
        found.map(|place| place.number)
    }

    /// Adds a text that is not there yet.
    pub fn insert(&mut self, text: &str, number: u32) {
        let from = self.texts.len();
        self.texts.push_str(text);
        let texts = &self.texts;
        let place = Place { from, length: text.len() as u32, number }; // texts of a row are kept below 4 GiB
        self.places.insert_unique(hash(text), place, |place| hash(place.of(texts)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_its_number() {
        let mut interner = Interner::default();
        for number in 0..10_000 {
            let text = number.to_string();
            assert_eq!(interner.get(hash(&text), &text), None);
            interner.insert(&text, number);
        }
        assert!((0..10_000).all(|number| interner.get(hash(&number.to_string()), &number.to_string()) == Some(number)));
        assert_eq!(interner.get(hash(""), ""), None);
    }
}
