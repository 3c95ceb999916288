//! What a query may say: one SELECT over our tables that Polars, DuckDB, Spark and Sail run alike, and that does nothing
//! but read.

use sqlparser::tokenizer::Token;
use vire_base::document::did_you_mean;
use vire_formats::table::Kind;

pub(super) use super::tokens::Places;
use super::tokens::Tokens;
use super::{Fault, names_unit};
use crate::catalogue::MEASURES;
use crate::tables::TABLES;

/// What a check of a query finds.
pub(super) struct Checked {
    pub faults: Vec<Fault>,
    pub places: Places,
    /// Whether it may read sums of purchases.
    pub reads_sums: bool,
}

/// Functions that all engines have and give alike.
const FUNCTIONS: [&str; 13] =
    ["SUM", "COUNT", "MIN", "MAX", "CAST", "COALESCE", "NULLIF", "ABS", "FLOOR", "SQRT", "EXP", "LN", "ROW_NUMBER"];
const AGGREGATES: [&str; 4] = ["SUM", "COUNT", "MIN", "MAX"];
/// Words that brackets may follow, and that are no functions.
const BEFORE_BRACKETS: [&str; 23] = [
    "IN", "AS", "OVER", "VALUES", "USING", "AND", "OR", "NOT", "CASE", "WHEN", "THEN", "ELSE", "ON", "WHERE", "HAVING",
    "FROM", "JOIN", "SELECT", "BY", "ALL", "BETWEEN", "DISTINCT", "DECIMAL",
];
const TYPES: [&str; 4] = ["STRING", "DOUBLE", "BIGINT", "DECIMAL"];

/// Words that engines take otherwise, or that do something, with what to write.
const REFUSED: [(&str, &str); 34] = [
    ("QUALIFY", NUMBERED),
    ("LIMIT", NUMBERED),
    ("OFFSET", NUMBERED),
    ("FETCH", NUMBERED),
    ("TOP", NUMBERED),
    ("LATERAL", "write a JOIN of tables, or CROSS JOIN (SELECT * FROM (VALUES ...) AS v (a, b)) AS w"),
    ("UNNEST", "the tables hold no lists"),
    ("PIVOT", CASES),
    ("UNPIVOT", CASES),
    ("FILTER", CASES),
    ("ROLLUP", CASES),
    ("CUBE", CASES),
    ("WINDOW", "write what is in the window after each OVER"),
    ("RECURSIVE", "no table refers to itself"),
    ("TABLESAMPLE", "a figure is of all rows"),
    ("NATURAL", USING),
    ("RIGHT", "write a LEFT JOIN the other way round"),
    ("FULL", "write LEFT JOINs of a table that has all keys"),
    ("SEMI", USING),
    ("ANTI", USING),
    ("ASOF", USING),
    ("EXCEPT", USING),
    ("INTERSECT", USING),
    ("EXISTS", USING),
    ("ILIKE", "texts of the tables are codes: compare with ="),
    ("INTO", READS),
    ("TABLE", "name the columns: SELECT year FROM a table"),
    ("INSERT", READS),
    ("UPDATE", READS),
    ("DELETE", READS),
    ("MERGE", READS),
    ("CURRENT_DATE", CLOCK),
    ("CURRENT_TIME", CLOCK),
    ("CURRENT_TIMESTAMP", CLOCK),
];
const NUMBERED: &str =
    "number the rows with ROW_NUMBER() OVER (...) AS place, and write WHERE place <= 10 in a SELECT around";
const CASES: &str = "write SUM(CASE WHEN ... THEN amount ELSE 0 END) for each column";
const USING: &str = "write JOIN ... USING (...) or LEFT JOIN ... ON ..., and WHERE";
const READS: &str = "a query only reads: it is one SELECT";
const CLOCK: &str = "no clock decides a figure; the tables have the year";

/// Tables that tell nothing of purchases.
const OF_NO_PURCHASES: [&str; 7] =
    ["worth_limits", "population", "operating_costs", "local_firms", "tenders", "tender_parties", "openness"];

/// Checks the text of a file; its head is a comment.
pub(super) fn check(sql: &str) -> Checked {
    let tokens = match Tokens::of(sql) {
        Ok(tokens) => tokens,
        Err(fault) => return Checked { faults: vec![fault], places: Places::default(), reads_sums: true },
    };
    let query = Query { tokens: &tokens, faults: Vec::new(), tables: Vec::new() };
    let (faults, reads_sums) = query.checked();
    Checked { faults, places: Places(tokens), reads_sums }
}

struct Query<'t> {
    tokens: &'t Tokens,
    faults: Vec<Fault>,
    /// The tables of ours that it reads.
    tables: Vec<&'static str>,
}

