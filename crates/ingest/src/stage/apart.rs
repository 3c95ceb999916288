//! Pairs of staged files that were compared before and hold no posting twice: they are not compared again.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::store::StagedFile;

/// The pairs, each by a hash of both files and of the code that compares them.
pub struct Apart {
    at: PathBuf,
    known: BTreeSet<String>,
    /// Those of this run.
    met: BTreeSet<String>,
}

impl Apart {
    /// Its name in a store.
    pub const FILE: &str = "apart";

    /// What earlier runs left in the store; nothing where that cannot be read.
    pub fn read(store: &Path) -> Self {
        let at = store.join(Self::FILE);
        let text = fs_err::read_to_string(&at).unwrap_or_default();
        Self { at, known: text.lines().map(str::to_owned).collect(), met: BTreeSet::new() }
    }

    /// Whether two files are known to be apart, of which no line is left out.
    pub fn knows(&mut self, first: &StagedFile, second: &StagedFile) -> bool {
        let pair = pair(first, second);
        let is_known = self.known.contains(&pair);
        if is_known {
            self.met.insert(pair);
        }
        is_known
    }

    pub fn add(&mut self, first: &StagedFile, second: &StagedFile) {
        self.met.insert(pair(first, second));
    }

    /// Leaves the pairs of this run to the next.
    ///
    /// # Errors
    /// When the store cannot be written to.
    pub fn write(&self, store: &Path) -> std::io::Result<()> {
        if self.met == self.known {
            return Ok(());
        }
        let mut temporary = tempfile::NamedTempFile::new_in(store)?;
        for pair in &self.met {
            writeln!(temporary, "{pair}")?;
        }
        temporary.persist(&self.at).map(|_| ()).map_err(|e| e.error)
    }
}

fn pair(first: &StagedFile, second: &StagedFile) -> String {
    let both = [env!("VIRE_READING"), &first.checksum, &second.checksum].join(" ");
    blake3::hash(both.as_bytes()).to_hex().to_string()
}
