//! Rows of delimited text that are not what they were written as: mended where one reading fits, else rejected and told.

use serde_json::Value;

use crate::support::Folder;

fn inspect(text: impl AsRef<[u8]>) -> Value {
    let folder = Folder::new();
    folder.write("x.csv", text);
    let objects: Value = serde_json::from_str(&folder.vire(&["inspect", "--json", "x.csv"]).stdout()).unwrap();
    objects[0].clone()
}

fn codes(object: &Value) -> Vec<&str> {
    object["problems"].as_array().unwrap().iter().filter_map(|p| p["code"].as_str()).collect()
}

/// Rows, sum, rejected rows and suppliers, as counted by hand or by the generator.
#[track_caller]
fn check(object: &Value, rows: u64, sum: &str, rejected: u64, suppliers: u64) {
    let totals = &object["totals"];
    assert_eq!(totals["rows"], rows, "{object:#}");
    assert_eq!(totals["rejected_rows"], rejected, "{object:#}");
    assert_eq!(totals["amount_sum"].as_object().unwrap().values().next().unwrap(), sum, "{object:#}");
    assert_eq!(totals["suppliers"], suppliers, "{object:#}");
}

/// A ledger of 40 rows, in which each eighth has this supplier, and what it sums to.
fn ledger(header: &str, delimiter: char, decimal: char, supplier: &str) -> (String, String) {
    let (mut text, mut cents) = (format!("{header}\n"), 0);
    for i in 0..40 {
        let name = if i % 8 == 3 { supplier.to_owned() } else { format!("Firma {} AB", i % 5) };
        let amount = 12_345 + 977 * i;
        cents += amount;
        let day = format!("{:02}.{:02}.2023", 1 + i % 28, 1 + i % 12);
        let (whole, part) = (amount / 100, amount % 100);
        let fields = [day, name, format!("{}", 20_230_101 + i), format!("{whole}{decimal}{part:02}"), "Skola".into()];
        text += &(fields.join(&delimiter.to_string()) + "\n");
    }
    (text, format!("{}.{:02}", cents / 100, cents % 100))
}

#[test]
fn a_delimiter_in_a_name_moves_no_field() {
    for (header, delimiter, decimal, supplier) in [
        ("Date,Supplier,Invoice No,Amount,Directorate", ',', '.', "Smith, Jones & Partners"),
        ("Datum;Leverantör;Fakturanummer;Belopp;Förvaltning", ';', ',', "Bygg; Måleri AB"),
        ("Päivämäärä|Toimittaja|Laskun numero|Summa|Yksikkö", '|', ',', "Kaiku|Virta Oy"),
        ("Dato\tLeverandør\tFakturanummer\tBeløp\tEnhet", '\t', ',', "Fjell\tog Dal AS"),
    ] {
        let (text, sum) = ledger(header, delimiter, decimal, supplier);
        let object = inspect(text);
        check(&object, 40, &sum, 0, 6);
        assert_eq!(codes(&object), ["mended-rows"], "{object:#}");
    }
    // Two names beside each other could both hold it.
    let mut text = "Payee,Paid on behalf of,Date,Amount\n".to_owned();
    text.extend((1..=20).map(|i| format!("Alder {i} Ltd,Birch {i} Ltd,2024-05-{i:02},{i}.25\n")));
    let object = inspect(text + "Smith,Jones,Cedar Ltd,2024-05-21,9.75\n");
    check(&object, 20, "215.00", 1, 20);
    assert_eq!(codes(&object), ["torn-row"]);
}

