//! What is odd in a table and rejects no row.

use super::active::Closed;
use super::calendar::Far;
use super::refusal::Asked;
use super::sidecar::Problem;
use super::tally::Tally;
use crate::settings::Settings;
use crate::table::repeats::Copies;
use crate::table::{Field, Mapping, Question};
use vire_base::amount::format_cents;
use vire_base::code::Code;
use vire_base::date;
use vire_base::sum::Sum;
use vire_base::text::toml;

/// What is to be said of a table of this sheet.
pub fn of(sheet: &str, closed: &Closed, settings: &Settings) -> Vec<Problem> {
    let Closed { mapping, tally, copies, .. } = closed;
    let mut said = notes(mapping, tally, copies, settings);
    if let outside @ 1.. = closed.dates.outside() {
        let message = format!("{outside} lines are dated outside the period that is given; these dates are left out");
        said.push((Code::OutsidePeriod, message));
    }
    if settings.currency.is_none()
        && let Some(currencies) = closed.amounts.several_currencies(tally.control().kept)
    {
        said.push((Code::MixedCurrencies, format!("of the amounts, {currencies}; they are added up as they stand")));
    }
    let said = said.into_iter().map(|(code, message)| Problem::new(code, sheet, None, message));
    let asked = questions(closed, settings).into_iter();
    let asked = asked.map(|(code, message, answers)| Problem::new(code, sheet, None, message).with_answers(answers));
    said.chain(asked).collect()
}

/// Notes and warnings: codes and messages.
fn notes(mapping: &Mapping, tally: &Tally, copies: &Copies, settings: &Settings) -> Vec<(Code, String)> {
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
        let held_out = "left out, since no rate is given for them; name rate files under [currency] rates";
        tell(Code::NoRate, sums.held_out, held_out);
    }
    if !mapping.unread.is_empty() {
        let headers = mapping.unread.join("\" or \"");
        let message =
            format!("\"{headers}\" is called a date, but what it holds cannot be read as days; no row has a date");
        odd.push((Code::UnreadDate, message));
    }
    if tally.control().read == 0 {
        odd.push((Code::EmptyTable, format!("a header in row {}, but no data rows below it", mapping.header_row)));
    }
    odd
}

fn questions(closed: &Closed, settings: &Settings) -> Vec<Asked> {
    let Closed { mapping, tally, amounts, dates, .. } = closed;
    let mut open: Vec<Asked> = mapping.questions.iter().map(column_choice).collect();
    open.extend(mapping.doubt.as_ref().filter(|_| tally.control().read > 0).map(|doubt| doubted(mapping, doubt)));
    open.extend(closed.beyond.and_then(|widths| wider(mapping, widths, settings)));
    open.extend(amounts.questions(settings));
    open.extend(dates.questions(settings));
    if settings.period.is_none() {
        open.extend(tally.far().map(far_day));
    }
    let c = tally.control();
    if !mapping.names_suppliers() && c.read > 0 && !settings.columns.contains_key(&Field::SupplierName) {
        let message = "no column was found that says who the suppliers are";
        let answers = ["columns = { supplier_name = [] }", "columns = { supplier_name = \"...\" }"];
        open.push((Code::NoSupplierColumn, message.to_owned(), answers.map(str::to_owned).to_vec()));
    }
    if settings.sign.is_none() && c.kept >= ENOUGH && c.negative * 2 > c.kept {
        let (sum, answers) = match c.kept_cents < 0 {
            true => ("and so is their sum", ["sign = \"reversed\"", "sign = \"usual\""]),
            false => ("though all sum to more than zero", ["sign = \"usual\"", "sign = \"reversed\""]),
        };
        let message = format!(
            "{} of {} rows are negative, {sum}: are purchases written as negative amounts here, as in an account's statement, or are these credits?",
            c.negative, c.kept
        );
        open.push((Code::MostlyNegative, message, answers.map(str::to_owned).to_vec()));
    }
    if settings.sign.is_none() && c.kept >= ENOUGH && c.negative * 2 <= c.kept && c.kept_cents < 0 {
        let sum = format_cents(c.kept_cents);
        let message = format!("all rows sum to {sum} though {} of {} are negative: are all there?", c.negative, c.kept);
        open.push((
            Code::NegativeTotal,
            message,
            ["sign = \"usual\"", "sign = \"reversed\""].map(str::to_owned).to_vec(),
        ));
    }
    if c.kept >= ENOUGH && c.negative == 0 && c.kept_cents == 0 {
        open.extend(all_zero(mapping, settings));
    }
    open
}

/// The line of the pipeline file that names the column of a field.
fn named(field: Field, header: &str) -> String {
    format!("columns = {{ {} = {} }}", field.name(), toml(header))
}

/// A column that was chosen among others.
fn column_choice(q: &Question) -> Asked {
    let field = q.field.name();
    let others = match &q.others[..] {
        [] => "another column".to_owned(),
        others => format!("\"{}\"", others.join("\" or \"")),
    };
    let message = format!("{field} is taken from \"{}\", though it could be {others} ({})", q.taken, q.reason);
    let answers = std::iter::once(&q.taken).chain(&q.others).map(|header| named(q.field, header)).collect();
    (Code::ColumnChoice, message, answers)
}

/// A table that may be no ledger.
fn doubted(mapping: &Mapping, doubt: &str) -> Asked {
    let amount = mapping.columns.iter().find(|c| c.field.is_amount());
    let line = amount.map(|c| named(c.field, &c.header)).into_iter().collect();
    (Code::DoubtedLedger, format!("is this a ledger of purchases? It may be that {doubt}"), line)
}

/// Days that are far from all others.
fn far_day((far, (from, to)): (Far, (i32, i32))) -> Asked {
    let days =
        |from, to| if from == to { date::iso(from) } else { format!("{} to {}", date::iso(from), date::iso(to)) };
    let message = format!(
        "{} lines are dated {} (first in row {}), far from all others, which are of {}: are these days right?",
        far.lines,
        days(far.first, far.last),
        far.row,
        days(from, to)
    );
    let line = |from: i32, to: i32| format!("period = [\"{}\", \"{}\"]", date::iso(from), date::iso(to));
    (Code::FarDay, message, vec![line(from, to), line(from.min(far.first), to.max(far.last))])
}

/// Rows that are all wider than their header, under which their values may have moved; whoever names the column of
/// amounts has looked.
fn wider(mapping: &Mapping, (header, rows): (usize, usize), settings: &Settings) -> Option<Asked> {
    let amount = mapping.columns.iter().find(|c| c.field.is_amount() && !settings.columns.contains_key(&c.field))?;
    let message = format!(
        "the header has {header} fields and most rows have {rows}: do the values stand under their headers, or does the delimiter also stand unquoted in amounts or names, so that the export must be made with another one?"
    );
    Some((Code::WideRows, message, vec![named(amount.field, &amount.header)]))
}

/// A column of amounts that nobody named and that holds zeros only.
fn all_zero(mapping: &Mapping, settings: &Settings) -> Option<Asked> {
    let amount = mapping.columns.iter().find(|c| c.field.is_amount() && !settings.columns.contains_key(&c.field))?;
    let message = format!("all amounts in \"{}\" are zero: is another column the amount?", amount.header);
    let other = format!("columns = {{ {} = \"...\" }}", amount.field.name());
    Some((Code::AllZero, message, vec![named(amount.field, &amount.header), other]))
}

fn listed(rows: &[u32]) -> String {
    let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
    rows.join(", ")
}

/// Rows that tell something of a table.
const ENOUGH: u64 = 3;
