//! The words and units that touch a number and tell what it is.

use std::sync::LazyLock;

use super::NumberKind::{
    self, Code, Date, Item, Model, Order, Price, Qq, Quantity, Size, Time, Tracking,
};

/// Words right before a number, plain. Latin ones must stand free on their left.
const BEFORE: [(NumberKind, &str); 7] = [
    (
        Code,
        "邀请码 邀请号 邀请id 邀请 请码 验证码 校验码 激活码 激活 兑换码 优惠码 推广码 \
         口令 提取码 取件码 取货码 密码 核销码 券码 礼包码 推荐码 会员号 编码id 公会id \
         工会id 游戏id 用户id id 输入 代码 防伪码 卡密 序列号 sn imei 工号 code 邮编 学号 \
         证书编号 批号 许可证 备案号 税号",
    ),
    (
        Order,
        "订单 订单号 订单号码 订单编号 订单尾号 订单id 单子 交易号 流水号 退款编号 \
         售后单号 售后编号 工单号 工单 服务单 服务单号 投诉编号 发票号 发票号码",
    ),
    (
        Tracking,
        "快递 快递号 快递单 快递单号 运单 运单号 物流 物流单 物流号 物流单号 单号 包裹 \
         退货单号 补发单号 顺丰 圆通 中通 申通 韵达 百世 汇通 天天 邮政 ems 极兔 德邦 \
         优速 京东物流 菜鸟 sf yto zto sto yunda",
    ),
    (
        Item,
        "货号 款号 商品编号 商品编码 商品id 宝贝id 链接id 商品 链接 sku skuid 编号 条码 \
         条形码 色号 spu 款式 itemid",
    ),
    (Model, "型号 机型 版本 版本号 系统 ios android 安卓 ver version"),
    (Price, "价格 价 原价 现价 售价 到手价 rmb 总付款 付款 实付 总价 共付 运费"),
    (
        Qq,
        "q qq qqq qq号 q号 qq号码 q群 qq群 qq群号 q群号 扣扣 扣扣号 扣扣群 扣 扣群 企鹅 \
         企鹅号 企鹅群 球球 秋秋 抠抠 口口",
    ),
];

/// Words that may stand between those and the number.
const FILLERS: [&str; 12] =
    ["号码", "是", "为", "的", "号", "就", "填", "有", "我", "尾号", "叫", "个"];

/// Words right after a number of at least five digits.
const AFTER: [(NumberKind, &str); 5] = [
    (Order, "这个订单 的订单 订单 是订单 这单 这笔订单 此订单 该订单"),
    (
        Tracking,
        "这个单号 是单号 的单号 单号 快递 ems 韵达 圆通 中通 申通 顺丰 邮政 极兔 百世 \
         德邦 的快递 的物流 的包裹 这个包裹",
    ),
    (Item, "这款 这个款 这两款 此款 该款"),
    (Code, "邀请"),
    (Qq, "qq 扣扣 q群 qq群 扣扣群"),
];

/// Units right after a number of a few digits. Latin ones must stand free on their right.
const UNITS: [(NumberKind, &str); 5] = [
    (Price, "元 块 圆 毛 人民币 美元 美金 港币 欧元 日元 万元 千元 rmb yuan cny usd w元 k元"),
    (Size, "厘米 毫米 米 公分 寸 英寸 码 尺 cm mm dm m inch xl"),
    (Date, "年 月 日 月份"),
    (Time, "点 时 点钟"),
    (
        Quantity,
        "个 件 包 袋 箱 盒 瓶 片 支 枝 条 张 双 套 份 只 台 斤 克 千克 公斤 毫克 吨 升 \
         毫升 折 倍 度 人 位 名 次 遍 天 小时 分钟 秒 岁 周 星期 个月 积分 分 本 级 星 层 \
         楼 页 瓦 万 千 百 亿 枚 颗 粒 块钱的 桶 罐 杯 朵 束 根 把 部 辆 卷 抽 提 排 组 \
         对 款 种 店 家 门 代 周年 期 区 服 步 格 集 季 克拉 毫安 伏 像素 字 句 米长 平 \
         平方 几 多 左右 起 以上 以下 以内 减 kg g mg ml l w kw v mah gb tb mb kb hz ghz \
         mhz c pcs k h min s p x d px fps t",
    ),
];

