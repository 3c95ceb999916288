//! Kinds of trouble that people complained of, in other languages, countries and layouts than those they were met in: each
//! is read right, or asked about, or refused, and never silently wrong.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;

use crate::support::Folder;

/// What `vire inspect` says of a file.
pub struct Said(pub Value);

impl Said {
    pub fn of(name: &str, content: impl AsRef<[u8]>) -> Self {
        let folder = Folder::new();
        folder.write(name, content);
        let objects: Value = serde_json::from_str(&folder.vire(&["inspect", "--json", name]).stdout()).unwrap();
        Self(objects[0].clone())
    }

    /// Rows, sum and suppliers as the generator knows them.
    #[track_caller]
    pub fn is(&self, rows: u64, sum: &str, suppliers: u64) -> &Self {
        let totals = &self.0["totals"];
        let sums: Vec<&Value> = totals["amount_sum"].as_object().unwrap().values().collect();
        assert_eq!(sums, [sum], "{:#}", self.0);
        assert_eq!((&totals["rows"], &totals["suppliers"]), (&rows.into(), &suppliers.into()), "{:#}", self.0);
        self
    }

    #[track_caller]
    pub fn dated(&self, from: &str, to: &str) -> &Self {
        let totals = &self.0["totals"];
        assert_eq!([&totals["date_min"], &totals["date_max"]], [from, to], "{:#}", self.0);
        self
    }

    /// All that is said of it, by code.
    #[track_caller]
    pub fn says(&self, codes: &[&str]) -> &Self {
        let said: Vec<&str> =
            self.0["problems"].as_array().unwrap().iter().filter_map(|p| p["code"].as_str()).collect();
        assert_eq!(said, codes, "{:#}", self.0);
        self
    }
}

/// A header and twelve rows: `{i}` is the row's number with two digits, `{pick}` one of three names.
pub fn rows(header: &str, row: &str, names: [&str; 3]) -> String {
    let row = |i: usize| row.replace("{i}", &format!("{i:02}")).replace("{pick}", names[i % 3]) + "\n";
    header.to_owned() + "\n" + &(1..=12).map(row).collect::<String>()
}

pub const FIRMS: [&str; 3] = ["Erle Bau GmbH", "Ulme & Co KG", "Linde AG"];

#[test]
fn a_delimiter_in_a_name_that_nobody_quoted() {
    let names = ["Müller; Söhne GmbH", "Erle Bau GmbH", "Ulme KG"];
    let text = rows("Datum;Lieferant;Rechnungsnummer;Betrag", "{i}.05.2024;{pick};202400{i};10,50", names);
    Said::of("x.csv", text).is(12, "126.00", 3).says(&["mended-rows"]);
    let names = ["Bøg\tSøn ApS", "El A/S", "Ask A/S"];
    let text = rows("Dato\tLeverandør\tFakturanr\tBeløb", "{i}.05.2024\t{pick}\t202400{i}\t10,50", names);
    Said::of("x.csv", text).is(12, "126.00", 3).says(&["mended-rows"]);
    let names = ["Frêne, Père et Fils", "Orme SARL", "Tilleul SA"];
    let text = rows("Date,Fournisseur,Numéro facture,Montant", "2024-05-{i},{pick},202400{i},10.50", names);
    Said::of("x.csv", text).is(12, "126.00", 3).says(&["mended-rows"]);
}

