//! A guide from its workbook; all that does not fit is found at once.

use super::{Advice, COUNTRIES, Guide, SHEETS, Thesis};
use crate::sheet::book::Book;
use crate::sheet::fault::Faults;
use crate::sheet::table::{Entry, day_of, read};

/// The guide that a workbook holds.
///
/// # Errors
/// All its faults, with their cells.
pub fn guide(book: &Book) -> Result<Guide, Faults> {
    let mut faults = Faults::default();
    let [basics, theses, advice, channels, contacts, words] =
        [0, 1, 2, 3, 4, 5].map(|i| read(book, &SHEETS[i], &mut faults));
    let basic = |item: &str| basics.iter().find(|entry| entry.member("item") == Some(item));
    let text = |item: &str| basic(item).map(|e| e.text("value")).unwrap_or_default();
    let day = day_of(&basics, book, "the day of the guide", &mut faults);
    let country = text("country").to_lowercase();
    let known =
        COUNTRIES.iter().find(|code| **code == country || book.tongues.says(&format!("country-{code}"), &country));
    if known.is_none() && !country.is_empty() {
        let place = basic("country").map(|entry| entry.place("value")).unwrap_or_default();
        faults.add(&place, "no limits are known for this country", "write FI or SE");
    }
    let of = |entries: &[Entry], columns: [&str; 3]| -> Vec<[String; 3]> {
        entries.iter().map(|entry| columns.map(|column| entry.text(column))).collect()
    };
    let theses = theses.iter().filter_map(|entry| {
        Some(Thesis {
            text: entry.text("thesis"),
            state: entry.member("thesis-state")?,
            evidence: entry.text("thesis-evidence"),
            gap: entry.text("gap"),
            owner: entry.text("owner"),
            due: entry.date("due"),
        })
    });
    let advice = advice.iter().filter_map(|entry| {
        Some(Advice { date: entry.date("date")?, topic: entry.text("topic"), municipality: entry.text("municipality") })
    });
    let guide = Guide {
        title: text("title"),
        buyer: text("buyer"),
        day: day.unwrap_or_default(),
        country: if known == Some(&COUNTRIES[1]) { "SE" } else { "FI" },
        theses: theses.collect(),
        advice: advice.collect(),
        channels: of(&channels, ["channel", "address", "for-what"]),
        contacts: of(&contacts, ["office", "address", "for-what"]),
        words: words.iter().map(|entry| [entry.text("word"), entry.text("meaning")]).collect(),
    };
    faults.or(guide)
}
