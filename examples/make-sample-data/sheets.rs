//! The sheets as each publisher exports them, troubles included, and what a reader must find.

use crate::Row;
use crate::draw::{Line, Plan, Rng, Supplier};
use crate::story;
use crate::tables::*;
use std::collections::BTreeSet;

/// What a reader must find in one file.
#[derive(Default)]
pub struct Facts {
    pub file: String,
    pub kept: Vec<i64>,
    pub refundable: i64,
    pub ids: BTreeSet<String>,
    pub rejected: usize,
    /// rows without any value; totals; repeated headers
    pub no_data: [usize; 3],
}

impl Facts {
    pub fn count(&mut self, line: &Line, id: &str) {
        self.kept.push(line.cents);
        self.refundable += if ["1808", "429"].contains(&line.account) { line.cents } else { 0 };
        self.ids.extend((!id.is_empty()).then(|| id.to_string()));
    }
    pub fn sum(&self) -> i64 {
        self.kept.iter().sum()
    }
    pub fn row(&self) -> Row {
        let (file, rejected, [blank, totals, headers]) = (&self.file, self.rejected, self.no_data);
        let negative = self.kept.iter().filter(|&&cents| cents < 0).count();
        let (rows, ids) = (self.kept.len(), self.ids.len());
        let (sum, vat) = (decimal(self.sum(), "."), decimal(self.refundable, "."));
        format!("{file}|{rows}|{rejected}|{blank}|{totals}|{headers}|{sum}|{negative}|{vat}|{ids}")
    }
}

pub fn account_group(account: &str, supplier: &str) -> &'static str {
    match &account[..2] {
        "43" | "44" if supplier.starts_with("Kotkan kaupunki") => "Sisäiset palvelujen ostot",
        "43" if account < "4320" => "Asiakaspalvelujen ostot",
        "43" | "44" => "Ulkoiset palvelujen ostot",
        "45" | "46" => "Ulkoiset aineet, tarvikkeet ja tavarat",
        "47" => "Avustukset",
        "48" => "Ulkoiset vuokrakulut",
        "49" => "Ulkoiset muut toimintakulut",
        _ => "Tase-erät",
    }
}

/// A supplier's id as an export shows it, faults included.
pub fn shown_id(rng: &mut Rng, id: &str) -> String {
    match rng.below(100) {
        _ if id.is_empty() => String::new(),
        0 => "MISSING".to_string(),
        1..40 if id.starts_with('0') => id[1..].to_string(),
        1..4 if id.len() == 9 => format!("={}", number::<u32>(&id.replace('-', ""))),
        _ => id.to_string(),
    }
}

/// One supplier, spelled as different clerks do.
pub fn spelled(rng: &mut Rng, name: &str) -> String {
    match (rng.below(40), name.strip_suffix(" Oy")) {
        (0..3, _) => name.to_uppercase(),
        (3, _) => name.replacen(' ', "  ", 1),
        (4, Some(rest)) => format!("Oy {rest}"),
        (5, Some(rest)) => format!("{rest} OY"),
        _ => name.to_string(),
    }
}

pub fn kotka_row(rng: &mut Rng, year: u32, line: &Line, supplier: &Supplier, id: &str) -> Row {
    let [tili, local, jhs, jhs_name, home] = account_row(line.account);
    let any = rng.below(11);
    let unit = rng.either(0.7, number(home), any);
    let unit = if year > 2022 { unit % 11 } else { unit }; // the care unit left with the reform
    let [area_2021, area, unit, unit_name, service] = table(UNITS)[unit];
    let (voucher, (month, day)) = (line.voucher, line.date);
    let name = spelled(rng, &supplier.name);
    let group = account_group(tili, &supplier.name);
    if year == 2021 {
        let nro = (10_000 + line.who).to_string();
        let nro = if supplier.id.is_empty() { "" } else { &nro };
        let amount = ledger_decimal(rng, line.cents);
        return format!("{area_2021}|{nro}|{name}|{group}|{tili}|{local}|{amount}|{day}.{month}.{year}");
    }
    let country = match supplier.id.get(..2) {
        None => "",
        Some(letters) if letters.starts_with(char::is_alphabetic) => letters,
        Some(_) => "FI",
    };
    let date = match year {
        2022 => format!("{year}-{month:02}-{day:02}"),
        2024 => format!("{day:02}.{month:02}.{year}"),
        _ => format!("@{year}-{month:02}-{day:02}"),
    };
    let (unit, unit_name) = if year == 2025 { ("", "") } else { (unit, unit_name) };
    let (amount, service) = (decimal(line.cents, "."), rng.either(0.9, service, ""));
    format!(
        "=285|Kotka|0160225-7|{area}|{unit}|{unit_name}|={year}{voucher:06}|{name}|{id}|{country}|\
         {group}|={tili}|{local}|={jhs}|{jhs_name}|={amount}|{date}|{service}"
    )
}

