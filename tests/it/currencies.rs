//! Amounts in other currencies than the buyer's: converted by the user's rates, else left out.

use crate::support::{Folder, Outcome, manifest, pipeline};

const EXPORT: &str = "Supplier;Date;Account;Currency;Amount\n\
    Kaiku Oy;2024-01-04;4300;EUR;100,00\n\
    Norrland AB;2024-01-05;4300;SEK;1121,80\n\
    Alder Inc;2024-01-07;4300;usd;-10,00\n\
    Birch Inc;2024-01-20;4300;USD;5,00\n\
    Cedar Ltd;2024-01-05;4300;GBP;7,00\n\
    Norrland AB;;4300;SEK;1,00\n";

/// The shape in which the ECB publishes its rates: units of each currency for a euro, and a comma at each row's end.
const ECB: &str = "Date,USD,JPY,SEK,\n2024-01-05,1.0921,N/A,11.2180,\n2024-01-04,1.0953,158.31,11.2065,\n";

fn run(export: &str, rates: &str, more: &str) -> (Folder, Outcome) {
    let folder = Folder::new();
    folder.write("a.csv", export);
    folder.write("rates.csv", rates);
    folder.write("p.toml", pipeline("a.csv") + more);
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]);
    (folder, outcome)
}

#[test]
fn lines_are_converted_by_the_rate_of_their_day_and_others_held_out() {
    // 1121.80 / 11.2180 = 100.00; -10.00 / 1.0921 = -9.157, by Friday's rate on a Sunday.
    let (folder, outcome) = run(
        EXPORT,
        ECB,
        "expected_total = \"1224.80\"\n[currency]\nrates = [\"rates.csv\"]\n[quality]\nmax_rejected = 0.5\n",
    );
    let outcome = outcome.published();
    assert!(outcome.stdout().contains("3 lines kept, 3 rejected, sum 190.84 EUR"), "{}", outcome.stdout());
    let manifest = manifest(&folder.path("out"));
    let lot = |currency: &str, what: &str| {
        let lot = &manifest["currencies"]["lines"][currency][what];
        (lot["lines"].as_u64().unwrap(), lot["amount"].as_str().unwrap().to_owned())
    };
    assert_eq!(lot("SEK", "read"), (2, "1122.80".into()));
    assert_eq!(lot("SEK", "kept"), (1, "1121.80".into()));
    assert_eq!(lot("SEK", "held_out"), (1, "1.00".into()));
    assert_eq!(lot("USD", "kept"), (1, "-10.00".into()));
    assert_eq!(lot("USD", "held_out"), (1, "5.00".into()));
    assert_eq!(lot("GBP", "held_out"), (1, "7.00".into()));
    assert_eq!(manifest["currencies"]["lines"]["SEK"]["converted_amount"], "100.00");
    assert_eq!(manifest["currencies"]["lines"]["USD"]["converted_amount"], "-9.16");
    let file = &manifest["currencies"]["rates"]["files"][0];
    let digest = vire_base::digest::digest(&folder.path("rates.csv")).unwrap().sha256;
    assert_eq!((file["file"].as_str(), file["sha256"].as_str()), (Some("rates.csv"), Some(digest.as_str())));
    assert_eq!(manifest["inputs"][0]["rejected"], serde_json::json!({ "no-rate": 3 }));
    let warnings = manifest["notices"].to_string();
    for part in ["1 rows of 1121.80 SEK are converted to 100.00 EUR", "1 rows of 7.00 GBP are left out", "\"no-rate\""]
    {
        assert!(warnings.contains(part), "no {part:?} in {warnings}");
    }
    // Another rate is another outcome: nothing is taken from before.
    folder.write("rates.csv", ECB.replace("11.2180", "22.4360"));
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(4, &["sum: 2024-01", "--accept sum"]);
    let again = folder.vire(&["run", "p.toml", "--out", "out", "--accept", "sum"]).published();
    assert!(again.stdout().contains("sum 140.84 EUR"), "{}", again.stdout());
}

#[test]
fn rates_in_rows_are_direct_and_may_be_for_several_units_and_for_months() {
    let export = "Supplier;Date;Account;Currency;Amount\n\
        Kaede KK;2024-03-31;4300;JPY;10 000,00\nBirch Inc;2024-03-01;4300;USD;200,00\nAlder Inc;2024-04-01;4300;USD;1,00\n";
    let rates = "Kuukausi;Valuuttakoodi;Kurssi;Yksikkö\n2024-03;JPY;0,6123;100\n2024-03;USD;0,92005;1\n";
    let (_, outcome) = run(export, rates, "[currency]\nrates = [\"rates.csv\"]\n[quality]\nmax_rejected = 0.5\n");
    let outcome = outcome.published();
    // 10 000 yen at 0.6123 a hundred are 61.23; 200 dollars at 0.92005 are 184.01; April has no rate.
    assert!(outcome.stdout().contains("2 lines kept, 1 rejected, sum 245.24 EUR"), "{}", outcome.stdout());
}

