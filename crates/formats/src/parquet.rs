//! Published Parquet files: plain text columns, and the descriptions of the columns in the metadata.

use std::path::Path;

use arrow_array::{Array, BooleanArray, RecordBatch};
use arrow_schema::ArrowError;
use parquet::arrow::arrow_reader::{
    ArrowPredicateFn, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowFilter,
};
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::Compression;
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{FileMetaData, KeyValue, PageIndexPolicy, ParquetMetaDataReader};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::columns::{text, texts};
use crate::table::{self, Column, Head, Of};

/// The key of the columns' descriptions in a file's metadata.
const DESCRIPTIONS: &str = "vire.columns";

/// How a published file with these columns is written.
pub fn properties(columns: &[Head]) -> WriterProperties {
    let descriptions: serde_json::Map<String, serde_json::Value> =
        columns.iter().map(|c| (c.name.to_owned(), c.about.into())).collect();
    let metadata = vec![KeyValue::new(DESCRIPTIONS.to_owned(), serde_json::Value::Object(descriptions).to_string())];
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
    write_of(&[], columns, rows, to)
}

/// Writes a small table as one file; its first columns have the same text in every row.
pub fn write_of<R>(same: &[(Head, &str)], columns: &[Column<Of<R>>], rows: &[R], to: &Path) -> anyhow::Result<()> {
    write_batch(&table::all_heads(same, columns), &table::batch(same, columns, rows)?, to)
}

/// Writes a table that is one batch of these columns.
pub fn write_batch(columns: &[Head], batch: &RecordBatch, to: &Path) -> anyhow::Result<()> {
    let mut writer = writer(columns, to)?;
    writer.write(batch)?;
    writer.close()?;
    Ok(())
}

/// Reads a small table whole.
pub fn read(from: &Path) -> anyhow::Result<Vec<RecordBatch>> {
    let file = fs_err::File::open(from)?.into_parts().0;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.build()?.collect::<Result<_, _>>()?)
}

/// How many rows a table has; nothing of it is decoded.
pub fn rows(from: &Path) -> anyhow::Result<u64> {
    let file = fs_err::File::open(from)?.into_parts().0;
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&file)?;
    Ok(u64::try_from(metadata.file_metadata().num_rows())?)
}

/// Reads a small table whole, as one batch.
pub fn read_whole(from: &Path) -> anyhow::Result<RecordBatch> {
    let file = fs_err::File::open(from)?.into_parts().0;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let (schema, rows) = (builder.schema().clone(), builder.metadata().file_metadata().num_rows());
    let batch = builder.with_batch_size(usize::try_from(rows)?.max(1)).build()?.next().transpose()?;
    let batch = batch.unwrap_or_else(|| RecordBatch::new_empty(schema));
    anyhow::ensure!(i64::try_from(batch.num_rows()) == Ok(rows), "it has fewer rows than it says");
    Ok(batch)
}

/// Reads some columns of a table in batches, so that memory holds one of them. A column that the table lacks is left out.
pub fn stream(from: &Path, columns: &[&str]) -> anyhow::Result<ParquetRecordBatchReader> {
    let file = fs_err::File::open(from)?.into_parts().0;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let wanted = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    Ok(builder.with_projection(wanted).with_batch_size(65_536).build()?)
}

/// The rows in which a column of texts is one of some; of the others only that column is decoded.
pub fn stream_where(
    from: &Path,
    columns: &[&str],
    column: &'static str,
    is_wanted: impl Fn(&str) -> bool + Send + 'static,
) -> anyhow::Result<ParquetRecordBatchReader> {
    let file = fs_err::File::open(from)?.into_parts().0;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let mask = |columns: &[&str]| ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    let (wanted, told) = (mask(columns), mask(&[column]));
    let is_of = move |batch: RecordBatch| {
        let texts = texts(&batch, column).map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
        Ok((0..texts.len()).map(|row| Some(is_wanted(text(texts, row)))).collect::<BooleanArray>())
    };
    let filter = RowFilter::new(vec![Box::new(ArrowPredicateFn::new(told, is_of))]);
    Ok(builder.with_projection(wanted).with_row_filter(filter).with_batch_size(65_536).build()?)
}

