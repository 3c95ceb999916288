//! Which countries there are: those that ship with the program, and those of the user's own folders.
//!
//! A user's folder is registered once, before anything asks about countries; what is made of all countries at once is
//! kept by [`OfAll`] for each number of folders, so that nothing made before is ever wrong afterwards.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};

use super::Country;
use crate::countries::BUILT_IN;

/// How many folders of their own users can have in one process.
pub const MOST: usize = 15;

static SHIPPED: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let country = |built_in: &crate::countries::BuiltIn| {
        let country = Country::new(built_in.about, built_in.lists.to_vec(), false);
        country.unwrap_or_else(|e| panic!("countries/{}/country.toml: {e}", built_in.folder))
    };
    BUILT_IN.iter().map(country).collect()
});

static OWN: [OnceLock<Country>; MOST] = [const { OnceLock::new() }; MOST];
/// How many of [`OWN`] are filled; grows after the country is in its place.
static FILLED: AtomicUsize = AtomicUsize::new(0);
static ADDING: Mutex<()> = Mutex::new(());

/// All countries: the shipped ones in their order, then the user's own. An own folder stands for the shipped one of the
/// same country, and a later one for an earlier one.
pub fn all() -> impl Iterator<Item = &'static Country> {
    let filled = FILLED.load(Ordering::Acquire);
    let own = move |from: usize| OWN[from..filled].iter().filter_map(OnceLock::get);
    let shipped = SHIPPED.iter().filter(move |c| !own(0).any(|o| o.code == c.code));
    let own_countries = OWN[..filled].iter().enumerate().filter_map(|(i, c)| Some((i, c.get()?)));
    let last = own_countries.filter(move |(i, c)| !own(i + 1).any(|later| later.code == c.code));
    shipped.chain(last.map(|(_, country)| country))
}

/// Adds a country, or returns the one that the same texts made before. `None` when there is no room.
pub(super) fn add(country: Country) -> Option<&'static Country> {
    let _alone = ADDING.lock().unwrap_or_else(PoisonError::into_inner);
    let filled = FILLED.load(Ordering::Acquire);
    let same = |c: &&Country| c.about_text == country.about_text && c.lists == country.lists;
    if let Some(known) = all().find(same) {
        return Some(known);
    }
    let slot = OWN.get(filled)?;
    let added = slot.get_or_init(|| country);
    FILLED.store(filled + 1, Ordering::Release);
    Some(added)
}

/// What is made of all countries at once, made anew when a country has joined.
pub struct OfAll<T: 'static> {
    make: fn() -> T,
    held: [OnceLock<T>; MOST + 1],
}

impl<T> OfAll<T> {
    pub const fn new(make: fn() -> T) -> Self {
        Self { make, held: [const { OnceLock::new() }; MOST + 1] }
    }

    pub fn get(&'static self) -> &'static T {
        self.held[FILLED.load(Ordering::Acquire)].get_or_init(self.make)
    }
}
