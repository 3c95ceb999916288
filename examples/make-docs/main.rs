//! Writes the reference under `docs/reference/` from what the program declares: the schema of the pipeline file, the codes,
//! the columns of its tables, the heads of the indicators' queries and the scores of sectors.
//!
//! Run from the project root: `cargo run --release --example make-docs`. A test holds the committed pages equal to these.

mod pages;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(pages::FOLDER);
    std::fs::create_dir_all(folder)?;
    for (name, text) in pages::all() {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
