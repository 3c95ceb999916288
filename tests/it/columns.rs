//! Columns whose headers do not say, or say wrongly, what they hold.

use serde_json::{Value, json};

use crate::support::Folder;

fn inspect(text: &str) -> Value {
    let folder = Folder::new();
    folder.write("x.csv", text);
    let objects: Value = serde_json::from_str(&folder.vire(&["inspect", "--json", "x.csv"]).stdout()).unwrap();
    objects[0].clone()
}

/// A header and twelve rows: `{i}` is the row's number from 1 to 12, and `{pick}` one of three words.
fn ledger(header: &str, row: &str) -> Value {
    let pick = ["Schools", "Road works", "Old library"];
    let rows = (1..=12).map(|i| row.replace("{i}", &i.to_string()).replace("{pick}", pick[i % 3]) + "\n");
    inspect(&(header.to_owned() + "\n" + &rows.collect::<String>()))
}

fn columns(object: &Value) -> &Value {
    &object["tables"][0]["columns"]
}

fn codes(object: &Value) -> Vec<&str> {
    object["problems"].as_array().unwrap().iter().filter_map(|p| p["code"].as_str()).collect()
}

fn refused(object: &Value) -> &str {
    assert_eq!(codes(object), ["not-a-ledger"], "{object:#}");
    object["problems"][0]["message"].as_str().unwrap()
}

#[test]
fn suppliers_under_a_header_that_nobody_knows() {
    let object = ledger("Whom,Date,Amount,Remark", "Alder {i} Ltd,2024-05-{i},1.25,paid {i}");
    assert_eq!(columns(&object)["supplier_name"], "Whom", "{object:#}");
    assert_eq!(object["totals"]["suppliers"], 12);
    assert_eq!(codes(&object), [""; 0]);
    // Where nothing looks like a company, that is told, and the sum still holds.
    let object = ledger("Whom,Date,Amount", "thing {i},2024-05-{i},1.25");
    assert_eq!(codes(&object), ["no-supplier-column"], "{object:#}");
    assert_eq!(object["totals"]["amount_sum"][""], "15.00");
}

#[test]
fn rows_that_name_no_supplier_are_counted() {
    let object = inspect("Supplier,Date,Amount\nAlder,2024-05-01,1.25\n,2024-05-02,2.50\n,2024-05-03,-0.30\n");
    assert_eq!(codes(&object), ["no-supplier"], "{object:#}");
    assert_eq!(object["problems"][0]["message"], "rows that name no supplier: 2, in all 2.20");
}

#[test]
fn a_letter_wrong_in_a_header() {
    let object = ledger("Benificiary Nmae,Paymant Date,Amount", "Alder {i},2024-05-{i},1.25");
    assert_eq!(columns(&object)["supplier_name"], "Benificiary Nmae", "{object:#}");
    assert_eq!(columns(&object)["payment_date"], "Paymant Date");
}

#[test]
fn names_in_a_column_called_a_number() {
    let object = ledger("Supplier id(T),Date,Amount", "Royal Alder {i} x,2024-05-{i},1.25");
    assert_eq!(columns(&object)["supplier_number"], "Supplier id(T)", "digits may be codes: {object:#}");
    let object = ledger("Supplier id(T),Date,Amount", "Royal {pick},2024-05-{i},1.25");
    assert_eq!(columns(&object)["supplier_name"], "Supplier id(T)", "{object:#}");
    assert_eq!(columns(&object)["supplier_number"], Value::Null);
    assert_eq!(object["totals"]["suppliers"], 3);
}

#[test]
fn an_empty_column_gives_way() {
    let object = ledger("Supplier Name,Vendor Name,Date,Amount", ",Alder {i},2024-05-{i},1.25");
    assert_eq!(columns(&object)["supplier_name"], "Vendor Name", "{object:#}");
}

#[test]
fn codes_and_names_under_one_header() {
    let object = ledger(
        "Supplier,Date,Account Code,Account Code,Centre,CentreName,Amount",
        "Alder,2024-05-{i},22{i},{pick} costs,R{i},{pick} unit,1.25",
    );
    let columns = columns(&object);
    assert_eq!([&columns["account"], &columns["account_name"]], ["Account Code", "Account Code"], "{object:#}");
    assert_eq!(columns["unit"], "CentreName");
    assert_eq!(object["tables"][0]["unused_columns"], json!(["Centre"]));
}

