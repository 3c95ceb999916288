//! What the program's exit code says: declared once, for the commands, their help and the reference.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Configuration = 2,
    Input = 3,
    Gate = 4,
    Locked = 5,
    Engine = 69,
    Internal = 70,
}

impl Exit {
    pub const ALL: [Self; 7] =
        [Self::Done, Self::Configuration, Self::Input, Self::Gate, Self::Locked, Self::Engine, Self::Internal];

    pub fn number(self) -> u8 {
        self as u8
    }

    /// As the log for programs names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Configuration => "configuration",
            Self::Input => "input",
            Self::Gate => "gate",
            Self::Locked => "locked",
            Self::Engine => "engine",
            Self::Internal => "internal",
        }
    }

    /// What it says.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Done => "the command did what was asked",
            Self::Configuration => {
                "the command line, the pipeline file, the template or the output folder cannot be used"
            }
            Self::Input => "an input cannot be used, or leaves a question open; the message has its code",
            Self::Gate => {
                "a gate failed, a run is held, a run or a data set is damaged, or --strict met a warning, and nothing was published"
            }
            Self::Locked => "another run holds the output folder",
            Self::Engine => "the engine of --engine cannot be used, and nothing was published",
            Self::Internal => "an error inside the program, or of the operating system",
        }
    }
}

/// The exit codes below a command's help.
pub fn help() -> String {
    let lines = Exit::ALL.map(|exit| format!("\n  {:>2}  {}", exit.number(), exit.meaning()));
    format!("Exit codes:{}", lines.concat())
}
