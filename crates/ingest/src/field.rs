//! The fields that a purchase line can have, and how columns of exports are called.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
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

/// Header spellings of a code list with the columns `field` and `header`, by [`header_key`].
pub fn headers<F: DeserializeOwned>(list: &str) -> HashMap<String, F> {
    #[derive(Deserialize)]
    struct Row<F> {
        field: F,
        header: String,
    }
    vire_reference::rows::<Row<F>>(list).into_iter().map(|r| (header_key(&r.header), r.field)).collect()
}

/// Columns by what their headers mean: given ones first, then known spellings, each the leftmost.
pub fn columns<'t, F: Copy + Ord>(
    headers: impl Iterator<Item = (usize, &'t str)>,
    given: &BTreeMap<F, String>,
    known: &HashMap<String, F>,
) -> BTreeMap<F, usize> {
    let mut columns = BTreeMap::new();
    for (i, text) in headers {
        let key = header_key(text);
        if key.is_empty() {
            continue;
        }
        let by_user = given.iter().find(|(_, header)| header_key(header) == key).map(|(field, _)| *field);
        let by_list = || known.get(&key).copied().filter(|field| !given.contains_key(field));
        if let Some(field) = by_user.or_else(by_list) {
            columns.entry(field).or_insert(i);
        }
    }
    columns
}
