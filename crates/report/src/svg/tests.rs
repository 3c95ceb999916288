use super::*;
use crate::measure::width_bold;
use vire_base::language::Language;

const ONE: i128 = 1_000_000;

fn chart(kind: ChartKind, unit: Unit, categories: &[&str], series: &[(&str, &[Option<i128>])]) -> Chart {
    Chart {
        id: "c".into(),
        kind,
        title: "Otsikko".into(),
        unit,
        marks: String::new(),
        basis: String::new(),
        alt: "Kuvaus".into(),
        category_title: String::new(),
        categories: categories.iter().map(|c| (*c).into()).collect(),
        series: series.iter().map(|(n, v)| Series { name: (*n).into(), values: v.to_vec() }).collect(),
        accent: Some(0),
        parts_of_years: Vec::new(),
        is_rounded: false,
    }
}

fn drawn(chart: &Chart, width: f64) -> String {
    let style = Style { font: "Liberation Sans", width, prefix: "p-" };
    draw(chart, &Texts::new(Language::Fi), "EUR", &style)
}

/// Attribute of the marks of a kind, as numbers.
fn numbers(svg: &str, attribute: &str) -> Vec<f64> {
    let tree = roxmltree::Document::parse(svg).unwrap();
    let marks = tree.descendants().filter(|n| n.attribute("class") == Some("mark"));
    marks.map(|n| n.attribute(attribute).unwrap().parse().unwrap()).collect()
}

