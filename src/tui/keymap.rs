//! The keys: one table, from which the lookup, the help, the footer, README's key table and the names in a config come.

mod key;
mod rebind;

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent};

use super::msg::{Action, Msg};
use crate::config::keys::EVERYWHERE;
use crate::lang::keys::KeyText;
pub use key::Key;

/// Where a key is pressed; the innermost scope that knows the key wins, then [`Scope::Everywhere`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The panes of the main screen.
    Main,
    /// An overlay that is read: help.
    Reading,
    /// A list to choose from.
    Menu,
    /// A line that is typed, with or without a list below it. Characters are text here.
    Typing,
    /// A question.
    Question,
    /// The map.
    Map,
    Everywhere,
}

impl Scope {
    /// Returns the name that a config uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Scope::Main => "main",
            Scope::Reading => "reading",
            Scope::Menu => "menu",
            Scope::Typing => "typing",
            Scope::Question => "question",
            Scope::Map => "map",
            Scope::Everywhere => EVERYWHERE,
        }
    }
}

/// One row of the table.
pub struct Binding {
    pub scope: Scope,
    pub keys: &'static [Key],
    pub action: Action,
    pub help: fn(&KeyText) -> &'static str,
}

const fn key(c: char) -> Key {
    Key {
        code: KeyCode::Char(c),
        ctrl: false,
    }
}

const fn ctrl(c: char) -> Key {
    Key {
        code: KeyCode::Char(c),
        ctrl: true,
    }
}

