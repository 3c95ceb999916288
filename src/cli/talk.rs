//! Questions on a terminal, in the user's language. Without a terminal nothing is asked, so that nothing ever waits.

use std::io::{BufRead, IsTerminal, Write};

use vire_base::document::nearest;
use vire_base::language::Language;
use vire_formats::harmless::visible;
use vire_report::texts::{Texts, Wording};

/// The texts of the commands in a language, and the user who may be there to answer.
pub struct Talk {
    texts: Texts,
    /// Whether somebody reads the questions and can answer.
    is_heard: bool,
}

impl Talk {
    pub fn new(language: Option<Language>) -> Self {
        let is_heard = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        Self { texts: texts(language.unwrap_or_else(of_system)), is_heard }
    }

    pub fn is_heard(&self) -> bool {
        self.is_heard
    }

    /// ISO 639.
    pub fn language(&self) -> &'static str {
        self.texts.code
    }

    pub fn text(&self, key: &str) -> String {
        self.texts.text(key)
    }

    pub fn text_with(&self, key: &str, arguments: &[(&'static str, &str)]) -> String {
        self.texts.text_with(key, arguments)
    }

    /// A line from the user; `None` without a terminal or an answer.
    fn line(&self, question: &str) -> Option<String> {
        if !self.is_heard {
            return None;
        }
        let mut err = std::io::stderr().lock();
        write!(err, "{} ", visible(question)).ok()?;
        err.flush().ok()?;
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer).ok()?;
        Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty())
    }

    /// Asks until the answer can be read, saying each time why it cannot; `None` without a terminal or an answer.
    pub fn ask<T>(&self, question: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        loop {
            match read(&self.line(question)?) {
                Ok(answer) => return Some(answer),
                Err(why) => super::terminal::say!("{why}"),
            }
        }
    }

    /// One of several choices, by its position; `None` without a terminal or an answer.
    pub fn choice(&self, question: &str, choices: &[String]) -> Option<usize> {
        let count = choices.len().to_string();
        let question =
            format!("{}\n{}", self.listed(question, choices), self.text_with("ask-number", &[("count", &count)]));
        self.ask(&question, |answer| {
            number(answer, choices.len()).ok_or_else(|| self.text_with("ask-none-of-these", &[("answer", answer)]))
        })
    }

    /// A question with its numbered choices below it.
    pub fn listed(&self, question: &str, choices: &[String]) -> String {
        let lines = choices.iter().enumerate().map(|(i, choice)| format!("\n  {}  {choice}", i + 1));
        question.to_owned() + &lines.collect::<String>()
    }

    /// Whether the user says yes; `None` without a terminal or an answer.
    pub fn yes(&self, question: &str) -> Option<bool> {
        let words = |key: &str| self.text(key).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (yes, no) = (words("ask-yes"), words("ask-no"));
        let question = format!("{question} ({}/{})", yes[0], no[0]);
        self.ask(&question, |answer| match answer.to_lowercase() {
            answer if yes.contains(&answer) => Ok(true),
            answer if no.contains(&answer) => Ok(false),
            _ => Err(self.text_with("ask-none-of-these", &[("answer", answer)])),
        })
    }

    /// "Did you mean ...?" with a blank before it; empty when no known word is near.
    pub fn did_you_mean(&self, word: &str, known: &[&str]) -> String {
        let near = nearest(word, known).map(|near| format!(" {}", self.text_with("ask-near", &[("name", near)])));
        near.unwrap_or_default()
    }
}

/// The position of a choice that is named by its number, from 1.
pub fn number(answer: &str, count: usize) -> Option<usize> {
    answer.parse().ok().filter(|number| (1..=count).contains(number)).map(|number: usize| number - 1)
}

pub fn texts(language: Language) -> Texts {
    let source = match language {
        Language::Fi => include_str!("texts/fi.ftl"),
        Language::Sv => include_str!("texts/sv.ftl"),
        Language::En => include_str!("texts/en.ftl"),
    };
    Texts::new(Wording { forms: language.forms(), source })
}

/// The language that the system speaks to this user in, as far as the program knows it.
fn of_system() -> Language {
    language(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default()))
}

/// The first setting that is not empty decides, as in all programs of the system.
fn language(settings: [String; 3]) -> Language {
    let named = settings.iter().find(|value| !value.is_empty());
    let code = named.and_then(|value| value.split(['_', '.', '@', '-']).next()).unwrap_or_default();
    Language::ALL.into_iter().find(|language| language.code() == code).unwrap_or(Language::FALLBACK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(settings: [&str; 3], expected: Language) {
        assert_eq!(language(settings.map(str::to_owned)), expected, "{settings:?}");
    }

    #[test]
    fn the_systems_language_is_as_other_programs_take_it() {
        check(["", "", "fi_FI.UTF-8"], Language::Fi);
        check(["", "sv_FI@euro", "fi_FI.UTF-8"], Language::Sv);
        check(["C", "sv_SE", "fi_FI"], Language::En);
        check(["", "", ""], Language::En);
        check(["", "", "fil_PH.UTF-8"], Language::En);
    }

    #[test]
    fn every_language_has_every_text() {
        let keys = |language| texts(language).all().into_keys().collect::<Vec<_>>();
        assert!(keys(Language::En).len() > 30);
        for language in Language::ALL {
            assert_eq!(keys(language), keys(Language::En), "{language:?}");
        }
    }

    #[test]
    fn every_question_has_a_heading() {
        use vire_base::code::{Code, Kind};
        let texts = texts(Language::En);
        for code in Code::ALL.iter().filter(|code| code.kinds().contains(&Kind::Question)) {
            let heading = texts.text(&format!("question-{code}"));
            assert!(!heading.starts_with('['), "{heading}");
        }
    }

    #[test]
    fn a_choice_is_one_of_those_there_are() {
        assert_eq!(
            ["1", "3", "0", "4", "x", "-1"].map(|answer| number(answer, 3)),
            [Some(0), Some(2), None, None, None, None]
        );
    }
}
