//! Rows on their way from one process to another.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::cell::Cell;
use super::rows::{Held, OTHER, Rows};

/// A block of rows as one message.
#[derive(Serialize, Deserialize)]
pub struct Packed<'a> {
    #[serde(borrow)]
    text: Bytes<'a>,
    /// Two numbers of four bytes for each cell.
    #[serde(borrow)]
    cells: Bytes<'a>,
    #[serde(borrow)]
    others: Cow<'a, [Cell<'a>]>,
    /// The number of each row, and its cells together with those of the rows before.
    rows: Vec<(u32, u32)>,
}

/// Bytes that are copied together and not one by one.
struct Bytes<'a>(Cow<'a, [u8]>);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Bytes<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(from).map(|bytes| Self(Cow::Borrowed(bytes)))
    }
}

impl<'a> Packed<'a> {
    pub fn of(rows: &'a Rows) -> Self {
        let held = rows.held_cells();
        let mut cells = vec![0; held.len() * 8];
        for (bytes, (from, to)) in cells.as_chunks_mut::<8>().0.iter_mut().zip(held) {
            *bytes = (u64::from(*to) << 32 | u64::from(*from)).to_le_bytes();
        }
        Self {
            text: Bytes(Cow::Borrowed(rows.text.as_bytes())),
            cells: Bytes(Cow::Owned(cells)),
            others: Cow::Borrowed(rows.others()),
            rows: rows.ends().collect(),
        }
    }

    /// The same rows in the room of an empty block; none when these are no rows that [`Packed::of`] packs.
    pub fn unpack(&self, mut rows: Rows) -> Option<Rows> {
        let text = simdutf8::basic::from_utf8(&self.text.0).ok()?;
        rows.text.push_str(text);
        let is_right = |(from, to): Held| match from {
            OTHER => (to as usize) < self.others.len(),
            _ => from <= to && text.is_char_boundary(from as usize) && text.is_char_boundary(to as usize),
        };
        let (pairs, rest) = self.cells.0.as_chunks::<8>();
        let mut are_right = rest.is_empty()
            && self.rows.is_sorted_by_key(|(_, end)| *end)
            && self.rows.last().map_or(0, |(_, end)| *end as usize) == pairs.len();
        let cells = pairs.iter().map(|pair| {
            let pair = u64::from_le_bytes(*pair);
            let held = (pair as u32, (pair >> 32) as u32);
            are_right &= is_right(held);
            held
        });
        let others: Option<Vec<_>> = self.others.iter().map(|cell| cell.without_text()).collect();
        let rows = rows.filled(cells, &others?, &self.rows);
        are_right.then_some(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rows: &Rows) -> Vec<(u32, Vec<String>)> {
        let cells = |row: super::super::Row<'_>| row.cells().map(|cell| format!("{cell:?}")).collect();
        (0..rows.len()).map(|at| rows.row(at)).map(|row| (row.number(), cells(row))).collect()
    }

    fn some_rows() -> Rows {
        let mut rows = Rows::of_row(7, [Cell::Text("Åsa"), Cell::Empty, Cell::Number(-1.5), Cell::Date(-7)]);
        rows.push_row(8, []);
        rows.put(2, Cell::Text("late"));
        rows.put(0, Cell::Text("ö"));
        rows.put(1, Cell::Error(super::super::cell::UNCOMPUTED));
        rows.end_row(70_000);
        rows
    }

    #[test]
    fn rows_stay_what_they_are() -> Result<(), postcard::Error> {
        let rows = some_rows();
        let bytes = postcard::to_extend(&Packed::of(&rows), Vec::new())?;
        let unpacked = postcard::from_bytes::<Packed<'_>>(&bytes)?.unpack(Rows::default());
        assert_eq!(unpacked.as_ref().map(told), Some(told(&rows)));
        assert!(unpacked.is_some_and(|rows| rows.row(0).may_be_uncomputed()));
        Ok(())
    }

    #[test]
    fn no_damage_of_a_message_makes_its_rows_fail() -> Result<(), postcard::Error> {
        let bytes = postcard::to_extend(&Packed::of(&some_rows()), Vec::new())?;
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << bit;
                let packed = postcard::from_bytes::<Packed<'_>>(&bytes);
                let _ = packed.ok().and_then(|packed| packed.unpack(Rows::default())).map(|rows| told(&rows));
            }
        }
        Ok(())
    }
}
