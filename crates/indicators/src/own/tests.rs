use super::*;

const HEAD: &str = "\
-- id: X7
-- name: lines-per-year
-- unit: count
-- headline: total/total
-- better: neither
-- needs: amount
-- n: lines
-- title.fi: Rivejä
-- meaning.fi: Rivien määrä
--     vuodessa.
-- reading.fi: Lue
-- pitfalls.fi: Varo
-- source: test
";

const QUERY: &str = "\
SELECT scope, CAST(year AS STRING) AS period, 'total' AS dimension, 'total' AS member,
       CAST(lines AS DOUBLE) AS value, CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high,
       CAST(lines AS DECIMAL(18,2)) AS numerator, CAST(NULL AS DECIMAL(18,2)) AS denominator,
       CAST(lines AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS coverage
FROM documents
";

/// Faults as places with a part of what is said there.
#[track_caller]
fn check(head: &str, query: &str, expected: &[(usize, usize, &str)]) {
    let faults = read(&(head.to_owned() + query)).err().unwrap_or_default();
    let told: Vec<String> = faults.iter().map(|f| format!("{f} ({})", f.help)).collect();
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for ((line, column, part), fault) in expected.iter().zip(&told) {
        let place = format!("line {line}, column {column}: ");
        assert!(fault.starts_with(&place) && fault.contains(part), "no {place}{part:?} in {fault}");
    }
}

#[test]
fn a_whole_file_is_an_indicator() {
    let indicator = read(&(HEAD.to_owned() + QUERY)).unwrap();
    assert_eq!((indicator.id.as_str(), indicator.unit, reads_sums(indicator)), ("X7", catalogue::Unit::Count, false));
    // A language that is missing has the text of the one that is given.
    assert_eq!(indicator.text("meaning", "sv"), "Rivien määrä vuodessa.");
    assert!(std::ptr::eq(catalogue::find("lines-per-year").unwrap(), indicator));
    // It stands for what was read before under its id.
    let other = read(&(HEAD.replace("Rivejä", "Muuta") + QUERY)).unwrap();
    assert_eq!(catalogue::find("X7").unwrap().text("title", "en"), "Muuta");
    assert_eq!(CATALOGUE.iter().filter(|i| i.id == other.id).count(), 1);
}

#[test]
fn a_query_over_amounts_of_purchases_reads_sums() {
    let of = |query: &str| query::check(query).reads_sums;
    assert!(of("SELECT amount FROM months") && of("SELECT * FROM months") && of("SELECT m.* FROM months AS m"));
    assert!(!of("SELECT lines FROM months") && !of("SELECT COUNT(*) AS n FROM months"));
    assert!(!of("SELECT amount FROM worth_limits"));
    assert!(of("SELECT a FROM (SELECT amount AS a FROM bands) AS b"));
}

#[test]
fn all_faults_of_a_head_are_told_at_once() {
    let head = HEAD
        .replace("id: X7", "id: B1")
        .replace("name: lines-per-year", "name: local-share-euros")
        .replace("unit: count", "unit: share")
        .replace("better: neither", "better: up")
        .replace("needs: amount", "needs: amounts")
        .replace("n: lines", "n: rows")
        .replace("title.fi", "title.fr")
        .replace("source: test", "sources: test");
    check(
        &head,
        QUERY,
        &[
            (1, 8, "no id of an own indicator"),
            (2, 10, "the name of B1 already"),
            (5, 12, "\"up\" is no way to be better"),
            (6, 11, "did you mean \"amount\""),
            (7, 7, "\"rows\" is no thing that n counts"),
            (8, 14, "the language \"fr\""),
            (13, 1, "the head lacks \"source\""),
            (13, 1, "the head lacks \"whole\""),
            (13, 13, "no head has the key \"sources\""),
        ],
    );
    check("-- id: X7\n-- X\n", QUERY, &[(2, 1, "\"-- key: text\"")]);
    check(&HEAD.replace("total/total", "total/all"), QUERY, &[(4, 14, "no text 'all'")]);
    check(&(HEAD.to_owned() + "-- unit: days\n"), QUERY, &[(14, 10, "stands here twice")]);
}

/// The query begins on line 14 below the head.
#[test]
fn what_engines_take_otherwise_is_told_at_its_place() {
    for (query, expected) in [
        ("CREATE TABLE a AS SELECT 1", vec![(14, 1, "this is no SELECT"), (14, 8, "TABLE")]),
        ("SELECT 1;\nDROP TABLE months", vec![(15, 1, "a second statement"), (15, 6, "TABLE")]),
        ("SELECT year FROM 'a.csv'", vec![(14, 18, "no table stands here")]),
        ("SELECT year FROM read_csv('a.csv')", vec![(14, 18, "the function read_csv")]),
        ("SELECT year FROM monthz", vec![(14, 18, "did you mean \"months\"")]),
        ("SELECT year FROM main.months", vec![(14, 18, "by its name alone")]),
        ("SELECT year FROM months, bands", vec![(14, 24, "with a comma")]),
        ("SELECT year FROM months GROUP BY ALL", vec![(14, 34, "GROUP BY ALL")]),
        ("SELECT year FROM months QUALIFY year > 1", vec![(14, 25, "QUALIFY")]),
        ("SELECT year FROM months\nLIMIT 3", vec![(15, 1, "LIMIT")]),
        ("SELECT SUM(SUM(year)) OVER (PARTITION BY year) AS y FROM months", vec![(14, 12, "inside a window")]),
        ("SELECT MAX(year) OVER (ORDER BY SUM(year)) AS y FROM months", vec![(14, 33, "inside a window")]),
        ("SELECT year::DOUBLE FROM months", vec![(14, 12, "CAST")]),
        ("SELECT CAST(year AS VARCHAR) AS y FROM months", vec![(14, 21, "VARCHAR is not a type")]),
        ("SELECT random() AS y FROM months", vec![(14, 8, "the function random")]),
        ("SELECT 'sector:part' AS dimension FROM months", vec![(14, 8, "\"part\" names no unit")]),
        ("SELECT year FROM months UNION SELECT year FROM bands", vec![(14, 25, "UNION without ALL")]),
        ("SELECT year FROM months WHERE year IN (SELECT year FROM bands)", vec![(14, 40, "IN (SELECT")]),
        ("SELECT year FROM (SELECT year FROM nothing) AS a", vec![(14, 36, "no table \"nothing\"")]),
        ("SELECT c FROM months AS m (a, b, c)", vec![(14, 25, "other names")]),
        ("SELECT a FROM (FROM months) AS m", vec![(14, 16, "FROM without a SELECT")]),
        ("SELECT a FROM bands UNION ALL TABLE months", vec![(14, 31, "TABLE")]),
        ("WITH bands AS (SELECT year FROM months) SELECT year FROM bands", vec![(14, 6, "is a table")]),
    ] {
        check(&HEAD.replace("total/total", "a/a"), &format!("{query} -- 'a'\n"), &expected);
    }
}

#[test]
fn the_columns_of_the_result_are_those_of_figures() {
    let query = QUERY
        .replace("CAST(lines AS DOUBLE) AS value", "lines AS value")
        .replace(", CAST(NULL AS DOUBLE) AS coverage", ", scope AS other");
    check(
        HEAD,
        &query,
        &[
            (14, 1, "no column \"coverage\""),
            (15, 17, "\"value\" is a BIGINT, not a DOUBLE"),
            (17, 45, "no figure has a column \"other\""),
        ],
    );
    check(HEAD, &QUERY.replace("CAST(lines AS BIGINT)", "nothing"), &[(17, 8, "cannot be run")]);
    let of_both = [(3, 10, "no unit"), (17, 8, "cannot be run")];
    check(&HEAD.replace("unit: count", "unit: counts"), &QUERY.replace("CAST(lines AS BIGINT)", "nothing"), &of_both);
    check(HEAD, &(QUERY.to_owned() + "'x\n"), &[(19, 1, "nterminated")]);
}

#[test]
fn figures_of_no_known_place_are_told() {
    let figure = |scope: &str, period: &str, dimension: &str, member: &str| Figure {
        indicator: "X7".to_owned(),
        scope: scope.to_owned(),
        period: period.to_owned(),
        dimension: dimension.to_owned(),
        member: member.to_owned(),
        ..Figure::default()
    };
    assert_eq!(misplaced(&figure("market", "undated", "sector:line-count", "food")), None);
    for (figure, part) in [
        (figure("tenders", "2024", "total", "total"), "external or market"),
        (figure("market", "May", "total", "total"), "a period is a year"),
        (figure("market", "2024", "measure", "often"), "\"often\", which names no unit"),
    ] {
        assert!(misplaced(&figure).is_some_and(|told| told.contains(part)), "{part}");
    }
}
