//! Counting the active firms of a register of all firms.

use std::collections::HashSet;

use super::settings::Source;
use super::{Area, Context, Count, Counts, add, faulty};
use crate::suppliers::register::{self, Entry};
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_reference::ids::Reading;
use vire_reference::places::{PLACES, Ring};

/// Legal forms that are no firms, as registers write them: companies of residents, associations and foundations, public
/// bodies.
const NO_FIRMS: [&str; 20] = [
    "asunto-osakeyhtiö",
    "asunto-osuuskunta",
    "asumisoikeusyhdistys",
    "aatteellinen yhdistys",
    "säätiö",
    "uskonnollinen yhdyskunta",
    "evankelisluterilainen kirkko",
    "kunta",
    "kuntayhtymä",
    "hyvinvointialue",
    "valtio ja sen laitokset",
    "bostadsrättsförening",
    "samfällighetsförening",
    "ideell förening",
    "stiftelse",
    "trossamfund",
    "kommun",
    "kommunalförbund",
    "region",
    "statlig myndighet",
];

/// Counts each firm once, by its id; `seen` are those that were counted in other files.
pub fn count(
    input: &Input,
    source: &Source,
    context: &Context<'_>,
    seen: &mut HashSet<String>,
    counts: &mut Counts,
) -> Result<u64, InputError> {
    let fault = |what: &str| faulty(input.path(), &[what.to_owned()], context.masker);
    let year = source.year.ok_or_else(|| fault("a register says no year: write [firms] year = 2024"))?;
    let mut has_industries = false;
    let mut rows = 0;
    let country = &context.home.country;
    let mut take = |id: &Reading, entry: &dyn Fn() -> Option<Entry>| {
        let key = match id {
            Reading::Business(id) => id.key(),
            // A sole trader, of whom nothing is kept but the number of all.
            Reading::Person { .. } => String::new(),
            Reading::Invalid => return,
        };
        let Some(entry) = entry() else { return };
        rows += 1;
        let is_firm = entry.closed.is_empty() && !NO_FIRMS.contains(&entry.form.to_lowercase().as_str());
        if !is_firm || (!key.is_empty() && !seen.insert(key)) {
            return;
        }
        let by_code = || PLACES.postal_code(country, &entry.domicile.postcode).filter(|code| code.decides);
        let named = PLACES.municipality(country, &entry.domicile.municipality);
        let municipality = named.or_else(|| by_code().map(|code| code.municipality));
        let code: String = entry.industry.chars().filter(char::is_ascii_digit).take(5).collect();
        let is_known = context.sectors.of_industry(&code).is_some();
        has_industries |= is_known;
        let code = if is_known { code.as_str() } else { "00" };
        let one = Count { firms: 1, staff: None };
        add(counts, (year, Area::Country, code), one);
        if context.home.ring(municipality, Some(country)) == Ring::Municipality {
            add(counts, (year, Area::Home, code), one);
        }
    };
    register::visit(input, &mut take)?;
    if !has_industries {
        return Err(fault(
            "no organisation has an industry: name a register that tells it, such as SCB's, or a table of counts",
        ));
    }
    Ok(rows)
}