impl<'t> Query<'t> {
    fn checked(mut self) -> (Vec<Fault>, bool) {
        self.is_one_select();
        for at in 0..self.tokens.len() {
            self.word(at);
            self.call(at);
            self.window(at);
            self.cast(at);
            self.text(at);
        }
        self.from();
        let reads_sums = self.tables.iter().any(|name| !OF_NO_PURCHASES.contains(name)) && self.names_sums();
        (self.faults, reads_sums)
    }

    fn fault(&mut self, at: usize, message: impl Into<String>, help: impl Into<String>) {
        let fault = self.tokens.place(at).fault(message, help);
        self.faults.push(fault);
    }

    fn is_one_select(&mut self) {
        let tokens = self.tokens;
        if !(tokens.has(0, "SELECT") || tokens.has(0, "WITH")) {
            self.fault(0, "this is no SELECT", READS);
        }
        let end = (0..tokens.len()).find(|at| tokens.is(*at, &Token::SemiColon));
        if let Some(next) = end.map(|end| end + 1).filter(|next| *next < tokens.len()) {
            self.fault(next, "a second statement begins here", "a file holds one SELECT");
        }
    }

    /// Words that not all engines take alike.
    fn word(&mut self, at: usize) {
        let tokens = self.tokens;
        if let Some((word, help)) = REFUSED.iter().find(|(word, _)| tokens.has(at, word)) {
            // As the name of a column such a word stands after AS or a point.
            self.fault(at, format!("{word} is not for queries that all engines run alike"), *help);
        }
        let by = ["GROUP", "ORDER", "PARTITION"];
        if tokens.has(at, "BY") && !tokens.follows(at, &by) {
            self.fault(
                at,
                "BY stands here without GROUP, ORDER or PARTITION",
                "look at how the word before it is spelt",
            );
        }
        if tokens.has(at, "ALL") && tokens.follows(at, &["BY"]) {
            self.fault(at, "GROUP BY ALL is not known to all engines", "name the columns: GROUP BY scope, year");
        }
        if tokens.has(at, "FROM") && at > 0 && (tokens.is(at - 1, &Token::LParen) || tokens.follows(at, &["ALL"])) {
            self.fault(
                at,
                "FROM without a SELECT before it is not known to all engines",
                "name the columns: SELECT year FROM",
            );
        }
        if tokens.has(at, "UNION") && !tokens.has(at + 1, "ALL") {
            self.fault(
                at,
                "UNION without ALL takes doubled rows out",
                "write UNION ALL, and GROUP BY where rows are to be one",
            );
        }
        if tokens.has(at, "SELECT") && at > 1 && tokens.is(at - 1, &Token::LParen) && tokens.follows(at - 1, &["IN"]) {
            self.fault(at, "IN (SELECT ...) is taken differently by engines", USING);
        }
        if let Some(sign @ (Token::DoubleColon | Token::LBracket | Token::LBrace | Token::Arrow)) = tokens.get(at) {
            self.fault(
                at,
                format!("\"{sign}\" is not known to all engines"),
                "write CAST(... AS DOUBLE) for another type",
            );
        }
    }

    /// Functions that all engines give alike; none reads a file, the clock or a random number.
    fn call(&mut self, at: usize) {
        let tokens = self.tokens;
        let Some(name) = tokens.name(at).filter(|_| tokens.is_call(at)) else { return };
        let is_known = FUNCTIONS.iter().chain(&BEFORE_BRACKETS).any(|known| tokens.has(at, known));
        let is_refused = REFUSED.iter().any(|(word, _)| tokens.has(at, word));
        if is_known || is_refused {
            return;
        }
        if tokens.follows(at, &["AS"]) {
            // Columns of a table under other names would not be known again.
            if at < 2 || !tokens.is(at - 2, &Token::RParen) {
                self.fault(
                    at,
                    format!("{name} gives the columns of a table other names"),
                    "name them with AS in a SELECT",
                );
            }
            return;
        }
        let help = format!("the functions are {}", FUNCTIONS.join(", "));
        self.fault(at, format!("the function {name} is not one that all engines give alike"), help);
    }

    /// No aggregate stands in a window or in what a window is of.
    fn window(&mut self, at: usize) {
        let tokens = self.tokens;
        if !(tokens.has(at, "OVER") && tokens.is(at + 1, &Token::LParen)) || at == 0 {
            return;
        }
        let within = tokens.pair(at + 1).map(|end| at + 1..end);
        let of = tokens.pair(at - 1).map(|from| from..at);
        for inside in [of, within].into_iter().flatten().flatten() {
            if tokens.is_call(inside) && AGGREGATES.iter().any(|name| tokens.has(inside, name)) {
                let help = "sum up in a table of WITH first, and put the window over its column";
                self.fault(inside, "an aggregate stands inside a window function", help);
            }
        }
    }

