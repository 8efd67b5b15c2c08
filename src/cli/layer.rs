//! `hide`, `unhide`, `link`, `unlink` and `layer`: the person's own layer over the roadmap.

use std::path::Path;

use clap::Args;
use serde::Serialize;

use crate::lang::Lang;
use crate::roadmap::overlay::guess;
use crate::roadmap::problem::{Place, Problem, ProblemKind};
use crate::roadmap::url::Link;
use crate::roadmap::{Hidden, Kind, NodeIdx, Roadmap};
use crate::shelf::Shelf;
use crate::shelf::layer::{Edit, Edited, LayerError, LayerWords};
use crate::text::clean;

use super::args::JsonArgs;
use super::desk::Surroundings;
use super::error::{self, CliError, Exit, Outcome};
use super::json::{self, RoadmapName};
use super::out::{Line, Out, Tone};
use super::pick::pick;
use super::shelf::{self, Choice};
use super::table::{Align, Table};
use super::{select, view};

#[derive(Debug, Args)]
pub struct HideArgs {
    /// Ids, or parts of them that fit only one
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}

#[derive(Debug, Args)]
pub struct LinkArgs {
    /// Id of the topic, or a part of it that fits only one
    #[arg(value_name = "TOPIC")]
    pub topic: String,

    /// Address
    #[arg(value_name = "URL")]
    pub url: String,

    /// Title; made of the address, if not given
    #[arg(value_name = "TITLE")]
    pub title: Option<String>,

    /// Kind of resource: video, article, course, …; guessed from the address, if not given
    #[arg(long, value_name = "KIND", hide_possible_values = true, value_parser = clap::builder::PossibleValuesParser::new(Kind::ALL.map(Kind::word)))]
    pub kind: Option<String>,
}

#[derive(Debug, Args)]
pub struct UnlinkArgs {
    /// Id, or a part of it that fits only one
    #[arg(value_name = "ID")]
    pub id: String,
}

/// The roadmap, and where its layer lies.
struct Bench {
    choice: Choice,
    shelf: Shelf,
}

impl Bench {
    fn open(surroundings: &Surroundings, errors: &mut Out<'_>) -> Result<Bench, CliError> {
        let lang = errors.lang();
        let shelf = shelf::own_shelf(surroundings, lang)?;
        let choice = shelf::choose(&shelf::working(surroundings)(), surroundings, lang)?;
        if let Some(notice) = &choice.notice {
            // Where nobody can be told, the command is still done.
            let _unheard = error::warn(errors, "", notice.as_str());
        }
        Ok(Bench { choice, shelf })
    }

    fn roadmap(&self) -> &Roadmap {
        &self.choice.opened.roadmap
    }

    fn edit(&mut self, edit: &Edit, lang: Lang) -> Result<Edited, CliError> {
        let edited = self
            .shelf
            .edit_layer(&self.choice.opened.base, std::slice::from_ref(edit));
        let edited = edited.map_err(|error| explain(&error, lang))?;
        self.choice.opened.roadmap = edited.roadmap.clone();
        Ok(edited)
    }
}

/// `hide`: leaves things out of the roadmap; what was done of them is kept.
pub fn hide(
    args: &HideArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let mut bench = Bench::open(surroundings, errors)?;
    let nodes = args.ids.iter().map(|typed| {
        let node = pick(bench.roadmap(), typed);
        node.map_err(|error| error.explain(out.lang(), typed))
            .map(|node| named(bench.roadmap(), node, out))
    });
    let mut nodes = nodes.collect::<Result<Vec<_>, _>>()?;
    nodes.dedup();
    for (id, name) in nodes {
        // Hidden already with something above it that was named before.
        if bench.roadmap().find(&id).is_none() {
            continue;
        }
        bench.edit(&Edit::Hide { id: id.clone() }, out.lang())?;
        let text = out.lang().library();
        let roadmap = bench.roadmap();
        let below = roadmap.hidden().iter();
        let below = below.filter(|hidden| hidden.with().is_some_and(|with| with.as_str() == id));
        let below = below.count();
        let mut line = Line::of(Tone::Plain, &(text.hidden_now)(&name));
        if below > 0 {
            line = line.space(2).with(Tone::Dim, &(text.with_below)(below));
        }
        out.line(&line)?;
        out.say(Tone::Dim, &(text.unhide_hint)(&id))?;
    }
    Ok(Exit::Good)
}

