//! `vire-engine`, which `vire` starts for `--engine`: it speaks Spark Connect to an engine, and ends when nothing is asked
//! any more.

#![forbid(unsafe_code)]

mod session;

use std::io::{self, BufReader, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use vire_cluster::Unavailable;
use vire_cluster::wire::{self, Answered, Asked};

use self::session::Session;

fn main() -> ExitCode {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        let _ = writeln!(io::stderr(), "vire starts this program by itself for --engine; it is of no use alone");
        return ExitCode::FAILURE;
    }
    match serve(&mut BufReader::new(stdin.lock()), &mut BufWriter::new(io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE, // the other program is gone
    }
}

fn serve(from: &mut impl io::Read, to: &mut impl Write) -> io::Result<()> {
    let mut session = None;
    while let Some(asked) = wire::receive(from)? {
        let answered = answer(&mut session, asked).unwrap_or_else(Answered::Unavailable);
        wire::send(&answered, to)?;
    }
    Ok(())
}

fn answer(held: &mut Option<Session>, asked: Asked) -> Result<Answered, Unavailable> {
    let session = || held.as_ref().ok_or_else(|| Unavailable::new("no session is open", "open one first"));
    match asked {
        Asked::Command(sql) => session()?.command(&sql).map(|()| Answered::Done),
        Asked::Query(sql) => session()?.query(&sql).map(Answered::Batches),
        Asked::Open { version, .. } if version != wire::VERSION => Err(Unavailable::new(
            format!("vire is of version {version}, and vire-engine of version {}", wire::VERSION),
            "build both of the same version",
        )),
        Asked::Open { address, .. } => {
            let address = address.parse().map_err(|why: String| Unavailable::new(why, "correct the address"))?;
            let opened = held.insert(Session::connect(address)?);
            Ok(Answered::Open { engine: opened.version()? })
        }
    }
}
