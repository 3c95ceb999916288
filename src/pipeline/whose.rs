//! Whose purchases the files are, held against the buyer of the pipeline.

use std::collections::BTreeSet;
use std::path::Path;

use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::text::toml;
use vire_ingest::line::{Party, Problem, Sidecar};
use vire_ingest::settings::{Buyers, Settings};
use vire_ingest::values::privacy;
use vire_reference::country;
use vire_reference::ids::{self, Reading};
use vire_reference::places::PLACES;

use crate::buyers;
use crate::config::Owner;

/// What the parties of a file are to the buyer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Buyer,
    /// Nothing that it says can be compared.
    Unknown,
    /// Its name has nothing in common with the buyer's, and no word of a public body: a unit, mostly.
    Part,
    /// Its name is that of a public body and has nothing in common with the buyer's.
    Stranger,
    /// It is known to be somebody else.
    Other,
}

/// Compares whom a file names as its buyer with the buyer of the pipeline; what stays open becomes a question.
///
/// # Errors
/// When the file is known to be another's.
pub fn compare(path: &Path, sidecar: &mut Sidecar, settings: &Settings, owner: &Owner) -> Result<(), InputError> {
    if settings.only_own || matches!(settings.buyers, Some(Buyers::Word(_))) {
        return Ok(());
    }
    let listed = listed(settings);
    let met: Vec<(Is, &str)> = sidecar.parties.iter().map(|party| (who(party, owner, listed), shown(party))).collect();
    let of = |kinds: &[Is]| -> BTreeSet<String> {
        met.iter().filter(|(is, _)| kinds.contains(is)).map(|(_, name)| (*name).to_owned()).collect()
    };
    let (own, parts) = (of(&[Is::Buyer]), of(&[Is::Part]));
    let (others, strangers) = (of(&[Is::Other]), of(&[Is::Other, Is::Stranger]));
    let name = &owner.buyer.name;
    let some = listed_names(&strangers);
    match (strangers.len(), own.is_empty() && parts.is_empty()) {
        (0, _) if parts.is_empty() => {}
        (0, _) => {
            let message = format!("{} as its buyer is taken for a part of {name}", listed_names(&parts));
            sidecar.problems.push(Problem::new(Code::BesideBuyer, "", None, message));
        }
        (n, true) if others.len() == n => {
            let message = format!("holds the purchases of {some}, not of {name}");
            let help = format!(
                "name the ledger of {name}; if this is it, write buyers = {} under its [[purchases]]",
                line(&strangers)
            );
            return Err(InputError::new(Code::OtherBuyer, path, message, help));
        }
        (1, true) => {
            let message =
                format!("the buyer named in it is {some}, which is not like {name}: are these its purchases?");
            let answers = vec![format!("buyers = {}", line(&strangers))];
            sidecar.problems.push(Problem::new(Code::OtherBuyer, "", None, message).with_answers(answers));
        }
        _ => {
            let all = of(&[Is::Buyer, Is::Part, Is::Stranger, Is::Other]);
            let mut message =
                format!("{} buyers are named in it, {}: are all of them {name}?", all.len(), listed_names(&all));
            if own.is_empty() {
                message += " Else vire run --only runs them one by one.";
            }
            let all_are = "buyers = \"all\"".to_owned();
            let only_own = (!own.is_empty()).then(|| "only_own = true".to_owned());
            let answers = vec![all_are].into_iter().chain(only_own).collect();
            sidecar.problems.push(Problem::new(Code::SeveralBuyers, "", None, message).with_answers(answers));
        }
    }
    Ok(())
}

/// Who the buyer is in the files, besides its own name.
pub fn listed(settings: &Settings) -> &[String] {
    if let Some(Buyers::These(listed)) = &settings.buyers { listed } else { &[] }
}

/// Whether a party's name, id or number is like that of the buyer.
pub fn is_like(party: &Party, owner: &Owner) -> bool {
    who(party, owner, &[]) == Is::Buyer
}

fn who(party: &Party, owner: &Owner, listed: &[String]) -> Is {
    let Party { buyer_id: id, buyer_name: name, buyer_code: code, .. } = party;
    let is_listed = |text: &String| listed.iter().any(|one| buyers::same(one, text));
    if [id, name, code].into_iter().any(is_listed) {
        return Is::Buyer;
    }
    let by = [by_id(id, owner), by_name(name, owner), by_code(code, owner)];
    let best = [Is::Buyer, Is::Other, Is::Stranger, Is::Part].into_iter().find(|is| by.contains(is));
    best.unwrap_or(Is::Unknown)
}

fn by_id(id: &str, owner: &Owner) -> Is {
    match ids::read(id, &owner.buyer.country) {
        Reading::Business(read) if owner.ids.contains(&read.key()) => Is::Buyer,
        Reading::Business(_) if !owner.ids.is_empty() => Is::Other,
        _ => Is::Unknown,
    }
}

fn by_code(code: &str, owner: &Owner) -> Is {
    let country = &owner.buyer.country;
    let meant = Some(code)
        .filter(|code| code.bytes().any(|b| b.is_ascii_digit()))
        .and_then(|c| PLACES.municipality(country, c));
    match (meant, owner.municipality) {
        (Some(meant), Some(own)) if meant.code == own.code => Is::Buyer,
        (Some(_), Some(_)) => Is::Other,
        _ => Is::Unknown,
    }
}

fn by_name(name: &str, owner: &Owner) -> Is {
    let own_names: Vec<String> = owner.names.iter().flat_map(|name| own_words(name)).collect();
    if name.is_empty() || privacy::is_masked(name) || own_names.is_empty() {
        return Is::Unknown; // a buyer that is called a city and no more is like any other
    }
    let meant = |country: &str| PLACES.municipality(country, name).or_else(|| PLACES.body(country, name));
    let own = meant(&owner.buyer.country).zip(owner.municipality);
    let is_own = own.is_some_and(|(meant, own)| meant.code == own.code);
    if is_own || own_words(name).iter().any(|word| own_names.contains(word)) {
        return Is::Buyer;
    }
    // Only whose own kind is known can be told from others for sure.
    let is_place = country::all().filter(|c| c.has_municipalities()).any(|c| meant(c.code).is_some());
    match (is_place, buyers::is_body(name)) {
        (true, _) if owner.municipality.is_some() => Is::Other,
        (true, _) | (_, true) => Is::Stranger,
        _ => Is::Part,
    }
}

/// The words of a name that are not those of all buyers.
fn own_words(name: &str) -> Vec<String> {
    const SMALL: [&str; 7] = ["the", "of", "and", "de", "la", "von", "buyer"];
    let is_own = |word: &String| !buyers::BODIES.contains(&word.as_str()) && !SMALL.contains(&word.as_str());
    buyers::words(name).into_iter().filter(is_own).collect()
}

/// What a party is called: its name, else its id, else its number.
fn shown(party: &Party) -> &str {
    let Party { buyer_id: id, buyer_name: name, buyer_code: code, .. } = party;
    [name, id, code].into_iter().find(|text| !text.is_empty()).map_or("", String::as_str)
}

/// Names for a message; of many the first.
fn listed_names(names: &BTreeSet<String>) -> String {
    const MOST: usize = 5;
    let some: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    let more = if names.len() > MOST { " and others" } else { "" };
    some.join(", ") + more
}

fn line(names: &BTreeSet<String>) -> String {
    let names: Vec<String> = names.iter().map(|name| toml(name)).collect();
    format!("[{}]", names.join(", "))
}
