//! What a header says, word by word, when the whole of it is no known spelling.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::field::{ALIASES, Alias, Field};
use super::unit;
use vire_base::text::header_key;

/// A header longer than this is a sentence.
const LONGEST: usize = 120;

/// Preferences of meanings told by words start here, so that a known spelling always wins.
pub const BY_WORDS: u8 = 20;

/// The preference of an amount that only words of payment tell, such as "Paid": it must show cents to be believed.
pub const PAID: u8 = BY_WORDS + 15;

/// What amounts in thousands or millions have their preference raised by.
const SCALED: u8 = 5;

/// Words by the role they play in a header; from `reference/data/header_words.csv`. A star stands for any letters.
struct Words {
    whole: HashMap<&'static str, Vec<&'static str>>,
    beginnings: Vec<(&'static str, &'static str)>,
    endings: Vec<(&'static str, &'static str)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { whole: HashMap::new(), beginnings: Vec::new(), endings: Vec::new() };
    for (role, list) in vire_reference::HEADER_WORDS.lines().skip(1).filter_map(|line| line.split_once(',')) {
        for word in list.split(' ') {
            if let Some(beginning) = word.strip_suffix('*') {
                words.beginnings.push((beginning, role));
            } else if let Some(ending) = word.strip_prefix('*') {
                words.endings.push((ending, role));
            } else {
                words.whole.entry(word).or_default().push(role);
            }
        }
    }
    words
});

/// What a header means: a known spelling, else what its words say together. Lower preference wins.
pub fn meaning(header: &str) -> Option<Alias> {
    if header.len() > LONGEST {
        return None;
    }
    let key = header_key(header);
    if key.is_empty() || key.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // Some programs mark the text of a coded field so: "Kostnadsställe(T)".
    let of_code = || header.trim_end().strip_suffix("(T)").map(header_key);
    let known = ALIASES
        .get(&key)
        .or_else(|| ALIASES.get(&of_code()?))
        .copied()
        .filter(|a| !(a.field.is_amount() && is_rate(header)));
    known.or_else(|| {
        let mut roles = roles(header);
        // Amounts in thousands are amounts, though others tell more.
        let scaled = if roles.remove("scale") { SCALED } else { 0 };
        let (field, preference) = compose(&roles).filter(|(field, _)| scaled == 0 || field.is_amount())?;
        Some(Alias { field, preference: BY_WORDS + preference + scaled })
    })
}

/// "ALV %" is a rate, "Summa (alv 0 %)" an amount.
fn is_rate(header: &str) -> bool {
    header.contains('%') && !header.contains('0')
}

/// A header that does not say what else its column is.
pub fn may_be_amount(header: &str) -> bool {
    const OTHER: [&str; 9] = ["never", "scale", "vat", "number", "contract", "year", "month", "date", "postcode"];
    let roles = roles(header);
    !OTHER.iter().any(|other| roles.contains(other))
}

/// Names of business ids, without blanks and accents, wherever they stand in a header.
const BUSINESS_IDS: [&str; 17] = [
    "ytunnus",
    "businessid",
    "organisationnumber",
    "organizationnumber",
    "companynumber",
    "regkood",
    "registrikood",
    "registrinumber",
    "registreerimisnumber",
    "ustid",
    "umsatzsteuerid",
    "steuernummer",
    "handelsregister",
    "partitaiva",
    "kvknummer",
    "adoszam",
    "imoneskodas",
];

/// The roles that a header's words play.
pub fn roles(header: &str) -> BTreeSet<&'static str> {
    let mut roles: BTreeSet<&'static str> = split(header).iter().flat_map(|word| roles_of(word)).collect();
    if header.contains(['€', '£', '$']) {
        roles.insert("money");
    }
    let joined = fold(&header_key(header));
    if BUSINESS_IDS.iter().any(|id| joined.contains(id)) || ["piva", "kvk", "hrbnr"].contains(&joined.as_str()) {
        roles.insert("business_id");
    }
    if ["alv0", "vat0", "moms0", "mva0"].iter().any(|free| joined.contains(free)) {
        roles.insert("exclusive");
    }
    if is_rate(header) {
        roles.insert("never");
    }
    if unit::of_header(header).is_some() {
        roles.insert("scale");
    }
    roles
}

/// The roles of a word; "unknown" when it has none.
fn roles_of(word: &str) -> Vec<&'static str> {
    let whole = WORDS.whole.get(word).into_iter().flatten();
    let beginnings = WORDS.beginnings.iter().filter(|(beginning, _)| word.starts_with(beginning));
    let endings = WORDS.endings.iter().filter(|(ending, _)| word.ends_with(ending));
    let roles: Vec<&str> = whole.chain(beginnings.chain(endings).map(|(_, role)| role)).copied().collect();
    if roles.is_empty() { misspelt(word).unwrap_or_else(|| vec!["unknown"]) } else { roles }
}

/// Words shorter than this are too much alike.
const LONG: usize = 7;

