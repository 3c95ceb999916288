//! Persons never leave ingest in clear: ids of natural persons become a keyed hash, wherever they stand.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use vire_base::input;
use vire_reference::country::{self, Country};
use vire_reference::ids::{self, PersonIds};

/// Replaces ids of natural persons. The key stays with the project and is in no output.
pub struct Masker {
    key_file: PathBuf,
    key: Mutex<Option<[u8; 32]>>,
    /// Ids that are told by their form in every ledger.
    written: Vec<&'static PersonIds>,
    /// Ids that are bare digits, which only the ledgers of their country hold.
    bare: Vec<&'static PersonIds>,
    /// Lengths in characters of all these, the longest first.
    lengths: Vec<usize>,
    /// Lengths of the runs of digits that bare ids are, or begin with.
    runs: Vec<usize>,
    may_write: AtomicBool,
}

/// The text that stands where a personal id stood inside other text.
const MASK: &str = "[person]";
/// What pseudonyms begin with.
const PSEUDONYM: &str = "person:";

/// Whether a text held a personal id, or is the pseudonym of one.
pub fn is_masked(text: &str) -> bool {
    text.starts_with(PSEUDONYM) || text.contains(MASK)
}

impl Masker {
    /// `country` is the buyer's: ten bare digits are a Swedish personal number only in a Swedish ledger.
    pub fn new(key_file: PathBuf, country: &str) -> Self {
        Self::with_bare(key_file, Country::of(country).and_then(|c| c.about.person.as_ref()).into_iter().collect())
    }

    /// For files of whom nobody knows: bare digits that can be a person's of any country count.
    pub fn of_any_country(key_file: PathBuf) -> Self {
        Self::with_bare(key_file, country::all().filter_map(|c| c.about.person.as_ref()).collect())
    }

    fn with_bare(key_file: PathBuf, bare: Vec<&'static PersonIds>) -> Self {
        let written: Vec<_> = country::all().filter_map(|c| c.about.person.as_ref()).collect();
        let mut lengths: Vec<usize> = written.iter().chain(&bare).flat_map(|ids| ids.lengths()).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        let runs = bare.iter().flat_map(|ids| ids.runs()).collect();
        Self { key_file, key: Mutex::new(None), written, bare, lengths, runs, may_write: AtomicBool::new(true) }
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
    fn key(&self) -> std::io::Result<[u8; 32]> {
        let mut held = self.key.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(key) = *held {
            return Ok(key);
        }
        let text = match input::text(&self.key_file) {
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

    /// Masks personal ids inside a text: those that their form tells always, those that are bare digits in a ledger of
    /// their country.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.without(text, self.persons(text))
    }

    /// The same of a text that says how to reach somebody: ten digits from 0 on are a telephone number there.
    pub fn contact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let telephone = |word: &str| word.starts_with('0') && word.bytes().all(|b| b.is_ascii_digit());
        let spans = self.persons(text).into_iter().filter(|span| !telephone(&text[span.clone()]));
        self.without(text, spans.collect())
    }

    fn without<'a>(&self, text: &'a str, spans: Vec<Range<usize>>) -> Cow<'a, str> {
        if spans.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut masked = String::new();
        let mut from = 0;
        for span in spans {
            masked.push_str(&text[from..span.start]);
            masked.push_str(MASK);
            from = span.end;
        }
        masked.push_str(&text[from..]);
        Cow::Owned(masked)
    }

    /// A voucher or invoice number that looks like a personal id, as a pseudonym: most such numbers only look so, and
    /// they must stay apart from each other.
    pub fn number(&self, text: &str) -> std::io::Result<Option<String>> {
        if self.persons(text).is_empty() { Ok(None) } else { self.pseudonym(text).map(Some) }
    }

    /// Where personal ids stand in a text, in bytes.
    fn persons(&self, text: &str) -> Vec<Range<usize>> {
        if !self.may_hold_person(text.as_bytes()) {
            return Vec::new();
        }
        let normal = |c: char| if ids::is_dash(c) { '-' } else { c.to_ascii_uppercase() };
        let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, normal(c))).collect();
        let digit = |at: Option<&(usize, char)>| at.is_some_and(|(_, c)| c.is_ascii_digit());
        let mut spans: Vec<Range<usize>> = Vec::new();
        let mut from = 0;
        while from < chars.len() {
            // An id does not begin or end in the middle of a number.
            let begins = digit(chars.get(from)) && (from == 0 || !digit(chars.get(from - 1)));
            let length = self.lengths.iter().copied().filter(|_| begins).find(|length| {
                let Some(word) = chars.get(from..from + length) else { return false };
                !digit(chars.get(from + length)) && self.is_person(&word.iter().map(|(_, c)| c).collect::<String>())
            });
            if let Some(length) = length {
                let end = chars.get(from + length).map_or(text.len(), |(at, _)| *at);
                spans.push(chars[from].0..end);
            }
            from += length.unwrap_or(1);
        }
        spans
    }

    /// Whether a text has a run of digits that a personal id could begin with; most texts have none.
    fn may_hold_person(&self, text: &[u8]) -> bool {
        let mut run = 0;
        for (at, b) in text.iter().enumerate() {
            if b.is_ascii_digit() {
                run += 1;
                continue;
            }
            // The mark of the century comes after six digits, or after eight in the long Swedish form.
            let mark = matches!(b.to_ascii_uppercase(), b'-' | b'+' | b'A'..=b'F' | b'U'..=b'Y' | 0xe2);
            if matches!(run, 6 | 8) && mark && text.len() - at > 4 || self.runs.contains(&run) {
                return true;
            }
            run = 0;
        }
        self.runs.contains(&run)
    }

    fn is_person(&self, word: &str) -> bool {
        self.written.iter().any(|ids| ids.is_written(word)) || self.bare.iter().any(|ids| ids.is_bare(word))
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
            let kept = std::io::Write::write_all(&mut file, text.as_bytes()).and_then(|()| file.sync_all());
            if let Err(error) = kept.and_then(|()| sync_folder_of(path)) {
                let _ = fs_err::remove_file(path); // half a key would stop every later run
                return Err(error);
            }
            Ok(text)
        }
        // Another run made it in the meantime.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => input::text(path),
        Err(error) => Err(error),
    }
}

/// Puts a file's name on disk: published pseudonyms depend on the key.
fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
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
    fn norwegian_numbers_are_masked_in_norwegian_ledgers() {
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
        assert_eq!(Masker::new("unused".into(), "FI").text("01019012480"), "01019012480");
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
    fn pseudonyms_depend_on_the_key() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let one = Masker::new(dir.path().join("a"), "SE");
        let two = Masker::new(dir.path().join("b"), "SE");
        assert_eq!(one.pseudonym("8501010014")?, Masker::new(dir.path().join("a"), "SE").pseudonym("8501010014")?);
        assert_ne!(one.pseudonym("8501010014")?, two.pseudonym("8501010014")?);
        Ok(())
    }
}
