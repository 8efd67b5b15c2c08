//! The screen, beside the smallest ratatui program: every key goes to both in turns, so that a busy moment of the machine
//! meets both.

use std::time::Duration;

use crate::home::{Home, Size};
use crate::report::{Column, median, memory, middle, part_below, ratio, ratio_of, time};
use crate::session::{Program, Session};
use crate::{Subjects, reference};

/// Columns at which there is room for one pane only.
const ONE_PANE: u16 = 99;
/// What is typed into the search, letter by letter; it is found in every roadmap.
const SEARCHED: &str = "gradient";
/// Keys of a burst, which are sent at once.
const BURST: usize = 200;
const IDLE: Duration = Duration::from_secs(5);

/// Measures the screen with a roadmap of a size. `is_quick` measures everything once, only to see it run.
pub(crate) fn measure(subjects: &Subjects, size: Size, is_quick: bool) -> Column {
    let home = Home::new(size);
    home.get_to_know(subjects.roadbook.as_ref());
    let stand = Stand {
        ours: Program::new([subjects.roadbook.as_os_str()], home.path()),
        list: subjects.reference(reference::LIST, home.path()),
        echo: subjects.reference(reference::ECHO, home.path()),
        home,
        size,
        is_quick,
    };
    let mut figures = stand.starts();
    let (mut session, _) = Session::start(&stand.ours);
    let one_move = stand.moves(&mut session, &mut figures);
    stand.other_keys(&mut session, one_move, &mut figures);
    stand.rest(&mut session, &mut figures);
    session.quit("q");
    Column {
        title: size.name(),
        figures,
    }
}

