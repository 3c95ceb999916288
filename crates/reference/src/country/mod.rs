//! A country: all that a run asks about one, read from its folder.
//!
//! The countries that ship with the program are embedded ([`crate::countries`]); a user's own folder of the same form
//! joins them for the rest of the process ([`own::register`]).

pub mod about;
pub(crate) mod check;
pub mod lists;
pub mod municipalities;
pub mod own;
mod registry;

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use self::about::About;
use self::municipalities::{Municipalities, Municipality, PostalCode};
pub use self::registry::{OfAll, all};
use crate::forms::{BusinessId, Reading};
use crate::rows;
use crate::words::{self, Words};

/// A country that has a folder.
pub struct Country {
    /// ISO 3166 code, in capitals.
    pub code: &'static str,
    /// The code in lower case: the name of the folder, and the scheme of the business ids of its register.
    pub scheme: &'static str,
    pub about: About,
    about_text: &'static str,
    pub(crate) lists: Vec<(&'static str, &'static str)>,
    places: OnceLock<Municipalities>,
    words: OnceLock<Option<Words>>,
    is_own: bool,
}

impl Country {
    /// A country by its ISO 3166 code in capitals, when it has a folder.
    pub fn of(code: &str) -> Option<&'static Self> {
        all().find(|country| country.code == code)
    }

    /// The country whose register gives ids of a scheme such as `fi`.
    pub fn of_scheme(scheme: &str) -> Option<&'static Self> {
        all().find(|country| country.scheme == scheme && country.about.company.is_some())
    }

    /// # Errors
    /// When `about` does not fit [`About`].
    fn new(
        about: &'static str,
        lists: Vec<(&'static str, &'static str)>,
        is_own: bool,
    ) -> Result<Self, toml::de::Error> {
        let parsed: About = toml::from_str(about)?;
        let code: &'static str = parsed.code.clone().leak();
        let scheme = code.to_lowercase().leak();
        Ok(Self {
            code,
            scheme,
            about: parsed,
            about_text: about,
            lists,
            places: OnceLock::new(),
            words: OnceLock::new(),
            is_own,
        })
    }

    /// The rows of a list of the folder, none when the folder lacks it.
    ///
    /// # Panics
    /// When the list does not fit its row type, which the check of the folder excludes.
    pub fn rows<T: DeserializeOwned>(&self, list: &str) -> Vec<T> {
        self.text(list).map(rows).unwrap_or_default()
    }

    fn text(&self, list: &str) -> Option<&'static str> {
        self.lists.iter().find(|(name, _)| *name == list).map(|(_, text)| *text)
    }

    /// Names such as `fi/municipalities` and texts of all that the folder holds, for the manifest.
    pub fn texts(&self) -> impl Iterator<Item = (String, &'static str)> {
        let about = std::iter::once(("country", self.about_text));
        about.chain(self.lists.iter().copied()).map(|(name, text)| (format!("{}/{name}", self.scheme), text))
    }

    /// Whether the user's own folder tells of the country.
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    /// Its municipalities and postal codes, which are read when they are first asked for.
    pub fn places(&'static self) -> &'static Municipalities {
        self.places.get_or_init(|| Municipalities::of(self))
    }

    /// The words that tell what was bought, where they are known; they are made ready when they are first asked for.
    pub fn words(&'static self) -> Option<&'static Words> {
        let words = || self.text(lists::SECTOR_WORDS).map(|text| Words::new(&rows::<words::Row>(text)));
        self.words.get_or_init(words).as_ref()
    }

    pub fn has_words(&self) -> bool {
        self.text(lists::SECTOR_WORDS).is_some()
    }

    /// Whether the folder lists municipalities.
    pub fn has_municipalities(&self) -> bool {
        self.text(lists::MUNICIPALITIES).is_some()
    }

    /// Where a postal code is, leading zeros lost or not.
    pub fn postal_code(&'static self, code: &str) -> Option<PostalCode> {
        self.places().postal_code(code)
    }

    /// A municipality by its code (leading zeros may be lost) or its name in any of the country's languages.
    pub fn municipality(&'static self, text: &str) -> Option<&'static Municipality> {
        self.places().municipality(text)
    }

    /// A text without white space and points as an id of the country's register, or of one of its natural persons.
    pub fn read_id(&self, compact: &str) -> Option<Reading> {
        let company = self.about.company.as_ref().and_then(|ids| ids.read(compact));
        let company = company.map(|reading| self.own_scheme(reading));
        company.or_else(|| self.about.person.as_ref()?.read(compact))
    }

    /// An id of the country in the form with a hyphen, which the ids of its neighbours are not mistaken for.
    pub(crate) fn read_hyphenated(&self, compact: &str) -> Option<Reading> {
        compact
            .contains('-')
            .then(|| self.about.company.as_ref()?.read_hyphenated(compact))?
            .map(|r| self.own_scheme(r))
    }

    /// A VAT number that holds an id of the country's register.
    pub(crate) fn read_vat(&self, text: &str) -> Option<Reading> {
        self.about.company.as_ref()?.read_vat(text).map(|reading| self.own_scheme(reading))
    }

    fn own_scheme(&self, reading: Reading) -> Reading {
        match reading {
            Reading::Business(id) => Reading::Business(BusinessId { scheme: self.scheme, ..id }),
            other => other,
        }
    }
}
