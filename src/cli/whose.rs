//! Whose purchases exports are: the options that `run` and `init` share, and the pipeline file that follows from them.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::Usage;
use vire_base::document::did_you_mean;
use vire_base::text::toml;
use vire_reference::country::{self, Country};

#[derive(Args, Clone)]
pub struct Whose {
    /// Whose purchases the exports are
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub buyer: Option<String>,
    /// Country of the buyer by its code or name [default: that of the municipality of that name]
    #[arg(long, value_name = "COUNTRY", value_parser = super::country)]
    pub country: Option<String>,
    /// Municipalities that count as local; several with commas [default: the buyer]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub home: Vec<String>,
    /// Supplier registers
    #[arg(long, value_name = "FILE")]
    pub register: Vec<PathBuf>,
}

impl Whose {
    pub fn is_given(&self) -> bool {
        self.buyer.is_some() || self.country.is_some() || !self.home.is_empty() || !self.register.is_empty()
    }

    /// The same, of a buyer in this country.
    pub fn in_country(&self, country: String) -> Self {
        Self { country: Some(country), ..self.clone() }
    }

    /// Who a buyer of this name is: a municipality, else any other body of the country that is given.
    pub fn place(&self, buyer: &str) -> Result<Placed, Usage> {
        let candidates: Vec<&'static Country> = country::all()
            .filter(|c| c.has_municipalities() && self.country.as_deref().is_none_or(|given| given == c.code))
            .collect();
        let named = |c: &&'static Country| Some((c.municipality(buyer)?.name.clone(), *c));
        let found: Vec<(String, &'static Country)> = candidates.iter().filter_map(named).collect();
        match (found.as_slice(), &self.country) {
            ([(name, country)], _) => {
                Ok(Placed { name: name.clone(), country: country.code.to_owned(), is_municipality: true })
            }
            ([], Some(country)) => {
                Ok(Placed { name: buyer.to_owned(), country: country.clone(), is_municipality: false })
            }
            ([], None) => {
                let help = format!("{} say its country with --country NAME", nearest(buyer, &candidates));
                let message = format!("\"{buyer}\" is no municipality of {}", listed(&candidates));
                Err(Usage(format!("{message}\n  help: {}", help.trim_start())))
            }
            (several, _) => {
                let countries: Vec<&Country> = several.iter().map(|(_, country)| *country).collect();
                let help = "say which one it is with --country NAME";
                Err(Usage(format!("\"{buyer}\" is a municipality of {}\n  help: {help}", listed(&countries))))
            }
        }
    }

    /// The least pipeline file for exports, and the path it would have.
    pub fn draft(&self, exports: &[PathBuf]) -> Result<(PathBuf, String), Usage> {
        let Some(buyer) = &self.buyer else {
            return Err(Usage("several exports, but not whose they are\n  help: say it with --buyer NAME".into()));
        };
        let placed = self.place(buyer)?;
        self.local(&placed)?;
        let paths = |paths: &[PathBuf]| texts(paths.iter().map(|path| path.display().to_string()));
        let mut text = format!(
            "[buyer]\nname = {}\ncountry = {}\n\n[[purchases]]\nfiles = [{}]\n",
            toml(&placed.name),
            toml(&placed.country),
            paths(exports)
        );
        if !self.home.is_empty() {
            text.push_str(&format!("\n[locality]\nhome = [{}]\n", texts(self.home.iter().cloned())));
        }
        if !self.register.is_empty() {
            text.push_str(&format!("\n[[register]]\nfiles = [{}]\n", paths(&self.register)));
        }
        Ok((file_of(&placed.name), text))
    }

    /// Whether it is known what is local: without it, no figure on places means anything.
    pub fn local(&self, placed: &Placed) -> Result<(), Usage> {
        let Some(country) = Country::of(&placed.country).filter(|c| c.has_municipalities()) else { return Ok(()) };
        let unknown = self.home.iter().find(|home| country.municipality(home).is_none());
        let (name, instead) = match unknown {
            Some(home) => (home, "name municipalities with --home"),
            None if self.home.is_empty() && !placed.is_municipality => {
                (&placed.name, "say which municipalities are local with --home NAME")
            }
            None => return Ok(()),
        };
        let help = format!("{} {instead}", nearest(name, &[country]));
        let message = format!("\"{name}\" is no municipality of {}", listed(&[country]));
        Err(Usage(format!("{message}\n  help: {}", help.trim_start())))
    }
}

/// A buyer that was named.
pub struct Placed {
    pub name: String,
    /// ISO 3166 code.
    pub country: String,
    pub is_municipality: bool,
}

/// Texts as items of a TOML list.
pub fn texts(items: impl Iterator<Item = String>) -> String {
    items.map(|text| toml(&text)).collect::<Vec<_>>().join(", ")
}

/// The municipality that may be meant, as a question; empty when none has a name like it.
fn nearest(name: &str, countries: &[&'static Country]) -> String {
    let names: Vec<&str> = countries.iter().flat_map(|c| c.places().names()).collect();
    did_you_mean(name, &names)
}

/// English names of countries with commas, and an "or" before the last.
fn listed(countries: &[&Country]) -> String {
    let names: Vec<&str> = countries.iter().map(|c| c.about.names.get("en").map_or(c.code, String::as_str)).collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// A file name for a buyer.
fn file_of(buyer: &str) -> PathBuf {
    let lower = buyer.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    Path::new(&words.join("-")).with_extension("toml")
}
