//! The settings of exports and exchange rates, as the pipeline file writes them and as reading takes them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use vire_base::amount::{self, DecimalMark};
use vire_base::check::{Check, OneOrMany};
use vire_base::date::{self, DateOrder};

use crate::read::charset::Charset;
use crate::read::{dialect, inside};
use crate::table::{Field, GivenColumns};
use crate::values::privacy::{Masker, said};
use crate::values::rate_table::{self, Given, RateField};
use crate::values::rates::{Quotation, Rates};

/// How the files of one `[[purchases]]` are to be read; absent means: find out.
#[derive(Clone)]
pub struct Settings {
    pub columns: GivenColumns,
    /// Names of the sheets to read; empty means all that hold a purchase table.
    pub sheets: Vec<String>,
    pub text: dialect::Given,
    pub decimal: Option<DecimalMark>,
    pub date_order: Option<DateOrder>,
    /// What tells the sign of an amount; as it is written when absent.
    pub sign: Option<Sign>,
    /// What amounts are counted in; one by one when absent.
    pub unit: Option<u32>,
    /// Whether dates that a spreadsheet understood have day and month swapped.
    pub swapped_days: Option<bool>,
    /// Who the buyer is in the files, besides its own name; found out when absent.
    pub buyers: Option<Buyers>,
    /// Whether lines of other buyers are left out.
    pub only_own: bool,
    /// First and last day that lines may be dated.
    pub period: Option<(i32, i32)>,
    /// The year of lines without any date.
    pub year: Option<i32>,
    /// ISO code of the buyer's country.
    pub country: String,
    /// The buyer's currency, which all lines are in or converted to; any when absent.
    pub currency: Option<String>,
    /// Rates to the buyer's currency; lines in others are left out when absent.
    pub rates: Option<Arc<Rates>>,
    pub masker: Arc<Masker>,
}

impl Settings {
    /// Everything is to be found out, for a buyer of this country.
    pub fn open(country: &str, masker: Arc<Masker>) -> Self {
        Self {
            columns: BTreeMap::new(),
            sheets: Vec::new(),
            text: dialect::Given::default(),
            decimal: None,
            date_order: None,
            sign: None,
            unit: None,
            swapped_days: None,
            buyers: None,
            only_own: false,
            period: None,
            year: None,
            country: country.to_owned(),
            currency: None,
            rates: None,
            masker,
        }
    }
}

/// Exports that are read with the same settings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Purchases {
    /// Paths or globs, from the folder of the pipeline file. A zip stands for the files in it, or one is named as in
    /// "archive.zip/ledger.csv".
    pub files: Vec<String>,
    /// Headers of columns that detection got wrong, by field; several spellings as a list, and an empty list where no
    /// column has the field.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<Field, OneOrMany>")]
    pub columns: BTreeMap<Field, OneOrMany>,
    /// Sheets to read; all that hold a purchase table when absent.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// Such as utf-8, windows-1252, utf-16le, cp850; found out when absent.
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
    /// Reversed where purchases are written as negative amounts, as accounts of suppliers have them; or the column and
    /// its words that tell credit from debit, such as { column = "Laskutyyppi", negative = ["Hyvityslasku", "381"] }.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// What amounts are counted in: 1000 where they are in thousands, 1000000 where they are in millions.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// True where a spreadsheet took day and month for one another in the dates that it understood: they are swapped back.
    #[serde(default)]
    pub swapped_days: Option<bool>,
    /// First and last day that the files speak of, such as ["2024-01-01", "2024-12-31"]: a date outside is left out, as
    /// one that is mistyped.
    #[serde(default)]
    pub period: Option<[String; 2]>,
    /// Names, ids or codes that the column of the buyer has for the pipeline's buyer, besides its own; or "all" where all
    /// whom it names are the buyer.
    #[serde(default)]
    pub buyers: Option<Buyers>,
    /// True where the files hold the purchases of others too: lines are left out whose buyer is neither the pipeline's nor
    /// one of `buyers`, by exactly its name, code or id.
    #[serde(default)]
    pub only_own: bool,
    /// The year of lines that have no date; the only year in the file name when absent.
    #[serde(default)]
    #[schemars(range(min = 1990, max = 2099))]
    pub year: Option<i32>,
    /// What the files must sum to, such as "1234567.89"; a difference stops the run.
    #[serde(default)]
    pub expected_total: Option<String>,
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

/// What tells the sign of an amount.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Sign {
    Word(SignWord),
    Column(SignColumn),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SignWord {
    Usual,
    Reversed,
}

/// A column beside the amounts whose words tell their sign.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignColumn {
    /// Its header.
    pub column: String,
    /// The words beside which an amount changes its sign, such as those of credit notes.
    pub negative: Vec<String>,
}

impl Sign {
    pub fn is_reversed(&self) -> bool {
        matches!(self, Self::Word(SignWord::Reversed))
    }
}

/// Who the buyer is in a column that names it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Buyers {
    Word(AllBuyers),
    These(Vec<String>),
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AllBuyers {
    All,
}

