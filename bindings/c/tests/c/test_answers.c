/* The right answers of every function, with everything that they tell. */
#include "expect.h"

#include <stdlib.h>

/* A flower of four bytes and two 16-bit units before the words. */
static const char message[] = "亲\xF0\x9F\x8C\xB8加我微 信，这款宝贝有现货";
static const uint16_t message16[] = {0x4EB2, 0xD83C, 0xDF38, 0x52A0, 0x6211, 0x5FAE,
                                     0x0020, 0x4FE1, 0xFF0C, 0x8FD9, 0x6B3E, 0x5B9D,
                                     0x8D1D, 0x6709, 0x73B0, 0x8D27};
#define UNITS_OF(text) (text), sizeof(text) / sizeof *(text)

static const char shop[] =
    "id = 'shop'\ntitle = '小店'\n[[rule]]\nid = 'wording.gift'\nseverity = 'warning'\n"
    "message = '赠品已经送完。'\nsuggestion = '请介绍优惠券。'\n"
    "sources = [{ document = '店长通知', date = '2024-05-01' }]\nwords = ['送小样']\n"
    "replace = { '送小样' = '送券' }\nhits = ['下单送小样哦']\npasses = ['小样没有了']\n";

static int at(kf_span span, size_t start, size_t end) {
    return span.start == start && span.end == end;
}

static int same16(kf_text16 text, const uint16_t *units, size_t count) {
    return text.data && text.length == count && memcmp(text.data, units, 2 * count) == 0;
}

/* The violations of `message`, however it was given. */
static void expect_both(const kf_checker *checker, size_t count) {
    const kf_violation *violation;
    EXPECT(count == 2);
    GIVES(KF_OK, kf_checker_violation(checker, 0, &violation));
    EXPECT(is(violation->rule, "pdd/contact.wechat") && is(violation->category, "contact"));
    EXPECT(violation->severity == KF_ERROR && violation->via == KF_SPREAD);
    EXPECT(violation->message.length > 6 && violation->suggestion.length > 6);
    EXPECT(!violation->replacement.data && is(violation->text, "微 信"));
    EXPECT(at(violation->bytes, 13, 20) && at(violation->chars, 4, 7));
    EXPECT(at(violation->utf16, 5, 8) && violation->line_count == 0);
    GIVES(KF_OK, kf_checker_violation(checker, 1, &violation));
    EXPECT(is(violation->category, "wording") && violation->via == KF_EXACT);
    EXPECT(is(violation->text, "宝贝") && is(violation->replacement, "商品"));
    EXPECT(at(violation->bytes, 29, 35) && at(violation->chars, 10, 12));
    EXPECT(at(violation->utf16, 11, 13));
}

