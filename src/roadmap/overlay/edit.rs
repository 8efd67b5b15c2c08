//! Changes of a layer's text by the program: what the person wrote stays as it is, comments above all.
//!
//! Every edit inserts or cuts whole entries at known places, reads the result again, and gives up rather than write
//! something that does not say exactly what was wanted.

use super::bare::Bare;
use super::lines::{Lines, places};
use super::{Layer, parse};
use crate::roadmap::Kind;
use crate::roadmap::problem::{Place, Problems};
use crate::yaml::{self, Entry, Limits, Node, Value};

/// Why a layer was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The file has errors: it is for the person to mend.
    Broken(Problems),
    /// What was to be added is there already.
    AlreadyThere,
    /// What was to be taken away is not there.
    NotThere,
    /// It is written in a way that only the person should touch.
    ByHand,
}

/// A link that is added to a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewLink<'a> {
    /// Id of the topic.
    pub topic: &'a str,
    /// Id of the new resource.
    pub id: &'a str,
    pub title: &'a str,
    pub url: &'a str,
    pub kind: Kind,
}

/// Returns the text of a layer that changes nothing yet.
#[must_use]
pub fn new_file(roadmap: &str) -> String {
    format!("format: 1\nlayer: {roadmap}\n")
}

/// Hides a node.
pub fn hide(text: &str, id: &str) -> Result<String, EditError> {
    let draft = Draft::read(text)?;
    if draft.layer.hide.iter().any(|have| have.value == id) {
        return Err(EditError::AlreadyThere);
    }
    draft.add("hide", &[id.to_owned()], id, &Bare::text(id))
}

/// Shows a node again that is hidden under one of these names.
pub fn unhide(text: &str, names: &[&str]) -> Result<String, EditError> {
    let mut text = text.to_owned();
    let mut has_changed = false;
    loop {
        let draft = Draft::read(&text)?;
        let is_it = |node: &Node<'_>| match &node.value {
            Value::Text { text, .. } => names.contains(&text.as_ref()),
            Value::Null | Value::List(_) | Value::Map(_) => false,
        };
        let list = draft.value("hide").map(|node| &node.value);
        let (Some(Value::List(items)), Some(list)) = (list, draft.value("hide")) else {
            break;
        };
        let Some(at) = items.iter().position(is_it) else {
            break;
        };
        let mut wanted = draft.bare();
        wanted.list("hide").ok_or(EditError::ByHand)?.remove(at);
        let changed = if draft.is_flow(list) {
            draft.without_word(&items[at])
        } else {
            draft.without_item(&items[at])?
        };
        text = checked(changed, wanted)?;
        has_changed = true;
    }
    if has_changed {
        Ok(text)
    } else {
        Err(EditError::NotThere)
    }
}

/// Adds a link to a topic.
pub fn add_link(text: &str, link: &NewLink<'_>) -> Result<String, EditError> {
    let draft = Draft::read(text)?;
    let NewLink {
        topic,
        id,
        title,
        url,
        kind,
    } = *link;
    if draft.layer.added(id).is_some() {
        return Err(EditError::AlreadyThere);
    }
    let (quoted_title, quoted_url, kind) = (quoted(title), quoted(url), kind.word());
    let lines = [
        format!("under: {topic}"),
        "resources:".to_owned(),
        format!("  - id: {id}"),
        format!("    title: {quoted_title}"),
        format!("    url: {quoted_url}"),
        format!("    kind: {kind}"),
    ];
    let flow = format!(
        "{{ under: {topic}, resources: [{{ id: {id}, title: {quoted_title}, url: {quoted_url}, kind: {kind} }}] }}"
    );
    let resource = Bare::map([
        ("id", Bare::text(id)),
        ("title", Bare::text(title)),
        ("url", Bare::text(url)),
        ("kind", Bare::text(kind)),
    ]);
    let wanted = Bare::map([
        ("under", Bare::text(topic)),
        ("resources", Bare::List(vec![resource])),
    ]);
    draft.add("add", &lines, &flow, &wanted)
}

