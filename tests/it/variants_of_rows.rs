//! Kinds of trouble with rows and columns, in other languages, countries and layouts than those they were met in: what the
//! values prove is read right, and what they leave open is asked about.

use crate::kinds::{FIRMS, Said, rows};

/// A header and twelve rows of 10.50 each, in which a word stands beside the amount.
fn with_word(header: &str, words: [&str; 3]) -> Said {
    Said::of("x.csv", rows(header, "{i}.05.2024;Erle Bau GmbH;{pick};10,50", words))
}

#[test]
fn delimiters_in_names_wherever_these_stand() {
    for (header, row, names) in [
        (
            "Datum,Lieferant,Beleg,Betrag",
            "2024-05-{i},{pick},900{i},\"10,50\"",
            ["Huber, Meier GmbH", "A GmbH", "B KG"],
        ),
        (
            "Kuupäev;Tarnija;Arve nr;Summa",
            "{i}.05.2024;{pick};202400{i};10,50",
            ["Mets; Kask; Pojad OÜ", "A OÜ", "B AS"],
        ),
        ("Fournisseur,Date,Numéro,Montant", "{pick},2024-05-{i},202400{i},10.50", ["Dupont, SARL", "A SARL", "B SA"]),
        (
            "Částka,Datum,Dodavatel,Doklad",
            "10.50,2024-05-{i},{pick},202400{i}",
            ["Novák, s.r.o.", "A s.r.o.", "B a.s."],
        ),
        ("Belopp,Datum,Fakturanr,Leverantör", "10.50,2024-05-{i},202400{i},{pick}", ["Ek, Bok AB", "A AB", "B AB"]),
        ("Supplier,Amount,Invoice,Date", "{pick},10.50,202400{i},2024-05-{i}", ["Route 66, 24", "A Ltd", "B Ltd"]),
    ] {
        Said::of("x.csv", rows(header, row, names)).is(12, "126.00", 3).says(&["mended-rows"]);
    }
}

/// Where every row has one field more than the header, no row tells the others what is right.
#[test]
fn rows_that_are_all_wider_than_their_header_are_asked_about() {
    for (header, row) in [
        ("Date,Supplier,Invoice,Amount", "2024-05-{i},{pick}, J,202400{i},10.50"),
        ("Datum,Lieferant,Betrag", "{i}.05.2024,{pick},10,50"),
        ("Data;Fornitore;Fattura;Importo", "2024-05-{i};{pick}; figli;202400{i};10.50"),
    ] {
        Said::of("x.csv", rows(header, row, FIRMS)).says(&["wide-rows"]);
    }
    // Blank fields and missing values at the end say nothing, and whoever named the amount has looked.
    for row in ["2024-05-{i},{pick},10.50,,", "2024-05-{i},{pick},10.50,#N/A"] {
        Said::of("x.csv", rows("Date,Supplier,Amount", row, FIRMS)).is(12, "126.00", 3).says(&[]);
    }
}

#[test]
fn texts_of_other_encodings() {
    let bytes = |text: &str, of: &[(char, u8)]| -> Vec<u8> {
        text.chars().map(|c| of.iter().find(|(known, _)| *known == c).map_or(c as u8, |(_, byte)| *byte)).collect()
    };
    // By Python's mac_roman, as spreadsheets on a Macintosh write csv.
    let mac = [('å', 0x8c), ('Å', 0x81), ('ö', 0x9a), ('ä', 0x8a), ('é', 0x8e), ('ø', 0xbf)];
    for (header, name) in [
        ("Datum;Leverantör;Belopp", "Måns Åkeri Östhammar".replace('Ö', "ö")),
        ("Päivä;Toimittaja;Summa", "Hämeen Työ".to_owned()),
        ("Dato;Leverandør;Beløp", "Bøk og Brød".to_owned()),
        ("Date;Bénéficiaire;Montant", "Frene elagué".to_owned()),
    ] {
        let text = rows(header, "2024-05-{i};{pick};1,50", [&name, &name, &name]);
        let said = Said::of("x.csv", bytes(&text, &mac));
        said.is(12, "18.00", 1).says(&[]);
        assert_eq!(said.0["dialect"]["encoding"], "macintosh", "{header}");
    }
    // Letters that were broken before, by Python: `name.encode().decode("cp1252")`.
    for broken in ["HÃ¤meen TyÃ¶ Oy", "MÃ¥ns Ã…keri AB", "BÃ¸k AS", "Ã‰lagage SARL"] {
        let text = rows("Date;Supplier;Amount", "2024-05-{i};{pick};1,50", [broken, "Alm AB", "Ek AB"]);
        Said::of("x.csv", text).is(12, "18.00", 3).says(&["broken-letters"]);
    }
}

