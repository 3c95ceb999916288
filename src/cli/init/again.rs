//! What is new for a pipeline file that is there. It is written at the end of the file, so that all that the user wrote
//! stays as it is, byte for byte.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::super::Usage;
use super::super::talk::Talk;
use super::super::terminal::{look, page};
use super::draft::{Draft, problems, readings, section};
use super::series::{Read, is_among, on_disk, sources};
use super::{Init, SCHEMA, beside, read, unwritable, write_schema};
use crate::config::{self, Config, Purpose};
use vire_base::code::Level;
use vire_base::document::Document;
use vire_base::error::InputError;
use vire_base::files::folder_of;
use vire_formats::harmless::one_line;
use vire_ingest::stage::inspect::{self, inspect_all};
use vire_ingest::values::privacy::said;

pub fn add(init: &Init, output: &Path, talk: &Talk) -> anyhow::Result<()> {
    let whose = &init.whose;
    if whose.buyer.is_some() || whose.country.is_some() || !whose.home.is_empty() {
        let help = "change it there, or name another file with -o";
        let message = format!("{} says already whose purchases they are and what is local", output.display());
        return Err(Usage(format!("{message}\n  help: {help}")).into());
    }
    let config = config::load_for(Purpose::Any, output, look())?;
    let base = folder_of(output);
    let taken = taken(&config);
    let (known, new): (Vec<PathBuf>, Vec<PathBuf>) =
        init.files.iter().cloned().partition(|path| is_among(path, &taken));
    let exports = read(&new, &inspect::settings(&config.buyer().country))?;
    let mut draft = Draft::new(talk, base);
    let given = [taken.clone(), on_disk(&new)].concat();
    for source in sources(&exports) {
        draft.source(&source, &given)?;
    }
    for path in whose.register.iter().filter(|path| !is_among(path, &taken)) {
        draft.register(path)?;
    }
    let files = init.files.iter().chain(&whose.register).chain(&taken);
    for found in beside::found(&files.map(PathBuf::as_path).collect::<Vec<_>>(), base) {
        let is_named = found.path.file_name().is_some_and(|name| config.text.contains(&*name.to_string_lossy()));
        let stands = found.key == "calendar" && !config.calendar.is_empty();
        if !is_named {
            draft.found(&found, stands)?;
        }
    }
    for path in &known {
        open_questions(&mut draft, &config, path)?;
    }
    let unspoken = ["register", "calendar"].into_iter().filter(|key| !config.text.contains(&section(key)));
    draft.templates(&unspoken.collect::<Vec<_>>());
    if !["[locality]", "locality."].iter().any(|spoken| config.text.contains(spoken)) {
        draft.locality(&super::buyer::Home::Own(config.buyer().name.clone()));
    }
    append(output, &config, &said(&draft.text))?;
    tell(&draft, output, &known, &exports)
}

/// The files that a pipeline file names already.
fn taken(config: &Config) -> Vec<PathBuf> {
    let purchases = config.sources.iter().flat_map(|source| &source.files);
    let registers = config.registers.iter().flat_map(|register| &register.files);
    on_disk(purchases.chain(registers))
}

/// What a file that is named already leaves open, as it is read with its settings, unless the pipeline file says so.
fn open_questions(draft: &mut Draft<'_>, config: &Config, path: &Path) -> Result<(), InputError> {
    let names = |files: &[PathBuf]| is_among(path, &on_disk(files));
    let Some(source) = config.sources.iter().find(|source| names(&source.files)) else { return Ok(()) };
    for inspection in inspect_all(&[path.to_owned()], &source.settings) {
        let open = match &inspection {
            Ok(inspection) => {
                let open = problems(inspection).into_iter().filter(|problem| problem.level() == Level::Question);
                open.map(|problem| (problem.code.name(), problem.message, problem.answers)).collect()
            }
            Err(error) if error.ambiguity.is_some() => {
                let (key, choice) = readings(error);
                vec![(key, error.message.clone(), choice.map(str::to_owned).to_vec())]
            }
            Err(_) => return inspection.map(drop),
        };
        let unsaid = open.into_iter().filter(|(_, message, _)| !config.text.contains(&*one_line(message)));
        for (key, message, answers) in unsaid {
            draft.text.push('\n');
            draft.open(key, &format!("{}: {message}", path.display()), &answers, false);
        }
    }
    Ok(())
}

/// Writes the additions at the end of the file, in its own kind of line ends, when it is a pipeline file with them too.
fn append(output: &Path, config: &Config, added: &str) -> anyhow::Result<()> {
    if config.text.contains(SCHEMA) {
        write_schema(folder_of(output))?;
    }
    if added.is_empty() {
        return Ok(());
    }
    let start = if config.text.ends_with('\n') { "" } else { "\n" };
    let mut added = start.to_owned() + added;
    if config.text.contains("\r\n") {
        added = added.replace('\n', "\r\n");
    }
    let whole = config.text.clone() + &added;
    let fits = Document::parse(&whole).is_ok_and(|document| document.check(&config::schema()).is_empty());
    if !fits {
        let help = "write [[purchases]] and other sections of their own; vire init without -o prints what to add";
        let message = format!("{}: what is new cannot be added at its end", output.display());
        return Err(Usage(format!("{message}\n  help: {help}")).into());
    }
    let mut file = std::fs::OpenOptions::new().append(true).open(output).map_err(|e| unwritable(output, &e))?;
    Ok(file.write_all(added.as_bytes()).map_err(|e| unwritable(output, &e))?)
}

/// Says what was added.
fn tell(draft: &Draft<'_>, output: &Path, known: &[PathBuf], added: &[Read<'_>]) -> anyhow::Result<()> {
    let (mut out, talk) = (page(), draft.talk);
    let shown = output.display().to_string();
    for path in known {
        writeln!(out, "{}", talk.text_with("init-read-already", &[("file", &path.display().to_string())]))?;
    }
    for (path, _) in added {
        writeln!(out, "{}", talk.text_with("init-export-added", &[("file", &path.display().to_string())]))?;
    }
    let key = if draft.text.is_empty() { "init-nothing-new" } else { "init-added" };
    writeln!(out, "{}; {}", talk.text_with(key, &[("file", &shown)]), draft.next(output))?;
    Ok(())
}
