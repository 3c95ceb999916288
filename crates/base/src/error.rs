//! What can be wrong with an input file.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::code::Code;
use crate::files;
use crate::input::NoFile;

/// An input that cannot be read: what, where, and what would be right.
#[derive(Debug, thiserror::Error)]
pub struct InputError {
    pub code: Code,
    pub file: PathBuf,
    pub sheet: Option<String>,
    pub message: String,
    pub help: String,
    /// What the values of a column leave open, when a setting would answer it.
    pub ambiguity: Option<Ambiguity>,
}

/// What the values of a column can leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguity {
    DecimalMark,
    DateOrder,
}

impl InputError {
    pub fn new(code: Code, file: &Path, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { code, file: file.to_owned(), sheet: None, message, help, ambiguity: None }
    }

    pub fn in_sheet(mut self, sheet: &str) -> Self {
        if !sheet.is_empty() {
            self.sheet = Some(sheet.to_owned());
        }
        self
    }

    pub fn leaving_open(self, ambiguity: Ambiguity) -> Self {
        Self { ambiguity: Some(ambiguity), ..self }
    }

    pub fn io(file: &Path, error: &std::io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<NoFile>()) {
            Some(NoFile::Folder) => {
                let help = "name the files in it, for example \"exports/*.xlsx\"";
                return Self::new(Code::IsFolder, file, NoFile::Folder.to_string(), help);
            }
            Some(other) => {
                let help = "write what it gives to a file first, and name that file";
                return Self::new(Code::NoRegularFile, file, other.to_string(), help);
            }
            None => {}
        }
        if error.kind() == std::io::ErrorKind::NotFound
            && let Some(near) = files::near(file)
        {
            let help = format!("did you mean \"{near}\"?");
            return Self::new(Code::UnreadableFile, file, format!("cannot be read: {}", cause(error)), help);
        }
        let help = match error.kind() {
            std::io::ErrorKind::FileTooLarge => {
                return Self::new(Code::TooLarge, file, error.to_string(), "name the right file, or a smaller one");
            }
            std::io::ErrorKind::NotFound => "check the path; those in a pipeline file are looked up from its folder",
            std::io::ErrorKind::PermissionDenied => "give this user the right to read it",
            _ => "try to open the file in its own program",
        };
        Self::new(Code::UnreadableFile, file, format!("cannot be read: {}", cause(error)), help)
    }
}

/// What the operating system says, in words of a user and without the path, which the message names already.
pub fn cause(error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    let words = match error.kind() {
        Kind::NotFound => "there is no such file or folder",
        Kind::PermissionDenied => "this user has no right to do so",
        Kind::AlreadyExists => "it is there already",
        Kind::IsADirectory => "it is a folder",
        Kind::NotADirectory => "a part of its path is no folder",
        Kind::StorageFull => "the disk is full",
        Kind::ReadOnlyFilesystem => "the disk can only be read",
        _ => "",
    };
    if !words.is_empty() {
        return words.to_owned();
    }
    // The innermost error is the system's own.
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet \"{sheet}\"")?;
        }
        write!(f, ": {} [{}]", self.message, self.code)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}
