//! Ids of natural persons in texts, however people write them: with blanks and other dashes, in letters of another width,
//! with letters that nobody sees among them, mistyped.

use std::borrow::Cow;
use std::ops::Range;

use super::Reading;
use crate::country::{self, Country, OfAll};
use crate::forms::person::{PersonIds, Trust, Written};
use crate::forms::written::{Groups, Layout, run_end};
use crate::letters::Plain;

/// What a text is, and so what its digits may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column of ids: a number there in the form of a person's id is one, mistyped or not.
    Id,
    /// The name of a supplier: so is what is written with its sign.
    Name,
    /// Words.
    Text,
    /// A number of a voucher, an invoice, an account: most that look like a foreign id only look so.
    Number,
    /// The name of a file, a sheet or a column: bare digits in it are days and numbers.
    Label,
}

/// A personal id in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its one spelling, which must not be written anywhere.
    pub id: String,
    /// Its check holds.
    pub is_right: bool,
    /// It has no sign or blank.
    pub is_bare: bool,
}

impl Found {
    /// Nothing else has this form: no number that was mistyped is taken for a person's by its date alone.
    pub fn is_sure(&self) -> bool {
        self.is_right || !self.is_bare
    }
}

/// The ids of persons that the texts of one ledger can hold.
pub struct Finder {
    forms: Vec<(&'static PersonIds, Whose)>,
    /// Lengths of runs of digits that are ids without any sign, as bits.
    runs: u32,
    /// The fewest digits of an id.
    fewest: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Of the ledger's own country.
    Own,
    /// Of a country whose ids stand among its own.
    Neighbour,
    Other,
}

impl Finder {
    /// For ledgers of a country.
    pub fn of(country: &str) -> Self {
        let neighbours = Country::of(country).and_then(|c| c.about.company.as_ref()).map(|ids| &ids.neighbours[..]);
        Self::new(|code| match code {
            code if code == country => Whose::Own,
            code if neighbours.unwrap_or_default().iter().any(|n| n == code) => Whose::Neighbour,
            _ => Whose::Other,
        })
    }

    /// For ledgers of whom nobody knows: what is an id in any country's ledgers counts.
    pub fn of_any_country() -> Self {
        Self::new(|_| Whose::Own)
    }

