//! What logs call fields, senders and kinds.

use kfrules::{Error, Kind, Sender};

/// A field of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Field {
    Conversation,
    Customer,
    At,
    From,
    Agent,
    Kind,
    Text,
    Id,
}

/// All fields, by their own names and by those that exports give them, the surest first.
pub(in crate::report) const FIELDS: [(Field, &[&str]); 8] = [
    (
        Field::Conversation,
        &["conversation", "会话id", "会话编号", "会话号", "会话", "对话id", "对话"],
    ),
    (
        Field::Customer,
        &["customer", "客户昵称", "买家昵称", "用户昵称", "客户", "买家", "顾客", "消费者", "用户"],
    ),
    (Field::At, &["at", "消息时间", "发送时间", "日期时间", "时间"]),
    (Field::From, &["from", "发送方", "发送者", "发送人", "角色", "消息来源"]),
    (Field::Agent, &["agent", "客服昵称", "客服账号", "客服名称", "接待客服", "客服", "子账号"]),
    (Field::Kind, &["kind", "事件", "事件类型", "消息类型"]),
    (Field::Text, &["text", "消息内容", "聊天内容", "内容", "消息"]),
    (Field::Id, &["id", "消息id", "消息编号"]),
];

const SENDERS: [(Sender, &[&str]); 6] = [
    (Sender::Customer, &["客户", "买家", "顾客", "消费者", "用户"]),
    (Sender::Agent, &["客服", "人工客服", "人工", "商家", "卖家", "店铺"]),
    (Sender::Assist, &["辅助", "智能辅助", "辅助回复"]),
    (Sender::Robot, &["机器人", "智能客服", "店小蜜"]),
    (Sender::Auto, &["自动回复", "自动"]),
    (Sender::System, &["系统", "平台"]),
];

const KINDS: [(Kind, &[&str]); 5] = [
    (Kind::Message, &["消息", "文本", "文字", "图片", "表情", "视频", "语音", "卡片", "商品卡片"]),
    (Kind::Handoff, &["转人工"]),
    (Kind::Transfer, &["转接"]),
    (Kind::Offline, &["留言", "离线留言"]),
    (Kind::Close, &["结束", "关闭", "会话结束", "会话关闭"]),
];

impl Field {
    pub(in crate::report) fn name(self) -> &'static str {
        FIELDS[self as usize].1[0]
    }
}

/// The field that a column is by its name, and its place among the field's names.
pub(super) fn field(column: &str) -> Option<(Field, usize)> {
    let column = column.to_lowercase();
    FIELDS.iter().find_map(|(field, names)| {
        let place = names.iter().position(|name| *name == column)?;
        // The surest is what `--column` says.
        Some((*field, place + 1))
    })
}

pub(super) fn sender(word: &str) -> Result<Sender, Error> {
    find(&SENDERS, word).map_or_else(|| word.parse(), Ok)
}

pub(super) fn kind(word: &str) -> Result<Kind, Error> {
    find(&KINDS, word).map_or_else(|| word.parse(), Ok)
}

fn find<T: Copy>(table: &[(T, &[&str])], word: &str) -> Option<T> {
    table.iter().find(|(_, names)| names.contains(&word)).map(|(value, _)| *value)
}
