//! The columns of open data, and how their values are written.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::SchemaRef;
use serde_json::{Value, json};

use crate::publish::disk::Unfit;
use vire_base::{amount, date};
use vire_formats::columns;
use vire_formats::harmless::csv_cell;
use vire_formats::table::{Column, Head, Kind, schema};

/// Where a column of the open data comes from.
#[derive(Clone, Copy)]
pub(super) enum From {
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
pub(super) const FINNISH: [Column<From>; 17] = [
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
pub(super) const SWEDISH: [Column<From>; 14] = [
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

/// Whose purchases they are, and in which form they are published.
pub(super) struct Form<'a> {
    pub(super) columns: &'static [Column<From>],
    pub(super) stem: &'static str,
    pub(super) decimal: char,
    pub(super) person: &'static str,
    pub(super) sole_trader: &'static str,
    pub(super) redacted: &'static str,
    /// Persons, sole traders and others where they may not be told apart.
    pub(super) masked: &'static str,
    pub(super) country: &'a str,
    pub(super) municipality: &'a str,
    pub(super) business_id: &'a str,
}

impl Form<'_> {
    pub(super) fn heads(&self) -> Vec<Head> {
        self.columns.iter().map(|column| column.head).collect()
    }

    pub(super) fn schema(&self) -> SchemaRef {
        schema(&self.heads())
    }

    /// A row as the csv file writes it.
    pub(super) fn cells<'r>(&'r self, rows: &'r RecordBatch, row: usize) -> impl Iterator<Item = String> + 'r {
        let of = move |(column, array): (&Column<From>, &ArrayRef)| cell(column.head.kind, array, row, self.decimal);
        self.columns.iter().zip(rows.columns()).map(of)
    }
}

pub(super) fn form<'a>(country: &'a str, municipality: &'a str, business_id: &'a str) -> anyhow::Result<Form<'a>> {
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

pub(super) fn field(column: &Column<From>, decimal: char) -> Value {
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