/// Takes away something that the layer adds, with all that is below it there.
pub fn remove_added(text: &str, id: &str) -> Result<String, EditError> {
    let draft = Draft::read(text)?;
    let at = draft.layer.added(id).ok_or(EditError::NotThere)?;
    let place = draft.layer.places[at];
    let list = draft.value("add").ok_or(EditError::ByHand)?;
    let mut path = vec!["add".into()];
    let (list, item) = find(list, place, &mut path).ok_or(EditError::ByHand)?;
    if draft.is_flow(list) {
        return Err(EditError::ByHand);
    }
    let mut wanted = draft.bare();
    remove(&mut wanted, &path).ok_or(EditError::ByHand)?;
    checked(draft.without_item(item)?, wanted)
}

impl Layer {
    /// Returns the position of something that is added.
    fn added(&self, id: &str) -> Option<usize> {
        let is_stand_in = |at: &usize| {
            self.additions
                .iter()
                .any(|addition| addition.stand_in == *at)
        };
        let mut found = (0..self.nodes.len()).filter(|at| self.nodes[*at].id.as_str() == id);
        found.find(|at| !is_stand_in(at))
    }
}

/// A step from a value to one inside it.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Item(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Step {
        Step::Key(key.to_owned())
    }
}

/// Finds the item of a list, here or below, that begins or has its id at a place, and how it is reached. An entry of `add` that
/// holds nothing else is found in its place.
fn find<'n, 't>(
    list: &'n Node<'t>,
    place: Place,
    path: &mut Vec<Step>,
) -> Option<(&'n Node<'t>, &'n Node<'t>)> {
    let Value::List(items) = &list.value else {
        return None;
    };
    for (at, item) in items.iter().enumerate() {
        let Value::Map(entries) = &item.value else {
            continue;
        };
        let begins = entries
            .first()
            .is_some_and(|entry| entry.key_place == place);
        let has_id = entries
            .iter()
            .any(|entry| entry.key == "id" && entry.value.place == place);
        path.push(Step::Item(at));
        if (begins && !is_addition(entries)) || has_id {
            return Some((list, item));
        }
        for entry in entries {
            path.push(entry.key.as_ref().into());
            if let Some(found) = find(&entry.value, place, path) {
                if is_addition(entries) && is_alone(entries, found.1) {
                    let depth = path.iter().rposition(|step| matches!(step, Step::Item(_)));
                    path.truncate(depth.unwrap_or_default().saturating_sub(1));
                    return Some((list, item));
                }
                return Some(found);
            }
            path.pop();
        }
        path.pop();
    }
    None
}

fn is_addition(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|entry| entry.key == "under")
}

/// Tells whether something is all that an entry of `add` holds.
fn is_alone(entries: &[Entry<'_>], item: &Node<'_>) -> bool {
    let mut values = entries.iter().filter(|entry| entry.key != "under");
    let first = values.next().map(|entry| &entry.value.value);
    let is_it = matches!(first, Some(Value::List(items)) if items.len() == 1 && items[0].place == item.place);
    is_it && values.next().is_none()
}

fn remove(bare: &mut Bare, path: &[Step]) -> Option<()> {
    let (last, way) = path.split_last()?;
    let mut at = bare;
    for step in way {
        at = match (step, at) {
            (Step::Key(key), Bare::Map(entries)) => {
                &mut entries.iter_mut().find(|(have, _)| have == key)?.1
            }
            (Step::Item(item), Bare::List(items)) => items.get_mut(*item)?,
            (Step::Key(_) | Step::Item(_), _) => return None,
        };
    }
    match (last, at) {
        (Step::Item(item), Bare::List(items)) if *item < items.len() => {
            items.remove(*item);
            Some(())
        }
        (Step::Key(_) | Step::Item(_), _) => None,
    }
}

/// A layer file that is being changed.
struct Draft<'t> {
    root: Node<'t>,
    lines: Lines<'t>,
    text: &'t str,
    layer: Layer,
}

