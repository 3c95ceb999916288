//! Sector, value band, ring and scope: decided once for each distinct account, supplier and unit, then looked up for
//! the lines as they go by.

pub mod cube;
pub mod decisions;
pub mod documents;
pub mod lines;
pub mod partitions;
pub mod purchases;
pub mod scope;
pub mod sector;
pub mod spend;
pub mod tables;
