//! Tables as exports lay them out: preambles, two header rows, several tables, totals, no header.

use serde_json::Value;

use crate::support::Folder;

fn inspect(name: &str, text: &str) -> Value {
    let folder = Folder::new();
    folder.write(name, text);
    let objects: Value = serde_json::from_str(&folder.vire(&["inspect", "--json", name]).stdout()).unwrap();
    objects[0].clone()
}

/// Rows, sum, totals left out and tables found, as counted by eye.
#[track_caller]
fn check(text: &str, rows: u64, sum: &str, totals: u64, tables: usize) -> Value {
    let object = inspect("x.csv", text);
    let found = object["tables"].as_array().unwrap();
    assert_eq!(object["totals"]["rows"], rows, "{object:#}");
    let sums = object["totals"]["amount_sum"].as_object().unwrap();
    assert_eq!(sums.values().next().unwrap(), sum, "{object:#}");
    assert_eq!(object["ignored"]["total"], totals, "{object:#}");
    assert_eq!(found.len(), tables, "{object:#}");
    object
}

#[test]
fn preamble_subtotals_and_footnote() {
    let text = "Payments to suppliers;;;\nMay 2024;;;\n;;;\n\
        Supplier;Payment date;Cost centre;Net Amount (£)\n\
        Alder Ltd;01/05/2024;Schools;100.00\nBirch Ltd;13/05/2024;Schools;50.50\nSchools;;;150.50\n\
        Cedar Ltd;14/05/2024;Roads;10.00\nDogwood Ltd;15/05/2024;Roads;-4.00\nRoads Total;;;6.00\n\
        Grand Total;;;156.50\n* Personal data are redacted;;;\n";
    let object = check(text, 4, "156.50", 3, 1);
    assert_eq!(object["tables"][0]["header_row"], 4);
    assert_eq!(object["problems"], serde_json::json!([]));
    assert_eq!(object["totals"]["amount_sum"]["GBP"], "156.50");
}

/// Groups of one to four rows, whose sums stand above or below them without a word, and the sum of all at that end.
fn grouped(above: bool, beside: &str) -> (String, u64, String) {
    let mut text = "Division,Number,Date,Merchant,Amount,Currency\n".to_owned();
    let (mut all, mut rows, mut groups) = (0, 0, Vec::new());
    for group in 1..=9_i64 {
        let mut lines = String::new();
        let mut sum = 0;
        for i in 0..=group % 4 {
            // Some true rows lack the name of their division.
            let division = if group == 4 && i == 0 { String::new() } else { format!("Division {group}") };
            let cents = 1_000 + 731 * group * (i + 1);
            lines += &format!("{division},{group}-{i},2024-05-{:02},Shop {i} Ltd,{},CAD\n", group + i, money(cents));
            (sum, rows) = (sum + cents, rows + 1);
        }
        all += sum;
        groups.push(format_group(above, &lines, &beside.replace("{group}", &group.to_string()), sum));
    }
    let whole = format!(",,,,{},CAD\n", money(all));
    text += &if above { whole + &groups.concat() } else { groups.concat() + &whole };
    (text, rows, money(all))
}

fn format_group(above: bool, lines: &str, beside: &str, sum: i64) -> String {
    let total = format!("{beside},,,,{},CAD\n", money(sum));
    if above { total + lines } else { lines.to_owned() + &total }
}

fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

#[test]
fn totals_without_words_above_and_below_their_rows() {
    for (above, beside) in [(false, ""), (true, ""), (true, "Division {group}")] {
        let (text, rows, sum) = grouped(above, beside);
        check(&text, rows, &sum, 10, 1);
    }
}

