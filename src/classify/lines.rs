//! The pass over all lines: staged lines in, classified purchases out, and the cube filled on the way.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, SyncSender, channel, sync_channel};
use std::thread::Scope as Threads;

use anyhow::Context;
use arrow_array::types::{Date32Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, Decimal128Array, DictionaryArray, Int32Array, PrimitiveArray, RecordBatch, StringArray,
    UInt32Array,
};
use arrow_schema::{DataType, Field as ArrowField, Schema};
use chrono::NaiveDate;
use parquet::arrow::ArrowWriter;
use rustc_hash::FxHashMap;

use super::cube::{Cube, Line, UNDATED};
use super::decisions::{Decisions, FileNumbers, Scope};
use super::sector::SECTORS;
use crate::config::Config;
use crate::ingest::StagedFile;
use crate::ingest::date::{days, year_month};
use crate::ingest::row::deciding_date;
use crate::ingest::staged::{self, Batch};
use crate::progress::Progress;
use crate::publish::parquet::options;
use crate::reference::thresholds::{Limits, Thresholds, YearBands};

/// The columns of the purchases table with their descriptions, in order.
pub const COLUMNS: [(&str, &str); 33] = [
    ("buyer_id", "business id of the buyer as in the export"),
    ("buyer_name", "buyer as in the export, else as in the pipeline file"),
    ("unit", "buying unit"),
    ("voucher", "voucher number"),
    ("invoice", "invoice number"),
    ("posting_date", "date of posting; of a period its first day"),
    ("invoice_date", "date of the invoice or voucher"),
    ("due_date", "due date"),
    ("payment_date", "date of payment"),
    ("year", "year of the posting date, else of the invoice date, else of the payment date; null when none is known"),
    ("month", "month of the same date"),
    ("account", "account number"),
    ("account_name", "account name"),
    ("service_class", "service class or function"),
    ("cpv", "CPV code"),
    ("contract", "contract number"),
    ("supplier", "key of the supplier, as in suppliers.parquet"),
    ("supplier_name", "supplier as in the export; persons masked"),
    ("amount", "amount net of VAT in the currency of the buyer, credit notes negative"),
    ("vat", "VAT amount where the export has it"),
    ("currency", "ISO 4217 code"),
    ("sector", "sector of the cross-walk, or unclassified"),
    ("sector_method", "how the sector was decided: override, account, account-name, industry, cpv, none"),
    ("sector_rule", "the rule that decided the sector"),
    ("value_band", "band of the absolute amount of this posting"),
    (
        "threshold_class",
        "this posting against the thresholds of its date; a proxy, since thresholds are on whole contracts",
    ),
    ("ring", "how far the supplier is: municipality, sub-region, region, country, abroad, unknown"),
    ("supplier_size", "staff-size class by the register: micro, small, medium, large, unknown"),
    (
        "supplier_kind",
        "company, sole-trader, association, co-operative, public-body, person, foreign, redacted, unknown",
    ),
    ("scope", "in, public-bodies, or the rule that holds the line out of the totals"),
    ("source_file", "input file"),
    ("source_sheet", "sheet of the input file"),
    ("source_row", "row in the sheet, from 1"),
];

/// A file written, with its rows and the sum of its amounts.
#[derive(Clone, Debug)]
pub struct Written {
    pub path: PathBuf,
    pub rows: u64,
    pub cents: i128,
}

/// Classifies the lines of all files in order, writes them by year under `to`, and fills the cube.
pub fn write(
    config: &Config,
    files: &[StagedFile],
    decisions: &Decisions,
    to: &Path,
    threads: usize,
    progress: &Progress,
) -> anyhow::Result<(Cube, Vec<Written>)> {
    let thresholds = Thresholds::new(&config.country, &config.currency);
    let mut pass = Pass::new(decisions, &thresholds);
    let mut cube = Cube::new(decisions, thresholds.band_codes().len());
    std::thread::scope(|scope| {
        let mut partitions = Partitions::new(to, threads, scope);
        // Summing goes on beside the making of columns: both need the lines, neither the other.
        let (decided, to_sum) = sync_channel::<(Vec<Line>, RecordBatch)>(4);
        let summing = scope.spawn(move || {
            for (lines, batch) in to_sum {
                sum(&mut cube, &lines, &batch);
            }
            cube
        });
        for (number, file) in files.iter().enumerate() {
            let texts = Texts::new(config, file, decisions, &decisions.files[number])?;
            // Decoding goes on while the lines before are classified.
            let batches = decode(&file.lines, threads, scope)?;
            for batch in batches {
                let batch = batch?;
                let staged = Batch::of(&batch)
                    .with_context(|| format!("{}: not a staged file of this version", file.lines.display()))?;
                let (lines, by_year) = pass.batch(&staged, &decisions.files[number], file, &texts)?;
                for (year, batch) in by_year {
                    partitions.send(year, batch)?;
                }
                progress.advance(batch.num_rows() as u64);
                decided.send((lines, batch)).map_err(|_| anyhow::anyhow!("the summing thread failed"))?;
            }
        }
        drop(decided);
        let written = partitions.finish()?;
        let cube = summing.join().map_err(|_| anyhow::anyhow!("the summing thread failed"))?;
        Ok((cube, written))
    })
}

