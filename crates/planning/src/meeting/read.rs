//! A meeting from its workbook; all that does not fit is found at once.

use super::{BASICS, CAME, Coming, Guest, Meeting, SHEETS, Theme};
use crate::exact::cents;
use crate::sheet::book::Book;
use crate::sheet::fault::Faults;
use crate::sheet::table::{Entry, day_of, read};
use num_traits::ToPrimitive;
use vire_reference::places::PLACES;

/// The meeting that a workbook holds.
///
/// # Errors
/// All its faults, with their cells.
pub fn meeting(book: &Book) -> Result<Meeting, Faults> {
    let mut faults = Faults::default();
    let [basics, agenda, coming, invited, guests, themes] =
        [0, 1, 2, 3, 4, 5].map(|i| read(book, &SHEETS[i], &mut faults));
    let basic = |item: &str| basics.iter().find(|entry| entry.member("item") == Some(item));
    let text = |item: &str| basic(item).map(|e| e.text("value")).unwrap_or_default();
    let day = day_of(&basics, book, "the day of the meeting", &mut faults);
    let country = PLACES.country(&text("country"));
    if let Some(entry) = basic("country").filter(|entry| country.is_none() && !entry.text("value").is_empty()) {
        let what = format!("\"{}\" is no country", entry.text("value"));
        faults.add(&entry.place("value"), what, "write it by name or code, such as FI");
    }
    let capacity = basic(BASICS[5]).and_then(|entry| capacity(entry, &mut faults));
    let guests: Vec<Guest> = guests.iter().map(guest).collect();
    let themes = themes.iter().map(|entry| {
        let times = entry.number("theme-times").and_then(|n| n.to_integer().to_i64()).unwrap_or(1);
        Theme { name: entry.text("raised"), times, answer: entry.text("theme-answer") }
    });
    let meeting = Meeting {
        title: text("title"),
        buyer: text("buyer"),
        day: day.unwrap_or_default(),
        hours: text("hours"),
        place: text("place"),
        capacity,
        sign_up: text("sign-up"),
        contact: text("contact"),
        country: country.unwrap_or("FI").to_owned(),
        agenda: agenda.iter().map(|entry| ["clock", "point", "by-office"].map(|column| entry.text(column))).collect(),
        coming: coming
            .iter()
            .map(|entry| Coming {
                title: entry.text("coming-title"),
                sector: entry.member("coming-sector"),
                when: entry.text("coming-when"),
            })
            .collect(),
        invited: invited.iter().map(|entry| entry.text("firm")).collect(),
        guests,
        themes: themes.collect(),
    };
    faults.or(meeting)
}

fn capacity(entry: &Entry, faults: &mut Faults) -> Option<usize> {
    let number = entry.number("value");
    let whole = number.as_ref().filter(|number| number.is_integer()).and_then(|n| n.to_integer().to_usize());
    let whole = whole.filter(|seats| (1..=100_000).contains(seats));
    let is_blank = number.is_none() && entry.text("value").is_empty();
    if whole.is_none() && !is_blank {
        faults.add(&entry.place("value"), "is no number of seats", "write a whole number above 0, or leave it empty");
    }
    whole
}

fn guest(entry: &Entry) -> Guest {
    // A business id of digits alone is a number to a spreadsheet.
    let number = entry.number("firm-id").filter(|number| number.is_integer());
    let id = number.map_or_else(|| entry.text("firm-id"), |number| (cents(&number) / 100).to_string());
    Guest { name: entry.text("firm"), id, came: entry.member("came").map(|came| came == CAME[0]) }
}
