//! The files that a calendar is published as, as a part of a run or alone.

mod html;
mod ics;
pub mod label;
pub mod table;

use std::path::Path;

use crate::texts::{Texts, Wording};
use vire_base::language::Language;
use vire_domain::calendar::{Calendar, List};

/// Writes `calendar.parquet`: all that was read, past ones among it.
pub fn table(calendar: &Calendar, currency: &str, to: &Path) -> anyhow::Result<()> {
    table::write(calendar, currency, &to.join("calendar.parquet"))
}

/// Draws what is coming as `calendar.<language>.html` for each language, and in the first language as `calendar.html`,
/// `calendar.csv` and `calendar.ics`.
pub fn draw(list: &List, buyer: &str, currency: &str, languages: &[Language], to: &Path) -> anyhow::Result<()> {
    let languages: Vec<Wording> = languages.iter().copied().map(Wording::from).collect();
    draw_in(list, buyer, currency, &languages, to)
}

/// Draws what is coming in languages that need not be among those of [`Language`].
pub(crate) fn draw_in(
    list: &List,
    buyer: &str,
    currency: &str,
    languages: &[Wording],
    to: &Path,
) -> anyhow::Result<()> {
    for (i, language) in languages.iter().enumerate() {
        let texts = Texts::new(*language);
        let title = texts.text_with("coming-title", &[("buyer", buyer)]);
        let page = html::draw(list, &title, &texts, currency)?;
        fs_err::write(to.join(format!("calendar.{}.html", texts.code)), &page)?;
        if i == 0 {
            fs_err::write(to.join("calendar.html"), &page)?;
            fs_err::write(to.join("calendar.csv"), table::csv(list, &texts)?)?;
            fs_err::write(to.join("calendar.ics"), ics::draw(list, &title, &texts, currency))?;
        }
    }
    Ok(())
}
