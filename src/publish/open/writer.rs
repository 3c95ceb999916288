//! The files of a year of open data.

use std::path::Path;

use arrow_array::{RecordBatch, UInt32Array};
use arrow_select::take::take_record_batch;
use parquet::arrow::ArrowWriter;
use serde_json::{Value, json};

use super::form::{Form, field};
use vire_formats::parquet as tables;

/// The csv and the Parquet file of one year.
pub(super) struct Writer<'a> {
    form: &'a Form<'a>,
    stem: String,
    csv: csv::Writer<std::fs::File>,
    parquet: Option<ArrowWriter<std::fs::File>>,
    folder: std::path::PathBuf,
}

impl<'a> Writer<'a> {
    pub(super) fn new(to: &Path, stem: &str, form: &'a Form<'a>) -> anyhow::Result<Self> {
        let file = fs_err::File::create(to.join(format!("{stem}.csv")))?.into_parts().0;
        let mut csv = csv::WriterBuilder::new().delimiter(b';').from_writer(file);
        csv.write_record(form.columns.iter().map(|c| c.head.name))?;
        Ok(Self { form, stem: stem.to_owned(), csv, parquet: None, folder: to.to_owned() })
    }

    pub(super) fn write(&mut self, rows: &RecordBatch) -> anyhow::Result<()> {
        for row in 0..rows.num_rows() {
            self.csv.write_record(self.form.cells(rows, row))?;
        }
        let heads = self.form.heads();
        let writer = match &mut self.parquet {
            Some(writer) => writer,
            none => none.insert(tables::writer(&heads, &self.folder.join(format!("{}.parquet", self.stem)))?),
        };
        writer.write(rows)?;
        Ok(())
    }

    /// Closes both files and describes them.
    pub(super) fn finish(mut self, to: &Path) -> anyhow::Result<Vec<Value>> {
        self.csv.flush()?;
        drop(self.csv);
        if let Some(writer) = self.parquet {
            writer.close()?;
        }
        let fields: Vec<Value> = self.form.columns.iter().map(|c| field(c, self.form.decimal)).collect();
        let mut described = Vec::new();
        for ending in ["csv", "parquet"] {
            let name = format!("{}.{ending}", self.stem);
            if !to.join(&name).exists() {
                continue;
            }
            let vire_base::digest::Digest { sha256, bytes } = vire_base::digest::digest(&to.join(&name))?;
            let mut resource = json!({
                "name": format!("{}-{ending}", self.stem),
                "path": name,
                "format": ending,
                "bytes": bytes,
                "hash": format!("sha256:{sha256}"),
                "schema": { "fields": fields, "missingValues": [""] },
            });
            if ending == "csv" {
                resource["profile"] = json!("tabular-data-resource");
                resource["mediatype"] = json!("text/csv");
                resource["encoding"] = json!("utf-8");
                resource["dialect"] =
                    json!({ "delimiter": ";", "quoteChar": "\"", "doubleQuote": true, "header": true });
            }
            described.push(resource);
        }
        Ok(described)
    }
}

/// The same rows in the order of what they say.
pub(super) fn by_content(rows: &RecordBatch, form: &Form<'_>) -> anyhow::Result<RecordBatch> {
    let mut order: Vec<u32> = (0..rows.num_rows() as u32).collect();
    order.sort_by_cached_key(|row| form.cells(rows, *row as usize).collect::<Vec<String>>());
    Ok(take_record_batch(rows, &UInt32Array::from(order))?)
}
