//! The purchases of a published run as open data: the columns that Finnish or Swedish municipalities publish, persons
//! masked, with a description of the package and a list of what was left out and why.

mod masks;

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use anyhow::Context;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type};
use arrow_array::{Array, ArrayRef, Date32Array, Decimal128Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Value, json};

use self::masks::{Joined, Masks};
use super::disk::Unfit;
use vire_base::sum::Sum;
use vire_base::{amount, date};
use vire_domain::classify::PUBLIC_BODIES;
use vire_formats::harmless::csv_cell;
use vire_formats::table::{Column, Head, Kind, schema};
use vire_formats::{columns, parquet as tables};
use vire_reference::country::{Country, lists};
use vire_reference::places::PLACES;

const DESCRIPTION: &str = "datapackage.json";
const LEFT_OUT: &str = "left-out.csv";

/// Where a column of the open data comes from.
#[derive(Clone, Copy)]
enum From {
    MunicipalityCode,
    Buyer,
    BuyerId,
    /// A text column of the purchases.
    Text(&'static str),
    /// A text of the unit or the account, which few masked suppliers may share.
    Telling(&'static str),
    /// A document's number; a pseudonym that stands for one stays out.
    Number(&'static str),
    Supplier,
    SupplierId,
    SupplierCountry,
    Amount,
    /// The first of these dates that a line has.
    Date(&'static [&'static str]),
    /// The account in the common chart: the export's, else the buyer's own where the chart has that number.
    ChartAccount,
    ChartName,
}

const fn column(name: &'static str, about: &'static str, from: From) -> Column<From> {
    Column::new(name, from.kind(), about, from)
}

impl From {
    const fn kind(self) -> Kind {
        match self {
            Self::Amount => Kind::Money,
            Self::Date(_) => Kind::Day,
            Self::MunicipalityCode | Self::Buyer | Self::BuyerId => Kind::Text,
            Self::Text(_) | Self::Telling(_) | Self::Number(_) | Self::ChartAccount | Self::ChartName => Kind::Text,
            Self::Supplier | Self::SupplierId | Self::SupplierCountry => Kind::Text,
        }
    }
}

/// The columns of the Association of Finnish Municipalities' guide of 2021.
const FINNISH: [Column<From>; 17] = [
    column("Kuntanumero", "Kunnan numero", From::MunicipalityCode),
    column("Kunnan nimi", "Kunnan nimi", From::Buyer),
    column("Kunnan Y-tunnus", "Kunnan Y-tunnus", From::BuyerId),
    column("Tulosyksikön nimi", "Ostava yksikkö", From::Telling("unit")),
    column("Tositenumero", "Tositteen numero", From::Number("voucher")),
    column("Toimittajan nimi", "Toimittaja; henkilöt peitetty", From::Supplier),
    column("Toimittajan Y-tunnus", "Y-tunnus tai ulkomainen ALV-numero; henkilöiltä tyhjä", From::SupplierId),
    column("Toimittajan maakoodi", "ISO 3166", From::SupplierCountry),
    column("Laskun summa ilman ALV", "Euroa ilman arvonlisäveroa; hyvityslasku negatiivinen", From::Amount),
    column("Tositepäivämäärä", "Laskun tai tositteen päivä", From::Date(&["invoice_date"])),
    column("Kirjauspäivämäärä", "Kirjauspäivä", From::Date(&["posting_date", "payment_date"])),
    column("Tili", "Kirjanpidon tilinumero", From::Telling("account")),
    column("Tilin nimi", "Tilin nimi", From::Telling("account_name")),
    column("JHS-tili", "Tili yhteisessä tilikartassa; tyhjä, jos ei tiedossa", From::ChartAccount),
    column("JHS-tilin nimi", "Tilin nimi yhteisessä tilikartassa", From::ChartName),
    column("Tiliryhmä", "Tiliryhmä niin kuin kunta sen nimeää", From::Telling("account_group")),
    column("Palveluluokka", "Palveluluokka", From::Telling("service_class")),
];

/// The columns of the Swedish specification of supplier ledgers.
const SWEDISH: [Column<From>; 14] = [
    column("kopare_id", "Köparens organisationsnummer", From::BuyerId),
    column("kopare", "Köparens namn", From::Buyer),
    column("verifikationsnummer", "Verifikationens nummer", From::Number("voucher")),
    column("leverantor", "Leverantörens namn; personer maskerade", From::Supplier),
    column("leverantor_id", "Organisationsnummer eller utländskt VAT-nummer; tomt för personer", From::SupplierId),
    column("konto_nr", "Kontots nummer", From::Telling("account")),
    column("konto_text", "Kontots namn", From::Telling("account_name")),
    column("belopp", "Kronor exklusive moms; kreditfaktura negativ", From::Amount),
    column("datum", "Bokföringsdag", From::Date(&["posting_date", "invoice_date", "payment_date"])),
    column("forvaltning", "Köpande enhet", From::Telling("unit")),
    column("fakturanummer", "Fakturans nummer", From::Number("invoice")),
    column("avtal", "Avtalets nummer", From::Number("contract")),
    column("kommun_id", "Kommunkod", From::MunicipalityCode),
    column("valuta", "ISO 4217", From::Text("currency")),
];

/// Names of the accounts of the Finnish municipalities' common chart by number.
static CHART: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let rows = Country::of("FI").map(|c| c.rows::<(String, String)>(lists::ACCOUNTS));
    rows.unwrap_or_default().into_iter().collect()
});

