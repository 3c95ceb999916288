//! Which figures two runs give otherwise.

use std::collections::BTreeMap;

use vire_indicators::Figure;
use vire_indicators::catalogue::CATALOGUE;
use vire_report::summary::Summary;

/// A figure that is another one in the later run, or is in one of the runs only.
#[derive(Clone, Debug)]
pub struct Moved {
    pub before: Option<Figure>,
    pub after: Option<Figure>,
    /// It stands for its indicator.
    pub is_headline: bool,
}

impl Moved {
    /// The figure as far as it names its place.
    pub fn place(&self) -> Option<&Figure> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// The figures that moved, in the order of the indicators, and how many stayed as they were.
pub fn compare(before: &Summary, after: &Summary) -> (Vec<Moved>, usize) {
    let of = |summary: &Summary| -> BTreeMap<_, Figure> {
        let figures = summary.figures.iter().map(|written| written.figure.clone());
        figures.map(|figure| (place(&figure), figure)).collect()
    };
    let (before, mut after) = (of(before), of(after));
    let mut same = 0;
    let mut moved: BTreeMap<_, Moved> = BTreeMap::new();
    for (place, was) in before {
        let is = after.remove(&place);
        if is.as_ref() == Some(&was) {
            same += 1;
        } else {
            let is_headline = is_headline(&was);
            moved.insert(place, Moved { before: Some(was), after: is, is_headline });
        }
    }
    for (place, is) in after {
        let is_headline = is_headline(&is);
        moved.insert(place, Moved { before: None, after: Some(is), is_headline });
    }
    (moved.into_values().collect(), same)
}

/// Position of the indicator, period, scope, dimension, member: what a figure is found and ordered by.
fn place(figure: &Figure) -> (usize, String, String, String, String, String) {
    let at = CATALOGUE.iter().position(|indicator| indicator.id == figure.indicator).unwrap_or(usize::MAX);
    let texts = [&figure.indicator, &figure.period, &figure.scope, &figure.dimension, &figure.member];
    let [indicator, period, scope, dimension, member] = texts.map(Clone::clone);
    (at, indicator, period, scope, dimension, member)
}

fn is_headline(figure: &Figure) -> bool {
    let headline = (figure.dimension.as_str(), figure.member.as_str());
    let of = |indicator: &vire_indicators::catalogue::Indicator| {
        indicator.id == figure.indicator && headline == (indicator.headline.0.as_str(), indicator.headline.1.as_str())
    };
    CATALOGUE.iter().any(of)
}
