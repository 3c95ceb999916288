//! The pipeline file as it is written: its keys, their types and meanings. `vire schema` prints this as JSON Schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ingest::field::Field;
use crate::ingest::rate_table::RateField;
use crate::ingest::rates::Quotation;

/// A pipeline: what to read, whose purchases they are, and how to divide them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Vire pipeline file")]
pub struct Pipeline {
    pub buyer: Buyer,
    /// The purchase exports; several when their settings differ. `vire calendar` needs none.
    #[serde(default)]
    pub purchases: Vec<Purchases>,
    /// Rates of other currencies; without them amounts in others than the buyer's are held out.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// Who the suppliers are; an earlier register wins over a later one.
    #[serde(default)]
    pub register: Vec<Register>,
    /// What will be bought.
    #[serde(default)]
    pub calendar: Calendar,
    /// Registers of contracts, whose ends tell of coming procurements.
    #[serde(default)]
    pub contracts: Vec<Contracts>,
    #[serde(default)]
    pub suppliers: Suppliers,
    #[serde(default)]
    pub locality: Locality,
    /// Rules of what is held out of the totals, besides the built-in ones (see `vire explain scope`).
    #[serde(default)]
    pub scope: Vec<Scope>,
    #[serde(default)]
    pub sectors: Sectors,
    /// Dates at which the series changes its content, shown in every report.
    #[serde(default, rename = "break")]
    pub breaks: Vec<Break>,
    #[serde(default)]
    pub quality: Quality,
    #[serde(default)]
    pub report: Report,
    /// Values that indicators should reach; shown beside them.
    #[serde(default)]
    pub target: Vec<Target>,
    /// Who answers to suppliers; shown in the deck and on the sectors' cards.
    #[serde(default)]
    pub contact: Vec<Contact>,
    /// Where procurements are announced; those of the country when absent.
    #[serde(default)]
    pub channel: Vec<Channel>,
    #[serde(default)]
    pub privacy: Privacy,
}

/// Whose purchases they are.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Buyer {
    /// The municipality by name or code, or any other name.
    pub name: String,
    /// ISO 3166 code of two letters, such as FI or SE.
    pub country: String,
    /// Inhabitants: one number, or one a year such as { 2023 = 51000, 2024 = 50500 }.
    #[serde(default)]
    pub population: Option<Population>,
    /// ISO 4217 code; follows from the country when absent.
    #[serde(default)]
    pub currency: Option<String>,
    /// Business ids of the buyer's own organisation: purchases from these are internal.
    #[serde(default)]
    pub business_ids: Vec<String>,
    /// Companies of the buyer's own group, by business id or name: a kind of their own, and no market.
    #[serde(default)]
    pub group: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Population {
    Always(u32),
    ByYear(BTreeMap<String, u32>),
}

/// Exports that are read with the same settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Purchases {
    /// Paths or globs, from the folder of the pipeline file.
    pub files: Vec<String>,
    /// Headers of columns that detection got wrong, by field; several spellings as a list.
    #[serde(default)]
    #[schemars(schema_with = "map_schema::<Field, OneOrMany>")]
    pub columns: BTreeMap<Field, OneOrMany>,
    /// Sheets to read; all that hold a purchase table when absent.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// Such as utf-8, windows-1252, utf-16le; found out when absent.
    #[serde(default)]
    pub encoding: Option<String>,
    /// One of ; , tab |; found out when absent.
    #[serde(default)]
    pub delimiter: Option<Delimiter>,
    /// Decimal mark of amounts written as text; found out when absent.
    #[serde(default)]
    pub decimal: Option<Decimal>,
    /// Order of day and month in dates such as 04/05/2024; found out when absent.
    #[serde(default)]
    pub date_order: Option<Order>,
    /// Reversed where purchases are written as negative amounts, as accounts of suppliers have them.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// The year of lines that have no date; the only year in the file name when absent.
    #[serde(default)]
    #[schemars(range(min = 1990, max = 2099))]
    pub year: Option<i32>,
    /// What the files must sum to, such as "1234567.89"; a difference stops the run.
    #[serde(default)]
    pub expected_total: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn to_vec(&self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one.clone()],
            Self::Many(many) => many.clone(),
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub enum Delimiter {
    #[serde(rename = ";")]
    Semicolon,
    #[serde(rename = ",")]
    Comma,
    #[serde(rename = "tab")]
    Tab,
    #[serde(rename = "|")]
    Bar,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub enum Decimal {
    #[serde(rename = ",")]
    Comma,
    #[serde(rename = ".")]
    Point,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    Dmy,
    Mdy,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    Usual,
    Reversed,
}

/// How amounts in other currencies are converted to the buyer's.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// Files of rates, from the folder of the pipeline file: a row for each day (or month, or year) and currency, or a
    /// column for each currency as the ECB publishes its euro reference rates.
    pub rates: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "map_schema::<RateField, String>")]
    pub columns: BTreeMap<RateField, String>,
    /// Whether rates are the buyer's currency for one unit of the other (direct) or the reverse (indirect); when absent,
    /// rates in rows are direct, and rates in columns are units for one euro.
    #[serde(default)]
    pub quotation: Option<Quotation>,
    /// How many days a day's rate may be used after that day, such as over a weekend.
    #[serde(default = "seven")]
    #[schemars(range(min = 0, max = 366))]
    pub max_days: i32,
}