    fn new(whose: impl Fn(&str) -> Whose) -> Self {
        let forms = country::all().filter_map(|c| Some((c.about.person.as_ref()?, whose(c.code))));
        let forms: Vec<_> = forms.collect();
        let told = |(ids, whose): &&(&'static PersonIds, Whose)| *whose == Whose::Own || ids.is_told_bare_elsewhere();
        let runs = forms.iter().filter(told).flat_map(|(ids, _)| ids.runs()).fold(0, |runs, run| runs | 1 << run);
        let own = |(_, whose): &&(&'static PersonIds, Whose)| *whose == Whose::Own;
        let fewest = forms.iter().filter(own).flat_map(|(ids, _)| ids.runs()).min().unwrap_or(9).min(9);
        Self { forms, runs, fewest }
    }

    /// The ids in a text, in order. `of_supplier` is the country of the supplier whom the text is about, where another
    /// one than the buyer's is known.
    pub fn find(&self, text: &str, place: Place, of_supplier: Option<&str>) -> Vec<Found> {
        let own = of_supplier.and_then(Country::of).and_then(|c| c.about.person.as_ref());
        let fewest = own.map_or(self.fewest, |own| own.runs().into_iter().fold(self.fewest, usize::min));
        if !may_hold(text.as_bytes(), fewest) {
            return Vec::new();
        }
        let mut found = Vec::new();
        if text.is_ascii() {
            let upper = match text.bytes().any(|b| b.is_ascii_lowercase() || b.is_ascii_control()) {
                true => Cow::Owned(Plain::of(text).bytes),
                false => Cow::Borrowed(text.as_bytes()),
            };
            // What nobody sees is dropped from the plain letters, and then places are not the same.
            if upper.len() == text.len() {
                self.each(&upper, place, own, |written| found.push(seen(&written, written.from..written.to)));
                return found;
            }
        }
        let plain = Plain::of(text);
        let range = |w: &Written| plain.at[w.from]..plain.at[w.to];
        self.each(&plain.bytes, place, own, |written| found.push(seen(&written, range(&written))));
        found
    }

    /// Calls `take` with each id in plain letters.
    fn each(&self, text: &[u8], place: Place, own: Option<&'static PersonIds>, mut take: impl FnMut(Written)) {
        let mut from = 0;
        while let Some(start) = text[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) {
            let end = run_end(text, start);
            // An id does not begin in the middle of a number.
            match self.at(text, start, end, place, own) {
                Some(written) => {
                    from = written.to;
                    take(written);
                }
                None => from = end,
            }
        }
    }

    /// The id that begins with the digits from `start` to `end`.
    fn at(
        &self,
        text: &[u8],
        start: usize,
        end: usize,
        place: Place,
        own: Option<&'static PersonIds>,
    ) -> Option<Written> {
        let width = end - start;
        // Most runs of digits can begin no id, whatever follows.
        let may_begin = match width {
            1 | 2 | 4 | 6 | 7 | 8 => end < text.len(),
            width => width < 32 && (own.is_some() || self.runs >> width & 1 == 1),
        };
        if !may_begin {
            return None;
        }
        let groups = Groups::at(text, start);
        let next = groups.width(1);
        let is_plausible = match width {
            2 | 4 => next == 2 && matches!(groups.width(2), 2 | 4),
            1 => matches!(next, 6 | 10),
            6..=8 => next > 0 || text.get(end).is_some_and(|b| *b == b' ' || b.is_ascii_uppercase() || *b == b'-'),
            _ => true,
        };
        if !is_plausible {
            return None;
        }
        let counts = |(ids, whose): &(&'static PersonIds, Whose)| {
            let is_own = *whose == Whose::Own || own.is_some_and(|own| std::ptr::eq(own, *ids));
            let whose = if is_own { Whose::Own } else { *whose };
            ids.written(&groups).filter(|written| counts(written, whose, place, text))
        };
        // A right one goes before a mistyped one, and of these the longest.
        self.forms.iter().filter_map(counts).max_by_key(|written| (written.trust == Trust::Right, written.to))
    }
}

/// Whether a text has so many digits, of any width; most texts have not.
fn may_hold(text: &[u8], digits: usize) -> bool {
    // Digits of other widths begin with bytes from 0xc2 on, and so do dashes and letters, which does no harm.
    text.len() >= digits && text.iter().filter(|b| b.is_ascii_digit() || **b >= 0xc2).take(digits).count() == digits
}

/// Whether what has the form of an id counts as one.
fn counts(written: &Written, whose: Whose, place: Place, text: &[u8]) -> bool {
    let is_right = written.trust == Trust::Right;
    let is_signed = written.layout == Layout::Signed;
    let follows_letter = written.from > 0 && text[written.from - 1].is_ascii_alphabetic();
    let is_told = is_right && written.is_told_elsewhere;
    match (whose, place) {
        (Whose::Own, Place::Id) => true,
        _ if follows_letter && is_vat_number(written, text) => false,
        (Whose::Own, Place::Name) => is_right || is_signed,
        (Whose::Own, Place::Text | Place::Number) => is_right,
        (Whose::Own, Place::Label) => is_right && is_signed || written.is_unmistakable,
        (Whose::Neighbour, Place::Number | Place::Label) => is_told && is_signed,
        // The checks of other countries leave one number in ten.
        (Whose::Other, Place::Number | Place::Label) => is_told && written.is_unmistakable,
        (_, Place::Id | Place::Name | Place::Text) => is_told && (is_signed || !follows_letter),
    }
}

/// Whether digits are, with the two letters before them, a company's VAT number.
fn is_vat_number(written: &Written, text: &[u8]) -> bool {
    let number = written.from.checked_sub(2).and_then(|from| std::str::from_utf8(&text[from..written.to]).ok());
    number.and_then(super::vat::read).is_some_and(|reading| matches!(reading, Reading::Business(_)))
}

fn seen(written: &Written, range: Range<usize>) -> Found {
    let Written { id, trust, layout, .. } = written;
    Found { range, id: id.clone(), is_right: *trust != Trust::Mistyped, is_bare: *layout == Layout::Bare }
}

/// The id of a person in a column of ids of a country's ledgers or suppliers.
pub fn in_id_column(text: &str, country: &str) -> Option<String> {
    static FINDERS: OfAll<Vec<(&'static str, Finder)>> =
        OfAll::new(|| country::all().map(|c| (c.code, Finder::of(c.code))).collect());
    static OTHER: OfAll<Finder> = OfAll::new(|| Finder::of(""));
    let finder = FINDERS.get().iter().find(|(code, _)| *code == country).map_or_else(|| OTHER.get(), |(_, f)| f);
    finder.find(text, Place::Id, None).into_iter().find(Found::is_sure).map(|found| found.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::read;

    /// A text with its ids in brackets.
    fn marked(text: &str, country: &str, place: Place) -> String {
        let mut marked = text.to_owned();
        for found in Finder::of(country).find(text, place, None).into_iter().rev() {
            let inside = format!("[{}]", &text[found.range.clone()]);
            marked.replace_range(found.range, &inside);
        }
        marked
    }

    /// Ids of each country that another library has as its examples or finds right (python-stdnum 2.1): in the form with
    /// a sign where there is one, and as digits alone.
    const VECTORS: [(&str, &str, &str); 16] = [
        ("FI", "131052-308T", ""),
        ("SE", "880320-0016", "8803200016"),
        ("NO", "151086 95088", "15108695088"),
        ("NO", "230656-74017", "23065674017"),
        ("DK", "101079-4990", "1010794990"),
        ("EE", "3680528-0109", "36805280109"),
        ("EE", "4590911-9540", "45909119540"),
        ("LT", "3330924-0064", "33309240064"),
        ("LT", "", "95331440696"),
        ("LV", "161175-19997", "16117519997"),
        ("LV", "090351-17884", "09035117884"),
        ("IS", "120174-3399", "1201743399"),
        ("IS", "220474-2759", "2204742759"),
        ("PL", "", "44051401359"),
        ("CZ", "710319/2745", "7103192745"),
        ("GB", "AB 12 34 56 C", "AB123456C"),
    ];

    /// What fingers hit beside the hyphen, and a hyphen typed twice.
    #[test]
    fn slips_of_the_finger_hide_no_id() {
        for (country, id) in [
            ("FI", "010190_900P"),
            ("FI", "010190--900P"),
            ("SE", "850101~0014"),
            ("SE", "850101 -- 0014"),
            ("DK", "101079_4990"),
            ("IS", "120174--3399"),
        ] {
            for place in [Place::Id, Place::Name, Place::Text] {
                assert_eq!(
                    marked(&format!("x {id}, y"), country, place),
                    format!("x [{id}], y"),
                    "{country} {place:?}"
                );
            }
        }
    }

    #[test]
    fn ids_of_each_country_are_found_in_its_ledgers() {
        for (country, signed, bare) in VECTORS {
            for id in [signed, bare].into_iter().filter(|id| !id.is_empty()) {
                for place in [Place::Id, Place::Name, Place::Text, Place::Number] {
                    let text = format!("Palkkio {id}, x");
                    assert_eq!(marked(&text, country, place), format!("Palkkio [{id}], x"), "{country} {place:?}");
                }
                assert!(matches!(read(id, country), Reading::Person { .. }), "{country} {id}");
                // The next digit fails the check, and nothing but a column of ids or a sign in a name tells it then.
                let Some(last) = bare.bytes().last().filter(|b| b.is_ascii_digit() && !["DK", "IS"].contains(&country))
                else {
                    continue;
                };
                let wrong = format!("{}{}", &id[..id.len() - 1], (last - b'0' + 1) % 10);
                assert_eq!(marked(&wrong, country, Place::Text), wrong, "{country}");
                assert_eq!(marked(&wrong, country, Place::Number), wrong, "{country}");
                assert_eq!(marked(&wrong, country, Place::Id), format!("[{wrong}]"), "{country}");
            }
        }
    }

    #[test]
    fn spellings_of_one_id_are_one() {
        let spellings = [
            "010190-900P",
            "010190\u{2013}900P",
            "010190\u{2011}900P",
            "010190-\u{ad}900P",
            "\u{200b}010190-900P",
            "010190\u{200b}-900P",
            "010190 -900P",
            "010190 - 900P",
            "０１０１９０-９００Ｐ",
            "010190−900P",
            "010190-900p",
            "010190\u{a0}-\u{a0}900P",
            "\u{feff}010190-900P",
            "010190-900P\u{200e}",
            "010190 900P",
            "010190-900 P",
            "01.01.90-900P",
            "01.01.1990-900P",
            "01 01 90 - 900P",
            "010190900P",
            "010190\u{ad}900P",
            "010190－900P",
        ];
        for text in spellings {
            assert_eq!(read(text, "FI"), Reading::Person { digits: "010190-900P".into() }, "{text:?}");
            for place in [Place::Id, Place::Name, Place::Text, Place::Number, Place::Label] {
                let found = Finder::of("FI").find(&format!("Maksu ({text}) / x"), place, None);
                assert_eq!(found.len(), 1, "{text:?} {place:?}");
                assert_eq!(found[0].id, "010190-900P", "{text:?}");
            }
        }
        // All signs of the century; another sign is another person.
        for sign in "+-YXWVUABCDEF".chars() {
            assert_eq!(
                read(&format!("010190{sign}900P"), "FI"),
                Reading::Person { digits: format!("010190{sign}900P") }
            );
        }
        let spellings = [
            "850101-0014",
            "850101+0014",
            "850101 0014",
            "19850101 0014",
            "19850101-0014",
            "198501010014",
            "8501010014",
            "SE850101001401",
            "850101001401",
            "85.01.01-0014",
            "1985-01-01-0014",
            "850101 - 0014",
            "８５０１０１-００１４",
        ];
        for text in spellings {
            assert_eq!(read(text, "SE"), Reading::Person { digits: "8501010014".into() }, "{text:?}");
            for place in [Place::Name, Place::Text, Place::Number] {
                assert_eq!(Finder::of("SE").find(&format!("Firma ({text}) AB"), place, None).len(), 1, "{text:?}");
            }
        }
    }

    #[test]
    fn mistyped_ids_are_found_where_a_column_tells_them() {
        for text in ["010190-901X", "010190 901X", "01.01.90-9012", "010190A901X"] {
            assert!(matches!(read(text, "FI"), Reading::Person { .. }), "{text}");
        }
        assert!(matches!(read("850101-0015", "SE"), Reading::Person { .. }));
        // The Icelandic check is the digit before the last; some Danish numbers have none.
        assert_eq!(marked("120174-3089 120174-3399", "IS", Place::Text), "120174-3089 [120174-3399]");
        assert_eq!(marked("250480-1454 2504801454", "DK", Place::Text), "[250480-1454] 2504801454");
        assert!(matches!(read("2504801454", "DK"), Reading::Person { .. }));
        // By its date alone a number is not a person's, but it is not shown either.
        assert_eq!(read("8501010015", "SE"), Reading::Invalid);
        assert_eq!(marked("8501010015", "SE", Place::Id), "[8501010015]");
        assert_eq!(marked("Matti 010190-901X", "FI", Place::Name), "Matti [010190-901X]");
        assert_eq!(marked("Matti 010190-901X", "FI", Place::Text), "Matti 010190-901X");
    }

    #[test]
    fn ids_of_other_countries_are_found_where_chance_is_left_out() {
        let text = "08107416693, 121070-3973, 37801275808, 230874-9059, 850101-0014, 010190-900P";
        let all = "[08107416693], [121070-3973], [37801275808], [230874-9059], [850101-0014], [010190-900P]";
        for country in ["FI", "SE", "DE", "FR"] {
            assert_eq!(marked(text, country, Place::Text), all, "{country}");
        }
        // A number of a voucher in that form is one; only neighbours' and what has a letter as its check are told.
        let numbers = "08107416693, 121070-3973, 37801275808, 230874-9059, [850101-0014], [010190-900P]";
        assert_eq!(marked(text, "FI", Place::Number), numbers);
        assert_eq!(Finder::of("FI").find("44051401359", Place::Name, Some("PL")).len(), 1);
        assert_eq!(Finder::of("FI").find("44051401359", Place::Name, None).len(), 0);
    }

    #[test]
    fn numbers_that_are_no_persons_stay() {
        for text in [
            "2077474-0",
            "FI20774740",
            "556036-0793",
            "165560360793",
            "SE556036079301",
            "964965226",
            "NO964965226MVA",
            "12345678",
            "13585628",
            "FR40303265045",
            "DE136695976",
            "FI21 1234 5600 0007 85",
            "003720774740",
            "2024-01-05 12:30",
            "202401051230",
            "01.01.2024 1234",
            "01.01.24-31.12.24",
            "010124-311224",
            "+358 40 123 4567",
            "070-315 12 33",
            "RF18 5390 0754 7034",
            "LASKU-2024-000123",
            "1010190-900P",
            "0100000001",
            "4500001234",
            // An Icelandic company: 4 is added to the day.
            "410969-9129",
            "4109699129",
            // Hexadecimal digits of a hash.
            "9f3010190a900pe1",
            "ab010190a900b7",
        ] {
            for country in ["FI", "NO", "DK", "IS", "EE", "LV"] {
                assert_eq!(marked(text, country, Place::Text), text, "{country}");
                assert_eq!(marked(text, country, Place::Label), text, "{country}");
            }
        }
        assert_eq!(read("410969-9129", "IS"), read("4109699129", "IS"));
        assert!(matches!(read("4109699129", "IS"), Reading::Business(id) if id.key() == "is:410969-9129"));
        // Names of files are full of days.
        for text in ["20240105-1234.csv", "ostot 240105 0012.csv", "8501010014.csv", "2024-01-05-1234.xlsx"] {
            assert_eq!(marked(text, "FI", Place::Label), text);
        }
    }
}
