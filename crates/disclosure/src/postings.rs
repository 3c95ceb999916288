//! What persons sold by month and by size of the posting: the two ways in which figures divide lines and not suppliers.

use std::collections::BTreeMap;

use super::guarded::Sold;
use super::parts::Shares;
use super::verdict::Verdict;
use vire_indicators::Figure;

/// What one person sold in a month, in postings of one size.
#[derive(Clone, Copy)]
pub struct Posting {
    pub year: i32,
    /// 1 to 12, or 0 without a date.
    pub month: u32,
    /// Number of the value band.
    pub band: usize,
    pub supplier: usize,
    pub cents: i128,
}

/// By month and code of the band.
pub type Parts<'a> = Vec<((u32, &'a str), Shares)>;

/// The parts of a year, of postings in order.
pub fn parts<'a>(postings: &[Posting], year: i32, codes: &[&'a str]) -> Parts<'a> {
    let from = postings.partition_point(|p| p.year < year);
    let of_year = &postings[from..postings.partition_point(|p| p.year <= year)];
    let part = |alike: &[Posting]| {
        let shares = alike.iter().map(|p| (p.supplier, Sold { is_person: true, cents: p.cents }));
        ((alike[0].month, codes[alike[0].band]), shares.collect())
    };
    of_year.chunk_by(|a, b| (a.month, a.band) == (b.month, b.band)).map(part).collect()
}

/// Sums, each as the parts that it is made of.
type Sums = Vec<Vec<u32>>;

/// The sums that a figure of a year tells, as the parts that they are made of, and those of its bounds.
pub fn told(figure: &Figure, parts: &Parts<'_>) -> Option<(Sums, Sums)> {
    let of = |is_in: &dyn Fn(u32, &str) -> bool| -> Vec<u32> {
        (0..).zip(parts).filter(|(_, ((month, band), _))| is_in(*month, band)).map(|(at, _)| at).collect()
    };
    let member = figure.member.as_str();
    let of_months = |is_in: &dyn Fn(u32) -> bool| {
        let sums = vec![of(&|month, _| is_in(month)), of(&|month, _| month > 0)];
        (sums, vec![of(&|month, _| is_in(month) || month == 0), of(&|_, _| true)])
    };
    match (figure.indicator.as_str(), figure.dimension.as_str()) {
        ("A7", "value-band:amount-share") => Some((vec![of(&|_, band| band == member), of(&|_, _| true)], Vec::new())),
        ("A12", "month:share" | "month:amount") => Some(of_months(&|month| format!("{month:02}") == member)),
        ("A12", "measure") if member == "q4-share" => Some(of_months(&|month| month >= 10)),
        ("A12", _) => Some(of_months(&|month| month == 12)),
        _ => None,
    }
}

/// Where one member of a division alone is hidden, hides the smallest of the others: it would follow from the sum of all.
pub(super) fn hide_another(figures: &[Figure], judged: &mut [(usize, Verdict)]) {
    let mut divisions: BTreeMap<(&str, &str, &str), Vec<usize>> = BTreeMap::new();
    for (place, (at, _)) in judged.iter().enumerate() {
        let figure = &figures[*at];
        divisions.entry((&figure.indicator, &figure.scope, &figure.dimension)).or_default().push(place);
    }
    for places in divisions.into_values() {
        let (hidden, shown): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|place| judged[*place].1 == Verdict::Hidden);
        let amount = |place: &usize| figures[judged[*place].0].numerator.map(i128::abs);
        if let ([_], Some(smallest)) = (&hidden[..], shown.into_iter().min_by_key(amount)) {
            judged[smallest].1 = Verdict::Hidden;
        }
    }
}
