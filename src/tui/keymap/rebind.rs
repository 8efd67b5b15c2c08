//! The keys of a config, laid over those of the table.

use super::{BINDINGS, Key, Keymap, Row, Scope};
use crate::config::ConfigProblemKind;
use crate::config::keys::{KeyEntry, KeyFault};
use crate::text::nearest;
use crate::tui::msg::Action;
use crate::yaml::Place;

/// What is wrong with a line, and where.
type Fault = (Place, ConfigProblemKind);

/// A line of a config that was understood.
struct Wish {
    place: Place,
    /// Where the keys count; without one, wherever the action has keys.
    scope: Option<Scope>,
    action: Action,
    keys: Vec<(Key, Place)>,
}

impl Keymap {
    /// Lays the lines of a config over the table. A line with a fault counts as not written, and all others do count: so
    /// two actions can change their keys with each other.
    #[must_use]
    pub fn rebound(entries: &[KeyEntry]) -> (Keymap, Vec<(Place, ConfigProblemKind)>) {
        let mut faults: Vec<Fault> = Vec::new();
        let mut wishes = Vec::new();
        for entry in entries {
            match Wish::understand(entry) {
                Ok(wish) => wishes.push(wish),
                Err((place, fault)) => faults.push((place, ConfigProblemKind::Keys(fault))),
            }
        }
        loop {
            let (keymap, makers) = with(&wishes);
            let fault =
                clash(&keymap, &makers, &wishes).or_else(|| locked_in(&keymap, &makers, &wishes));
            // Without any wish there is no fault, so this ends.
            let Some((wish, (place, fault))) = fault else {
                faults.sort_by_key(|(place, _)| *place);
                return (keymap, faults);
            };
            wishes.remove(wish);
            faults.push((place, ConfigProblemKind::Keys(fault)));
        }
    }
}

impl Wish {
    fn understand(entry: &KeyEntry) -> Result<Wish, (Place, KeyFault)> {
        let (scope, name) = match entry.name.split_once('.') {
            Some((scope, name)) => (Some(scope), name),
            None => (None, entry.name.as_str()),
        };
        let Some(action) = Action::from_name(name) else {
            let names = Action::ALL.iter().map(|action| action.name());
            let fault = KeyFault::UnknownAction {
                name: name.to_owned(),
                nearest: nearest(name, names),
            };
            return Err((entry.place, fault));
        };
        let scope = scope.map(|scope| find_scope(scope, action)).transpose();
        let scope = scope.map_err(|fault| (entry.place, fault))?;
        let mut keys = Vec::new();
        for word in &entry.keys {
            let key = Key::parse(&word.text).map_err(|fault| (word.place, fault))?;
            if scope.is_some_and(|scope| !key.counts_in(scope)) {
                let fault = KeyFault::TypesText {
                    word: word.text.clone(),
                    scope: Scope::Typing.name(),
                };
                return Err((word.place, fault));
            }
            keys.push((key, word.place));
        }
        Ok(Wish {
            place: entry.place,
            scope,
            action,
            keys,
        })
    }

    fn place_of(&self, key: Key) -> Place {
        let found = self.keys.iter().find(|(have, _)| *have == key);
        found.map_or(self.place, |(_, place)| *place)
    }
}

/// Returns the scope of a name, where the action has keys in it.
fn find_scope(name: &str, action: Action) -> Result<Scope, KeyFault> {
    let scopes = || {
        let rows = BINDINGS.iter().filter(|binding| binding.action == action);
        rows.map(|binding| binding.scope)
    };
    scopes()
        .find(|scope| scope.name() == name)
        .ok_or_else(|| KeyFault::UnknownScope {
            scope: name.to_owned(),
            action: action.name(),
            scopes: scopes().map(Scope::name).collect(),
        })
}

