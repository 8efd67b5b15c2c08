//! The sentences of the command line and of settings.

/// One language's sentences. Placeholders are parameters, so that a language can order them as it likes.
pub struct CliText {
    pub did_you_mean: fn(&str) -> String,
    pub one_of: fn(&str) -> String,

    pub config_unreadable: fn(&str) -> String,
    pub config_too_large: &'static str,
    pub config_not_text: &'static str,
    pub config_syntax: fn(&str) -> String,
    pub config_not_a_map: &'static str,
    pub config_unknown_key: fn(&str) -> String,
    pub config_unknown_value: fn(&str, &str) -> String,
    pub config_wrong_type: fn(&str, &str) -> String,
    pub config_out_of_range: fn(&str, u32, u32) -> String,
    pub config_bad_command: fn(&str) -> String,
    pub config_command_hint: &'static str,
    pub config_quote_hint: &'static str,
    pub expected_text: &'static str,
    pub expected_bool: &'static str,
    pub expected_number: &'static str,
    pub expected_map: &'static str,
}

pub const EN: CliText = CliText {
    did_you_mean: |word| format!("did you mean `{word}`?"),
    one_of: |words| format!("one of: {words}"),

    config_unreadable: |why| format!("the settings cannot be read: {why}"),
    config_too_large: "the settings are larger than 1 MiB",
    config_not_text: "the settings are not UTF-8 text",
    config_syntax: |why| format!("the settings are not valid YAML: {why}"),
    config_not_a_map: "the settings are not a list of `key: value` lines",
    config_unknown_key: |key| format!("there is no setting `{key}`"),
    config_unknown_value: |key, value| format!("`{key}` cannot be `{value}`"),
    config_wrong_type: |key, expected| format!("`{key}` needs {expected}"),
    config_out_of_range: |key, least, most| format!("`{key}` must lie between {least} and {most}"),
    config_bad_command: |key| format!("`{key}` is not a command"),
    config_command_hint: "a program and its arguments, every quote closed: open: firefox --new-tab",
    config_quote_hint: "put it in quotes",
    expected_text: "a text",
    expected_bool: "true or false",
    expected_number: "a number",
    expected_map: "keys of its own",
};

pub const ZH: CliText = CliText {
    did_you_mean: |word| format!("是不是想写 `{word}`？"),
    one_of: |words| format!("可选：{words}"),

    config_unreadable: |why| format!("无法读取设置：{why}"),
    config_too_large: "设置文件超过 1 MiB",
    config_not_text: "设置文件不是 UTF-8 文本",
    config_syntax: |why| format!("设置文件不是有效的 YAML：{why}"),
    config_not_a_map: "设置文件应由 `键: 值` 组成",
    config_unknown_key: |key| format!("没有 `{key}` 这项设置"),
    config_unknown_value: |key, value| format!("`{key}` 不能是 `{value}`"),
    config_wrong_type: |key, expected| format!("`{key}` 应为{expected}"),
    config_out_of_range: |key, least, most| format!("`{key}` 应在 {least} 到 {most} 之间"),
    config_bad_command: |key| format!("`{key}` 不是一条命令"),
    config_command_hint: "写程序和参数，引号要成对：open: firefox --new-tab",
    config_quote_hint: "请加上引号",
    expected_text: "文字",
    expected_bool: " true 或 false",
    expected_number: "数字",
    expected_map: "下一级的键",
};
