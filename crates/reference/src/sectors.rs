//! The sectors of the cross-walk.

use std::sync::LazyLock;

use serde::Deserialize;
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