/// A power of a thousand.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "u32")]
#[schemars(with = "u32", extend("enum" = [1, 1_000, 1_000_000]))]
pub struct Unit(u32);

impl TryFrom<u32> for Unit {
    type Error = String;

    fn try_from(unit: u32) -> Result<Self, String> {
        let is_known = [1, 1_000, 1_000_000].contains(&unit);
        if is_known { Ok(Self(unit)) } else { Err(format!("{unit} is no unit; write 1, 1000 or 1000000")) }
    }
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
    #[schemars(schema_with = "vire_base::check::map_schema::<RateField, String>")]
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

/// Files that are read with the same settings.
pub struct Source {
    pub files: Vec<PathBuf>,
    pub settings: Settings,
    pub expected_cents: Option<i64>,
}

/// What all sources of a pipeline have in common.
pub struct Common<'a> {
    /// ISO 3166 and ISO 4217 codes of the buyer.
    pub country: &'a str,
    pub currency: &'a str,
    pub rates: &'a Option<Arc<Rates>>,
    pub masker: &'a Arc<Masker>,
}

impl Purchases {
    /// `number` is the place among the pipeline's `[[purchases]]`.
    pub fn ready(&self, number: usize, common: &Common<'_>, check: &mut Check<'_>) -> Source {
        let at = number.to_string();
        let encoding = self.encoding.as_ref().and_then(|label| {
            let known = Charset::of_label(label);
            if known.is_none() {
                let help = "such as utf-8, windows-1252, utf-16le, iso-8859-10, cp850";
                check.fault(&["purchases", &at, "encoding"], format!("\"{label}\" is no encoding"), help);
            }
            known
        });
        let expected_cents = self.expected_total.as_ref().and_then(|text| {
            let read = amount::scan(text).and_then(|s| s.read(DecimalMark::Point));
            if read.is_none() {
                let help = "write it with a decimal point, such as \"1234567.89\"";
                check.fault(&["purchases", &at, "expected_total"], format!("\"{text}\" is no amount"), help);
            }
            read.map(|a| a.cents)
        });
        let delimiter = self.delimiter.map(|d| match d {
            Delimiter::Semicolon => ';',
            Delimiter::Comma => ',',
            Delimiter::Tab => '\t',
            Delimiter::Bar => '|',
        });
        let open = Settings {
            sheets: self.sheets.clone(),
            text: dialect::Given { encoding, delimiter },
            year: self.year,
            currency: Some(common.currency.to_owned()),
            rates: common.rates.clone(),
            ..Settings::open(common.country, Arc::clone(common.masker))
        };
        let files = check.files(&["purchases", &at], &self.files);
        let files = files.into_iter().flat_map(inside::exports).collect();
        Source { files, expected_cents, settings: self.answer(&open) }
    }

    /// The settings with what is written here in place of theirs, as far as it answers questions.
    pub fn answer(&self, settings: &Settings) -> Settings {
        let mut settings = settings.clone();
        settings.columns.extend(self.columns.iter().map(|(field, headers)| (*field, headers.to_vec())));
        let decimal = self.decimal.map(|d| match d {
            Decimal::Comma => DecimalMark::Comma,
            Decimal::Point => DecimalMark::Point,
        });
        let order = self.date_order.map(|o| match o {
            Order::Dmy => DateOrder::Dmy,
            Order::Mdy => DateOrder::Mdy,
        });
        settings.decimal = decimal.or(settings.decimal);
        settings.date_order = order.or(settings.date_order);
        settings.sign = self.sign.clone().or(settings.sign);
        settings.unit = self.unit.map(|unit| unit.0).or(settings.unit);
        settings.swapped_days = self.swapped_days.or(settings.swapped_days);
        settings.buyers = self.buyers.clone().or(settings.buyers);
        settings.only_own |= self.only_own;
        settings.period = self.period.as_ref().and_then(span).or(settings.period);
        settings
    }
}

/// Two days in their order.
fn span([from, to]: &[String; 2]) -> Option<(i32, i32)> {
    Some((date::of_iso(from)?, date::of_iso(to)?)).filter(|(from, to)| from <= to)
}

impl Currency {
    /// The rates to the buyer's own currency.
    pub fn ready(&self, own: &str, check: &mut Check<'_>) -> Arc<Rates> {
        let given = Given { columns: &self.columns, quotation: self.quotation, own };
        let mut rates = Rates::new(self.max_days);
        for (i, name) in self.rates.iter().enumerate() {
            if let Err(error) = rate_table::read(&check.path(name), said(name).into_owned(), &given, &mut rates) {
                let message = format!("{name}: {} [{}]", error.message, error.code);
                check.fault(&["currency", "rates", &i.to_string()], message, error.help);
            }
        }
        if self.rates.is_empty() {
            let help = "name them, such as rates = [\"kurssit.csv\"]";
            check.fault(&["currency", "rates"], "no rate files are named", help);
        }
        Arc::new(rates)
    }
}
