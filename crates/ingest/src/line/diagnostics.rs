//! What is odd in a table and rejects no row.

use super::tally::Tally;
use crate::settings::Settings;
use crate::table::Mapping;
use crate::table::repeats::Copies;
use vire_base::amount::format_cents;
use vire_base::code::Code;
use vire_base::sum::Sum;

/// Codes and messages.
pub fn of(mapping: &Mapping, tally: &Tally, copies: &Copies, settings: &Settings) -> Vec<(Code, String)> {
    let own = settings.currency.as_deref().unwrap_or_default();
    let mut odd = Vec::new();
    if copies.rows > 0 && !copies.same_posting {
        let message = format!(
            "rows that are exact copies of earlier ones: {}; they are kept, as purchases can be alike",
            copies.rows
        );
        odd.push((Code::RepeatedRows, message));
    }
    if let (cells @ 1.., rows) = tally.uncomputed() {
        let message = format!(
            "{cells} cells are formulas whose values were not saved (first in rows {}); amounts among them are rejected, other cells are taken as empty: open the workbook in a spreadsheet program, save it, and use that",
            listed(rows)
        );
        odd.push((Code::UncomputedFormula, message));
    }
    if let (count @ 1.., rows) = tally.all_mended() {
        let message = format!(
            "{count} rows had a delimiter or a quotation mark too many or too few, and were read in the only way that fits all columns (first: {})",
            listed(rows)
        );
        odd.push((Code::MendedRows, message));
    }
    if let Some(row) = tally.cut_row() {
        let message = format!(
            "the file ends within row {row}, without the line end that all other rows have: if it was still being written, that row may be cut and others missing"
        );
        odd.push((Code::CutLine, message));
    }
    if tally.control().duplicates > 0 {
        let message = format!(
            "{} rows ({}) are left out: voucher and line number show them to be postings met before",
            tally.control().duplicates,
            format_cents(tally.control().duplicates_cents)
        );
        odd.push((Code::SamePosting, message));
    }
    for (currency, sums) in tally.foreign() {
        let mut tell = |code, lot: Sum, what: &str| {
            if lot.lines > 0 {
                odd.push((code, format!("{} rows of {} {currency} are {what}", lot.lines, format_cents(lot.cents))));
            }
        };
        tell(Code::Converted, sums.kept, &format!("converted to {} {own}", format_cents(sums.converted_cents)));
        let held_out = "held out, since no rate is given for them; name rate files under [currency] rates";
        tell(Code::NoRate, sums.held_out, held_out);
    }
    if !mapping.unread.is_empty() {
        let headers = mapping.unread.join("\" or \"");
        let message =
            format!("\"{headers}\" is called a date, but what it holds cannot be read as days; no row has a date");
        odd.push((Code::UnreadDate, message));
    }
    if !mapping.names_suppliers() {
        let message = "no column was found that says who the suppliers are; if there is one, name it in the pipeline file, under its [[purchases]]: columns = { supplier_name = \"...\" }";
        odd.push((Code::NoSupplierColumn, message.to_owned()));
    }
    let c = tally.control();
    if settings.reversed.is_none() && c.kept >= ENOUGH && c.negative * 2 > c.kept && c.kept_cents < 0 {
        let message = format!(
            "{} of {} rows are negative, and so is their sum: if purchases are written as negative amounts here, say so in the pipeline file, under its [[purchases]]: sign = \"reversed\" (or \"usual\", if they are credits)",
            c.negative, c.kept
        );
        odd.push((Code::MostlyNegative, message));
    }
    if c.kept >= ENOUGH && c.negative == 0 && c.kept_cents == 0 {
        odd.push((Code::AllZero, "all amounts are zero: is another column the amount?".to_owned()));
    }
    if tally.control().read == 0 {
        odd.push((Code::EmptyTable, format!("a header in row {}, but no data rows below it", mapping.header_row)));
    }
    odd
}

fn listed(rows: &[u32]) -> String {
    let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
    rows.join(", ")
}

/// Rows that tell something of a table.
const ENOUGH: u64 = 3;
