//! Questions on a terminal. Without one nothing is asked, so that nothing ever waits.

use std::io::{BufRead, IsTerminal, Write};

/// A text from the user; `None` without a terminal or an answer.
pub fn text(question: &str) -> Option<String> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return None;
    }
    let mut err = std::io::stderr().lock();
    write!(err, "{question} ").ok()?;
    err.flush().ok()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).ok()?;
    Some(answer.trim().to_owned()).filter(|a| !a.is_empty())
}

/// One of several choices, by its position; `None` without a terminal or an answer.
pub fn choice(question: &str, choices: &[String]) -> Option<usize> {
    let mut lines = vec![question.to_owned()];
    lines.extend(choices.iter().enumerate().map(|(i, choice)| format!("  {}  {choice}", i + 1)));
    lines.push(format!("1 to {}, or nothing to leave it open:", choices.len()));
    let number: usize = text(&lines.join("\n"))?.parse().ok()?;
    (1..=choices.len()).contains(&number).then(|| number - 1)
}