const fn named(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

const fn bind(
    scope: Scope,
    keys: &'static [Key],
    action: Action,
    help: fn(&KeyText) -> &'static str,
) -> Binding {
    Binding {
        scope,
        keys,
        action,
        help,
    }
}

const UP: Key = named(KeyCode::Up);
const DOWN: Key = named(KeyCode::Down);
const LEFT: Key = named(KeyCode::Left);
const RIGHT: Key = named(KeyCode::Right);
const HOME: Key = named(KeyCode::Home);
const END: Key = named(KeyCode::End);
const PAGE_UP: Key = named(KeyCode::PageUp);
const PAGE_DOWN: Key = named(KeyCode::PageDown);
const ENTER: Key = named(KeyCode::Enter);
const ESC: Key = named(KeyCode::Esc);
const TAB: Key = named(KeyCode::Tab);

/// All keys but the digits, which choose a stage or begin the number of a link.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    bind(Scope::Main, &[key('j'), DOWN], Action::MoveDown, |t| t.move_down),
    bind(Scope::Main, &[key('k'), UP], Action::MoveUp, |t| t.move_up),
    bind(Scope::Main, &[key('h'), LEFT], Action::MoveToParent, |t| t.move_to_parent),
    bind(Scope::Main, &[key('l'), RIGHT], Action::MoveInto, |t| t.move_into),
    bind(Scope::Main, &[key('g'), HOME], Action::MoveToFirst, |t| t.move_to_first),
    bind(Scope::Main, &[key('G'), END], Action::MoveToLast, |t| t.move_to_last),
    bind(Scope::Main, &[ctrl('d'), PAGE_DOWN], Action::HalfPageDown, |t| t.half_page_down),
    bind(Scope::Main, &[ctrl('u'), PAGE_UP], Action::HalfPageUp, |t| t.half_page_up),
    bind(Scope::Main, &[key(']')], Action::NextUnfinished, |t| t.next_unfinished),
    bind(Scope::Main, &[key('[')], Action::PreviousUnfinished, |t| t.previous_unfinished),
    bind(Scope::Main, &[key('z')], Action::FoldAll, |t| t.fold_all),
    bind(Scope::Main, &[key('Z')], Action::UnfoldAll, |t| t.unfold_all),
    bind(Scope::Main, &[key(' ')], Action::ToggleDone, |t| t.toggle_done),
    bind(Scope::Main, &[key('d')], Action::ToggleDoing, |t| t.toggle_doing),
    bind(Scope::Main, &[key('x')], Action::ToggleSkip, |t| t.toggle_skip),
    bind(Scope::Main, &[key('o')], Action::OpenLink, |t| t.open_link),
    bind(Scope::Main, &[ENTER], Action::Enter, |t| t.enter),
    bind(Scope::Main, &[key('y')], Action::CopyLink, |t| t.copy_link),
    bind(Scope::Main, &[key('.')], Action::OnlyUnfinished, |t| t.only_unfinished),
    bind(Scope::Main, &[key('/')], Action::Search, |t| t.search),
    bind(Scope::Main, &[key('f')], Action::Filter, |t| t.filter),
    bind(Scope::Main, &[key('c')], Action::ContinueWithNext, |t| t.continue_with_next),
    bind(Scope::Main, &[key('n')], Action::EditNote, |t| t.edit_note),
    bind(Scope::Main, &[key('N')], Action::AddNote, |t| t.add_note),
    bind(Scope::Main, &[key('O')], Action::OpenAllLinks, |t| t.open_all_links),
    bind(Scope::Main, &[key('v')], Action::Select, |t| t.select),
    bind(Scope::Main, &[key('a')], Action::AddLink, |t| t.add_link),
    bind(Scope::Main, &[key('D')], Action::Hide, |t| t.hide),
    bind(Scope::Main, &[key('L')], Action::Library, |t| t.library),
    bind(Scope::Main, &[key('W')], Action::WhatChanged, |t| t.what_changed),
    bind(Scope::Main, &[key('A')], Action::Attach, |t| t.attach),
    bind(Scope::Main, &[key('m')], Action::Map, |t| t.map),
    bind(Scope::Main, &[key('s')], Action::Statistics, |t| t.statistics),
    bind(Scope::Main, &[key('t')], Action::Themes, |t| t.themes),
    bind(Scope::Main, &[key(':'), ctrl('p')], Action::Palette, |t| t.palette),
    bind(Scope::Main, &[key('u')], Action::Undo, |t| t.undo),
    bind(Scope::Main, &[ctrl('r')], Action::Redo, |t| t.redo),
    bind(Scope::Main, &[TAB], Action::SwitchPane, |t| t.switch_pane),
    bind(Scope::Main, &[ESC], Action::Back, |t| t.back),
    bind(Scope::Reading, &[key('j'), DOWN], Action::MoveDown, |t| t.move_down),
    bind(Scope::Reading, &[key('k'), UP], Action::MoveUp, |t| t.move_up),
    bind(Scope::Reading, &[key('g'), HOME], Action::MoveToFirst, |t| t.move_to_first),
    bind(Scope::Reading, &[key('G'), END], Action::MoveToLast, |t| t.move_to_last),
    bind(Scope::Reading, &[ctrl('d'), PAGE_DOWN, key(' ')], Action::HalfPageDown, |t| t.half_page_down),
    bind(Scope::Reading, &[ctrl('u'), PAGE_UP], Action::HalfPageUp, |t| t.half_page_up),
    bind(Scope::Reading, &[ESC, ENTER, key('q')], Action::Back, |t| t.back),
    bind(Scope::Menu, &[key('j'), DOWN], Action::MoveDown, |t| t.move_down),
    bind(Scope::Menu, &[key('k'), UP], Action::MoveUp, |t| t.move_up),
    bind(Scope::Menu, &[key('g'), HOME], Action::MoveToFirst, |t| t.move_to_first),
    bind(Scope::Menu, &[key('G'), END], Action::MoveToLast, |t| t.move_to_last),
    bind(Scope::Menu, &[ctrl('d'), PAGE_DOWN], Action::HalfPageDown, |t| t.half_page_down),
    bind(Scope::Menu, &[ctrl('u'), PAGE_UP], Action::HalfPageUp, |t| t.half_page_up),
    bind(Scope::Menu, &[ENTER, key(' ')], Action::Choose, |t| t.choose),
    bind(Scope::Menu, &[ESC, key('q')], Action::Back, |t| t.back),
    bind(Scope::Typing, &[DOWN, ctrl('n')], Action::MoveDown, |t| t.move_down),
    bind(Scope::Typing, &[UP, ctrl('p')], Action::MoveUp, |t| t.move_up),
    bind(Scope::Typing, &[PAGE_DOWN], Action::HalfPageDown, |t| t.half_page_down),
    bind(Scope::Typing, &[PAGE_UP], Action::HalfPageUp, |t| t.half_page_up),
    bind(Scope::Typing, &[ENTER], Action::Choose, |t| t.choose),
    bind(Scope::Typing, &[TAB], Action::Complete, |t| t.complete),
    bind(Scope::Typing, &[ESC, ctrl('c')], Action::Back, |t| t.back),
    bind(Scope::Question, &[key('y')], Action::Confirm, |t| t.confirm),
    bind(Scope::Question, &[key('n'), ESC, key('q')], Action::Back, |t| t.back),
    bind(Scope::Map, &[key('h'), LEFT], Action::MoveLeft, |t| t.move_left),
    bind(Scope::Map, &[key('j'), DOWN], Action::MoveDown, |t| t.move_down),
    bind(Scope::Map, &[key('k'), UP], Action::MoveUp, |t| t.move_up),
    bind(Scope::Map, &[key('l'), RIGHT], Action::MoveRight, |t| t.move_right),
    bind(Scope::Map, &[key('g'), HOME], Action::MoveToFirst, |t| t.first_box),
    bind(Scope::Map, &[key('G'), END], Action::MoveToLast, |t| t.last_box),
    bind(Scope::Map, &[ENTER], Action::Choose, |t| t.show_in_list),
    bind(Scope::Map, &[key('+'), key('=')], Action::ZoomIn, |t| t.zoom_in),
    bind(Scope::Map, &[key('-')], Action::ZoomOut, |t| t.zoom_out),
    bind(Scope::Map, &[key('c')], Action::ContinueWithNext, |t| t.continue_with_next),
    bind(Scope::Map, &[key(' ')], Action::ToggleDone, |t| t.toggle_done),
    bind(Scope::Map, &[key('d')], Action::ToggleDoing, |t| t.toggle_doing),
    bind(Scope::Map, &[key('x')], Action::ToggleSkip, |t| t.toggle_skip),
    bind(Scope::Map, &[key('.')], Action::OnlyUnfinished, |t| t.only_unfinished),
    bind(Scope::Map, &[key('f')], Action::Filter, |t| t.filter),
    bind(Scope::Map, &[key('s')], Action::Statistics, |t| t.statistics),
    bind(Scope::Map, &[key('u')], Action::Undo, |t| t.undo),
    bind(Scope::Map, &[ctrl('r')], Action::Redo, |t| t.redo),
    bind(Scope::Map, &[ESC, key('m'), key('q')], Action::Back, |t| t.back),
    bind(Scope::Everywhere, &[key('T')], Action::SwitchLanguage, |t| t.switch_language),
    bind(Scope::Everywhere, &[key('?'), named(KeyCode::F(1))], Action::Help, |t| t.help),
    bind(Scope::Everywhere, &[ctrl('z')], Action::Suspend, |t| t.suspend),
    bind(Scope::Everywhere, &[key('q'), ctrl('c')], Action::Quit, |t| t.quit),
];

