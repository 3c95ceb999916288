//! What files leave open, settled by the likeliest answers when the user asks for that.

use vire_base::code::Level;
use vire_base::error::InputError;
use vire_ingest::Settings;
use vire_ingest::line::{Problem, Sidecar};
use vire_ingest::settings::Purchases;

/// An answer may show the next question: of a unit, then of a sign. More than so many in turn no file asks.
const MOST_TURNS: usize = 6;

/// The files, each read anew with the first answers to what it leaves open; `again` reads the file at this place with
/// other settings. What was assumed stays among the problems of the file.
///
/// # Errors
/// When a file cannot be read with an answer.
pub fn settle<T: AsRef<Sidecar> + AsMut<Sidecar>>(
    files: &mut [T],
    settings: &[&Settings],
    again: impl Fn(usize, &Settings) -> Result<T, InputError>,
) -> Result<(), InputError> {
    for (at, file) in files.iter_mut().enumerate() {
        let mut assumed: Vec<Problem> = Vec::new();
        let mut known = settings[at].clone();
        for _ in 0..MOST_TURNS {
            let is_new = |p: &&Problem| !assumed.iter().any(|a| (a.code, &a.message) == (p.code, &p.message));
            let open = file.as_ref().problems.iter().filter(|p| p.level() == Level::Question);
            let taken: Vec<Problem> = open.filter(is_new).filter_map(taken).collect();
            if taken.is_empty() {
                break;
            }
            for problem in taken {
                known = problem.assumed.as_deref().and_then(|line| with(&known, line)).unwrap_or(known);
                assumed.push(problem);
            }
            *file = again(at, &known)?;
        }
        file.as_mut().problems.extend(assumed);
    }
    Ok(())
}

/// A question with its first answer taken.
fn taken(question: &Problem) -> Option<Problem> {
    let first = question.answers.first()?;
    Some(Problem { assumed: Some(first.clone()), answers: Vec::new(), ..question.clone() })
}

/// The settings with a line of the pipeline file, as the user would write it under `[[purchases]]`.
fn with(settings: &Settings, line: &str) -> Option<Settings> {
    let written: Purchases = toml::from_str(&format!("files = []\n{line}\n")).ok()?;
    Some(written.answer(settings))
}
