//! The settings of what must hold before anything is published.

use schemars::JsonSchema;
use serde::Deserialize;

/// Gates: a run that does not pass them publishes nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Quality {
    /// Largest share of data rows that may be rejected.
    #[schemars(range(min = 0, max = 1))]
    pub max_rejected: f64,
    /// Largest share of euros without a sector.
    #[schemars(range(min = 0, max = 1))]
    pub max_unclassified: f64,
    /// Largest share of euros from suppliers without a known place.
    #[schemars(range(min = 0, max = 1))]
    pub max_unknown_place: f64,
    /// What to do with postings that two files hold, such as a month delivered twice.
    pub overlap: vire_ingest::stage::overlap::Policy,
}

impl Default for Quality {
    fn default() -> Self {
        Self { max_rejected: 0.01, max_unclassified: 1.0, max_unknown_place: 1.0, overlap: Default::default() }
    }
}