static void checks(void) {
    static const uint16_t rewritten16[] = {0x4EB2, 0xD83C, 0xDF38, 0x52A0, 0x6211, 0x5FAE,
                                           0x0020, 0x4FE1, 0xFF0C, 0x8FD9, 0x6B3E, 0x5546,
                                           0x54C1, 0x6709, 0x73B0, 0x8D27};
    static const uint16_t masked16[] = {0xD83D, 0xDE48, 0xD83D, 0xDE48};
    static const uint16_t words16[] = {0x5FAE, 0x4FE1};
    Objects all = make_objects();
    kf_text text, text8;
    kf_text16 text16;
    size_t count;
    GIVES(KF_OK, kf_checker_check(all.checker, KF_AGENT, LITERAL(message), &count));
    expect_both(all.checker, count);
    GIVES(KF_OK, kf_checker_check_utf16(all.checker, KF_AGENT, UNITS_OF(message16), &count));
    expect_both(all.checker, count);
    GIVES(KF_OK, kf_checker_check(all.checker, KF_CUSTOMER, LITERAL(message), &count));
    EXPECT(count == 0);

    GIVES(KF_OK, kf_checker_mask(all.checker, LITERAL("加我微 信哦"), 0x25A0, &text));
    EXPECT(is(text, "加我■■■哦"));
    GIVES(KF_OK, kf_checker_mask_utf16(all.checker, UNITS_OF(words16), 0x1F648, &text16));
    EXPECT(same16(text16, UNITS_OF(masked16)));
    GIVES(KF_OK, kf_checker_rewrite(all.checker, LITERAL(message), &text));
    EXPECT(is(text, "亲\xF0\x9F\x8C\xB8加我微 信，这款商品有现货"));
    GIVES(KF_OK, kf_checker_rewrite(all.checker, LITERAL("好"), &text));
    EXPECT(!text.data);
    GIVES(KF_OK, kf_checker_rewrite_utf16(all.checker, UNITS_OF(message16), &text16));
    EXPECT(same16(text16, UNITS_OF(rewritten16)));
    GIVES(KF_OK, kf_checker_rewrite_utf16(all.checker, words16, 0, &text16));
    EXPECT(!text16.data);

    GIVES(KF_OK, kf_checker_explain(all.checker, KF_AGENT, LITERAL(message), &text8));
    EXPECT(holds(text8, "{\"rule\":\"pdd/contact.wechat\",\"via\":\"spread\",\"text\":\"微 信\","
                        "\"bytes\":[13,20],\"chars\":[4,7],\"utf16\":[5,8],\"fate\":\"found\""));
    EXPECT(text8.data[text8.length - 1] == '\n');
    GIVES(KF_OK, kf_checker_explain_utf16(all.checker, KF_AGENT, UNITS_OF(message16), &text));
    EXPECT(holds(text, "\"utf16\":[5,8]"));
    GIVES(KF_OK, kf_checker_explain(all.checker, KF_AGENT, NULL, 0, &text));
    EXPECT(text.length == 0);
    free_objects(all);
}

/* That a shop's rules on taobao, without those of contact, find the shop's own. */
static void expect_the_shops_rule(const kf_ruleset *merged) {
    kf_checker *checker;
    const kf_violation *violation;
    kf_text id;
    size_t count;
    GIVES(KF_OK, kf_ruleset_id(merged, &id));
    EXPECT(is(id, "taobao"));
    GIVES(KF_OK, kf_checker_new(merged, &checker));
    GIVES(KF_OK, kf_checker_check(checker, KF_AGENT, LITERAL("加我微信，下单送小样哦"), &count));
    EXPECT(count == 1);
    GIVES(KF_OK, kf_checker_violation(checker, 0, &violation));
    EXPECT(is(violation->rule, "shop/wording.gift") && is(violation->replacement, "送券"));
    kf_checker_free(checker);
}