#[test]
fn a_row_of_another_kind_among_the_others_is_told() {
    let (text, sum) = ledger("Datum;Leverantör;Fakturanummer;Belopp;Förvaltning", ';', ',', "Höylä Oy");
    // Another delimiter, which its name does not hold, and one that is no delimiter anywhere.
    let object = inspect(text.replacen("Firma 1 AB;20230102;133,22;", "Firma 1 AB\t20230102\t133,22\t", 1));
    check(&object, 39, &take(&sum, 13_322), 1, 6);
    let whole = text.lines().nth(2).unwrap();
    let object = inspect(text.replace(whole, &whole.replace(';', "\t")));
    check(&object, 40, &sum, 0, 6);
    let object = inspect(text.replace(whole, &whole.replace(';', " ")));
    check(&object, 39, &take(&sum, 13_322), 1, 6);
    assert_eq!(codes(&object), ["torn-row"]);
    // A heading between rows is none, nor is a page's number.
    let object = inspect(text.replacen("02.02.2023", "Sida 2 av 3;;;;\nSkolor\n02.02.2023", 1));
    check(&object, 40, &sum, 0, 6);
    assert_eq!(codes(&object), [""; 0], "{object:#}");
}

/// A sum less some cents.
fn take(sum: &str, cents: i64) -> String {
    let rest = sum.replace('.', "").parse::<i64>().unwrap() - cents;
    format!("{}.{:02}", rest / 100, rest % 100)
}

#[test]
fn a_text_that_ends_within_a_line_is_told() {
    let header = "Kirjauspvm;Toimittaja;Yksikkö;Summa\r\n";
    let rows: String = (1..=12).map(|i| format!("{i}.5.2024;Kaiku Oy;Koulut;3{i:02},77\r\n")).collect();
    for (last, told) in [
        ("13.5.2024;Virta Oy;Koulut;306,77\r\n", false),
        ("13.5.2024;Virta Oy;Koulut;306,77", false), // some programs end their last line so
        ("13.5.2024;Virta Oy;Koulut;306,7", true),
        ("13.5.2024;Virta Oy;Koulut;3", true),
        ("13.5.2024;Vir", true),
    ] {
        let object = inspect(format!("{header}{rows}{last}"));
        assert_eq!(codes(&object).contains(&"cut-line"), told, "{last}: {object:#}");
    }
}

#[test]
fn each_line_is_read_in_its_own_encoding() {
    let utf8 = |i: usize| format!("{i}.5.2024;Hämeen Sähkötyö Oy;{i},50\r\n").into_bytes();
    let windows = |i: usize| {
        let line = utf8(i).iter().map(|b| *b as char).collect::<String>();
        let line = line.replace("Ã¤", "\u{e4}").replace("Ã¶", "\u{f6}");
        line.chars().map(|c| c as u8).collect::<Vec<u8>>()
    };
    let header = b"Kirjauspvm;Toimittaja;Summa\r\n".to_vec();
    let text = |first: &dyn Fn(usize) -> Vec<u8>, then: &dyn Fn(usize) -> Vec<u8>, marked: bool| {
        let lines = (1..=28).flat_map(|i| if i < 15 { first(i) } else { then(i) });
        let mark: &[u8] = if marked { "\u{feff}".as_bytes() } else { b"" };
        [mark.to_vec(), header.clone(), lines.collect()].concat()
    };
    for text in [text(&utf8, &windows, false), text(&windows, &utf8, false), text(&utf8, &windows, true)] {
        let folder = Folder::new();
        folder.write("x.csv", &text);
        assert!(folder.vire(&["inspect", "x.csv"]).stdout().contains("Hämeen Sähkötyö Oy"));
        let object = inspect(&text);
        // 1 + ... + 28, and 28 halves.
        check(&object, 28, "420.00", 0, 1);
        let told = object["problems"].as_array().unwrap().iter().find(|p| p["code"] == "two-encodings").unwrap();
        assert!(told["message"].as_str().unwrap().contains("line 16"), "{told:#}");
    }
}

#[test]
fn the_code_page_of_dos_is_read() {
    // By the table of code page 850: ä 84, ö 94, å 86, Å 8F, £ 9C.
    let object = inspect(b"Date;Supplier;Amount\n1.5.2024;H\x94yl\x84 Oy;1,50\n2.5.2024;K\x86re \x8fke AB;2,25\n");
    check(&object, 2, "3.75", 0, 2);
    assert_eq!(object["dialect"]["encoding"], "cp850");
    let object = inspect(b"Date,Supplier,Amount\n01/05/2024,Alder Ltd,\x9c1.50\n14/05/2024,Birch Ltd,\x9c2.25\n");
    check(&object, 2, "3.75", 0, 2);
}
