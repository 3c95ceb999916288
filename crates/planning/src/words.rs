//! The words of the planning tools.

use vire_base::language::Language;
use vire_report::texts::{Texts, Wording};

/// The texts in a language.
pub fn texts(language: Language) -> Texts {
    let source = match language {
        Language::Fi => concat!(
            include_str!("texts/shared/fi.ftl"),
            include_str!("texts/score/fi.ftl"),
            include_str!("texts/assess/fi.ftl"),
            include_str!("texts/plan/fi.ftl"),
            include_str!("texts/checklist/fi.ftl"),
            include_str!("texts/threshold/fi.ftl"),
            include_str!("texts/meeting/fi.ftl"),
        ),
        Language::Sv => concat!(
            include_str!("texts/shared/sv.ftl"),
            include_str!("texts/score/sv.ftl"),
            include_str!("texts/assess/sv.ftl"),
            include_str!("texts/plan/sv.ftl"),
            include_str!("texts/checklist/sv.ftl"),
            include_str!("texts/threshold/sv.ftl"),
            include_str!("texts/meeting/sv.ftl"),
        ),
        Language::En => concat!(
            include_str!("texts/shared/en.ftl"),
            include_str!("texts/score/en.ftl"),
            include_str!("texts/assess/en.ftl"),
            include_str!("texts/plan/en.ftl"),
            include_str!("texts/checklist/en.ftl"),
            include_str!("texts/threshold/en.ftl"),
            include_str!("texts/meeting/en.ftl"),
        ),
    };
    Texts::new(Wording { forms: language.forms(), source })
}

/// The texts in all languages, by which what people wrote is recognised.
pub struct Tongues(Vec<Texts>);

impl Tongues {
    pub fn new() -> Self {
        Self(Language::ALL.map(texts).into())
    }

    /// Whether a text is the one of a key in any language. Capitals and blanks do not matter.
    pub fn says(&self, key: &str, text: &str) -> bool {
        let text = plain(text);
        self.0.iter().any(|texts| plain(&texts.text(key)) == text)
    }

    /// The text of a key in every language, for messages.
    pub fn every(&self, key: &str) -> String {
        let mut texts: Vec<String> = self.0.iter().map(|texts| texts.text(key)).collect();
        texts.dedup();
        texts.join(" / ")
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text() {
        let keys = |language| texts(language).all().into_keys().collect::<Vec<_>>();
        let en = keys(Language::En);
        assert!(en.len() > 100);
        for language in Language::ALL {
            assert_eq!(keys(language), en, "{language:?}");
        }
    }
}
