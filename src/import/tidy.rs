//! What a roadmap file cannot hold is made to fit, and every bit of it reported.

use crate::roadmap::compile::{MAX_LIST, MAX_TITLE, is_valid_id};
use crate::roadmap::url::Link;
use crate::roadmap::{Kind, Level};
use crate::text::clean;

use super::draft::{Draft, Piece};
use super::head::shown_address;
use super::kind;
use super::report::{Report, What};

/// Titles are cut to this many characters, so that room for marks is left.
const CUT_TITLE: usize = MAX_TITLE - 20;

/// Guesses the kinds that nothing says.
pub(super) fn guess_kinds(drafts: &mut [Draft], report: &mut Report) {
    for draft in drafts {
        if draft.level == Level::Resource && draft.kind.is_none() {
            let link = draft.url.as_deref().and_then(|url| Link::parse(url).ok());
            draft.kind = link.and_then(|link| kind::of_address(&link));
        }
        draft.kind = draft.kind.filter(|kind| *kind != Kind::Other);
        report.kinds += usize::from(draft.kind.is_some());
    }
}

/// Makes what a roadmap file cannot hold fit, and drops what has no title and no use. Returns where each draft is now.
pub(super) fn tidy(
    drafts: &mut Vec<Draft>,
    keeps_empty: bool,
    report: &mut Report,
) -> Vec<Option<usize>> {
    for draft in drafts.iter_mut() {
        tidy_title(draft, report);
        draft.also.retain(|(_, url)| Link::parse(url).is_ok());
        if draft.also.len() > MAX_LIST {
            report.add(draft.line, What::TooLong, &draft.title);
            draft.also.truncate(MAX_LIST);
        }
        if draft
            .url
            .as_deref()
            .is_some_and(|url| Link::parse(url).is_err())
        {
            report.add(
                draft.line,
                What::BadLink,
                draft.url.as_deref().unwrap_or_default(),
            );
            draft.url = None;
        }
        for list in [&mut draft.needs, &mut draft.aliases] {
            list.retain(|id| is_valid_id(id));
            list.truncate(MAX_LIST);
        }
    }
    // What lies in something without a title moves up; what is empty goes.
    let mut uses = vec![0_usize; drafts.len()];
    let mut stays = vec![false; drafts.len()];
    for at in (0..drafts.len()).rev() {
        let draft = &drafts[at];
        let is_leaf = matches!(draft.level, Level::Resource | Level::Concept);
        stays[at] = !draft.title.is_empty() && (is_leaf || keeps_empty || uses[at] > 0);
        if !stays[at] {
            report.add(draft.line, What::Empty, &draft.title);
        } else if let Some(parent) = draft.parent {
            uses[parent] += 1;
        }
    }
    let mut moved = vec![0; drafts.len()];
    let mut kept = Vec::with_capacity(drafts.len());
    for (at, mut draft) in std::mem::take(drafts).into_iter().enumerate() {
        let parent_stays = draft.parent.is_none_or(|parent| stays[parent]);
        if stays[at] && parent_stays {
            draft.parent = draft.parent.map(|parent| moved[parent]);
            moved[at] = kept.len();
            kept.push(draft);
        } else {
            stays[at] = false;
        }
    }
    *drafts = kept;
    moved
        .into_iter()
        .zip(stays)
        .map(|(at, stays)| stays.then_some(at))
        .collect()
}

fn tidy_title(draft: &mut Draft, report: &mut Report) {
    let title = clean::line(&draft.title).as_str().trim().to_owned();
    if title.is_empty() {
        // What it is called by then: its address, or nothing that can be read.
        let is_part = matches!(draft.level, Level::Stage | Level::Topic);
        let part = is_part.then(|| "…".to_owned());
        draft.title = draft
            .url
            .as_deref()
            .map(shown_address)
            .or(part)
            .unwrap_or_default();
        return;
    }
    if title.chars().count() <= CUT_TITLE {
        draft.title = title;
        return;
    }
    let cut: String = title.chars().take(CUT_TITLE).collect();
    let end = cut
        .rfind(' ')
        .filter(|end| *end > cut.len() / 2)
        .unwrap_or(cut.len());
    report.add(draft.line, What::ShortenedTitle, &title);
    draft.text.insert(
        0,
        Piece {
            is_item: false,
            text: title.clone(),
        },
    );
    draft.title = format!("{}…", cut[..end].trim_end());
}

/// Keeps ids of an export where they can be ids, the first where there are two.
pub(super) fn keep_good_ids(drafts: &mut [Draft]) {
    let mut seen = std::collections::HashSet::new();
    for draft in drafts {
        draft.id = draft
            .id
            .take()
            .filter(|id| is_valid_id(id) && seen.insert(id.clone()));
    }
}

/// Keeps needs of topics that there are, and aliases that are no id of today.
pub(super) fn keep_good_references(drafts: &mut [Draft]) {
    let ids: std::collections::HashMap<String, Level> = drafts
        .iter()
        .filter_map(|draft| Some((draft.id.clone()?, draft.level)))
        .collect();
    let mut seen = std::collections::HashSet::new();
    for draft in drafts {
        let own = draft.id.clone();
        draft
            .needs
            .retain(|need| ids.get(need) == Some(&Level::Topic) && Some(need) != own.as_ref());
        draft
            .aliases
            .retain(|alias| !ids.contains_key(alias) && seen.insert(alias.clone()));
    }
}
