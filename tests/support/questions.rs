//! What a terminal is asked, and what it answers. The tests and the measuring of `benches/pty` share it.

/// Finds the questions that a program asks its terminal.
#[derive(Default)]
pub struct Questions {
    /// Bytes of the output that have been searched.
    searched: usize,
}

impl Questions {
    /// Answers what is asked in the new part of the output, in its order, as a terminal does. `background` is its
    /// colour as `rgb:1e1e/1e1e/2e2e`, `cursor` row and column from 0.
    pub fn answer(&mut self, output: &[u8], background: &str, cursor: (u16, u16)) -> String {
        let (row, column) = cursor;
        let questions = [
            ("\x1b]11;?", format!("\x1b]11;{background}\x07")),
            ("\x1b[c", "\x1b[?62;22c".to_owned()),
            ("\x1b[6n", format!("\x1b[{};{}R", row + 1, column + 1)),
        ];
        let mut answers = String::new();
        loop {
            let rest = &output[self.searched..];
            let find = |text: &str| {
                rest.windows(text.len())
                    .position(|window| window == text.as_bytes())
            };
            let first = questions
                .iter()
                .filter_map(|(text, answer)| Some((find(text)?, text.len(), answer)))
                .min();
            let Some((at, length, answer)) = first else {
                // A question may be torn between two reads.
                self.searched = output.len().saturating_sub(8).max(self.searched);
                return answers;
            };
            answers.push_str(answer);
            self.searched += at + length;
        }
    }
}
