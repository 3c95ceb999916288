//! Counting distinct documents in little memory: hashes in a list that is sorted and thinned as it grows.

use std::hash::Hasher;

/// Distinct documents, and which of them have a line in the market.
#[derive(Default)]
pub struct Documents {
    /// 63 bits of hash, and in the lowest bit whether the line was in the market. With ten million documents, the
    /// chance that any two share a hash is below 1 in 100 000.
    seen: Vec<u64>,
    thinned: usize,
}

impl Documents {
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// `owner` parts documents of the same number that belong to different suppliers.
    pub fn add(&mut self, owner: u32, number: &str, market: bool) {
        #[allow(deprecated)] // the same on every machine and in every version, unlike the default hasher
        let mut hasher = std::hash::SipHasher::new();
        hasher.write_u32(owner);
        hasher.write(number.as_bytes());
        let entry = hasher.finish() & !1 | u64::from(market);
        if self.seen.last() == Some(&entry) {
            return; // the lines of a document mostly stand together
        }
        self.seen.push(entry);
        if self.seen.len() > 2 * self.thinned + (1 << 16) {
            self.seen.sort_unstable();
            self.seen.dedup();
            self.thinned = self.seen.len();
        }
    }

    /// Distinct documents: all, or those with a line in the market.
    pub fn count(&self, market: bool) -> u64 {
        let mut seen: Vec<u64> = self.seen.iter().filter(|e| !market || *e & 1 == 1).map(|e| e >> 1).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_document_once() {
        let mut documents = Documents::default();
        for i in 0..300_000u32 {
            documents.add(0, &(i % 100_000).to_string(), i % 4 == 0);
        }
        assert_eq!(documents.count(false), 100_000);
        assert_eq!(documents.count(true), 25_000);
        documents.add(7, "1", false);
        assert_eq!(documents.count(false), 100_001);
    }
}
