//! Actions to choose from, each with the role that does it and the phase that it belongs to. Their words are the texts
//! `act-<id>`.

use super::{PHASES, ROLES};
use vire_report::texts::Texts;

pub const IDS: &[&str] = &[
    "l1", "l2", "l3", "l4", "l5", "l6", "l7", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "d1", "d2", "d3", "d4", "d5",
    "d6", "d7", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "c1", "c2", "c3", "c4", "c5", "c6", "f1", "f2", "f3", "f4",
    "f5", "f6", "f7", "f8",
];

/// The role of each, in the order of [`IDS`]: leader, procurement expert inside, expert with firms, entrepreneur.
const OF: &[u8; 42] = b"lllleel\
    eelefep\
    feffpfp\
    eefefpe\
    efeepf\
    leflepef";

/// The role that does an action.
pub fn role(id: &str) -> Option<&'static str> {
    let letter = OF[IDS.iter().position(|other| *other == id)?];
    b"lefp".iter().position(|other| *other == letter).map(|at| ROLES[at])
}

/// The phase that an action belongs to.
pub fn phase(id: &str) -> Option<&'static str> {
    let letter = id.chars().next()?;
    "lpdtcf".chars().position(|other| other == letter).map(|at| PHASES[at])
}

/// The catalogue by phase: each action with its role.
pub fn library(texts: &Texts) -> Vec<(String, Vec<(String, String)>)> {
    let lines = |wanted: &&'static str| {
        let of = IDS.iter().filter(|id| phase(id) == Some(*wanted));
        let line = |id: &&str| {
            (texts.text(&format!("plan-role-{}", role(id).unwrap_or_default())), texts.text(&format!("act-{id}")))
        };
        (texts.text(&format!("phase-{wanted}")), of.map(line).collect())
    };
    PHASES.iter().map(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_and_phase_has_actions() {
        assert!(IDS.len() >= 40);
        for wanted in PHASES {
            assert!(IDS.iter().filter(|id| phase(id) == Some(wanted)).count() >= 5, "{wanted}");
        }
        for wanted in ROLES {
            assert!(IDS.iter().filter(|id| role(id) == Some(wanted)).count() >= 5, "{wanted}");
        }
    }
}
