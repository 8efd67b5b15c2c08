//! Blocks of code between fences, for those who look at the lines of a text before Markdown is read.

/// Which block of code the line that was looked at last stands in.
#[derive(Default)]
pub(super) struct Fences {
    open: Option<&'static str>,
}

impl Fences {
    /// Looks at the next line; tells whether it is code, or a fence that begins or ends some.
    pub(super) fn take(&mut self, line: &str) -> bool {
        let bare = line.trim_start();
        let fence = ["```", "~~~"]
            .into_iter()
            .find(|fence| bare.starts_with(fence));
        let was_open = self.open.is_some();
        match (self.open, fence) {
            (None, _) => self.open = fence,
            (Some(open), Some(fence)) if open == fence => self.open = None,
            (Some(_), _) => {}
        }
        was_open || fence.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_with_the_fence_that_it_began_with() {
        let mut fences = Fences::default();
        let lines = ["a", "```sh", "b", "~~~", "```", "c", "  ~~~", "d"];
        assert_eq!(
            lines.map(|line| fences.take(line)),
            [false, true, true, true, true, false, true, true]
        );
    }
}
