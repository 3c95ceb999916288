//! Published Parquet files: plain text columns, and the descriptions of the columns in the metadata.

use std::path::Path;

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use crate::table::{self, Column, Head, Of};

/// How a published file with these columns is written.
pub fn properties(columns: &[Head]) -> WriterProperties {
    let descriptions: serde_json::Map<String, serde_json::Value> =
        columns.iter().map(|c| (c.name.to_owned(), c.about.into())).collect();
    let metadata = vec![KeyValue::new("vire.columns".to_owned(), serde_json::Value::Object(descriptions).to_string())];
    let mut builder = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("vire {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(metadata));
    for column in columns {
        if !column.ranged {
            // Finding the least and the greatest value costs a comparison a value.
            builder = builder.set_column_statistics_enabled(column.name.into(), EnabledStatistics::None);
        }
        if column.distinct {
            builder = builder.set_column_dictionary_enabled(column.name.into(), false);
        }
    }
    builder.build()
}

/// A file that batches of these columns are written to.
pub fn writer(columns: &[Head], to: &Path) -> anyhow::Result<ArrowWriter<std::fs::File>> {
    let file = fs_err::File::create(to)?.into_parts().0;
    // The Arrow schema stays out, so that every reader sees plain columns.
    let options = ArrowWriterOptions::new().with_properties(properties(columns)).with_skip_arrow_metadata(true);
    Ok(ArrowWriter::try_new_with_options(file, table::schema(columns), options)?)
}

/// Writes a small table as one file.
pub fn write<R>(columns: &[Column<Of<R>>], rows: &[R], to: &Path) -> anyhow::Result<()> {
    let heads: Vec<Head> = columns.iter().map(|c| c.head).collect();
    let mut writer = writer(&heads, to)?;
    writer.write(&table::batch(columns, rows)?)?;
    writer.close()?;
    Ok(())
}

/// Reads a small table whole.
pub fn read(from: &Path) -> anyhow::Result<Vec<RecordBatch>> {
    let file = fs_err::File::open(from)?.into_parts().0;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.build()?.collect::<Result<_, _>>()?)
}
