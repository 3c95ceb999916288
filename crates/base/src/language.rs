//! The languages that reports are written in.

use schemars::JsonSchema;
use serde::Deserialize;

/// A language of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Fi,
    Sv,
    En,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// ISO 639.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }
}
