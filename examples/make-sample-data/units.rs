//! What the units of the invented Kotka were called before their reform, and the departments that they belong to now.

use crate::write::delimited;
use crate::{Outcome, Row};
use std::fs;
use std::path::Path;

/// As the ledger of 2021 writes it | since 2022 | department.
const NAMES: [&str; 5] = [
    "100 Konsernihallinto|Konsernipalvelut|Keskushallinto",
    "200 Sosiaali ja terveys|Sosiaali- ja terveyspalvelut|Sosiaali ja terveys",
    "300 Lapset ja nuoret|Kasvun ja oppimisen palvelut|Sivistys ja hyvinvointi",
    "350 Kulttuuri ja liikunta|Hyvinvointipalvelut|Sivistys ja hyvinvointi",
    "400 Tekniset palvelut|Kaupunkikehitys|Tekninen toimi",
];

pub fn units(folder: &Path) -> Outcome {
    let mut rows: Vec<Row> = vec!["Yksikkö aineistossa|Yksikkö|Hallintokunta|Loppuvuosi".to_owned()];
    rows.extend(NAMES.map(|names| format!("{names}|2021")));
    Ok(fs::write(folder.join("kotka/yksikot.csv"), format!("\u{feff}{}", delimited(&rows, "\n")))?)
}
