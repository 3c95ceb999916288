//! Persons never leave ingest in clear: ids of natural persons become a keyed hash, wherever they stand.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use vire_base::error::cause;
use vire_base::files::folder_of;
use vire_base::input;
use vire_reference::country::OfAll;
use vire_reference::ids::persons::{Finder, Found, Place};

/// Replaces ids of natural persons. The key stays with the project and is in no output.
pub struct Masker {
    key_file: PathBuf,
    key: Mutex<Option<Key>>,
    finder: Finder,
    may_write: AtomicBool,
}

/// The text that stands where a personal id stood inside other text.
pub const MASK: &str = "[person]";
/// What pseudonyms begin with.
const PSEUDONYM: &str = "person:";

/// Whether a text held a personal id, or is the pseudonym of one.
pub fn is_masked(text: &str) -> bool {
    text.starts_with(PSEUDONYM) || text.contains(MASK)
}

/// Masks ids in what is said of files of which nobody knows whose they are: names of files, messages.
pub fn said(text: &str) -> Cow<'_, str> {
    static FINDER: OfAll<Finder> = OfAll::new(Finder::of_any_country);
    without(text, &FINDER.get().find(text, Place::Label, None))
}

impl Masker {
    /// `country` is the buyer's: ten bare digits are a Swedish personal number only in a Swedish ledger.
    pub fn new(key_file: PathBuf, country: &str) -> Self {
        Self::with(key_file, Finder::of(country))
    }

    /// For files of whom nobody knows: bare digits that can be a person's of any country count.
    pub fn of_any_country(key_file: PathBuf) -> Self {
        Self::with(key_file, Finder::of_any_country())
    }

    fn with(key_file: PathBuf, finder: Finder) -> Self {
        Self { key_file, key: Mutex::new(None), finder, may_write: AtomicBool::new(true) }
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
        Ok(format!("{PSEUDONYM}{}", &hash.to_hex()[..16]))
    }

    /// Names the key without revealing it, so that staged files masked with another key are made anew.
    pub fn fingerprint(&self) -> std::io::Result<String> {
        Ok(blake3::keyed_hash(&self.key()?, b"fingerprint").to_hex()[..8].to_owned())
    }

    /// Reads the project's key, or makes one at first need.
    fn key(&self) -> std::io::Result<Key> {
        let mut held = self.key.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(key) = *held {
            return Ok(key);
        }
        let kept = self.kept_key();
        let kept = kept.map_err(|fault| std::io::Error::other(format!("{}: {fault}", self.key_file.display())))?;
        let key = match kept {
            Some(key) => key,
            None if self.may_write.load(Ordering::Relaxed) => keep_key(&self.key_file, new_key()?)?,
            None => new_key()?,
        };
        *held = Some(key);
        Ok(key)
    }

    /// Whether the key can be used, where there is one: what is wrong with it otherwise.
    pub fn check(&self) -> Result<(), KeyFault> {
        self.kept_key().map(|_| ())
    }

    /// The key of the file; none when there is no file yet.
    fn kept_key(&self) -> Result<Option<Key>, KeyFault> {
        match read_key(&self.key_file) {
            Err(KeyFault::Unreadable(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        }
    }

    /// Masks personal ids inside a text.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.at(Place::Text, text)
    }

    /// Masks personal ids in a text that stands in such a place.
    pub fn at<'a>(&self, place: Place, text: &'a str) -> Cow<'a, str> {
        without(text, &self.finder.find(text, place, None))
    }

    /// The ids in a text about a supplier of a country, and the text without them.
    pub fn of_supplier<'a>(&self, place: Place, text: &'a str, country: &str) -> (Vec<Found>, Cow<'a, str>) {
        let found = self.finder.find(text, place, Some(country));
        let masked = without(text, &found);
        (found, masked)
    }

    /// [`Self::text`] of a text that says how to reach somebody: ten digits from 0 on are a telephone number there.
    pub fn contact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut found = self.finder.find(text, Place::Text, None);
        found.retain(|found| !(found.is_bare && text[found.range.clone()].starts_with('0')));
        without(text, &found)
    }

    /// A voucher or invoice number that looks like a personal id, as a pseudonym: most such numbers only look so, and
    /// they must stay apart from each other.
    pub fn number(&self, text: &str) -> std::io::Result<Option<String>> {
        let looks_so = !self.finder.find(text, Place::Number, None).is_empty();
        if looks_so { self.pseudonym(text).map(Some) } else { Ok(None) }
    }
}

fn without<'a>(text: &'a str, found: &[Found]) -> Cow<'a, str> {
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::new();
    let mut from = 0;
    for Found { range, .. } in found {
        masked.push_str(&text[from..range.start]);
        masked.push_str(MASK);
        from = range.end;
    }
    masked.push_str(&text[from..]);
    Cow::Owned(masked)
}

type Key = [u8; 32];

/// Why a key file cannot be used: whoever has the key, or can guess it, can undo the pseudonyms.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    #[error("it cannot be read: {}", cause(.0))]
    Unreadable(std::io::Error),
    #[error("it is no key of 64 hex digits")]
    NoKey,
    #[error("it was not made by chance, so it could be guessed")]
    Weak,
    #[error("others may read or write it")]
    Open,
}