static void rules(void) {
    Objects all = make_objects();
    kf_ruleset *own = NULL, *merged = NULL;
    const kf_rule *rule;
    kf_saved *saved;
    kf_bytes bytes;
    kf_text id;
    size_t count, index;
    const char *path = getenv("SHOP_TOML");
    GIVES(KF_OK, kf_ruleset_id(all.rules, &id));
    EXPECT(is(id, "pdd"));
    GIVES(KF_OK, kf_ruleset_find(all.rules, LITERAL("contact.wechat"), &rule));
    EXPECT(is(rule->name, "pdd/contact.wechat") && is(rule->id, "contact.wechat"));
    EXPECT(is(rule->category, "contact") && rule->severity == KF_ERROR);
    EXPECT(rule->reach >= KF_SPREAD && !rule->reads_dialogue && rule->document.length > 0);
    GIVES(KF_OK, kf_ruleset_find(all.rules, LITERAL("pdd/invoice.refused-when-asked"), &rule));
    EXPECT(rule->reads_dialogue);

    /* From memory. */
    GIVES(KF_OK, kf_ruleset_read(LITERAL("shop.toml"), LITERAL(shop), &own));
    GIVES(KF_OK, kf_ruleset_count(own, &count));
    EXPECT(count == 1);
    GIVES(KF_OK, kf_ruleset_rule(own, 0, &rule));
    EXPECT(is(rule->name, "shop/wording.gift") && is(rule->document, "店长通知"));
    EXPECT(rule->severity == KF_WARNING && is(rule->message, "赠品已经送完。"));
    EXPECT(is(rule->suggestion, "请介绍优惠券。") && !rule->sanction.data);
    kf_ruleset_free(own);

    /* From a file, and merged with a platform and without some of its rules. */
    if (path) {
        FILE *file = fopen(path, "wb");
        EXPECT(file && fwrite(LITERAL(shop), 1, file) == 1 && fclose(file) == 0);
        GIVES(KF_OK, kf_ruleset_open(path, strlen(path), &own));
        GIVES(KF_OK, kf_ruleset_id(own, &id));
        EXPECT(is(id, "shop"));
        kf_ruleset_free(own);
        GIVES(KF_OK, kf_builder_add_file(all.builder, path, strlen(path)));
    } else {
        GIVES(KF_OK, kf_builder_add_pack(all.builder, LITERAL("shop.toml"), LITERAL(shop)));
    }
    GIVES(KF_OK, kf_builder_add_platform(all.builder, LITERAL("taobao")));
    GIVES(KF_OK, kf_builder_disable(all.builder, LITERAL("contact")));
    GIVES(KF_OK, kf_builder_set_day(all.builder, LITERAL("2024-05-01")));
    GIVES(KF_OK, kf_builder_compile(all.builder, &merged));
    GIVES(KF_NOT_FOUND, kf_ruleset_find(merged, LITERAL("contact.wechat"), &rule));
    expect_the_shops_rule(merged);

    /* Saved and loaded it answers the same. */
    GIVES(KF_OK, kf_ruleset_save(merged, &saved));
    kf_ruleset_free(merged);
    GIVES(KF_OK, kf_saved_bytes(saved, &bytes));
    EXPECT(bytes.data && bytes.length > 1000);
    GIVES(KF_OK, kf_ruleset_load(bytes.data, bytes.length, &merged));
    kf_saved_free(saved);
    expect_the_shops_rule(merged);
    kf_ruleset_free(merged);

    GIVES(KF_OK, kf_platform_id(0, &id));
    EXPECT(kf_platform_count() == 8 && id.length > 0);
    for (index = 0; index < kf_platform_count(); index++) {
        GIVES(KF_OK, kf_platform_id(index, &id));
        GIVES(KF_OK, kf_ruleset_new(id.data, id.length, &own));
        kf_ruleset_free(own);
    }
    free_objects(all);
}

static void times_and_deadlines(void) {
    kf_string *written;
    kf_text text;
    int64_t start = 0, due = 0;
    size_t index;
    GIVES(KF_OK, kf_time_read(LITERAL("2024-05-01 15:20:00"), KF_BEIJING_SECONDS, &start));
    EXPECT(start == (int64_t)1714548000 * 1000000);
    GIVES(KF_OK, kf_time_read(LITERAL("2024-05-01T07:20:00Z"), 0, &due));
    EXPECT(due == start);
    GIVES(KF_OK, kf_deadline_due(LITERAL("pdd.order.pin-24h"), start, KF_BEIJING_SECONDS, &due));
    GIVES(KF_OK, kf_time_write(due, KF_BEIJING_SECONDS, &written));
    GIVES(KF_OK, kf_string_text(written, &text));
    EXPECT(is(text, "2024-05-02 15:20:00"));
    kf_string_free(written);
    EXPECT(kf_deadline_count() > 5);
    for (index = 0; index < kf_deadline_count(); index++) {
        kf_text id;
        GIVES(KF_OK, kf_deadline_id(index, &id));
        GIVES(KF_OK, kf_deadline_title(index, &text));
        EXPECT(text.length > 0);
        /* Every instant has a deadline, also the ends of time. */
        GIVES(KF_OK, kf_deadline_due(id.data, id.length, INT64_MIN, INT32_MIN, &due));
        GIVES(KF_OK, kf_deadline_due(id.data, id.length, INT64_MAX, INT32_MAX, &due));
    }
}