/// `unhide`: shows hidden things again.
pub fn unhide(
    args: &HideArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let mut bench = Bench::open(surroundings, errors)?;
    let text = out.lang().library();
    for typed in &args.ids {
        let hidden = pick_hidden(bench.roadmap(), typed, out.lang())?;
        let (id, title) = (
            hidden.id().to_string(),
            hidden.title(out.lang()).to_string(),
        );
        if let Some(with) = hidden.with() {
            let error = CliError::failed(&(text.hidden_with)(&id, with.as_str()));
            return Err(error.hint(&(text.unhide_hint)(with.as_str())).into());
        }
        let names = hidden.names().map(|name| name.to_string()).collect();
        bench.edit(&Edit::Unhide { names }, out.lang())?;
        let line = Line::of(Tone::Plain, &(text.shown_now)(&title));
        out.line(&line.with(Tone::Dim, &format!(" ({id})")))?;
        out.say(Tone::Dim, &(text.hide_hint)(&id))?;
    }
    Ok(Exit::Good)
}

/// `link`: adds a link to a topic.
pub fn link(
    args: &LinkArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let mut bench = Bench::open(surroundings, errors)?;
    let (lang, text) = (out.lang(), out.lang().library());
    let topic = select::topic(bench.roadmap(), &args.topic, lang)?;
    let link = Link::parse(&args.url).map_err(|error| {
        let problem = Problem {
            place: Place::default(),
            kind: ProblemKind::BadLink {
                address: args.url.clone(),
                error,
            },
        };
        let error = CliError::usage(problem.sentence(lang).as_str());
        match problem.hint(lang) {
            Some(hint) => error.hint(hint.as_str()),
            None => error,
        }
    })?;
    let title = match &args.title {
        Some(title) => clean::line(title.trim()),
        None => guess::title(&link),
    };
    if title.is_empty() {
        return Err(CliError::usage(text.empty_title).into());
    }
    let kind = args.kind.as_deref().and_then(Kind::from_word);
    let edit = Edit::AddLink {
        topic: bench.roadmap().node_id(topic).to_string(),
        kind: kind.unwrap_or_else(|| guess::kind(&link)),
        title: title.clone(),
        link,
    };
    let topic = bench.roadmap().title(topic, lang).to_string();
    let edited = bench.edit(&edit, lang)?;
    let added = Line::of(Tone::Plain, &(text.link_added)(title.as_str(), &topic));
    out.line(&added.with(Tone::Dim, &format!(" ({})", edited.turn.id)))?;
    out.say(Tone::Dim, &(text.unlink_hint)(&edited.turn.id))?;
    Ok(Exit::Good)
}

/// `unlink`: takes away what the person added.
pub fn unlink(
    args: &UnlinkArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let mut bench = Bench::open(surroundings, errors)?;
    let (lang, text) = (out.lang(), out.lang().library());
    let roadmap = bench.roadmap();
    let node = pick(roadmap, &args.id).map_err(|error| error.explain(lang, &args.id))?;
    let (id, name) = named(roadmap, node, out);
    if !roadmap.is_own(node) {
        let own: Vec<&str> = roadmap
            .nodes()
            .filter(|node| roadmap.is_own(*node))
            .map(|node| roadmap.node_id(node).as_str())
            .collect();
        let error = CliError::failed(&(text.not_added_by_you)(&id));
        return Err(if own.is_empty() {
            error
        } else {
            error.hint(&(text.added_ids)(&own.join(", ")))
        }
        .into());
    }
    bench.edit(&Edit::RemoveAdded { id }, lang)?;
    out.line(&Line::of(Tone::Plain, &(text.taken_away)(&name)))?;
    Ok(Exit::Good)
}

#[derive(Serialize)]
struct LayerData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    file: String,
    /// In reading order, with all that is hidden with it.
    hidden: Vec<HiddenData>,
    added: Vec<AddedData>,
}

#[derive(Serialize)]
struct HiddenData {
    id: String,
    level: &'static str,
    title: String,
    /// What it is hidden with; `null` where the layer names it itself.
    with: Option<String>,
}

#[derive(Serialize)]
struct AddedData {
    id: String,
    level: &'static str,
    title: String,
    parent: Option<String>,
}

/// `layer`: what the person hides and adds.
pub fn show(
    args: &JsonArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let bench = Bench::open(surroundings, errors)?;
    let (roadmap, lang) = (bench.roadmap(), out.lang());
    let file = bench.shelf.layer_file(roadmap.id().as_str());
    let added: Vec<NodeIdx> = roadmap
        .nodes()
        .filter(|node| roadmap.is_own(*node))
        .collect();
    if args.json {
        let hidden = roadmap.hidden().iter();
        let added = added.iter();
        out.json(&LayerData {
            version: json::VERSION,
            roadmap: RoadmapName::of(roadmap, lang),
            file: shelf::shown(&file).to_string(),
            hidden: hidden.map(|hidden| hidden_data(hidden, lang)).collect(),
            added: added.map(|node| added_data(roadmap, *node, lang)).collect(),
        })?;
        return Ok(Exit::Good);
    }
    print(roadmap, &added, &file, out)?;
    Ok(Exit::Good)
}

