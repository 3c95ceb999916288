//! `vire schema`

use std::io::Write;

use crate::config;

pub fn execute() -> anyhow::Result<()> {
    writeln!(std::io::stdout().lock(), "{}", serde_json::to_string_pretty(&config::schema())?)?;
    Ok(())
}
