//! What `--help` shows: the commands by what people want to do, and two examples of each.

use clap::CommandFactory;

use super::Arguments;

/// Commands and their examples, by what they are for.
type Group = (&'static str, &'static [(&'static str, [&'static str; 2])]);

const GROUPS: [Group; 6] = [
    (
        "Begin with an export",
        &[
            ("inspect", ["vire inspect ostolaskut-2024.xlsx", "vire inspect exports/2024.csv --json"]),
            (
                "init",
                [
                    "vire init ostolaskut-2024.xlsx -o kotka.toml",
                    "vire init exports/2023.csv exports/2024.csv --buyer Lund --register suppliers.csv -o lund.toml",
                ],
            ),
        ],
    ),
    (
        "Publish",
        &[
            ("run", ["vire run kotka.toml", "vire run ostolaskut-2024.xlsx --buyer Kotka"]),
            ("parts", ["vire parts ledger.toml", "vire parts ledger.toml --years"]),
            ("open", ["vire open", "vire open out/kotka"]),
            (
                "report",
                [
                    "vire report out/kotka --format pptx --language fi --template brand.pptx",
                    "vire report kymi --area Kymenlaakso --out packs/kymi",
                ],
            ),
            (
                "calendar",
                [
                    "vire calendar kotka.toml --as-of 2025-01-15",
                    "vire calendar kotka.toml --as-of 2025-01-15 --out lists/kotka",
                ],
            ),
            ("publish-open", ["vire publish-open kotka.toml", "vire publish-open kotka.toml --to portal/purchases"]),
        ],
    ),
    (
        "Plan",
        &[
            ("template", ["vire template score --language sv", "vire template score --example --to example.xlsx"]),
            ("assess", ["vire assess nykytila.xlsx", "vire assess nykytila.xlsx --to reports/nykytila --formats pdf"]),
            (
                "checklist",
                ["vire checklist ohjeet.xlsx", "vire checklist ohjeet.xlsx --formats html,pdf --language fi,sv"],
            ),
            (
                "meeting",
                [
                    "vire meeting aamu.xlsx --run out/kotka",
                    "vire meeting aamu.xlsx --language fi,sv --formats pdf,pptx",
                ],
            ),
            ("plan", ["vire plan ohjelma.xlsx", "vire plan ohjelma.xlsx --language sv --formats html,xlsx"]),
            (
                "threshold",
                [
                    "vire threshold --yearly 14000 --years 3 --option-years 1 --as-of 2025-10-01",
                    "vire threshold hankinnat.xlsx --run out/kotka --language fi,sv",
                ],
            ),
            ("score", ["vire score talvihoito.xlsx", "vire score talvihoito.xlsx --language fi,sv --formats html,pdf"]),
        ],
    ),
    (
        "Make sure",
        &[
            ("check", ["vire check kotka.toml", "vire check pipelines/lund.toml"]),
            ("trace", ["vire trace B1 2024", "vire trace A6 2024 --sector ict --out out/kotka --lines 50"]),
            ("diff", ["vire diff out/kotka", "vire diff out/kotka/runs/0001-41ccb51cd07f out/kotka --to moved.xlsx"]),
            ("verify", ["vire verify", "vire verify out/kotka --inputs"]),
            ("rerun", ["vire rerun out/kotka", "vire rerun out/kotka/runs/0001-41ccb51cd07f --from exports"]),
        ],
    ),
    (
        "Keep",
        &[
            ("runs", ["vire runs", "vire runs out/kotka --json"]),
            ("rollback", ["vire rollback out/kotka", "vire rollback out/kotka 3"]),
            ("dataset", ["vire dataset add out/kotka out/hamina --to country", "vire dataset check country"]),
            ("prune", ["vire prune out/kotka --keep 12 --keep-yearly --dry-run", "vire prune out/kotka --keep 12"]),
        ],
    ),
    (
        "Look up",
        &[
            (
                "indicators",
                ["vire indicators out/kotka --year 2024", "vire indicators kymi --indicator B1,B6 --all --to kymi.csv"],
            ),
            ("explain", ["vire explain B1 --language fi", "vire explain --all --language fi > menetelma.md"]),
            ("schema", ["vire schema", "vire schema > schema.json"]),
            ("completions", ["vire completions bash", "vire completions zsh > ~/.zfunc/_vire"]),
        ],
    ),
];

/// The commands with their examples, and the list of them in groups.
pub fn command() -> clap::Command {
    let mut command = Arguments::command();
    for (name, [first, second]) in GROUPS.iter().flat_map(|(_, commands)| *commands) {
        command = command.mut_subcommand(name, |c| c.after_help(format!("Examples:\n  {first}\n  {second}")));
    }
    let listed: String = GROUPS.iter().map(|group| listed(&command, group)).collect();
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{listed}Options:\n{{options}}{{after-help}}"
    ))
}

/// A group with a line for each of its commands.
fn listed(command: &clap::Command, (title, commands): &Group) -> String {
    let line = |(name, _): &(&str, _)| {
        let about = command.find_subcommand(name).and_then(|c| c.get_about()).map(ToString::to_string);
        format!("  {name:<13} {}\n", about.unwrap_or_default())
    };
    format!("{title}:\n{}\n", commands.iter().map(line).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_in_one_group() {
        let mut grouped: Vec<&str> =
            GROUPS.iter().flat_map(|(_, commands)| commands.iter().map(|(name, _)| *name)).collect();
        grouped.sort_unstable();
        let command = Arguments::command();
        let mut shown: Vec<&str> =
            command.get_subcommands().filter(|c| !c.is_hide_set()).map(clap::Command::get_name).collect();
        shown.sort_unstable();
        assert_eq!(grouped, shown);
    }

    #[test]
    fn each_example_is_a_command() {
        for example in GROUPS.iter().flat_map(|(_, commands)| commands.iter().flat_map(|(_, examples)| examples)) {
            let words = example.split(" > ").next().unwrap().split(' ');
            command().try_get_matches_from(words).unwrap_or_else(|error| panic!("{example}: {error}"));
        }
    }
}
