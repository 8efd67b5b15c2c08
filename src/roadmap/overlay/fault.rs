//! What can be wrong with a layer, beside what can be wrong with any roadmap file.

use crate::lang::Lang;
use crate::roadmap::Level;
use crate::roadmap::problem::Severity;

/// What is wrong with a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayerFault {
    /// The file is YAML, but a list or a text.
    NoLayer,
    /// It is for another roadmap than the one that its name says.
    OtherRoadmap { found: String, expected: String },
    /// There is no roadmap that it could be laid over.
    NoSuchRoadmap { roadmap: String },
    /// What it names is not in the roadmap, perhaps not any more.
    Gone {
        key: &'static str,
        id: String,
        nearest: Option<String>,
    },
    /// Something in the roadmap has the id of what is added.
    Taken { id: String },
    /// What is added cannot stand below a node of this level.
    CannotHold {
        id: String,
        level: Level,
        key: &'static str,
    },
    /// What is changed is nothing that a node of this level has.
    DoesNotFit {
        key: &'static str,
        id: String,
        level: Level,
    },
    /// Two ids of one list of `order` do not lie beside each other.
    NotBeside { id: String, other: String },
    /// An added topic needs something that it cannot need.
    NeedIgnored { topic: String, need: String },
    /// What is added lies deeper than can be shown.
    TooDeep { id: String },
}