impl KeyFault {
    /// What would be right.
    pub fn help(&self, path: &Path) -> String {
        match self {
            Self::Open => format!("chmod 600 {}", path.display()),
            Self::Unreadable(_) => {
                "see to it that you may read it, or name another under [privacy] key_file".to_owned()
            }
            Self::NoKey | Self::Weak => {
                "put your copy of the key back; with a new key persons get other pseudonyms than in earlier runs"
                    .to_owned()
            }
        }
    }
}

/// Different bytes that 32 bytes made by chance always have: that there are fewer happens once in 10^17 keys.
const FEWEST_BYTES: usize = 16;

fn read_key(path: &Path) -> Result<Key, KeyFault> {
    let text = input::text(path).map_err(KeyFault::Unreadable)?;
    let key = *blake3::Hash::from_hex(text.trim()).map_err(|_| KeyFault::NoKey)?.as_bytes();
    if key.iter().collect::<BTreeSet<_>>().len() < FEWEST_BYTES {
        return Err(KeyFault::Weak);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let about = fs_err::metadata(path).map_err(KeyFault::Unreadable)?;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(KeyFault::Open);
        }
    }
    Ok(key)
}

fn new_key() -> std::io::Result<Key> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|e| std::io::Error::other(e.to_string()))?;
    Ok(key)
}

/// Writes a new key, whole or not at all, readable by its owner only. Where another run made one in the meantime, that
/// one holds.
fn keep_key(path: &Path, key: Key) -> std::io::Result<Key> {
    let folder = folder_of(path);
    let mut file = tempfile::Builder::new().prefix(".vire-key-").tempfile_in(folder)?;
    let text = format!("{}\n", blake3::Hash::from_bytes(key).to_hex());
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => sync_folder(folder).map(|()| key),
        Err(failed) if failed.error.kind() == std::io::ErrorKind::AlreadyExists => {
            read_key(path).map_err(|fault| std::io::Error::other(fault.to_string()))
        }
        Err(failed) => Err(failed.error),
    }
}

/// Puts a file's name on disk: published pseudonyms depend on the key.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { fs_err::File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_inside_text() {
        let masker = Masker::new("unused".into(), "SE");
        for (text, masked) in [
            ("Arvode 850101-0014, mars", "Arvode [person], mars"),
            ("Palkkio 010190-900P.", "Palkkio [person]."),
            ("palkkio:010190-900p ja 010190\u{2013}900P", "palkkio:[person] ja [person]"),
            ("Nro010190-900Px", "Nro[person]x"),
            ("8501010014", "[person]"),
            ("198501010014/19850101-0014", "[person]/[person]"),
            ("Faktura 556036-0793", "Faktura 556036-0793"),
            ("1010190-900P", "1010190-900P"),
            ("Åäö 12345", "Åäö 12345"),
        ] {
            assert_eq!(masker.text(text), masked, "{text}");
        }
        // A telephone number passes the check of personal numbers, but it begins with 0.
        let masker = Masker::new("unused".into(), "SE");
        assert_eq!(masker.text("0703151233"), "[person]");
        assert_eq!(masker.contact("Upphandling, 0703151233"), "Upphandling, 0703151233");
        assert_eq!(masker.contact("8501010014, 850101-0014"), "[person], [person]");
        // Ten bare digits are a person's only in a Swedish ledger.
        assert_eq!(Masker::new("unused".into(), "FI").text("8501010014"), "8501010014");
    }

    #[test]
    fn norwegian_numbers_are_masked() {
        // Synthetic: a number, a D-number (day + 40), and numbers with 40 and 80 added to the month.
        let masker = Masker::new("unused".into(), "NO");
        for (text, masked) in [
            ("Honorar 01019012480, mars", "Honorar [person], mars"),
            ("41019012474/014190 12463", "[person]/[person]"),
            ("018190-12446", "[person]"),
            ("964965226", "964965226"),
            ("Konto 01019012481", "Konto 01019012481"),
        ] {
            assert_eq!(masker.text(text), masked, "{text}");
        }
        // Two checks leave little to chance, so that names and other texts show them in every ledger.
        let finnish = Masker::new("unused".into(), "FI");
        assert_eq!(finnish.text("Honorar 01019012480"), "Honorar [person]");
        assert_eq!(finnish.at(Place::Number, "01019012480"), "01019012480");
    }

    #[test]
    fn numbers_that_look_personal_stay_apart() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let masker = Masker::new(dir.path().join("key"), "SE");
        let (one, two) = (masker.number("8501010014")?, masker.number("850101-0014 x")?);
        assert!(one.is_some() && two.is_some() && one != two);
        assert_eq!(masker.number("2024-118")?, None);
        Ok(())
    }

    #[test]
    fn keys_that_others_know_are_refused() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("key");
        let masker = Masker::new(path.clone(), "SE");
        assert!(masker.check().is_ok(), "there is none yet");
        let made = masker.pseudonym("8501010014")?;
        assert!(masker.check().is_ok());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o640))?;
            assert!(matches!(masker.check(), Err(KeyFault::Open)));
            assert!(Masker::new(path.clone(), "SE").pseudonym("8501010014").is_err());
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600))?;
        }
        assert_eq!(Masker::new(path.clone(), "SE").pseudonym("8501010014")?, made);
        for weak in ["0".repeat(64), "ab".repeat(32), "0123456789abcdef".repeat(4)] {
            std::fs::write(&path, weak)?;
            assert!(matches!(masker.check(), Err(KeyFault::Weak)));
        }
        std::fs::write(&path, "mine")?;
        assert!(matches!(masker.check(), Err(KeyFault::NoKey)));
        Ok(())
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
