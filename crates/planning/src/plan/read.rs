//! A programme from its workbook; all that does not fit is found at once.

use super::{Action, Goal, Programme, SHEETS, STATES, State, What, catalogue};
use crate::exact::zero;
use crate::sheet::book::Book;
use crate::sheet::fault::Faults;
use crate::sheet::table::{Entry, among, day_of, read};

/// The programme that a workbook holds.
///
/// # Errors
/// All its faults, with their cells.
pub fn programme(book: &Book) -> Result<Programme, Faults> {
    let mut faults = Faults::default();
    let [basics, goals, actions] = [0, 1, 2].map(|i| read(book, &SHEETS[i], &mut faults));
    let basic = |item: &str| basics.iter().find(|entry| entry.member("item") == Some(item));
    let text = |item: &str| basic(item).map(|e| e.text("value")).unwrap_or_default();
    let day = day_of(&basics, book, "the day of which the state is told", &mut faults);
    let goals = goals_of(&goals, &mut faults);
    let names: Vec<&str> = goals.iter().map(|goal| goal.name.as_str()).collect();
    let actions = actions.iter().map(|entry| action(entry, &names, &mut faults)).collect();
    let programme =
        Programme { title: text("title"), buyer: text("buyer"), day: day.unwrap_or_default(), goals, actions };
    faults.or(programme)
}

fn goals_of(entries: &[Entry], faults: &mut Faults) -> Vec<Goal> {
    let names: Vec<String> = entries.iter().map(|entry| entry.text("goal")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let goals: Vec<Goal> = entries
        .iter()
        .map(|entry| Goal {
            name: entry.text("goal"),
            above: among(entry, "above", &names, faults),
            measure: entry.text("measure"),
            target: entry.text("target"),
            indicator: indicator(entry, faults),
        })
        .collect();
    for (at, entry) in entries.iter().enumerate() {
        if std::iter::successors(goals[at].above, |above| goals[*above].above)
            .take(goals.len())
            .any(|above| above == at)
        {
            faults.add(&entry.place("above"), "the goal stands above itself", "name the goal that it is a part of");
        }
    }
    goals
}

/// The id of the indicator that a goal names.
fn indicator(entry: &Entry, faults: &mut Faults) -> String {
    let named = entry.text("goal-indicator");
    if named.is_empty() {
        return named;
    }
    match vire_indicators::catalogue::find(&named) {
        Some(indicator) => indicator.id.clone(),
        None => {
            let right = "write an id such as B1; `vire explain` lists them";
            faults.add(&entry.place("goal-indicator"), format!("there is no indicator \"{named}\""), right);
            String::new()
        }
    }
}

fn action(entry: &Entry, goals: &[&str], faults: &mut Faults) -> Action {
    let (listed, own) = (entry.member("listed"), entry.text("own"));
    let is_said = listed.is_some() || !own.is_empty() || entry.is_faulty("listed");
    if !is_said {
        faults.add(&entry.place("own"), "no action is named", "choose one from the catalogue, or write one");
    }
    let role = entry.member("act-role").or(listed.and_then(catalogue::role));
    let phase = entry.member("phase").or(listed.and_then(catalogue::phase));
    for (column, known) in [("act-role", role), ("phase", phase)] {
        if known.is_none() && is_said && !entry.is_faulty(column) && !entry.is_faulty("listed") {
            faults.add(&entry.place(column), "an action of one's own has none yet", "choose one from the list");
        }
    }
    let state = match entry.member("state") {
        Some(word) if word == STATES[1] => State::UnderWay,
        Some(word) if word == STATES[2] => State::Done,
        Some(word) if word == STATES[3] => State::Dropped,
        _ => State::NotBegun,
    };
    let hours = ["hours-before", "hours-during", "hours-after"];
    Action {
        // Words of one's own say more than the catalogue's.
        what: listed.filter(|_| own.is_empty()).map_or(What::Own(own), What::Listed),
        goal: among(entry, "of-goal", goals, faults),
        role: role.unwrap_or_default(),
        phase: phase.unwrap_or_default(),
        owner: entry.text("owner"),
        due: entry.date("due"),
        state,
        hours: hours.map(|column| entry.number(column).unwrap_or_else(zero)),
    }
}
