//! What purchases bring about, estimated from what was spent and from factors that the user gives: emissions, what stays
//! here of what is bought here, and input-output effects.
//!
//! Nothing is estimated without a factor that names its source, the year of its prices and what these include. What no
//! factor covers stays uncovered, and is never nothing.

pub mod emissions;
pub mod factors;
mod leontief;
pub mod multipliers;
pub mod respending;
pub mod settings;
pub mod survey;
