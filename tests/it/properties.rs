//! What must hold for any input.

use proptest::prelude::*;
use vire_base::amount::{self, DecimalMark, format_cents, scan};
use vire_base::date::{self, DateOrder};
use vire_reference::ids::{Reading, read};

use crate::support::{Folder, manifest, pipeline};

/// Groups the digits before the decimal mark.
fn grouped(cents: i64, group: &str, decimal: &str) -> String {
    let plain = format_cents(i128::from(cents).abs());
    let (whole, rest) = plain.split_once('.').unwrap();
    let digits: Vec<char> = whole.chars().collect();
    let parts: Vec<String> = digits.rchunks(3).rev().map(|part| part.iter().collect()).collect();
    format!("{}{decimal}{rest}", parts.join(group))
}

proptest! {
    #[test]
    fn amounts_are_read_as_they_were_written(cents in -99_999_999_999i64..99_999_999_999) {
        let ways = [("\u{a0}", ",", DecimalMark::Comma), (" ", ",", DecimalMark::Comma), (".", ",", DecimalMark::Comma),
            ("", ",", DecimalMark::Comma), (",", ".", DecimalMark::Point), ("'", ".", DecimalMark::Point), ("", ".", DecimalMark::Point)];
        for (group, decimal, mark) in ways {
            let text = grouped(cents, group, decimal);
            let signed = if cents < 0 {
                vec![format!("-{text}"), format!("\u{2212}{text}"), format!("{text}-"), format!("({text})"), format!("-{text} €")]
            } else {
                vec![text.clone(), format!("+{text}"), format!("{text} kr"), format!("€{text}")]
            };
            for text in signed {
                let amount = scan(&text).and_then(|s| s.read(mark));
                prop_assert_eq!(amount.map(|a| a.cents), Some(cents), "{}", text);
            }
        }
    }

    #[test]
    fn the_short_way_reads_amounts_like_the_long_one(text in "-?[0-9]{0,17}[.,]?[-0-9., ]{0,3}") {
        if let Some((mark, cents)) = amount::common(&text) {
            let long = scan(&text).unwrap();
            prop_assert_eq!(long.evidence(), amount::Evidence::Only(mark));
            for way in [DecimalMark::Comma, DecimalMark::Point] {
                prop_assert_eq!(long.read(way), (way == mark).then_some(amount::Amount { cents, rounded: false }), "{}", text);
            }
        }
        prop_assert_eq!(amount::is_amount(&text), scan(&text).is_some());
    }

    #[test]
    fn what_is_surely_no_amount_is_none(text in "[0-9a-zA-ZäÅ.,'’ €\\-]{0,12}") {
        prop_assert!(!amount::is_surely_none(&text) || scan(&text).is_none(), "{}", text);
    }

    #[test]
    fn dates_are_read_as_they_were_written(days in 7305i32..40_000) {
        let iso = date::iso(days);
        let (year, month, day) = (&iso[..4], &iso[5..7], &iso[8..]);
        let ways = [(iso.clone(), DateOrder::Dmy), (format!("{day}.{month}.{year}"), DateOrder::Mdy),
            (format!("{day}/{month}/{year}"), DateOrder::Dmy), (format!("{month}/{day}/{year}"), DateOrder::Mdy),
            (format!("{year}{month}{day}"), DateOrder::Dmy), (format!("{iso} 00:00:00"), DateOrder::Dmy)];
        for (text, order) in ways {
            prop_assert_eq!(date::scan(&text).and_then(|s| s.read(order)), Some(days), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,24}") {
        let _ = scan(&text).map(|s| (s.evidence(), s.read(DecimalMark::Comma), s.read(DecimalMark::Point)));
        let _ = date::scan(&text).map(|s| s.read(DateOrder::Mdy));
        for country in ["FI", "SE", "NO", "DK", "EE", "GB"] {
            let _ = read(&text, country);
        }
        let _ = vire_reference::names::key(&text, "FI");
        let _ = vire_ingest::values::privacy::Masker::new("unused".into(), "SE").text(&text).len();
    }

    #[test]
    fn one_wrong_digit_makes_a_business_id_invalid(place in 0usize..7, digit in 0u8..10) {
        let mut id = b"0211675-2".to_vec();
        prop_assume!(id[place] != b'0' + digit);
        id[place] = b'0' + digit;
        let text = String::from_utf8(id).unwrap();
        prop_assert_eq!(read(&text, "FI"), Reading::Invalid);
    }
}

/// Files of every format that the sample data has; the second and the fourth are cut short, too.
const DAMAGED: [&str; 4] = [
    "hassleholm/leverantorsreskontra-2023.csv",
    "kotka/ostolaskut-2021.csv",
    "hassleholm/leverantorer.xlsx",
    "ods/ostolaskut-pieni.ods",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_column_is_read_in_one_way_only(texts in prop::collection::vec("-?[1-9][0-9]{0,3}([.,][0-9]{1,3}){0,2}", 1..12)) {
        let folder = Folder::new();
        let lines: String = texts.iter().map(|t| format!("Kaiku Oy;1.3.2024;\"{t}\"\n")).collect();
        let path = folder.write("x.csv", format!("Toimittaja;Kirjauspäivä;Summa\n{lines}"));
        let Ok(seen) = vire_ingest::stage::inspect::inspect(&path, &vire_ingest::stage::inspect::settings("FI")) else {
            return Ok(()); // both readings are possible: an error, not a guess
        };
        let reading = &seen.sidecar.tables[0].readings["amount"];
        let mark = if reading.starts_with("decimal mark \",\"") { DecimalMark::Comma } else { DecimalMark::Point };
        let read: Vec<i128> =
            texts.iter().filter_map(|t| scan(t)?.read(mark)).map(|amount| i128::from(amount.cents)).collect();
        let control = seen.sidecar.tables[0].control;
        prop_assert_eq!(control.kept as usize, read.len(), "{:?} {}", texts, reading);
        prop_assert_eq!(control.kept_cents, read.iter().sum::<i128>(), "{:?} {}", texts, reading);
        prop_assert_eq!(control.rejected as usize, texts.len() - read.len());
    }

    #[test]
    fn damaged_exports_are_read_or_refused(
        which in 0usize..4,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let name = DAMAGED[which];
        let mut bytes = std::fs::read(std::path::Path::new(crate::support::ROOT).join("sample-data").join(name)).unwrap();
        bytes.truncate(bytes.len().min(200_000));
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if which % 2 == 1 {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        let folder = Folder::new();
        let path = folder.write("x", bytes);
        // What matters is that it comes back, with lines or with a code.
        if let Err(error) = vire_ingest::stage::inspect::inspect(&path, &vire_ingest::stage::inspect::settings("FI")) {
            prop_assert!(error.code.kinds().contains(&vire_base::code::Kind::Error), "{error}");
        }
    }
}

#[test]
fn a_file_split_in_two_sums_to_the_same() {
    let header = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";
    let line = |i: u32| {
        let account = [4342, 4390, 1808, 4520][i as usize % 4];
        format!(
            "Kaiku {} Oy;;{account};x;{i};{}.{}.2024;{},{:02}\n",
            i % 17,
            1 + i % 28,
            1 + i % 12,
            i * 37 % 5000,
            i % 100
        )
    };
    let lines: Vec<String> = (0..500).map(line).collect();
    let folder = Folder::new();
    folder.write("whole/a.csv", format!("{header}{}", lines.concat()));
    folder.write("halves/a.csv", format!("{header}{}", lines[..200].concat()));
    // The second half in another order, too.
    folder.write("halves/b.csv", format!("{header}{}", lines[200..].iter().rev().cloned().collect::<String>()));
    for name in ["whole", "halves"] {
        folder.write(&format!("{name}/p.toml"), pipeline("*.csv"));
        folder.vire(&["run", &format!("{name}/p.toml"), "--out", &format!("{name}/out"), "--quiet"]).published();
    }
    let totals = |name: &str| manifest(&folder.path(&format!("{name}/out")))["totals"].clone();
    assert_eq!(totals("whole"), totals("halves"));
    let figures =
        |name: &str| crate::support::json(&folder.path(&format!("{name}/out/current/summary.json")))["figures"].clone();
    assert_eq!(figures("whole"), figures("halves"));
}
