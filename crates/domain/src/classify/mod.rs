//! Sector, value band, ring and scope: decided once for each distinct account, supplier and unit, then looked up for
//! the lines as they go by.

pub mod basis;
pub mod bought;
pub mod cube;
pub mod decisions;
pub mod documents;
pub mod kept;
pub mod lines;
pub mod partitions;
pub mod payments;
pub mod periods;
pub mod purchases;
pub mod rows;
pub mod scope;
pub mod sector;
pub mod settings;
pub mod spend;

/// The class of purchases from public bodies, which are external but no market.
pub const PUBLIC_BODIES: &str = "public-bodies";

/// All rules that decide what a purchase counts as.
pub struct Rules {
    pub scope: scope::Rules,
    pub sectors: sector::Rules,
}
