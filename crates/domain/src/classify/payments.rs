//! How long suppliers waited for their money: sums by span, due date and size of the supplier, made in the pass over the
//! lines where an export has a column of payment dates.

use rustc_hash::FxHashMap;

use super::documents::hash;
use vire_base::sum::Sum;

/// Within how many days of the invoice payments are counted.
pub const LIMITS: [u16; 3] = [14, 30, 60];
/// A payment later than this, in days, is taken for an error of the dates: two years.
const LONGEST: i32 = 730;

/// From the date of the invoice to its payment, as far as the dates can be right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Span {
    Days(u16),
    /// One of the dates is not known.
    #[default]
    Open,
    BeforeInvoice,
    OverTwoYears,
    /// A posting below zero: nobody waited for it.
    Credit,
}

impl Span {
    pub fn code(self) -> &'static str {
        match self {
            Self::Days(_) => "known",
            Self::Open => "open",
            Self::BeforeInvoice => "before-invoice",
            Self::OverTwoYears => "over-two-years",
            Self::Credit => "credit",
        }
    }

    pub fn is_known(self) -> bool {
        matches!(self, Self::Days(_))
    }

    pub fn is_within(self, limit: u16) -> bool {
        matches!(self, Self::Days(days) if days <= limit)
    }
}

/// Whether a payment came after its due date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Due {
    Late,
    InTime,
    #[default]
    Unknown,
}

impl Due {
    pub fn code(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::InTime => "in-time",
            Self::Unknown => "unknown",
        }
    }
}

/// How long the supplier of a posting waited for its money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Wait {
    pub span: Span,
    pub due: Due,
}

impl Wait {
    /// Of a posting of so many cents, by the days of its invoice, its due date and its payment.
    pub fn of(cents: i64, invoiced: Option<i32>, due: Option<i32>, paid: Option<i32>) -> Self {
        let span = match (invoiced, paid) {
            _ if cents < 0 => Span::Credit,
            (Some(invoiced), Some(paid)) => match i64::from(paid) - i64::from(invoiced) {
                ..0 => Span::BeforeInvoice,
                days if days > i64::from(LONGEST) => Span::OverTwoYears,
                days => Span::Days(days as u16),
            },
            _ => Span::Open,
        };
        // Where the span cannot be right, neither can the delay.
        let due = match (span, due, paid) {
            (Span::Days(_) | Span::Open, Some(due), Some(paid)) if paid > due => Due::Late,
            (Span::Days(_) | Span::Open, Some(_), Some(_)) => Due::InTime,
            _ => Due::Unknown,
        };
        Self { span, due }
    }

    /// The same for all spans that figures of money do not tell apart.
    fn class(self) -> Self {
        let span = match self.span {
            Span::Days(days) => Span::Days(LIMITS.into_iter().find(|limit| days <= *limit).unwrap_or(u16::MAX)),
            other => other,
        };
        Self { span, ..self }
    }
}

/// What is the same for all postings that are counted together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Group {
    pub year: i32,
    pub public: bool,
    /// Of the supplier.
    pub size: &'static str,
    pub wait: Wait,
    /// Whether the posting has an invoice number.
    pub is_numbered: bool,
}

/// What is counted of a group.
pub struct Counted {
    pub group: Group,
    pub sum: Sum,
    /// Distinct invoices; of postings without an invoice number, the postings.
    pub invoices: u64,
}

/// What the pass over the lines gathers of payments.
pub struct Payments {
    /// By supplier.
    sizes: Vec<&'static str>,
    numbers: FxHashMap<Group, u32>,
    sums: Vec<Sum>,
    /// Hashes of invoices with the numbers of their groups, sorted and thinned as they grow.
    invoices: Vec<(u64, u32)>,
    thinned: usize,
    /// What persons sold, by year, span and supplier.
    pub of_persons: FxHashMap<(i32, Wait, u32), i128>,
}

/// A posting with what is asked of it here.
pub struct Posting<'a> {
    pub year: i32,
    pub public: bool,
    pub supplier: u32,
    pub is_of_person: bool,
    pub wait: Wait,
    pub invoice: Option<&'a str>,
    pub cents: i64,
}

impl Payments {
    /// `sizes` are those of the suppliers in their order.
    pub fn new(sizes: Vec<&'static str>) -> Self {
        Self {
            sizes,
            numbers: FxHashMap::default(),
            sums: Vec::new(),
            invoices: Vec::new(),
            thinned: 0,
            of_persons: FxHashMap::default(),
        }
    }

