//! The purchases of a published run as open data: the columns that Finnish or Swedish municipalities publish, persons
//! masked, with a description of the package and a list of what was left out and why.

mod form;
mod masks;
mod writer;

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use anyhow::Context;
use arrow_array::{Array, ArrayRef, Date32Array, Decimal128Array, RecordBatch, StringArray};
use arrow_select::concat::concat_batches;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Value, json};

use self::form::{FINNISH, Form, From, SWEDISH, form};
use self::masks::{Joined, Masks};
use self::writer::{Writer, by_content};
use vire_base::amount;
use vire_base::sum::Sum;
use vire_domain::classify::PUBLIC_BODIES;
use vire_formats::{columns, parquet as tables};
use vire_reference::country::{Country, lists};
use vire_reference::places::PLACES;

const DESCRIPTION: &str = "datapackage.json";
const LEFT_OUT: &str = "left-out.csv";

/// Names of the accounts of the Finnish municipalities' common chart by number.
static CHART: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let rows = Country::of("FI").map(|c| c.rows::<(String, String)>(lists::ACCOUNTS));
    rows.unwrap_or_default().into_iter().collect()
});

/// What of each supplier goes into open data.
struct Supplier {
    name: String,
    id: String,
    country: String,
    personal: bool,
    /// How it is called where it is masked, when it is a person.
    mask: Option<&'static str>,
}

impl Supplier {
    fn kind_mask(&self) -> &'static str {
        self.mask.unwrap_or_default()
    }
}