    /// Types that all engines know by the same name.
    fn cast(&mut self, at: usize) {
        let tokens = self.tokens;
        let Some(end) = tokens.pair(at + 1).filter(|_| tokens.has(at, "CAST")) else { return };
        let is_type = |at: usize| TYPES.iter().any(|name| tokens.has(at, name));
        let mut depth = 0;
        for inside in at + 2..end {
            match tokens.get(inside) {
                Some(Token::LParen) => depth += 1,
                Some(Token::RParen) => depth -= 1,
                _ if depth == 0 && tokens.has(inside, "AS") && !is_type(inside + 1) => {
                    let name = tokens.name(inside + 1).unwrap_or("this");
                    let help = "the types are STRING, DOUBLE, BIGINT and DECIMAL(18,2)";
                    self.fault(inside + 1, format!("{name} is not a type that all engines know alike"), help);
                }
                _ => {}
            }
        }
    }

    /// A dimension with a measure names its unit.
    fn text(&mut self, at: usize) {
        let Some(Token::SingleQuotedString(text)) = self.tokens.get(at) else { return };
        let Some((_, measure)) = text.split_once(':').filter(|(_, measure)| !names_unit(measure)) else { return };
        let help = format!("what stands after the colon ends with the unit: {}", MEASURES.join(", "));
        self.fault(at, format!("the measure \"{measure}\" names no unit"), help);
    }

    /// The tables that are read are ours, or those of WITH.
    fn from(&mut self) {
        let tokens = self.tokens;
        let with = self.with();
        // By depth of brackets, whether the list of tables after FROM goes on.
        let mut lists = vec![false];
        for at in 0..tokens.len() {
            match tokens.get(at) {
                Some(Token::LParen) => lists.push(false),
                Some(Token::RParen) => drop(lists.pop()),
                Some(Token::Comma) if lists.last() == Some(&true) => {
                    self.fault(
                        at,
                        "tables stand beside one another with a comma",
                        "write JOIN ... USING (...) or CROSS JOIN",
                    );
                    self.table(at + 1, &with);
                }
                _ if tokens.has(at, "FROM") && !tokens.follows(at, &["DISTINCT"]) => {
                    lists.last_mut().into_iter().for_each(|list| *list = true);
                    self.table(at + 1, &with);
                }
                _ if tokens.has(at, "JOIN") => self.table(at + 1, &with),
                _ if ["WHERE", "GROUP", "HAVING", "ORDER", "UNION", "SELECT"]
                    .iter()
                    .any(|word| tokens.has(at, word)) =>
                {
                    lists.last_mut().into_iter().for_each(|list| *list = false);
                }
                _ => {}
            }
        }
    }

    /// The names of WITH.
    fn with(&mut self) -> Vec<&'t str> {
        let tokens = self.tokens;
        let mut names = Vec::new();
        for at in 0..tokens.len() {
            let is_named = tokens.follows(at, &["WITH"]) || (at > 0 && tokens.is(at - 1, &Token::Comma));
            let is_table = is_named && tokens.has(at + 1, "AS") && tokens.is(at + 2, &Token::LParen);
            let Some(name) = tokens.name(at).filter(|_| is_table) else { continue };
            if TABLES.iter().any(|table| table.name == name) {
                self.fault(at, format!("{name} is a table that there is already"), "give what WITH makes another name");
            }
            names.push(name);
        }
        names
    }

    fn table(&mut self, at: usize, with: &[&str]) {
        let tokens = self.tokens;
        if tokens.is(at, &Token::LParen) {
            return;
        }
        let Some(name) = tokens.name(at) else {
            self.fault(at, "no table stands here", "a query reads the tables of docs/reference/tables.md, and no file");
            return;
        };
        if tokens.is(at + 1, &Token::Period) {
            self.fault(at, "a table stands by its name alone", "leave out what stands before the point");
        } else if let Some(table) = TABLES.iter().find(|table| table.name == name) {
            self.tables.push(table.name);
        } else if !with.contains(&name) && !tokens.is_call(at) {
            let known: Vec<&str> = TABLES.iter().map(|table| table.name).chain(with.iter().copied()).collect();
            self.fault(at, format!("there is no table \"{name}\""), did_you_mean(name, &known));
        }
    }

    /// Whether it names a column of money, or takes all columns of a table.
    fn names_sums(&self) -> bool {
        let tokens = self.tokens;
        let money = |name: &str| {
            let columns = TABLES.iter().flat_map(|table| table.columns);
            // Squares of shares tell of sums too.
            let mut telling = columns.filter(|head| head.kind == Kind::Money || head.name == "squares");
            telling.any(|head| head.name.eq_ignore_ascii_case(name))
        };
        let takes_all = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            tokens.is(at, &Token::Mul)
                && (tokens.follows(at, &["SELECT", "DISTINCT"]) || matches!(before, Some(Token::Comma | Token::Period)))
        };
        (0..tokens.len()).any(|at| takes_all(at) || tokens.name(at).is_some_and(money))
    }
}