#[test]
fn totals_of_groups_in_groups() {
    let text = "Toimittaja;Tosite;Pvm;Tili;Summa\n\
        Kaiku Oy;1;1.5.2024;4300;10,50\nKaiku Oy;2;2.5.2024;4300;20,25\n;;;;30,75\n\
        Kaiku Oy;3;3.5.2024;4300;1,25\nVirta Oy;4;4.5.2024;4300;2,50\n;;;;3,75\n;;;;34,50\n\
        Virta Oy;5;5.5.2024;4300;7,00\nVirta Oy;6;6.5.2024;4300;8,10\n;;;;15,10\n\
        Virta Oy;7;7.5.2024;4300;9,00\nVirta Oy;8;8.5.2024;4300;0,90\n;;;;9,90\n;;;;25,00\n;;;;59,50\n";
    // 34.50 + 25.00; four sums of two rows, two of two groups, and one of all.
    check(text, 8, "59.50", 7, 1);
}

#[test]
fn a_header_over_two_rows_with_merged_cells() {
    let text = "Supplier;;Invoice;;Amount\nName;Number;Date;Number;Net\n\
        Alder Ltd;77;1.5.2024;A-1;1 000,00\nBirch Ltd;78;2.5.2024;A-2;20,00\n";
    let object = check(text, 2, "1020.00", 0, 1);
    let columns = &object["tables"][0]["columns"];
    assert_eq!(columns["supplier_name"], "Supplier Name");
    assert_eq!(columns["supplier_number"], "Supplier Number");
    assert_eq!(columns["invoice_date"], "Invoice Date");
    assert_eq!(columns["invoice"], "Invoice Number");
    assert_eq!(object["tables"][0]["header_row"], 2);
}

#[test]
fn tables_below_each_other_with_different_columns() {
    let text = "Supplier Name;Date;Net Amount;\nAlder Ltd;2024-05-01;1.00;\nBirch Ltd;2024-05-02;2.00;\nTotal;;3.00;\n;;;\n\
        Grants;;;\nInvoice Number;Supplier Name;Net Amount;Date\n7;Cedar Ltd;40.00;2024-06-01\n8;Dogwood Ltd;50.00;2024-06-02\n";
    let object = check(text, 4, "93.00", 1, 2);
    assert_eq!(object["totals"]["suppliers"], 4);
    assert_eq!(object["tables"][1]["header_row"], 7);
    assert_eq!(object["tables"][1]["columns"]["invoice"], "Invoice Number");
}

#[test]
fn a_line_amount_is_preferred_to_a_total_repeated_on_each_line() {
    let text = "Supplier Name;Invoice Number;Date;Amount;Amount per line item\n\
        Alder Ltd;1;2024-05-01;30.00;10.00\nAlder Ltd;1;2024-05-01;30.00;20.00\n\
        Birch Ltd;2;2024-05-02;50.00;1.00\nBirch Ltd;2;2024-05-02;50.00;49.00\n\
        Cedar Ltd;3;2024-05-03;5.00;2.00\nCedar Ltd;3;2024-05-03;5.00;3.00\n";
    let object = check(text, 6, "85.00", 0, 1);
    assert!(object["tables"][0]["evidence"]["amount"].as_str().unwrap().contains("repeats an invoice's total"));
}

#[test]
fn rows_without_a_header_are_told_by_content() {
    let rows: String =
        (1..9).map(|i| format!("{i},0{i}.05.2024,Firm {i} Ltd,{}00,{}7.1{i},Town\n", i * 3, i * 290)).collect();
    let object = inspect("x.csv", &rows);
    assert_eq!(object["tables"][0]["columns"]["amount"], "column 5");
    assert_eq!(object["tables"][0]["questions"][0]["others"][0], "column 4");
}