/// The roles of the long word that this one is, but for one letter: "Benificiary", "Catergory".
fn misspelt(word: &str) -> Option<Vec<&'static str>> {
    if word.len() < LONG || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let is_near = |known: &str, written: &str| {
        known.len() >= LONG && known.as_bytes()[0] == word.as_bytes()[0] && strsim::osa_distance(known, written) == 1
    };
    let begins = |known: &str| {
        let lengths = known.len().saturating_sub(1)..=(known.len() + 1).min(word.len());
        lengths.filter_map(|length| word.get(..length)).any(|beginning| is_near(known, beginning))
    };
    let whole = WORDS.whole.iter().filter(|(known, _)| known.len().abs_diff(word.len()) <= 1 && is_near(known, word));
    let beginnings = WORDS.beginnings.iter().filter(|(known, _)| begins(known)).map(|(_, role)| role);
    let roles: Vec<&str> = whole.flat_map(|(_, roles)| roles).chain(beginnings).copied().collect();
    Some(roles).filter(|roles| !roles.is_empty())
}

/// The currency that a header names, such as "Net Amount (£)"; empty when it names none.
pub fn currency(header: &str) -> &'static str {
    const SIGNS: [(&str, &str); 9] = [
        ("£", "GBP"),
        ("GBP", "GBP"),
        ("€", "EUR"),
        ("EUR", "EUR"),
        ("SEK", "SEK"),
        ("NOK", "NOK"),
        ("DKK", "DKK"),
        ("CZK", "CZK"),
        ("USD", "USD"),
    ];
    let header = header.to_uppercase();
    SIGNS.iter().find(|(sign, _)| header.contains(sign)).map_or("", |(_, code)| code)
}

/// Lower-case words without accents; `InvoiceDate` is two.
fn split(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in header.chars() {
        let camel = before.is_lowercase() && c.is_uppercase();
        let mixed = before.is_numeric() != c.is_numeric() && before.is_alphanumeric();
        if !c.is_alphanumeric() || camel || (mixed && !before.is_alphabetic()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(c);
        }
        before = c;
    }
    words.iter().filter(|w| !w.is_empty()).map(|w| fold(w)).collect()
}

fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for c in lower.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ß' => folded.push_str("ss"),
            'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            c => folded.push(c),
        }
    }
    folded
}

/// The field that a combination of roles stands for, and how well.
fn compose(roles: &BTreeSet<&'static str>) -> Option<(Field, u8)> {
    let has = |role: &str| roles.contains(role);
    if has("never") {
        return None;
    }
    if let Some(side) = side(&has) {
        return Some((side, 3));
    }
    let amount = has("amount") || has("money") || has("net") || has("gross") || (has("cost") && has("total"));
    if has("date") && !amount {
        return date(&has);
    }
    if has("business_id") && !amount && !has("supplier") {
        return Some((Field::BusinessId, 1));
    }
    if has("vat") && !amount && !has("total") && !has("supplier") {
        return (!has("number") && !has("attribute") && !has("date")).then_some((Field::Vat, 1));
    }
    if has("invoice") && has("number") && !amount {
        return Some((Field::Invoice, 2));
    }
    if has("supplier") && !amount && !has("invoice") {
        return supplier(&has);
    }
    if (amount || (has("total") && (has("vat") || has("invoice")))) && !has("number") && !has("contract") {
        return money(&has);
    }
    if has("paid") && roles.iter().all(|role| ["paid", "payment", "voucher", "invoice", "total"].contains(role)) {
        return Some((Field::Amount, PAID - BY_WORDS));
    }
    other(&has)
}

/// One of the two columns of a bookkeeping entry; a column of letters that name the side is neither.
fn side(has: &impl Fn(&str) -> bool) -> Option<Field> {
    if has("account") || has("number") || has("supplier") || has("date") || has("name") {
        return None;
    }
    match (has("debit"), has("credit")) {
        (true, false) => Some(Field::Debit),
        (false, true) => Some(Field::Credit),
        _ => None,
    }
}

fn date(has: &impl Fn(&str) -> bool) -> Option<(Field, u8)> {
    if has("contract") || has("period_of") || has("supplier") {
        return None;
    }
    Some(match () {
        () if has("due") => (Field::DueDate, 1),
        () if has("payment") => (Field::PaymentDate, 1),
        () if has("posting") => (Field::PostingDate, 2),
        () if has("invoice") => (Field::InvoiceDate, 1),
        () => (Field::PostingDate, 5),
    })
}

fn supplier(has: &impl Fn(&str) -> bool) -> Option<(Field, u8)> {
    match () {
        () if has("business_id") => Some((Field::SupplierId, 1)),
        () if has("postcode") => Some((Field::SupplierPostcode, 1)),
        () if has("country") => Some((Field::SupplierCountry, 1)),
        () if has("attribute") || has("contract") || has("unit") && !has("name") => None,
        () if has("number") && !has("name") => Some((Field::SupplierNumber, 1)),
        () => Some((Field::SupplierName, if has("name") { 1 } else { 2 })),
    }
}

