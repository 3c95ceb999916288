//! Who owns some suppliers of the invented Kotka, and what some of them turn over. All of it is invented.

use crate::write::delimited;
use crate::{Outcome, Row};
use std::fs;
use std::path::Path;

/// Suppliers of the sample: an in-house company, one shared by many, one that was sold, and one of the neighbours.
const OWNERS: &str = "\
Y-tunnus|Yhtiö|Omistaja|Omistusosuus %|Sidosyksikkö|Alkaen|Asti
9582123-0|Akkalahdas Siivous Oy|oma|60|kyllä||
9582123-0|Akkalahdas Siivous Oy|Hamina|40|||
9582082-8|Etelän Sorviska Tukku Oy|oma|0,5|kyllä||
9582082-8|Etelän Sorviska Tukku Oy|Kouvola|20|||
9582164-4|Akkaniemus Siivous Oy|oma|30|ei||31.12.2023
9582000-0|Kymen Humpelvi Rakennus Oy|Pyhtää|51|||";

/// Turnovers in euros.
const TURNOVERS: &str = "\
Y-tunnus|Vuosi|Liikevaihto
9582123-0|2023|900000
9582123-0|2024|950000
9582041-4|2024|21000000
9582082-8|2024|4200000
9582164-4|2024|610000
9582000-0|2024|8800000
9515621-8|2023|2400000
9500000-2|2024|310000
9500041-6|2024|5200000
9500164-6|2024|95000
9500205-9|2024|480000
9500246-2|2024|120000
9500287-6|2024|260000
9500328-9|2024|1500000
9500369-2|2024|700000";

pub fn owners(folder: &Path) -> Outcome {
    for (name, table) in [("omistukset.csv", OWNERS), ("liikevaihdot.csv", TURNOVERS)] {
        let rows: Vec<Row> = table.lines().map(str::to_owned).collect();
        fs::write(folder.join("kotka").join(name), format!("\u{feff}{}", delimited(&rows, "\n")))?;
    }
    Ok(())
}
