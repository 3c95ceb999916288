//! Published Parquet files: plain text columns, and the descriptions of the columns in the metadata.

use std::path::Path;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

/// Columns that are asked for by range, and so keep their least and greatest values.
const RANGED: [&str; 16] = [
    "amount",
    "external_amount",
    "vat",
    "year",
    "month",
    "posting_date",
    "invoice_date",
    "due_date",
    "payment_date",
    "first_seen",
    "last_seen",
    "lines",
    "source_row",
    "value",
    "n",
    "coverage",
];

/// How a published file with these columns (names and descriptions) is written.
pub fn properties(columns: &[(&str, &str)]) -> WriterProperties {
    let descriptions: serde_json::Map<String, serde_json::Value> =
        columns.iter().map(|(n, d)| ((*n).to_owned(), (*d).into())).collect();
    let metadata = vec![KeyValue::new("vire.columns".to_owned(), serde_json::Value::Object(descriptions).to_string())];
    let mut builder = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("vire {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(metadata));
    for (column, _) in columns.iter().filter(|(name, _)| !RANGED.contains(name)) {
        // Nobody asks for a range of texts, and finding their least and greatest costs a comparison a value.
        builder = builder.set_column_statistics_enabled((*column).into(), EnabledStatistics::None);
    }
    for column in ["voucher", "invoice", "amount", "vat", "source_row"] {
        // Nearly every value is different: a dictionary would be built only to be given up.
        builder = builder.set_column_dictionary_enabled(column.into(), false);
    }
    builder.build()
}

/// A file that batches of this schema are written to.
pub fn writer(schema: SchemaRef, columns: &[(&str, &str)], to: &Path) -> anyhow::Result<ArrowWriter<std::fs::File>> {
    let file = fs_err::File::create(to)?.into_parts().0;
    // The Arrow schema stays out, so that every reader sees plain columns.
    let options = ArrowWriterOptions::new().with_properties(properties(columns)).with_skip_arrow_metadata(true);
    Ok(ArrowWriter::try_new_with_options(file, schema, options)?)
}

/// Writes a small table as one file.
pub fn write(batch: &RecordBatch, columns: &[(&str, &str)], to: &Path) -> anyhow::Result<()> {
    let mut writer = writer(batch.schema(), columns, to)?;
    writer.write(batch)?;
    writer.close()?;
    Ok(())
}

/// Reads a small table whole.
pub fn read(from: &Path) -> anyhow::Result<Vec<RecordBatch>> {
    let file = fs_err::File::open(from)?.into_parts().0;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.build()?.collect::<Result<_, _>>()?)
}
