//! The dialogue: a line goes in, sentences and at most one effect come out. Pure: the shell around it writes changes
//! down and opens links, and tells what came of it.

use jiff::civil::Date;

use crate::course::Course;
use crate::lang::Lang;
use crate::lang::plain::Verb;
use crate::progress::Status;
use crate::progress::change::{Change, Origin};
use crate::progress::next::Options;
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx};
use crate::search::Query;

use super::super::links;
use super::request::Request;
use super::{say, target};

/// Things found that are said; nobody listens to more.
const MOST: usize = 20;

/// What the shell has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write it down, then call [`Dialogue::recorded`].
    Record(Change),
    Open(Link),
    /// Add a line to the note of a node, then call [`Dialogue::noted`].
    Note(NodeIdx, String),
    /// Say what another edition changed.
    Changes,
    Speak(Lang),
    Quit,
}

/// What came of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    pub lines: Vec<String>,
    pub effect: Option<Effect>,
}

impl Turn {
    fn say(lines: Vec<String>) -> Turn {
        Turn {
            lines,
            effect: None,
        }
    }

    fn one(line: &str) -> Turn {
        Turn::say(vec![line.to_owned()])
    }

    fn effect(effect: Effect) -> Turn {
        Turn {
            lines: Vec::new(),
            effect: Some(effect),
        }
    }
}

/// Where the person is and what the numbers mean.
#[derive(Clone, Debug)]
pub struct Dialogue {
    lang: Lang,
    today: Date,
    /// `None` is the roadmap as a whole.
    place: Option<NodeIdx>,
    /// What has a number, from 1: what is at this place, or what was found.
    items: Vec<NodeIdx>,
    /// A link that waits for a yes.
    asked: Option<Link>,
}

impl Dialogue {
    /// Begins at a stage, or at the top.
    #[must_use]
    pub fn new(course: &Course, stage: Option<NodeIdx>, today: Date, lang: Lang) -> Dialogue {
        let mut dialogue = Dialogue {
            lang,
            today,
            place: None,
            items: Vec::new(),
            asked: None,
        };
        dialogue.go(course, stage);
        dialogue
    }

    /// Says where the person is, and how to go on.
    #[must_use]
    pub fn welcome(&self, course: &Course) -> Vec<String> {
        let mut said = self.place(course);
        said.push(self.lang.plain().first_hint.to_owned());
        said
    }

    /// Answers a line.
    pub fn answer(&mut self, course: &Course, line: &str) -> Turn {
        let request = Request::of(line);
        let Some(asked) = self.asked.take() else {
            return self.act(course, request);
        };
        let left_closed = self.lang.cli().left_closed;
        match request {
            Request::Do(Verb::Yes, ..) => self.open(asked),
            Request::Do(Verb::No, ..) => Turn::one(left_closed),
            // An empty line is a no and nothing else.
            Request::Do(Verb::Where, ..) if line.trim().is_empty() => Turn::one(left_closed),
            Request::Do(..) | Request::Go(_) => {
                let mut turn = self.act(course, request);
                turn.lines.insert(0, left_closed.to_owned());
                turn
            }
        }
    }

    /// Says what a change did, once it is saved.
    #[must_use]
    pub fn recorded(&self, course: &Course, change: &Change) -> Vec<String> {
        let words = self.lang.tui();
        let said = match (&change.origin, change.nodes.first()) {
            (Origin::Undoes(_), _) => say::again(course, change, words.undone, self.lang),
            (Origin::Redoes(_), _) => say::again(course, change, words.redone, self.lang),
            (Origin::Done, Some(first)) => say::changed(course, change, first.to, self.lang),
            (Origin::Done, None) => return Vec::new(),
        };
        vec![said]
    }

    /// Says that a note is written, once it is.
    #[must_use]
    pub fn noted(&self, course: &Course, node: NodeIdx) -> Vec<String> {
        let title = course.roadmap().title(node, self.lang);
        vec![(self.lang.plain().noted)(title.as_str())]
    }