#[test]
fn a_unit_that_is_always_the_same_is_the_buyer() {
    let object =
        ledger("Organisation Label,Organisational Unit,Supplier,Date,Amount", "Town,{pick},A{i},2024-05-{i},1");
    assert_eq!(columns(&object)["unit"], "Organisational Unit", "{object:#}");
}

#[test]
fn days_that_a_spreadsheet_wrote_as_numbers() {
    // 45 413 is 2024-05-01.
    let object = inspect("Supplier,Date,Amount\nAlder,45413,1.25\nBirch,45415,2.50\n");
    assert_eq!(object["totals"]["date_min"], "2024-05-01", "{object:#}");
    assert_eq!(object["totals"]["date_max"], "2024-05-03");
}

#[test]
fn a_date_that_cannot_be_read_is_told() {
    let object = ledger("Supplier,Payment Date,Amount", "Alder {i},soon,1.25");
    assert_eq!(codes(&object), ["unread-date"], "{object:#}");
    assert!(object["problems"][0]["message"].as_str().unwrap().starts_with("\"Payment Date\" is called a date"));
    assert_eq!(object["tables"][0]["undated_rows"], 12);
    assert_eq!(object["tables"][0]["unused_columns"], json!(["Payment Date"]));
}

#[test]
fn months_with_their_year_are_dates() {
    let object = inspect("Supplier,Month,Amount\nAlder,Jan-24,1.25\nBirch,Mar-24,2.50\n");
    assert_eq!(object["totals"]["date_min"], "2024-01-01", "{object:#}");
    assert_eq!(object["totals"]["date_max"], "2024-03-01");
    // A month alone needs its year.
    let object = inspect("Supplier,Year,Month,Amount\nAlder,2023,5,1.25\nBirch,2023,7,2.50\n");
    assert_eq!([&object["totals"]["date_min"], &object["totals"]["date_max"]], ["2023-05-01", "2023-07-01"]);
}

#[test]
fn months_that_may_be_those_of_a_financial_year() {
    let object = ledger("Supplier,Period,Changed,Amount", "Alder {i},202409,2024-12-{i},1.25");
    let question = &object["tables"][0]["questions"][0];
    assert_eq!([&question["field"], &question["taken"]], ["posting_date", "Period"], "{object:#}");
    assert_eq!(question["others"], json!(["Changed"]));
    // Months that agree with the days are no question.
    let object = ledger("Supplier,Period,Changed,Amount", "Alder {i},202412,2024-12-{i},1.25");
    assert_eq!(object["tables"][0]["questions"], json!([]), "{object:#}");
}

#[test]
fn a_currency_beside_another_amount() {
    let object = ledger(
        "Supplier,Date,SpendOriginalCurrency,OriginalCurrency,SpendEUR",
        "Alder {i},2024-05-{i},11.00,USD,10.25",
    );
    assert_eq!(object["totals"]["amount_sum"], json!({ "EUR": "123.00" }), "{object:#}");
    assert_eq!(columns(&object)["currency"], Value::Null);
}

#[test]
fn payments_are_no_contracts_for_columns_that_are_empty() {
    let object = ledger(
        "Year,Payee,Vouchers Paid,Vouchers Pending,Contract Number,Contract Title,Contract Start Date",
        "2024,Alder {i} Inc,253.14,0.00,,,",
    );
    assert_eq!(columns(&object)["amount"], "Vouchers Paid", "{object:#}");
    assert_eq!(object["totals"]["amount_sum"][""], "3037.68");
}

#[test]
fn what_is_no_ledger_is_told_by_its_kind() {
    let contracts =
        ledger("NÚMERO DEL CONTRATO,IMPORTE CON IVA,ADJUDICATARIO,DURACIÓN", "{i},10.25,Alder {i} SL,un mes");
    assert!(refused(&contracts).contains("a register of contracts, with columns such as NÚMERO DEL CONTRATO"));
    let object = ledger("Sector,Beneficiario,ValorContrato", "{pick},Alder {i} SA,645000.00");
    assert!(refused(&object).contains("amounts are those of contracts, with the column ValorContrato"));
    let object = ledger("Beneficiary,Postal code,Measure,Sum (EURO),Year", "B{i},00000,I.2,608.98,2014");
    assert!(refused(&object).contains("a list of grants or subsidies, with the column Measure"), "{object:#}");
    let object = ledger("Name,Job Title,Department,Annual Salary", "P{i},Clerk,{pick},42312.00");
    assert!(refused(&object).contains("a list of salaries, with the column Annual Salary"), "{object:#}");
}

