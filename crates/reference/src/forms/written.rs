//! Numbers as people write them: digits in groups, with blanks and signs between them.

/// The most groups, and the most digits, that an id is written in.
const GROUPS: usize = 6;
const DIGITS: usize = 16;
/// Blanks that may stand on either side of a sign.
const BLANKS: usize = 2;

/// Groups of digits that follow each other in a text of plain letters.
pub struct Groups<'t> {
    pub text: &'t [u8],
    count: usize,
    groups: [Group; GROUPS],
}

#[derive(Clone, Copy, Default)]
struct Group {
    from: usize,
    to: usize,
    /// What parts it from the group before: a sign, or a blank when there is nothing else.
    gap: u8,
}

impl<'t> Groups<'t> {
    /// Those that begin at the digit at `from`.
    pub fn at(text: &'t [u8], from: usize) -> Self {
        let mut read = Self { text, count: 0, groups: [Group::default(); GROUPS] };
        let mut next = Some((from, 0));
        while let Some((from, gap)) = next.filter(|_| read.count < GROUPS) {
            let to = run_end(text, from);
            read.groups[read.count] = Group { from, to, gap };
            read.count += 1;
            next = gap_after(text, to);
        }
        read
    }

    fn groups(&self) -> &[Group] {
        &self.groups[..self.count]
    }

    /// How many digits the group at this place has; none when there is no such group.
    pub fn width(&self, place: usize) -> usize {
        self.groups().get(place).map_or(0, |group| group.to - group.from)
    }

    pub fn begin(&self) -> usize {
        self.groups[0].from
    }

    /// Each number that the groups begin with, from the longest on.
    pub fn numbers(&self) -> impl Iterator<Item = Number> + '_ {
        (1..=self.count).rev().filter_map(|count| self.number(count))
    }

    fn number(&self, count: usize) -> Option<Number> {
        let mut number = Number { digits: [0; DIGITS], count: 0, gaps: [0; DIGITS], to: self.groups[count - 1].to };
        for group in &self.groups[..count] {
            let digits = &self.text[group.from..group.to];
            if number.count + digits.len() > DIGITS {
                return None;
            }
            number.gaps[number.count] = group.gap;
            for digit in digits {
                number.digits[number.count] = u32::from(digit - b'0');
                number.count += 1;
            }
        }
        Some(number)
    }
}

/// Where the digits end that begin at `from`.
pub fn run_end(text: &[u8], from: usize) -> usize {
    text[from..].iter().position(|b| !b.is_ascii_digit()).map_or(text.len(), |length| from + length)
}

/// Where the next group begins, and what parts it from the one that ends at `to`.
fn gap_after(text: &[u8], to: usize) -> Option<(usize, u8)> {
    let blanks = |from: usize| text[from..].iter().take(BLANKS).take_while(|b| **b == b' ').count();
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let at = to + blanks(to);
    if digit(at) {
        return Some((at, b' '));
    }
    let sign = match *text.get(at)? {
        b'_' | b'~' => b'-', // what fingers hit beside the hyphen
        sign => sign,
    };
    // Letters that tell a century stand close to both sides.
    let is_letter = matches!(sign, b'A'..=b'F' | b'U'..=b'Y');
    if is_letter {
        return (at == to && digit(at + 1)).then_some((at + 1, sign));
    }
    let at = at + usize::from(sign == b'-' && text.get(at + 1) == Some(&b'-')); // typed twice
    let next = at + 1 + blanks(at + 1);
    (matches!(sign, b'-' | b'+' | b'.' | b'/') && digit(next)).then_some((next, sign))
}

/// Some groups as one number.
pub struct Number {
    digits: [u32; DIGITS],
    count: usize,
    /// What stands before each digit that begins a group; 0 before the others, and before the first.
    gaps: [u8; DIGITS],
    /// Where it ends in the text.
    pub to: usize,
}

