//! The way to an existing engine, Apache Spark or Sail: its address, and the program `vire-engine`, which speaks Spark
//! Connect to it.
//!
//! In goes SQL, out come the engine's Arrow messages as they are. Always true: nothing but SQL is sent, and every wait has
//! an end. It knows no table and no indicator. The program is one of its own, so that `vire` has no way to the network.

#![forbid(unsafe_code)]

mod address;
mod session;
pub mod wire;

use serde::{Deserialize, Serialize};

pub use self::address::{Address, Seen};
pub use self::session::Session;

/// An engine that cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{what}\n  help: {help}")]
pub struct Unavailable {
    pub what: String,
    pub help: String,
    /// Whether the engine answers, and says that it cannot do what the SQL asks.
    pub is_of_sql: bool,
}

impl Unavailable {
    pub fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { what: what.into(), help: help.into(), is_of_sql: false }
    }
}
