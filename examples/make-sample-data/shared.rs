//! One export that three municipalities share, as a common ledger of a region writes it.

use crate::Outcome;
use crate::draw::{Plan, Rng};
use crate::sheets::decimal;
use crate::tables::{FINLAND, account_row};
use crate::write::delimited;
use std::fs;
use std::path::Path;

const COLUMNS: &str =
    "Ostaja|Tositenumero|Toimittaja|Toimittajan Y-tunnus|Tili|Tilin nimi|Kirjauspäivä|Summa ilman ALV";

/// Who shares the ledger: lines a year, and what they sum to.
const BUYERS: [(&str, usize, f64); 3] =
    [("Haminan kaupunki", 260, 0.7e6), ("Pyhtään kunta", 140, 0.3e6), ("Virolahden kunta", 90, 0.2e6)];

pub fn shared(folder: &Path) -> Outcome {
    // The suppliers are those of Kotka's register.
    let suppliers = FINLAND.suppliers(&mut Rng(285), 1550);
    let mut rng = Rng(80);
    let mut lines = Vec::new();
    for (of, (buyer, count, total)) in (1..).zip(BUYERS) {
        for year in [2023, 2024] {
            let plan = Plan { year, count, total, shares: [0.30, 0.12, 0.12, 0.38, 0.02, 0.06] };
            lines.extend(plan.lines(&mut rng, &suppliers).into_iter().map(|line| (year, of, buyer, line)));
        }
    }
    lines.sort_by_key(|(year, _, _, line)| (*year, line.date));
    let mut rows = vec![COLUMNS.to_string()];
    for (year, of, buyer, line) in lines {
        let supplier = &suppliers[line.who];
        let [account, name, ..] = account_row(line.account);
        let (voucher, (month, day), amount) = (line.voucher, line.date, decimal(line.cents, ","));
        let (supplier, id) = (&supplier.name, &supplier.id);
        rows.push(format!(
            "{buyer}|{year}{of}{voucher:05}|{supplier}|{id}|{account}|{name}|{day:02}.{month:02}.{year}|{amount}"
        ));
    }
    let path = folder.join("kymenlaakso/ostolaskut-2023-2024.csv");
    Ok(fs::write(path, format!("\u{feff}{}", delimited(&rows, "\r\n")))?)
}
