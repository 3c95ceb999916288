//! The manifest: what went in, what was decided, what came out, so that a figure can be reproduced and defended.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use vire_base::amount::format_cents;
use vire_base::date;
use vire_base::digest::{Hashed, sha256};
use vire_base::sum::Sum;
use vire_domain::calendar::Calendar;
use vire_domain::classify::PUBLIC_BODIES;
use vire_domain::classify::sector::Method;
use vire_domain::effects::emissions::Emissions;
use vire_domain::effects::multipliers::Multipliers;
use vire_domain::effects::respending::Respending;
use vire_domain::firms::FirmCounts;
use vire_domain::suppliers::persons::ByName;
use vire_domain::suppliers::register::Tally;
use vire_domain::suppliers::settings::RegisterSource;
use vire_domain::tenders::Tenders;
use vire_ingest::StagedFile;
use vire_ingest::line::{Control, Foreign};
use vire_ingest::values::privacy::{Masker, said};
use vire_ingest::values::rates::Rates;
use vire_reference::buyer::Buyer;
use vire_reference::places::Ring;
use vire_reference::sectors::SECTORS;
use vire_report::{Findings, summary};

use super::decides::Decides;
use super::shape::Shape;
use crate::notice::{self, Notice};

/// A register file that was read.
pub struct RegisterFile {
    pub name: String,
    pub sha256: String,
    /// Its number in the pipeline file.
    pub register: usize,
}

/// What went into a run besides its inputs; into a calendar alone, the first four.
#[derive(Clone, Copy)]
pub struct GoingIn<'a> {
    pub decides: &'a Decides,
    /// The pipeline file, or the text that stood for it.
    pub text: &'a str,
    pub masker: &'a Masker,
    pub rule_files: &'a [Hashed],
    pub rates: Option<&'a Rates>,
    pub registers: &'a [RegisterSource],
    /// The register files that were read, and what each register gave.
    pub read: &'a [RegisterFile],
    pub tallies: &'a [Tally],
}

impl<'a> GoingIn<'a> {
    pub fn new(decides: &'a Decides, text: &'a str, masker: &'a Masker) -> Self {
        Self { decides, text, masker, rule_files: &[], rates: None, registers: &[], read: &[], tallies: &[] }
    }
}

/// The manifest but for outputs and timing, and the fingerprint of all that decides the outcome.
pub fn build(
    findings: &Findings<'_>,
    going_in: &GoingIn<'_>,
    notices: &[Notice],
    shape: &Shape,
) -> anyhow::Result<(Value, String)> {
    let (mut manifest, fingerprint) = head(going_in, &findings.about.buyer, &findings.as_of);
    let GoingIn { rates, registers, read, tallies, rule_files, .. } = *going_in;
    let parts = [
        ("inputs", findings.files.iter().map(input).collect()),
        ("currencies", currencies(rates, findings.files)),
        ("registers", read_registers(registers, read, tallies)),
        ("rules", rules(rule_files)),
        ("code_lists", json!(going_in.decides.code_lists)),
        ("mask_key", json!(findings.files.iter().find_map(|file| file.sidecar.mask_key.as_ref()))),
        ("calendar", json!(findings.beside.calendar.as_ref().map(Calendar::manifest))),
        ("control", control(&vire_ingest::total(findings.files))),
        ("totals", totals(findings)),
        ("shape", shape.to_value()),
        ("persons_masked", persons(findings)),
        ("not_shown", not_shown(findings)),
        ("notices", notices.iter().map(Notice::to_json).collect::<Vec<_>>().into()),
    ];
    let beside = findings.beside;
    let given = [
        ("firms", beside.firms.as_ref().map(FirmCounts::manifest)),
        ("tenders", beside.tenders.as_ref().map(Tenders::manifest)),
        ("openness", (!beside.openness.files.is_empty()).then(|| beside.openness.manifest())),
        ("units", (!beside.units.is_empty()).then(|| beside.units.tables.manifest())),
        ("owned", (!beside.owned.is_empty()).then(|| beside.owned.tables.manifest())),
        ("turnovers", (!beside.turnovers.is_empty()).then(|| beside.turnovers.tables.manifest())),
        ("respending", beside.respending.as_ref().map(Respending::manifest)),
        ("multipliers", beside.multipliers.as_ref().map(Multipliers::manifest)),
        ("emissions", beside.emissions.as_ref().map(Emissions::manifest)),
    ];
    let given = given.into_iter().filter_map(|(name, part)| Some((name, part?)));
    manifest.extend(parts.into_iter().chain(given).map(|(name, part)| (name.to_owned(), part)));
    Ok((Value::Object(manifest), fingerprint))
}

/// The same of a calendar that is published alone.
pub fn of_calendar(going_in: &GoingIn<'_>, calendar: &Calendar, buyer: &Buyer) -> anyhow::Result<(Value, String)> {
    let as_of = going_in.decides.as_of.map(|day| day.to_string()).unwrap_or_default();
    let (mut manifest, fingerprint) = head(going_in, buyer, &as_of);
    let parts = [
        ("code_lists", json!(going_in.decides.code_lists)),
        ("calendar", calendar.manifest()),
        ("notices", notice::of_calendar(calendar).iter().map(Notice::to_json).collect::<Vec<_>>().into()),
    ];
    manifest.extend(parts.map(|(name, part)| (name.to_owned(), part)));
    Ok((Value::Object(manifest), fingerprint))
}

