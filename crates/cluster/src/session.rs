//! A session with an engine, which the program `vire-engine` holds.

use std::io::{self, BufReader, BufWriter, ErrorKind};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::wire::{self, Answered, Asked};
use super::{Address, Unavailable};

/// The program, which stands beside this one or on the path of programs.
const PROGRAM: &str = "vire-engine";

pub struct Session {
    talk: Mutex<Talk>,
    engine: String,
}

impl Session {
    /// # Errors
    /// When there is no program for it, nothing answers, or the engine refuses.
    pub fn connect(address: &Address) -> Result<Self, Unavailable> {
        let mut talk = Talk::begin()?;
        let asked = Asked::Open { version: wire::VERSION.to_owned(), address: address.whole().to_owned() };
        match talk.ask(&asked)? {
            Answered::Open { engine } => Ok(Self { talk: Mutex::new(talk), engine }),
            _ => Err(broken(&"it answers something else")),
        }
    }

    /// What the engine calls its version.
    pub fn engine(&self) -> &str {
        &self.engine
    }

    /// Runs SQL that changes the session.
    ///
    /// # Errors
    /// When the engine cannot, or answers no more.
    pub fn command(&self, sql: &str) -> Result<(), Unavailable> {
        self.ask(&Asked::Command(sql.to_owned())).map(drop)
    }

    /// The Arrow streams that a query gives.
    ///
    /// # Errors
    /// When the engine cannot, or answers no more.
    pub fn query(&self, sql: &str) -> Result<Vec<Vec<u8>>, Unavailable> {
        match self.ask(&Asked::Query(sql.to_owned()))? {
            Answered::Batches(streams) => Ok(streams),
            _ => Err(broken(&"it answers something else")),
        }
    }

    fn ask(&self, asked: &Asked) -> Result<Answered, Unavailable> {
        self.talk.lock().unwrap_or_else(PoisonError::into_inner).ask(asked)
    }
}

/// The program at work.
struct Talk {
    child: Child,
    /// Its end is the program's end.
    to: Option<BufWriter<ChildStdin>>,
    from: BufReader<ChildStdout>,
}

impl Talk {
    fn begin() -> Result<Self, Unavailable> {
        let mut command = Command::new(program());
        // It says nothing beside its answers, and would say that among messages for programs.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => Unavailable::new(
                format!(
                    "--engine needs the program {PROGRAM}, which is not beside vire and not on the path of programs"
                ),
                "build it with cargo build --release -p vire-cluster --features connect, which needs protoc; without \
                 --engine the same figures are computed here",
            ),
            _ => broken(&error),
        })?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let from = from.ok_or_else(|| broken(&"it has no output"))?;
        Ok(Self { child, to: to.map(BufWriter::new), from: BufReader::new(from) })
    }

    fn ask(&mut self, asked: &Asked) -> Result<Answered, Unavailable> {
        let to = self.to.as_mut().ok_or_else(|| broken(&"it has no input"))?;
        let answer = wire::send(asked, to).and_then(|()| wire::receive(&mut self.from));
        match answer.and_then(|answer| answer.ok_or_else(|| io::Error::other("it ended"))) {
            Ok(Answered::Unavailable(unavailable)) => Err(unavailable),
            Ok(answer) => Ok(answer),
            Err(error) => Err(broken(&error)),
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        self.to = None;
        let _ = self.child.wait(); // it has given the session back by then, or has long ended
    }
}

/// The program beside this one, else the one that the system finds.
fn program() -> PathBuf {
    let name = format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().map(|own| own.with_file_name(&name)).filter(|path| path.is_file());
    beside.unwrap_or_else(|| name.into())
}

fn broken(why: &dyn std::fmt::Display) -> Unavailable {
    let help = "build it of the same version as vire: cargo build --release -p vire-cluster --features connect";
    Unavailable::new(format!("the program {PROGRAM} does not do its work: {why}"), help)
}
