//! The terminal is given back, whatever happens to the program.

mod support;

use support::pty::{app, play};

#[test]
fn quitting_gives_the_terminal_back() {
    let mut app = app().start();
    app.wait_for_text("roadbook 路线图")
        .wait_for_text("80x24 Dark");
    play(&mut app, "jj<esc>");
    app.wait_for_text("Esc").play("q");
    app.wait_exit().assert_code(0).assert_given_back();
}