type Figures = Vec<(&'static str, String)>;

/// The programs that are measured side by side, and how often.
struct Stand {
    ours: Program,
    list: Program,
    echo: Program,
    home: Home,
    size: Size,
    is_quick: bool,
}

impl Stand {
    /// Returns how often something is measured: less where everything takes long.
    fn times(&self, usually: usize, large: usize) -> usize {
        match (self.is_quick, self.size.is_large()) {
            (true, _) => 1,
            (false, false) => usually,
            (false, true) => large,
        }
    }

    fn starts(&self) -> Figures {
        let programs = [&self.ours, &self.list];
        // The first start reads the programs from the disk and is not counted.
        start_and_quit(programs);
        let (mut ours, mut list) = (Starts::default(), Starts::default());
        for _ in 0..self.times(11, 3) {
            let [mine, theirs] = start_and_quit(programs);
            ours.push(mine);
            list.push(theirs);
        }
        vec![
            ("first frame ÷ list", ratio(&ours.frames, &list.frames)),
            ("quit ÷ list", ratio(&ours.ends, &list.ends)),
        ]
    }

    /// Measures moves of the cursor, with everything unfolded. Returns what one takes.
    fn moves(&self, session: &mut Session, figures: &mut Figures) -> Option<Duration> {
        let (mut list, _) = Session::start(&self.list);
        let (mut echo, _) = Session::start(&self.echo);
        session.press("Z");
        let mut moves = Moves::default();
        for _ in 0..self.times(30, 10) {
            moves.press(session, &mut list, &mut echo);
        }
        let one_pane = one_pane(&self.ours, self.times(20, 5));
        figures.extend([
            ("move: key → frame ÷ list", ratio(&moves.ours, &moves.list)),
            ("move: key → frame ÷ echo", ratio(&moves.ours, &moves.echo)),
            (
                "move: key → first byte ÷ list",
                ratio(&moves.first, &moves.list),
            ),
            ("bytes a move, two panes", middle(&moves.bytes)),
            ("bytes a move, one pane", middle(&one_pane)),
        ]);
        median(&moves.ours)
    }

    fn other_keys(&self, session: &mut Session, one_move: Option<Duration>, figures: &mut Figures) {
        let mut ticks = Vec::new();
        for _ in 0..self.times(9, 3) {
            let before = self.home.journal_bytes();
            let Some(reply) = session.press(" ") else {
                continue;
            };
            assert!(
                self.home.journal_bytes() > before,
                "the journal was written before the frame was whole"
            );
            ticks.push(reply.last_byte);
            session.press("j");
        }
        let (mut fold, mut unfold) = (Vec::new(), Vec::new());
        for _ in 0..self.times(5, 1) {
            fold.extend(session.press("z").map(|reply| reply.last_byte));
            unfold.extend(session.press("Z").map(|reply| reply.last_byte));
        }
        let mut letters = Vec::new();
        for _ in 0..self.times(3, 1) {
            session.press("/");
            for letter in SEARCHED.split_inclusive(|_| true) {
                letters.extend(session.press(letter).map(|reply| reply.last_byte));
            }
            session.press("\x03");
        }
        let mut bursts = Vec::new();
        for _ in 0..self.times(3, 1) {
            session.press("g");
            let reply = session.press(&"j".repeat(BURST));
            bursts.extend(reply.map(|reply| reply.last_byte));
        }
        let beside_a_move = |times: &[Duration]| ratio_of(median(times), one_move);
        figures.extend([
            ("tick, journal written ÷ move", beside_a_move(&ticks)),
            ("fold all ÷ move", beside_a_move(&fold)),
            ("unfold all ÷ move", beside_a_move(&unfold)),
            (
                "search: a letter → frame, p95 ÷ move",
                ratio_of(part_below(&letters, 95), one_move),
            ),
            ("200 keys at once ÷ one move", beside_a_move(&bursts)),
        ]);
    }

    /// Looks at the program while nobody touches it, and at its memory after all that.
    fn rest(&self, session: &mut Session, figures: &mut Figures) {
        // What is due a second after the last key does not belong to the rest.
        session.idle(IDLE / 4);
        let idle = session.idle(if self.is_quick { IDLE / 10 } else { IDLE });
        figures.extend([
            ("idle for 5 s: bytes", idle.bytes.to_string()),
            ("idle for 5 s: processor", time(idle.processor)),
            ("idle for 5 s: wake-ups", idle.wake_ups.to_string()),
            ("peak memory", memory(session)),
        ]);
    }
}

/// Starts and quits programs one after the other. Returns the time to the first frame and from `q` to the end of each.
fn start_and_quit(programs: [&Program; 2]) -> [(Duration, Duration); 2] {
    programs.map(|program| {
        let (session, frame) = Session::start(program);
        (frame, session.quit("q"))
    })
}

/// What starts took until their first frame, and what quitting took.
#[derive(Default)]
struct Starts {
    frames: Vec<Duration>,
    ends: Vec<Duration>,
}

impl Starts {
    fn push(&mut self, (frame, end): (Duration, Duration)) {
        self.frames.push(frame);
        self.ends.push(end);
    }
}

/// What moves of the cursor took, in every program.
#[derive(Default)]
struct Moves {
    ours: Vec<Duration>,
    first: Vec<Duration>,
    bytes: Vec<usize>,
    list: Vec<Duration>,
    echo: Vec<Duration>,
}

impl Moves {
    fn press(&mut self, ours: &mut Session, list: &mut Session, echo: &mut Session) {
        if let Some(reply) = ours.press("j") {
            self.ours.push(reply.last_byte);
            self.first.push(reply.first_byte);
            self.bytes.push(reply.output.len());
        }
        self.list
            .extend(list.press("j").map(|reply| reply.last_byte));
        self.echo
            .extend(echo.press("j").map(|reply| reply.last_byte));
    }
}

/// Returns the bytes of moves where there is room for the tree alone.
fn one_pane(ours: &Program, moves: usize) -> Vec<usize> {
    let (_, rows) = ours.size;
    let (mut session, _) = Session::start(&ours.clone().sized(ONE_PANE, rows));
    session.press("Z");
    let replies = (0..moves).filter_map(|_| session.press("j"));
    replies.map(|reply| reply.output.len()).collect()
}