#[test]
fn day_and_month_swapped_in_half_of_the_rows() {
    for (header, join) in [(["Bokföringsdatum", "Leverantör", "Belopp"], "/"), (["Date", "Supplier", "Amount"], "-")]
    {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in (0..).zip(header) {
            sheet.write(0, column, name).unwrap();
        }
        let day_format = Format::new().set_num_format("yyyy-mm-dd");
        for row in 1..=24 {
            // Day 1 to 24 of May: those up to 12 became days of the month that they number.
            let swapped = ExcelDateTime::from_ymd(2024, row.min(12) as u8, 5).unwrap();
            match row {
                1..=12 => sheet.write_with_format(row, 0, swapped, &day_format).unwrap(),
                _ => sheet.write(row, 0, format!("{row:02}{join}05{join}2024")).unwrap(),
            };
            sheet.write(row, 1, "Alm AB").unwrap();
            sheet.write(row, 2, 1.5).unwrap();
        }
        Said::of("x.xlsx", book.save_to_buffer().unwrap()).is(24, "36.00", 1).says(&["swapped-days"]);
    }
}

#[test]
fn two_encodings_in_one_file() {
    let latin = |text: &str| text.chars().map(|c| u32::from(c) as u8).collect::<Vec<u8>>();
    let parts = |header: &str, row: &str| {
        let all = rows(header, row, ["Måns Åkeri", "Måns Åkeri", "Måns Åkeri"]);
        let middle = all.match_indices('\n').nth(6).unwrap().0 + 1;
        (all[..middle].to_owned(), all[middle..].to_owned())
    };
    let (first, second) = parts("Datum;Leverantör;Belopp", "2024-05-{i};{pick};1,50");
    Said::of("x.csv", [first.as_bytes(), &latin(&second)].concat()).is(12, "18.00", 1).says(&["two-encodings"]);
    Said::of("x.csv", [&latin(&first), second.as_bytes()].concat()).is(12, "18.00", 1).says(&["two-encodings"]);
    let (first, second) = parts("Dato,Leverandør,Beløp", "{i}.05.2024,{pick},\"1,50\"");
    Said::of("x.csv", [first.as_bytes(), &latin(&second)].concat()).is(12, "18.00", 1).says(&["two-encodings"]);
}

#[test]
fn amounts_in_thousands() {
    for (header, before) in [
        ("Datum;Leverantör;Belopp tkr", ""),
        ("Datum;Lieferant;Betrag (T€)", ""),
        ("Date;Supplier;Amount (£000)", ""),
        ("Dato;Leverandør;Beløb", "Alle beløb er i 1.000 kr.;;\n;;\n"),
        ("Datum;Lieferant;Betrag", "Alle Beträge in Tsd. EUR;;\n"),
    ] {
        let text = before.to_owned() + &rows(header, "{i}.05.2024;{pick};12,5", FIRMS);
        Said::of("x.csv", text).says(&["unit-named"]);
    }
}

#[test]
fn credit_notes_told_by_a_type_only() {
    for (header, kind, credit) in [
        ("Datum;Lieferant;Belegart;Betrag", "Rechnung", "Gutschrift"),
        ("Datum;Leverantör;Fakturatyp;Belopp", "Debetfaktura", "Kreditfaktura"),
        ("Dato;Leverandør;Bilagstype;Beløp", "Faktura", "Kreditnota"),
        ("Date;Supplier;Document type;Amount", "INV", "CRN"),
        ("Datum;Toimittaja;Laskun tyyppi;Summa", "380", "381"),
    ] {
        let text = rows(header, "{i}.05.2024;Erle Bau GmbH;{pick};10,50", [credit, kind, kind]);
        Said::of("x.csv", text).says(&["sign-by-word"]);
    }
}

#[test]
fn the_sign_in_a_column_of_its_own() {
    for (header, debit, credit) in [
        ("Datum;Lieferant;Betrag;S/H", "S", "H"),
        ("Datum;Lieferant;Betrag;Soll/Haben", "Soll", "Haben"),
        ("Date;Supplier;Amount;Dr/Cr", "Dr", "Cr"),
        ("Dato;Leverandør;Beløp;D/K", "D", "K"),
    ] {
        let text = rows(header, "{i}.05.2024;Erle Bau GmbH;10,50;{pick}", [credit, debit, debit]);
        Said::of("x.csv", text).says(&["sign-by-word"]);
    }
}

