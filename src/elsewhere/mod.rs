//! An engine elsewhere that runs the indicators' queries over the tables that a run has published.

pub mod again;
mod batches;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use vire_cluster::{Address, Seen, Session, Unavailable};
use vire_formats::parquet;
use vire_formats::table::Table;
use vire_indicators::engine::{Engine, Row};
use vire_indicators::tables::TABLES;

/// Where it is, and where it sees the files of this machine.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    pub address: Address,
    pub seen: Option<Seen>,
}

impl Elsewhere {
    /// That the engine answers, before anything is done that would be in vain.
    ///
    /// # Errors
    /// When it does not.
    pub fn answers(&self) -> Result<(), Unavailable> {
        Session::connect(&self.address).map(drop)
    }

    /// A session that has the tables whose files `at` tells.
    ///
    /// # Errors
    /// When the engine does not answer, or sees other tables than there are.
    pub fn over(&self, at: impl Fn(&str) -> PathBuf) -> anyhow::Result<Remote> {
        let remote = Remote { address: self.address.clone(), session: Session::connect(&self.address)? };
        let mut expected = BTreeMap::new();
        for table in &TABLES {
            let path = at(table.name);
            let there = Seen::path(self.seen.as_ref(), &path)?;
            let rows = parquet::rows(&path).with_context(|| path.display().to_string())?;
            let told = |error: Unavailable| if error.is_of_sql { remote.unseen(&there, &error.what) } else { error };
            remote.session.command(&view(table, &there)).map_err(told)?;
            expected.insert(table.name, (rows, there));
        }
        remote.sees(&expected)?;
        Ok(remote)
    }
}

/// An engine that has the tables of a run.
pub struct Remote {
    address: Address,
    session: Session,
}

impl Remote {
    /// What the engine calls its version.
    pub fn version(&self) -> &str {
        self.session.engine()
    }

    /// Holds the rows that the engine sees against those that there are: an engine may take a path that leads nowhere for
    /// a table without rows.
    fn sees(&self, expected: &BTreeMap<&str, (u64, String)>) -> Result<(), Unavailable> {
        let counts = expected.keys().map(|name| format!("SELECT '{name}' AS name, COUNT(*) AS n FROM `{name}`"));
        let streams = self.session.query(&counts.collect::<Vec<_>>().join("\nUNION ALL\n"))?;
        let seen = batches::counts(&streams).map_err(|error| self.other(&error))?;
        for (name, (rows, path)) in expected {
            let found = seen.get(*name).copied().unwrap_or_default();
            if u64::try_from(found) != Ok(*rows) {
                return Err(self.unseen(path, &format!("it finds {found} rows of {rows}")));
            }
        }
        Ok(())
    }

    fn unseen(&self, path: &str, why: &str) -> Unavailable {
        let help =
            "let it read there, or say where it sees the folder: --engine-path out=/mnt/vire or out=s3a://bucket/vire";
        Unavailable::new(format!("the engine at {} does not see {path}: {why}", self.address), help)
    }

    fn other(&self, error: &anyhow::Error) -> Unavailable {
        let what = format!("the engine at {} answers with something else: {error:#}", self.address);
        Unavailable::new(what, "use Apache Spark 4 or Sail; without --engine the same figures are computed here")
    }
}

impl Engine for Remote {
    fn run(&self, sql: &str) -> anyhow::Result<Vec<Row>> {
        Ok(batches::rows(&self.session.query(sql)?).map_err(|error| self.other(&error))?)
    }
}

/// A view of the declared columns, so that a file with others is an error.
fn view(table: &Table, path: &str) -> String {
    let columns: Vec<String> = table.columns.iter().map(|column| format!("`{}`", column.name)).collect();
    let (columns, path) = (columns.join(", "), path.replace('`', "``"));
    format!("CREATE OR REPLACE TEMPORARY VIEW `{}` AS SELECT {columns} FROM parquet.`{path}`", table.name)
}
