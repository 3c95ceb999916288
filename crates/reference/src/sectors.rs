//! The sectors of the cross-walk.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use vire_base::text::header_key;

use crate::labels::Labels;
use crate::rows;
use crate::thresholds::ThresholdKind;

/// A sector of the cross-walk.
#[derive(Clone, Debug, Deserialize)]
pub struct Sector {
    pub id: String,
    pub threshold_kind: ThresholdKind,
    #[serde(flatten)]
    names: Labels,
}

impl Sector {
    /// The name in a language, else in English.
    pub fn name(&self, language: &str) -> &str {
        self.names.of(language)
    }
}

/// The sectors, and last the class of what has none.
pub static SECTORS: LazyLock<Vec<Sector>> = LazyLock::new(|| {
    let mut sectors: Vec<Sector> = rows(crate::SECTORS);
    sectors.push(Sector {
        id: UNCLASSIFIED.into(),
        threshold_kind: ThresholdKind::GoodsServices,
        names: Labels::new([("en", "Unclassified"), ("fi", "Luokittelematon"), ("sv", "Oklassificerat")]),
    });
    sectors
});

/// What goes to public bodies without anything being bought; no firm could sell it.
pub const PUBLIC_TRANSFERS: &str = "public-transfers";
pub const UNCLASSIFIED: &str = "unclassified";

/// Position in [`SECTORS`].
pub type SectorNo = u8;

pub fn unclassified() -> SectorNo {
    (SECTORS.len() - 1) as SectorNo
}

pub fn by_id(id: &str) -> Option<SectorNo> {
    SECTORS.iter().position(|s| s.id == id).map(|i| i as SectorNo)
}

/// By id or by the name in any language, whatever its case, blanks and punctuation.
pub fn by_label(label: &str) -> Option<SectorNo> {
    let key = header_key(label);
    let is = |s: &Sector| s.names.all().chain([s.id.as_str()]).any(|name| header_key(name) == key);
    SECTORS.iter().position(is).map(|i| i as SectorNo)
}

/// Some of the sectors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SectorSet(u32);

impl SectorSet {
    pub const NONE: Self = Self(0);
    pub const ANY: Self = Self(u32::MAX);

    /// Reads ids of sectors with blanks between, "any", or nothing; none where an id is unknown.
    pub fn read(text: &str) -> Option<Self> {
        if text == "any" {
            return Some(Self::ANY);
        }
        text.split_whitespace().try_fold(Self::NONE, |set, id| Some(set.with(by_id(id)?)))
    }

    pub fn with(self, sector: SectorNo) -> Self {
        Self(self.0 | 1 << sector)
    }

    pub fn has(self, sector: SectorNo) -> bool {
        self.0 & (1 << sector) != 0
    }
}

/// What a method, or a rule of it, told of contracts whose CPV code says their sector.
/// `crates/domain/examples/learn-sectors.rs` makes the list.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Score {
    pub method: String,
    /// Empty for the whole method.
    pub rule: String,
    /// What words were learned without, to be measured by: "suppliers", or "suppliers and procurements".
    pub left_out: String,
    pub contracts: u32,
    pub told: u32,
    pub right: u32,
}

impl Score {
    /// How often what was told was right, of a hundred, rounded down.
    pub fn chance(&self) -> u8 {
        (100 * self.right).checked_div(self.told).unwrap_or_default() as u8
    }
}

/// The scores of all methods and rules that were measured.
pub static SCORES: LazyLock<Vec<Score>> = LazyLock::new(|| rows(crate::SECTOR_SCORES));

/// The score of a method on what it knew nothing of before.
pub fn score(method: &str) -> Option<&'static Score> {
    SCORES.iter().find(|s| s.method == method && s.rule.is_empty() && s.left_out != "suppliers")
}