/// Returns the table with all wishes, and which wish made each row. One for a scope wins over one for all.
fn with(wishes: &[Wish]) -> (Keymap, Vec<Option<usize>>) {
    let mut keymap = Keymap::default();
    let maker = |row: &Row| {
        let is_for = |wish: &Wish, scope| {
            let counts = |(key, _): &(Key, Place)| key.counts_in(row.scope);
            // Where lines are typed an action keeps its own keys, if all the new ones would edit the line.
            let has_a_key = wish.keys.is_empty() || wish.keys.iter().any(counts);
            wish.action == row.action && wish.scope == scope && has_a_key
        };
        let own = wishes.iter().position(|wish| is_for(wish, Some(row.scope)));
        own.or_else(|| wishes.iter().position(|wish| is_for(wish, None)))
    };
    let makers: Vec<Option<usize>> = keymap.rows.iter().map(maker).collect();
    for (row, maker) in keymap.rows.iter_mut().zip(&makers) {
        if let Some(wish) = maker.and_then(|wish| wishes.get(wish)) {
            row.line = Some(wish.place.line);
            row.keys = Vec::new();
            for (key, _) in &wish.keys {
                if key.counts_in(row.scope) && !row.keys.contains(key) {
                    row.keys.push(*key);
                }
            }
        }
    }
    (keymap, makers)
}

/// Finds a key with two meanings, of one scope before those of two; the wish that stands later in the file is at fault.
fn clash(
    keymap: &Keymap,
    makers: &[Option<usize>],
    wishes: &[Wish],
) -> Option<(usize, (Place, KeyFault))> {
    let rows = || keymap.rows.iter().zip(makers.iter().copied());
    let pairs = rows().enumerate().flat_map(|(position, one)| {
        let others = rows().skip(position + 1);
        others.map(move |other| (one, other))
    });
    let clashes = pairs.filter_map(|((one, one_maker), (other, other_maker))| {
        let wish = one_maker.max(other_maker)?;
        let mut common = one.keys.iter().filter(|key| other.keys.contains(key));
        let key = common.find(|key| is_clash(one, other, **key))?;
        let (mine, theirs) = if one_maker == Some(wish) {
            (one, other)
        } else {
            (other, one)
        };
        // The scope in which both would count.
        let scope = if mine.scope == Scope::Everywhere {
            theirs.scope
        } else {
            mine.scope
        };
        let fault = KeyFault::Taken {
            key: key.to_string(),
            action: mine.action.name(),
            other: theirs.action.name(),
            scope: scope.name(),
        };
        let place = wishes[wish].place_of(*key);
        Some((one.scope != other.scope, (wish, (place, fault))))
    });
    clashes
        .min_by_key(|(is_of_two_scopes, _)| *is_of_two_scopes)
        .map(|(_, clash)| clash)
}

/// Tells whether one key cannot stand in both rows. A key of a scope hides the same key everywhere, which the table does
/// on purpose here and there, and which is no loss where the one closes and the other quits.
fn is_clash(one: &Row, other: &Row, key: Key) -> bool {
    if one.scope == other.scope {
        return true;
    }
    let (hiding, hidden) = match (one.scope, other.scope) {
        (_, Scope::Everywhere) => (one, other),
        (Scope::Everywhere, _) => (other, one),
        _ => return false,
    };
    let closes = hiding.scope != Scope::Main && hiding.action == Action::Back;
    let in_table = |row: &Row| {
        let mut rows = BINDINGS.iter();
        rows.any(|binding| {
            (binding.scope, binding.action) == (row.scope, row.action)
                && binding.keys.contains(&key)
        })
    };
    let is_on_purpose = in_table(hiding) && in_table(hidden);
    let is_fine = hiding.action == hidden.action
        || (closes && hidden.action == Action::Quit)
        || is_on_purpose;
    !is_fine
}