    fn act(&mut self, course: &Course, request: Request<'_>) -> Turn {
        let (verb, word, rest) = match request {
            Request::Do(verb, word, rest) => (verb, word, rest),
            Request::Go(target) => return self.go_to(course, target),
        };
        match verb {
            Verb::Where => {
                self.go(course, self.place);
                Turn::say(self.place(course))
            }
            Verb::Back => self.back(course),
            Verb::Done => self.mark(course, Status::Done, word, rest),
            Verb::Doing => self.mark(course, Status::Doing, word, rest),
            Verb::Skip => self.mark(course, Status::Skipped, word, rest),
            Verb::Todo => self.mark(course, Status::Todo, word, rest),
            Verb::Open => self.open_item(course, word, rest),
            Verb::Note => self.note(course, rest),
            Verb::Next => self.next(course),
            Verb::Changes => Turn::effect(Effect::Changes),
            Verb::Search => self.search(course, rest),
            Verb::Undo => course.undo().map_or_else(
                || Turn::one(self.lang.tui().nothing_to_undo),
                |change| Turn::effect(Effect::Record(change)),
            ),
            Verb::Redo => course.redo().map_or_else(
                || Turn::one(self.lang.tui().nothing_to_redo),
                |change| Turn::effect(Effect::Record(change)),
            ),
            Verb::Speak => self.speak(course, rest),
            Verb::Help => {
                let help = self.lang.plain().help;
                Turn::say(help.iter().map(|line| (*line).to_owned()).collect())
            }
            Verb::Quit => Turn {
                lines: vec![self.lang.plain().goodbye.to_owned()],
                effect: Some(Effect::Quit),
            },
            Verb::Yes | Verb::No => Turn::one(&(self.lang.plain().unknown)(word)),
        }
    }

    /// Goes to a place; the numbers mean what is there.
    fn go(&mut self, course: &Course, place: Option<NodeIdx>) {
        self.place = place;
        self.items = match place {
            Some(node) => course.roadmap().children(node).collect(),
            None => course.roadmap().stages().collect(),
        };
    }

    fn go_to(&mut self, course: &Course, target: &str) -> Turn {
        match self.target(course, target) {
            Ok(node) => {
                self.go(course, Some(node));
                Turn::say(self.place(course))
            }
            Err(said) => Turn::say(said),
        }
    }

    fn back(&mut self, course: &Course) -> Turn {
        let Some(place) = self.place else {
            let mut said = vec![self.lang.plain().at_the_top.to_owned()];
            self.go(course, None);
            said.extend(self.place(course));
            return Turn::say(said);
        };
        self.go(course, course.roadmap().parent(place));
        Turn::say(self.place(course))
    }

    /// Says what this place is and what is here, with numbers.
    fn place(&self, course: &Course) -> Vec<String> {
        let mut said = match self.place {
            Some(node) => say::page(course, node, self.lang),
            None => vec![say::whole(course, self.lang)],
        };
        if !self.items.is_empty() {
            said.push((self.lang.plain().holds)(self.items.len()));
            said.extend(self.numbered(course));
        }
        said
    }

    fn numbered(&self, course: &Course) -> Vec<String> {
        let numbered = |(number, node): (usize, &NodeIdx)| {
            let item = say::item(course, *node, self.lang);
            (self.lang.plain().numbered)(&number.to_string(), &item)
        };
        (1..).zip(&self.items).map(numbered).collect()
    }

    /// Finds what a number or an id names.
    fn target(&self, course: &Course, typed: &str) -> Result<NodeIdx, Vec<String>> {
        target::one(course, &self.items, self.lang, typed)
    }

    /// Finds what several numbers, ranges and ids name; `.` is the place itself, and so is nothing where only one
    /// thing can be meant.
    fn targets(
        &self,
        course: &Course,
        word: &str,
        typed: &str,
    ) -> Result<Vec<NodeIdx>, Vec<String>> {
        let roadmap = course.roadmap();
        if typed.is_empty() {
            let is_leaf =
                |node: &NodeIdx| matches!(roadmap.level(*node), Level::Concept | Level::Resource);
            return match self.place.filter(is_leaf) {
                Some(node) if self.items.is_empty() => Ok(vec![node]),
                Some(_) | None => Err(vec![(self.lang.plain().which)(word)]),
            };
        }
        let here: Vec<NodeIdx> = match self.place {
            Some(node) => vec![node],
            None => roadmap.stages().collect(),
        };
        target::several(course, &self.items, &here, self.lang, typed)
    }

