//! Tables that are published or read by reports as they are, without any indicator.

pub mod moves;
pub mod quality;
pub mod review;
pub mod spend;
pub mod suppliers;

/// The texts of a language by their keys.
pub type Words<'w> = dyn Fn(&str) -> String + 'w;
