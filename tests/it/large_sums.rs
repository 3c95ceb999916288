//! Sums from 10^12 on are published exactly; what no table can hold is an error at its place.

use arrow_array::cast::AsArray;
use arrow_array::types::Decimal128Type;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::statistics::Statistics;

use crate::support::{Folder, pipeline};

fn folder(amounts: &[&str]) -> Folder {
    let rows =
        amounts.iter().enumerate().map(|(i, a)| format!("Kaiku Oy;9512345-7;4390;Kunnossapito;{i};15.1.2024;{a}\n"));
    let head = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";
    let folder = Folder::new();
    folder.write("a.csv", head.to_owned() + &rows.collect::<String>());
    folder.write("p.toml", pipeline("a.csv"));
    folder
}

#[test]
fn sums_of_billions_are_exact_and_found_by_range() {
    let folder = folder(&["600 000 000 000,00", "600 000 000 000,12", "1,00"]);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let path = folder.path("out/current/indicators.parquet");
    let mut all = Vec::new();
    for batch in vire_formats::parquet::read(&path).unwrap() {
        let (values, ids) = (batch.column_by_name("value").unwrap(), batch.column_by_name("indicator").unwrap());
        let values = values.as_primitive::<Decimal128Type>();
        assert_eq!((values.precision(), values.scale()), (38, 6));
        for (id, value) in ids.as_string::<i32>().iter().zip(values).filter(|(_, value)| value.is_some()) {
            all.push((id.unwrap().to_owned(), value.unwrap()));
        }
    }
    let sum = 1_200_000_000_001_120_000_i128; // 600 000 000 000.00 + 600 000 000 000.12 + 1.00
    assert!(all.contains(&("A1".to_owned(), sum)), "{all:?}");
    // A reader that asks for a range looks at these alone: they must not leave a value out.
    let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    let columns = reader.metadata().row_group(0).columns();
    let column = columns.iter().find(|c| c.column_path().string() == "value").unwrap();
    let Some(Statistics::FixedLenByteArray(statistics)) = column.statistics() else { panic!("no statistics") };
    let number = |bytes: &[u8]| i128::from_be_bytes(bytes.try_into().unwrap());
    let (least, most) = (number(statistics.min_opt().unwrap().data()), number(statistics.max_opt().unwrap().data()));
    assert_eq!(least, all.iter().map(|(_, value)| *value).min().unwrap());
    assert_eq!(most, all.iter().map(|(_, value)| *value).max().unwrap());
    assert_eq!(most, sum);
}

#[test]
fn sums_that_no_table_holds_name_their_rows() {
    let most = "9 999 999 999 999 999,99";
    for amounts in [&["5,00", most, most][..], &[most, "-9 999 999 999 999 999,99", "1,00"]] {
        let folder = folder(amounts);
        let outcome = folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]);
        outcome.failed(4, &["more than the tables hold", "a.csv row ", "9999999999999999.99"]);
        assert!(!folder.path("out/current").exists());
    }
}