fn money(has: &impl Fn(&str) -> bool) -> Option<(Field, u8)> {
    // "Purpose of spend", "Spend category", "Currency of amount" and "Payment date amount" are no amounts.
    if has("description") || has("attribute") || has("currency") || has("kind") || has("unit") && !has("net") {
        return None;
    }
    Some(match () {
        () if has("vat") && has("inclusive") => (Field::Gross, 9),
        () if has("vat") && (has("exclusive") || has("net")) => (Field::Amount, 2),
        () if has("gross") => (Field::Gross, 9),
        () if has("net") => (Field::Amount, if has("line") { 1 } else { 2 }),
        () if has("vat") => (Field::Vat, 1),
        () if has("line") => (Field::Amount, 4),
        () if has("total") || has("invoice") => (Field::Amount, 7),
        () => (Field::Amount, 5),
    })
}

fn other(has: &impl Fn(&str) -> bool) -> Option<(Field, u8)> {
    let named = has("name") || has("description") || has("kind");
    match () {
        () if has("currency") && !has("number") => Some((Field::Currency, 1)),
        () if has("account") && named => Some((Field::AccountName, 2)),
        () if has("account") => Some((Field::Account, if has("number") { 2 } else { 4 })),
        () if has("expense") && has("number") => Some((Field::Account, 5)),
        () if has("expense") && named => Some((Field::AccountName, 5)),
        () if has("contract") => has("number").then_some((Field::Contract, 2)),
        () if has("voucher") && has("number") => Some((Field::Voucher, 3)),
        () if has("unit") && !has("number") && !has("attribute") => Some((Field::Unit, 5)),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, field: impl Into<Option<Field>>) {
        assert_eq!(meaning(header).map(|a| a.field), field.into(), "{header}: {:?}", roles(header));
    }

    #[test]
    fn headers_that_nobody_listed() {
        use Field::*;
        check("Sum of Net Amount (£)", Amount);
        check("Amount (£ excl. VAT)", Amount);
        check("Value of Invoice Line", Amount);
        check("Gross Amount in GBP", Gross);
        check("VAT £", Vat);
        check("VAT Reg No", None);
        check("Paid To (Supplier)", SupplierName);
        check("Vendor No. (SAP)", SupplierNumber);
        check("Supplier Invoice Number", Invoice);
        check("Supplier Postcode/ZIP", SupplierPostcode);
        check("Date of Invoice Payment", PaymentDate);
        check("GL posting date", PostingDate);
        check("Payment due date", DueDate);
        check("Laskun päivämäärä", InvoiceDate);
        check("Maksettu summa (alv 0 %), €", Amount);
        check("Toimittajan Y-tunnus/VAT", SupplierId);
        check("Fakturabelopp exkl. moms i SEK", Amount);
        check("Betalningsdatum (utbetalt)", PaymentDate);
        check("Beløb i DKK uden moms", Amount);
        check("Leverandørens navn og by", SupplierName);
        check("Rechnungsbetrag netto", Amount);
        check("Rechnungsdatum", InvoiceDate);
        check("Datum zaúčtování", PostingDate);
        check("Total Contract Value (including extensions)", None);
        check("Contract Start Date", None);
        check("Nettosumma, milj. euroa", Amount);
        check("Summa (1000 €)", Amount);
        check("Belopp tkr", Amount);
        check("Budget 2024", None);
        check("VAT %", None);
        check("Debet", Debit);
        check("Kredit EUR", Credit);
        check("Debit amount", Debit);
        check("Haben", Credit);
        check("Debet/Kredit", None);
        check("Debit account", Account);
        check("Benificiary Name", SupplierName);
        check("Expenditure Catergory", AccountName);
        check("Vouchers Paid", Amount);
        check("Payment method", None);
        check("Check", None);
        check("ValorContrato", None);
        check("Data pagamento", PaymentDate);
        check("Data wystawienia", PostingDate);
        check("Kontrahent", SupplierName);
        check("Wartość netto", Amount);
        check("Kwota brutto", Gross);
        check("Waluta", Currency);
        check("Bénéficiaire", SupplierName);
        check("Montant HT", Amount);
        check("Date de paiement", PaymentDate);
        check("Fecha contable", PostingDate);
        check("Acreedor", SupplierName);
        check("Szállító neve", SupplierName);
        for id in ["Reg. kood", "Registrikood", "SIREN/SIRET", "N° SIRET", "USt-IdNr.", "Steuernummer", "Partita IVA"]
        {
            check(id, BusinessId);
        }
        for id in ["Handelsregisternummer", "HRB-Nr.", "KvK", "KvK-nummer"] {
            check(id, BusinessId);
        }
        check("Siret fournisseur", SupplierId);
        check("Importo IVA", Vat);
        check("MwSt-Nummer", None);
        check("Zahlungsempfänger", SupplierName);
    }
}
