//! Lines as Parquet.

use std::path::Path;

use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::line::{BATCH, schema};

/// Lines in a row group of a staged file.
const GROUP: usize = 2 * BATCH;

/// Writer of a staged file's lines into a file that is there.
pub fn writer(path: &Path) -> anyhow::Result<ArrowWriter<std::fs::File>> {
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
    Ok(ArrowWriter::try_new(file, schema(), Some(properties))?)
}

/// Reader of a staged file's lines, in batches of [`BATCH`].
pub fn reader(path: &Path) -> anyhow::Result<ParquetRecordBatchReader> {
    let file = fs_err::File::open(path)?.into_parts().0;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(BATCH).build()?)
}