fn sum(cube: &mut Cube, lines: &[Line], batch: &RecordBatch) {
    let Some(staged) = Batch::of(batch) else { return }; // the pass has read it before
    for (i, line) in lines.iter().enumerate() {
        let text = |column: usize| staged.texts[column].is_valid(i).then(|| staged.texts[column].value(i));
        cube.add(line, text(0), text(1));
    }
}

/// Columns of purchases, those of each year apart.
type ByYear = Vec<(i32, RecordBatch)>;

type Batches<'a> = Box<dyn Iterator<Item = anyhow::Result<RecordBatch>> + 'a>;

fn decode<'s>(path: &Path, threads: usize, scope: &'s Threads<'s, '_>) -> anyhow::Result<Batches<'s>> {
    let reader = staged::reader(path)?.map(|b| b.map_err(anyhow::Error::from));
    if threads < 2 {
        return Ok(Box::new(reader));
    }
    let (sender, receiver) = sync_channel(2);
    scope.spawn(move || {
        for batch in reader {
            if sender.send(batch).is_err() {
                return;
            }
        }
    });
    Ok(Box::new(receiver.into_iter()))
}

/// Dictionary values of one file's lines.
struct Texts {
    party: [ArrayRef; 3],
    account: [ArrayRef; 4],
    supplier_key: ArrayRef,
    supplier_name: ArrayRef,
    sheets: ArrayRef,
    file: ArrayRef,
    currency: ArrayRef,
}

fn values<'a>(texts: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(texts.map(|t| (!t.is_empty()).then_some(t)).collect::<StringArray>())
}

impl Texts {
    fn new(config: &Config, file: &StagedFile, decisions: &Decisions, numbers: &FileNumbers) -> anyhow::Result<Self> {
        let parties: Vec<_> = numbers.party.iter().map(|i| &decisions.parties[*i as usize]).collect();
        let accounts = &file.sidecar.accounts;
        let suppliers = numbers.supplier.iter().map(|i| &decisions.suppliers[*i as usize]);
        Ok(Self {
            party: [
                values(parties.iter().map(|p| p.buyer_id.as_str())),
                values(parties.iter().map(|p| p.buyer_name.as_str())),
                values(parties.iter().map(|p| p.unit.as_str())),
            ],
            account: [
                values(accounts.iter().map(|a| a.account.as_str())),
                values(accounts.iter().map(|a| a.name.as_str())),
                values(accounts.iter().map(|a| a.service_class.as_str())),
                values(accounts.iter().map(|a| a.cpv.as_str())),
            ],
            supplier_key: values(suppliers.map(|s| s.key.as_str())),
            supplier_name: values(file.sidecar.suppliers.iter().map(|s| s.name.as_str())),
            sheets: values(file.sidecar.tables.iter().map(|t| t.sheet.as_str())),
            file: values([file.name.as_str()].into_iter()),
            currency: values([config.currency.as_str()].into_iter()),
        })
    }
}

/// The state of the pass: what was decided.
struct Pass<'a> {
    decisions: &'a Decisions,
    thresholds: &'a Thresholds,
    social: Vec<bool>,
    limits: FxHashMap<(i32, u32, bool), Option<Limits>>,
    year_bands: FxHashMap<i32, YearBands>,
    schema: Arc<Schema>,
    fixed: Fixed,
}

