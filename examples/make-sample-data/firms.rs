//! How many firms the invented Kotka has, and the invented country, by industry.

use crate::write::delimited;
use crate::{Outcome, Row};
use std::fs;
use std::path::Path;

/// industry (TOL 2008) | firms in Kotka | firms in the country. In each Kotka has at least as many firms as the sample's
/// suppliers of that industry; those of a newer code are counted under the older one.
const FIRMS: &str = "\
01110|20|12000 / 10710|14|1050 / 35301|12|420 / 41200|95|13900 / 42110|24|1300 / 43120|70|7800 / 43210|45|5600 / 43220|60|6900
43340|38|5200 / 45201|62|7400 / 46390|26|900 / 46510|14|980 / 46650|18|620 / 46730|31|1900 / 47610|9|410 / 47710|34|3900
49320|70|8600 / 49410|88|10200 / 53200|9|900 / 55101|13|1300 / 56101|66|8800 / 62010|58|11400 / 65120|6|140 / 68209|210|32000
69201|48|6300 / 70220|92|17500 / 71122|64|9900 / 73111|22|3600 / 77320|16|1400 / 78200|11|1050 / 80100|8|520 / 81210|110|9700
81300|62|4400 / 85590|40|6900 / 86909|52|9800 / 87301|25|1600 / 90010|24|3300 / 96011|12|700 / 96021|75|13900 / 00000|15|4000";

pub fn firms(folder: &Path) -> Outcome {
    let counts: Vec<Vec<&str>> =
        FIRMS.lines().flat_map(|line| line.split(" / ")).map(|row| row.split('|').collect()).collect();
    let mut rows = vec!["Kuntakoodi|Kunta|Toimiala (TOL 2008)|Yritysten lukumäärä|Vuosi".to_owned()];
    for (at, place) in [(1, "285|Kotka"), (2, "SSS|Koko maa")] {
        let all: u32 = counts.iter().map(|row| row[at].parse::<u32>()).sum::<Result<u32, _>>()?;
        let row = |industry: &str, firms: &str| -> Row { format!("{place}|{industry}|{firms}|2023") };
        rows.push(row("Toimialat yhteensä", &all.to_string()));
        rows.extend(counts.iter().map(|of| row(of[0], of[at])));
    }
    Ok(fs::write(folder.join("kotka/yritykset.csv"), format!("\u{feff}{}", delimited(&rows, "\n")))?)
}