/// Everything drawn lies within the picture.
fn assert_inside(svg: &str) {
    let tree = roxmltree::Document::parse(svg).unwrap();
    let root = tree.root_element();
    let of = |n: &roxmltree::Node, name: &str| n.attribute(name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let (wide, high) = (of(&root, "width"), of(&root, "height"));
    for node in tree.descendants().filter(|n| n.is_element()) {
        let (x, y) = (of(&node, "x"), of(&node, "y"));
        let (left, right) = match node.tag_name().name() {
            "text" => {
                let bold = node.attribute("font-weight").is_some();
                let text = node.text().unwrap_or_default();
                let size = if bold { width_bold(text, SIZE) } else { width(text, SIZE) };
                match node.attribute("text-anchor") {
                    Some("end") => (x - size, x),
                    Some("middle") => (x - size / 2.0, x + size / 2.0),
                    _ => (x, x + size),
                }
            }
            "rect" => (x, x + of(&node, "width")),
            _ => continue,
        };
        let top = if node.tag_name().name() == "text" { y - 10.0 } else { y };
        let inside = left >= -0.5 && right <= wide + 0.5 && top >= 0.0 && y <= high;
        assert!(inside, "{node:?} {left} {right} in {wide}");
    }
}

#[test]
fn bars_are_as_long_as_their_values() {
    let values = [Some(3_000_000 * ONE), Some(1_500_000 * ONE), None, Some(-750_000 * ONE)];
    let chart = chart(ChartKind::Bars, Unit::Currency, &["a", "b", "c", "d"], &[("s", &values)]);
    for width in [340.0, 720.0] {
        let svg = drawn(&chart, width);
        assert_inside(&svg);
        let (x, long) = (numbers(&svg, "x"), numbers(&svg, "width"));
        assert_eq!(long.len(), 3, "no bar where there is no value");
        assert!((long[0] / long[1] - 2.0).abs() < 0.01 && (long[0] / long[2] - 4.0).abs() < 0.02);
        // The negative bar ends where the others begin.
        assert!((x[0] - x[1]).abs() < 0.11 && (x[2] + long[2] - x[0]).abs() < 0.11);
    }
    let svg = drawn(&chart, 720.0);
    assert_eq!(svg.matches("fill=\"#0B6E5F\"").count(), 1, "one bar has the accent");
    assert!(svg.contains("<title>a: 3\u{a0}000\u{a0}000\u{a0}€</title>"));
}

#[test]
fn parts_of_a_stack_follow_each_other() {
    let shares = [[500_000, 250_000], [400_000, 150_000], [100_000, 600_000]];
    let values = shares.map(|s| s.map(Some));
    let series = [("x", &values[0][..]), ("y", &values[1][..]), ("z", &values[2][..])];
    let svg = drawn(&chart(ChartKind::StackedBars, Unit::Share, &["2023", "2024"], &series), 720.0);
    assert_inside(&svg);
    let (x, long) = (numbers(&svg, "x"), numbers(&svg, "width"));
    for row in [0, 3] {
        assert!((x[row] + long[row] + 1.0 - x[row + 1]).abs() < 0.2);
        let whole: f64 = long[row..row + 3].iter().sum::<f64>() + 3.0;
        assert!((long[row] + 1.0 - whole * shares[0][row / 3] as f64 / 1e6).abs() < 0.2);
    }
    assert!(svg.contains(">50,0\u{a0}%</text>") && svg.contains("<title>2024, z: 60,0\u{a0}%</title>"));
}

#[test]
fn columns_without_room_for_their_values_become_bars() {
    let values: Vec<Option<i128>> = (1..=6).map(|n| Some(n * 123_456_789 * ONE)).collect();
    let years = ["2019", "2020", "2021", "2022", "2023", "2024"];
    let chart = chart(ChartKind::Columns, Unit::Currency, &years, &[("a", &values), ("b", &values)]);
    let (wide, narrow) = (drawn(&chart, 1100.0), drawn(&chart, 340.0));
    assert_inside(&wide);
    assert_inside(&narrow);
    let differ = |numbers: Vec<f64>| numbers.windows(2).any(|pair| pair[0] != pair[1]);
    assert!(differ(numbers(&wide, "height")) && !differ(numbers(&wide, "width")));
    assert!(differ(numbers(&narrow, "width")) && !differ(numbers(&narrow, "height")));
}

#[test]
fn a_line_breaks_at_a_gap() {
    let values = [Some(100_000), Some(300_000), None, Some(900_000), Some(ONE)];
    let chart = chart(ChartKind::Line, Unit::Share, &["1", "2", "3", "4", "5"], &[("s", &values)]);
    for width in [340.0, 720.0] {
        let svg = drawn(&chart, width);
        assert_inside(&svg);
        let y = numbers(&svg, "cy");
        assert_eq!(y.len(), 4);
        assert!(((y[0] - y[1]) / (y[2] - y[3]) - 2.0).abs() < 0.02);
        let tree = roxmltree::Document::parse(&svg).unwrap();
        let paths = tree.descendants().filter_map(|n| n.attribute("d")).filter(|d| d.matches('M').count() == 2);
        assert_eq!(paths.count(), 1);
    }
}

#[test]
fn texts_cannot_become_markup_or_leave_the_picture() {
    let long = "<script>alert(1)</script> ]]> \u{202e}\u{0}\u{1b} 🦆 \"' ".repeat(200);
    let values = [Some(500_000), None];
    for kind in [ChartKind::Columns, ChartKind::Bars, ChartKind::StackedBars, ChartKind::Line] {
        let mut chart = chart(kind, Unit::Share, &[&long, "b"], &[(&long, &values), ("y", &values)]);
        (chart.title, chart.alt) = (long.clone(), long.clone());
        for width in [340.0, 720.0] {
            let svg = drawn(&chart, width);
            assert!(!svg.contains("<script") && !svg.contains('\u{202e}') && !svg.contains('\u{0}'));
            assert_inside(&svg);
        }
    }
}

#[test]
fn nothing_to_draw_is_drawn() {
    for kind in [ChartKind::Columns, ChartKind::Bars, ChartKind::StackedBars, ChartKind::Line] {
        assert_inside(&drawn(&chart(kind, Unit::Share, &[], &[]), 340.0));
        assert_inside(&drawn(&chart(kind, Unit::Count, &["a"], &[("s", &[Some(0)]), ("t", &[None])]), 340.0));
    }
}
