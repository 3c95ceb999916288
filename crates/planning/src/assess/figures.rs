//! Means by statement, path and role, as far as they tell of no respondent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Answers, PATHS, ROLES, STATEMENTS};
use crate::exact::{Exact, mean, whole};

/// No figure rests on fewer respondents.
pub const LEAST: usize = 3;
/// From here on, a statement stands.
const STANDS: (i64, i64) = (5, 2);

/// What a round says.
pub struct Round {
    pub day: NaiveDate,
    pub respondents: usize,
    /// One a statement.
    pub statements: Vec<Statement>,
    /// One a path.
    pub paths: Vec<Option<Exact>>,
    pub groups: Vec<Group>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub answers: usize,
    pub mean: Option<Exact>,
    /// The least and the most that was answered.
    pub span: Option<(i64, i64)>,
}

/// Roles that are shown together: one, or several that are too few alone.
#[derive(Debug)]
pub struct Group {
    pub roles: Vec<&'static str>,
    pub respondents: usize,
    /// One a statement; none where it is not shown.
    pub means: Vec<Option<Exact>>,
    /// One a path.
    pub paths: Vec<Option<Exact>>,
}

/// The rounds, oldest first.
pub fn rounds(answers: &[Answers]) -> Vec<Round> {
    let days: BTreeSet<NaiveDate> = answers.iter().map(|a| a.round).collect();
    days.into_iter().map(|day| round(day, &answers.iter().filter(|a| a.round == day).collect::<Vec<_>>())).collect()
}

/// The answers of some respondents to some statements.
fn values(of: &[&Answers], statements: &[usize]) -> Vec<Exact> {
    statements.iter().flat_map(|at| of.iter().filter_map(|a| a.given[*at])).map(whole).collect()
}

/// How many answered at least one of some statements.
fn answering(of: &[&Answers], statements: &[usize]) -> usize {
    of.iter().filter(|a| statements.iter().any(|at| a.given[*at].is_some())).count()
}

fn shown(of: &[&Answers], statements: &[usize]) -> Option<Exact> {
    mean(values(of, statements).iter()).filter(|_| answering(of, statements) >= LEAST)
}

/// The places of each path's statements.
fn places() -> Vec<Vec<usize>> {
    let place = |id: &&str| STATEMENTS.iter().position(|other| other == id);
    PATHS.iter().map(|(_, ids)| ids.iter().filter_map(place).collect()).collect()
}

fn round(day: NaiveDate, all: &[&Answers]) -> Round {
    let statement = |at: usize| {
        let given: Vec<i64> = all.iter().filter_map(|a| a.given[at]).collect();
        let span = given.iter().min().zip(given.iter().max()).map(|(low, high)| (*low, *high));
        Statement { answers: given.len(), mean: shown(all, &[at]), span: span.filter(|_| given.len() >= LEAST) }
    };
    Round {
        day,
        respondents: all.len(),
        statements: (0..STATEMENTS.len()).map(statement).collect(),
        paths: places().iter().map(|places| shown(all, places)).collect(),
        groups: groups(all),
    }
}

/// The roles, those of too few respondents put together. What is left of the total without the groups that are shown is
/// never one or two respondents: where a group would have so few answers, no group is shown.
fn groups(all: &[&Answers]) -> Vec<Group> {
    let mut of: BTreeMap<usize, Vec<&Answers>> = BTreeMap::new();
    for answers in all {
        let role = ROLES.iter().position(|role| *role == answers.role).unwrap_or(ROLES.len());
        of.entry(role).or_default().push(answers);
    }
    let (mut large, small): (Vec<_>, Vec<_>) = of.into_iter().partition(|(_, answers)| answers.len() >= LEAST);
    large.sort_by_key(|(role, answers)| (std::cmp::Reverse(answers.len()), *role));
    let mut together: Vec<(usize, Vec<&Answers>)> = small;
    while !together.is_empty() && together.iter().map(|(_, a)| a.len()).sum::<usize>() < LEAST {
        match large.pop() {
            Some(smallest) => together.push(smallest),
            None => return Vec::new(),
        }
    }
    let mut parts: Vec<Vec<(usize, Vec<&Answers>)>> = large.into_iter().map(|one| vec![one]).collect();
    if !together.is_empty() {
        together.sort_by_key(|(role, _)| *role);
        parts.push(together);
    }
    if parts.len() < 2 {
        return Vec::new(); // it would say the total once more
    }
    let members: Vec<Vec<&Answers>> =
        parts.iter().map(|part| part.iter().flat_map(|(_, answers)| answers.iter().copied()).collect()).collect();
    let is_safe = |statements: &[usize]| members.iter().all(|of| matches!(answering(of, statements), 0 | LEAST..));
    let statement = |of: &[&Answers], at: usize| if is_safe(&[at]) { shown(of, &[at]) } else { None };
    // Of a path with a hidden statement the sum would tell that statement.
    let path = |of: &[&Answers], places: &Vec<usize>| {
        if places.iter().all(|at| is_safe(&[*at])) { shown(of, places) } else { None }
    };
    let group = |(part, of): (&Vec<(usize, Vec<&Answers>)>, &Vec<&Answers>)| Group {
        roles: part.iter().filter_map(|(role, _)| ROLES.get(*role).copied()).collect(),
        respondents: of.len(),
        means: (0..STATEMENTS.len()).map(|at| statement(of, at)).collect(),
        paths: places().iter().map(|places| path(of, places)).collect(),
    };
    parts.iter().zip(&members).map(group).collect()
}

