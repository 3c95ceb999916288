//! Exit codes, and the codes of errors, rejections and notes.

use vire::cli::exit::Exit;
use vire_base::code::{Code, Kind};

use super::{code, link, prose, sentence, table};

const INTRODUCTION: &str = "# Codes

Messages end with a code in brackets, such as `[ambiguous-column]`; `vire inspect --json`, the manifest and
`rejected.parquet` have the same codes.
A code keeps its meaning from version to version, whatever the words beside it.
`vire explain <code>` prints what stands here of one, `vire explain codes` lists them.
";

pub fn page() -> String {
    let mut text = INTRODUCTION.to_owned() + "\n## Exit codes\n\n";
    text +=
        &table(["exit code", "meaning"], Exit::ALL.map(|exit| [exit.number().to_string(), sentence(exit.meaning())]));
    for kind in Kind::ALL {
        text += &format!("\n## {}\n\n{}\n\n", kind.title(), prose(kind.consequence()));
        text += &table(["code", "meaning", "what to do"], of(kind).map(|code| row(code, kind)));
    }
    text
}

fn of(kind: Kind) -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(move |code| code.kinds().contains(&kind))
}

fn row(of: Code, kind: Kind) -> [String; 3] {
    let others: Vec<String> =
        of.kinds().iter().filter(|k| **k != kind).map(|k| link(&k.title().to_lowercase(), k.title())).collect();
    let also = if others.is_empty() { String::new() } else { format!(" Also under {}.", others.join(" and ")) };
    [code(of.name()), format!("{}{also}", of.meaning()), of.remedy().to_owned()]
}
