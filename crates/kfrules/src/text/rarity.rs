//! How often a symbol or a word is met in the chat of a shop, roughly: what is rare is looked for first.

use std::sync::LazyLock;

use crate::text::lexicon::{self, HANZI_BYTES, TOTAL};

/// Of a letter or digit.
const LATIN: f32 = 0.003;
/// Of commas.
const COMMA: f32 = 0.05;
/// Of what else divides sentences.
const PUNCTUATION: f32 = 0.01;
/// The hanzi that shops write most, by the least share of each, as measured in chats of two platforms. Each
/// row is in the order of code points.
const IN_SHOPS: [(f32, &str); 5] = [
    (1e-2, "一下了亲以可呢哦您是的这"),
    (3e-3, "不个们价会到单发后吗品在天好客小就已帮快我收时有款没点看等系给要订请货边还退送问"),
    (
        1e-3,
        "上为么之也买人什今他付件优保元先其具内再出前动包取只号和哈售商嗯回因地址处备多大如子字官定实家对\
         尽库店建开很心惠意成手抱拍换接提支改数新方无日明服期机来果查样核次歉正法注活烦爱物现理用申电直确\
         稍经联能自行装议话谢质购费过返递通那邮都里重量间需面题麻",
    ),
    (
        3e-4,
        "三东两中事二于些交产京仓份但体作你使供便促信修候做催入全公关兴写况准击分刚别券办功加务厂原去及反\
         口右合同名吧告员周哒哪啦图复外太安完宝寄寸少尺工左差带常年应度当待得思急恩息情感慢或截户所才打找\
         把拒拦择持按排放政显晚暂更最月未本格每比气水流消清满然照生由目真着知示祝票站第签算箱红组结统续维\
         者耐般补解计认让记证评试询该说账起跟较达运进选配金铺链销错门除随非页顺预领额高",
    ),
    (
        1e-4,
        "与专且业丰主久乐享从代任估低何余偿储儿光免决减几划制刷刻力助区十午卖卡即参双受变另台司吃否含呀味\
         咨咱响哟啊喜嘛器国坏填夏头套妹始姓存容导将尝己布师希干平并幸序延式张录影往微怎性恢想愉扣批承护报\
         抬抽担拆指损据掉操效整早易普望木材条柜根桃检楚概欢此求汇江油派测海添温湿热特状独班畅留白百盒相短\
         码礼福种积程税空立端笔答管类约级纯线细编缺网置考耽聊色节花苦营表袋被裹西见规角言设详误调谅豆财赠\
         走超路身车转软输近远连迟适途道部采针钟钱长际限险零青韵项馈首马验鲜黑默",
    ),
];
/// The same of words.
const WORDS_IN_SHOPS: [(f32, &str); 3] = [
    (
        1e-3,
        "一下 亲爱 什么 优惠 优惠券 其他 发货 可以 商品 地址 处理 如果 已经 建议 快递 我们 抱歉 收到 时间 \
         明天 没有 现在 申请 稍等 联系 订单 这个 这边 退款 问题 需要 麻烦",
    ),
    (
        3e-4,
        "一般 一起 不好意思 不客气 之前 之后 产品 今天 仓库 付款 价格 但是 使用 保证 信息 修改 关注 具体 包装 \
         厂家 发出 发票 取件 取消 只能 售后 嗯嗯 回复 因为 备注 安排 实在 客官 客户 客服 客气 尺寸 尽快 左右 \
         差价 平台 应该 店铺 情况 意思 感谢 成功 或者 所以 手机 拒收 拦截 按照 换货 提交 提供 支持 放心 数字 \
         无法 日期 时候 显示 查看 查询 核实 核对 正常 比较 活动 点击 然后 物流 电话 目前 直接 看看 确认 站点 \
         等待 签收 系统 耐心 自动 补发 谢谢 质量 购买 运费 这款 退回 退换 选择 通知 里面 重新 金额 链接 页面 \
         预计",
    ),
    (
        1e-4,
        "一些 一张 上门 下午 不合适 为准 享受 人员 今晚 任何 估计 便宜 促销 保持 公司 再次 出来 分开 分钟 \
         划算 到时候 办法 包裹 包邮 单号 即可 厘米 原因 及时 反馈 另外 可能会 号码 后天 后续 告知 和快递 咨询 \
         哪个 哪里 商家 喜欢 图片 地方 多多 多少 大概 姓名 完成 宝贝 实际 审核 寄出 寄回 工作 希望 带来 帮助 \
         库存 延迟 开始 开心 当天 影响 很多 很抱歉 快乐 快递员 怎么 恢复 愉快 截图 手机号 才能 打开 承担 抬头 \
         拍下 拒签 指定 操作 支付 收藏 数量 方便 方式 方面 是否 暂时 更新 最近 服务 材质 根据 检测 次日 没事 \
         没办 没办法 注意 派送 清楚 满意 特价 理由 理解 生产 生活 由于 畅通 留言 着急 知道 短信 确定 确实 \
         礼品 第二 编号 缺货 耽误 自己 解决 记录 记得 设置 评价 试试 详情 误差 说明 说明书 谅解 财务 购物 \
         赠品 超过 过去 过来 运输 返回 进入 进行 通过 邮政 随机 非常 韵达 领取 首页 马上 默认",
    ),
];
/// Of hanzi that are written everyday, but by shops more rarely than those.
const EVERYDAY: f32 = 5e-5;
/// What the lexicon has more often than this is everyday.
const LEAST_EVERYDAY: f32 = 1e-5;
/// Of hanzi that stand in no list.
const UNKNOWN: f32 = 1e-6;
/// A word that shops do not write much is met among theirs more rarely than elsewhere.
const ELSEWHERE: f32 = 0.3;
/// How much more often two symbols stand together than chance would have it.
const TOGETHER: f32 = 20.0;
/// What stands behind so many symbols of a word makes it no rarer that would matter.
const LONGEST_ESTIMATED: usize = 6;
/// Longer words are in no list, or seldom met.
const LONGEST_KNOWN: usize = 4;

