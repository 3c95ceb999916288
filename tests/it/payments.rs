//! Payment times (B18): a ledger that is reckoned by hand, and a real one that was counted with another program.

use serde_json::Value;

use crate::fixtures::fixtures;
use crate::support::{Folder, json, pipeline, text_of};

const REGISTER: &str = "Y-tunnus;Yrityksen nimi;Kotikunta;Henkilöstöluokka\n\
    9512345-9;Lähi Oy;Kotka;5\n\
    9512346-7;Toinen Oy;Kotka;30\n\
    9512347-5;Muualta Oy;Helsinki;300\n";

/// Known are the first five lines, 5 000.00: invoice L1 of Lähi Oy after 10 days, 1 500.00; L1 of Toinen Oy after 30,
/// 300.00, a day late; a posting without a number after 60, 1 200.00; M2 after 70, 2 000.00, late. Left out are 1 700.00: not
/// paid yet, paid before the date of the invoice, and over two years later; and a credit note.
const LEDGER: &str = "Toimittajan nimi;Tili;Tositenumero;Laskun numero;Laskupäivä;Eräpäivä;Maksupäivä;Kirjauspäivämäärä;Summa\n\
    Lähi Oy;4342;1;L1;1.1.2024;31.1.2024;11.1.2024;15.1.2024;1000,00\n\
    Lähi Oy;4342;2;L1;1.1.2024;31.1.2024;11.1.2024;16.1.2024;500,00\n\
    Toinen Oy;4390;3;L1;1.2.2024;1.3.2024;2.3.2024;17.2.2024;300,00\n\
    Muualta Oy;4390;4;;1.3.2024;30.4.2024;30.4.2024;18.3.2024;1200,00\n\
    Muualta Oy;4342;5;M2;1.4.2024;1.5.2024;10.6.2024;19.4.2024;2000,00\n\
    Kuka Oy;4342;6;K1;1.5.2024;31.5.2024;;20.5.2024;400,00\n\
    Kuka Oy;4342;7;K2;1.5.2024;31.5.2024;1.4.2024;20.5.2024;600,00\n\
    Kuka Oy;4342;8;K3;1.1.2021;31.1.2021;1.5.2024;20.5.2024;700,00\n\
    Lähi Oy;4342;9;L9;1.5.2024;31.5.2024;11.5.2024;20.5.2024;-100,00\n";

fn run(ledger: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", ledger);
    folder.write("rekisteri.csv", REGISTER);
    let pipeline = pipeline("ostot.csv");
    folder.write("p.toml", format!("{pipeline}\n[[register]]\nfiles = [\"rekisteri.csv\"]\n"));
    folder.vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).published();
    folder
}

fn summary(folder: &Folder) -> Value {
    json(&folder.path("out/p/current/summary.json"))
}

fn find<'s>(summary: &'s Value, dimension: &str, member: &str) -> &'s Value {
    let is_it = |f: &&Value| {
        (&f["indicator"], &f["scope"], &f["dimension"], &f["member"])
            == (&"B18".into(), &"market".into(), &dimension.into(), &member.into())
    };
    summary["figures"].as_array().unwrap().iter().find(is_it).unwrap()
}

/// Value, bounds, coverage and n of a figure.
fn told(figure: &Value) -> [Option<f64>; 5] {
    let number = |key: &str| figure[key].as_f64().or_else(|| figure[key].as_str().map(|text| text.parse().unwrap()));
    ["value", "low", "high", "coverage", "n"].map(number)
}

#[track_caller]
fn check(summary: &Value, dimension: &str, member: &str, expected: [Option<f64>; 5]) {
    let found = told(find(summary, dimension, member));
    let same = |(a, b): (&Option<f64>, &Option<f64>)| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6,
        (a, b) => a == b,
    };
    assert!(found.iter().zip(&expected).all(same), "{dimension} {member}: {found:?} is not {expected:?}");
}

#[test]
fn spans_are_those_reckoned_by_hand() {
    let summary = summary(&run(LEDGER));
    let (known, seven) = (Some(5000.0 / 6700.0), 7.0);
    let by_euros =
        |part: f64| [Some(part / 5000.0), Some(part / 6700.0), Some((part + 1700.0) / 6700.0), known, Some(4.0)];
    let by_invoices = |part: f64| [Some(part / 4.0), Some(part / seven), Some((part + 3.0) / seven), known, Some(4.0)];
    check(&summary, "total", "total", by_euros(1800.0));
    check(&summary, "within", "14-days", by_euros(1500.0));
    check(&summary, "within", "30-days", by_euros(1800.0));
    check(&summary, "within", "60-days", by_euros(3000.0));
    check(&summary, "within:invoice-share", "14-days", by_invoices(1.0));
    check(&summary, "within:invoice-share", "30-days", by_invoices(2.0));
    check(&summary, "within:invoice-share", "60-days", by_invoices(3.0));
    check(&summary, "measure", "late-amount-share", by_euros(2300.0));
    check(&summary, "measure", "late-invoice-share", by_invoices(2.0));
    // (10 + 30 + 60 + 70) / 4, and between 30 and 60
    check(&summary, "measure", "mean-days", [Some(42.5), None, None, known, Some(4.0)]);
    check(&summary, "measure", "median-days", [Some(45.0), None, None, known, Some(4.0)]);
    check(&summary, "measure", "numbered-share", [Some(0.75), None, None, known, Some(4.0)]);
    for left_out in ["open-count", "before-invoice-count", "over-two-years-count", "credit-count"] {
        check(&summary, "measure", left_out, [Some(1.0), None, None, None, Some(1.0)]);
    }
    check(&summary, "size", "micro", [Some(1.0), Some(1.0), Some(1.0), Some(1.0), Some(1.0)]);
    check(&summary, "size", "large", [Some(0.0), Some(0.0), Some(0.0), Some(1.0), Some(2.0)]);
    check(&summary, "size", "unknown", [None, Some(0.0), Some(1.0), Some(0.0), Some(0.0)]);
    check(&summary, "size:mean-days", "large", [Some(65.0), None, None, Some(1.0), Some(2.0)]);
    check(&summary, "size:median-days", "small", [Some(30.0), None, None, Some(1.0), Some(1.0)]);
    assert_eq!(find(&summary, "measure", "mean-days")["unit"], "days");
}

