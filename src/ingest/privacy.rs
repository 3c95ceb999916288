//! Persons never leave ingest in clear: ids of natural persons become a keyed hash, wherever they stand.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::suppliers::ids;

/// Replaces ids of natural persons. The key stays with the project and is in no output.
pub struct Masker {
    key_file: PathBuf,
    key: Mutex<Option<[u8; 32]>>,
    swedish: bool,
    may_write: AtomicBool,
}

/// The text that stands where a personal id stood inside other text.
const MASK: &str = "[person]";

impl Masker {
    /// `country` is the buyer's: ten bare digits are a Swedish personal number only in a Swedish ledger.
    pub fn new(key_file: PathBuf, country: &str) -> Self {
        Self { key_file, key: Mutex::new(None), swedish: country == "SE", may_write: AtomicBool::new(true) }
    }

    /// From now on no key file is made: when there is none, a key of the moment serves.
    pub fn read_only(&self) {
        self.may_write.store(false, Ordering::Relaxed);
    }

    pub fn key_file(&self) -> &Path {
        &self.key_file
    }

    /// A pseudonym of a person's id: the same person has the same one in all runs that share the key.
    pub fn pseudonym(&self, digits: &str) -> std::io::Result<String> {
        let hash = blake3::keyed_hash(&self.key()?, digits.as_bytes());
        Ok(format!("person:{}", &hash.to_hex()[..16]))
    }

    /// Names the key without revealing it, so that staged files masked with another key are made anew.
    pub fn fingerprint(&self) -> std::io::Result<String> {
        Ok(blake3::keyed_hash(&self.key()?, b"fingerprint").to_hex()[..8].to_owned())
    }

    /// Reads the project's key, or makes one at first need.
    fn key(&self) -> std::io::Result<[u8; 32]> {
        let mut held = self.key.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(key) = *held {
            return Ok(key);
        }
        let text = match fs_err::read_to_string(&self.key_file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let text = new_key()?;
                if self.may_write.load(Ordering::Relaxed) { keep_key(&self.key_file, text)? } else { text }
            }
            Err(error) => return Err(error),
        };
        let key = *blake3::Hash::from_hex(text.trim())
            .map_err(|e| {
                std::io::Error::other(format!("{}: is no key of 64 hex digits: {e}", self.key_file.display()))
            })?
            .as_bytes();
        *held = Some(key);
        Ok(key)
    }

    /// Masks personal ids inside a text: Finnish codes always; Swedish numbers in their written form, and in a
    /// Swedish ledger also as bare digits when `bare` (not for voucher and invoice numbers, which look alike).
    pub fn text<'a>(&self, text: &'a str, bare: bool) -> Cow<'a, str> {
        if text.bytes().filter(u8::is_ascii_digit).count() < 9 {
            return Cow::Borrowed(text);
        }
        let mut masked = String::new();
        let mut from = 0;
        let mut word_start = None;
        let ends = text.char_indices().chain([(text.len(), ' ')]);
        for (at, c) in ends {
            let in_word = c.is_ascii_alphanumeric() || matches!(c, '-' | '+');
            match (in_word, word_start) {
                (true, None) => word_start = Some(at),
                (false, Some(start)) => {
                    word_start = None;
                    if self.is_person(&text[start..at], bare) {
                        masked.push_str(&text[from..start]);
                        masked.push_str(MASK);
                        from = at;
                    }
                }
                _ => {}
            }
        }
        if from == 0 {
            return Cow::Borrowed(text);
        }
        masked.push_str(&text[from..]);
        Cow::Owned(masked)
    }

    fn is_person(&self, word: &str, bare: bool) -> bool {
        if ids::finnish_person(&word.to_ascii_uppercase()) {
            return true;
        }
        let digits: Option<Vec<u32>> =
            word.chars().filter(|c| !matches!(c, '-' | '+')).map(|c| c.to_digit(10)).collect();
        let Some(digits) = digits else { return false };
        let ten = match digits.len() {
            10 => &digits[..],
            12 if matches!(digits[..2], [1, 8 | 9] | [2, 0]) => &digits[2..],
            _ => return false,
        };
        let bytes = word.as_bytes();
        let written = word.len() == digits.len() + 1 && matches!(bytes[word.len() - 5], b'-' | b'+');
        (written || (self.swedish && bare && word.len() == digits.len())) && ids::swedish_person(ten)
    }
}

fn new_key() -> std::io::Result<String> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|e| std::io::Error::other(e.to_string()))?;
    Ok(format!("{}\n", blake3::Hash::from_bytes(key).to_hex()))
}

fn keep_key(path: &Path, text: String) -> std::io::Result<String> {
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        Ok(mut file) => {
            std::io::Write::write_all(&mut file, text.as_bytes())?;
            Ok(text)
        }
        // Another run made it in the meantime.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => fs_err::read_to_string(path),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_inside_text() {
        let masker = Masker::new("unused".into(), "SE");
        assert_eq!(masker.text("Arvode 850101-0014, mars", true), "Arvode [person], mars");
        assert_eq!(masker.text("Palkkio 010190-900P.", true), "Palkkio [person].");
        assert_eq!(masker.text("8501010014", true), "[person]");
        assert_eq!(masker.text("8501010014", false), "8501010014");
        assert_eq!(masker.text("Faktura 556036-0793", true), "Faktura 556036-0793");
    }

    #[test]
    fn pseudonyms_depend_on_the_key() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let one = Masker::new(dir.path().join("a"), "SE");
        let two = Masker::new(dir.path().join("b"), "SE");
        assert_eq!(one.pseudonym("8501010014")?, Masker::new(dir.path().join("a"), "SE").pseudonym("8501010014")?);
        assert_ne!(one.pseudonym("8501010014")?, two.pseudonym("8501010014")?);
        Ok(())
    }
}
