//! Whose purchases exports are: the options that `run` and `init` share, and the pipeline file that follows from them.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Usage;
use vire_base::text::toml;
use vire_reference::country::{self, Country};
use vire_reference::places::PLACES;

#[derive(Args)]
pub struct Whose {
    /// Whose purchases the exports are
    #[arg(long, value_name = "NAME")]
    pub buyer: Option<String>,
    /// Country of the buyer [default: that of the municipality of that name]
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    /// Supplier registers
    #[arg(long, value_name = "FILE")]
    pub register: Vec<PathBuf>,
}

impl Whose {
    pub fn is_given(&self) -> bool {
        self.buyer.is_some() || self.country.is_some() || !self.register.is_empty()
    }

    /// Name and country of a buyer: of a municipality, else as given.
    pub fn place(&self, buyer: &str) -> Result<(String, String), Usage> {
        let given = self.country.as_ref().map(|c| c.to_uppercase());
        let known: Vec<&Country> = country::all().filter(|c| c.has_municipalities()).collect();
        let all = || known.iter().map(|c| c.code.to_owned()).collect();
        let candidates: Vec<String> = given.clone().map_or_else(all, |c| vec![c]);
        let found = candidates.iter().find_map(|c| Some((PLACES.municipality(c, buyer)?.name.clone(), c.clone())));
        found.or_else(|| Some((buyer.to_owned(), given?))).ok_or_else(|| {
            let help = "say its country with --country CODE, such as GB, or its right name with --buyer NAME";
            let names: Vec<&str> = known.iter().filter_map(|c| c.about.names.get("en").map(String::as_str)).collect();
            Usage(format!("\"{buyer}\" is no municipality of {}\n  help: {help}", listed(&names)))
        })
    }

    /// The least pipeline file for exports, and the path it would have.
    pub fn draft(&self, exports: &[PathBuf]) -> Result<(PathBuf, String), Usage> {
        let Some(buyer) = &self.buyer else {
            return Err(Usage("several exports, but not whose they are\n  help: say it with --buyer NAME".into()));
        };
        let (buyer, country) = self.place(buyer)?;
        let texts =
            |paths: &[PathBuf]| paths.iter().map(|p| toml(&p.display().to_string())).collect::<Vec<_>>().join(", ");
        let mut text = format!(
            "[buyer]\nname = {}\ncountry = {}\n\n[[purchases]]\nfiles = [{}]\n",
            toml(&buyer),
            toml(&country),
            texts(exports)
        );
        if !self.register.is_empty() {
            text.push_str(&format!("\n[[register]]\nfiles = [{}]\n", texts(&self.register)));
        }
        Ok((file_of(&buyer), text))
    }
}

/// Names with commas, and an "or" before the last.
fn listed(names: &[&str]) -> String {
    match names {
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