/// Dictionary values that are the same for all files.
struct Fixed {
    sectors: ArrayRef,
    methods: ArrayRef,
    rules: ArrayRef,
    bands: ArrayRef,
    classes: ArrayRef,
    rings: ArrayRef,
    sizes: ArrayRef,
    kinds: ArrayRef,
    scopes: ArrayRef,
}

const CLASSES: [&str; 6] = ["negative", "below-national", "national-eu", "above-eu", "above-national", "unknown"];

impl<'a> Pass<'a> {
    fn new(decisions: &'a Decisions, thresholds: &'a Thresholds) -> Self {
        let bands = thresholds.band_codes();
        let scopes = decisions.scopes.iter().map(String::as_str).chain([crate::config::PUBLIC_BODIES, "in"]);
        let suppliers = &decisions.suppliers;
        let fixed = Fixed {
            sectors: values(decisions.sectors.iter().map(|d| SECTORS[usize::from(d.sector)].id.as_str())),
            methods: values(decisions.sectors.iter().map(|d| d.method.code())),
            rules: values(decisions.sectors.iter().map(|d| d.rule.as_str())),
            bands: values(bands.iter().copied()),
            classes: values(CLASSES.into_iter()),
            rings: values(suppliers.iter().map(|s| s.ring.code())),
            sizes: values(suppliers.iter().map(|s| s.size)),
            kinds: values(suppliers.iter().map(|s| s.kind.code())),
            scopes: values(scopes),
        };
        Self {
            decisions,
            thresholds,
            social: Decisions::social_sectors(),
            limits: FxHashMap::default(),
            year_bands: FxHashMap::default(),
            schema: schema(),
            fixed,
        }
    }

    fn class(&mut self, date: Option<i32>, social: bool, cents: i64) -> i32 {
        let Some(date) = date else { return 5 };
        let (year, month) = year_month(date);
        let thresholds = self.thresholds;
        // Thresholds change on the first day of a month only.
        let limits = self.limits.entry((year, month, social)).or_insert_with(|| {
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some(thresholds.limits(social, first))
        });
        let class = limits.map_or("unknown", |l| l.class(cents).code());
        CLASSES.iter().position(|c| *c == class).unwrap_or(5) as i32
    }

    /// Classifies a batch; gives its lines for the sums, and its columns by year.
    fn batch(
        &mut self,
        batch: &Batch<'_>,
        numbers: &FileNumbers,
        file: &StagedFile,
        texts: &Texts,
    ) -> anyhow::Result<(Vec<Line>, ByYear)> {
        let rows = batch.row.len();
        let mut lines = Vec::with_capacity(rows);
        let mut of_line = OfLines::with_capacity(rows);
        let mut by_year: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
        for i in 0..rows {
            let date = deciding_date([batch.date(0, i), batch.date(1, i), batch.date(2, i), batch.date(3, i)]);
            let (year, month) = match date {
                Some(date) => year_month(date),
                None => (file.year.map_or(UNDATED, |(year, _)| year), 0),
            };
            let supplier = numbers.supplier[batch.supplier[i] as usize];
            let account = numbers.account[batch.account[i] as usize];
            let party = numbers.party[batch.party[i] as usize];
            let cents = batch.cents[i];
            let sector_decision = self.decisions.sector(account, supplier);
            let decision = &self.decisions.sectors[usize::from(sector_decision)];
            let thresholds = self.thresholds;
            let bands = self.year_bands.entry(year).or_insert_with(|| thresholds.bands_of_year(year));
            let line = Line {
                year,
                month,
                supplier,
                sector_decision,
                sector: decision.sector,
                band: bands.band(cents),
                ring: self.decisions.suppliers[supplier as usize].ring,
                scope: self.decisions.scope(account, supplier, party),
                method: decision.method,
                date,
                cents,
            };
            let reference = date.or_else(|| days(year, 12, 31));
            let class = self.class(reference, self.social[usize::from(decision.sector)], cents);
            of_line.push(&line, class, self.decisions.scopes.len());
            by_year.entry(year).or_default().push(i);
            lines.push(line);
        }
        let columns =
            |(year, of_year): (i32, Vec<usize>)| Ok((year, self.record_batch(batch, &of_line, texts, year, &of_year)?));
        Ok((lines, by_year.into_iter().map(columns).collect::<anyhow::Result<_>>()?))
    }

