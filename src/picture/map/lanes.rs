//! Lanes: every thread gets a line of its own in the channel between two columns.

use super::columns::Columns;
use super::place::Rows;
use super::threads::{Thread, Threads, Way};

/// Rounds in which neighbouring lanes change places where that takes crossings away.
const ROUNDS: usize = 24;

/// A thread in one channel: the rows at which it touches the left and the right side.
#[derive(Clone, Debug)]
pub(super) struct Net {
    pub(super) thread: usize,
    /// In order, without repetition.
    left: Vec<usize>,
    right: Vec<usize>,
    pub(super) low: usize,
    pub(super) high: usize,
}

/// The channel at the left of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Channel {
    /// The thread of each net and its lane, counted from the left.
    pub(super) lanes: Vec<(usize, usize)>,
    pub(super) count: usize,
    pub(super) crossings: usize,
    /// Whether every row that is touched from both sides is touched by one thread alone, that goes straight on.
    pub(super) is_clear: bool,
}

impl Channel {
    pub(super) fn lane(&self, thread: usize) -> usize {
        self.lanes
            .binary_search_by_key(&thread, |(thread, _)| *thread)
            .map_or(0, |at| self.lanes[at].1)
    }
}

/// Gives lanes to all threads in all channels; channel `n` lies at the left of column `n`.
pub(super) fn channels(plan: &Columns, threads: &Threads, rows: &Rows) -> Vec<Channel> {
    let mut nets: Vec<Vec<Net>> = vec![Vec::new(); plan.boxes.len()];
    for (number, thread) in threads.all.iter().enumerate() {
        add_nets(&mut nets, plan, rows, number, thread);
    }
    nets.into_iter().map(channel).collect()
}

/// Tells through which channels a thread goes, and where it touches their sides.
fn add_nets(nets: &mut [Vec<Net>], plan: &Columns, rows: &Rows, number: usize, thread: &Thread) {
    let own = plan.column_of[thread.source];
    let (from, to) = match thread.way {
        Way::Forward => (own + 1, thread.first + thread.passes),
        Way::Back => (thread.first, own),
    };
    let pass = |column: usize| thread.pass(column).map(|pass| rows.pass[pass]);
    let mut targets: Vec<(usize, usize)> = thread
        .targets
        .iter()
        .map(|target| (plan.column_of[*target], rows.port[*target]))
        .collect();
    targets.sort_unstable();
    for (column, nets) in nets.iter_mut().enumerate().take(to + 1).skip(from) {
        let first = targets.partition_point(|(of, _)| *of < column);
        let here = targets[first..].iter().take_while(|(of, _)| *of == column);
        let mut right: Vec<usize> = here.map(|(_, row)| *row).collect();
        right.extend(pass(column));
        let mut left: Vec<usize> = column.checked_sub(1).and_then(pass).into_iter().collect();
        match thread.way {
            Way::Forward if column == own + 1 => left.push(rows.port[thread.source]),
            Way::Back if column == own => right.push(rows.exit[number]),
            Way::Forward | Way::Back => {}
        }
        right.sort_unstable();
        right.dedup();
        let ends = || left.iter().chain(&right).copied();
        let (Some(low), Some(high)) = (ends().min(), ends().max()) else {
            continue;
        };
        nets.push(Net {
            thread: number,
            left,
            right,
            low,
            high,
        });
    }
}

/// Orders the nets of a channel from left to right, and packs them into lanes.
fn channel(mut nets: Vec<Net>) -> Channel {
    // What goes down is best with the lowest at the left, what goes up with the highest: a good start.
    nets.sort_by_key(|net| {
        let start = net.left.first().copied();
        match start {
            Some(start) if start <= net.low => (0, usize::MAX - start, net.thread),
            Some(start) => (1, start, net.thread),
            None => (2, usize::MAX - (net.high - net.low), net.thread),
        }
    });
    for _ in 0..ROUNDS {
        let mut changed = false;
        for at in 1..nets.len() {
            if cost(&nets[at], &nets[at - 1]) < cost(&nets[at - 1], &nets[at]) {
                nets.swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let mut crossings = 0;
    for (at, net) in nets.iter().enumerate() {
        crossings += nets[at + 1..]
            .iter()
            .map(|other| cost(net, other))
            .sum::<usize>();
    }
    let bottom = nets.iter().map(|net| net.high + 1).max().unwrap_or(0);
    let mut taken = vec![0; bottom];
    let mut lanes = Vec::with_capacity(nets.len());
    for net in &nets {
        let span = &mut taken[net.low..=net.high];
        let lane = span.iter().copied().max().unwrap_or(0);
        span.fill(lane + 1);
        lanes.push((net.thread, lane));
    }
    lanes.sort_unstable();
    let is_clear = is_clear(&nets);
    Channel {
        lanes,
        count: taken.into_iter().max().unwrap_or(0),
        crossings,
        is_clear,
    }
}

/// Tells whether every row that a net touches from the left is touched from the right by nobody else: what goes on there
/// would look like one arrow, even where both come to the same box.
fn is_clear(nets: &[Net]) -> bool {
    let mut right: Vec<(usize, usize)> = nets
        .iter()
        .flat_map(|net| net.right.iter().map(move |row| (*row, net.thread)))
        .collect();
    right.sort_unstable();
    nets.iter().all(|net| {
        net.left.iter().all(|row| {
            right[right.partition_point(|(touched, _)| touched < row)..]
                .iter()
                .take_while(|(touched, _)| touched == row)
                .all(|(_, thread)| *thread == net.thread)
        })
    })
}

/// Returns how often two nets cross when the first has the lane at the left.
fn cost(left: &Net, right: &Net) -> usize {
    if left.high < right.low || right.high < left.low {
        return 0;
    }
    inside(&left.right, right) + inside(&right.left, left)
}

/// Returns how many rows lie between the ends of a net; where both come to the same box they join and do not cross.
fn inside(rows: &[usize], net: &Net) -> usize {
    let from = rows.partition_point(|row| *row <= net.low);
    let to = rows.partition_point(|row| *row < net.high);
    rows[from..to.max(from)]
        .iter()
        .filter(|row| net.right.binary_search(row).is_err())
        .count()
}