/// What every manifest begins with, and the fingerprint.
fn head(going_in: &GoingIn<'_>, buyer: &Buyer, as_of: &str) -> (Map<String, Value>, String) {
    let GoingIn { decides, text, masker, .. } = going_in;
    let fingerprint = decides.fingerprint();
    let shown = masker.text(text);
    let pipeline = json!({
        "name": decides.name,
        "sha256": sha256(text.as_bytes()),
        "text": shown,
        "is_masked": shown != *text,
    });
    let parts = [
        ("vire", json!(env!("CARGO_PKG_VERSION"))),
        ("code", json!(env!("VIRE_CODE"))),
        ("fingerprint", json!(fingerprint)),
        ("pipeline", pipeline),
        ("given", json!({ "as_of": decides.as_of.map(|day| day.to_string()), "assume": decides.assume })),
        ("buyer", json!(buyer.name)),
        ("currency", json!(buyer.currency)),
        ("as_of", json!(as_of)),
    ];
    (parts.map(|(name, part)| (name.to_owned(), part)).into_iter().collect(), fingerprint)
}

/// Files of rules and decisions by name, with their hashes.
pub fn rules(files: &[Hashed]) -> Value {
    let entry = |Hashed { path, sha256 }: &Hashed| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        (said(&name).into_owned(), json!(sha256))
    };
    Value::Object(files.iter().map(entry).collect())
}

/// How many figures by indicator, and rows by table, are not shown; and how many figures are rounded or lack bounds.
fn not_shown(findings: &Findings<'_>) -> Value {
    let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &findings.not_shown.rows {
        *rows.entry(&row.table).or_default() += 1;
    }
    json!({ "figures": findings.not_shown.figures, "rounded": findings.not_shown.rounded, "rows": rows })
}

/// Hashes of the lists that ship with the program.
pub fn code_lists() -> Map<String, Value> {
    vire_reference::lists().map(|(name, text)| (name, json!(sha256(text.as_bytes())))).collect()
}

/// How many lists those are, and the first twelve digits of the SHA-256 over their hashes as compact JSON.
pub fn code_lists_version() -> (usize, String) {
    let lists = code_lists();
    (lists.len(), sha256(Value::Object(lists).to_string().as_bytes())[..12].to_owned())
}

/// SHA-256 in hexadecimal digits.
/// Each register with its day, in the order of precedence: its files, its rows, and what they gave.
fn read_registers(registers: &[RegisterSource], files: &[RegisterFile], tallies: &[Tally]) -> Value {
    let of = |number: usize| files.iter().filter(move |f| f.register == number);
    let registers = registers.iter().zip(tallies).enumerate().map(|(number, (register, tally))| {
        json!({
            "files": of(number).map(|f| json!({ "file": f.name, "sha256": f.sha256 })).collect::<Vec<_>>(),
            "date": register.date.map(|d| d.to_string()),
            "rows": tally.rows,
            "rows_without_valid_id": tally.without_id,
            "rows_of_suppliers": tally.found,
            "conflicts": tally.conflicts,
            "rows_with_unreadable_dates": tally.unread_dates,
        })
    });
    registers.collect()
}

fn input(file: &StagedFile) -> Value {
    let side = &file.sidecar;
    let tables: Vec<Value> = side
        .tables
        .iter()
        .map(|t| {
            json!({
                "sheet": t.sheet,
                "header_row": t.mapping.header_row,
                "columns": t.mapping.columns.iter().map(|c| json!({ "field": c.field, "header": c.header, "evidence": c.evidence() })).collect::<Vec<_>>(),
                "unused_columns": t.mapping.unused,
                "amount_basis": t.amount_basis,
                "readings": t.readings,
                "date_min": t.date_min.map(date::iso),
                "date_max": t.date_max.map(date::iso),
                "questions": t.mapping.questions,
                "missing": t.missing,
                "currencies": t.foreign.iter().map(|(code, sums)| (code.clone(), foreign(sums))).collect::<Map<_, _>>(),
                "control": control(&t.control),
            })
        })
        .collect();
    let mut rejected: BTreeMap<&str, u64> = BTreeMap::new();
    side.rejected.iter().for_each(|r| *rejected.entry(r.code.name()).or_default() += 1);
    json!({
        "file": file.name,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "format": side.format,
        "dialect": side.dialect,
        "year_of_undated": file.year.filter(|_| side.tables.iter().any(|t| t.control.undated > 0)).map(|(year, from)| json!([year, from])),
        "tables": tables,
        "other_sheets": side.other_sheets,
        "rejected": rejected,
        "problems": side.problems.iter().map(notice::problem).collect::<Vec<_>>(),
    })
}

