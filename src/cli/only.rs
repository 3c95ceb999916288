//! The part of its exports that a pipeline is run over, as the command line names it.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use vire_base::digest::sha256;
use vire_base::text::toml;

use super::terminal::look;
use crate::buyers;
use crate::config::{self, Config, ConfigError, Purpose};
use crate::publish::quoted;

/// One buyer, one accounting year, or both, written as `buyer=285,year=2024`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only {
    pub buyer: Option<String>,
    pub year: Option<i32>,
}

const FORM: &str = "write buyer=NAME, year=YEAR or buyer=NAME,year=YEAR";

impl FromStr for Only {
    type Err = String;

    /// A comma that no key follows is part of a buyer's name.
    fn from_str(text: &str) -> Result<Self, String> {
        let key = |text: &str| ["buyer=", "year="].into_iter().find(|key| text.trim_start().starts_with(key));
        let mut parts: Vec<String> = Vec::new();
        for piece in text.split(',') {
            match parts.last_mut().filter(|_| key(piece).is_none()) {
                Some(before) => *before += &format!(",{piece}"),
                None => parts.push(piece.to_owned()),
            }
        }
        let mut only = Self { buyer: None, year: None };
        for part in &parts {
            let (key, value) = part.split_once('=').ok_or(FORM)?;
            let value = value.trim();
            match key.trim() {
                "buyer" if only.buyer.is_none() && !value.is_empty() => only.buyer = Some(value.to_owned()),
                "year" if only.year.is_none() => {
                    // An accounting year may be written as reports write it.
                    let year = value
                        .split_once('/')
                        .map_or(value, |(year, _)| year)
                        .parse()
                        .ok()
                        .filter(|year| (1990..=2099).contains(year));
                    only.year = Some(year.ok_or("a year is between 1990 and 2099")?);
                }
                _ => return Err(FORM.to_owned()),
            }
        }
        Ok(only)
    }
}

impl Display for Only {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let buyer = self.buyer.iter().map(|buyer| format!("buyer={buyer}"));
        let year = self.year.iter().map(|year| format!("year={year}"));
        f.write_str(&buyer.chain(year).collect::<Vec<_>>().join(","))
    }
}

/// Reads a pipeline file, for the whole of its exports or for a part.
pub fn load(purpose: Purpose, pipeline: &Path, only: Option<&Only>) -> Result<Config, ConfigError> {
    match only {
        Some(only) => config::load_part(pipeline, &only.section(), look()),
        None => config::load_for(purpose, pipeline, look()),
    }
}

impl Only {
    /// What the pipeline file says when it is run over this part.
    pub fn section(&self) -> String {
        let buyer = self.buyer.iter().map(|buyer| format!("buyer = {}\n", toml(buyer)));
        let year = self.year.iter().map(|year| format!("year = {year}\n"));
        "[only]\n".to_owned() + &buyer.chain(year).collect::<String>()
    }

    /// The folder of the part's runs, in that of all parts: one for each buyer, however it is written.
    pub fn folder(&self, of_all: &Path, country: &str) -> PathBuf {
        let buyer = self.buyer.iter().map(|buyer| format!("buyer={}", named(&buyers::key(country, buyer))));
        let year = self.year.iter().map(|year| format!("year={year}"));
        buyer.chain(year).fold(of_all.to_owned(), |folder, part| folder.join(part))
    }
}

/// A key as a part of a folder's name, which no system wants to be too long.
fn named(key: &str) -> String {
    const MOST: usize = 150;
    let name = quoted(key);
    if name.len() <= MOST { name } else { format!("{}-{}", &name[..MOST], &sha256(key.as_bytes())[..12]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_as_it_is_written() {
        for text in ["buyer=285", "year=2024", "buyer=285,year=2024", "buyer=Opetus, lapset ja nuoret,year=2024"] {
            assert_eq!(text.parse::<Only>().unwrap().to_string(), text);
        }
        let both: Only = "year=2024, buyer=Opetus, nuoret".parse().unwrap();
        assert_eq!(both, Only { buyer: Some("Opetus, nuoret".into()), year: Some(2024) });
        assert_eq!(both.section(), "[only]\nbuyer = \"Opetus, nuoret\"\nyear = 2024\n");
        assert_eq!(both.folder(Path::new("out"), "FI"), Path::new("out/buyer=opetus%2C%20nuoret/year=2024"));
        let folders = ["buyer=Hamina", "buyer=075", "buyer=Haminan kaupunki"]
            .map(|text| text.parse::<Only>().unwrap().folder(Path::new("out"), "FI"));
        assert_eq!(folders, [(); 3].map(|()| PathBuf::from("out/buyer=075")));
        let long: Only = format!("buyer={}", "ä".repeat(100)).parse().unwrap();
        assert!(long.folder(Path::new(""), "FI").as_os_str().len() < 200);
    }

    #[test]
    fn what_is_no_part_is_told() {
        for text in ["", "285", "buyer=", "year=24", "year=2024,year=2023", "buyer=A,buyer=B", "unit=1"] {
            text.parse::<Only>().unwrap_err();
        }
    }
}