#[test]
fn only_columns_of_amounts_are_proposed_as_such() {
    let object = ledger("Nom,Quid,Ubi", "Alder {i},10.{i}5,{i}");
    assert_eq!(codes(&object), ["no-amount-column"], "{object:#}");
    let message = object["problems"][0]["message"].as_str().unwrap();
    assert!(message.contains("columns = { amount = \"Quid\" }") && !message.contains("= \"Ubi\""), "{message}");
    let object = ledger("Nom,Quid,Ubi", "Alder {i},x,{i}");
    assert!(
        object["problems"][0]["message"].as_str().unwrap().ends_with("columns = { amount = \"...\" }"),
        "{object:#}"
    );
}

#[test]
fn every_line_is_counted_once() {
    // 7 lines: a title, two blank ones, the header, two rows and a blank one between them.
    let object =
        inspect("Payments,,\n,,\n,,\nSupplier,Date,Amount\nAlder,2024-05-01,1.25\n,,\nBirch,2024-05-02,2.50\n");
    assert_eq!(object["ignored"], json!({ "blank": 3, "total": 0, "header": 0, "other": 1 }), "{object:#}");
    assert_eq!(object["totals"]["rows"], 2);
}

#[test]
fn a_row_of_data_is_no_second_row_of_a_header() {
    let text =
        "NÚMERO,OBJETO,IMPORTE CON IVA,PROVEEDOR\n,Servicio,\"1.156,76 €\",Alder SL\n,Obra,\"2.000,00 €\",Birch SL\n";
    let object = inspect(text);
    assert_eq!(object["tables"][0]["header_row"], 1, "{object:#}");
    assert_eq!(object["totals"]["rows"], 2);
}

#[test]
fn sales_and_payrolls_are_no_purchases() {
    let object = ledger("Kundenr;Kunde;Fakturadato;Beløp", "1{i};Alder {i} AS;2024-05-{i};100,25");
    assert!(refused(&object).contains("a ledger of sales, with the column Kundenr"), "{object:#}");
    let object = ledger("Employee Name,Pay Date,Total Gross Pay", "A. Alder {i},2024-05-{i},100.25");
    assert!(refused(&object).contains("a payroll, with the column Employee Name"), "{object:#}");
    // Beside a supplier, a customer's number is nothing special.
    let object = ledger("Supplier,Customer No,Date,Amount", "Alder {i},7,2024-05-{i},100.25");
    assert_eq!(object["totals"]["amount_sum"][""], "1203.00", "{object:#}");
}

#[test]
fn the_only_money_beside_suppliers_and_days() {
    let object = ledger("Leverantör;Fakturadatum;Utfall;Rad", "Alder {i} AB;2024-05-{i};1 000,25;{i}");
    assert_eq!(columns(&object)["amount"], "Utfall", "{object:#}");
    assert_eq!(object["tables"][0]["questions"][0]["taken"], "Utfall");
    assert_eq!(object["totals"]["amount_sum"][""], "12003.00");
    // Without a header, it is named by its place.
    let object = ledger("Supplier,Date,,Note", "Alder {i},2024-05-{i},1000.25,x");
    assert_eq!(columns(&object)["amount"], "(column 3)", "{object:#}");
    // 100.00 and 25.50 are 125.50.
    let object = ledger("Dodavatel;Datum;Základ;DPH;Celkem", "Alder {i};2024-05-{i};100,00;25,50;125,50");
    assert_eq!(columns(&object)["amount"], "Základ", "{object:#}");
    // Two that could be it are a question without an answer.
    let object = ledger("Supplier,Date,Quid,Quod", "Alder {i},2024-05-{i},100.00,7.25");
    assert_eq!(codes(&object), ["no-amount-column"], "{object:#}");
}

