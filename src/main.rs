//! The program: parses the command line, runs the screen or a command, prints the error chain, sets the exit code.

fn main() {}