#[test]
fn rows_without_a_header_and_days_are_told_by_content() {
    let row = |i: usize| {
        format!(
            "{:06},{},Service {},B{:08},Empresa {} SA,{}.{:02}\n",
            1926 + 7 * i,
            22_004 + i * i,
            i % 9,
            44_939_092 + 31 * i,
            i % 13,
            9 * i,
            (i * 37) % 100
        )
    };
    let object = inspect("x.csv", &(1..=60).map(row).collect::<String>());
    let columns = &object["tables"][0]["columns"];
    assert_eq!((&columns["amount"], &columns["supplier_name"]), (&"column 6".into(), &"column 5".into()), "{object:#}");
    assert_eq!((&object["totals"]["rows"], &object["totals"]["suppliers"]), (&60.into(), &13.into()));
}

#[test]
fn the_only_money_is_the_amount_though_nothing_is_a_day() {
    let rows = (1..=20).map(|i| format!("Skola,Firma {i} AB,165410{i:02},46362 Köp,{i}3.25\n"));
    let object =
        inspect("x.csv", &("Förvaltning,Leverantör,Fakt nr,Konto,Utfall\n".to_owned() + &rows.collect::<String>()));
    assert_eq!(object["tables"][0]["columns"]["amount"], "Utfall", "{object:#}");
    assert_eq!(object["tables"][0]["questions"][0]["field"], "amount", "{object:#}");
    // A payee in more than a third of the rows, beside its ids.
    let row = |i: usize| {
        format!(
            "2011-01-{:02},{i}.25,B449390{i:02},{},texto {i}\n",
            1 + i % 28,
            if i.is_multiple_of(2) { "PERSONAL AYUNTAMIENTO".to_owned() } else { format!("EMPRE {i} ") }
        )
    };
    let object = inspect(
        "x.csv",
        &("#Fecha,Importe,Tercero,Nombre Ter.,Texto Libre\n".to_owned() + &(10..40).map(row).collect::<String>()),
    );
    assert_eq!(object["tables"][0]["columns"]["supplier_name"], "Nombre Ter.", "{object:#}");
}

#[test]
fn what_is_no_ledger_is_refused_with_the_reason() {
    let cases = [
        (
            "Contract Title;Supplier;Start Date;End Date;Total Value\nRoads;Alder Ltd;2024-01-01;2025-01-01;100.00\n",
            "register of contracts",
        ),
        ("Account;Budget 2024;Actual amount\n4300;100.00;90.00\n", "a budget"),
        ("Department;Total spend\nSchools;100.00\nRoads;2.00\n", "a summary"),
        ("Supplier;Date;Amount\nAlder Ltd;2024-01-01;1.0.0\nBirch Ltd;2024-01-02;high\n", "what it holds is none"),
        ("Name;Email;Phone\nA;a@example.org;1\nB;b@example.org;2\n", "addresses"),
    ];
    for (text, reason) in cases {
        let object = inspect("x.csv", text);
        assert_eq!(object["problems"][0]["code"], "not-a-ledger", "{object:#}");
        assert!(object["problems"][0]["message"].as_str().unwrap().contains(reason), "{object:#}");
    }
}

#[test]
fn year_columns_and_periods_date_lines_without_days() {
    let object = inspect(
        "x.csv",
        "Vuosi;Kuukausi;Toimittaja;Tili;Summa\n2023;3;Kaiku Oy;4300;1,50\n2023;11;Virta Oy;4300;2,50\n",
    );
    assert_eq!(object["totals"]["date_min"], "2023-03-01");
    assert_eq!(object["totals"]["date_max"], "2023-11-01");
    let object = inspect(
        "x.csv",
        "Period,Supplier,Account,Amount\nJuly 2010-September 2010,Alder Ltd,Books,1.50\nOctober 2010-December 2010,Birch Ltd,Books,2.50\n",
    );
    assert_eq!(object["totals"]["date_min"], Value::Null);
    assert_eq!(object["tables"][0]["period"], serde_json::json!(["2010-07-01", "2010-12-31"]));
}