fn print(
    roadmap: &Roadmap,
    added: &[NodeIdx],
    file: &Path,
    out: &mut Out<'_>,
) -> std::io::Result<()> {
    let (lang, text) = (out.lang(), out.lang().library());
    if roadmap.hidden().is_empty() && added.is_empty() {
        let is_there = file.exists();
        let nothing = if is_there {
            text.nothing_hidden_or_added
        } else {
            text.no_layer
        };
        out.say(Tone::Plain, nothing)?;
        out.say(Tone::Dim, text.no_layer_hint)?;
        return out.whole(&Line::of(Tone::Dim, shelf::shown(file).as_str()));
    }
    let mut table = Table::new(&[Align::Left; 4]);
    let hidden = roadmap.hidden().iter();
    for named in hidden.filter(|hidden| hidden.with().is_none()) {
        let with = roadmap.hidden().iter();
        let with = with.filter(|hidden| hidden.with() == Some(named.id()));
        let below = match with.count() {
            0 => String::new(),
            count => (text.with_below)(count),
        };
        table.row(vec![
            Line::of(Tone::Dim, text.hidden_heading),
            Line::of(Tone::Dim, named.id().as_str()),
            Line::of(Tone::Plain, named.title(lang).as_str()),
            Line::of(Tone::Dim, &below),
        ]);
    }
    for node in added {
        let parent = roadmap.parent(*node);
        let parent = parent.map(|parent| roadmap.title(parent, lang).to_string());
        table.row(vec![
            Line::of(Tone::Doing, text.added_heading),
            Line::of(Tone::Dim, roadmap.node_id(*node).as_str()),
            Line::of(Tone::Plain, roadmap.title(*node, lang).as_str()),
            Line::of(Tone::Dim, &parent.unwrap_or_default()),
        ]);
    }
    table.print(out, usize::MAX)?;
    out.blank()?;
    out.whole(&Line::of(Tone::Dim, shelf::shown(file).as_str()))
}

fn hidden_data(hidden: &Hidden, lang: Lang) -> HiddenData {
    HiddenData {
        id: hidden.id().to_string(),
        level: hidden.level().word(),
        title: hidden.title(lang).to_string(),
        with: hidden.with().map(|id| id.to_string()),
    }
}

fn added_data(roadmap: &Roadmap, node: NodeIdx, lang: Lang) -> AddedData {
    let parent = roadmap.parent(node);
    AddedData {
        id: roadmap.node_id(node).to_string(),
        level: roadmap.level(node).word(),
        title: roadmap.title(node, lang).to_string(),
        parent: parent.map(|parent| roadmap.node_id(parent).to_string()),
    }
}

/// Returns the id of a node and how it is called.
fn named(roadmap: &Roadmap, node: NodeIdx, out: &Out<'_>) -> (String, String) {
    let id = roadmap.node_id(node).to_string();
    (id, view::named(roadmap, node, out))
}

/// Finds the one hidden thing that a text names: its id, a former one, the only id that holds it.
fn pick_hidden<'r>(roadmap: &'r Roadmap, typed: &str, lang: Lang) -> Result<&'r Hidden, CliError> {
    let word = typed.trim().to_lowercase();
    let text = lang.library();
    let hidden = roadmap.hidden();
    let is_it = |hidden: &&Hidden| hidden.names().any(|name| name.as_str() == word);
    if let Some(found) = hidden.iter().find(is_it) {
        return Ok(found);
    }
    let fits = |hidden: &&Hidden| !word.is_empty() && hidden.id().as_str().contains(&word);
    let found: Vec<&Hidden> = hidden.iter().filter(fits).collect();
    if let [only] = found[..] {
        return Ok(only);
    }
    let named = hidden.iter().filter(|hidden| hidden.with().is_none());
    let ids: Vec<&str> = named.map(|hidden| hidden.id().as_str()).collect();
    let error = CliError::usage(&(text.nothing_hidden)(typed));
    Err(if ids.is_empty() {
        error
    } else {
        error.hint(&(text.hidden_ids)(&ids.join(", ")))
    })
}

/// Says why a layer was not changed.
fn explain(error: &LayerError, lang: Lang) -> CliError {
    let LayerWords { what, causes, hint } = error.words(lang);
    let mut told = CliError::failed(what.as_str());
    for cause in causes {
        told = told.cause(cause.as_str());
    }
    match hint {
        Some(hint) => told.hint(hint),
        None => told,
    }
}
