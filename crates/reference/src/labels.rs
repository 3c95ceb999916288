//! Names in several languages, as code lists have them: a column for each language, by its ISO 639 code.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A name by language. One more column in a code list is one more language here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// The same text in whatever language.
    pub fn same(text: &str) -> Self {
        Self(std::iter::once(("en".to_owned(), text.to_owned())).collect())
    }

    /// Texts with their languages.
    pub fn new<const N: usize>(texts: [(&str, &str); N]) -> Self {
        Self(texts.into_iter().map(|(language, text)| (language.to_owned(), text.to_owned())).collect())
    }

    /// The name in a language; in English where it has none in that.
    pub fn of(&self, language: &str) -> &str {
        let text = |language: &str| self.0.get(language).filter(|text| !text.is_empty());
        text(language).or_else(|| text("en")).map_or("", String::as_str)
    }

    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}