    fn mark(&self, course: &Course, to: Status, word: &str, typed: &str) -> Turn {
        let targets = match self.targets(course, word, typed) {
            Ok(targets) => targets,
            Err(said) => return Turn::say(said),
        };
        let mut leaves: Vec<NodeIdx> = targets
            .iter()
            .flat_map(|node| course.leaves(*node))
            .collect();
        leaves.sort_unstable();
        leaves.dedup();
        let text = self.lang.plain();
        match course.change(&leaves, to) {
            _ if leaves.is_empty() => Turn::one(text.nothing_below),
            Some(change) => Turn::effect(Effect::Record(change)),
            None => Turn::one(&(text.already)((self.lang.tui().statuses)(to))),
        }
    }

    /// Opens a link of an item, or at a thing without items one of its own.
    fn open_item(&mut self, course: &Course, word: &str, typed: &str) -> Turn {
        let roadmap = course.roadmap();
        let mut words = typed.split_whitespace();
        let place = self.place.filter(|_| self.items.is_empty());
        let node = match place {
            Some(place) => place,
            None => match words.next().map(|first| self.target(course, first)) {
                Some(Ok(node)) => node,
                Some(Err(said)) => return Turn::say(said),
                None => return Turn::one(&(self.lang.plain().which_link)(word)),
            },
        };
        let all = links::of(roadmap, node, self.lang);
        let typed = words.next().unwrap_or("1");
        let Some(chosen) = all.iter().find(|link| link.number.to_string() == typed) else {
            let number = typed.parse().unwrap_or(0);
            let said = (self.lang.cli().no_such_link)(number, all.len());
            return Turn::one(&say::sentence(&said, self.lang));
        };
        let link = match &chosen.link {
            Ok(link) => link.clone(),
            Err(why) => {
                let said = (self.lang.tui().bad_link)(chosen.address.as_str(), &why.to_string());
                return Turn::one(&said);
            }
        };
        let title = if chosen.title.is_empty() {
            roadmap.title(node, self.lang)
        } else {
            chosen.title.as_clean()
        };
        let cautions = link.cautions(title);
        if cautions.is_empty() {
            return self.open(link);
        }
        let words = self.lang.tui();
        let mut said: Vec<String> = cautions
            .iter()
            .map(|caution| say::sentence(&words.caution(caution), self.lang))
            .collect();
        said.push((self.lang.plain().really_open)(link.as_str()));
        self.asked = Some(link);
        Turn::say(said)
    }

    fn open(&self, link: Link) -> Turn {
        Turn {
            lines: vec![(self.lang.plain().opening)(link.as_str())],
            effect: Some(Effect::Open(link)),
        }
    }

    /// Takes `2 some words`, or at a thing without items the words alone.
    fn note(&self, course: &Course, typed: &str) -> Turn {
        let place = self.place.filter(|_| self.items.is_empty());
        let (node, words) = if let Some(place) = place {
            (Ok(place), typed)
        } else {
            let (first, words) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
            (self.target(course, first), words.trim())
        };
        match node {
            _ if words.is_empty() => Turn::one(self.lang.plain().note_what),
            Ok(node) => Turn::effect(Effect::Note(node, words.to_owned())),
            Err(said) => Turn::say(said),
        }
    }

    /// Goes to what is best done next; from there, to what comes after it.
    fn next(&mut self, course: &Course) -> Turn {
        let options = Options {
            count: usize::MAX,
            minutes: None,
        };
        let suggested = course.next(options, &|_| true);
        let here = suggested
            .iter()
            .position(|suggestion| Some(suggestion.node) == self.place);
        let after = here.and_then(|here| suggested.get(here + 1));
        let text = self.lang.next();
        let Some(next) = after.or(suggested.first()) else {
            return Turn::one(text.all_done);
        };
        let why = text.reason(&next.reason, course.roadmap(), self.today, self.lang);
        self.go(course, Some(next.node));
        let mut said = vec![say::sentence(&why, self.lang)];
        said.extend(self.place(course));
        Turn::say(said)
    }

