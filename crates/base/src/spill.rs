//! Many hashes in bounded memory: what does not fit lies on disk in sorted runs, and is counted a part at a time.
//! A hash is a number whose first bits are as good as random; what stands in its last bits is its owner's.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::parallel;

/// Hashes are parted by their first bits, so that a part of all runs fits into memory, and threads can count side by side.
const BITS: u32 = 4;
const PARTS: usize = 1 << BITS;

/// A number of some width, of which the first bits are of a hash.
pub trait Hashed: Copy + Ord + Send + Sync {
    const BYTES: usize;

    fn first_bits(self) -> usize;
    fn put(self, to: &mut Vec<u8>);
    /// What was put one after another.
    fn get(bytes: &[u8], to: &mut Vec<Self>);
}

macro_rules! hashed {
    ($number:ty) => {
        impl Hashed for $number {
            const BYTES: usize = size_of::<Self>();

            fn first_bits(self) -> usize {
                (self >> (Self::BITS - BITS)) as usize
            }

            fn put(self, to: &mut Vec<u8>) {
                to.extend(self.to_le_bytes());
            }

            fn get(bytes: &[u8], to: &mut Vec<Self>) {
                to.extend(bytes.as_chunks().0.iter().map(|number| Self::from_le_bytes(*number)));
            }
        }
    };
}

hashed!(u64);
hashed!(u128);

/// A set of hashes. Where the disk fails, that is told when they are counted.
pub struct Spill<T = u64> {
    parts: [Vec<T>; PARTS],
    held: usize,
    /// How many hashes are held in memory at most.
    most: usize,
    folder: PathBuf,
    disk: Option<Disk>,
    failed: Option<io::Error>,
}

/// A file without a name, and where the parts of each run begin in it, in hashes.
struct Disk {
    file: Mutex<File>,
    runs: Vec<[u64; PARTS + 1]>,
    end: u64,
}

impl<T: Hashed> Spill<T> {
    /// Holds so many hashes in memory at most; the others go to a file in `folder`.
    pub fn new(most: usize, folder: &Path) -> Self {
        let parts = std::array::from_fn(|_| Vec::new());
        Self { parts, held: 0, most, folder: folder.to_owned(), disk: None, failed: None }
    }

    pub fn add(&mut self, hash: T) {
        self.parts[hash.first_bits()].push(hash);
        self.held += 1;
        if self.held >= self.most {
            self.thin();
        }
    }

    /// Leaves each hash once, and puts them on disk where they are many all the same.
    fn thin(&mut self) {
        self.parts.iter_mut().for_each(once);
        self.held = self.parts.iter().map(Vec::len).sum();
        if self.held > self.most / 2 && self.failed.is_none() {
            self.failed = self.put().err();
        }
    }

    fn put(&mut self) -> io::Result<()> {
        let disk = match &mut self.disk {
            Some(disk) => disk,
            none => {
                none.insert(Disk { file: Mutex::new(tempfile::tempfile_in(&self.folder)?), runs: Vec::new(), end: 0 })
            }
        };
        let file = disk.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut begins = [disk.end; PARTS + 1];
        for (at, part) in self.parts.iter_mut().enumerate() {
            let mut bytes = Vec::with_capacity(part.len() * T::BYTES);
            part.iter().for_each(|hash| hash.put(&mut bytes));
            file.write_all(&bytes)?;
            begins[at + 1] = begins[at] + part.len() as u64;
            part.clear();
        }
        disk.end = begins[PARTS];
        disk.runs.push(begins);
        self.held = 0;
        Ok(())
    }

    /// What `count` makes of the hashes of each part, each hash once and in order.
    ///
    /// # Errors
    /// When the disk failed.
    pub fn count<R: Send>(mut self, threads: usize, count: impl Fn(&[T]) -> R + Sync) -> io::Result<Vec<R>> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let (disk, parts) = (&self.disk, self.parts.map(Mutex::new));
        let places: Vec<usize> = (0..PARTS).collect();
        let counted = parallel::map(&places, threads, |at| {
            let mut hashes = std::mem::take(&mut *parts[*at].lock().unwrap_or_else(PoisonError::into_inner));
            for run in disk.iter().flat_map(|disk| &disk.runs) {
                disk.iter().try_for_each(|disk| disk.read(run[*at]..run[*at + 1], &mut hashes))?;
            }
            once(&mut hashes);
            Ok(count(&hashes))
        });
        counted.into_iter().collect()
    }
}

impl Disk {
    fn read<T: Hashed>(&self, range: std::ops::Range<u64>, to: &mut Vec<T>) -> io::Result<()> {
        let mut bytes = vec![0; (range.end - range.start) as usize * T::BYTES];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(range.start * T::BYTES as u64))?;
            file.read_exact(&mut bytes)?;
        }
        T::get(&bytes, to);
        Ok(())
    }
}

fn once<T: Ord>(hashes: &mut Vec<T>) {
    // Runs that are sorted already are merged.
    hashes.sort();
    hashes.dedup();
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Numbers spread over all bits, each of them twice.
    fn hashes(count: u64) -> impl Iterator<Item = u64> {
        (0..2 * count).map(move |i| (i % count).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    #[test]
    fn what_lies_on_disk_is_counted_as_what_is_held() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let expected: BTreeSet<u64> = hashes(50_000).collect();
        for most in [100, 1_000, 30_000, 1_000_000] {
            let mut spill = Spill::new(most, folder.path());
            hashes(50_000).for_each(|hash| spill.add(hash));
            assert_eq!(spill.disk.is_some(), most < 100_000, "{most}");
            let found: Vec<u64> = spill.count(2, <[u64]>::to_vec)?.into_iter().flatten().collect();
            assert!(found.into_iter().eq(expected.iter().copied()), "{most}");
            let mut wide = Spill::new(most, folder.path());
            hashes(50_000).for_each(|hash| wide.add(u128::from(hash) << 64 | u128::from(hash % 7)));
            let found: Vec<u128> = wide.count(2, <[u128]>::to_vec)?.into_iter().flatten().collect();
            let expected = expected.iter().map(|hash| u128::from(*hash) << 64 | u128::from(hash % 7));
            assert!(found.into_iter().eq(expected), "{most}");
        }
        assert_eq!(fs_err::read_dir(folder.path())?.count(), 0, "a file without a name");
        Ok(())
    }

    #[test]
    fn few_hashes_that_come_often_stay_in_memory() -> io::Result<()> {
        let mut spill = Spill::new(1_000, Path::new("no such folder"));
        (0..100).for_each(|_| hashes(200).for_each(|hash| spill.add(hash)));
        assert_eq!(spill.count(1, <[u64]>::len)?.iter().sum::<usize>(), 200);
        Ok(())
    }

    #[test]
    fn a_disk_that_fails_is_told() {
        let mut spill = Spill::new(100, Path::new("no such folder"));
        hashes(1_000).for_each(|hash| spill.add(hash));
        assert!(spill.count(1, <[u64]>::len).is_err());
    }
}
