//! Counting distinct documents in bounded memory.

use std::hash::Hasher;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use vire_base::spill::Spill;

/// Hashes that are held in memory at most: 12 MB for each kind of document and year.
const HELD: usize = 3 << 19;

/// `owner` parts documents of the same number that belong to different suppliers.
pub fn hash(owner: u32, number: &str) -> u64 {
    #[allow(deprecated)] // the same on every machine and in every version, unlike the default hasher
    let mut hasher = std::hash::SipHasher::new();
    hasher.write_u32(owner);
    hasher.write(number.as_bytes());
    hasher.finish()
}

/// Distinct documents, and how many of them have a line in the market.
pub struct Documents {
    /// 63 bits of hash, and in the lowest bit whether the line was in the market. With ten million documents, the
    /// chance that any two share a hash is below 1 in 100 000.
    seen: Spill,
    last: Option<u64>,
}

/// How many there are: all, and those with a line in the market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub all: u64,
    pub market: u64,
}

impl Documents {
    /// What does not fit into memory lies in a file in `scratch`.
    pub fn new(scratch: &Path) -> Self {
        Self { seen: Spill::new(HELD, scratch), last: None }
    }

    /// `owner` as in [`hash`].
    pub fn add(&mut self, owner: u32, number: &str, market: bool) {
        let entry = hash(owner, number) & !1 | u64::from(market);
        if self.last.replace(entry) != Some(entry) {
            self.seen.add(entry); // the lines of a document mostly stand together
        }
    }

    /// # Errors
    /// When the disk failed.
    pub fn count(self, threads: usize) -> io::Result<Counted> {
        let of_part = |entries: &[u64]| {
            // A document with lines in the market and outside of it has two entries, one behind the other.
            let all = entries.chunk_by(|a, b| a >> 1 == b >> 1).count() as u64;
            Counted { all, market: entries.iter().filter(|entry| *entry & 1 == 1).count() as u64 }
        };
        let parts = self.seen.count(threads, of_part)?;
        Ok(parts.into_iter().fold(Counted::default(), |sum, part| Counted {
            all: sum.all + part.all,
            market: sum.market + part.market,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_document_once() -> io::Result<()> {
        let count = |others: u32| {
            let mut documents = Documents::new(Path::new(""));
            for i in 0..300_000u32 {
                documents.add(0, &(i % 100_000).to_string(), i % 4 == 0);
            }
            (0..others).for_each(|owner| documents.add(7 + owner, "1", false));
            documents.count(2)
        };
        assert_eq!(count(0)?, Counted { all: 100_000, market: 25_000 });
        assert_eq!(count(1)?, Counted { all: 100_001, market: 25_000 });
        Ok(())
    }
}