/// What was left out or blanked, by reason.
#[derive(Default)]
struct LeftOut(BTreeMap<(&'static str, String), Sum>);

impl LeftOut {
    fn add(&mut self, what: &'static str, why: &str, cents: i128) {
        let sum = self.0.entry((what, why.to_owned())).or_default();
        sum.lines += 1;
        sum.cents += cents;
    }
}

/// Lines and sum that were published.
pub struct Opened {
    pub sum: Sum,
    pub left_out: Sum,
}

/// Names and descriptions of the columns of open data, in the Finnish form and in the Swedish one.
pub fn described() -> [Vec<(&'static str, &'static str)>; 2] {
    [&FINNISH[..], &SWEDISH].map(|columns| columns.iter().map(|c| (c.head.name, c.head.about)).collect())
}

/// Writes the open data of a published run into an empty folder.
///
/// # Errors
/// When the folder holds no run of this version, or its buyer is neither Finnish nor Swedish.
pub fn write(run: &Path, to: &Path) -> anyhow::Result<Opened> {
    let read = |name: &str| -> anyhow::Result<Value> {
        let text = fs_err::read_to_string(run.join(name))?;
        serde_json::from_str(&text).with_context(|| format!("reading {name}"))
    };
    let (manifest, summary) = (read("manifest.json")?, read("summary.json")?);
    let text = |value: &'_ Value| value.as_str().unwrap_or_default().to_owned();
    let (country, buyer) = (text(&summary["country"]), text(&summary["buyer"]));
    let municipality = PLACES.municipality(&country, &buyer);
    let code = municipality.map(|m| m.code.clone()).unwrap_or_default();
    let business_id = municipality.map(|m| m.business_id.clone()).unwrap_or_default();
    let form = form(&country, &code, &business_id)?;
    let suppliers = suppliers(&run.join("suppliers.parquet"), &form)?;
    let joined = joined(run)?;
    let mut left_out = LeftOut::default();
    let mut sum = Sum::default();
    let mut resources = Vec::new();
    for (year, path) in years(&run.join("purchases"))? {
        let masks = Masks::of(&path, &suppliers, joined.get(&year).cloned().unwrap_or_default())?;
        let stem = format!("{}-{year}", form.stem);
        let mut writer = Writer::new(to, &stem, &form)?;
        let mut masked = Vec::new();
        for batch in batches(&path)? {
            let rows = Rows { batch: &batch?, suppliers: &suppliers, masks: &masks, form: &form };
            let kept = rows.kept(&mut left_out, &mut sum)?;
            writer.write(&rows.published(&kept.named)?)?;
            masked.push(rows.published(&kept.masked)?);
        }
        // Last, and in an order of their own: where a row stands would tell between whom its supplier stands in an export
        // that is sorted by name.
        writer.write(&by_content(&concat_batches(&form.schema(), &masked)?, &form)?)?;
        resources.extend(writer.finish(to)?);
    }
    rejected(&manifest, &mut left_out);
    left_out_csv(&left_out, &manifest["persons_masked"]["by_name"], to)?;
    let package = json!({
        "profile": "tabular-data-package",
        "name": format!("{}-{}", form.stem, text(&manifest["pipeline"]["name"]).to_lowercase().replace([' ', '_', '.'], "-")),
        "title": format!("{}: {}", buyer, form.stem),
        "version": manifest["fingerprint"],
        "description": "One row is one posting. Natural persons are masked; left-out.csv tells what is not here and why. In the csv file a text that begins like a formula has an apostrophe before it, and control characters are left out; the Parquet file has every text as it was.",
        "resources": resources,
    });
    fs_err::write(to.join(DESCRIPTION), serde_json::to_string_pretty(&package)? + "\n")?;
    let missing = left_out.0.iter().filter(|((what, _), _)| *what == ROWS);
    let mut all = Sum::default();
    missing.for_each(|(_, sum)| all += *sum);
    Ok(Opened { sum, left_out: all })
}

/// The files of the open data that a folder holds.
pub fn own_files(folder: &Path) -> Vec<String> {
    let text = fs_err::read(folder.join(DESCRIPTION)).unwrap_or_default();
    let Ok(package) = serde_json::from_slice::<Value>(&text) else { return Vec::new() };
    let resources = package["resources"].as_array().into_iter().flatten();
    let files = resources.filter_map(|resource| resource["path"].as_str());
    files.chain([DESCRIPTION, LEFT_OUT]).map(str::to_owned).collect()
}

/// Suppliers by key, their names and ids as they may be shown.
fn suppliers(path: &Path, form: &Form<'_>) -> anyhow::Result<HashMap<String, Supplier>> {
    let mut suppliers = HashMap::new();
    for batch in tables::read(path)? {
        let column = |name: &str| texts(&batch, name);
        let (keys, names, ids) = (column("supplier")?, column("name")?, column("id")?);
        let (kinds, countries) = (column("kind")?, column("country")?);
        for row in 0..batch.num_rows() {
            let kind = columns::text(kinds, row);
            let shown = match kind {
                "redacted" => form.redacted,
                _ => columns::text(names, row),
            };
            let mask = [("person", form.person), ("sole-trader", form.sole_trader)];
            let mask = mask.into_iter().find(|(of, _)| *of == kind).map(|(_, mask)| mask);
            let personal = mask.is_some();
            let supplier = Supplier {
                name: shown.to_owned(),
                id: if personal { String::new() } else { columns::text(ids, row).to_owned() },
                country: Some(columns::text(countries, row))
                    .filter(|c| !c.is_empty())
                    .unwrap_or(form.country)
                    .to_owned(),
                personal,
                mask,
            };
            suppliers.insert(columns::text(keys, row).to_owned(), supplier);
        }
    }
    Ok(suppliers)
}

/// The years that a run's purchases are split by, with their files. Earlier versions made a folder of each year.
pub fn years(purchases: &Path) -> anyhow::Result<Vec<(String, std::path::PathBuf)>> {
    let mut years = Vec::new();
    for entry in fs_err::read_dir(purchases)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let (year, file) = match (name.strip_prefix("year="), name.strip_suffix(".parquet")) {
            (Some(year), _) => (year, path.join("purchases.parquet")),
            (None, Some(year)) => (year, path.clone()),
            (None, None) => continue,
        };
        let year = if year.bytes().all(|b| b.is_ascii_digit()) { year } else { "undated" };
        years.push((year.to_owned(), file));
    }
    years.sort();
    Ok(years)
}

fn batches(path: &Path) -> anyhow::Result<impl Iterator<Item = Result<RecordBatch, arrow_schema::ArrowError>>> {
    let file = fs_err::File::open(path)?.into_parts().0;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(65_536).build()?)
}

fn texts<'a>(batch: &'a RecordBatch, name: &str) -> anyhow::Result<&'a StringArray> {
    columns::texts(batch, name).context(OTHER_VERSION)
}

/// Why a run lacks a column.
pub const OTHER_VERSION: &str = "a run of another version";

