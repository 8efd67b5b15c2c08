//! Other programs that show a long tree or list, as far as they are installed, with as many rows.

use crate::Subjects;
use crate::generate;
use crate::home::{Home, SEED, Size};
use crate::reference;
use crate::report::{Column, memory, middle, ratio, time};
use crate::session::{Program, Session};

/// Resources of what every program shows.
const RESOURCES: usize = 10_000;
/// The file with as many headings, and its place in a command.
const FILE: &str = "outline.org";

/// How a program is started with the file, and the keys that move its cursor and end it.
struct Peer {
    command: &'static [&'static str],
    down: &'static str,
    quit: &'static str,
}

const PEERS: [Peer; 4] = [
    Peer {
        command: &["less", FILE],
        down: "j",
        quit: "q",
    },
    Peer {
        command: &[
            "vim",
            "-u",
            "NONE",
            "-N",
            "-c",
            "set foldmethod=expr foldlevel=9 foldexpr=getline(v:lnum)=~'^\\\\*'?'>'.strlen(matchstr(getline(v:lnum),'^\\\\*\\\\+')):'='",
            FILE,
        ],
        down: "j",
        quit: ":q!\r",
    },
    Peer {
        command: &["emacs", "-nw", "-Q", FILE],
        down: "\x0e",
        quit: "\x18\x03",
    },
    Peer {
        command: &["dooit"],
        down: "j",
        quit: "\x03",
    },
];

/// Measures every program that is installed, and this one with a roadmap of the same size.
pub(crate) fn measure(subjects: &Subjects, is_quick: bool) -> Vec<Column> {
    let home = Home::new(Size::Resources(RESOURCES));
    std::fs::write(home.path().join(FILE), generate::outline(RESOURCES, SEED)).expect("a file");
    let list = subjects.reference(reference::LIST, home.path());
    let ours = Program::new([subjects.roadbook.as_os_str()], home.path());
    let mut columns = vec![one("roadbook", &ours, "j", "q", &list, is_quick)];
    for Peer {
        command,
        down,
        quit,
    } in PEERS
    {
        if is_installed(command[0]) {
            let program = Program::new(command.iter().copied(), home.path());
            columns.push(one(command[0], &program, down, quit, &list, is_quick));
        }
    }
    columns
}

/// Measures any program in a terminal beside the list.
pub(crate) fn one(
    title: &str,
    program: &Program,
    down: &str,
    quit: &str,
    list: &Program,
    is_quick: bool,
) -> Column {
    let rounds = if is_quick { 1 } else { 7 };
    let (mut first, mut first_of_list) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (session, took) = Session::start(program);
        session.quit(quit);
        first.push(took);
        let (session, took) = Session::start(list);
        session.quit("q");
        first_of_list.push(took);
    }
    let (mut session, _) = Session::start(program);
    let (mut list_session, _) = Session::start(list);
    let (mut moves, mut moves_of_list, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds * 5 {
        if let Some(reply) = session.press(down) {
            moves.push(reply.last_byte);
            bytes.push(reply.output.len());
        }
        moves_of_list.extend(list_session.press("j").map(|reply| reply.last_byte));
    }
    let memory = memory(&session);
    let figures = vec![
        ("first frame ÷ list", ratio(&first, &first_of_list)),
        ("move: key → frame ÷ list", ratio(&moves, &moves_of_list)),
        ("bytes a move", middle(&bytes)),
        ("peak memory", memory),
        ("quit", time(session.quit(quit))),
    ];
    Column {
        title: title.to_owned(),
        figures,
    }
}

fn is_installed(program: &str) -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "the programs to compare with are where the machine has them"
    )]
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