/// The year's sheet as the city would export it, with that year's troubles.
pub fn kotka_sheet(
    rng: &mut Rng,
    plan: &Plan,
    (suppliers, lines): (&[Supplier], &[Line]),
    facts: &mut Facts,
) -> Vec<Row> {
    let mut rows = Vec::new();
    // The events leave all other lines as they were drawn.
    let (drawn, mut of_events) = (rng, Rng(u64::from(plan.year)));
    for (n, line) in lines.iter().enumerate() {
        let rng = if line.voucher < story::VOUCHERS { &mut *drawn } else { &mut of_events };
        let supplier = &suppliers[line.who];
        let id = shown_id(rng, &supplier.id);
        let row = kotka_row(rng, plan.year, line, supplier, &id);
        let amount = format!("={}", decimal(line.cents, "."));
        let unreadable = match (plan.year, n) {
            (2024, 1500) => Some(row.replace(&amount, "#ARVO!")),
            (2024, 4500) => Some(row.replace(&amount, "ks. liite")),
            (2024, 7500) => {
                let kept = row.rsplitn(3, '|').nth(2);
                kept.map(|kept| format!("{kept}|31.02.2024|"))
            }
            _ => None,
        };
        if unreadable.is_none() {
            let known = plan.year > 2021 && id != "MISSING";
            facts.count(line, if known { &supplier.id } else { "" });
        }
        facts.rejected += usize::from(unreadable.is_some());
        rows.push(unreadable.unwrap_or(row));
    }
    if plan.year == 2021 {
        let total = ledger_decimal(drawn, facts.sum());
        rows.push(format!("||||||{total}|"));
        facts.no_data = [0, 1, 0];
    }
    with_troubles(rows, plan.year, facts)
}

pub fn with_troubles(mut rows: Vec<Row>, year: u32, facts: &mut Facts) -> Vec<Row> {
    let pipes = "|".repeat(15);
    let total = |label| format!("{label}{pipes}={}", decimal(facts.sum(), "."));
    let mut columns = COLUMNS_FI.to_string();
    match year {
        2021 => columns = COLUMNS_2021.to_string(),
        2022 => {
            rows.push(total(""));
            facts.no_data = [0, 1, 0];
        }
        2023 => {
            columns = columns.replace("Toimittajan nimi", "Toimittajan\nnimi");
            columns = columns.replace("summa ilman", "summa\nilman");
            rows.push(total("Yhteensä"));
            rows.insert(4500, columns.clone());
            // Some blank rows of real exports hold a stray space.
            for (at, row) in [(700, ""), (1900, ""), (3300, " | "), (6100, "")] {
                rows.insert(at, row.to_string());
            }
            rows.insert(8000, " | ".to_string());
            let title = "Kotka (synteettinen esimerkkiaineisto): ostolaskut 2023";
            rows.splice(0..0, [title.to_string(), String::new()]);
            facts.no_data = [5, 1, 1];
        }
        2024 => {
            columns = columns.replace("Kunnan y-", "Y-");
            columns = columns.replace("Toimittajan y-", "Y-");
        }
        _ => {
            rows.splice(30..30, [String::new(), String::new()]);
            facts.no_data = [2, 0, 0];
        }
    }
    rows.insert(if year == 2023 { 2 } else { 0 }, columns);
    rows
}

pub fn hassleholm_sheet(rng: &mut Rng, plan: &Plan, all: &[Supplier], facts: &mut Facts) -> Vec<Row> {
    let mut rows = vec![COLUMNS_SE.to_string()];
    let (year, mark) = (plan.year, if plan.year == 2023 { "." } else { "," });
    let mut lines = plan.lines(rng, all);
    lines.sort_by_key(|line| line.date);
    for line in &lines {
        let Supplier { name, id, .. } = &all[line.who];
        let person = name.starts_with("Enskild");
        let redacted = person && rng.chance(0.4);
        facts.count(line, if redacted { "" } else { id });
        let (name, id) = match redacted {
            true => ("[innehåller personuppgifter]", "000000-0000".to_string()),
            false => (name.as_str(), swedish_id(line.who, person, id)),
        };
        let mut konton = table(KONTON).into_iter();
        let found = konton.find(|[konto, _]| *konto == line.account);
        let [konto, text] = found.expect("every trade's accounts are in the table");
        let [department] = table(DEPARTMENTS)[rng.below(5)];
        let (voucher, (month, day)) = (line.voucher, line.date);
        let amount = decimal(line.cents, mark);
        let invoice = 100_000 + voucher * 7919 % 900_000;
        let contract = match line.who % 4 {
            0 => format!("Ramavtal|A{year}-{:03}", line.who),
            1 => "Direktupphandling|".to_string(),
            _ => "|".to_string(),
        };
        rows.push(format!(
            "2120000985|Hässleholms kommun|{year}{voucher:06}|{name}|{id}|{konto}|{text}|\
             {year}-{month:02}-{day:02}|{department}|{invoice}|{amount}|{contract}|1293"
        ));
    }
    rows
}

/// Each supplier keeps the form in which its number was once typed in.
pub fn swedish_id(who: usize, person: bool, id: &str) -> String {
    let hyphened = format!("{}-{}", &id[..6], &id[6..]);
    match (who % 8, if person { "19" } else { "16" }) {
        _ if id.starts_with(char::is_alphabetic) => id.to_string(),
        (0 | 1, _) => hyphened,
        (2, century) => format!("{century}{id}"),
        (3, "19") => format!("19{hyphened}"),
        _ => id.to_string(),
    }
}

pub fn decimal(cents: i64, mark: &str) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}{mark}{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// As an older ledger prints it: thousands apart (sometimes by a no-break space), minus at the end.
pub fn ledger_decimal(rng: &mut Rng, cents: i64) -> String {
    let mut shown = decimal(cents.abs(), ",");
    let gap = rng.either(0.2, '\u{a0}', ' ');
    let euros = shown.len() - 3;
    for at in (1..euros).rev().filter(|at| (euros - at).is_multiple_of(3)) {
        shown.insert(at, gap);
    }
    match cents < 0 {
        true if rng.chance(0.4) => shown + "-",
        true => format!("-{shown}"),
        false => shown,
    }
}
