//! `vire schema`

use std::io::Write;

use crate::config;

pub fn execute() -> anyhow::Result<()> {
    writeln!(super::terminal::output(), "{}", serde_json::to_string_pretty(&config::schema())?)?;
    Ok(())
}