    /// Numbers what a query finds, the best first.
    fn search(&mut self, course: &Course, typed: &str) -> Turn {
        let (roadmap, text) = (course.roadmap(), self.lang.plain());
        let query = Query::parse(typed);
        if query.is_empty() {
            return Turn::one(text.search_for_what);
        }
        let mut said = Vec::new();
        for problem in query.problems(roadmap) {
            said.push(say::sentence(&problem.sentence(self.lang), self.lang));
            let hint = problem.hint(self.lang);
            said.extend(hint.map(|hint| say::sentence(&hint, self.lang)));
        }
        let found = course.index().find(&query, roadmap, course.progress());
        if found.hits().is_empty() {
            said.push((text.found_none)(typed));
            return Turn::say(said);
        }
        self.items = found.hits().iter().map(|hit| hit.node).take(MOST).collect();
        said.push((text.found)(found.hits().len(), typed));
        said.extend(self.numbered(course));
        let rest = found.hits().len() - self.items.len();
        if rest > 0 {
            said.push(say::sentence(
                &(self.lang.cli().and_others)(rest),
                self.lang,
            ));
        }
        Turn::say(said)
    }

    fn speak(&mut self, course: &Course, code: &str) -> Turn {
        let other = Lang::ALL.into_iter().find(|lang| *lang != self.lang);
        let asked = Lang::ALL.into_iter().find(|lang| lang.code() == code);
        let Some(lang) = asked.or(other.filter(|_| code.is_empty())) else {
            return Turn::one(&(self.lang.plain().no_such_language)(code));
        };
        self.lang = lang;
        let mut lines = vec![lang.plain().language_is.to_owned()];
        lines.extend(self.place(course));
        Turn {
            lines,
            effect: Some(Effect::Speak(lang)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Log;
    use crate::roadmap;
    use crate::yaml::Limits;

    const TEA: &str = include_str!("../../../tests/fixtures/cli/tea.yaml");

    fn course() -> Course {
        let loaded = roadmap::load(TEA.as_bytes(), &Limits::default()).expect("a good roadmap");
        Course::new(loaded.roadmap, Log::default())
    }

    fn begun(course: &Course) -> Dialogue {
        let today = jiff::civil::date(2026, 11, 23);
        Dialogue::new(course, None, today, Lang::En)
    }

    #[test]
    fn a_change_is_an_effect_and_nothing_is_claimed_before_it_is_saved() {
        let course = course();
        let mut dialogue = begun(&course);
        dialogue.answer(&course, "green-tea");
        let turn = dialogue.answer(&course, "d 1 3");
        assert_eq!(turn.lines, Vec::<String>::new());
        let Some(Effect::Record(change)) = turn.effect else {
            panic!("{turn:?}");
        };
        let ids: Vec<&str> = change.nodes.iter().map(|node| &*node.node).collect();
        assert_eq!(ids, ["green-tea-book", "oxidation"]);
    }

    #[test]
    fn numbers_ranges_ids_and_the_place_itself_name_the_same_things() {
        let course = course();
        let mut dialogue = begun(&course);
        dialogue.answer(&course, "green-tea");
        let targets = |typed: &str| dialogue.targets(&course, "d", typed);
        let all = targets("1 2 3").expect("three things");
        for typed in ["1-3", "1,2，3", "green-tea-book 2-3", "1-2 oxidation"] {
            assert_eq!(targets(typed).as_ref(), Ok(&all), "{typed}");
        }
        assert_eq!(targets(".").map(|targets| targets.len()), Ok(1));
        for typed in ["0", "4", "2-9", "99999999999999999999", "nothing", ""] {
            assert!(targets(typed).is_err(), "{typed}");
        }
        assert_eq!(targets("3-1"), Ok(Vec::new()));
    }

    #[test]
    fn a_question_holds_for_one_line_only() {
        let course = course();
        let mut dialogue = begun(&course);
        dialogue.answer(&course, "kettle-paper");
        for (line, opens) in [
            ("y", true),
            ("n", false),
            ("", false),
            ("q", false),
            ("是", true),
        ] {
            assert_eq!(dialogue.answer(&course, "o").effect, None);
            let turn = dialogue.answer(&course, line);
            let is_open = matches!(turn.effect, Some(Effect::Open(_)));
            assert_eq!(is_open, opens, "{line}");
            let after = dialogue.answer(&course, "yes");
            assert_eq!(after.effect, None, "after {line}");
        }
    }
}