fn seven() -> i32 {
    7
}

/// A supplier register.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Paths or globs, from the folder of the pipeline file.
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "map_schema::<RegisterField, String>")]
    pub columns: BTreeMap<RegisterField, String>,
    /// The day the register tells of; shown in the method notes.
    #[serde(default)]
    pub date: Option<String>,
}

/// Who is the same supplier.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suppliers {
    /// Filled copies of `supplier-review.xlsx`, or csv files with its columns key, other_key and decision: "same" joins
    /// two suppliers, "different" keeps them apart and proposes them no more.
    #[serde(default)]
    pub decisions: Vec<String>,
}

/// A table whose keys are the words of an enumeration.
fn map_schema<K: JsonSchema, V: JsonSchema>(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let (keys, values) = (generator.subschema_for::<K>(), generator.subschema_for::<V>());
    schemars::json_schema!({ "type": "object", "propertyNames": keys, "additionalProperties": values })
}

/// What a register tells of a supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegisterField {
    Id,
    Name,
    Municipality,
    Postcode,
    Country,
    Industry,
    Size,
    Form,
    /// The day the supplier ended.
    Closed,
}

/// Procurement calendars: of the buyer, and of others when several make one list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Paths or globs of the buyer's own calendars, from the folder of the pipeline file.
    #[serde(default)]
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "map_schema::<CalendarField, String>")]
    pub columns: BTreeMap<CalendarField, String>,
    /// Calendars of other buyers, which go on the same list.
    #[serde(default)]
    pub source: Vec<CalendarSource>,
}

/// Calendars of another buyer, or with other columns.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarSource {
    /// Paths or globs, from the folder of the pipeline file.
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "map_schema::<CalendarField, String>")]
    pub columns: BTreeMap<CalendarField, String>,
    /// Whose calendars they are, where no column says it; the buyer of the pipeline when absent.
    #[serde(default)]
    pub buyer: Option<String>,
}

/// What a column of a procurement calendar tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CalendarField {
    Title,
    Time,
    Year,
    Quarter,
    Month,
    Buyer,
    Unit,
    Sector,
    Cpv,
    Value,
    ValueMax,
    Procedure,
    Contact,
    Notes,
    Id,
    Contract,
}

/// A register of contracts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contracts {
    /// Paths or globs, from the folder of the pipeline file.
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "map_schema::<ContractField, String>")]
    pub columns: BTreeMap<ContractField, String>,
    /// Whose contracts they are, where no column says it; the buyer of the pipeline when absent.
    #[serde(default)]
    pub buyer: Option<String>,
    /// Months from the start of a procurement to the end of the contract that it replaces.
    #[serde(default = "nine")]
    #[schemars(range(min = 0, max = 60))]
    pub lead_months: u32,
}

fn nine() -> u32 {
    9
}