    fn record_batch(
        &self,
        batch: &Batch<'_>,
        of: &OfLines,
        texts: &Texts,
        year: i32,
        lines: &[usize],
    ) -> anyhow::Result<RecordBatch> {
        let pick = |numbers: &[u32], values: &ArrayRef| dictionary(lines.iter().map(|i| numbers[*i] as i32), values);
        let decided = |numbers: &[i32], values: &ArrayRef| dictionary(lines.iter().map(|i| numbers[*i]), values);
        let constant = |values: &ArrayRef| dictionary(lines.iter().map(|_| 0), values);
        let text = |column: usize| -> ArrayRef {
            let source = batch.texts[column];
            Arc::new(lines.iter().map(|i| source.is_valid(*i).then(|| source.value(*i))).collect::<StringArray>())
        };
        let date = |which: usize| -> ArrayRef {
            Arc::new(lines.iter().map(|i| batch.date(which, *i)).collect::<PrimitiveArray<Date32Type>>())
        };
        let amount: Decimal128Array = lines.iter().map(|i| Some(i128::from(batch.cents[*i]))).collect();
        let vat = batch.vat.as_any().downcast_ref::<Decimal128Array>().context("staged VAT column")?;
        let vat: Decimal128Array = lines.iter().map(|i| vat.is_valid(*i).then(|| vat.value(*i))).collect();
        let year: ArrayRef = Arc::new(lines.iter().map(|_| (year != UNDATED).then_some(year)).collect::<Int32Array>());
        let month: ArrayRef =
            Arc::new(lines.iter().map(|i| (of.month[*i] > 0).then_some(of.month[*i])).collect::<Int32Array>());
        let fixed = &self.fixed;
        let columns: Vec<ArrayRef> = vec![
            pick(batch.party, &texts.party[0])?,
            pick(batch.party, &texts.party[1])?,
            pick(batch.party, &texts.party[2])?,
            text(0),
            text(1),
            date(0),
            date(1),
            date(2),
            date(3),
            year,
            month,
            pick(batch.account, &texts.account[0])?,
            pick(batch.account, &texts.account[1])?,
            pick(batch.account, &texts.account[2])?,
            pick(batch.account, &texts.account[3])?,
            text(2),
            pick(batch.supplier, &texts.supplier_key)?,
            pick(batch.supplier, &texts.supplier_name)?,
            Arc::new(amount.with_precision_and_scale(18, 2)?),
            Arc::new(vat.with_precision_and_scale(18, 2)?),
            constant(&texts.currency)?,
            decided(&of.decision, &fixed.sectors)?,
            decided(&of.decision, &fixed.methods)?,
            decided(&of.decision, &fixed.rules)?,
            decided(&of.band, &fixed.bands)?,
            decided(&of.class, &fixed.classes)?,
            decided(&of.supplier, &fixed.rings)?,
            decided(&of.supplier, &fixed.sizes)?,
            decided(&of.supplier, &fixed.kinds)?,
            decided(&of.scope, &fixed.scopes)?,
            constant(&texts.file)?,
            pick(batch.table, &texts.sheets)?,
            Arc::new(lines.iter().map(|i| batch.row[*i]).collect::<UInt32Array>()),
        ];
        Ok(RecordBatch::try_new(Arc::clone(&self.schema), columns)?)
    }
}

/// Decisions on the lines of a batch, as numbers into dictionaries.
struct OfLines {
    month: Vec<i32>,
    supplier: Vec<i32>,
    decision: Vec<i32>,
    band: Vec<i32>,
    class: Vec<i32>,
    scope: Vec<i32>,
}

impl OfLines {
    fn with_capacity(n: usize) -> Self {
        let column = || Vec::with_capacity(n);
        Self {
            month: column(),
            supplier: column(),
            decision: column(),
            band: column(),
            class: column(),
            scope: column(),
        }
    }

    fn push(&mut self, line: &Line, class: i32, rules: usize) {
        self.month.push(line.month as i32);
        self.supplier.push(line.supplier as i32);
        self.decision.push(i32::from(line.sector_decision));
        self.band.push(i32::from(line.band));
        self.class.push(class);
        self.scope.push(match line.scope {
            Scope::HeldOut(rule) => i32::from(rule),
            Scope::PublicBodies => rules as i32,
            Scope::Market => rules as i32 + 1,
        });
    }
}