/// By year, as the folders of purchases name it, the organisations that are masked beside persons.
fn joined(run: &Path) -> anyhow::Result<HashMap<String, Joined>> {
    let facts = vire_report::facts::Facts::read(run)?;
    let mut joined: HashMap<String, Joined> = HashMap::new();
    for (year, sector, key) in facts.joined() {
        let of_year = joined.entry(vire_indicators::period(year)).or_default();
        of_year.insert((sector.to_owned(), key.to_owned()));
    }
    Ok(joined)
}

struct Rows<'a> {
    batch: &'a RecordBatch,
    suppliers: &'a HashMap<String, Supplier>,
    masks: &'a Masks,
    form: &'a Form<'a>,
}

/// What the list says was done.
const ROWS: &str = "rows left out";
const UNITS: &str = "unit and account left blank";
const MASKED: &str = "supplier masked";
const MASKED_SINCE: &str = "a natural person, a sole trader whose name may be one, or an organisation beside one or two of them, whose sums would follow";

/// The rows to publish, by whether their supplier is masked.
#[derive(Default)]
struct Kept {
    named: Vec<usize>,
    masked: Vec<usize>,
}

impl Rows<'_> {
    /// Rows as they are published.
    fn published(&self, rows: &[usize]) -> anyhow::Result<RecordBatch> {
        let arrays = self.form.columns.iter().map(|column| self.array(column.of, rows));
        Ok(RecordBatch::try_new(self.form.schema(), arrays.collect::<anyhow::Result<Vec<ArrayRef>>>()?)?)
    }

    /// The rows to publish; the others are counted.
    fn kept(&self, left_out: &mut LeftOut, sum: &mut Sum) -> anyhow::Result<Kept> {
        let (scopes, amounts) = (texts(self.batch, "scope")?, self.amounts()?);
        let mut kept = Kept::default();
        for row in 0..self.batch.num_rows() {
            let cents = amounts.value(row);
            let scope = columns::text(scopes, row);
            if scope != "in" && scope != PUBLIC_BODIES {
                left_out.add(ROWS, &format!("no purchase: left out by the rule {scope}"), cents);
                continue;
            }
            if self.is_masked(row)? {
                left_out.add(MASKED, MASKED_SINCE, cents);
                if !self.tells_place(row)? {
                    left_out.add(UNITS, "fewer than three masked suppliers share them in that year", cents);
                }
                kept.masked.push(row);
            } else {
                kept.named.push(row);
            }
            sum.lines += 1;
            sum.cents += cents;
        }
        Ok(kept)
    }

    fn amounts(&self) -> anyhow::Result<&Decimal128Array> {
        columns::money(self.batch, "amount").context(OTHER_VERSION)
    }

    fn supplier(&self, row: usize) -> anyhow::Result<Option<&Supplier>> {
        Ok(self.suppliers.get(columns::text(texts(self.batch, "supplier")?, row)))
    }

    fn text_of(&self, name: &str, row: usize) -> anyhow::Result<&str> {
        Ok(columns::text(texts(self.batch, name)?, row))
    }

    fn is_masked(&self, row: usize) -> anyhow::Result<bool> {
        let Some(supplier) = self.supplier(row)? else { return Ok(false) };
        Ok(self.masks.masks(supplier, self.text_of("supplier", row)?, self.text_of("sector", row)?))
    }

    /// Whether unit and account may stand in a row.
    fn tells_place(&self, row: usize) -> anyhow::Result<bool> {
        let of = |name| self.text_of(name, row);
        Ok(!self.is_masked(row)? || self.masks.shows(of("sector")?, of("unit")?, of("account")?))
    }

    fn name(&self, row: usize) -> anyhow::Result<&str> {
        let Some(supplier) = self.supplier(row)? else { return Ok("") };
        Ok(match supplier.mask {
            _ if !self.is_masked(row)? => &supplier.name,
            Some(mask) if !self.masks.are_alike(self.text_of("sector", row)?) => mask,
            _ => self.form.masked,
        })
    }

    fn text(&self, from: From, row: usize) -> anyhow::Result<String> {
        let of = |name| texts(self.batch, name).map(|column| columns::text(column, row).to_owned());
        let form = self.form;
        let supplier = self.supplier(row)?;
        Ok(match from {
            From::MunicipalityCode => form.municipality.to_owned(),
            From::Buyer => of("buyer_name")?,
            From::BuyerId => Some(of("buyer_id")?).filter(|id| !id.is_empty()).unwrap_or(form.business_id.to_owned()),
            From::Text(name) => of(name)?,
            From::Telling(_) | From::ChartAccount | From::ChartName if !self.tells_place(row)? => String::new(),
            From::Number("contract") if self.is_masked(row)? => String::new(),
            From::Telling(name) => of(name)?,
            From::Number(name) => Some(of(name)?).filter(|n| !n.starts_with("person:")).unwrap_or_default(),
            From::Supplier => self.name(row)?.to_owned(),
            From::SupplierId if self.is_masked(row)? => String::new(),
            From::SupplierId => supplier.map(|s| s.id.clone()).unwrap_or_default(),
            From::SupplierCountry => supplier.map(|s| s.country.clone()).unwrap_or_default(),
            From::ChartAccount => self.chart_account(row)?,
            From::ChartName => CHART.get(&self.chart_account(row)?).cloned().unwrap_or_default(),
            From::Amount | From::Date(_) => String::new(),
        })
    }

    fn chart_account(&self, row: usize) -> anyhow::Result<String> {
        let (standard, own) = (texts(self.batch, "standard_account")?, texts(self.batch, "account")?);
        let own = Some(columns::text(own, row)).filter(|number| CHART.contains_key(*number));
        Ok(Some(columns::text(standard, row))
            .filter(|number| !number.is_empty())
            .or(own)
            .unwrap_or_default()
            .to_owned())
    }

    /// For each row, the first of these dates that it has.
    fn dates(&self, names: &[&str], kept: &[usize]) -> anyhow::Result<Date32Array> {
        let dates = names.iter().map(|name| columns::days(self.batch, name)).collect::<Result<Vec<_>, _>>();
        let dates = dates.context(OTHER_VERSION)?;
        let first = |row: &usize| dates.iter().find(|d| d.is_valid(*row)).map(|d| d.value(*row));
        Ok(kept.iter().map(first).collect())
    }

    fn array(&self, from: From, kept: &[usize]) -> anyhow::Result<ArrayRef> {
        Ok(match from {
            From::Amount => {
                let amounts = self.amounts()?;
                let kept: Decimal128Array = kept.iter().map(|row| Some(amounts.value(*row))).collect();
                Arc::new(kept.with_precision_and_scale(18, 2)?)
            }
            From::Date(names) => Arc::new(self.dates(names, kept)?),
            from => {
                let texts: Vec<String> = kept.iter().map(|row| self.text(from, *row)).collect::<anyhow::Result<_>>()?;
                Arc::new(texts.into_iter().map(|t| Some(t).filter(|t| !t.is_empty())).collect::<StringArray>())
            }
        })
    }
}