#[test]
fn days_that_a_spreadsheet_swapped_and_wrote_in_other_ways() {
    // The days 3.1., 4.2., ... as a spreadsheet took them for the third of January, and those that it could not read.
    // 45352 is 2024-03-01, as its days count.
    let serial = ["45352", "45384", "45416", "45449", "45481", "45514"];
    for (header, texts) in [
        ("Date;Supplier;Amount", "{d}/0{m}/2024"),
        ("Datum;Leverantör;Belopp", "{d}-0{m}-2024"),
        ("Pvm;Toimittaja;Summa", "{d}.0{m}.2024"),
    ] {
        let line = |(i, day): (usize, &&str)| {
            let text = texts.replace("{d}", &(20 + i).to_string()).replace("{m}", &(1 + i).to_string());
            format!("{day};Alm AB;1,50\n{text};Alm AB;1,50\n")
        };
        let text = format!("{header}\n{}", serial.iter().enumerate().map(line).collect::<String>());
        Said::of("x.csv", text).is(12, "18.00", 1).says(&["swapped-days"]);
    }
}

/// A day that is written as a number is a day: such rows are no totals of the rows below them, though they say the same.
#[test]
fn rows_with_days_as_numbers_are_no_totals() {
    for (header, supplier, other) in
        [("Date;Supplier;Amount", "Alder Ltd", "Birch Ltd"), ("Pvm;Toimittaja;Summa", "Kaiku Oy", "Kaiku Oy")]
    {
        let pair = |i: usize| format!("4535{i};{supplier};1{i}0,50\n{}.03.2024;{other};1{i}0,50\n", 20 + i);
        // 45350 is 2024-02-28; twice 100.50 + 110.50 + ... + 170.50 is 2168.00.
        let text = header.to_owned() + "\n" + &(0..8).map(pair).collect::<String>();
        let suppliers = if supplier == other { 1 } else { 2 };
        Said::of("x.csv", text).is(16, "2168.00", suppliers).dated("2024-02-28", "2024-03-27");
    }
}

#[test]
fn periods_with_letters_and_under_other_words() {
    let periods = |header: &str, period: &dyn Fn(usize) -> String| {
        let row = |i: usize| format!("Erle Bau GmbH;{};1,50\n", period(i));
        Said::of("x.csv", header.to_owned() + "\n" + &(5..=16).map(row).collect::<String>())
    };
    for (header, period) in [
        ("Supplier;Period;Amount", &(|i| format!("2024-P{i:02}")) as &dyn Fn(usize) -> String),
        ("Lieferant;Periode;Betrag", &|i| format!("P{i:02} 2024")),
        ("Leverantör;Period;Belopp", &|i| format!("2024P{i:02}")),
        ("Lieferant;Buchungsperiode;Betrag", &|i| format!("{i:03}.2024")),
        ("Supplier;Year;Period;Amount", &|i| format!("2024;P{i:02}")),
        ("Fournisseur;Exercice;Période;Montant", &|i| format!("2024;{i:03}")),
        ("Toimittaja;Tilikausi;Kausi;Summa", &|i| format!("2024;{i}")),
        ("Tarnija;Kuu;Aasta;Summa", &|i| format!("{i};2024")),
    ] {
        periods(header, period).is(12, "18.00", 1).dated("2024-05-01", "2024-12-01").says(&[]);
    }
}

#[test]
fn units_under_other_words_and_in_other_places() {
    for header in [
        "Kuupäev;Tarnija;Summa, tuh eur",
        "Pvm;Toimittaja;Summa (1000e)",
        "Fecha;Proveedor;Importe en miles",
        "Datum;Leverancier;Bedrag (x 1.000)",
        "Date;Supplier;Amount (000s)",
        "Date;Supplier;Amount ($K)",
        "Data;Fornecedor;Valor (milhares)",
    ] {
        Said::of("x.csv", rows(header, "{i}.05.2024;{pick};12,5", FIRMS)).says(&["unit-named"]);
    }
    let below = rows("Pvm;Toimittaja;Summa", "{i}.05.2024;{pick};12,5", FIRMS) + "Luvut tuhansina euroina;;\n";
    Said::of("x.csv", below).says(&["unit-named"]);
    for (header, word) in [("Pvm;Toimittaja;Summa;Mittayksikkö", "t€"), ("Datum;Lieferant;Betrag;Einheit", "TEUR")] {
        let text = rows(header, &format!("{{i}}.05.2024;{{pick}};12,5;{word}"), FIRMS);
        Said::of("x.csv", text).says(&["unit-named"]);
    }
    // A limit is no unit.
    for header in ["Pvm;Toimittaja;Summa (yli 1000 €)", "Dato;Leverandør;Beløp (over 1 000 kr)"] {
        Said::of("x.csv", rows(header, "{i}.05.2024;{pick};12,5", FIRMS)).is(12, "150.00", 3).says(&[]);
    }
}