/// Whose purchases they are, and in which form they are published.
struct Form<'a> {
    columns: &'static [Column<From>],
    stem: &'static str,
    decimal: char,
    person: &'static str,
    sole_trader: &'static str,
    redacted: &'static str,
    /// Persons, sole traders and others where they may not be told apart.
    masked: &'static str,
    country: &'a str,
    municipality: &'a str,
    business_id: &'a str,
}

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
        for batch in batches(&path)? {
            let rows = Rows { batch: &batch?, suppliers: &suppliers, masks: &masks, form: &form };
            let kept = rows.kept(&mut left_out, &mut sum)?;
            writer.write(&rows, &kept)?;
        }
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

fn form<'a>(country: &'a str, municipality: &'a str, business_id: &'a str) -> anyhow::Result<Form<'a>> {
    let form = |columns, stem, decimal, [person, sole_trader, redacted, masked]: [&'static str; 4]| Form {
        columns,
        stem,
        decimal,
        person,
        sole_trader,
        redacted,
        masked,
        country,
        municipality,
        business_id,
    };
    match country {
        "FI" => {
            let masked =
                ["Yksityishenkilö", "Toiminimiyrittäjä", "Tieto poistettu", "Yksityishenkilö tai muu peitetty"];
            Ok(form(&FINNISH, "ostolaskut", ',', masked))
        }
        "SE" => {
            let masked =
                ["Privatperson", "Enskild firma", "[innehåller personuppgifter]", "Privatperson eller annan maskerad"];
            Ok(form(&SWEDISH, "leverantorsreskontra", '.', masked))
        }
        other => {
            let what = format!("open data has a form for Finnish and Swedish buyers only; this one is in {other}");
            let help = "publish purchases/ and suppliers.parquet after a look through them".to_owned();
            Err(Unfit { what, help }.into())
        }
    }
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

impl Rows<'_> {
    /// The rows to publish; the others are counted.
    fn kept(&self, left_out: &mut LeftOut, sum: &mut Sum) -> anyhow::Result<Vec<usize>> {
        let (scopes, amounts) = (texts(self.batch, "scope")?, self.amounts()?);
        let mut kept = Vec::new();
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
            }
            sum.lines += 1;
            sum.cents += cents;
            kept.push(row);
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