#[test]
fn a_gross_that_is_the_whole_invoice_s_is_not_taken() {
    let header = "Supplier,Date,Net Amount,VAT,Gross Amount";
    let object = ledger(header, "Alder {i},2024-05-{i},100.00,25.50,125.50");
    assert_eq!(columns(&object)["gross"], "Gross Amount", "{object:#}");
    let object = ledger(header, "Alder {i},2024-05-{i},100.00,25.50,999.00");
    assert_eq!(columns(&object)["gross"], Value::Null, "{object:#}");
}

#[test]
fn days_under_a_header_that_nobody_knows() {
    let object = ledger("Supplier,When it was,Amount", "Alder {i} Ltd,2024-05-{i},1.25");
    assert_eq!(columns(&object)["posting_date"], "When it was", "{object:#}");
    assert_eq!(object["totals"]["date_max"], "2024-05-12");
    assert_eq!(object["tables"][0]["questions"], json!([]));
    // Of two, the first is asked about.
    let object = ledger("Supplier,Quando,Amount,Quandoque", "Alder {i} Ltd,{i}.5.2024,1.25,{i}.6.2024");
    let question = &object["tables"][0]["questions"][0];
    assert_eq!([&question["field"], &question["taken"]], ["posting_date", "Quando"], "{object:#}");
    assert_eq!(question["others"], json!(["Quandoque"]));
    // Numbers that could count days, and days of something else, are none.
    let object = ledger("Supplier,Nr,Contract start,Amount", "Alder {i} Ltd,4121{i},{i}.5.2024,1.25");
    assert_eq!(columns(&object)["posting_date"], Value::Null, "{object:#}");
    // A table of amounts and days that names nobody is no ledger for its days.
    let object = ledger("Department,Quando,Amount", "{pick},{i}.5.2024,1.25");
    assert!(refused(&object).contains("has no supplier, document or day beside it"), "{object:#}");
}

#[test]
fn a_column_called_a_currency_that_holds_days() {
    let header = "Buchungstag;Valuta;Auftraggeber/Empfänger;Betrag;Währung;Saldo";
    let object = ledger(header, "{i}.05.2024;{i}.05.2024;Erle {i} GmbH;12,50;EUR;1{i},00");
    assert_eq!(columns(&object)["currency"], "Währung", "{object:#}");
    assert_eq!(object["totals"]["amount_sum"], json!({ "EUR": "150.00" }));
    assert_eq!(object["totals"]["date_min"], "2024-05-01");
    let object = ledger("Leverantör;Datum;Belopp;Valuta", "Al {i} AB;2024-05-{i};12,50;SEK");
    assert_eq!(object["totals"]["amount_sum"], json!({ "SEK": "150.00" }), "{object:#}");
}

/// A statement of an account: what was paid is negative, and what came in may be more.
#[test]
fn mostly_negative_amounts_are_asked_about_whatever_they_sum_to() {
    let text =
        "Datum;Empfänger;Betrag\n1.12.2025;Amt A;2500,00\n3.12.2025;Erle GmbH;-850,00\n5.12.2025;Ulme GmbH;-45,20\n";
    let object = inspect(text);
    assert_eq!(codes(&object), ["mostly-negative"], "{object:#}");
    assert!(object["problems"][0]["message"].as_str().unwrap().starts_with("2 of 3 rows are negative, though"));
}

#[test]
fn purchases_written_as_negative_amounts() {
    let folder = Folder::new();
    let text = "Leverantör;Fakturadatum;Belopp;Moms\nAlder AB;2024-05-01;-100,00;-25,00\nBirch AB;2024-05-02;-50,50;-5,00\nCedar AB;2024-05-03;20,00;5,00\n";
    folder.write("x.csv", text);
    let object = inspect(text);
    assert_eq!(codes(&object), ["mostly-negative"], "{object:#}");
    assert_eq!(object["totals"]["amount_sum"][""], "-130.50");
    let pipeline =
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"x.csv\"]\nsign = \"reversed\"\n";
    folder.write("p.toml", pipeline);
    let told = folder.vire(&["check", "p.toml"]);
    assert!(told.stdout().contains("3 rows kept, 0 rejected, sum 130.50"), "{}", told.stdout());
    assert!(!told.stdout().contains("mostly-negative"), "{}", told.stdout());
    folder.write("p.toml", pipeline.replace("reversed", "usual"));
    assert!(!folder.vire(&["check", "p.toml"]).stdout().contains("mostly-negative"));
}