/// Copies a table without one of its columns; nothing of the others is decoded.
pub fn copy_without(column: &str, from: &Path, to: &Path) -> anyhow::Result<()> {
    let input = fs_err::File::open(from)?.into_parts().0;
    let pages = PageIndexPolicy::Optional;
    let metadata = ParquetMetaDataReader::new().with_page_index_policy(pages).parse_and_finish(&input)?;
    let about = metadata.file_metadata();
    let fields = about.schema().get_fields();
    let kept: Vec<usize> = (0..fields.len()).filter(|at| fields[*at].name() != column).collect();
    let schema = Type::group_type_builder(about.schema().name())
        .with_fields(kept.iter().map(|at| fields[*at].clone()).collect())
        .build()?;
    let output = fs_err::File::create(to)?.into_parts().0;
    let mut writer = SerializedFileWriter::new(output, schema.into(), copied(about, column)?.into())?;
    for (number, group) in metadata.row_groups().iter().enumerate() {
        let mut copy = writer.next_row_group()?;
        for &at in &kept {
            let index = metadata.page_index();
            let chunk = ColumnCloseResult {
                bytes_written: group.column(at).compressed_size() as u64,
                rows_written: group.num_rows() as u64,
                metadata: group.column(at).clone(),
                bloom_filter: None, // Vire writes none
                column_index: index.and_then(|index| index.column_index(number, at)).cloned(),
                offset_index: index.and_then(|index| index.offset_index(number, at)).cloned(),
            };
            copy.append_column(&input, chunk)?;
        }
        copy.close()?;
    }
    writer.close()?;
    Ok(())
}

/// What a copy without a column keeps of a file: who wrote it, and the descriptions of the other columns.
fn copied(about: &FileMetaData, column: &str) -> anyhow::Result<WriterProperties> {
    let mut pairs = about.key_value_metadata().cloned().unwrap_or_default();
    for pair in pairs.iter_mut().filter(|pair| pair.key == DESCRIPTIONS) {
        let mut texts: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(pair.value.as_deref().unwrap_or("{}"))?;
        texts.shift_remove(column);
        pair.value = Some(serde_json::Value::Object(texts).to_string());
    }
    let by = about.created_by().unwrap_or_default().to_owned();
    Ok(WriterProperties::builder().set_created_by(by).set_key_value_metadata(Some(pairs)).build())
}

#[cfg(test)]
mod tests {
    use arrow_array::{Array, Decimal128Array};
    use parquet::basic::Encoding;

    use super::*;
    use crate::table::{column, some};

