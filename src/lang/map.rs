//! What the map says.

/// Every word of the map and of the pictures made from it.
pub struct MapText {
    /// On the frame of a topic that is proposed next.
    pub next: &'static str,
    /// How many boxes lie outside the screen in a direction.
    pub more: fn(usize) -> String,
    /// There is no box, as the filter hides all.
    pub nothing: &'static str,
    /// What a stage holds: topics, resources.
    pub holds: fn(usize, usize) -> String,
    /// Description of a picture for those who do not see it: title, done, all.
    pub described: fn(&str, u32, u32) -> String,
    /// The label of a badge without a title.
    pub progress: &'static str,
    pub resources_done: fn(u32, u32) -> String,
}

pub const EN: MapText = MapText {
    next: "next",
    more: |count| format!("{count} more"),
    nothing: "The filter leaves nothing on the map.",
    holds: |topics, resources| {
        let s = |count: usize| if count == 1 { "" } else { "s" };
        format!(
            "{topics} topic{}, {resources} resource{}",
            s(topics),
            s(resources)
        )
    },
    described: |title, done, all| format!("Roadmap {title}: {done} of {all} resources done"),
    progress: "progress",
    resources_done: |done, all| format!("{done} of {all} resources done"),
};

pub const ZH: MapText = MapText {
    next: "下一步",
    more: |count| format!("还有 {count} 个"),
    nothing: "筛选之后，地图上没有内容。",
    holds: |topics, resources| format!("{topics} 个主题，{resources} 份资源"),
    described: |title, done, all| format!("路线图“{title}”：{all} 份资源，已完成 {done} 份"),
    progress: "进度",
    resources_done: |done, all| format!("已完成 {done}/{all} 份资源"),
};
