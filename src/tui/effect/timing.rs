//! The time that runs for what was opened, where the settings ask for it.

use super::World;
use crate::cause;
use crate::course::Course;
use crate::roadmap::NodeIdx;
use crate::timer::{self, Timer};
use crate::tui::msg::Msg;

impl World {
    /// Lets time run for a node; what ran for another one is written down first.
    pub(super) fn start_timer(&mut self, node: NodeIdx, course: &Course) -> Option<Msg> {
        let file = self.surroundings.timer_file.as_deref()?;
        let now = self.surroundings.environment.now().timestamp();
        let roadmap = course.roadmap();
        let timer = Timer::new(roadmap.id().as_str(), roadmap.node_id(node).as_str(), now);
        let before = match timer::read(file) {
            Ok(before) => before,
            Err(error) => return Some(Msg::Failed(cause::chain(&error))),
        };
        let is_same =
            |before: &Timer| (&before.roadmap, &before.node) == (&timer.roadmap, &timer.node);
        if before.as_ref().is_some_and(is_same) {
            return None;
        }
        if let Err(error) = timer::start(file, &timer) {
            return Some(Msg::Failed(cause::chain(&error)));
        }
        let before = before.filter(|before| before.written(course.log()).is_none())?;
        let spent = before.spent(course, before.ran(now).minutes());
        let appended = self.surroundings.journal.spend(&spent, before.record_id());
        Some(Msg::TimeSpent {
            record: Box::new(appended.record),
            unsaved: appended.saved.err().map(|error| cause::chain(&error)),
        })
    }
}
