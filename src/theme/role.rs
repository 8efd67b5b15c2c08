//! What a theme paints: one table, from which the file format, the methods, the documentation and the checks come.

use ratatui::style::{Modifier, Style};

use super::Theme;
use crate::progress::Status;

/// How readable a role has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Lies below other roles and colours their background.
    Surface,
    /// Is read: a contrast of at least 4.5.
    Text,
    /// Tells something by its shape or place: a contrast of at least 3.
    Mark,
    /// Tells nothing that is not also told otherwise: may be as quiet as it likes.
    Decoration,
}

/// Where the keyboard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Focus {
    /// In this pane.
    Here,
    /// In another pane.
    Elsewhere,
}

/// Makes [`Role`] and one method of [`Theme`] for every row: name in files and code, variant, purpose, how it looks
/// where there is no colour, and what it paints.
macro_rules! roles {
    ($($name:ident $variant:ident $purpose:ident $bare:expr, $about:literal;)*) => {
        /// A thing on the screen that has a colour of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Role {
            $(#[doc = $about] $variant,)*
        }

        impl Role {
            pub const ALL: [Role; [$(Role::$variant),*].len()] = [$(Role::$variant),*];

            /// Returns the word that theme files use.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Role::$variant => stringify!($name),)* }
            }

            /// Returns what the role paints, in a few words of English.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Role::$variant => $about,)* }
            }

            #[must_use]
            pub const fn purpose(self) -> Purpose {
                match self { $(Role::$variant => Purpose::$purpose,)* }
            }

            /// Returns how the role differs from others where there is no colour.
            pub(super) const fn bare(self) -> Modifier {
                match self { $(Role::$variant => $bare,)* }
            }
        }

        impl Theme {
            $(
                #[doc = concat!("Returns the style of this role: ", $about, ".")]
                #[must_use]
                pub const fn $name(&self) -> Style {
                    self.styles[Role::$variant as usize]
                }
            )*
        }
    };
}

const PLAIN: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const DIM: Modifier = Modifier::DIM;
const UNDERLINED: Modifier = Modifier::UNDERLINED;
const REVERSED: Modifier = Modifier::REVERSED;

roles! {
    ground Ground Surface PLAIN, "the whole screen: its text and its background";
    text Text Text PLAIN, "titles of topics and resources, prose";
    strong Strong Text BOLD, "titles of stages, headings";
    dim Dim Text DIM, "metadata: counts, dates, authors, hosts";
    faint Faint Text DIM, "rows that are finished";
    accent Accent Text BOLD, "the one accent, where no other role fits";
    cursor Cursor Surface REVERSED, "the cursor row of the focused pane, laid over what the row has";
    cursor_unfocused CursorUnfocused Surface UNDERLINED, "the cursor row of a pane without focus";
    border Border Decoration DIM, "frame of a pane without focus";
    border_focused BorderFocused Mark BOLD, "frame of the focused pane";
    pane_title PaneTitle Text PLAIN, "title of a pane without focus";
    pane_title_focused PaneTitleFocused Text BOLD.union(UNDERLINED), "title of the focused pane";
    bar_filled BarFilled Mark PLAIN, "the done part of a progress bar";
    bar_rest BarRest Decoration DIM, "the open part of a progress bar";
    todo Todo Text PLAIN, "mark of what is to do";
    doing Doing Text BOLD, "mark of what is in progress";
    done Done Text DIM, "mark of what is done";
    skipped Skipped Text DIM.union(Modifier::ITALIC), "mark of what was left out on purpose";
    chip Chip Text BOLD, "a filter that is on";
    tab Tab Text PLAIN, "a stage in the row of tabs";
    tab_active TabActive Text BOLD.union(UNDERLINED), "the stage that is shown";
    key Key Text BOLD, "a key in the footer and in the help";
    key_label KeyLabel Text PLAIN, "what that key does";
    message Message Text PLAIN, "what just happened";
    warning Warning Text BOLD, "what needs attention";
    error Error Text BOLD.union(REVERSED), "what failed";
    link Link Text UNDERLINED, "an address, a link in prose";
    code Code Text PLAIN, "code in prose";
    quote Quote Text Modifier::ITALIC, "a quotation in prose";
    matched Matched Text BOLD.union(UNDERLINED), "letters that the search found";
    scrollbar Scrollbar Mark PLAIN, "the thumb of a scrollbar";
    overlay_border OverlayBorder Mark BOLD, "frame of a menu, the help, a question";
    map_box MapBox Text PLAIN, "a topic on the map";
    map_edge MapEdge Mark PLAIN, "an arrow on the map";
    map_next MapNext Text BOLD.union(UNDERLINED), "the topic on the map that comes next";
    heat_0 Heat0 Decoration DIM, "a day on which nothing was done";
    heat_1 Heat1 Decoration PLAIN, "a day with a little done";
    heat_2 Heat2 Decoration PLAIN, "a day with more done";
    heat_3 Heat3 Mark BOLD, "a day with much done";
    heat_4 Heat4 Mark BOLD, "a day with most done";
}

impl Role {
    #[must_use]
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl Theme {
    /// Returns the style of any role, for what walks over all of them.
    #[must_use]
    pub const fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// Returns the style that is laid over the cursor row after its text was painted.
    #[must_use]
    pub const fn cursor_row(&self, focus: Focus) -> Style {
        match focus {
            Focus::Here => self.cursor(),
            Focus::Elsewhere => self.cursor_unfocused(),
        }
    }

    /// Returns the styles of a pane's frame and title.
    #[must_use]
    pub const fn pane(&self, focus: Focus) -> (Style, Style) {
        match focus {
            Focus::Here => (self.border_focused(), self.pane_title_focused()),
            Focus::Elsewhere => (self.border(), self.pane_title()),
        }
    }

    /// Returns the style of a status mark.
    #[must_use]
    pub const fn status(&self, status: Status) -> Style {
        match status {
            Status::Todo => self.todo(),
            Status::Doing => self.doing(),
            Status::Done => self.done(),
            Status::Skipped => self.skipped(),
        }
    }

    /// Returns the style of a title: what is finished or left out steps back.
    #[must_use]
    pub const fn title(&self, status: Status) -> Style {
        match status {
            Status::Todo | Status::Doing => self.text(),
            Status::Done | Status::Skipped => self.faint(),
        }
    }

    /// Returns the style of a day in the heatmap; levels above 4 look like 4.
    #[must_use]
    pub const fn heat(&self, level: usize) -> Style {
        match level {
            0 => self.heat_0(),
            1 => self.heat_1(),
            2 => self.heat_2(),
            3 => self.heat_3(),
            4.. => self.heat_4(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_lists_every_role_and_no_other() {
        let documented: Vec<&str> = include_str!("../../docs/themes.md")
            .split("## Roles")
            .nth(1)
            .expect("the documentation has the section")
            .lines()
            .filter(|line| line.starts_with("| `"))
            .collect();
        let line = |role: Role| {
            let purpose = format!("{:?}", role.purpose()).to_lowercase();
            format!("| `{}` | {} | {purpose} |", role.word(), role.about())
        };
        let expected = Role::ALL.map(line);
        assert_eq!(
            documented,
            expected,
            "docs/themes.md should have:\n{}",
            expected.join("\n")
        );
    }

    #[test]
    fn every_role_is_found_by_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
        }
        assert_eq!(Role::from_word("grund"), None);
    }
}