/// What a column of a register of contracts tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractField {
    Title,
    Supplier,
    Start,
    End,
    Options,
    Notice,
    Id,
    Buyer,
    Unit,
    Sector,
    Cpv,
    Value,
    Procedure,
    Contact,
    Notes,
}

/// What counts as local.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Locality {
    /// Municipalities by code or name; the buyer when absent.
    #[serde(default)]
    pub home: Vec<String>,
    /// What the register's places are; printed with every figure on places.
    #[serde(default)]
    pub basis: Basis,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    #[default]
    Domicile,
    Establishment,
    InvoiceAddress,
}

/// A rule of what is held out of the totals. All conditions given must hold; each needs one of its values.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Name of the rule, in lower case with hyphens; that of a built-in rule replaces it.
    pub id: String,
    /// false switches a built-in rule off.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Beginnings of account numbers.
    #[serde(default)]
    pub account: Vec<String>,
    /// Parts of account names.
    #[serde(default)]
    pub account_name: Vec<String>,
    /// Parts of account group names.
    #[serde(default)]
    pub account_group: Vec<String>,
    /// Business ids or parts of names of suppliers.
    #[serde(default)]
    pub supplier: Vec<String>,
    /// Parts of unit names.
    #[serde(default)]
    pub unit: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Own sector decisions.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sectors {
    /// Csv files with the columns supplier, account, sector (and a note): supplier is a business id or a name,
    /// account the beginning of an account number; at least one of the two. They come before all other rules.
    #[serde(default)]
    pub rules: Vec<String>,
}

/// A break in the series.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// First day of the new content, yyyy-mm-dd.
    pub date: String,
    /// Why, by language: { fi = "...", sv = "...", en = "..." }.
    pub reason: BTreeMap<String, String>,
}

/// Gates: a run that does not pass them publishes nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Quality {
    /// Largest share of data rows that may be rejected.
    #[schemars(range(min = 0, max = 1))]
    pub max_rejected: f64,
    /// Largest share of euros without a sector.
    #[schemars(range(min = 0, max = 1))]
    pub max_unclassified: f64,
    /// Largest share of euros from suppliers without a known place.
    #[schemars(range(min = 0, max = 1))]
    pub max_unknown_place: f64,
    /// What to do with postings that two files hold, such as a month delivered twice.
    pub overlap: crate::ingest::overlap::Policy,
}

impl Default for Quality {
    fn default() -> Self {
        Self { max_rejected: 0.01, max_unclassified: 1.0, max_unknown_place: 1.0, overlap: Default::default() }
    }
}

/// What is written for readers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Report {
    /// Languages of the reports, the first one first.
    pub languages: Vec<Language>,
    /// What is drawn in each language.
    pub formats: Vec<Format>,
    /// Own PowerPoint template (.pptx or .potx) for the deck, from the folder of the pipeline file.
    pub template: Option<String>,
}

impl Default for Report {
    fn default() -> Self {
        Self { languages: Language::ALL.to_vec(), formats: Format::ALL.to_vec(), template: None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Fi,
    Sv,
    En,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// ISO 639.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }
}

/// A kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One page to explore, which opens from disk.
    Html,
    /// Two pages for decision-makers, then annexes.
    Pdf,
    /// The deck of a supplier meeting.
    Pptx,
    /// Tables and charts as a workbook.
    Xlsx,
    /// The summary, and texts for invitations and the press.
    Md,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Html, Self::Pdf, Self::Pptx, Self::Xlsx, Self::Md];
}

/// What an indicator should reach.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Id or name of the indicator, such as B1 or local-share-euros.
    pub indicator: String,
    /// In the indicator's unit; shares from 0 to 1.
    pub value: f64,
    /// The year by which.
    pub by: i32,
}

/// Someone who answers to suppliers.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// A unit or an office; persons only if they agreed.
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    /// Sectors that the contact answers for (see `vire explain sectors`); all when absent.
    #[serde(default)]
    pub sectors: Vec<String>,
}

/// Where procurements are announced.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    pub name: String,
    pub url: String,
}

/// How persons are masked.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// File with the key that turns persons' ids into pseudonyms, made at first need; `.vire-key` beside the
    /// pipeline file when absent. Never publish it.
    #[serde(default)]
    pub key_file: Option<String>,
}
