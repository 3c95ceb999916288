//! What decides a run, from its pipeline file and the files that this names.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use vire_base::error::InputError;
use vire_base::files::archive_of;
use vire_base::{digest, parallel};
use vire_ingest::read::inside;

use super::known::Known;
use super::{Options, inputs, name_of};
use crate::config::Config;
use crate::publish::decides::{Decides, Named};
use crate::publish::manifest::code_lists;

/// All but the inputs and the registers.
fn besides(config: &Config, as_of: Option<NaiveDate>, assume: bool) -> Result<Decides, InputError> {
    let calendars = config.calendar.calendars.iter().flat_map(|source| &source.files);
    let contracts = config.calendar.contracts.iter().flat_map(|(source, _)| &source.files);
    let firms = config.firms.iter().flat_map(|source| &source.files);
    let tenders = config.tenders.iter().flat_map(|source| &source.files).chain(config.openness.files());
    let units = config.units.files.iter().chain(&config.owned.files).chain(&config.turnovers.files);
    let effects = config.effects.files();
    let read_later = calendars
        .chain(contracts)
        .chain(firms)
        .chain(tenders)
        .chain(units)
        .chain(effects)
        .chain(&config.drawing.template);
    let read_later = read_later.map(|path| Ok((name_of(config, path), digest::digest(path)?.sha256)));
    let rates = config.rates.iter().flat_map(|rates| &rates.files).map(|file| (file.name.clone(), file.sha256.clone()));
    let rules = config.rule_files.iter().map(|file| (name_of(config, &file.path), file.sha256.clone()));
    let others = read_later.chain(rates.chain(rules).map(Ok)).collect::<Result<Vec<Named>, InputError>>()?;
    Ok(Decides {
        name: config.name.clone(),
        settings: config.settings.clone(),
        as_of,
        assume,
        others,
        code_lists: code_lists(),
        ..Decides::default()
    })
}

/// Of a run whose files were read.
pub fn after(
    config: &Config,
    options: &Options,
    inputs: Vec<Named>,
    registers: Vec<Named>,
) -> Result<Decides, InputError> {
    Ok(Decides { inputs, registers, ..besides(config, options.as_of, options.strictness.assume)? })
}

/// Of a calendar alone.
pub fn of_calendar(config: &Config, as_of: NaiveDate) -> Result<Decides, InputError> {
    besides(config, Some(as_of), false)
}

/// Before anything but hashes is made, and of exports that are known not even those.
pub fn before(config: &Config, options: &Options, known: &Known) -> Result<Decides, InputError> {
    let exports: Vec<PathBuf> = inputs(config).into_iter().map(|(_, path)| path.to_owned()).collect();
    let registers: Vec<PathBuf> = config.registers.iter().flat_map(|register| register.files.clone()).collect();
    let of_export = |path: &PathBuf| -> Result<Named, InputError> {
        if let Some(sha256) = known.of(path) {
            return Ok((name_of(config, path), sha256));
        }
        let input = inside::open(path)?;
        Ok((within(name_of(config, path), path, input.path()), digest::of(&input)?.sha256))
    };
    let of_register = |path: &PathBuf| Ok((name_of(config, path), digest::digest(path)?.sha256));
    let inputs = parallel::map(&exports, options.threads, of_export).into_iter().collect::<Result<_, _>>()?;
    let registers = parallel::map(&registers, options.threads, of_register).into_iter().collect::<Result<_, _>>()?;
    after(config, options, inputs, registers)
}

/// The name of the only file of an archive, which is named with it.
fn within(name: String, archive: &Path, file: &Path) -> String {
    match file.strip_prefix(archive) {
        Ok(inner) if !inner.as_os_str().is_empty() => format!("{name}/{}", inner.display()),
        _ => name,
    }
}

/// The exports by name with their sizes, where each is a file of its own; what differs in these need not be hashed.
pub fn sizes(config: &Config) -> Option<Vec<(String, u64)>> {
    let size =
        |path: &Path| archive_of(path).is_none().then(|| fs_err::metadata(path).ok().map(|about| about.len()))?;
    inputs(config).into_iter().map(|(_, path)| Some((name_of(config, path), size(path)?))).collect()
}