#[test]
fn credit_under_other_words() {
    for (header, credit, other) in [
        ("Data;Fornitore;Tipo documento;Importo", "TD04", "TD01"),
        ("Data;Dostawca;Rodzaj dokumentu;Kwota", "Faktura korygująca", "Faktura VAT"),
        ("Datum;Dodavatel;Druh dokladu;Částka", "Opravný daňový doklad", "Faktura"),
        ("Pvm;Toimittaja;Laskun tyyppi;Summa", "Ostohyvitys", "Ostolasku"),
        ("Date;Supplier;Type;Amount", "CR", "INV"),
        ("Date;Supplier;Invoice/Credit;Amount", "C", "I"),
        ("Date;Fournisseur;Sens;Montant", "C", "D"),
        ("Fecha;Proveedor;D/H;Importe", "H", "D"),
        ("Data;Fornitore;D/A;Importo", "A", "D"),
        ("Datum;Dodavatel;MD/D;Částka", "D", "MD"),
        ("Dato;Leverandør;Fortegn;Beløp", "-", "+"),
        ("Date;Supplier;Sign;Amount", "-1", "1"),
        ("Datum;Lieferant;Buchungsschlüssel;Betrag", "50", "40"),
        ("Datum;Lieferant;Buchungsschlüssel;Betrag", "21", "31"),
        // Nothing stands where it is none, or a word that says so.
        ("Date;Supplier;Dr/Cr;Amount", "Cr", ""),
        ("Pvm;Toimittaja;Hyvitys;Summa", "x", ""),
        ("Date;Supplier;Credit note;Amount", "Y", "N"),
        ("Datum;Lieferant;Gutschrift;Betrag", "ja", "nein"),
    ] {
        with_word(header, [credit, other, other]).says(&["sign-by-word"]);
    }
    with_word("Date;Supplier;Dr/Cr;Amount", ["Cr", "Dr", "N/A"]).says(&["sign-by-word"]);
    for (header, words) in [
        ("Date;Supplier;Department;Amount", ["40", "50", "40"]),
        ("Date;Supplier;Credit card;Amount", ["Y", "N", "N"]),
        ("Date;Supplier;Payment type;Amount", ["Credit transfer", "Cheque", "Cheque"]),
        ("Date;Supplier;Supplier type;Amount", ["Credit union", "Company", "Company"]),
    ] {
        with_word(header, words).is(12, "126.00", 1).says(&[]);
    }
}

#[test]
fn texts_that_end_within_a_line_in_other_layouts() {
    let whole = rows("Dato;Beløp;Leverandør", "2024-05-{i};306,77;{pick}", ["Fjell AS", "Dal AS", "Bø"]);
    Said::of("x.csv", &whole).is(12, "3681.24", 3).says(&[]);
    // Within a letter of two bytes.
    assert!(
        !Said::of("x.csv", &whole.trim_end().as_bytes()[..whole.len() - 2]).0["problems"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let tabs = rows("Datum\tLieferant\tBetrag", "{i}.05.2024\t{pick}\t306,77", FIRMS);
    Said::of("x.csv", &tabs[..tabs.len() - 4]).says(&["cut-line"]);
    let wide: Vec<u8> =
        [0xfeff].into_iter().chain(tabs[..tabs.len() - 2].encode_utf16()).flat_map(u16::to_le_bytes).collect();
    Said::of("x.csv", wide).says(&["cut-line"]);
}

#[test]
fn headers_of_business_ids() {
    for (header, ids) in [
        ("Tarnija;Reg. kood;Kuupäev;Summa", ["10000356", "10000018", "10060701"]),
        ("Tarnija;Registrikood;Kuupäev;Summa", ["10000356", "10000018", "10060701"]),
        ("Fournisseur;SIREN/SIRET;Date;Montant", ["732829320", "552100554", "542065479"]),
        ("Lieferant;Steuernummer;Datum;Betrag", ["133/8150/8159", "21/815/08150", "93815/08152"]),
        ("Lieferant;USt-IdNr.;Datum;Betrag", ["DE999999999", "DE111111111", "DE123456788"]),
        ("Lieferant;Handelsregisternummer;Datum;Betrag", ["HRB 12345", "HRB 777", "HRA 99"]),
        ("Fornitore;Partita IVA;Data;Importo", ["00743110157", "07643520567", "01654010345"]),
    ] {
        let row = |i: usize| format!("{};{};{:02}.05.2024;10,50\n", FIRMS[i % 3], ids[i % 3], i + 1);
        let said = Said::of("x.csv", header.to_owned() + "\n" + &(0..12).map(row).collect::<String>());
        said.is(12, "126.00", 3).says(&[]);
        let of = header.split(';').nth(1).unwrap();
        assert_eq!(said.0["tables"][0]["columns"]["supplier_id"], of, "{:#}", said.0);
    }
}
