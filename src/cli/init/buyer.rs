//! Whose purchases exports are and what is local: as given, else as the exports tell, else as the user says.

use super::super::Usage;
use super::super::talk::{Talk, number};
use super::super::whose::{Placed, Whose};
use super::series::Read;
use vire_base::document::nearest;
use vire_reference::country::{self, Country};
use vire_reference::places::{Municipality, PLACES};

/// What counts as local.
pub enum Home {
    /// The buyer's own municipality, or nothing that is known; so it is when nothing is said.
    Own(String),
    Named(Vec<String>),
    /// Nobody has said; these municipalities are in the buyer's name.
    Open(Vec<String>),
}

/// The buyer. On a terminal it is asked for until it is known who that is.
pub fn placed(whose: &Whose, talk: &Talk, read: &[Read<'_>]) -> Result<Placed, Usage> {
    let parties = read.iter().filter_map(|(_, r)| r.as_ref().ok()).flat_map(|r| &r.sidecar.parties);
    let named = parties.map(|party| &party.buyer_name).find(|name| !name.is_empty());
    if let Some(name) = whose.buyer.as_ref().or(named) {
        return whose.place(name).or_else(|usage| who_is(whose, talk, name).ok_or(usage));
    }
    let place = |answer: &str| {
        let placed = whose.place(answer).ok().or_else(|| who_is(whose, talk, answer));
        placed.ok_or_else(|| talk.text("init-whose-again"))
    };
    talk.ask(&talk.text("init-whose"), place).ok_or_else(|| {
        let help = "say whose purchases they are with --buyer NAME";
        Usage(format!("the exports do not name their buyer\n  help: {help}"))
    })
}

/// Who a buyer is whose name alone does not tell: a municipality with a similar name, one of several of this name, or
/// another body in a country that the user names.
fn who_is(whose: &Whose, talk: &Talk, name: &str) -> Option<Placed> {
    let known: Vec<&'static Country> = country::all().filter(|c| c.has_municipalities()).collect();
    let of_name: Vec<&'static Country> = known.iter().copied().filter(|c| c.municipality(name).is_some()).collect();
    let called = |c: &Country| c.about.names.get(talk.language()).map_or(c.code, String::as_str).to_owned();
    let (question, near, countries) = if of_name.is_empty() {
        let names: Vec<&str> = known.iter().flat_map(|c| c.places().names()).collect();
        let all = known.iter().map(|c| called(c)).collect::<Vec<_>>().join(", ");
        let question = talk.text_with("init-unknown-buyer", &[("name", name), ("countries", &all)]);
        (question, nearest(name, &names), known)
    } else {
        (talk.text_with("init-which-country", &[("name", name)]), None, of_name)
    };
    let of_country = |c: &&Country| talk.text_with("init-buyer-in", &[("name", name), ("country", &called(c))]);
    let choices: Vec<String> = near.map(str::to_owned).into_iter().chain(countries.iter().map(of_country)).collect();
    let in_country = |code: &str| whose.in_country(code.to_owned()).place(name).map_err(|usage| usage.to_string());
    let question = format!("{}\n{}", talk.listed(&question, &choices), talk.text("init-buyer-choice"));
    talk.ask(&question, |answer| match (number(answer, choices.len()), near) {
        (Some(0), Some(near)) => whose.place(near).map_err(|usage| usage.to_string()),
        (Some(at), near) => in_country(countries[at - usize::from(near.is_some())].code),
        (None, _) => match PLACES.country(answer) {
            Some(code) => in_country(code),
            None => {
                let none = talk.text_with("init-no-country", &[("name", answer)]);
                Err(none + &talk.did_you_mean(answer, &PLACES.country_names()))
            }
        },
    })
}

/// What is local. Of a buyer that is no municipality, only the user knows; its name may propose some.
pub fn home(whose: &Whose, talk: &Talk, buyer: &Placed) -> Result<Home, Usage> {
    if !whose.home.is_empty() {
        whose.local(buyer)?;
        return Ok(Home::Named(whose.home.clone()));
    }
    let Some(country) = Country::of(&buyer.country).filter(|c| c.has_municipalities() && !buyer.is_municipality) else {
        return Ok(Home::Own(buyer.name.clone()));
    };
    let proposed = in_name(&buyer.name, country);
    let names = proposed.join(", ");
    let question = match proposed.is_empty() {
        true => talk.text("init-home"),
        false => talk.text_with("init-home-proposed", &[("names", &names)]),
    };
    let named = |answer: &str| answer.split(',').map(|name| municipality(talk, country, name.trim())).collect();
    Ok(match talk.ask(&question, named) {
        Some(named) => Home::Named(named),
        None if talk.is_heard() && !proposed.is_empty() => Home::Named(proposed),
        None => Home::Open(proposed),
    })
}

fn municipality(talk: &Talk, country: &'static Country, name: &str) -> Result<String, String> {
    let found = country.municipality(name).map(|municipality| municipality.name.clone());
    found.ok_or_else(|| {
        let none = talk.text_with("init-no-municipality", &[("name", name)]);
        none + &talk.did_you_mean(name, &country.places().names())
    })
}

/// Municipalities that a name speaks of, such as those of "Kotkan–Haminan seutu".
fn in_name(name: &str, country: &'static Country) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphabetic()).filter(|word| word.starts_with(char::is_uppercase));
    let mut found: Vec<String> = Vec::new();
    for municipality in words.filter_map(|word| meant(word, country)) {
        if !found.contains(&municipality.name) {
            found.push(municipality.name.clone());
        }
    }
    found
}

/// The municipality that a word names. In the genitive, it is known by how it signs itself.
fn meant(word: &str, country: &'static Country) -> Option<&'static Municipality> {
    let ends = country.about.municipality.signs.iter().filter_map(|sign| Some(sign.split_once('}')?.1));
    let mut signed = ends.map(|end| format!("{word}{end}"));
    country.municipality(word).or_else(|| signed.find_map(|form| country.municipality(&form)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn municipalities_in_the_name_of_a_joint_authority() {
        let in_finland = |name| in_name(name, Country::of("FI").unwrap());
        assert_eq!(in_finland("Kotkan–Haminan seutu"), ["Kotka", "Hamina"]);
        assert_eq!(in_finland("Esimerkki Oy"), Vec::<String>::new());
        assert_eq!(in_name("Lunds Renhållningsverk AB", Country::of("SE").unwrap()), ["Lund"]);
    }
}
