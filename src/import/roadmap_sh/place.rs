//! Which topic each part of a map belongs to. The edges alone do not tell: most parts have none, and stand in a stack or
//! a frame, or beside a drawn line, that has one.
//!
//! The rules are tried in this order, and each but the last takes a part only where it names exactly one topic:
//! an edge to a topic, the stack that it touches, the frames around it, a drawn line, an edge to a part that has its
//! place. What is left goes to the nearest topic, which is a guess and told as one.

use super::graph::{Area, Graph, Kind, Node, Rows};

/// Boxes that lie at most this far from each other touch, in pixels: stacks leave 2 to 6 between theirs.
const SLACK: f64 = 10.0;

/// The topic of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub topic: usize,
    pub is_guess: bool,
}

/// Finds the topic of every part and every group of links, by its position in the map; `None` where there is no topic
/// at all, and for boxes of other kinds.
pub(super) fn place(graph: &Graph) -> Vec<Option<Found>> {
    Placer::new(graph).place()
}

/// Which topics something names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Named {
    #[default]
    None,
    One(usize),
    Several,
}

impl Named {
    fn add(&mut self, topic: usize) {
        *self = match *self {
            Named::None => Named::One(topic),
            Named::One(have) if have == topic => Named::One(topic),
            Named::One(_) | Named::Several => Named::Several,
        };
    }

    fn merge(&mut self, other: Named) {
        match other {
            Named::None => {}
            Named::One(topic) => self.add(topic),
            Named::Several => *self = Named::Several,
        }
    }

    fn one(self) -> Option<usize> {
        match self {
            Named::One(topic) => Some(topic),
            Named::None | Named::Several => None,
        }
    }
}

struct Placer<'g> {
    graph: &'g Graph,
    topics: Vec<usize>,
    /// What is placed, in reading order.
    parts: Vec<usize>,
    rows: Rows,
    /// For each box, which topics its edges lead to.
    by_edge: Vec<Named>,
    /// For each part, the first of its stack.
    stack: Vec<usize>,
}

impl<'g> Placer<'g> {
    fn new(graph: &'g Graph) -> Self {
        let rows = Rows::new(graph, is_part);
        let parts = graph.in_order(is_part);
        Placer {
            graph,
            topics: graph.in_order(|node| node.kind == Kind::Topic),
            by_edge: by_edge(graph),
            stack: stacks(graph, &parts, &rows),
            parts,
            rows,
        }
    }

    fn place(&self) -> Vec<Option<Found>> {
        let mut found: Vec<Option<usize>> = vec![None; self.graph.nodes.len()];
        let by_stack = self.of_stacks(&self.by_edge);
        let (of_frame, on_line) = (self.by_frames(), self.by_lines());
        let line_of_stack = self.of_stacks(&on_line);
        let line_of_frame = self.smallest_frames(&on_line);
        for part in &self.parts {
            let stack = self.stack[*part];
            let rules = [
                self.by_edge[*part],
                by_stack[stack],
                of_frame[*part],
                on_line[*part],
                line_of_stack[stack],
                line_of_frame[*part],
            ];
            found[*part] = rules.into_iter().find_map(Named::one);
        }
        self.follow_edges(&mut found);
        let guesses = self.guesses(&found);
        let found = found.into_iter().zip(guesses).map(|(found, guess)| {
            let sure = found.map(|topic| Found {
                topic,
                is_guess: false,
            });
            let guess = guess.map(|topic| Found {
                topic,
                is_guess: true,
            });
            sure.or(guess)
        });
        found.collect()
    }

    /// Returns which topics the members of each stack name together.
    fn of_stacks(&self, named: &[Named]) -> Vec<Named> {
        let mut of_stack = vec![Named::None; self.graph.nodes.len()];
        for part in &self.parts {
            of_stack[self.stack[*part]].merge(named[*part]);
        }
        of_stack
    }

    /// Returns for each part the topic of the smallest frame around it that has one: by an edge of the frame, by the
    /// edges of what lies in it, or since the topic lies in it.
    fn by_frames(&self) -> Vec<Named> {
        let topics = Rows::new(self.graph, |node| node.kind == Kind::Topic);
        let mut of_frame = vec![Named::None; self.graph.nodes.len()];
        for frame in self.frames() {
            let area = self.graph.nodes[frame].area;
            let mut named = self.by_edge[frame];
            self.rows
                .within(area)
                .for_each(|part| named.merge(self.by_edge[part]));
            topics.within(area).for_each(|topic| named.add(topic));
            of_frame[frame] = named;
        }
        self.smallest_frames(&of_frame)
    }

    /// Returns for each part what the smallest frame around it that names one topic says.
    fn smallest_frames(&self, of_frame: &[Named]) -> Vec<Named> {
        let mut frames: Vec<usize> = self
            .frames()
            .filter(|frame| of_frame[*frame].one().is_some())
            .collect();
        frames.sort_by(|a, b| {
            let size = |at: &usize| self.graph.nodes[*at].area.size();
            size(a).total_cmp(&size(b))
        });
        let mut of_part = vec![Named::None; self.graph.nodes.len()];
        for frame in frames {
            for part in self.rows.within(self.graph.nodes[frame].area) {
                if of_part[part] == Named::None {
                    of_part[part] = of_frame[frame];
                }
            }
        }
        of_part
    }

