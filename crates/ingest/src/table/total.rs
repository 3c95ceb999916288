//! Totals and subtotals among the rows of a table: by their label, by arithmetic, or by both.

use std::collections::HashMap;

use crate::read::Cell;
use vire_base::{amount, date};

/// A difference of up to one unit is rounding.
const ROUNDING: i128 = 100;

/// What the kept rows above sum to.
#[derive(Clone, Debug, Default)]
pub struct Above {
    pub cents: i128,
    rows: u64,
    /// Since the last total or subtotal.
    since_cents: i128,
    since_rows: u64,
    /// The sums after which a group began, and the rows up to there.
    begun: HashMap<i128, u64>,
}

impl Above {
    pub fn add(&mut self, cents: i64) {
        self.cents += i128::from(cents);
        self.rows += 1;
        self.since_cents += i128::from(cents);
        self.since_rows += 1;
    }

    /// A total was met: the next subtotal sums the rows after it.
    pub fn reset(&mut self) {
        self.begun.entry(self.cents).or_insert(self.rows);
        (self.since_cents, self.since_rows) = (0, 0);
    }

    /// The rows above, or those since the last subtotal, sum to this; exactly, those since another subtotal may too, as
    /// where groups have groups in them.
    pub fn sums_to(&self, cents: i64, within: i128) -> bool {
        self.sum_of(0, cents, within)
    }

    /// The same of that many rows at least.
    fn sum_of(&self, rows: u64, cents: i64, within: i128) -> bool {
        let near = |sum: i128| (sum - i128::from(cents)).abs() <= within;
        (self.rows >= rows && near(self.cents))
            || (self.since_rows >= rows && near(self.since_cents))
            || self.begun.get(&(self.cents - i128::from(cents))).is_some_and(|begun| self.rows - begun >= rows.max(1))
    }
}

/// How a text speaks of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    None,
    /// A total of something: "Kaiku Oy yhteensä", "Total Gas".
    Part,
    /// Nothing but a total: "Yhteensä", "Grand Total:", "Total May 2024".
    Whole,
}

/// Words for a total in the languages of the exports; what else may stand beside them in a label of nothing but a total.
const WORDS: [&str; 55] = [
    "yhteensä",
    "yht",
    "totalsum",
    "hovedtotal",
    "slutsum",
    "heildarsumma",
    "kogusumma",
    "endsumme",
    "ergebnis",
    "gesamtergebnis",
    "eindtotaal",
    "subtotaal",
    "summa",
    "loppusumma",
    "kokonaissumma",
    "välisumma",
    "totalt",
    "total",
    "totals",
    "totalsumma",
    "sum",
    "subtotal",
    "delsumma",
    "slutsumma",
    "samtals",
    "alls",
    "heildarupphæð",
    "celkem",
    "součet",
    "mezisoučet",
    "ialt",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "summe",
    "kokku",
    "kopā",
    "viso",
    "razem",
    "ogółem",
    "suma",
    "gjithsej",
    "totali",
    "totaal",
    "totale",
    "totaux",
    "spolu",
    "összesen",
    "skupaj",
    "ukupno",
    "grandtotal",
    "kokkuvõte",
    "delsum",
    "mellansumma",
    "totalbeløp",
];
const BESIDE: [&str; 38] = [
    "grand",
    "sub",
    "overall",
    "kaikki",
    "report",
    "i",
    "alt",
    "summarum",
    "of",
    "for",
    "the",
    "all",
    "spend",
    "spending",
    "payments",
    "payment",
    "expenditure",
    "amount",
    "invoices",
    "transactions",
    "suppliers",
    "paid",
    "net",
    "gross",
    "month",
    "period",
    "year",
    "page",
    "eur",
    "gbp",
    "sek",
    "nok",
    "dkk",
    "czk",
    "usd",
    "ex",
    "vat",
    "iš",
];

/// A text that speaks of a total.
pub fn is_label(text: &str) -> bool {
    label(text) != Label::None
}

fn label(text: &str) -> Label {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let is_total = |word: &&str| WORDS.contains(word);
    let Some(first) = words.first() else { return Label::None };
    let any = words.iter().any(&is_total) || lower.contains("i alt");
    if any && words.iter().all(|w| is_total(w) || BESIDE.contains(w) || date::month_name(w).is_some()) {
        return Label::Whole;
    }
    // "Sub-total Gas" and "I alt Gas" begin with two words for it.
    let begins =
        is_total(first) || BESIDE.contains(first) && words.get(1).is_some_and(is_total) || lower.starts_with("i alt ");
    let ends = words.last().is_some_and(is_total) || lower.ends_with(" i alt");
    if begins || ends { Label::Part } else { Label::None }
}

/// A filled cell that is no number: what speaks for a purchase.
pub fn is_wording(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Empty | Cell::Number(_) => false,
        Cell::Text(text) => !cell.is_blank() && (!amount::is_amount(text) || is_dotted_day(text)),
        _ => true,
    }
}

/// Figures parted by points may be a day too.
fn is_dotted_day(text: &str) -> bool {
    text.bytes().filter(|b| *b == b'.').count() == 2 && date::scan(text).is_some()
}

/// What a row with an amount looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It says about as much as others.
    Full,
    /// It says so little that it could be a total, but nothing proves it one.
    Thin,
    Total,
}