/// The next statement of each path: the first that does not stand yet, the path with the lowest mean first.
pub fn next_steps(round: &Round) -> Vec<(usize, usize)> {
    let stands = whole(STANDS.0) / whole(STANDS.1);
    let next = |places: &Vec<usize>| {
        places.iter().copied().find(|at| round.statements[*at].mean.as_ref().is_some_and(|mean| *mean < stands))
    };
    let mut steps: Vec<(usize, usize)> =
        places().iter().enumerate().filter_map(|(path, places)| Some((path, next(places)?))).collect();
    steps.sort_by(|a, b| round.paths[a.0].cmp(&round.paths[b.0]));
    steps
}

/// The statements, those with the lowest mean first.
pub fn gaps(round: &Round) -> Vec<usize> {
    let mut gaps: Vec<usize> = (0..STATEMENTS.len()).filter(|at| round.statements[*at].mean.is_some()).collect();
    gaps.sort_by(|a, b| round.statements[*a].mean.cmp(&round.statements[*b].mean));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(role: &'static str, given: &[Option<i64>]) -> Answers {
        let given = given.iter().copied().chain(std::iter::repeat(None)).take(STATEMENTS.len()).collect();
        Answers { round: NaiveDate::default(), role, given }
    }

    fn some(role: &'static str, values: &[i64]) -> Vec<Answers> {
        values.iter().map(|value| answers(role, &[Some(*value)])).collect()
    }

    #[test]
    fn means_and_spans_are_of_those_who_answered() {
        let mut all = some("unit", &[1, 2, 4]);
        all.push(answers("unit", &[None, Some(3)]));
        let rounds = rounds(&all);
        // 1 + 2 + 4 = 7 of three; the second statement has one answer, which is not shown.
        assert_eq!(rounds[0].statements[0].mean, Some(whole(7) / whole(3)));
        assert_eq!(rounds[0].statements[0].span, Some((1, 4)));
        assert_eq!((rounds[0].statements[1].mean.clone(), rounds[0].statements[1].span), (None, None));
        // The path has 7 + 3 = 10 of four answers by four respondents.
        assert_eq!(rounds[0].paths[0], Some(whole(10) / whole(4)));
    }

    #[track_caller]
    fn check(roles: &[(&'static str, usize)], expected: &[(&[&str], usize)]) {
        let all: Vec<Answers> = roles.iter().flat_map(|(role, count)| some(role, &vec![2; *count])).collect();
        let groups = groups(&all.iter().collect::<Vec<_>>());
        let found: Vec<(Vec<&str>, usize)> = groups.iter().map(|g| (g.roles.clone(), g.respondents)).collect();
        let expected: Vec<(Vec<&str>, usize)> = expected.iter().map(|(roles, n)| (roles.to_vec(), *n)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn no_group_and_no_rest_is_of_one_or_two() {
        check(&[("manager", 3), ("unit", 4)], &[(&["unit"], 4), (&["manager"], 3)]);
        // One alone: the smallest of the others joins it, else the total would tell it.
        check(&[("manager", 3), ("unit", 4), ("other", 1)], &[(&["unit"], 4), (&["manager", "other"], 4)]);
        check(&[("manager", 1), ("unit", 4), ("other", 2)], &[(&["unit"], 4), (&["manager", "other"], 3)]);
        check(&[("unit", 4), ("other", 1)], &[]);
        check(&[("unit", 2)], &[]);
    }

    #[test]
    fn a_statement_that_few_of_a_group_answered_is_shown_for_no_group() {
        let mut all = some("unit", &[1, 2, 3]);
        all.extend(some("manager", &[4, 4]));
        all.push(answers("manager", &[None, Some(1)]));
        let groups = groups(&all.iter().collect::<Vec<_>>());
        assert_eq!(groups.len(), 2);
        assert!(groups.iter().all(|g| g.means[0].is_none() && g.paths[0].is_none()));
    }

    #[test]
    fn the_next_step_is_the_first_that_does_not_stand() {
        let of = |a: i64, b: i64| {
            let mut given = vec![Some(4); STATEMENTS.len()];
            (given[1], given[6]) = (Some(a), Some(b));
            answers("unit", &given)
        };
        let rounds = rounds(&[of(2, 2), of(3, 1), of(2, 1)]);
        // A2 has the mean 7/3, below 2.5; B1 4/3. Know-how (4/3 + 16) / 5 is lower than leadership (7/3 + 20) / 6.
        assert_eq!(next_steps(&rounds[0]), [(1, 6), (0, 1)]);
        assert_eq!(gaps(&rounds[0])[..2], [6, 1]);
    }
}
