//! `vire completions` and `vire man`: what shells and `man` know of the commands, made from the commands themselves.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

use super::help;

#[derive(Args)]
pub struct Completions {
    /// The shell that is to complete the commands
    shell: Shell,
}

impl Completions {
    pub fn execute(self) -> anyhow::Result<()> {
        // The generator panics where it cannot write, so a closed pipe must not be what it writes to.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut shown(), "vire", &mut script);
        Ok(super::terminal::output().write_all(&script)?)
    }
}

#[derive(Args)]
pub struct Man {
    /// The folder that the pages are written to, one for each command; it is made when absent
    folder: PathBuf,
}

impl Man {
    pub fn execute(self) -> anyhow::Result<()> {
        fs_err::create_dir_all(&self.folder)?;
        Ok(clap_mangen::generate_to(shown(), &self.folder)?)
    }
}

/// The commands that people give. Scripts for shells would offer the hidden ones too.
fn shown() -> clap::Command {
    let all = help::command();
    let shown: Vec<clap::Command> = all.get_subcommands().filter(|c| !c.is_hide_set()).cloned().collect();
    let about = all.get_about().cloned().unwrap_or_default();
    let long_about = all.get_long_about().cloned().unwrap_or_default();
    let vire = clap::Command::new("vire").version(env!("CARGO_PKG_VERSION"));
    vire.about(about).long_about(long_about).subcommands(shown)
}
