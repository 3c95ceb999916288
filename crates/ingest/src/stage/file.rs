//! Lines as Parquet.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use arrow_array::UInt32Array;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt32Type;
use parquet::arrow::ArrowWriter;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::line::{BATCH, schema};

/// Lines in a row group of a staged file.
const GROUP: usize = 2 * BATCH;

/// Writer of a staged file's lines into a file that is there.
pub fn writer(path: &Path) -> anyhow::Result<ArrowWriter<Summed>> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_statistics_enabled(parquet::file::properties::EnabledStatistics::None)
        // Numbers into dictionaries of our own: written once, read once, so speed counts more than size.
        .set_dictionary_enabled(false)
        // Lines go to the file while others are read.
        .set_max_row_group_row_count(Some(GROUP))
        .build();
    let file = fs_err::OpenOptions::new().write(true).open(path)?.into_parts().0;
    // To cut a file that is empty already makes some file systems write it to disk when it is closed.
    if file.metadata()?.len() > 0 {
        file.set_len(0)?;
    }
    let summed = Summed { file, hasher: blake3::Hasher::new() };
    Ok(ArrowWriter::try_new(summed, schema(), Some(properties))?)
}

/// Writes the last lines and gives the checksum of the file.
pub fn finish(writer: ArrowWriter<Summed>) -> anyhow::Result<String> {
    Ok(writer.into_inner()?.hasher.finalize().to_hex().to_string())
}

/// A file that tells the checksum of what was written to it.
pub struct Summed {
    file: File,
    hasher: blake3::Hasher,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.hasher.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// The checksum of a file as it is.
pub fn checksum(path: &Path) -> std::io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(fs_err::File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// Reader of a staged file's lines, in batches of [`BATCH`].
pub fn reader(path: &Path) -> anyhow::Result<ParquetRecordBatchReader> {
    let file = fs_err::File::open(path)?.into_parts().0;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(BATCH).build()?)
}

/// The numbers of supplier and account of each line, a batch at a time; no other column is read.
pub fn suppliers_and_accounts(
    path: &Path,
) -> anyhow::Result<impl Iterator<Item = Result<[UInt32Array; 2], arrow_schema::ArrowError>>> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(fs_err::File::open(path)?.into_parts().0)?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), ["supplier", "account"]);
    let reader = builder.with_projection(mask).with_batch_size(BATCH).build()?;
    let numbers =
        |batch: arrow_array::RecordBatch| [0, 1].map(|at| batch.column(at).as_primitive::<UInt32Type>().clone());
    Ok(reader.map(move |batch| batch.map(numbers)))
}
