// Checks messages and a dialogue, and keeps a reply clock over a restart, in C++.
#include <iostream>
#include <kfrules.hpp>

static const char shop[] = R"(id = 'shop'
title = '小店'
[[rule]]
id = 'wording.gift'
severity = 'warning'
message = '赠品已经送完。'
suggestion = '请介绍优惠券。'
sources = [{ document = '店长通知' }]
words = ['送小样']
replace = { '送小样' = '送券' }
hits = ['下单送小样哦']
passes = ['小样没有了']
)";

static int wrong(const char *what) {
    std::cerr << what << " is wrong\n";
    return 1;
}

int main() {
    kfrules::Ruleset rules = kfrules::Builder().platform("pdd").pack("shop.toml", shop).compile();
    kfrules::Checker checker(rules);
    auto found = checker.check("亲，加我微 信 qiutian88，下单送小样");
    for (auto violation : found)
        std::cout << kfrules::view(violation->rule) << ": " << kfrules::view(violation->text) << '\n';
    bool same = checker.check(u"亲，加我微 信 qiutian88，下单送小样").size() == found.size();
    if (!same) return wrong("UTF-16");
    if (checker.mask("加我微 信哦") != "加我***哦") return wrong("the mask");
    if (checker.mask(u"加我微 信哦", U'\x1F648') != u"加我\U0001F648\U0001F648\U0001F648哦")
        return wrong("the mask in UTF-16");
    if (checker.rewrite("下单送小样") != "下单送券" || checker.rewrite("今天发货"))
        return wrong("the rewritten text");
    if (checker.rewrite(u"下单送小样") != u"下单送券") return wrong("the rewritten UTF-16");
    if (checker.explain("加我微信") != checker.explain(u"加我微信")) return wrong("the explanation");
    kfrules::Ruleset loaded = kfrules::Ruleset::load(rules.save());
    if (kfrules::Checker(loaded).check("下单送小样").size() != 1) return wrong("the loaded ruleset");

    kfrules::Conversation chat;
    chat.check(checker, "能开发票吗", KF_CUSTOMER);
    auto refused = chat.check(checker, u"开不了的", KF_AGENT);
    if (refused.size() != 1 || refused[0]->line_count != 2) return wrong("the dialogue");
    if (!chat.finish(checker).empty()) return wrong("the end of the dialogue");

    kfrules::Clock clock("pdd@2020-3min-human");
    kf_event event = {};
    event.size = sizeof event;
    event.conversation = {"c1", 2};
    event.from = KF_CUSTOMER;
    event.at_us = 3600000000; // 1970-01-01 09:00:00 in Beijing
    clock.record(event);
    auto restored = kfrules::Clock::restore(clock.save());
    if (restored.report() != clock.report()) return wrong("the restored clock");
    if (clock.next_due(event.at_us) != event.at_us + 180000000) return wrong("the clock");

    try {
        kfrules::Ruleset::read("shop.toml", "id = \"shop\"\ncolour = 3");
    } catch (const kfrules::Error &error) {
        std::cout << error.what() << '\n';
        return error.line() == 2 ? 0 : wrong("the line");
    }
    return wrong("a pack that should be refused");
}