/// A key that is written in a way that nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKey;

/// Returns what a terminal would report of keys that are written one after the other, as `jj<enter>o<ctrl-r>`.
pub fn events(notation: &str) -> Result<Vec<KeyEvent>, UnknownKey> {
    let mut events = Vec::new();
    let mut rest = notation;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        if let Some((name, after)) = named {
            let key = Key::parse(name).map_err(|_| UnknownKey)?;
            events.push(key.event());
            rest = after;
        } else {
            events.push(KeyEvent::from(KeyCode::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(events)
}

/// The keys in force: those of [`BINDINGS`], and what the person made of them.
#[derive(Clone, Debug)]
pub struct Keymap {
    rows: Vec<Row>,
}

/// One row of the keys in force; one without keys is an action that no key leads to.
#[derive(Clone, Debug)]
pub struct Row {
    pub scope: Scope,
    pub action: Action,
    /// The line of the config that gave it its keys.
    pub line: Option<u32>,
    keys: Vec<Key>,
    help: fn(&KeyText) -> &'static str,
}

impl Default for Keymap {
    fn default() -> Self {
        let row = |binding: &Binding| Row {
            scope: binding.scope,
            action: binding.action,
            line: None,
            keys: binding.keys.to_vec(),
            help: binding.help,
        };
        Keymap {
            rows: BINDINGS.iter().map(row).collect(),
        }
    }
}

impl Keymap {
    /// Returns every row, in the order of the table.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns what a key means in a scope.
    #[must_use]
    pub fn msg(&self, scope: Scope, event: KeyEvent) -> Msg {
        let pressed = Key::of(event);
        if scope == Scope::Main
            && let Some(digit) = pressed.digit()
        {
            return Msg::Digit(digit);
        }
        if scope == Scope::Typing
            && let Some(edit) = pressed.edit()
        {
            return Msg::Edit(edit);
        }
        self.lookup(scope, pressed)
            .or_else(|| self.lookup(Scope::Everywhere, pressed))
            .map_or(Msg::UnknownKey, Msg::Action)
    }

    /// Returns the first key of an action in a scope, as a person reads it; nothing where no key leads to it.
    #[must_use]
    pub fn label(&self, scope: Scope, action: Action) -> String {
        self.rows
            .iter()
            .filter(|row| row.action == action && row.counts_in(scope))
            .find_map(|row| row.keys.first())
            .map(|key| key.label())
            .unwrap_or_default()
    }

    /// Returns the rows of help for a scope: keys and what they do. The digits, which are no single action, come last.
    #[must_use]
    pub fn help(&self, scope: Scope, text: &KeyText) -> Vec<(String, &'static str)> {
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .filter(|row| row.counts_in(scope) && !row.keys.is_empty())
            .map(|row| (row.label(), row.help(text)))
            .collect();
        if scope == Scope::Main {
            rows.push(("0-9".to_owned(), text.choose_stage));
        }
        rows
    }

    fn lookup(&self, scope: Scope, pressed: Key) -> Option<Action> {
        self.rows
            .iter()
            .find(|row| row.scope == scope && row.keys.contains(&pressed))
            .map(|row| row.action)
    }
}

impl Row {
    /// Returns the keys as a person reads them, separated by blanks.
    #[must_use]
    pub fn label(&self) -> String {
        let labels: Vec<String> = self.keys.iter().map(|key| key.label()).collect();
        labels.join(" ")
    }

    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Returns what the action is called.
    #[must_use]
    pub fn help(&self, text: &KeyText) -> &'static str {
        (self.help)(text)
    }

    fn counts_in(&self, scope: Scope) -> bool {
        self.scope == scope || self.scope == Scope::Everywhere
    }
}

/// Returns the table of keys as README shows it.
#[must_use]
pub fn markdown_table(text: &KeyText) -> String {
    let mut table = String::from("| keys | action |\n|---|---|\n");
    for (keys, what) in Keymap::default().help(Scope::Main, text) {
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        let _ = writeln!(table, "| {} | {what} |", keys.join(" "));
    }
    table
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;

    use super::*;
    use crate::lang::tui;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for (position, binding) in BINDINGS.iter().enumerate() {
            for other in &BINDINGS[position + 1..] {
                let same_place = binding.scope == other.scope;
                for key in binding.keys {
                    assert!(
                        !(same_place && other.keys.contains(key)),
                        "{} in {:?}",
                        key.label(),
                        binding.scope
                    );
                }
            }
        }
    }

    #[test]
    fn a_key_of_a_scope_hides_the_same_key_everywhere() {
        let q = KeyEvent::from(KeyCode::Char('q'));
        let meaning = |scope| Keymap::default().msg(scope, q);
        assert!(matches!(meaning(Scope::Main), Msg::Action(Action::Quit)));
        assert!(matches!(meaning(Scope::Reading), Msg::Action(Action::Back)));
    }

    #[test]
    fn shift_reported_beside_an_upper_case_letter_changes_nothing() {
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert!(matches!(
            Keymap::default().msg(Scope::Main, shifted),
            Msg::Action(Action::MoveToLast)
        ));
    }

    #[test]
    fn every_action_is_told_in_every_language() {
        for binding in BINDINGS {
            for text in [&tui::EN, &tui::ZH] {
                assert!(!(binding.help)(&text.keys).is_empty());
            }
        }
    }

    #[test]
    fn every_action_has_a_key_and_a_name_of_its_own() {
        for action in Action::ALL {
            let is_bound = BINDINGS.iter().any(|binding| binding.action == *action);
            assert!(is_bound, "{action:?}");
            assert_eq!(Action::from_name(action.name()), Some(*action));
        }
        assert_eq!(Action::from_name("fly"), None);
    }
}