/// What a row with this amount looks like, by the wording beside the amount. `typical` is how many such cells most rows
/// have.
pub fn look<'c>(wording: impl Iterator<Item = Cell<'c>> + Clone, typical: usize, cents: i64, above: &Above) -> Look {
    // Nearly all rows say too much to be a total; looking stops there.
    let few = (typical / 2).max(1);
    let count = wording.clone().take(few + 1).count();
    if count > few {
        return Look::Full;
    }
    let labels = wording.map(|cell| match cell {
        Cell::Text(text) => label(text),
        _ => Label::None,
    });
    let is_total = match labels.max() {
        None => cents == 0 || above.sums_to(cents, ROUNDING),
        Some(Label::Whole) => true,
        Some(Label::Part) => {
            (count == 1 && typical >= 3)
                || cents != 0 && (above.sum_of(2, cents, ROUNDING) || above.sum_of(1, cents, 0))
        }
        // Arithmetic alone is only believed of two rows or more, and of an amount.
        Some(Label::None) => typical >= 2 && cents != 0 && above.sum_of(2, cents, 0),
    };
    match is_total {
        true => Look::Total,
        false if typical >= 2 => Look::Thin,
        false => Look::Full,
    }
}

/// A thin row of a table, in the order of its rows.
pub struct Thin {
    pub row: u32,
    pub cents: i64,
    /// What the rows before it that are not thin sum to, and how many they are.
    pub before: (i128, u64),
}

/// Those of the thin rows that are totals of the rows below them, up to another thin row or to the end of the table,
/// where the others sum to `whole`. All but a few must be, and one alone must sum several.
pub fn heads(thin: &[Thin], whole: (i128, u64)) -> Vec<u32> {
    let ends: HashMap<i128, u64> = thin.iter().map(|thin| thin.before).chain([whole]).collect();
    let rows_below = |thin: &Thin| {
        let (cents, rows) = thin.before;
        ends.get(&(cents + i128::from(thin.cents))).and_then(|end| end.checked_sub(rows)).filter(|rows| *rows > 0)
    };
    let heads: Vec<(u32, u64)> = thin.iter().filter_map(|thin| Some((thin.row, rows_below(thin)?))).collect();
    let summed: u64 = heads.iter().map(|(_, rows)| rows).sum();
    if heads.len() * 5 >= thin.len() * 4 && summed >= 3 {
        heads.into_iter().map(|(row, _)| row).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], typical: usize, cents: i64, total: bool) {
        let above = Above { cents: 100_000, rows: 7, since_cents: 30_000, since_rows: 3, ..Above::default() };
        let cells: Vec<Cell<'_>> = cells.iter().map(|t| Cell::Text(t)).collect();
        assert_eq!(look(cells.iter().copied(), typical, cents, &above) == Look::Total, total, "{cells:?}");
    }

    #[test]
    fn groups_in_groups_are_summed() {
        let mut above = Above::default();
        for (cents, subtotal) in
            [(100, None), (250, Some(350)), (40, Some(40)), (7, Some(397)), (1, Some(1)), (2, Some(400))]
        {
            above.add(cents);
            if let Some(subtotal) = subtotal {
                assert!(above.sums_to(subtotal, 0), "{subtotal}");
                above.reset();
            }
        }
        // 40 + 7 + 1 + 2 began after the first subtotal; 250 + 40 began nowhere.
        assert!(above.sums_to(50, 0) && !above.sums_to(300, 0));
    }

    #[test]
    fn totals_may_stand_above_their_rows() {
        let thin = |row, cents, before| Thin { row, cents, before };
        // A grand total, groups of two rows and of one, and a row that only says little.
        let rows = [thin(2, 600, (0, 0)), thin(3, 350, (0, 0)), thin(6, 40, (350, 2)), thin(8, 210, (390, 3))];
        assert_eq!(heads(&rows, (600, 5)), [2, 3, 6, 8]);
        assert_eq!(heads(&rows[1..2], (350, 2)), Vec::<u32>::new());
        assert_eq!(
            heads(&[thin(2, 10, (0, 0)), thin(4, 20, (30, 1)), thin(6, 30, (60, 2))], (90, 3)),
            Vec::<u32>::new()
        );
    }

    #[test]
    fn totals_by_label_and_arithmetic() {
        check(&["Grand Total"], 4, 77, true);
        check(&["Grand Total"], 1, 77, true);
        check(&["Yhteensä:"], 1, 77, true);
        check(&["Total May 2024"], 4, 77, true);
        check(&["Summa summarum"], 4, 77, true);
        check(&["Kaiku Oy yhteensä"], 4, 30_000, true);
        check(&["Total Gas & Power"], 1, 77, false);
        check(&["Total Gas & Power"], 1, 30_000, true);
        check(&["Total Gas & Power", "2024-01-01", "Energy", "Schools"], 4, 30_000, false);
        check(&["Schools"], 4, 30_000, true);
        check(&["Schools"], 4, 30_001, false);
        check(&[], 4, 100_000, true);
        check(&[], 4, 77, false);
        check(&["Sub-total Gas"], 2, 30_000, true);
        check(&["I alt Gas"], 2, 30_000, true);
        check(&["Gas i alt"], 2, 30_001, true);
        check(&["Gas yht."], 2, 29_000, false);
        // What is called by an unknown word sums all rows, though a subtotal stands right above it.
        let above = Above { cents: 100_000, rows: 7, ..Above::default() };
        let cells = [Cell::Text("Zusammen")];
        assert_eq!(look(cells.iter().copied(), 3, 100_000, &above), Look::Total);
        assert_eq!(look(cells.iter().copied(), 3, 100_001, &above), Look::Thin);
        // A group of one row.
        let above = Above { cents: 100_000, rows: 7, since_cents: 500, since_rows: 1, ..Above::default() };
        assert_eq!(look([Cell::Text("Gas i alt")].into_iter(), 2, 500, &above), Look::Total);
        assert_eq!(look([Cell::Text("Gas")].into_iter(), 2, 500, &above), Look::Thin);
    }
}