#[test]
fn copies_are_reported_and_only_the_same_posting_is_left_out() {
    let alike = "Supplier Name,Date,Net Amount\nAlder Ltd,2024-05-01,1.00\nAlder Ltd,2024-05-01,1.00\n";
    let object = check(alike, 2, "2.00", 0, 1);
    assert_eq!(object["problems"][0]["code"], "repeated-rows");
    let posting = "Supplier Name,Date,Voucher,Line,Net Amount\nAlder Ltd,2024-05-01,9,1,1.00\nAlder Ltd,2024-05-01,9,2,3.00\nAlder Ltd,2024-05-01,9,1,1.00\n";
    let object = check(posting, 2, "4.00", 0, 1);
    assert_eq!(object["totals"]["duplicate_rows"], 1);
    assert_eq!(object["problems"][0]["code"], "same-posting");
}

#[test]
fn missing_markers_are_counted() {
    let text = "Supplier Name,Payment date,Net Amount\nAlder Ltd,N/A,1.00\nBirch Ltd,2024-05-02,#REF!\nCedar Ltd,2024-05-02,2.00\n";
    let object = inspect("x.csv", text);
    assert_eq!(object["tables"][0]["missing"], serde_json::json!({ "amount": 1, "payment_date": 1 }));
    assert_eq!(object["problems"][0]["code"], "missing-amount");
}

#[test]
fn debit_and_credit_are_one_amount() {
    let text = "Toimittaja;Tosite;Pvm;Debet;Kredit\n\
        Kaiku Oy;1;1.2.2024;1 000,50;\nVirta Oy;2;2.2.2024;;200,25\nVirta Oy;3;3.2.2024;10,00;0,00\nKaiku Oy;4;4.2.2024;x;\n\
        Yhteensä;;;1 010,50;200,25\n";
    // 1000.50 - 200.25 + 10.00
    let object = check(text, 3, "810.25", 1, 1);
    let table = &object["tables"][0];
    assert_eq!((&table["columns"]["debit"], &table["columns"]["credit"]), (&"Debet".into(), &"Kredit".into()));
    assert_eq!(table["amount_basis"], "debit less credit");
    assert_eq!((&table["negative_rows"], &table["rejected_rows"]), (&1.into(), &1.into()));
}

#[test]
fn credits_that_are_negative_already_are_added() {
    let text = "Supplier,Voucher,Date,Debit amount,Credit amount\n\
        Alder Ltd,1,2024-05-01,100.00,\nBirch Ltd,2,2024-05-02,,-30.00\nCedar Ltd,3,2024-05-03,,-0.50\n";
    let object = check(text, 3, "69.50", 0, 1);
    assert_eq!(object["tables"][0]["amount_basis"], "debit and credit added, since all credits are negative");
}

/// The first rows are held back until the table is known, and rows with quotation marks are split by another reader.
#[test]
fn copies_are_found_however_far_apart_and_however_quoted() {
    let line = |i: usize| format!("Alder {i} Ltd,2024-05-01,schools,{i}.25\n");
    let mut text = "Supplier,Date,Purpose,Amount\n".to_owned();
    text.extend((0..12_000).map(line));
    text += &(line(3) + "\"Alder 4 Ltd\",2024-05-01,\"schools\",4.25\n" + &line(9_000));
    text += &line(5_000);
    // A delimiter in a cell makes another row of it.
    text += "\"Alder 5 Ltd,2024-05-01\",schools,,5.25\n\"Alder 5 Ltd,2024-05-01\",schools,,5.25\n";
    let object = inspect("x.csv", &text);
    let message = object["problems"][0]["message"].as_str().unwrap_or_default();
    assert!(message.starts_with("rows that are exact copies of earlier ones: 5;"), "{object:#}");
}

#[test]
fn an_amount_is_preferred_to_debit_and_credit() {
    let text = "Supplier,Date,Net amount,Debit,Credit\nAlder Ltd,2024-05-01,7.00,100.00,93.00\n";
    let object = check(text, 1, "7.00", 0, 1);
    assert_eq!(object["tables"][0]["columns"]["debit"], Value::Null);
    // Columns that are both filled throughout are no pair.
    let object = inspect(
        "x.csv",
        "Supplier,Date,Debit,Credit\nAlder Ltd,2024-05-01,7.00,7.00\nBirch Ltd,2024-05-02,8.00,1.00\n",
    );
    assert_eq!(object["problems"][0]["code"], "not-a-ledger", "{object:#}");
}

