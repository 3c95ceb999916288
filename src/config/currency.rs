//! What a pipeline file says of other currencies: the rate files.

use std::sync::Arc;

use super::Validator;
use super::raw::Pipeline;
use crate::ingest::rate_table::{self, Given};
use crate::ingest::rates::Rates;

impl Validator<'_> {
    /// The rates to the buyer's currency.
    pub(super) fn rates(&mut self, raw: &Pipeline, own: &str) -> Option<Arc<Rates>> {
        let currency = raw.currency.as_ref()?;
        let given = Given { columns: &currency.columns, quotation: currency.quotation, own };
        let mut rates = Rates::new(currency.max_days);
        for (i, pattern) in currency.rates.iter().enumerate() {
            let at = ["currency", "rates", &i.to_string()].map(str::to_owned);
            let at = at.each_ref().map(String::as_str);
            let name = self.base.join(pattern);
            if let Err(error) = rate_table::read(&name, pattern.clone(), &given, &mut rates) {
                self.fault(&at, format!("{pattern}: {} [{}]", error.message, error.code), error.help);
            }
        }
        if currency.rates.is_empty() {
            let help = "name them, such as rates = [\"kurssit.csv\"]";
            self.fault(&["currency", "rates"], "no rate files are named", help);
        }
        Some(Arc::new(rates))
    }
}