/// Finds a way out that has lost its last key: of the program, or of what lies over the main screen.
fn locked_in(
    keymap: &Keymap,
    makers: &[Option<usize>],
    wishes: &[Wish],
) -> Option<(usize, (Place, KeyFault))> {
    keymap.rows.iter().zip(makers).find_map(|(row, maker)| {
        let name = row.action.name();
        let name = if row.action == Action::Quit {
            name.to_owned()
        } else if row.action == Action::Back && row.scope != Scope::Main {
            format!("{}.{name}", row.scope.name())
        } else {
            return None;
        };
        let wish = (*maker).filter(|_| row.keys.is_empty())?;
        Some((wish, (wishes[wish].place, KeyFault::LastWayOut { name })))
    })
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;
    use crate::config::{Config, ConfigProblem};
    use crate::lang::Lang;
    use crate::tui::msg::Msg;

    /// Reads a config and returns the keys, and what is said of it with its line and column.
    fn rebound(text: &str) -> (Keymap, Vec<String>) {
        let file = std::path::Path::new("config.yaml");
        let (config, problems) = Config::parse(text.as_bytes(), file);
        assert_eq!(problems, []);
        let (keymap, faults) = Keymap::rebound(&config.keys);
        let told = faults.into_iter().map(|(place, kind)| {
            let file = "k".into();
            let problem = ConfigProblem { file, place, kind };
            let hint = |lang| problem.hint(lang).expect("every fault has a hint");
            assert_ne!(problem.message(Lang::En), problem.message(Lang::Zh));
            assert!(!hint(Lang::Zh).is_empty());
            let (place, message) = (problem.place_text(), problem.message(Lang::En));
            format!("{place}: {message} ({})", hint(Lang::En))
        });
        (keymap, told.collect())
    }

    fn fine(text: &str) -> Keymap {
        let (keymap, told) = rebound(text);
        assert_eq!(told, Vec::<String>::new(), "{text}");
        keymap
    }

    fn press(keymap: &Keymap, scope: Scope, c: char) -> Option<Action> {
        let msg = keymap.msg(scope, KeyEvent::from(KeyCode::Char(c)));
        if let Msg::Action(action) = msg {
            Some(action)
        } else {
            None
        }
    }

    #[test]
    fn an_action_gets_the_keys_that_a_config_gives_it_and_loses_its_own() {
        let keymap = fine("keys: { toggle-done: [space, b], quit: Q, fold-all: ctrl-a, help: f2 }");
        assert_eq!(press(&keymap, Scope::Main, 'b'), Some(Action::ToggleDone));
        assert_eq!(press(&keymap, Scope::Main, ' '), Some(Action::ToggleDone));
        assert_eq!(press(&keymap, Scope::Main, 'Q'), Some(Action::Quit));
        assert_eq!(press(&keymap, Scope::Main, 'q'), None);
        assert_eq!(press(&keymap, Scope::Main, 'z'), None);
        assert_eq!(keymap.label(Scope::Main, Action::ToggleDone), "space");
        assert_eq!(keymap.label(Scope::Main, Action::Help), "F2");
        let ctrl_a = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::CONTROL);
        assert!(matches!(
            keymap.msg(Scope::Main, ctrl_a),
            Msg::Action(Action::FoldAll)
        ));
    }

    #[test]
    fn a_line_counts_wherever_the_action_has_keys_unless_it_names_the_place() {
        let everywhere = fine("keys: { move-down: w }");
        let scopes = [Scope::Main, Scope::Reading];
        assert_eq!(
            scopes.map(|scope| press(&everywhere, scope, 'w')),
            [Some(Action::MoveDown); 2]
        );
        let reading = fine("keys: { reading.move-down: w }");
        assert_eq!(
            scopes.map(|scope| press(&reading, scope, 'w')),
            [None, Some(Action::MoveDown)]
        );
        // The one that names the place wins, wherever it stands.
        let both = fine("keys: { reading.move-down: v, move-down: w }");
        assert_eq!(press(&both, Scope::Reading, 'v'), Some(Action::MoveDown));
        assert_eq!(press(&both, Scope::Reading, 'w'), None);
        assert_eq!(press(&both, Scope::Main, 'w'), Some(Action::MoveDown));
    }

    #[test]
    fn where_lines_are_typed_a_key_that_edits_them_does_nothing_else() {
        let label = |text| fine(text).label(Scope::Typing, Action::MoveDown);
        assert_eq!(label("keys: { move-down: e }"), "Down");
        assert_eq!(label("keys: { move-down: [e, f3, ctrl-e] }"), "F3");
        assert_eq!(label("keys: { move-down: [] }"), "");
        let (_, told) = rebound("keys: { typing.move-down: s, typing.back: ctrl-w }");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("k:1:27: in `typing` the key `s` edits the line"));
        let (_, told) = rebound("keys: { back: [] }");
        assert!(
            told[0].contains("without a key for `reading.back`"),
            "{told:?}"
        );
    }

    #[test]
    fn an_action_may_lose_all_its_keys() {
        for text in [
            "keys: { undo: [] }",
            "keys:\n  undo:\n",
            "keys: { undo: ~ }",
        ] {
            let keymap = fine(text);
            assert_eq!(press(&keymap, Scope::Main, 'u'), None);
            assert_eq!(keymap.label(Scope::Main, Action::Undo), "");
            let text = &crate::lang::tui::EN.keys;
            let rows = keymap.help(Scope::Main, text);
            assert!(!rows.iter().any(|(_, what)| *what == text.undo));
        }
    }

    #[test]
    fn two_actions_can_change_their_keys_with_each_other() {
        let keymap = fine("keys: { toggle-done: d, toggle-doing: space }");
        assert_eq!(press(&keymap, Scope::Main, 'd'), Some(Action::ToggleDone));
        assert_eq!(press(&keymap, Scope::Main, ' '), Some(Action::ToggleDoing));
    }

    #[test]
    fn the_key_that_quits_may_close_what_lies_over_the_screen() {
        fine("keys: { quit: q }");
        fine("keys: { quit: Q, reading.back: Q, question.back: [esc, Q] }");
    }

    #[test]
    fn a_config_of_all_the_keys_of_the_table_changes_nothing() {
        let line = |row: &Row| {
            let keys: Vec<String> = row.keys.iter().map(|key| format!("\"{key}\"")).collect();
            let name = format!("{}.{}", row.scope.name(), row.action.name());
            format!("  {name}: [{}]\n", keys.join(", "))
        };
        let lines: String = Keymap::default().rows.iter().map(line).collect();
        let (keymap, default) = (fine(&format!("keys:\n{lines}")), Keymap::default());
        for (row, same) in keymap.rows.iter().zip(&default.rows) {
            assert_eq!(row.keys, same.keys);
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_place_and_hint_and_the_rest_still_counts() {
        let (keymap, told) = rebound(
            "keys:\n  togle-done: c\n  fly: c\n  reading.undo: c\n  undo: [c, gg]\n  redo: 7\n  help: ？\n  fold-all: ctrl-i\n  unfold-all: d\n  copy-link: q\n  help2: x\n  quit: []\n  question.back: []\n  next-unfinished: w\n  previous-unfinished: w\n  open-link: p\n",
        );
        assert_eq!(
            told,
            [
                "k:2:3: there is no action `togle-done` (did you mean `toggle-done`?)",
                "k:3:3: there is no action `fly` (`roadbook config` lists the actions and their keys)",
                "k:4:3: there is no `undo` in `reading` (one of: main.undo, map.undo)",
                "k:5:13: `gg` is not a key (one character, `ctrl-` and a letter, or: space, enter, esc, tab, shift-tab, backspace, delete, insert, up, down, left, right, home, end, pgup, pgdn, f1 to f12)",
                "k:6:9: `7` is taken: digits choose stages and links (take a letter, a sign or a named key)",
                "k:7:9: `？` is two columns wide and comes from an input method, not from a key (write the narrow sign that the key has without the input method)",
                "k:8:13: terminals send the same for `ctrl-i` as for `tab` (take another letter)",
                "k:9:15: `d` cannot be `unfold-all`: in `main` it is `toggle-doing` (give `toggle-doing` another key too, or `[]` for none)",
                "k:10:14: `q` cannot be `copy-link`: in `main` it is `quit` (give `quit` another key too, or `[]` for none)",
                "k:11:3: there is no action `help2` (did you mean `help`?)",
                "k:12:3: without a key for `quit` there is no way out (leave `quit` at least one key)",
                "k:13:3: without a key for `question.back` there is no way out (leave `question.back` at least one key)",
                "k:15:24: `w` cannot be `previous-unfinished`: in `main` it is `next-unfinished` (give `next-unfinished` another key too, or `[]` for none)",
            ]
        );
        // What was wrong is as if it were not there.
        assert_eq!(press(&keymap, Scope::Main, 'u'), Some(Action::Undo));
        assert_eq!(press(&keymap, Scope::Main, 'Z'), Some(Action::UnfoldAll));
        assert_eq!(
            press(&keymap, Scope::Main, '['),
            Some(Action::PreviousUnfinished)
        );
        assert_eq!(
            press(&keymap, Scope::Main, 'w'),
            Some(Action::NextUnfinished)
        );
        assert_eq!(press(&keymap, Scope::Main, 'p'), Some(Action::OpenLink));
        assert_eq!(press(&keymap, Scope::Main, 'q'), Some(Action::Quit));
    }

    #[test]
    fn a_key_that_is_taken_everywhere_says_so() {
        let (_, told) = rebound("keys: { suspend: [q] }");
        assert_eq!(
            told,
            [
                "k:1:19: `q` cannot be `suspend`: it is `quit` (give `quit` another key too, or `[]` for none)"
            ]
        );
    }
}