static void clocks(void) {
    static const int64_t second = 1000000;
    Objects all = make_objects();
    kf_profile *own;
    kf_clock *restored = NULL;
    kf_waitlist *list;
    kf_string *json, *state, *again;
    const kf_waiting *one;
    kf_event log[2];
    kf_text text, other;
    int64_t start = 3600 * second, instant;
    size_t count, index;

    GIVES(KF_OK, kf_profile_id(all.profile, &text));
    EXPECT(is(text, "pdd@2020-3min-human"));
    GIVES(KF_OK, kf_profile_title(all.profile, &text));
    EXPECT(text.length > 0);
    GIVES(KF_OK, kf_profile_limit(all.profile, &instant));
    EXPECT(instant == 180 * second);
    for (index = 0; index < kf_profile_count(); index++) {
        GIVES(KF_OK, kf_profile_name(index, &text));
        GIVES(KF_OK, kf_profile_new(text.data, text.length, &own));
        kf_profile_free(own);
    }

    /* c1 waits since 09:00; another asks a minute later. */
    log[0] = event_of("c2", KF_AGENT, start + 5 * second);
    log[1] = event_of("c2", KF_CUSTOMER, start + 60 * second);
    log[0].agent = text_of("kf01");
    log[1].customer = text_of("小荷");
    GIVES(KF_OK, kf_clock_record_log(all.clock, log, 2));
    GIVES(KF_OK, kf_clock_waiting(all.clock, start + 181 * second, &list));
    GIVES(KF_OK, kf_waitlist_count(list, &count));
    EXPECT(count == 2);
    GIVES(KF_OK, kf_waitlist_get(list, 0, &one));
    EXPECT(is(one->conversation, "c1") && is(one->customer, "c1") && !one->agent.data);
    EXPECT(one->since_us == start && one->waited_us == 181 * second);
    EXPECT(one->due_us == start + 180 * second && one->warn_us == start + 100 * second);
    EXPECT(one->is_warned && one->is_late);
    GIVES(KF_OK, kf_waitlist_get(list, 1, &one));
    EXPECT(is(one->customer, "小荷") && is(one->agent, "kf01"));
    EXPECT(one->is_warned && !one->is_late);
    kf_waitlist_free(list);
    GIVES(KF_OK, kf_clock_next_due(all.clock, start + 180 * second, &instant));
    EXPECT(instant == start + 240 * second);
    GIVES(KF_OK, kf_clock_next_warning(all.clock, start, &instant));
    EXPECT(instant == start + 100 * second);
    GIVES(KF_OK, kf_clock_next_due(all.clock, INT64_MAX, &instant));
    EXPECT(instant == KF_NO_TIME);

    /* A restored clock goes on as if it had never stopped. */
    GIVES(KF_OK, kf_clock_save(all.clock, &state));
    GIVES(KF_OK, kf_string_text(state, &text));
    GIVES(KF_OK, kf_clock_restore(text.data, text.length, &restored));
    kf_string_free(state);
    log[1] = event_of("c1", KF_AGENT, start + 90 * second);
    GIVES(KF_OK, kf_clock_record(all.clock, &log[1]));
    GIVES(KF_OK, kf_clock_record(restored, &log[1]));
    GIVES(KF_OK, kf_clock_report(all.clock, &json));
    GIVES(KF_OK, kf_clock_report(restored, &again));
    GIVES(KF_OK, kf_string_text(json, &text));
    GIVES(KF_OK, kf_string_text(again, &other));
    EXPECT(text.length == other.length && memcmp(text.data, other.data, text.length) == 0);
    EXPECT(holds(text, "{\"profile\":\"pdd@2020-3min-human\",\"unit\":\"consumer-day\",\"days\":"
                       "[{\"day\":\"1970-01-01\",\"good\":1,\"total\":2,\"rate\":0.5,"));
    kf_string_free(json);
    kf_string_free(again);
    GIVES(KF_OK, kf_clock_forget(restored, start + 86400 * second));
    GIVES(KF_OK, kf_clock_report(restored, &json));
    GIVES(KF_OK, kf_string_text(json, &text));
    EXPECT(holds(text, "\"days\":[]"));
    kf_string_free(json);
    kf_clock_free(restored);
    free_objects(all);
}

int main(void) {
    EXPECT(kf_abi_version() == KF_ABI_VERSION);
    EXPECT(strchr(kf_version(), '.') != NULL);
    checks();
    rules();
    times_and_deadlines();
    clocks();
    return told();
}
