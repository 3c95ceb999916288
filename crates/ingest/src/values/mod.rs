//! Texts to values.
//!
//! In come the cells of a column. Out go amounts in cents and days since 1970-01-01, and texts without ids of natural
//! persons; amounts of other currencies by exact rates.
//!
//! Always true: a column has one decimal mark and one order of day and month, decided on all its values; where these
//! leave it open, that is an [`ambiguity`] and no guess. Money is never a float.
//!
//! It does not know what else stands in the row.

pub mod ambiguity;
pub mod column;
pub mod privacy;
pub mod rate_table;
pub mod rates;
