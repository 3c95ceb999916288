//! The fields that a purchase line can have, and how columns of exports are called.

use std::collections::HashMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::read::Cell;
use vire_base::text::header_key;

/// A field of a purchase line. Serialised names are those of the pipeline file and of the published tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    BuyerId,
    BuyerName,
    BuyerCode,
    Unit,
    Voucher,
    Invoice,
    PostingDate,
    InvoiceDate,
    DueDate,
    PaymentDate,
    Account,
    /// The account in the country's common chart, where the export has it beside the buyer's own.
    StandardAccount,
    AccountName,
    AccountGroup,
    ServiceClass,
    Cpv,
    Contract,
    SupplierId,
    SupplierName,
    SupplierNumber,
    SupplierCountry,
    SupplierPostcode,
    /// Net of VAT, or of unstated basis.
    Amount,
    Vat,
    Gross,
    /// The two columns of a bookkeeping entry: the amount is debit less credit.
    Debit,
    Credit,
    Currency,
    /// A business id whose owner (buyer or supplier) only the content tells.
    BusinessId,
    Description,
    /// Number of the line within its voucher or invoice.
    VoucherLine,
    /// Year and month of a line, where the export has no date.
    Year,
    Month,
    /// A known column that is taken for nothing.
    Ignore,
}

impl Field {
    /// The name used in the pipeline file.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Whether an even choice between columns is worth asking about.
    pub fn is_asked(self) -> bool {
        matches!(self, Self::Amount | Self::Vat | Self::Gross | Self::SupplierName | Self::PostingDate)
    }

    pub fn is_amount(self) -> bool {
        matches!(self, Self::Amount | Self::Vat | Self::Gross | Self::Debit | Self::Credit)
    }
}

/// What a known header spelling means; lower `preference` wins among the columns of one field.
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    pub field: Field,
    pub preference: u8,
}

/// Header spellings by [`header_key`]; from `reference/data/columns.csv`.
pub static ALIASES: LazyLock<HashMap<String, Alias>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Row {
        field: Field,
        preference: u8,
        header: String,
    }
    vire_reference::rows::<Row>(vire_reference::COLUMNS)
        .into_iter()
        .map(|r| (header_key(&r.header), Alias { field: r.field, preference: r.preference }))
        .collect()
});

pub const DATE_FIELDS: [Field; 4] = [Field::PostingDate, Field::InvoiceDate, Field::DueDate, Field::PaymentDate];
pub const TEXT_FIELDS: [Field; 3] = [Field::Voucher, Field::Invoice, Field::Contract];
/// What speaks of documents and days.
pub const DOCUMENT: [Field; 5] =
    [Field::PostingDate, Field::PaymentDate, Field::InvoiceDate, Field::Invoice, Field::Voucher];
/// What says who a supplier is.
pub const SUPPLIER: [Field; 3] = [Field::SupplierName, Field::SupplierId, Field::SupplierNumber];

/// Blank, a spreadsheet error, or one of the signs that stand for "nothing".
pub fn is_missing(cell: &Cell<'_>) -> bool {
    const MARKERS: [&str; 19] = [
        "-", "--", "---", "nil", "n/a", "na", "n.a.", "nan", "null", "none", "missing", "#n/a", "#ref!", "#value!",
        "#name?", "#null!", "#div/0!", "(blank)", "(tyhjä)",
    ];
    match cell {
        Cell::Empty | Cell::Error(_) => true,
        Cell::Text(text) if text.as_bytes().first().is_some_and(u8::is_ascii_digit) => false,
        Cell::Text(text) => {
            let text = text.trim();
            text.len() < 9 && (text.is_empty() || MARKERS.iter().any(|m| text.eq_ignore_ascii_case(m)))
        }
        _ => false,
    }
}