#[test]
fn amounts_that_are_all_zero_are_told() {
    assert_eq!(codes(&ledger("Supplier,Date,Amount", "Alder {i},2024-05-{i},0.00")), ["all-zero"]);
}

#[test]
fn a_given_column_of_amounts_must_be_there() {
    let folder = Folder::new();
    folder.write("x.csv", "Supplier,Date,Amount,Invoice Amount\nAlder,2024-05-01,1.25,7.00\n");
    let pipeline = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"x.csv\"]\ncolumns = { amount = \"Invoice Amout\" }\n";
    folder.write("p.toml", pipeline);
    let wanted = ["columns.amount = [\"Invoice Amout\"] matched no header", "\"Invoice Amount\""];
    folder.vire(&["check", "p.toml"]).failed(3, &wanted);
    folder.vire(&["run", "p.toml"]).failed(3, &wanted);
    folder.write("p.toml", pipeline.replace("Amout", "Amount"));
    assert!(folder.vire(&["check", "p.toml"]).stdout().contains("sum 7.00"));
}

#[test]
fn totals_in_words_that_nobody_listed() {
    // Two groups of two rows, a group of one, and all five: 1, 2 | 3 | 4, 5 | 12.
    let text = "Lieferant;Datum;Konto;Betrag\n\
        Alder;01.05.2024;4300;1,00\nBirch;02.05.2024;4300;2,00\nGruppe A;;;3,00\n\
        Cedar;03.05.2024;4310;4,00\nDogwood;04.05.2024;4310;5,00\nGruppe B;;;9,00\nZusammengerechnet;;;12,00\n";
    let object = inspect(text);
    assert_eq!(object["totals"]["amount_sum"][""], "12.00", "{object:#}");
    assert_eq!(object["ignored"]["total"], 3);
    // A group of one row is a total by its word.
    let text =
        "Leverandør;Dato;Beløb\nAlder;01.05.2024;1,00\nAlder I alt;;1,00\nBirch;02.05.2024;2,00\nI alt Birch;;2,00\n";
    let object = inspect(text);
    assert_eq!(object["totals"]["amount_sum"][""], "3.00", "{object:#}");
}

#[test]
fn lines_that_are_each_one_quoted_text() {
    let text = "\"Supplier,Date,Amount\"\n\"Alder Ltd,2024-05-01,1.25\"\n\"\"\"Birch, Cedar\"\" Ltd,2024-05-02,\"\"1,000.50\"\"\"\n";
    let object = inspect(text);
    assert_eq!(object["totals"]["amount_sum"][""], "1001.75", "{object:#}");
    assert_eq!(object["totals"]["suppliers"], 2);
    // Quoted fields are no such lines, nor is a single column.
    let object = inspect("\"Supplier\",\"Date\",\"Amount\"\n\"Alder, Birch\",\"2024-05-01\",\"1.25\"\n");
    assert_eq!(object["totals"]["amount_sum"][""], "1.25", "{object:#}");
    assert!(!object["dialect"]["wrapped"].as_bool().unwrap());
}

#[test]
fn amounts_that_may_both_be_it() {
    let object = ledger("Supplier,Date,Amount Paid,Invoice Amount", "Alder {i},2024-05-{i},1.25,2.5{i}");
    assert_eq!(object["tables"][0]["questions"][0]["others"], json!(["Invoice Amount"]), "{object:#}");
    let object = ledger("Supplier,Date,Amount Paid,Invoice Amount", "Alder {i},2024-05-{i},1.25,1.25");
    assert_eq!(object["tables"][0]["questions"], json!([]), "{object:#}");
    // Of lines in several currencies, the amount in one of them is taken.
    let text =
        "Toimittaja;Pvm;Summa;Valuutta;Summa EUR\nA Oy;1.5.2024;100,00;EUR;100,00\nB AB;2.5.2024;1200,00;SEK;104,80\n";
    assert_eq!(inspect(text)["totals"]["amount_sum"], json!({ "EUR": "204.80" }));
}
