//! SHA-256 and size of a file, by itself or while it is read.

use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::Sha256;

use super::error::InputError;
use super::input::Input;

/// What tells one content from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// In hex digits.
    pub sha256: String,
    pub bytes: u64,
}

/// Reads a whole file for its digest.
pub fn digest(path: &Path) -> Result<Digest, InputError> {
    of(&Input::open(path)?)
}

/// The digest of a file that is being read.
pub fn of(input: &Input) -> Result<Digest, InputError> {
    let io = |e| InputError::io(input.path(), &e);
    let mut file = Digesting::new(input.reader());
    let mut buffer = vec![0; 1 << 17]; // stays in the cache between reading and hashing
    while file.read(&mut buffer).map_err(io)? > 0 {}
    Ok(file.finish())
}

/// Hashes what is read through it.
pub struct Digesting<R> {
    inner: R,
    hasher: Sha256,
    bytes: u64,
}

impl<R> Digesting<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, hasher: sha2::Digest::new(), bytes: 0 }
    }

    /// The digest of what was read; of the file, when that was all of it.
    pub fn finish(self) -> Digest {
        Digest { sha256: hex(&sha2::Digest::finalize(self.hasher)), bytes: self.bytes }
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        sha2::Digest::update(&mut self.hasher, &buffer[..n]);
        self.bytes += n as u64;
        Ok(n)
    }
}

/// A file that decides something, by the digest of what was read of it.
#[derive(Clone, Debug)]
pub struct Hashed {
    pub path: PathBuf,
    pub sha256: String,
}

/// SHA-256 of bytes, in hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&<Sha256 as sha2::Digest>::digest(bytes))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_vectors() -> Result<(), Box<dyn std::error::Error>> {
        // FIPS 180-2, appendix B.
        let mut read = Digesting::new(&b"abc"[..]);
        std::io::copy(&mut read, &mut std::io::sink())?;
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(read.finish(), Digest { sha256: abc.into(), bytes: 3 });
        let file = tempfile::NamedTempFile::new()?;
        std::fs::write(file.path(), vec![b'a'; 1_000_000])?;
        let million = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
        assert_eq!(digest(file.path())?, Digest { sha256: million.into(), bytes: 1_000_000 });
        Ok(())
    }
}