impl<'t> Draft<'t> {
    fn read(text: &'t str) -> Result<Draft<'t>, EditError> {
        let limits = Limits::default();
        let layer = parse(text.as_bytes(), &limits).map_err(EditError::Broken)?;
        let root = yaml::tree(text, &limits).map_err(|error| EditError::Broken(error.into()))?;
        Ok(Draft {
            root,
            lines: Lines::of(text),
            text,
            layer,
        })
    }

    fn bare(&self) -> Bare {
        Bare::of(&self.root)
    }

    fn entry(&self, key: &str) -> Option<&Entry<'t>> {
        match &self.root.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
            Value::Null | Value::Text { .. } | Value::List(_) => None,
        }
    }

    fn value(&self, key: &str) -> Option<&Node<'t>> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Tells whether a list is written in brackets.
    fn is_flow(&self, list: &Node<'_>) -> bool {
        self.text[self.lines.range(list.place).start..].starts_with('[')
    }

    /// Adds an item to a list of the root: written as lines where the list is, else as one piece.
    fn add(
        &self,
        key: &'static str,
        lines: &[String],
        flow: &str,
        item: &Bare,
    ) -> Result<String, EditError> {
        let mut wanted = self.bare();
        let list = wanted.list(key).ok_or(EditError::ByHand)?;
        let block = |indent: usize| {
            let dashes = std::iter::once("- ").chain(std::iter::repeat("  "));
            let lines = dashes.zip(lines);
            let line =
                |(dash, line): (&str, &String)| format!("{}{dash}{line}", " ".repeat(indent));
            lines.map(line).collect::<Vec<_>>()
        };
        let indent = (self.root.place.column as usize).saturating_sub(1);
        let entry = self.entry(key);
        let changed = match entry.map(|entry| (entry, &entry.value.value)) {
            None => {
                let mut new = vec![format!("{}{key}:", " ".repeat(indent))];
                new.extend(block(indent + 2));
                list.push(item.clone());
                self.lines.insert(u32::MAX, &new)
            }
            Some((entry, Value::Null)) => {
                list.push(item.clone());
                let before = entry.key_place.line + 1;
                self.lines.insert(before, &block(indent + 2))
            }
            Some((Entry { value, .. }, Value::List(items))) if self.is_flow(value) => {
                list.insert(0, item.clone());
                let comma = if items.is_empty() { "" } else { ", " };
                let at = self.lines.range(value.place).start + 1;
                self.lines.insert_at(at, &format!("{flow}{comma}"))
            }
            Some((Entry { value, .. }, Value::List(items))) => {
                list.push(item.clone());
                let first = items.first().and_then(|item| self.dash(item));
                let indent = first.ok_or(EditError::ByHand)?;
                let before = self.lines.last_line(value) + 1;
                self.lines.insert(before, &block(indent))
            }
            Some((_, Value::Text { .. } | Value::Map(_))) => return Err(EditError::ByHand),
        };
        checked(changed, wanted)
    }

    /// Returns the text without an item of a list that is written as lines.
    fn without_item(&self, item: &Node<'_>) -> Result<String, EditError> {
        self.dash(item).ok_or(EditError::ByHand)?;
        let after = self.lines.last_line(item) + 1;
        Ok(self.lines.without(item.place.line..after, &places(item)))
    }

    /// Returns how many spaces stand before the dash of an item; `None` where its line does not begin with that.
    fn dash(&self, item: &Node<'_>) -> Option<usize> {
        let line = self.lines.line(item.place.line);
        let before = self.lines.range(item.place).start - self.lines.start(item.place.line);
        let indent = line.get(..before)?.trim_end().strip_suffix('-')?;
        indent.trim().is_empty().then_some(indent.len())
    }

    /// Returns the text without a word of a list in brackets, and without one comma.
    fn without_word(&self, word: &Node<'_>) -> String {
        let range = self.lines.range(word.place);
        let (head, tail) = (&self.text[..range.start], &self.text[range.end..]);
        if let Some(rest) = tail.trim_start().strip_prefix(',') {
            return format!("{head}{}", rest.trim_start_matches(' '));
        }
        let before = head.trim_end();
        let head = before.strip_suffix(',').unwrap_or(head);
        format!("{head}{tail}")
    }
}

/// Returns the text if it is a layer that says what is wanted.
fn checked(text: String, wanted: Bare) -> Result<String, EditError> {
    let limits = Limits::default();
    let is_layer = parse(text.as_bytes(), &limits).is_ok();
    let root = yaml::tree(&text, &limits);
    let says = root.map(|root| Bare::of(&root).tidy());
    if is_layer && says == Ok(wanted.tidy()) {
        Ok(text)
    } else {
        Err(EditError::ByHand)
    }
}

/// Writes a text in the quotes in which nothing but the backslash means anything.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}
