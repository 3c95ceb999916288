//! Whose purchases they are.

use vire_base::year::AccountingYear;

use crate::thresholds::Thresholds;

/// The buyer of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Buyer {
    pub name: String,
    /// ISO 3166 code of two letters.
    pub country: String,
    /// ISO 4217 code; all amounts are in this currency or converted to it.
    pub currency: String,
    pub year: AccountingYear,
}

impl Buyer {
    /// The thresholds that the buyer goes by.
    pub fn thresholds(&self) -> Thresholds {
        Thresholds::new(&self.country, &self.currency).by(self.year)
    }
}