/// The rate files, and what the lines of each other currency sum to, in it and converted.
fn currencies(rates: Option<&Rates>, files: &[StagedFile]) -> Value {
    let mut sums: BTreeMap<&str, Foreign> = BTreeMap::new();
    for (code, of_table) in files.iter().flat_map(|f| &f.sidecar.tables).flat_map(|t| &t.foreign) {
        *sums.entry(code).or_default() += *of_table;
    }
    let rates = rates.map(|rates| {
        json!({
            "files": rates.files.iter().map(|f| json!({ "file": f.name, "sha256": f.sha256, "rates": f.quotes })).collect::<Vec<_>>(),
            "max_days": rates.max_days,
            "currencies": rates.currencies().map(|(code, n, first, last)| (code.to_owned(), json!([n, date::iso(first), date::iso(last)]))).collect::<Map<_, _>>(),
        })
    });
    json!({ "rates": rates, "lines": sums.iter().map(|(code, sums)| ((*code).to_owned(), foreign(sums))).collect::<Map<_, _>>() })
}

fn foreign(sums: &Foreign) -> Value {
    let lot = |lot: &Sum| json!({ "lines": lot.lines, "amount": format_cents(lot.cents) });
    json!({
        "read": lot(&sums.read), "kept": lot(&sums.kept), "rejected": lot(&sums.rejected),
        "duplicates": lot(&sums.duplicates), "held_out": lot(&sums.held_out),
        "converted_amount": format_cents(sums.converted_cents),
    })
}

fn control(c: &Control) -> Value {
    let mut said = json!({
        "read": c.read, "kept": c.kept, "rejected": c.rejected, "duplicates": c.duplicates,
        "duplicates_amount": format_cents(c.duplicates_cents),
        "read_amount": format_cents(c.read_cents), "kept_amount": format_cents(c.kept_cents), "rejected_amount": format_cents(c.rejected_cents),
        "negative": c.negative, "negative_amount": format_cents(c.negative_cents),
        "no_data": { "blank": c.blank, "header": c.header, "total": c.total, "note": c.note },
        "rounded": c.rounded, "undated": c.undated, "dated_by_months": c.periods,
    });
    if c.apart.lines > 0 {
        said["apart"] = json!(c.apart.lines);
        said["apart_amount"] = json!(format_cents(c.apart.cents));
    }
    said
}

fn totals(findings: &Findings<'_>) -> Value {
    let cube = findings.cube;
    let by = |parts: Vec<(String, Sum)>| -> Value {
        let filled = parts.into_iter().filter(|(_, sum)| sum.lines > 0);
        Value::Object(
            filled
                .map(|(name, sum)| (name, json!({ "lines": sum.lines, "amount": format_cents(sum.cents) })))
                .collect(),
        )
    };
    let years = cube.years.iter().map(|(y, sums)| (*y, sums.totals.all));
    let bands = findings.about.buyer.thresholds().band_codes();
    let scopes = findings.decisions.scopes.iter().cloned().chain([PUBLIC_BODIES.to_owned(), "in".to_owned()]);
    json!({
        "lines": cube.totals.all.lines,
        "amount": format_cents(cube.totals.all.cents),
        "external": { "lines": cube.external().lines, "amount": format_cents(cube.external().cents) },
        "by_year": by(years.map(|(y, s)| (findings.about.buyer.year.name(y), s)).collect()),
        "by_sector": by(SECTORS.iter().map(|s| s.id.clone()).zip(cube.totals.by_sector.iter().copied()).collect()),
        "by_ring": by(Ring::ALL.iter().map(|r| (r.code().to_owned(), cube.totals.by_ring[*r as usize])).collect()),
        "by_value_band": by(bands.iter().map(|b| (*b).to_owned()).zip(cube.totals.by_band.iter().copied()).collect()),
        "by_scope": by(scopes.zip(cube.totals.by_scope.iter().copied()).collect()),
        "by_sector_method": by(Method::ALL.iter().map(|m| (m.code().to_owned(), cube.totals.by_method[*m as usize])).collect()),
    })
}

/// Suppliers who are persons by their names and accounts alone, and those who may be.
fn by_name(findings: &Findings<'_>) -> Value {
    let suppliers = || findings.decisions.suppliers.iter().zip(&findings.cube.suppliers);
    let of = |how: ByName| {
        let mut all = Sum::default();
        let mut count = 0;
        for (_, held) in suppliers().filter(|(supplier, _)| supplier.by_name == Some(how)) {
            all += held.all;
            count += 1;
        }
        json!({ "suppliers": count, "lines": all.lines, "amount": format_cents(all.cents) })
    };
    Value::Object([ByName::Person, ByName::Perhaps].map(|how| (how.code().to_owned(), of(how))).into_iter().collect())
}

/// Distinct texts with a masked id, and the lines and sums of persons by how they are protected.
fn persons(findings: &Findings<'_>) -> Value {
    let ids: u64 = findings.files.iter().map(|f| f.sidecar.persons_masked).sum();
    let kinds = summary::persons(findings).into_iter().map(|p| {
        let sum = json!({ "lines": p.lines, "amount": format_cents(p.amount.unwrap_or_default()) });
        (p.kind, sum)
    });
    json!({ "texts": ids, "kinds": kinds.collect::<Map<_, _>>(), "by_name": by_name(findings) })
}