/// The share of a symbol among all symbols.
pub(crate) fn of_symbol(symbol: char) -> f32 {
    match symbol {
        _ if symbol.is_ascii_alphanumeric() => return LATIN,
        ',' => return COMMA,
        '。' | '!' | '?' | ';' | ':' | '~' => return PUNCTUATION,
        _ => {}
    }
    let mut buffer = [0; 4];
    let plain = symbol.encode_utf8(&mut buffer);
    if let Ok(hanzi) = <[u8; HANZI_BYTES]>::try_from(plain.as_bytes()) {
        let is_in = |row: &str| row.as_bytes().as_chunks().0.binary_search(&hanzi).is_ok();
        if let Some(&(share, _)) = IN_SHOPS.iter().find(|(_, row)| is_in(row)) {
            return share;
        }
    }
    match lexicon::weight(plain).map(|weight| (weight - TOTAL).exp()) {
        Some(share) if share > LEAST_EVERYDAY => EVERYDAY,
        Some(share) => share.max(UNKNOWN),
        None => UNKNOWN,
    }
}

/// The share of places at which a word begins, or what it begins with.
pub(crate) fn of_word(word: &str) -> f32 {
    let mut ends = [0; LONGEST_ESTIMATED + 1];
    // Up to each end, the share if the pieces before it stand together by chance: the most of all ways to
    // part it.
    let mut shares = [0.0_f32; LONGEST_ESTIMATED + 1];
    let mut symbols = 0;
    for symbol in word.chars().take(LONGEST_ESTIMATED) {
        ends[symbols + 1] = ends[symbols] + symbol.len_utf8();
        symbols += 1;
        for start in symbols.saturating_sub(LONGEST_KNOWN)..symbols {
            let piece = of_piece(&word[ends[start]..ends[symbols]], symbol);
            let share = if start == 0 { piece } else { shares[start] * piece * TOGETHER };
            shares[symbols] = shares[symbols].max(share);
        }
    }
    shares[symbols]
}

/// The share of a symbol, or of a word that is in a list; 0 of any other. It ends with `last`.
fn of_piece(piece: &str, last: char) -> f32 {
    if piece.len() == last.len_utf8() {
        return of_symbol(last);
    }
    static KNOWN: LazyLock<Vec<(&str, f32)>> = LazyLock::new(|| {
        let each = |(share, words): (f32, &'static str)| {
            words.split_ascii_whitespace().map(move |word| (word, share))
        };
        let mut known: Vec<(&str, f32)> = WORDS_IN_SHOPS.into_iter().flat_map(each).collect();
        known.sort_unstable_by_key(|&(word, _)| word);
        known
    });
    let elsewhere = || Some((lexicon::weight(piece)? - TOTAL).exp() * ELSEWHERE);
    let known = KNOWN.binary_search_by_key(&piece, |&(word, _)| word).ok();
    known.map(|index| KNOWN[index].1).or_else(elsewhere).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::{IN_SHOPS, WORDS_IN_SHOPS, of_symbol, of_word};

    #[test]
    fn everyday_words_are_frequent() {
        assert!(of_symbol('的') > of_symbol('票'));
        assert!(of_symbol('票') > of_symbol('\u{9F98}'));
        assert!(of_word("没有") > of_word("发票"));
        assert!(of_word("的") > of_word("微信"));
        assert!(of_word("麻烦您") > of_word("加微信"));
        assert!(of_word("退") > of_word("微") && of_word(",") > of_word("的"));
    }

    #[test]
    fn lists_are_in_order_and_each_symbol_and_word_is_there_once() {
        let mut symbols = Vec::new();
        for (_, row) in IN_SHOPS {
            assert!(row.chars().is_sorted() && row.chars().all(|symbol| symbol.len_utf8() == 3));
            symbols.extend(row.chars());
        }
        let mut words: Vec<&str> = Vec::new();
        for (_, row) in WORDS_IN_SHOPS {
            words.extend(row.split_ascii_whitespace());
        }
        let (all, of_words) = (symbols.len(), words.len());
        symbols.sort_unstable();
        symbols.dedup();
        words.sort_unstable();
        words.dedup();
        assert_eq!((symbols.len(), words.len()), (all, of_words));
    }
}
