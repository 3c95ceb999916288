//! How long suppliers waited for their money: sums of a year by span, due date and size of the supplier, made in the pass
//! over the lines where an export has a column of payment dates.

use std::io;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::documents::hash;
use vire_base::spill::Spill;
use vire_base::sum::Sum;

/// Hashes of a year's invoices that are held in memory at most: 12 MB.
const HELD: usize = 3 << 18;

/// Within how many days of the invoice payments are counted.
pub const LIMITS: [u16; 3] = [14, 30, 60];
/// A payment later than this, in days, is taken for an error of the dates: two years.
const LONGEST: i32 = 730;

/// From the date of the invoice to its payment, as far as the dates can be right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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

/// What is the same for all postings of a year that are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Group<S = &'static str> {
    pub public: bool,
    /// Of the supplier.
    pub size: S,
    pub wait: Wait,
    /// Whether the posting has an invoice number.
    pub is_numbered: bool,
}

impl<S> Group<S> {
    /// The same with its size in another form.
    pub(super) fn with_size<T>(&self, size: T) -> Group<T> {
        Group { public: self.public, size, wait: self.wait, is_numbered: self.is_numbered }
    }
}

/// What is counted of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub group: Group,
    pub sum: Sum,
    /// Distinct invoices; of postings without an invoice number, the postings. An invoice that was paid in parts counts
    /// once for each span.
    pub invoices: u64,
}

/// What is known of a year's payments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paid {
    /// All groups in order.
    pub groups: Vec<Counted>,
    /// What persons sold, by span and supplier, in order.
    pub of_persons: Vec<((Wait, u32), i128)>,
}

impl Paid {
    /// Whether the span of any posting is known.
    pub fn tell_any(&self) -> bool {
        self.groups.iter().any(|counted| counted.group.wait.span.is_known())
    }
}

/// What the pass over a year's lines gathers of payments.
pub struct Payments {
    numbers: FxHashMap<Group, u32>,
    sums: Vec<Sum>,
    /// Hashes of invoices, each with the number of its group in its last bits.
    invoices: Spill<u128>,
    last: Option<u128>,
    of_persons: FxHashMap<(Wait, u32), i128>,
}

/// A posting with what is asked of it here.
pub struct Posting<'a> {
    pub public: bool,
    pub supplier: u32,
    /// Of the supplier.
    pub size: &'static str,
    pub is_of_person: bool,
    pub wait: Wait,
    pub invoice: Option<&'a str>,
    pub cents: i64,
}

impl Payments {
    /// What does not fit into memory lies in a file in `scratch`.
    pub fn new(scratch: &Path) -> Self {
        Self {
            numbers: FxHashMap::default(),
            sums: Vec::new(),
            invoices: Spill::new(HELD, scratch),
            last: None,
            of_persons: FxHashMap::default(),
        }
    }

    pub fn add(&mut self, posting: &Posting<'_>) {
        let Posting { public, supplier, size, wait, invoice, cents, .. } = *posting;
        let group = Group { public, size, wait, is_numbered: invoice.is_some() };
        let number = *self.numbers.entry(group).or_insert_with(|| {
            self.sums.push(Sum::default());
            self.sums.len() as u32 - 1
        });
        self.sums[number as usize].add(cents);
        if posting.is_of_person {
            *self.of_persons.entry((wait.class(), supplier)).or_default() += i128::from(cents);
        }
        let Some(invoice) = invoice else { return };
        let entry = u128::from(hash(supplier, invoice)) << u64::BITS | u128::from(number);
        if self.last.replace(entry) != Some(entry) {
            self.invoices.add(entry); // the lines of an invoice mostly stand together
        }
    }

    /// # Errors
    /// When the disk failed.
    pub fn count(self, threads: usize) -> io::Result<Paid> {
        let of_part = |entries: &[u128]| {
            let mut invoices = vec![0; self.sums.len()];
            entries.iter().for_each(|entry| invoices[*entry as u32 as usize] += 1);
            invoices
        };
        let mut invoices = vec![0; self.sums.len()];
        for of_part in self.invoices.count(threads, of_part)? {
            invoices.iter_mut().zip(of_part).for_each(|(all, more)| *all += more);
        }
        let counted = |(group, number): (Group, u32)| {
            let (sum, by_number) = (self.sums[number as usize], invoices[number as usize]);
            Counted { group, sum, invoices: if group.is_numbered { by_number } else { sum.lines } }
        };
        let mut groups: Vec<Counted> = self.numbers.into_iter().map(counted).collect();
        groups.sort_unstable_by_key(|counted| counted.group);
        let mut of_persons: Vec<_> = self.of_persons.into_iter().collect();
        of_persons.sort_unstable();
        Ok(Paid { groups, of_persons })
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
    fn an_invoice_counts_once_for_each_span_and_a_posting_without_a_number_by_itself() -> io::Result<()> {
        let mut payments = Payments::new(Path::new(""));
        let posted = [(0, Some("1"), 14), (0, Some("2"), 14), (0, Some("1"), 14), (0, Some("1"), 40)];
        let more = [(1, Some("1"), 14), (1, None, 14), (1, None, 14)];
        for (supplier, invoice, days) in posted.into_iter().chain(more) {
            let wait = Wait { span: Span::Days(days), due: Due::Unknown };
            let (public, size, is_of_person, cents) = (false, "micro", supplier == 1, 100);
            payments.add(&Posting { public, supplier, size, is_of_person, wait, invoice, cents });
        }
        let paid = payments.count(2)?;
        let found: Vec<_> =
            paid.groups.iter().map(|c| (c.group.wait.span, c.group.is_numbered, c.sum.lines, c.invoices)).collect();
        let (soon, later) = (Span::Days(14), Span::Days(40));
        assert_eq!(found, [(soon, false, 2, 2), (soon, true, 4, 3), (later, true, 1, 1)]);
        assert_eq!(paid.of_persons.iter().map(|(_, cents)| *cents).collect::<Vec<_>>(), [300]);
        Ok(())
    }
}