/// Rows that the run could not read are not in the open data either.
fn rejected(manifest: &Value, left_out: &mut LeftOut) {
    let rows = manifest["control"]["rejected"].as_u64().unwrap_or_default();
    let cents =
        manifest["control"]["rejected_amount"].as_str().map(|t| t.replace('.', "")).and_then(|t| t.parse().ok());
    if rows > 0 {
        let sum = Sum { lines: rows, cents: cents.unwrap_or_default() };
        left_out.0.insert((ROWS, "unreadable: rejected when the export was read".to_owned()), sum);
    }
}

fn left_out_csv(left_out: &LeftOut, by_name: &Value, to: &Path) -> anyhow::Result<()> {
    let mut text = Vec::new();
    writeln!(text, "what;why;rows;amount")?;
    for ((what, why), sum) in &left_out.0 {
        writeln!(text, "{what};{why};{};{}", sum.lines, amount::format_cents(sum.cents))?;
    }
    for (how, why) in [
        ("person", "suppliers without an id are taken as persons by their names and accounts, and are masked"),
        (
            "perhaps",
            "suppliers without an id may be persons and are not masked: suppliers.parquet has them, column by_name",
        ),
    ] {
        let (suppliers, lines) = (&by_name[how]["suppliers"], &by_name[how]["lines"]);
        writeln!(text, "persons by name;{} {why};{};", suppliers.as_u64().unwrap_or(0), lines.as_u64().unwrap_or(0))?;
    }
    writeln!(text, "columns left out;pseudonyms of persons, source file and row, classes that Vire adds;;")?;
    fs_err::write(to.join(LEFT_OUT), text)?;
    Ok(())
}
