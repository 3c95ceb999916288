//! A user's own folder of a country, of the same form as those that ship with the program.
//!
//! Its texts are kept for the rest of the process, so that all that is read from them can be lent without end; a process
//! has room for [`super::registry::MOST`] of them. The folder must be registered before anything asks about countries:
//! what has been made of the ledgers before does not know it.

use std::path::Path;

use vire_base::input;

use super::about::About;
use super::check;
pub use super::check::FolderFault;
use super::lists::LISTS;
use super::{Country, registry};
use vire_base::error::cause;

/// The file that tells what a folder's lists do not.
pub(super) const ABOUT: &str = "country.toml";

/// Reads and checks a folder, and adds its country to those that there are. It stands for the shipped country of the
/// same code.
///
/// # Errors
/// All faults of the folder, in the order of its files.
pub fn register(folder: &Path) -> Result<&'static Country, Vec<FolderFault>> {
    let of_folder = |message: String, help: &str| FolderFault {
        file: ABOUT.to_owned(),
        line: None,
        column: None,
        message,
        help: help.to_owned(),
    };
    let text = input::text(&folder.join(ABOUT)).map_err(|error| {
        let help =
            "a country's folder holds country.toml and its lists, as CONTRIBUTING.md describes under \"A country\"";
        vec![of_folder(format!("cannot be read: {}", cause(&error)), help)]
    })?;
    let about: About = toml::from_str(&text).map_err(|error| vec![toml_fault(&text, &error)])?;
    let mut faults = check::about(&about);
    let texts = texts(folder, &mut faults);
    faults.extend(check::lists(&texts, &about, |id| about.company.as_ref()?.read(id)));
    if !faults.is_empty() {
        return Err(faults);
    }
    let country = Country::new(text.leak(), texts, true).map_err(|e| vec![of_folder(e.message().to_owned(), "")])?;
    let full = || vec![of_folder("there are too many folders of countries".to_owned(), "one process has room for 15")];
    registry::add(country).ok_or_else(full)
}

/// The lists that the folder has. A file that is none of them is most likely misspelt.
fn texts(folder: &Path, faults: &mut Vec<FolderFault>) -> Vec<(&'static str, &'static str)> {
    let names: Vec<&str> = LISTS.iter().map(|list| list.name).collect();
    let mut fault = |file: String, message: String, help: String| {
        faults.push(FolderFault { file, line: None, column: None, message, help });
    };
    let files = fs_err::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let lists = files.filter(|path| path.extension().is_some_and(|e| e == "csv"));
    let mut stems: Vec<String> = lists.filter_map(|p| Some(p.file_stem()?.to_string_lossy().into_owned())).collect();
    stems.sort();
    for stem in stems.iter().filter(|stem| !names.contains(&stem.as_str())) {
        let help = vire_base::document::did_you_mean(stem, &names);
        fault(format!("{stem}.csv"), "is no list of a country".to_owned(), help);
    }
    let mut texts = Vec::new();
    for name in names.into_iter().filter(|name| stems.iter().any(|stem| stem == name)) {
        match input::text(&folder.join(format!("{name}.csv"))) {
            Ok(text) => texts.push((name, text.leak().trim_start_matches('\u{feff}'))),
            Err(error) => {
                fault(format!("{name}.csv"), format!("cannot be read: {error}"), "lists are UTF-8".to_owned())
            }
        }
    }
    texts
}

fn toml_fault(text: &str, error: &toml::de::Error) -> FolderFault {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map(|before| before.matches('\n').count() as u64 + 1);
    let help = "CONTRIBUTING.md describes country.toml under \"A country\"".to_owned();
    FolderFault { file: ABOUT.to_owned(), line, column: None, message: error.message().trim().to_owned(), help }
}