#[test]
fn tables_side_by_side_are_tables_of_their_own() {
    let text = "January;;;;February;;\n\
        Supplier;Date;Amount;;Supplier;Date;Amount\n\
        Alder Ltd;2024-01-05;1,50;;Birch Ltd;2024-02-06;10,00\n\
        Cedar Ltd;2024-01-07;2,50;;Alder Ltd;2024-02-08;20,00\n\
        ;;;;Dogwood Ltd;2024-02-09;30,00\n\
        Total;;4,00;;Total;;60,00\n";
    let object = check(text, 5, "64.00", 2, 2);
    assert_eq!(object["tables"][0]["rows"], 2);
    assert_eq!(object["tables"][0]["suppliers"], 2);
    assert_eq!(object["tables"][0]["date_max"], "2024-01-07");
    assert_eq!(object["tables"][1]["rows"], 3);
    assert_eq!(object["tables"][1]["suppliers"], 3);
    assert_eq!(object["totals"]["suppliers"], 4);
    assert_eq!(object["problems"][0]["code"], "side-by-side");
    // An empty column inside one table parts nothing.
    let text = "Supplier;Date;Amount;;VAT;Gross amount\nAlder Ltd;2024-01-05;1,50;;0,36;1,86\n";
    check(text, 1, "1.50", 0, 1);
}

#[test]
fn a_blank_net_amount_is_missing_whatever_the_gross_says() {
    let text = "Supplier;Date;Account;Net amount;Gross amount\nAlder Ltd;2024-01-05;4300;1,50;1,86\nBirch Ltd;2024-01-06;4300;;5,00\n";
    let object = check(text, 1, "1.50", 0, 1);
    assert_eq!(object["problems"][0]["code"], "missing-amount", "{object:#}");
}

/// Names and ids side by side are looked up as they stand in the text, but only where a delimiter cannot be part of one.
#[test]
fn a_delimiter_in_quotation_marks_makes_another_supplier() {
    let mut text = "Toimittaja;Toimittajan Y-tunnus;Pvm;Summa\n".to_owned();
    text.push_str(&"Virta;0211675-3;1.1.2024;1,00\n".repeat(20_000)); // more than is split at once
    text.push_str("\"Virta;0211675-3\";;1.1.2024;1,00\n\"Virta\";\"0211675-3\";1.1.2024;1,00\n");
    text.push_str(&"Virta;;1.1.2024;1,00\nVirta;0211675-3;1.1.2024;1,00\n".repeat(10_000));
    let folder = Folder::new();
    folder.write("a.csv", &text);
    folder.vire(&["run", "a.csv", "--buyer", "Kotka", "--out", "out"]).published();
    let file = std::fs::File::open(folder.path("out/current/suppliers.parquet")).unwrap();
    let reader = parquet::file::serialized_reader::SerializedFileReader::new(file).unwrap();
    let column = |row: &parquet::record::Row, name: &str| {
        let (_, field) = row.get_column_iter().find(|(column, _)| *column == name).unwrap();
        field.to_string().trim_matches('"').to_owned()
    };
    let rows = reader.into_iter().map(Result::unwrap);
    let mut lines: Vec<(String, String)> = rows.map(|row| (column(&row, "supplier"), column(&row, "lines"))).collect();
    lines.sort();
    // The check digit is wrong, so that names alone tell suppliers apart.
    let expected = [("name:virta", "40001"), ("name:virta 0211675 3", "1")];
    assert_eq!(lines, expected.map(|(key, lines)| (key.to_owned(), lines.to_owned())));
}