/// Prefixes that channels and labels glue to a number: qq12345678, sku1234.
pub(super) const GLUED: [&str; 26] = [
    "q", "qq", "qun", "qqun", "qqqun", "vx", "wx", "v", "w", "weixin", "wechat", "xin", "tel",
    "phone", "mobile", "dh", "dianhua", "sj", "shouji", "kk", "koukou", "id", "no", "sku", "skuid",
    "imei",
];

/// Suffixes of the same sort: 12345678qq.
pub(super) const TRAILING: [&str; 4] = ["qq", "q", "wx", "vx"];

/// How far to look for a word, in symbols.
const LONGEST_WORD: usize = 8;

/// What the words before a number say of it.
pub(super) fn kind_before(plain: &str) -> Option<NumberKind> {
    static WORDS: LazyLock<Edged> = LazyLock::new(|| Edged::new(&BEFORE, last));
    let nearest = plain.char_indices().rev().take(LONGEST_WORD + 4).last().map_or(0, |(at, _)| at);
    let mut text = &plain[nearest..];
    for _ in 0..3 {
        // A short way out for long rows of numbers, where every neighbour is a digit or a mark.
        let edge = last(text).filter(|edge| edge.is_alphabetic())?;
        if let Some(kind) = WORDS.longest(edge, |word| ends_with(text, word)) {
            return Some(kind);
        }
        text = FILLERS.iter().find_map(|filler| text.strip_suffix(filler))?;
    }
    None
}

/// What the words after a number say of it.
pub(super) fn kind_after(plain: &str) -> Option<NumberKind> {
    static WORDS: LazyLock<Edged> = LazyLock::new(|| Edged::new(&AFTER, first));
    let edge = first(plain).filter(|edge| edge.is_alphabetic())?;
    WORDS.longest(edge, |word| starts_with(plain, word))
}

/// Units that begin other words (分享, 对吗, 时候), so that a number long enough for an account must
/// not be taken for so many of them.
const LOOSE: &str =
    "分多起几减服区对把位期人家提排代平门根步店部点时日月年集格字句度只条次圆毛千百级星层楼页";

/// What the unit after a number says of it; a `long` number takes only units that are nothing else.
pub(super) fn kind_of_unit(plain: &str, long: bool) -> Option<NumberKind> {
    static WORDS: LazyLock<Edged> = LazyLock::new(|| Edged::new(&UNITS, first));
    let edge = first(plain).filter(|edge| edge.is_alphabetic())?;
    WORDS.longest(edge, |word| starts_with(plain, word) && !(long && is_loose(word)))
}

fn is_loose(unit: &str) -> bool {
    unit.len() == 1 || LOOSE.contains(unit)
}

/// Whether this Latin word is a unit.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(_, units)| units.split(' ').any(|unit| unit == word))
}

fn first(text: &str) -> Option<char> {
    text.chars().next()
}

fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// Words by the symbol that touches the number, sorted by it.
struct Edged(Vec<(char, NumberKind, &'static str)>);

impl Edged {
    fn new(words: &[(NumberKind, &'static str)], edge: impl Fn(&str) -> Option<char>) -> Edged {
        let mut edged = Vec::new();
        for &(kind, words) in words {
            for word in words.split_whitespace() {
                edged.push((edge(word).expect("not empty"), kind, word));
            }
        }
        edged.sort_by_key(|&(edge, ..)| edge);
        Edged(edged)
    }

    /// The kind with the longest of its words that fits.
    fn longest(&self, edge: char, fits: impl Fn(&str) -> bool) -> Option<NumberKind> {
        let from = self.0.partition_point(|&(known, ..)| known < edge);
        let of_edge = self.0[from..].iter().take_while(|&&(known, ..)| known == edge);
        let fitting = of_edge.filter(|(.., word)| fits(word));
        fitting.max_by_key(|(.., word)| word.len()).map(|&(_, kind, _)| kind)
    }
}

fn ends_with(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    text.strip_suffix(word)
        .is_some_and(|rest| !(word.starts_with(is_letter) && rest.ends_with(is_letter)))
}

fn starts_with(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    text.strip_prefix(word)
        .is_some_and(|rest| !(word.ends_with(is_letter) && rest.starts_with(is_letter)))
}