    pub fn add(&mut self, posting: &Posting<'_>) {
        let Posting { year, public, supplier, wait, invoice, cents, .. } = *posting;
        let group = Group { year, public, size: self.sizes[supplier as usize], wait, is_numbered: invoice.is_some() };
        let number = *self.numbers.entry(group).or_insert_with(|| {
            self.sums.push(Sum::default());
            self.sums.len() as u32 - 1
        });
        self.sums[number as usize].add(cents);
        if posting.is_of_person {
            *self.of_persons.entry((year, wait.class(), supplier)).or_default() += i128::from(cents);
        }
        let Some(entry) = invoice.map(|invoice| (hash(supplier, invoice), number)) else { return };
        if self.invoices.last() == Some(&entry) {
            return; // the lines of an invoice mostly stand together
        }
        self.invoices.push(entry);
        if self.invoices.len() > 2 * self.thinned + (1 << 16) {
            self.invoices.sort_unstable();
            self.invoices.dedup();
            self.thinned = self.invoices.len();
        }
    }

    /// Whether the span of any posting is known.
    pub fn tell_any(&self) -> bool {
        self.numbers.keys().any(|group| group.wait.span.is_known())
    }

    /// All groups in order. An invoice that was paid in parts counts once for each span.
    pub fn counted(&self) -> Vec<Counted> {
        let mut seen = self.invoices.clone();
        seen.sort_unstable();
        seen.dedup();
        let mut invoices = vec![0; self.sums.len()];
        seen.into_iter().for_each(|(_, number)| invoices[number as usize] += 1);
        let mut counted: Vec<Counted> = self
            .numbers
            .iter()
            .map(|(group, number)| {
                let (sum, by_number) = (self.sums[*number as usize], invoices[*number as usize]);
                Counted { group: *group, sum, invoices: if group.is_numbered { by_number } else { sum.lines } }
            })
            .collect();
        counted.sort_unstable_by_key(|counted| counted.group);
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cents: i64, dates: [Option<i32>; 3], span: Span, due: Due) {
        let [invoiced, due_on, paid] = dates;
        assert_eq!(Wait::of(cents, invoiced, due_on, paid), Wait { span, due });
    }

    #[test]
    fn spans_that_cannot_be_right_are_told_apart() {
        check(100, [Some(10), None, Some(10)], Span::Days(0), Due::Unknown);
        check(100, [Some(10), Some(40), Some(40)], Span::Days(30), Due::InTime);
        check(100, [Some(10), Some(40), Some(41)], Span::Days(31), Due::Late);
        check(100, [Some(10), Some(40), Some(9)], Span::BeforeInvoice, Due::Unknown);
        check(100, [Some(0), Some(40), Some(730)], Span::Days(730), Due::Late);
        check(100, [Some(0), Some(40), Some(731)], Span::OverTwoYears, Due::Unknown);
        check(100, [None, Some(40), Some(41)], Span::Open, Due::Late);
        check(100, [Some(10), Some(40), None], Span::Open, Due::Unknown);
        check(-1, [Some(10), Some(40), Some(41)], Span::Credit, Due::Unknown);
        check(0, [Some(10), None, Some(11)], Span::Days(1), Due::Unknown);
        check(100, [Some(i32::MIN), None, Some(i32::MAX)], Span::OverTwoYears, Due::Unknown);
    }

    /// Invoice 1 of the first supplier has two postings and a later payment of a part; the second supplier has an invoice
    /// of the same number and two postings without one.
    #[test]
    fn an_invoice_counts_once_for_each_span_and_a_posting_without_a_number_by_itself() {
        let mut payments = Payments::new(vec!["micro", "micro"]);
        let posted = [(0, Some("1"), 14), (0, Some("2"), 14), (0, Some("1"), 14), (0, Some("1"), 40)];
        let more = [(1, Some("1"), 14), (1, None, 14), (1, None, 14)];
        for (supplier, invoice, days) in posted.into_iter().chain(more) {
            let wait = Wait { span: Span::Days(days), due: Due::Unknown };
            let (year, public, is_of_person, cents) = (2024, false, supplier == 1, 100);
            payments.add(&Posting { year, public, supplier, is_of_person, wait, invoice, cents });
        }
        let counted = payments.counted();
        let found: Vec<_> =
            counted.iter().map(|c| (c.group.wait.span, c.group.is_numbered, c.sum.lines, c.invoices)).collect();
        let (soon, later) = (Span::Days(14), Span::Days(40));
        assert_eq!(found, [(soon, false, 2, 2), (soon, true, 4, 3), (later, true, 1, 1)]);
        assert_eq!(payments.of_persons.values().copied().collect::<Vec<_>>(), [300]);
    }
}
