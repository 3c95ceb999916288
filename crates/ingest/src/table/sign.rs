//! Words beside an amount that tell its sign: sides of a bookkeeping entry, and kinds of documents.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    role: Role,
    word: String,
    /// What is credit beside a word of debit.
    other: String,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Role {
    /// Debit, and its other side.
    Side,
    /// A credit note; a star stands for any letters.
    Credit,
    /// The same as a short code, which means that only where the header tells a kind of document.
    Code,
    /// A part of headers that tell the kind of a document; one of three letters ends a word.
    Kind,
    /// A part of headers that tell a side.
    Header,
}

/// From `reference/data/sign_words.csv`.
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| vire_reference::rows(vire_reference::SIGN_WORDS));

fn of(role: Role) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.role == role)
}

/// What a word of such a column is reduced to.
pub fn key(word: &str) -> String {
    word.trim().to_lowercase()
}

/// A header that tells on which side something is.
fn tells_side(header: &str) -> bool {
    let header = header.to_lowercase();
    of(Role::Header).any(|row| header.contains(&row.word))
}

/// A header that tells of what kind something is.
fn tells_kind(header: &str) -> bool {
    let header = header.to_lowercase();
    let words = || header.split(|c: char| !c.is_alphanumeric());
    of(Role::Kind).any(|row| match row.word.len() {
        0..=3 => words().any(|word| word.ends_with(&row.word)),
        _ => header.contains(&row.word),
    })
}

/// Whether a column could tell signs: its header says so, or one of its words is known.
pub fn may_tell(header: &str, words: &[String]) -> bool {
    let is_known = |word: &String| is_credit(word) || of(Role::Side).any(|row| row.word == *word || row.other == *word);
    tells_side(header) || tells_kind(header) || words.iter().any(is_known)
}

/// Those of a column's words that stand for credit: one of two sides, or credit notes.
pub fn credits(header: &str, words: &[String]) -> Option<Credits> {
    // Single letters have many meanings.
    let is_plain = |words: &[String]| words.iter().all(|word| word.chars().count() > 1);
    if let [a, b] = words
        && (is_plain(words) || tells_side(header) || tells_kind(header))
    {
        let is = |debit: &String, credit: &String| of(Role::Side).any(|r| r.word == *debit && r.other == *credit);
        match () {
            () if is(a, b) => return Some(Credits::Side { debit: a.clone(), credit: b.clone() }),
            () if is(b, a) => return Some(Credits::Side { debit: b.clone(), credit: a.clone() }),
            () => {}
        }
    }
    let is_code = |word: &String| tells_kind(header) && of(Role::Code).any(|row| row.word == *word);
    let notes: Vec<String> = words.iter().filter(|word| is_credit(word) || is_code(word)).cloned().collect();
    (!notes.is_empty() && notes.len() < words.len()).then_some(Credits::Notes(notes))
}

/// What tells credit in a column.
#[derive(Debug, PartialEq)]
pub enum Credits {
    Side {
        debit: String,
        credit: String,
    },
    /// Words of credit notes, among words of other documents.
    Notes(Vec<String>),
}

fn is_credit(word: &str) -> bool {
    of(Role::Credit).any(|row| match row.word.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning) || word.split(' ').any(|part| part.starts_with(beginning)),
        None => word == row.word,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, words: &[&str], expected: &[&str]) {
        let words: Vec<String> = words.iter().map(|word| key(word)).collect();
        let told = match credits(header, &words) {
            None => Vec::new(),
            Some(Credits::Side { credit, .. }) => vec![credit],
            Some(Credits::Notes(notes)) => notes,
        };
        assert_eq!(told, expected, "{header}: {words:?}");
    }

    #[test]
    fn credit_in_many_languages() {
        check("Laskutyyppi", &["Ostolasku", "Hyvityslasku"], &["hyvityslasku"]);
        check("Fakturatyp", &["Faktura", "Kreditfaktura", "Ränta"], &["kreditfaktura"]);
        check("Invoice type code", &["380", "381"], &["381"]);
        check("Belegart", &["RE", "Gutschrift"], &["gutschrift"]);
        check("Document type", &["INV", "CRN"], &["crn"]);
        check("Type", &["Invoice", "Credit note"], &["credit note"]);
        check("Type de document", &["Facture", "Avoir"], &["avoir"]);
        check("Debet/Kredit", &["D", "K"], &["k"]);
        check("Shkzg", &["H", "S"], &["h"]);
        check("Dr/Cr", &["Dr", "Cr"], &["cr"]);
        check("Af Bij", &["Af", "Bij"], &["bij"]);
    }

    #[test]
    fn other_columns_tell_no_sign() {
        check("Payment type", &["BACS", "Cheque", "Credit transfer"], &[]);
        check("Country", &["CN", "FI"], &[]);
        check("Yksikkö", &["kg", "kpl"], &[]);
        check("Account", &["381", "400"], &[]);
        check("Type", &["Capital", "Revenue"], &[]);
        check("Department", &["381", "400"], &[]);
        check("Status", &["D", "K"], &[]);
        check("Laskutyyppi", &["Hyvityslasku"], &[]); // of one kind only: nothing to tell apart
    }
}