/// The csv and the Parquet file of one year.
struct Writer<'a> {
    form: &'a Form<'a>,
    stem: String,
    csv: csv::Writer<std::fs::File>,
    parquet: Option<ArrowWriter<std::fs::File>>,
    folder: std::path::PathBuf,
}

impl<'a> Writer<'a> {
    fn new(to: &Path, stem: &str, form: &'a Form<'a>) -> anyhow::Result<Self> {
        let file = fs_err::File::create(to.join(format!("{stem}.csv")))?.into_parts().0;
        let mut csv = csv::WriterBuilder::new().delimiter(b';').from_writer(file);
        csv.write_record(form.columns.iter().map(|c| c.head.name))?;
        Ok(Self { form, stem: stem.to_owned(), csv, parquet: None, folder: to.to_owned() })
    }

    fn write(&mut self, rows: &Rows<'_>, kept: &[usize]) -> anyhow::Result<()> {
        let columns = self.form.columns;
        let arrays: Vec<ArrayRef> =
            columns.iter().map(|c| rows.array(c.of, kept)).collect::<anyhow::Result<Vec<_>>>()?;
        for row in 0..kept.len() {
            let cells = columns
                .iter()
                .zip(&arrays)
                .map(|(column, array)| cell(column.head.kind, array, row, self.form.decimal));
            self.csv.write_record(cells)?;
        }
        let heads: Vec<Head> = columns.iter().map(|c| c.head).collect();
        let writer = match &mut self.parquet {
            Some(writer) => writer,
            none => none.insert(tables::writer(&heads, &self.folder.join(format!("{}.parquet", self.stem)))?),
        };
        writer.write(&RecordBatch::try_new(schema(&heads), arrays)?)?;
        Ok(())
    }

    /// Closes both files and describes them.
    fn finish(mut self, to: &Path) -> anyhow::Result<Vec<Value>> {
        self.csv.flush()?;
        drop(self.csv);
        if let Some(writer) = self.parquet {
            writer.close()?;
        }
        let fields: Vec<Value> = self.form.columns.iter().map(|c| field(c, self.form.decimal)).collect();
        let mut described = Vec::new();
        for ending in ["csv", "parquet"] {
            let name = format!("{}.{ending}", self.stem);
            if !to.join(&name).exists() {
                continue;
            }
            let vire_base::digest::Digest { sha256, bytes } = vire_base::digest::digest(&to.join(&name))?;
            let mut resource = json!({
                "name": format!("{}-{ending}", self.stem),
                "path": name,
                "format": ending,
                "bytes": bytes,
                "hash": format!("sha256:{sha256}"),
                "schema": { "fields": fields, "missingValues": [""] },
            });
            if ending == "csv" {
                resource["profile"] = json!("tabular-data-resource");
                resource["mediatype"] = json!("text/csv");
                resource["encoding"] = json!("utf-8");
                resource["dialect"] =
                    json!({ "delimiter": ";", "quoteChar": "\"", "doubleQuote": true, "header": true });
            }
            described.push(resource);
        }
        Ok(described)
    }
}

/// A value as the csv file writes it.
fn cell(kind: Kind, array: &ArrayRef, row: usize, decimal: char) -> String {
    match kind {
        Kind::Money => {
            let cents = array.as_primitive::<Decimal128Type>().value(row);
            amount::format_cents(cents).replace('.', &decimal.to_string())
        }
        Kind::Day => {
            let days = array.as_primitive::<Date32Type>();
            if days.is_valid(row) { date::iso(days.value(row)) } else { String::new() }
        }
        _ => csv_cell(columns::text(array.as_string(), row)).into_owned(),
    }
}

fn field(column: &Column<From>, decimal: char) -> Value {
    let mut field = json!({ "name": column.head.name, "description": column.head.about });
    field["type"] = match column.head.kind {
        Kind::Money => {
            field["decimalChar"] = json!(decimal.to_string());
            json!("number")
        }
        Kind::Day => json!("date"),
        _ => json!("string"),
    };
    field
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
