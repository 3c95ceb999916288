//! How much is said of the inputs, and what stops a command: the options that commands share.

use clap::Args;

use super::terminal::say;
use crate::log;
use crate::notice::Notice;
use crate::pipeline::Strictness;
use vire_base::code::Level;

#[derive(Args)]
pub struct Said {
    /// Go on with the likeliest answers to the questions that files leave open; the reports say what was assumed
    #[arg(long)]
    assume: bool,
    /// Take warnings as faults
    #[arg(long)]
    strict: bool,
    /// Say nothing of progress and no notes; warnings, questions and errors are said
    #[arg(long)]
    pub quiet: bool,
}

impl Said {
    pub fn strictness(&self) -> Strictness {
        Strictness { assume: self.assume, strict: self.strict }
    }

    /// Says the notices on standard error, or to the log for programs.
    pub fn tell(&self, notices: &[Notice]) {
        for notice in notices.iter().filter(|n| !self.quiet || n.level() > Level::Note) {
            if log::is_on() {
                log::tell(notice.to_event());
            } else {
                say!("{notice}");
            }
        }
    }
}
