//! Published Parquet files: plain text columns, and the descriptions of the columns in the metadata.

use std::path::Path;

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

/// How a published file with these columns (names and descriptions) is written. The Arrow schema stays out, so that
/// every reader sees plain columns.
pub fn options(columns: &[(&str, &str)]) -> ArrowWriterOptions {
    let descriptions: serde_json::Map<String, serde_json::Value> =
        columns.iter().map(|(n, d)| ((*n).to_owned(), (*d).into())).collect();
    let metadata = vec![KeyValue::new("vire.columns".to_owned(), serde_json::Value::Object(descriptions).to_string())];
    let mut builder = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("vire {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(metadata));
    for column in ["voucher", "invoice", "amount", "vat", "source_row"] {
        // Nearly every value is different: a dictionary would be built only to be given up.
        builder = builder.set_column_dictionary_enabled(column.into(), false);
    }
    ArrowWriterOptions::new().with_properties(builder.build()).with_skip_arrow_metadata(true)
}

/// Writes a small table as one file.
pub fn write(batch: &RecordBatch, columns: &[(&str, &str)], to: &Path) -> anyhow::Result<()> {
    let file = fs_err::File::create(to)?.into_parts().0;
    let mut writer = ArrowWriter::try_new_with_options(file, batch.schema(), options(columns))?;
    writer.write(batch)?;
    writer.close()?;
    Ok(())
}