fn dictionary(keys: impl Iterator<Item = i32>, values: &ArrayRef) -> anyhow::Result<ArrayRef> {
    let keys: Int32Array = match values.null_count() {
        0 => Int32Array::from_iter_values(keys),
        _ => keys.map(|k| values.is_valid(k as usize).then_some(k)).collect(),
    };
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, Arc::clone(values))?))
}

fn schema() -> Arc<Schema> {
    let text = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let of = |name: &str| match name {
        "voucher" | "invoice" | "contract" => DataType::Utf8,
        "posting_date" | "invoice_date" | "due_date" | "payment_date" => DataType::Date32,
        "year" | "month" => DataType::Int32,
        "amount" | "vat" => DataType::Decimal128(18, 2),
        "source_row" => DataType::UInt32,
        _ => text(),
    };
    Arc::new(Schema::new(COLUMNS.map(|(name, _)| ArrowField::new(name, of(name), true)).to_vec()))
}

/// One file a year, written by as many threads as allowed; each year's lines stay in the order they came.
struct Partitions<'s> {
    senders: Vec<SyncSender<(i32, RecordBatch)>>,
    workers: Vec<std::thread::ScopedJoinHandle<'s, anyhow::Result<()>>>,
    order: Vec<i32>,
    results: std::sync::mpsc::Receiver<Written>,
}

impl<'s> Partitions<'s> {
    fn new(to: &Path, threads: usize, scope: &'s Threads<'s, '_>) -> Self {
        let (done, results) = channel();
        let (senders, workers) = (0..threads.max(1))
            .map(|_| {
                let (sender, receiver) = sync_channel::<(i32, RecordBatch)>(8);
                let (to, done) = (to.to_owned(), done.clone());
                (sender, scope.spawn(move || write_partitions(&to, receiver.into_iter(), &done)))
            })
            .unzip();
        Self { senders, workers, order: Vec::new(), results }
    }

    fn send(&mut self, year: i32, batch: RecordBatch) -> anyhow::Result<()> {
        let at = self.order.iter().position(|y| *y == year).unwrap_or_else(|| {
            self.order.push(year);
            self.order.len() - 1
        });
        let worker = at % self.senders.len();
        if self.senders[worker].send((year, batch)).is_err() {
            // The worker has failed; its own error says why.
            let error = self.workers.swap_remove(worker).join();
            error.map_err(|_| anyhow::anyhow!("a writing thread failed"))??;
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<Vec<Written>> {
        drop(self.senders);
        for worker in self.workers {
            worker.join().map_err(|_| anyhow::anyhow!("a writing thread failed"))??;
        }
        let mut written: Vec<Written> = self.results.into_iter().collect();
        written.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(written)
    }
}

fn write_partitions(
    to: &Path,
    batches: impl Iterator<Item = (i32, RecordBatch)>,
    done: &Sender<Written>,
) -> anyhow::Result<()> {
    let mut writers: BTreeMap<i32, (ArrowWriter<std::fs::File>, Written)> = BTreeMap::new();
    for (year, batch) in batches {
        let (writer, written) = match writers.entry(year) {
            Entry::Occupied(held) => held.into_mut(),
            Entry::Vacant(place) => place.insert(partition(to, year, batch.schema())?),
        };
        let amounts = batch.column_by_name("amount").and_then(|c| c.as_any().downcast_ref::<Decimal128Array>());
        written.rows += batch.num_rows() as u64;
        written.cents += amounts.context("amounts")?.values().iter().sum::<i128>();
        writer.write(&batch)?;
    }
    for (writer, written) in writers.into_values() {
        writer.close()?;
        done.send(written)?;
    }
    Ok(())
}

/// Opens the file of one year's lines.
fn partition(to: &Path, year: i32, schema: Arc<Schema>) -> anyhow::Result<(ArrowWriter<std::fs::File>, Written)> {
    let value = if year == UNDATED { "__HIVE_DEFAULT_PARTITION__".to_owned() } else { year.to_string() };
    let folder = to.join(format!("year={value}"));
    fs_err::create_dir_all(&folder)?;
    let path = folder.join("purchases.parquet");
    let file = fs_err::File::create(&path)?.into_parts().0;
    let writer = ArrowWriter::try_new_with_options(file, schema, options(&COLUMNS))?;
    Ok((writer, Written { path, rows: 0, cents: 0 }))
}
