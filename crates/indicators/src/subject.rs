//! What a figure is of that divides by two things at once: its unit or sector, and what it says of that.

use super::Figure;
use vire_domain::units::Level;

/// A figure of one unit, department or sector, as the figure of all purchases that it repeats for these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'f> {
    /// The unit or department that the figure is of.
    pub unit: Option<(Level, &'f str)>,
    /// The sector, unless it is the member.
    pub sector: Option<&'f str>,
    /// Dimension and member of the same figure of all purchases.
    pub dimension: &'f str,
    pub member: &'f str,
}

impl<'f> Subject<'f> {
    /// None of a figure that its dimension and member say all of.
    pub fn of(figure: &'f Figure) -> Option<Self> {
        const ALL: &str = "total";
        let member = figure.member.as_str();
        let is_native = !matches!(figure.indicator.as_str(), "B3" | "B7" | "B8");
        let (class, by) = match figure.dimension.as_str() {
            "sector" if is_native => return None,
            "sector" => return Some(Self { unit: None, sector: Some(member), dimension: ALL, member: ALL }),
            whole @ ("unit" | "department") => (whole, ""),
            several => several.split_once('-').filter(|(_, by)| matches!(*by, "sector" | "ring"))?,
        };
        let (part, whole) = if by.is_empty() { (ALL, member) } else { member.split_once(" / ")? };
        let level = Level::ALL.into_iter().find(|level| level.code() == class);
        let (unit, sector) = match level {
            Some(level) => (Some((level, whole)), None),
            None if class == "sector" => (None, Some(whole)),
            None => return None,
        };
        Some(match by {
            "" => Self { unit, sector, dimension: ALL, member: ALL },
            "sector" if figure.indicator != "A6" => Self { unit, sector: Some(part), dimension: ALL, member: ALL },
            by => Self { unit, sector, dimension: by, member: part },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(place: [&str; 3], expected: Option<(Option<&str>, Option<&str>, &str, &str)>) {
        let [indicator, dimension, member] = place.map(str::to_owned);
        let figure = Figure { indicator, dimension, member, ..Figure::default() };
        let found = Subject::of(&figure).map(|s| (s.unit.map(|(_, unit)| unit), s.sector, s.dimension, s.member));
        assert_eq!(found, expected, "{place:?}");
    }

    #[test]
    fn a_figure_is_of_its_unit_and_says_what_the_same_figure_of_all_says() {
        check(["A1", "total", "total"], None);
        check(["A1", "sector", "food"], None);
        check(["B1", "measure", "of-known"], None);
        check(["B6", "size:amount-share", "micro"], None);
        check(["A1", "unit", "Schools - all / both"], Some((Some("Schools - all / both"), None, "total", "total")));
        check(["B7", "department-sector", "food / A / B"], Some((Some("A / B"), Some("food"), "total", "total")));
        check(["A6", "unit-sector", "food / A"], Some((Some("A"), None, "sector", "food")));
        check(["B3", "unit-ring", "region / A"], Some((Some("A"), None, "ring", "region")));
        check(["B3", "sector-ring", "region / food"], Some((None, Some("food"), "ring", "region")));
        check(["B8", "sector", "food"], Some((None, Some("food"), "total", "total")));
        check(["A7", "value-band:amount-share", "0-1k"], None);
        check(["A7", "supplier-value-band:amount-share", "0-1k"], None);
    }
}
