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
    /// The same of words that mean much else: only under a header that tells sides.
    Told,
    /// A credit note; a star stands for any letters.
    Credit,
    /// The same as a short code, which means that only where the header tells a kind of document.
    Code,
    /// A part of headers that tell the kind of a document; one of three letters ends a word.
    Kind,
    /// A part of headers that tell a side; one of two letters is a word of its own.
    Header,
    /// What stands under "Credit note" where a line is one, and where it is none.
    Yes,
    No,
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
    of(Role::Header).any(|row| match row.word.len() {
        0..=2 => header.split(|c: char| !c.is_alphanumeric()).any(|word| word == row.word),
        _ => header.contains(&row.word),
    })
}

/// A header that names credit notes, beside which a word says whether a line is one.
fn names_credit(header: &str) -> bool {
    let header = header.trim().to_lowercase();
    let bare = header.strip_prefix("is").map_or(header.as_str(), |rest| rest.trim_start_matches([' ', '_']));
    is_credit(bare)
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
    tells_side(header) || tells_kind(header) || names_credit(header) || words.iter().any(is_known)
}

/// Those of a column's words that stand for credit: one of two sides, or credit notes. Nothing at all is a word too.
pub fn credits(header: &str, words: &[String]) -> Option<Credits> {
    if names_credit(header)
        && let Some(yes) = only_yes(words)
    {
        return Some(Credits::Notes(vec![yes]));
    }
    if let Some(side) = sides(header, words) {
        return Some(side);
    }
    let is_code = |word: &String| tells_kind(header) && of(Role::Code).any(|row| row.word == *word);
    let notes: Vec<String> = words.iter().filter(|word| is_credit(word) || is_code(word)).cloned().collect();
    (!notes.is_empty() && notes.len() < words.len()).then_some(Credits::Notes(notes))
}

/// The one of two words that says yes, where the other says no or nothing.
fn only_yes(words: &[String]) -> Option<String> {
    let is = |role: Role, word: &String| of(role).any(|row| row.word == *word);
    let (yes, others): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| is(Role::Yes, word));
    let are_no = !others.is_empty() && others.iter().all(|word| word.is_empty() || is(Role::No, word));
    (yes.len() == 1 && are_no).then(|| yes[0].clone())
}

/// The two sides among a column's words. A header that tells sides may have other words beside them, or only credit.
fn sides(header: &str, words: &[String]) -> Option<Credits> {
    // Single letters have many meanings; signs have one.
    let is_plain = |word: &String| word.chars().count() > 1 || matches!(word.as_str(), "+" | "-");
    let is_told = tells_side(header);
    let are_only = words.len() == 2 && (words.iter().all(is_plain) || tells_kind(header));
    if !is_told && !are_only {
        return None;
    }
    let mut pairs = of(Role::Side).chain(of(Role::Told).filter(|_| is_told));
    let pair = pairs.find(|row| words.contains(&row.word) && words.contains(&row.other));
    if let Some(row) = pair {
        return Some(Credits::Side { debit: row.word.clone(), credit: row.other.clone() });
    }
    let [a, b] = words else { return None };
    let alone = if a.is_empty() { b } else { a };
    let is_credit = of(Role::Side).any(|row| row.other == *alone) && !of(Role::Side).any(|row| row.word == *alone);
    let is_alone = is_told && is_credit && (a.is_empty() || b.is_empty());
    is_alone.then(|| Credits::Notes(vec![alone.clone()]))
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
        check("D/H", &["D", "H"], &["h"]);
        check("MD/D", &["MD", "D"], &["d"]);
        check("Posting key", &["40", "50"], &["50"]);
        check("Sign", &["1", "-1"], &["-1"]);
        check("", &["+", "-"], &["-"]);
        check("Dr/Cr", &["Dr", "N/A", "Cr"], &["cr"]);
        check("Dr/Cr", &["", "Cr"], &["cr"]);
        check("Sign", &["-", ""], &["-"]);
        check("Credit note", &["N", "Y"], &["y"]);
        check("is_credit", &["true", "false"], &["true"]);
        check("Hyvitys", &["", "x"], &["x"]);
        check("Typ", &["", "Gutschrift"], &["gutschrift"]);
        check("Rodzaj dokumentu", &["Faktura VAT", "Faktura korygująca"], &["faktura korygująca"]);
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
        check("Department", &["40", "50"], &[]);
        check("Credit card", &["Y", "N"], &[]);
        check("Supplier type", &["I", "C"], &[]);
        check("Amount DKK", &["D", "K"], &[]);
        check("Credit note", &["381", "382"], &[]);
        check("Laskutyyppi", &["Hyvityslasku"], &[]); // of one kind only: nothing to tell apart
    }
}