impl LayerFault {
    /// Tells whether the layer cannot be used at all; else what it says here is ignored and the rest of it counts.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            LayerFault::NoLayer | LayerFault::OtherRoadmap { .. } => Severity::Error,
            LayerFault::NoSuchRoadmap { .. }
            | LayerFault::Gone { .. }
            | LayerFault::Taken { .. }
            | LayerFault::CannotHold { .. }
            | LayerFault::DoesNotFit { .. }
            | LayerFault::NotBeside { .. }
            | LayerFault::NeedIgnored { .. }
            | LayerFault::TooDeep { .. } => Severity::Warning,
        }
    }

    /// Returns a short name for programs, in kebab case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            LayerFault::NoLayer => "no-layer",
            LayerFault::OtherRoadmap { .. } => "other-roadmap",
            LayerFault::NoSuchRoadmap { .. } => "no-such-roadmap",
            LayerFault::Gone { .. } => "gone",
            LayerFault::Taken { .. } => "taken-id",
            LayerFault::CannotHold { .. } => "cannot-hold",
            LayerFault::DoesNotFit { .. } => "does-not-fit",
            LayerFault::NotBeside { .. } => "not-beside",
            LayerFault::NeedIgnored { .. } => "need-ignored",
            LayerFault::TooDeep { .. } => "too-deep",
        }
    }

    /// Returns what is wrong as one sentence without a full stop.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english(),
            Lang::Zh => self.chinese(),
        }
    }

    /// Returns what to do about it, where there is something to say.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        match (self, lang) {
            (LayerFault::NoLayer, Lang::En) => {
                Some("begin with `format: 1` and `layer: ID OF THE ROADMAP`".to_owned())
            }
            (LayerFault::NoLayer, Lang::Zh) => {
                Some("开头请写 `format: 1` 和 `layer: 路线图的 id`".to_owned())
            }
            (LayerFault::Gone { nearest, .. }, Lang::En) => Some(match nearest {
                Some(word) => format!("did you mean `{word}`?"),
                None => "it is kept in the file and ignored".to_owned(),
            }),
            (LayerFault::Gone { nearest, .. }, Lang::Zh) => Some(match nearest {
                Some(word) => format!("是不是想写 `{word}`？"),
                None => "文件里的这一处会保留，但不起作用".to_owned(),
            }),
            (LayerFault::Taken { .. }, Lang::En) => {
                Some("the roadmap's own is shown; remove yours, or give it another id".to_owned())
            }
            (LayerFault::Taken { .. }, Lang::Zh) => {
                Some("显示的是路线图自己的；请删去你的这一项，或换一个 id".to_owned())
            }
            (LayerFault::OtherRoadmap { expected, .. }, Lang::En) => Some(format!(
                "the name of the file says `{expected}`: write `layer: {expected}`, or rename it"
            )),
            (LayerFault::OtherRoadmap { expected, .. }, Lang::Zh) => Some(format!(
                "文件名写的是 `{expected}`：请改成 `layer: {expected}`，或给文件改名"
            )),
            (LayerFault::CannotHold { level, .. }, lang) => Some(holds(*level, lang).to_owned()),
            (LayerFault::NeedIgnored { .. }, Lang::En) => Some(
                "`needs` takes topics that are not a part of it and do not wait for it".to_owned(),
            ),
            (LayerFault::NeedIgnored { .. }, Lang::Zh) => {
                Some("`needs` 里只能写与它互不包含、也不在等它的主题".to_owned())
            }
            (
                LayerFault::NoSuchRoadmap { .. }
                | LayerFault::DoesNotFit { .. }
                | LayerFault::NotBeside { .. }
                | LayerFault::TooDeep { .. },
                Lang::En | Lang::Zh,
            ) => None,
        }
    }

    fn english(&self) -> String {
        match self {
            LayerFault::NoLayer => "this is no layer".to_owned(),
            LayerFault::OtherRoadmap { found, expected } => {
                format!("the layer is for `{found}`, not for `{expected}`")
            }
            LayerFault::NoSuchRoadmap { roadmap } => {
                format!("there is no roadmap `{roadmap}` that it could be laid over")
            }
            LayerFault::Gone { key, id, .. } => {
                format!("`{key}` names `{id}`, which is not in the roadmap")
            }
            LayerFault::Taken { id } => format!("the roadmap has `{id}` itself"),
            LayerFault::CannotHold { id, level, key } => {
                format!(
                    "`{key}` cannot stand under `{id}`, which is {}",
                    a_level(*level)
                )
            }
            LayerFault::DoesNotFit { key, id, level } => {
                format!(
                    "`{key}` means nothing for `{id}`, which is {}",
                    a_level(*level)
                )
            }
            LayerFault::NotBeside { id, other } => {
                format!("`{id}` does not lie beside `{other}`")
            }
            LayerFault::NeedIgnored { topic, need } => {
                format!("topic `{topic}` cannot need `{need}`")
            }
            LayerFault::TooDeep { id } => format!("`{id}` lies too deep to be added"),
        }
    }

    fn chinese(&self) -> String {
        match self {
            LayerFault::NoLayer => "这不是个人改动文件".to_owned(),
            LayerFault::OtherRoadmap { found, expected } => {
                format!("这份改动针对的是 `{found}`，不是 `{expected}`")
            }
            LayerFault::NoSuchRoadmap { roadmap } => {
                format!("没有 `{roadmap}` 这份路线图，改动无处可用")
            }
            LayerFault::Gone { key, id, .. } => {
                format!("`{key}` 里的 `{id}` 不在路线图里")
            }
            LayerFault::Taken { id } => format!("路线图自己已有 `{id}`"),
            LayerFault::CannotHold { id, level, key } => {
                format!("`{id}` 是{}，下面不能有 `{key}`", level_in_chinese(*level))
            }
            LayerFault::DoesNotFit { key, id, level } => {
                format!("`{id}` 是{}，没有 `{key}`", level_in_chinese(*level))
            }
            LayerFault::NotBeside { id, other } => {
                format!("`{id}` 与 `{other}` 不在同一处，不能排在一起")
            }
            LayerFault::NeedIgnored { topic, need } => {
                format!("主题 `{topic}` 不能以 `{need}` 为前提")
            }
            LayerFault::TooDeep { id } => format!("`{id}` 嵌套过深，无法添加"),
        }
    }
}

/// Says what can stand below a node of a level.
const fn holds(level: Level, lang: Lang) -> &'static str {
    match (level, lang) {
        (Level::Stage, Lang::En) => "a stage holds `topics`",
        (Level::Stage, Lang::Zh) => "阶段下面可以写 `topics`",
        (Level::Topic, Lang::En) => "a topic holds `resources`, `concepts` and `topics`",
        (Level::Topic, Lang::Zh) => "主题下面可以写 `resources`、`concepts` 和 `topics`",
        (Level::Resource, Lang::En) => "a resource holds `also`: further links",
        (Level::Resource, Lang::Zh) => "资源下面可以写 `also`，即更多链接",
        (Level::Concept, Lang::En) => "nothing stands below a key idea",
        (Level::Concept, Lang::Zh) => "要点下面不能再有内容",
    }
}

const fn a_level(level: Level) -> &'static str {
    match level {
        Level::Stage => "a stage",
        Level::Topic => "a topic",
        Level::Concept => "a key idea",
        Level::Resource => "a resource",
    }
}

const fn level_in_chinese(level: Level) -> &'static str {
    match level {
        Level::Stage => "阶段",
        Level::Topic => "主题",
        Level::Concept => "要点",
        Level::Resource => "资源",
    }
}