    /// A text, days, cents, millionths and a count.
    type Row = (&'static str, Option<i32>, i128, i128, i64);

    const COLUMNS: [Column<Of<Row>>; 5] = [
        column("name", "who", Of::Text(|r| some(r.0))),
        column("day", "when", Of::Day(|r: &Row| r.1)).ranged(),
        column("amount", "how much", Of::Money(|r: &Row| Some(r.2))).ranged().distinct().required(),
        column("share", "of all", Of::Ratio(|r| Some(r.3))),
        column("lines", "how many", Of::Long(|r| Some(r.4))),
    ];

    #[test]
    fn a_file_is_as_its_columns_are_declared() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.parquet");
        write(&COLUMNS, &[("Åsa", Some(-1), -5, 500_000, 3), ("", None, 1_050, 0, 4)], &path).unwrap();
        let builder = ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(&path).unwrap()).unwrap();
        let metadata = builder.metadata();
        let descriptions = metadata.file_metadata().key_value_metadata().unwrap()[0].value.as_deref();
        let expected = r#"{"name":"who","day":"when","amount":"how much","share":"of all","lines":"how many"}"#;
        assert_eq!(descriptions, Some(expected));
        let chunks = metadata.row_group(0).columns();
        let ranged: Vec<bool> =
            chunks.iter().map(|c| c.statistics().is_some_and(|s| s.min_bytes_opt().is_some())).collect();
        assert_eq!(ranged, [false, true, true, false, false]);
        let dictionary: Vec<bool> =
            chunks.iter().map(|c| c.encodings().any(|e| e == Encoding::RLE_DICTIONARY)).collect();
        assert_eq!(dictionary, [true, true, false, true, true]);
        let batch = read(&path).unwrap().remove(0);
        assert_eq!(format!("{:?}", batch.column(0)), "StringArray\n[\n  \"Åsa\",\n  null,\n]");
        assert_eq!(format!("{:?}", batch.column(1)), "PrimitiveArray<Date32>\n[\n  1969-12-31,\n  null,\n]");
        let decimals = |at: usize| {
            let column = batch.column(at).as_any().downcast_ref::<Decimal128Array>();
            column.map(|values| (values.values().to_vec(), values.precision(), values.scale()))
        };
        assert_eq!(decimals(2), Some((vec![-5, 1_050], 18, 2)));
        assert_eq!(decimals(3), Some((vec![500_000, 0], 18, 6)));
        assert_eq!(format!("{:?}", batch.column(4)), "PrimitiveArray<Int64>\n[\n  3,\n  4,\n]");
        let required: Vec<bool> = batch.schema().fields().iter().map(|f| !f.is_nullable()).collect();
        assert_eq!(required, [false, false, true, false, false]);
    }

    #[test]
    fn what_is_the_same_in_every_row_stands_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.parquet");
        let head = column("buyer", "whose", Of::Text(|_: &Row| None)).required().head;
        write_of(&[(head, "Kotka")], &COLUMNS, &[("a", None, 0, 0, 0), ("b", None, 0, 0, 0)], &path).unwrap();
        let batch = read(&path).unwrap().remove(0);
        assert_eq!(batch.schema().field(0).name(), "buyer");
        assert_eq!(format!("{:?}", batch.column(0)), "StringArray\n[\n  \"Kotka\",\n  \"Kotka\",\n]");
        write_of(&[(head, "Kotka")], &COLUMNS, &[], &path).unwrap();
        assert_eq!(read(&path).unwrap().iter().map(RecordBatch::num_rows).sum::<usize>(), 0);
    }

    #[test]
    fn a_copy_lacks_one_column_only() {
        let folder = tempfile::tempdir().unwrap();
        let (whole, part) = (folder.path().join("whole.parquet"), folder.path().join("part.parquet"));
        let rows = [("a", Some(19_000), -5, 500_000, 3), ("", None, 1_050, 0, 4)];
        write(&COLUMNS, &rows, &whole).unwrap();
        copy_without("day", &whole, &part).unwrap();
        let (whole, part) = (read(&whole).unwrap().remove(0), read(&part).unwrap().remove(0));
        assert_eq!(
            part.schema().fields().iter().map(|f| f.name().as_str()).collect::<Vec<_>>(),
            ["name", "amount", "share", "lines"]
        );
        for field in part.schema().fields() {
            assert_eq!(part.column_by_name(field.name()), whole.column_by_name(field.name()));
        }
        let file = std::fs::File::open(folder.path().join("part.parquet")).unwrap();
        let about = ParquetMetaDataReader::new().parse_and_finish(&file).unwrap();
        let told = about.file_metadata().key_value_metadata().unwrap()[0].value.clone().unwrap();
        assert_eq!(told, r#"{"name":"who","amount":"how much","share":"of all","lines":"how many"}"#);
    }

    #[test]
    fn a_sum_of_more_than_18_digits_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let rows = [("", None, 10i128.pow(18), 0, 0)];
        assert!(write(&COLUMNS, &rows, &folder.path().join("t.parquet")).is_err());
    }
}
