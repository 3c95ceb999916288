//! Emission factors, answers to a survey of suppliers, and an input-output model, all made up and rounded: they are of no use
//! but to show the form.

use crate::write::delimited;
use crate::{Outcome, Row};
use std::fs;
use std::path::Path;

/// account | CPV code | sector | kg CO2e for a euro | lower | upper end.
const FACTORS: [&str; 16] = [
    "4390|||0,3|0,2|0,5",
    "4391|||0,4|0,2|0,8",
    "4392|||0,4|0,2|0,8",
    "441|||0,5|0,3|0,9",
    "442|||0,6|0,4|1,0",
    "4520|||0,7|0,5|1,1",
    "4560|||2,5|2,0|3,0",
    "4568|||2,0|1,0|3,0",
    "4569|||1,0|0,5|2,0",
    "4570|||0,3||",
    "4590|||0,9|0,5|1,5",
    "|90900000||0,2||",
    "||ICT|0,1||",
    "||expert-office|0,1||",
    "||furniture-supplies|0,4||",
    "||machinery-vehicles|0,5|0,3|0,8",
];

/// business id | name | percent to staff of here | percent to suppliers of here | year. One is a person, and one sold nothing.
const ANSWERS: [&str; 18] = [
    "9937429-8|Kaisuttu Suunnittelu Oy|55|10|2024",
    "9558425-5|Sorvimmo Maalaus Oy|45|15|2024",
    "9525748-1|Etelän Rantusto Taksi Oy|50|20|2024",
    "9554776-1|Tirmospa LVI Oy|35|20|2024",
    "9917380-8|Ruovettu Rakennus Oy|30|30|2024",
    "9536859-5|Tirmospa Viherhoito Oy|50|10|2024",
    "9541738-5|Jaltanto Leipomo Oy|40|15|2024",
    "9528331-3|Tmi Matti Kaikusto|60|10|2024",
    "9516482-4|Palkuspa Siivous Oy|65|5|2024",
    "9529151-6|Rantuspa Konsultointi Ky|60|5|2024",
    "9541656-9|Ruovento Maalaus Oy|45|20|2024",
    "9554571-5|Lonkattu Laite Oy|15|10|2024",
    "9552890-7|Humpettu Suunnittelu Oy|50|10|2024",
    "9547437-1|Vilakko Ravintola Oy|35|25|2024",
    "9962480-8|Sorvittu Henkilöstö Ky|80|5|2024",
    "9500205-9|Rantuska Taksi Oy|50|15|2024",
    "9552603-9|Rannikon Kaikuttu Rakennus Oy|30|25|2024",
    "|Kysytty Mutta Myymätön Oy|40|10|2024",
];

/// industry | NACE | jobs for a million | taxes for a million | employed here | in the country.
const INDUSTRIES: [&str; 5] = [
    "F|41-43|6|60000|1500|180000",
    "CG|10-33 45-47|5|50000|5500|700000",
    "H|49-53|7|60000|2500|140000",
    "JMN|58-82|9|90000|5000|800000",
    "IQR|55 56 84-96|12|80000|5500|800000",
];

/// Of each industry in the order above and then of households, how much of each goes into a unit of its output; of households,
/// what they spend of what they earn.
const COEFFICIENTS: [[&str; 6]; 6] = [
    ["0,2", "0,02", "0,02", "0,05", "0,03", "0,02"],
    ["0,2", "0,25", "0,15", "0,05", "0,15", "0,15"],
    ["0,05", "0,05", "0,15", "0,02", "0,03", "0,05"],
    ["0,1", "0,1", "0,1", "0,2", "0,1", "0,2"],
    ["0,01", "0,01", "0,02", "0,03", "0,05", "0,15"],
    ["0,25", "0,2", "0,3", "0,35", "0,4", "0"],
];
const HOUSEHOLDS: &str = "KOTITALOUDET";

pub fn effects(folder: &Path) -> Outcome {
    let write = |name: &str, rows: &[Row]| {
        fs::write(folder.join("kotka").join(name), format!("\u{feff}{}", delimited(rows, "\n")))
    };
    let table = |header: &str, rows: &[&str]| -> Vec<Row> {
        [header].iter().chain(rows).map(|row| (*row).to_owned()).collect()
    };
    let mut factors = table("Tili|CPV-koodi|Toimiala|Päästökerroin|Alaraja|Yläraja|Hintavuosi|Hinnat|Lähde", &[]);
    factors.extend(FACTORS.map(|factor| format!("{factor}|2021|ostajanhinta|synthetic, for the example only")));
    write("paastokertoimet.csv", &factors)?;
    write("toimittajakysely.csv", &table("Y-tunnus|Toimittaja|Paikalliset palkat|Paikalliset ostot|Vuosi", &ANSWERS))?;
    let header = "Toimiala|TOL|Työllisiä miljoonaa kohti|Veroja miljoonaa kohti|Työllisiä alueella|Työllisiä maassa";
    write("panostoimialat.csv", &table(header, &INDUSTRIES))?;
    let names = INDUSTRIES.map(|row| row.split('|').next().unwrap_or_default());
    let names: Vec<&str> = names.into_iter().chain([HOUSEHOLDS]).collect();
    let mut coefficients = table("Mistä|Mihin|Panoskerroin", &[]);
    for (from, row) in names.iter().zip(COEFFICIENTS) {
        coefficients.extend(names.iter().zip(row).map(|(to, value)| format!("{from}|{to}|{value}")));
    }
    Ok(write("panoskertoimet.csv", &coefficients)?)
}