/// Where the date of an id stands, and what may part it from the rest.
#[derive(Clone, Copy)]
pub struct Shape<'s> {
    /// Digits before the date, and after it.
    pub lead: usize,
    pub rest: usize,
    pub order: DateOrder,
    /// Signs between date and rest.
    pub signs: &'s [u8],
    /// Whether a date with all digits of its year may stand in a number without any sign.
    pub full_year: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    Ddmmyy,
    Yymmdd,
}

/// How firmly the way of writing tells an id from any other number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Digits alone.
    Bare,
    /// The date and the rest parted by a blank, or a letter at the end.
    Blank,
    /// Parted by a sign.
    Signed,
}

/// A number in the shape of an id.
pub struct Dated {
    pub layout: Layout,
    /// Without what tells the century before a year of two digits.
    pub digits: Vec<u32>,
    /// The sign after the date.
    pub sign: u8,
    /// The year where all its digits stand.
    pub year: Option<u32>,
}

/// Digits of a date with a year of two digits.
pub const DATE: usize = 6;

impl Number {
    pub fn count(&self) -> usize {
        self.count
    }

    /// Its digits alone.
    pub fn text(&self) -> String {
        self.digits[..self.count].iter().filter_map(|d| char::from_digit(*d, 10)).collect()
    }

    /// Whether its groups, if it has several, are pairs of digits.
    pub fn is_in_pairs(&self) -> bool {
        let is_parted = |at: usize| self.gaps[at] != 0;
        let pairs = (1..self.count).all(|at| is_parted(at) == (at % 2 == 0));
        pairs || !(1..self.count).any(is_parted)
    }

    /// Without its last digits; none when a group begins among these.
    pub fn without(&self, last: &[u32]) -> Option<Self> {
        let count = self.count.checked_sub(last.len()).filter(|count| *count > 0)?;
        let ends = self.digits[count..self.count] == *last && self.gaps[count..self.count].iter().all(|gap| *gap == 0);
        ends.then_some(Self { count, ..*self })
    }

    /// The number in a shape, when its groups leave room for no other reading.
    pub fn shaped(&self, shape: Shape<'_>) -> Option<Dated> {
        let Shape { lead, rest, order, signs, full_year } = shape;
        let full = match self.count.checked_sub(lead + rest)? {
            DATE => false,
            8 => true,
            _ => return None,
        };
        let date = if full { 8 } else { DATE };
        let inner = match order {
            DateOrder::Ddmmyy => [lead + 2, lead + 4],
            DateOrder::Yymmdd => [lead + date - 4, lead + date - 2],
        };
        let after = lead + date;
        // Five digits after the date are also written in two groups, and a digit before it by itself.
        let other = |at: usize| (rest == 5 && at == after + 3 || lead > 0 && at == lead) && self.gaps[at] == b' ';
        let known = |at: usize| inner.contains(&at) || at == after || other(at);
        if (1..self.count).any(|at| self.gaps[at] != 0 && !known(at)) {
            return None;
        }
        let [first, second] = inner.map(|at| self.gaps[at]);
        let sign = self.gaps[after];
        let is_signed = signs.contains(&sign);
        let is_parted = first != 0;
        let fits = first == second
            && matches!(first, 0 | b'.' | b'-' | b'/' | b' ')
            && (sign == 0 || sign == b' ' || is_signed)
            // A day and a number beside it are two things.
            && (!is_parted || is_signed)
            && (!full || sign != 0 || full_year);
        if !fits {
            return None;
        }
        let layout = match sign {
            0 if (1..self.count).all(|at| self.gaps[at] == 0) => Layout::Bare,
            0 | b' ' => Layout::Blank,
            _ => Layout::Signed,
        };
        let mut digits = self.digits[..self.count].to_vec();
        let century = match order {
            DateOrder::Ddmmyy => lead + 4..lead + 6,
            DateOrder::Yymmdd => lead..lead + 2,
        };
        let year = full.then(|| digits[century.start..century.start + 4].iter().fold(0, |year, d| year * 10 + d));
        if full {
            digits.drain(century);
        }
        year.is_none_or(|year| (1800..2100).contains(&year)).then_some(Dated { layout, digits, sign, year })
    }
}
