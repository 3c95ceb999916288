//! What persons sold by how long they waited for their money: a way in which figures divide lines and not suppliers.

use super::guarded::Sold;
use super::parts::Shares;
use vire_domain::classify::payments::{Due, Span, Wait};
use vire_indicators::Figure;

/// What one person sold that was paid alike.
#[derive(Clone, Copy)]
pub struct Waited<'a> {
    pub year: i32,
    pub wait: Wait,
    /// Size class of the supplier.
    pub size: &'a str,
    pub supplier: usize,
    pub cents: i128,
}

/// By wait and size.
pub type Parts<'a> = Vec<((Wait, &'a str), Shares)>;

/// The parts of a year, of what is in order of year, wait and size.
pub fn parts<'a>(waited: &[Waited<'a>], year: i32) -> Parts<'a> {
    let from = waited.partition_point(|w| w.year < year);
    let of_year = &waited[from..waited.partition_point(|w| w.year <= year)];
    let part = |alike: &[Waited<'a>]| {
        let shares = alike.iter().map(|w| (w.supplier, Sold { is_person: true, cents: w.cents }));
        ((alike[0].wait, alike[0].size), shares.collect())
    };
    of_year.chunk_by(|a, b| (a.wait, a.size) == (b.wait, b.size)).map(part).collect()
}

/// Sums, each as the parts that it is made of.
type Sums = Vec<Vec<u32>>;

/// The sums that a figure of a year tells, as the parts that they are made of, and those of its bounds and coverage.
pub fn told(figure: &Figure, parts: &Parts<'_>) -> Option<(Sums, Sums)> {
    if figure.indicator != "B18" {
        return None;
    }
    let (dimension, member) = (figure.dimension.as_str(), figure.member.as_str());
    let is_of_size = dimension.split(':').next() == Some("size");
    let of = |is_in: &dyn Fn(Wait) -> bool| -> Vec<u32> {
        let fits = |(wait, size): &(Wait, &str)| is_in(*wait) && (!is_of_size || *size == member);
        (0..).zip(parts).filter(|(_, (part, _))| fits(part)).map(|(at, _)| at).collect()
    };
    let whole = of(&|wait| wait.span != Span::Credit);
    let known = of(&|wait| wait.span.is_known());
    let due = of(&|wait| wait.due != Due::Unknown);
    match (dimension, member) {
        ("total" | "within" | "size", _) => {
            let limit = member.strip_suffix("-days").and_then(|days| days.parse().ok()).unwrap_or(30);
            let part = of(&|wait| wait.span.is_within(limit));
            let high = of(&|wait| wait.span != Span::Credit && (wait.span.is_within(limit) || !wait.span.is_known()));
            Some((vec![part, known], vec![high, whole]))
        }
        ("measure", "late-amount-share") => {
            let part = of(&|wait| wait.due == Due::Late);
            let high = of(&|wait| wait.span != Span::Credit && wait.due != Due::InTime);
            Some((vec![part, due], vec![high, whole]))
        }
        ("measure", "late-invoice-share") => Some((Vec::new(), vec![due, whole])),
        ("measure", _) if member.ends_with("-count") => None,
        // Numbers of invoices and of days tell of no sum, but their coverage does.
        _ => Some((Vec::new(), vec![known, whole])),
    }
}