    fn frames(&self) -> impl Iterator<Item = usize> + '_ {
        let nodes = self.graph.nodes.iter().enumerate();
        nodes
            .filter(|(_, node)| node.kind == Kind::Frame)
            .map(|(at, _)| at)
    }

    /// Returns for each part and frame the topics of the drawn lines that touch it, as far as a line touches one topic.
    fn by_lines(&self) -> Vec<Named> {
        let topics = Rows::new(self.graph, |node| node.kind == Kind::Topic);
        let frames = Rows::new(self.graph, |node| node.kind == Kind::Frame);
        let mut on_line = vec![Named::None; self.graph.nodes.len()];
        for line in self
            .graph
            .nodes
            .iter()
            .filter(|node| node.kind == Kind::Line)
        {
            let mut named = Named::None;
            topics
                .touching(line.area, SLACK)
                .for_each(|topic| named.add(topic));
            let Some(topic) = named.one() else { continue };
            let touched = self.rows.touching(line.area, SLACK);
            for at in touched.chain(frames.touching(line.area, SLACK)) {
                on_line[at].add(topic);
            }
        }
        on_line
    }

    /// Places stacks that an edge joins to a part that has its place.
    fn follow_edges(&self, found: &mut [Option<usize>]) {
        let mut of_stack = vec![Named::None; self.graph.nodes.len()];
        for edge in &self.graph.edges {
            let [from, to] = edge.ends;
            for (part, other) in [(from, to), (to, from)] {
                if let (true, Some(topic)) = (is_part(&self.graph.nodes[part]), found[other]) {
                    of_stack[self.stack[part]].add(topic);
                }
            }
        }
        for part in &self.parts {
            found[*part] = found[*part].or(of_stack[self.stack[*part]].one());
        }
    }

    /// Returns a topic for each part without a place: of several that edges lead to the nearest one; in a stack where
    /// others have one that of the part above, else of the one below; otherwise the stack stays together in the topic
    /// that is nearest to it.
    fn guesses(&self, found: &[Option<usize>]) -> Vec<Option<usize>> {
        let count = self.graph.nodes.len();
        let mut guesses = self.nearest_by_edge(found);
        let mut above: Vec<Option<usize>> = vec![None; count];
        let backwards = self.parts.iter().rev();
        for part in self.parts.iter().chain(backwards) {
            let last = &mut above[self.stack[*part]];
            match found[*part] {
                Some(topic) => *last = Some(topic),
                None => guesses[*part] = guesses[*part].or(*last),
            }
        }
        let is_left = |part: &&usize| found[**part].or(guesses[**part]).is_none();
        let left: Vec<usize> = self.parts.iter().filter(is_left).copied().collect();
        let mut areas: Vec<Option<Area>> = vec![None; count];
        for part in &left {
            let (area, own) = (&mut areas[self.stack[*part]], self.graph.nodes[*part].area);
            *area = Some(area.map_or(own, |area| area.around(&own)));
        }
        let nearest: Vec<Option<usize>> = areas
            .iter()
            .map(|area| self.nearest(area.as_ref()?))
            .collect();
        for part in left {
            guesses[part] = nearest[self.stack[part]];
        }
        guesses
    }

    /// Returns for each part that edges lead to several topics from the nearest of those.
    fn nearest_by_edge(&self, found: &[Option<usize>]) -> Vec<Option<usize>> {
        let nodes = &self.graph.nodes;
        let mut nearest: Vec<Option<usize>> = vec![None; nodes.len()];
        for edge in &self.graph.edges {
            let [from, to] = edge.ends;
            for (part, topic) in [(from, to), (to, from)] {
                let is_open = is_part(&nodes[part]) && found[part].is_none();
                if is_open && nodes[topic].kind == Kind::Topic {
                    let distance = |at: usize| nodes[at].area.distance(&nodes[part].area);
                    let closer = nearest[part].is_none_or(|have| distance(topic) < distance(have));
                    nearest[part] = if closer { Some(topic) } else { nearest[part] };
                }
            }
        }
        nearest
    }

    fn nearest(&self, area: &Area) -> Option<usize> {
        let distance = |topic: &usize| self.graph.nodes[*topic].area.distance(area);
        let mut topics = self.topics.iter().copied();
        let first = topics.next()?;
        let closer = |best: (usize, f64), topic: usize| {
            let distance = distance(&topic);
            if distance < best.1 {
                (topic, distance)
            } else {
                best
            }
        };
        Some(topics.fold((first, distance(&first)), closer).0)
    }
}

/// Tells whether a box is one that gets a topic.
fn is_part(node: &Node) -> bool {
    matches!(node.kind, Kind::Part | Kind::Links)
}

/// Returns for each box which topics its edges lead to. A box that is drawn in a topic is as good as joined to it.
fn by_edge(graph: &Graph) -> Vec<Named> {
    let mut by_edge = vec![Named::None; graph.nodes.len()];
    let is_topic = |at: usize| graph.nodes[at].kind == Kind::Topic;
    for edge in &graph.edges {
        let [from, to] = edge.ends;
        for (box_, topic) in [(from, to), (to, from)] {
            if is_topic(topic) {
                by_edge[box_].add(topic);
            }
        }
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        if let Some(parent) = node.parent.filter(|parent| is_topic(*parent)) {
            by_edge[at].add(parent);
        }
    }
    by_edge
}

/// Returns for each part the first of those that touch each other.
fn stacks(graph: &Graph, parts: &[usize], rows: &Rows) -> Vec<usize> {
    let mut stack: Vec<usize> = (0..graph.nodes.len()).collect();
    for part in parts {
        for other in rows.touching(graph.nodes[*part].area, SLACK) {
            let (a, b) = (root(&mut stack, *part), root(&mut stack, other));
            stack[a.max(b)] = a.min(b);
        }
    }
    for at in 0..stack.len() {
        stack[at] = root(&mut stack, at);
    }
    stack
}

/// Follows a part to the first of its stack, and shortens the way for the next time.
fn root(stack: &mut [usize], mut at: usize) -> usize {
    while stack[at] != at {
        stack[at] = stack[stack[at]];
        at = stack[at];
    }
    at
}
