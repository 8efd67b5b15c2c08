//! The map on the screen: which part of it is seen, which box is selected, and how it is painted.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::course::Course;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::picture::grid::{self, Emphasis, Part, View};
use crate::picture::map::{self as picture, Point};
use crate::picture::{BoxId, Direction, Map, Zoom};
use crate::roadmap::{NodeIdx, Roadmap};
use crate::text::Clean;
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::layout;

/// Which end of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    First,
    Last,
}

/// A map that is looked at.
pub struct MapPage {
    /// How near it shall be looked at.
    zoom: Zoom,
    /// What is selected: the box that shows it, at every zoom.
    node: Option<NodeIdx>,
    /// The part that is seen, in cells of the map.
    view: picture::Rect,
    /// The map as it was laid out last, and what for.
    made: Option<(Wish, Map)>,
}

/// What a map is laid out for. Progress is no part of it: what is ticked moves nothing.
#[derive(PartialEq, Eq)]
struct Wish {
    lang: Lang,
    zoom: Zoom,
    filter: Filter,
    columns: usize,
}

impl MapPage {
    /// Makes a map with something selected; it is laid out once it is known for how large a screen.
    #[must_use]
    pub fn new(roadmap: &Roadmap, node: Option<NodeIdx>) -> MapPage {
        MapPage {
            zoom: Map::first_zoom(roadmap),
            node,
            view: picture::Rect::default(),
            made: None,
        }
    }

    /// Lays the map out where something but progress has changed, and keeps the selected box in view then.
    pub fn fit(&mut self, course: &Course, filter: &Filter, lang: Lang, area: Rect) {
        let (columns, rows) = (usize::from(area.width), usize::from(area.height));
        let wish = Wish {
            lang,
            zoom: self.zoom,
            filter: filter.clone(),
            columns,
        };
        let is_made = self.made.as_ref().is_some_and(|(made, _)| *made == wish);
        if !is_made {
            let (roadmap, progress) = (course.roadmap(), course.progress());
            let shown = (!filter.is_empty()).then(|| filter.shown(roadmap, progress));
            let map = Map::new(roadmap, lang, self.zoom, columns, shown);
            self.zoom = map.zoom();
            let wish = Wish {
                zoom: self.zoom,
                ..wish
            };
            self.made = Some((wish, map));
        }
        let Some((_, map)) = &self.made else { return };
        let view = picture::Rect {
            width: columns.min(map.layout().width),
            height: rows.min(map.layout().height),
            ..self.view
        };
        let fits = view == self.view;
        self.view = view;
        if !is_made || !fits {
            self.follow(course.roadmap());
        }
    }

    #[must_use]
    pub fn zoom(&self) -> Zoom {
        self.zoom
    }

    /// Looks at the map from nearer or farther.
    pub fn set_zoom(&mut self, zoom: Zoom) {
        self.zoom = zoom;
    }

    /// Returns the layout that is shown; nothing before the first.
    #[must_use]
    pub fn layout(&self) -> Option<&picture::Layout> {
        self.made.as_ref().map(|(_, map)| map.layout())
    }

    /// Returns the stage or topic of the selected box.
    #[must_use]
    pub fn selected(&self, roadmap: &Roadmap) -> Option<NodeIdx> {
        let (_, map) = self.made.as_ref()?;
        Some(map.node(self.selected_box(roadmap)?))
    }

    /// Selects the box that shows a node.
    pub fn select(&mut self, roadmap: &Roadmap, node: NodeIdx) {
        self.node = Some(node);
        self.follow(roadmap);
    }

    /// Selects a box of the map that is shown.
    pub fn select_box(&mut self, roadmap: &Roadmap, id: BoxId) {
        if let Some((_, map)) = &self.made {
            self.node = Some(map.node(id));
            self.follow(roadmap);
        }
    }

    /// Goes some boxes in a direction, as far as there are any.
    pub fn walk(&mut self, roadmap: &Roadmap, direction: Direction, steps: usize) {
        for _ in 0..steps {
            let Some((_, map)) = &self.made else { return };
            let here = self.selected_box(roadmap);
            let next = here.and_then(|id| map.layout().neighbour(id, direction));
            let Some(next) = next else { return };
            self.select_box(roadmap, next);
        }
    }

    /// Goes to the first or the last box.
    pub fn go_to_end(&mut self, roadmap: &Roadmap, end: End) {
        let Some((_, map)) = &self.made else { return };
        let found = match end {
            End::First => map.layout().boxes().next(),
            End::Last => map.layout().boxes().last(),
        };
        if let Some(node) = found.map(|(id, _)| map.node(id)) {
            self.select(roadmap, node);
        }
    }

