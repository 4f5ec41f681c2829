//! How often a symbol or a word is met, roughly: what is rare is looked for first.

use crate::text::lexicon::{self, TOTAL};

/// Of letters and digits.
const LATIN: f32 = 0.01;
/// Of commas.
const COMMA: f32 = 0.05;
/// Of what else divides sentences.
const PUNCTUATION: f32 = 0.01;
/// At least, of what is said in shops far more often than elsewhere, in orders and in courtesies.
const IN_SHOPS: f32 = 0.003;
const SAID_IN_SHOPS: &str =
    "您亲哦呢这款单货发退换价包邮送给帮请拍买收快递客订寄天下边点问联系申商店数字品址号";
/// At least, of what is said in shops often.
const OFTEN_IN_SHOPS: f32 = 0.001;
const OFTEN_SAID_IN_SHOPS: &str = "满歉券询况概估验馈谅偿默辛恢揽码";
/// The same of words.
const WORD_IN_SHOPS: f32 = 0.001;
const WORDS_SAID_IN_SHOPS: &str = "这边 这款 这个 您的 给您 帮您 您好 您看 可以 好的 一下 已经 现在 需要 \
    建议 麻烦 稍等 抱歉 不好意思 快递 物流 仓库 客服 联系 价格 质量 商品 尺寸 订单 拍下 下单 付款 \
    退款 退货 退回 发货 发出 寄出 收到 收货 运费 地址 备注 申请 处理 优惠 活动 今天 明天 看看 看下";
const WORD_OFTEN_IN_SHOPS: f32 = 3e-4;
const WORDS_OFTEN_SAID_IN_SHOPS: &str = "您问 您放 让您 祝您 谢谢 感谢 辛苦 客气 愉快 支持 放心 耐心 \
    嗯嗯 请问 尽快 直接 之前 左右 当天 后天 具体 重新 取消 修改 提交 等待 核对 核实 审核 查询 \
    查看 显示 点击 页面 首页 链接 通知 回复 确认 反馈 告知 咨询 关注 收藏 领取 返回 支付 差价 原价 \
    特价 便宜 划算 金额 优惠券 购买 购物 店铺 店里 商家 厂家 客户 宝贝 系统 平台 默认 自动 随机 \
    指定 配送 站点 驿站 包裹 单号 拦截 签收 补发 包装 材质 厘米 误差 日期 编号 姓名 电话 手机 号码 \
    照片 图片 发票 评价 服务 保证 满意 方便 正常 暂时 预计 喜欢 不合适 没办法 安装 说明书 第一次";
/// At least, of an everyday hanzi: most are met in words more often than the lexicon can tell.
const EVERYDAY: f32 = 0.001;
/// What the lexicon has more often than this is everyday.
const LEAST_EVERYDAY: f32 = 1e-5;
/// Of hanzi that stand in no list.
const UNKNOWN: f32 = 1e-6;
/// A hanzi is met in words of several more often than as a word of its own.
const IN_WORDS: f32 = 2.0;
/// How much more often two symbols stand together than chance would have it.
const TOGETHER: f32 = 20.0;

/// The share of a symbol among all symbols.
pub(crate) fn of_symbol(symbol: char) -> f32 {
    let least = match symbol {
        _ if symbol.is_ascii_alphanumeric() => return LATIN,
        ',' => return COMMA,
        '。' | '!' | '?' | ';' | ':' | '~' => return PUNCTUATION,
        _ if SAID_IN_SHOPS.contains(symbol) => IN_SHOPS,
        _ if OFTEN_SAID_IN_SHOPS.contains(symbol) => OFTEN_IN_SHOPS,
        _ => UNKNOWN,
    };
    let mut buffer = [0; 4];
    let weight = lexicon::weight(symbol.encode_utf8(&mut buffer));
    let Some(share) = weight.map(|weight| (weight - TOTAL).exp()) else { return least };
    let least = if share > LEAST_EVERYDAY { least.max(EVERYDAY) } else { least };
    least.max(share * IN_WORDS)
}

/// The share of places at which a word begins.
pub(crate) fn of_word(word: &str) -> f32 {
    let product: f32 = word.chars().map(|symbol| of_symbol(symbol) * TOGETHER).product();
    let chance = product / TOGETHER;
    let is_one_of = |words: &str| words.split_ascii_whitespace().any(|known| known == word);
    let least = match () {
        () if is_one_of(WORDS_SAID_IN_SHOPS) => WORD_IN_SHOPS.max(chance),
        () if is_one_of(WORDS_OFTEN_SAID_IN_SHOPS) => WORD_OFTEN_IN_SHOPS.max(chance),
        () => chance,
    };
    lexicon::weight(word).map_or(least, |weight| (weight - TOTAL).exp().max(least))
}

#[cfg(test)]
mod tests {
    use super::{of_symbol, of_word};

    #[test]
    fn everyday_words_are_frequent() {
        assert!(of_symbol('的') > of_symbol('票'));
        assert!(of_symbol('票') > of_symbol('\u{9F98}'));
        assert!(of_word("没有") > of_word("发票"));
        assert!(of_word("的") > of_word("微信"));
        assert!(of_word("退") > of_word("微") && of_word(",") > of_word("的"));
    }
}