#[test]
fn periods_that_close_a_year() {
    let periods = |header: &str, year: &str, between: &str| {
        let row = |i: usize| format!("Erle Bau GmbH;{year}{between}{:02};1,50\n", i + 4);
        header.to_owned() + "\n" + &(1..=12).map(row).collect::<String>()
    };
    // Periods 5 to 16, of which 13 to 16 are December.
    Said::of("x.csv", periods("Leverantör;Period;Belopp", "2024", ""))
        .is(12, "18.00", 1)
        .dated("2024-05-01", "2024-12-01");
    Said::of("x.csv", periods("Lieferant;Buchungsperiode;Betrag", "2024", "-"))
        .is(12, "18.00", 1)
        .dated("2024-05-01", "2024-12-01");
    let text = periods("Leverandør;År;Periode;Beløp", "2024", ";");
    Said::of("x.csv", text).is(12, "18.00", 1).dated("2024-05-01", "2024-12-01");
}

#[test]
fn a_file_that_ends_within_a_line() {
    for (header, row) in [
        ("Date,Supplier,Amount", "2024-05-{i},{pick},306.77"),
        ("Datum;Konto;Lieferant;Betrag", "{i}.05.2024;4300;{pick};306,77"),
        ("Dato\tLeverandør\tBeløp", "{i}.05.2024\t{pick}\t306,77"),
    ] {
        let text = rows(header, row, FIRMS);
        // The last line is cut within its amount.
        let cut = text.trim_end().rfind("306").unwrap() + 2;
        Said::of("x.csv", &text[..cut]).says(&["cut-line"]);
    }
}

#[test]
fn serial_days_with_a_decimal() {
    for (header, row) in [
        ("Toimittaja;Maksupäivä;Summa", "Leppä Oy;412{i}.0;1,50"),
        ("Leverantör;Betaldatum;Belopp", "Al AB;412{i},00;1,50"),
        ("Lieferant;Zahlungsdatum;Betrag", "Erle GmbH;412{i}.604166667;1,50"),
    ] {
        // 41201 is 2012-10-19.
        Said::of("x.csv", rows(header, row, FIRMS)).is(12, "18.00", 1).dated("2012-10-19", "2012-10-30").says(&[]);
    }
}

#[test]
fn the_only_money_under_a_word_that_nobody_knows() {
    for header in ["Leverandør;Avdeling;Forbruk", "Toimittaja;Yksikkö;Toteuma", "Dodavatel;Odbor;Plnění"] {
        let text = rows(header, "{pick};Skole;1{i},25", FIRMS);
        // 12 rows of 1 and two digits: 101 to 112, and 12 times 0.25.
        Said::of("x.csv", text).is(12, "1281.00", 3).says(&["column-choice"]);
    }
}

#[test]
fn tables_without_a_header() {
    for row in [
        "{i}.05.2024;DE2012{i}34;{pick};10{i},25",
        "4300;{i}.05.2024;{pick};Kunnossapito;10{i},25",
        "2024-05-{i};{pick};99{i};10{i},25;EUR",
    ] {
        let text = rows("", row, FIRMS);
        let said = Said::of("x.csv", text.trim_start());
        said.is(12, "12081.00", 3).dated("2024-05-01", "2024-05-12");
    }
}

#[test]
fn one_payee_in_a_third_of_the_rows() {
    for (header, id) in [
        ("Date;Tiers;Nom tiers;Montant", "T{i}"),
        ("Data;Terceiro;Nome terceiro;Valor", "00{i}"),
        ("Datum;Kreditor;Name Kreditor;Betrag", "7000{i}"),
    ] {
        let row = format!("2024-05-{{i}};{id};{{pick}};10,50");
        Said::of("x.csv", rows(header, &row, ["PERSONNEL DE LA VILLE", "Orme SARL", "Tilleul SA"])).is(12, "126.00", 3);
    }
}