    /// Moves what is seen by some lines of the wheel: down, or to the side where there is nothing further down.
    pub fn scroll(&mut self, lines: isize) {
        let Some((_, map)) = &self.made else { return };
        let (columns, rows) = if map.layout().height > self.view.height {
            (0, lines)
        } else {
            (lines.saturating_mul(COLUMNS_OF_A_LINE), 0)
        };
        self.view = grid::pan(map.layout(), self.view, columns, rows);
    }

    /// Returns the box that is drawn at a place of the screen.
    #[must_use]
    pub fn box_at(&self, area: Rect, column: u16, row: u16) -> Option<BoxId> {
        let place = self.place(area);
        if !layout::contains(place, column, row) {
            return None;
        }
        let point = Point {
            x: self.view.x + usize::from(column - place.x),
            y: self.view.y + usize::from(row - place.y),
        };
        let mut boxes = self.layout()?.boxes();
        boxes
            .find(|(_, placed)| placed.rect.contains(point))
            .map(|(id, _)| id)
    }

    /// Returns the box that stands for what is selected: its own, that of a parent, or the first one below it.
    fn selected_box(&self, roadmap: &Roadmap) -> Option<BoxId> {
        let (_, map) = self.made.as_ref()?;
        let Some(node) = self.node else {
            return map.layout().boxes().next().map(|(id, _)| id);
        };
        let found = map.find(roadmap, node)?;
        if roadmap.is_within(node, map.node(found)) {
            return Some(found);
        }
        let mut boxes = map.layout().boxes().map(|(id, _)| id);
        let below = boxes.find(|id| roadmap.is_within(map.node(*id), node));
        Some(below.unwrap_or(found))
    }

    fn follow(&mut self, roadmap: &Roadmap) {
        if let Some(id) = self.selected_box(roadmap)
            && let Some((_, map)) = &self.made
        {
            self.view = grid::follow(map.layout(), self.view, id);
        }
    }

    /// Returns where on the screen the map is: in the middle, where it does not fill the area.
    fn place(&self, area: Rect) -> Rect {
        let smaller = |length: usize, room: u16| u16::try_from(length).unwrap_or(room).min(room);
        let width = smaller(self.view.width, area.width);
        let height = smaller(self.view.height, area.height);
        Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 2,
            width,
            height,
        }
    }
}

/// Columns that look about as far as a line is high, and one more.
const COLUMNS_OF_A_LINE: isize = 3;

/// Draws the part of the map that is seen.
pub fn draw(app: &App, page: &MapPage, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let Some((_, map)) = &page.made else { return };
    let (roadmap, progress) = (app.course().roadmap(), app.course().progress());
    let words = app.lang().map();
    if map.layout().boxes().next().is_none() {
        let inside = layout::inside(area);
        canvas
            .line(inside, 0)
            .write(Clean::fixed(words.nothing), theme.dim());
        return;
    }
    let next: Vec<NodeIdx> = app.next().map(|next| next.node).into_iter().collect();
    let labels = map.labels(roadmap, progress, app.lang(), &next);
    let view = View {
        area: page.view,
        selected: page.selected_box(roadmap),
        symbols: app.symbols(),
        words,
    };
    let cells = grid::draw(map.layout(), &labels, &view);
    let place = page.place(area);
    for row in 0..place.height {
        for run in cells.runs(usize::from(row)) {
            let Ok(x) = u16::try_from(run.x) else { break };
            let rest = Rect {
                x: place.x.saturating_add(x),
                width: place.width.saturating_sub(x),
                ..place
            };
            let style = style(run.part, run.emphasis, theme);
            canvas.line(rest, row).write(run.text.as_clean(), style);
        }
    }
}

/// Returns the colours of a part of the map.
fn style(part: Part, emphasis: Emphasis, theme: &Theme) -> Style {
    // An underline says something on a title; on a frame it would be a second line.
    let line = match emphasis {
        Emphasis::Plain => None,
        Emphasis::Next => Some(theme.map_next().remove_modifier(Modifier::UNDERLINED)),
        Emphasis::Selected => Some(theme.accent()),
    };
    match part {
        Part::Blank => theme.ground(),
        Part::Mark(status) => theme.status(status),
        Part::Title(status) => match emphasis {
            Emphasis::Plain if status.is_unfinished() => theme.map_box(),
            Emphasis::Plain => theme.title(status),
            Emphasis::Next => theme.map_next(),
            Emphasis::Selected => theme.strong(),
        },
        Part::About | Part::Count => theme.dim(),
        Part::BarFull => theme.bar_filled(),
        Part::Frame | Part::BarRest | Part::Edge => line.unwrap_or(theme.map_edge()),
        Part::Heading => theme.strong(),
        Part::Next => theme.map_next().remove_modifier(Modifier::UNDERLINED),
        Part::More => theme.chip(),
    }
}