/// The same figures as the page tells them: 1 800 of 5 000 within 30 days, a mean of 42.5 and a median of 45 days.
#[test]
fn the_page_tells_how_soon_invoices_are_paid() {
    let folder = run(LEDGER);
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    folder.write("p.toml", text + "[report]\nlanguages = [\"en\", \"fi\", \"sv\"]\nformats = [\"html\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).published();
    let page = |language: &str| {
        let path = folder.path(&format!("out/p/current/report.{language}.html"));
        text_of(&std::fs::read_to_string(path).unwrap())
    };
    let english = page("en");
    for text in [
        "36.0% of the sum whose payment time is known was paid within 30 days of the invoice's date; by invoices the mean \
         was 42.5 days and the median 45.0 days",
        "14 days|30.0%|22.4%\u{2013}47.8%|25.0%|74.6%|",
        "Left out: credit notes|||1||",
        "Large (250 or more)|2|0.0%|0.0%|65.0|65.0|",
        "Late interest and compensation are not in these figures",
    ] {
        assert!(english.contains(text), "{text}: {english}");
    }
    assert!(page("fi").contains("maksettiin 36,0 % 30 päivän kuluessa laskun päivästä"), "{}", page("fi"));
    assert!(page("sv").contains("36,0 % av summan med känd betalningstid inom 30 dagar"), "{}", page("sv"));
}

#[test]
fn a_share_of_euros_leads_to_its_lines() {
    let folder = run(LEDGER);
    let traced = folder.vire(&["trace", "B18", "2024", "--json"]).published();
    let traced: Value = serde_json::from_str(&traced.stdout()).unwrap();
    let part =
        |name: &str| (traced[name]["lines"].as_u64().unwrap(), traced[name]["amount"].as_str().unwrap().to_owned());
    assert_eq!(part("numerator"), (3, "1800.00".to_owned()));
    assert_eq!(part("rest"), (2, "3200.00".to_owned()));
    assert_eq!(part("unknown"), (3, "1700.00".to_owned()));
}

#[test]
fn an_export_without_payment_dates_has_no_payment_time() {
    let without = LEDGER.lines().map(|line| {
        let fields: Vec<&str> = line.split(';').collect();
        let kept = fields.iter().enumerate().filter(|(at, _)| *at != 6).map(|(_, field)| *field);
        kept.collect::<Vec<_>>().join(";") + "\n"
    });
    let summary = summary(&run(&without.collect::<String>()));
    let missing = summary["not_computed"].as_array().unwrap().iter().find(|m| m["indicator"] == "B18").unwrap();
    assert_eq!(missing["needs"], "payment-date");
}

/// The ministry's ledger of 2014, by the year of payment, as a dozen lines of Python over the CSV counted it: sums exactly,
/// and invoices by the supplier's name and its number.
#[test]
fn a_real_ledger_is_paid_as_another_program_counted() {
    let Some(fixtures) = fixtures() else { return };
    let folder = Folder::new();
    let file = fixtures.join("spend/mfcr_cz/spending-mfcr-data-2014.csv");
    let buyer = "[buyer]\nname = \"Ministry\"\ncountry = \"CZ\"\n";
    folder.write("p.toml", format!("{buyer}[[purchases]]\nfiles = [{file:?}]\n[report]\nlanguages = [\"en\"]\n"));
    folder.vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).published();
    let summary = summary(&folder);
    let figure = |dimension: &str, member: &str| {
        let all = summary["figures"].as_array().unwrap().iter();
        let mut of_2014 = all.filter(|f| f["indicator"] == "B18" && f["scope"] == "external" && f["period"] == "2014");
        of_2014.find(|f| f["dimension"] == dimension && f["member"] == member).unwrap()
    };
    for (dimension, member, numerator, denominator) in [
        ("total", "total", "39909169690.78", "40425153571.54"),
        ("within", "14-days", "36116745079.86", "40425153571.54"),
        ("within", "60-days", "40278631950.25", "40425153571.54"),
        ("measure", "late-amount-share", "706176398.37", "40429773318.43"),
    ] {
        let found = figure(dimension, member);
        assert_eq!((&found["numerator"], &found["denominator"]), (&numerator.into(), &denominator.into()), "{member}");
    }
    for (dimension, member, expected, n) in [
        ("measure", "mean-days", 18.879_799, 7371.0),
        ("measure", "median-days", 12.0, 7371.0),
        ("within:invoice-share", "14-days", 0.611_179, 7371.0),
        ("within:invoice-share", "30-days", 0.879_121, 7371.0),
        ("within:invoice-share", "60-days", 0.970_018, 7371.0),
        ("measure", "late-invoice-share", 0.231_153, 7415.0),
        ("measure", "open-count", 44.0, 44.0),
        ("measure", "before-invoice-count", 6.0, 6.0),
        ("measure", "over-two-years-count", 1.0, 1.0),
        ("measure", "credit-count", 228.0, 228.0),
    ] {
        let [value, .., number] = told(figure(dimension, member));
        assert!(
            (value.unwrap() - expected).abs() < 1e-6 && number == Some(n),
            "{dimension} {member}: {value:?} {number:?}"
        );
    }
}