#[test]
fn the_lines_say_what_they_were() {
    let (folder, outcome) =
        run(EXPORT, ECB, "[currency]\nrates = [\"rates.csv\"]\nmax_days = 30\n[quality]\nmax_rejected = 0.5\n");
    outcome.published();
    let file = folder.path("out/current/purchases/2024.parquet");
    let reader =
        parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(file).unwrap());
    let batch = reader.unwrap().build().unwrap().next().unwrap().unwrap();
    let column = |name: &str| {
        let column = batch.column_by_name(name).unwrap();
        let text = arrow_cast(column);
        text.into_iter().map(|t| t.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(column("original_amount"), ["", "1121.80", "-10.00", "5.00"]);
    assert_eq!(column("original_currency"), ["", "SEK", "USD", "USD"]);
    assert_eq!(column("currency"), ["EUR"; 4]);
    // 5.00 / 1.0921 = 4.578.
    assert_eq!(column("amount"), ["100.00", "100.00", "-9.16", "4.58"]);
}

fn arrow_cast(column: &arrow_array::ArrayRef) -> Vec<Option<String>> {
    use arrow_array::cast::AsArray;
    if let Some(texts) = column.as_string_opt::<i32>() {
        return texts.iter().map(|t| t.map(str::to_owned)).collect();
    }
    let decimals = column.as_primitive::<arrow_array::types::Decimal128Type>();
    decimals.iter().map(|d| d.map(vire_base::amount::format_cents)).collect()
}

#[test]
fn without_rates_other_currencies_are_held_out_with_their_sums() {
    let (folder, outcome) = run(EXPORT, ECB, "[quality]\nmax_rejected = 0.9\n");
    let outcome = outcome.published();
    assert!(outcome.stdout().contains("1 lines kept, 5 rejected, sum 100.00 EUR"), "{}", outcome.stdout());
    let manifest = manifest(&folder.path("out"));
    assert_eq!(manifest["control"]["rejected_amount"], "0.00");
    assert!(manifest["notices"].to_string().contains("2 rows of 1122.80 SEK are left out"));
}

#[test]
fn what_is_wrong_with_rates_is_told_at_its_place() {
    let cases = [
        ("Date,USD\n2024-01-05,0\n", "", "row 2: \"0\" is no rate"),
        ("Date,USD\nsoon,1.1\n", "", "row 2: \"soon\" is no day, month or year"),
        ("Date,Currency,Rate\n01/02/2024,USD,0.9\n", "", "day or the month first"),
        ("Date,Currency,Rate\n2024-01-02,USD,0.9\n2024-01-02,USD,0.8\n", "", "has another rate for the same days"),
        ("Name,Colour\nx,y\n", "", "no columns of rates that are known"),
        ("Date,USD\n2024-01-02,N/A\n", "", "holds no rates"),
        ("Date,USD\n2024-01-05,1.1\n", "max_days = 900\n", "max_days"),
        ("Date,USD\n2024-01-05,1.1\n", "quotation = \"backwards\"\n", "quotation"),
    ];
    for (rates, more, message) in cases {
        let (_, outcome) = run(EXPORT, rates, &format!("[currency]\nrates = [\"rates.csv\"]\n{more}"));
        outcome.failed(2, &["[currency]", message].map(|m| if m == "[currency]" { "p.toml" } else { m }));
    }
    let (_, outcome) = run(EXPORT, ECB, "[currency]\nrates = [\"no.csv\"]\n");
    outcome.failed(2, &["no.csv", "cannot be read"]);
}

#[test]
fn a_buyer_outside_the_euro_converts_by_way_of_it() {
    let folder = Folder::new();
    folder.write("a.csv", "Supplier;Date;Account;Currency;Amount\nAlder Inc;2024-01-05;4300;USD;109,21\nKaiku Oy;2024-01-05;4300;EUR;2,00\n");
    folder.write("rates.csv", ECB);
    folder.write("p.toml", "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"a.csv\"]\n[currency]\nrates = [\"rates.csv\"]\n");
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    // 109.21 dollars are 100 euros, these 1 121.80 kronor; two euros are 22.436.
    assert!(outcome.stdout().contains("sum 1144.24 SEK"), "{}", outcome.stdout());
}
