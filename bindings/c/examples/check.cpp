// Checks messages and keeps a reply clock over a restart, in C++.
#include <iostream>
#include <kfrules.hpp>

int main() {
    kfrules::Ruleset rules("pdd");
    kfrules::Checker checker(rules);
    auto found = checker.check("亲，加我微 信 qiutian88");
    for (auto violation : found)
        std::cout << kfrules::view(violation->rule) << ": " << kfrules::view(violation->text) << '\n';
    bool same = checker.check(u"亲，加我微 信 qiutian88").size() == found.size();
    std::cout << checker.mask("加我微 信哦") << '\n';

    kfrules::Clock clock("pdd@2020-3min-human");
    kf_event event = {};
    event.size = sizeof event;
    event.conversation = {"c1", 2};
    event.from = KF_CUSTOMER;
    clock.record(event);
    auto restored = kfrules::Clock::restore(clock.save());

    try {
        kfrules::Ruleset::read("shop.toml", "id = \"shop\"\ncolour = 3");
    } catch (const kfrules::Error &error) {
        std::cout << error.what() << '\n';
        return same && error.line() == 2 && restored.report() == clock.report() ? 0 : 1;
    }
    return 1;
}
