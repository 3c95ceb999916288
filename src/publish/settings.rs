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

/// By how much a run may differ from the one that is published; a run that differs by more is held. The first run of a
/// folder is held against none.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Gates {
    /// How old the newest posting may be, in days before `--as-of`, else before today; no limit when absent.
    #[schemars(range(min = 0, max = 36600))]
    pub max_age: Option<u32>,
    /// How many published months may be missing, besides the oldest ones when as many new ones have come.
    pub months: usize,
    /// Lines of a published month, as a share of what it had; 0.02 fewer and 0.1 more when absent. The two newest
    /// published months may grow as they like.
    pub lines: Limits,
    /// The sum of a published month, as a share of what it was; 0.05 less and 0.1 more when absent.
    pub sum: Limits,
    /// New lines, as a share of those of the median month of the year before; 0.45 fewer and 0.95 more when absent. Needs
    /// three published months; 25 more are never too many.
    pub new_lines: Limits,
    /// The sum of new lines, as a share of that of the median month of the year before; 0.9 less and 9.0 more when absent.
    pub new_sum: Limits,
    /// Suppliers, as a share of those published; 0.05 fewer and 0.5 more when absent, besides what the number of lines
    /// explains.
    pub suppliers: Limits,
    /// How far the share of euros without a sector may rise, 0.1 being ten percentage points.
    #[schemars(range(min = 0, max = 1))]
    pub unclassified: f64,
    /// How far the share of euros from suppliers without a known place may rise.
    #[schemars(range(min = 0, max = 1))]
    pub unknown_place: f64,
    /// Gates that hold no run.
    pub accept: Vec<Gate>,
}

impl Default for Gates {
    fn default() -> Self {
        Self {
            max_age: None,
            months: 0,
            lines: Limits::default(),
            sum: Limits::default(),
            new_lines: Limits::default(),
            new_sum: Limits::default(),
            suppliers: Limits::default(),
            unclassified: 0.1,
            unknown_place: 0.1,
            accept: Vec::new(),
        }
    }
}

/// How far something may fall and rise, as a share of what it was.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub fall: Option<f64>,
    #[serde(default)]
    #[schemars(range(min = 0))]
    pub rise: Option<f64>,
}

/// What a run is held for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// The runs of the folder are of another pipeline.
    Pipeline,
    /// The masking key is gone, or another one.
    MaskKey,
    /// The newest posting is too old.
    MaxAge,
    /// Published months are missing.
    Months,
    /// A published month has other lines.
    Lines,
    /// A published month has another sum.
    Sum,
    /// Too few or too many lines are new.
    NewLines,
    /// The new lines sum to too little or too much.
    NewSum,
    /// New amounts are earlier ones with VAT added.
    WithVat,
    /// A file gives no line.
    Files,
    /// A file lacks columns, or has its amounts from other ones.
    Columns,
    /// Suppliers are missing, or too many are new.
    Suppliers,
    /// Too much more has no sector.
    Unclassified,
    /// Too much more has no place.
    UnknownPlace,
}

impl Gate {
    pub const ALL: [(&'static str, Self); 14] = [
        ("pipeline", Self::Pipeline),
        ("mask-key", Self::MaskKey),
        ("max-age", Self::MaxAge),
        ("months", Self::Months),
        ("lines", Self::Lines),
        ("sum", Self::Sum),
        ("new-lines", Self::NewLines),
        ("new-sum", Self::NewSum),
        ("with-vat", Self::WithVat),
        ("files", Self::Files),
        ("columns", Self::Columns),
        ("suppliers", Self::Suppliers),
        ("unclassified", Self::Unclassified),
        ("unknown-place", Self::UnknownPlace),
    ];

    /// As the pipeline file and the command line write it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, gate)| *gate == self).map_or("", |(word, _)| word)
    }

    /// The key of its limits under `[gates]`.
    pub fn key(self) -> String {
        self.word().replace('-', "_")
    }
}
