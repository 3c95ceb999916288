//! What a command says of its inputs, each with its level, once however many files it is said of.

use std::fmt;

use serde_json::{Value, json};
use vire_base::code::{Code, Level};
use vire_domain::calendar::Calendar;
use vire_ingest::line::Problem;

/// Something said of files, or of the pipeline when there are none.
#[derive(Clone, Debug)]
pub struct Notice {
    pub files: Vec<String>,
    pub problem: Problem,
}

impl Notice {
    pub fn new(code: Code, file: Option<&str>, message: String) -> Self {
        let files = file.map(str::to_owned).into_iter().collect();
        Self { files, problem: Problem::new(code, "", None, message) }
    }

    pub fn level(&self) -> Level {
        self.problem.level()
    }

    /// Where it is, in words; empty when it is of the pipeline.
    fn place(&self) -> String {
        let mut place = match &self.files[..] {
            [] => return String::new(),
            [first, .., last] if self.files.len() > FEW => format!("{first} to {last} ({} files)", self.files.len()),
            few => few.join(", "),
        };
        if !self.problem.sheet.is_empty() {
            place += &format!(", sheet \"{}\"", self.problem.sheet);
        }
        place + &self.problem.row.map(|row| format!(", row {row}")).unwrap_or_default() + ": "
    }

    /// As the log for programs has it.
    pub fn to_event(&self) -> Value {
        let mut value = self.to_json();
        value["event"] = json!("notice");
        value
    }

    /// As programs read it.
    pub fn to_json(&self) -> Value {
        let mut value = problem(&self.problem);
        value["files"] = json!(self.files);
        value
    }
}

/// Files that are all named in a message.
const FEW: usize = 3;

/// What is said of one file, as programs read it.
pub fn problem(problem: &Problem) -> Value {
    json!({
        "level": problem.level(),
        "code": problem.code,
        "sheet": problem.sheet,
        "row": problem.row,
        "message": problem.message,
        "answers": problem.answers,
        "assumed": problem.assumed,
    })
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { code, message, answers, assumed, .. } = &self.problem;
        write!(f, "{}: {}{message} [{code}]", self.level().word(), self.place())?;
        if let Some(answer) = assumed {
            return write!(f, "\n  assumed: {answer}");
        }
        let mut word = "settled by";
        for answer in answers {
            write!(f, "\n  {word}: {answer}")?;
            word = "or";
        }
        Ok(())
    }
}

/// What a calendar says of its rows.
pub fn of_calendar(calendar: &Calendar) -> Vec<Notice> {
    let warnings = calendar.warnings.iter().map(|message| (Code::OfCalendar, message));
    let remarks = calendar.remarks.iter().map(|(code, message)| (*code, message));
    remarks.chain(warnings).map(|(code, message)| Notice::new(code, None, message.clone())).collect()
}

/// Notices that say the same of several files, or of several sheets, become one; graver ones come later.
pub fn together(notices: impl IntoIterator<Item = Notice>) -> Vec<Notice> {
    let mut together: Vec<Notice> = Vec::new();
    for notice in notices {
        let what = |n: &Notice| (n.problem.code, n.problem.message.clone(), n.problem.assumed.clone());
        let Some(same) = together.iter_mut().find(|other| what(other) == what(&notice)) else {
            together.push(notice);
            continue;
        };
        if same.problem.sheet != notice.problem.sheet || same.problem.row != notice.problem.row {
            (same.problem.sheet, same.problem.row) = (String::new(), None);
        }
        let new = notice.files.into_iter().filter(|file| !same.files.contains(file)).collect::<Vec<_>>();
        same.files.extend(new);
    }
    together.sort_by_key(Notice::level);
    together
}

/// What stops a run before anything is published.
#[derive(Debug)]
pub enum Unsettled {
    Questions(Vec<Notice>),
    /// Where the user wants warnings to be faults.
    Warnings(Vec<Notice>),
}

impl Unsettled {
    /// The first of the two that there is.
    ///
    /// # Errors
    /// When a question is open, or under `strict` a warning.
    pub fn check(notices: &[Notice], strict: bool) -> Result<(), Self> {
        let of = |level: Level| notices.iter().filter(|n| n.level() == level).cloned().collect::<Vec<Notice>>();
        let (questions, warnings) = (of(Level::Question), of(Level::Warning));
        match (questions.is_empty(), warnings.is_empty() || !strict) {
            (true, true) => Ok(()),
            (false, _) => Err(Self::Questions(questions)),
            (true, false) => Err(Self::Warnings(warnings)),
        }
    }
}

impl std::error::Error for Unsettled {}

impl fmt::Display for Unsettled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (notices, what, help) = match self {
            Self::Questions(questions) => (
                questions,
                "what the files leave open must be settled before figures are published",
                "write one of the lines in the pipeline file, under the [[purchases]] of the file; --assume takes the first of them, and the reports say so",
            ),
            Self::Warnings(warnings) => {
                (warnings, "there are warnings, and --strict allows none", "see vire explain CODE for each")
            }
        };
        write!(f, "{what}")?;
        notices.iter().try_for_each(|notice| write!(f, "\n{notice}"))?;
        write!(f, "\n  help: {help}")
    }
}
