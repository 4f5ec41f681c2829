/* Every pointer of every function is NULL once: a status, and nothing is written. */
#include "expect.h"

/* What outputs hold before a call, and after one that failed. */
static size_t count = 77;
static int64_t instant = 77;
static kf_text text = {NULL, 77};
static kf_bytes bytes;
static kf_text16 text16 = {NULL, 77};
static Objects none;
static const kf_violation *violation;
static const kf_rule *rule;
static const kf_waiting *one;

static int nothing_is_written(void) {
    static const Objects nothing;
    return count == 77 && instant == 77 && !text.data && text.length == 77 && !text16.data &&
           text16.length == 77 && memcmp(&none, &nothing, sizeof none) == 0 && !violation &&
           !rule && !one;
}

#define REFUSED(call)                                                                              \
    do {                                                                                           \
        GIVES(KF_BAD_POINTER, call);                                                               \
        EXPECT(nothing_is_written());                                                              \
        EXPECT(kf_error_last() && kf_error_last()->status == KF_BAD_POINTER);                      \
    } while (0)

static void rules_and_checks(Objects all) {
    static const uint16_t unit[] = {'x'};
    REFUSED(kf_builder_new(NULL));
    REFUSED(kf_builder_add_platform(NULL, LITERAL("pdd")));
    REFUSED(kf_builder_add_platform(all.builder, NULL, 3));
    REFUSED(kf_builder_add_pack(NULL, LITERAL("own"), LITERAL("id = 'own'\ntitle = 'own'")));
    REFUSED(kf_builder_add_pack(all.builder, NULL, 3, LITERAL("id = 'own'\ntitle = 'own'")));
    REFUSED(kf_builder_add_pack(all.builder, LITERAL("own"), NULL, 3));
    REFUSED(kf_builder_add_file(NULL, LITERAL("own.toml")));
    REFUSED(kf_builder_add_file(all.builder, NULL, 3));
    REFUSED(kf_builder_disable(NULL, LITERAL("contact")));
    REFUSED(kf_builder_disable(all.builder, NULL, 3));
    REFUSED(kf_builder_set_day(NULL, LITERAL("2024-05-01")));
    REFUSED(kf_builder_set_day(all.builder, NULL, 10));
    REFUSED(kf_builder_compile(NULL, &none.rules));
    REFUSED(kf_builder_compile(all.builder, NULL));

    REFUSED(kf_ruleset_new(NULL, 3, &none.rules));
    REFUSED(kf_ruleset_new(LITERAL("pdd"), NULL));
    REFUSED(kf_ruleset_read(NULL, 3, LITERAL("id = 'own'"), &none.rules));
    REFUSED(kf_ruleset_read(LITERAL("own"), NULL, 3, &none.rules));
    REFUSED(kf_ruleset_read(LITERAL("own"), LITERAL("id = 'own'\ntitle = 'own'"), NULL));
    REFUSED(kf_ruleset_open(NULL, 3, &none.rules));
    REFUSED(kf_ruleset_open(LITERAL("own.toml"), NULL));
    REFUSED(kf_ruleset_id(NULL, &text));
    REFUSED(kf_ruleset_id(all.rules, NULL));
    REFUSED(kf_ruleset_count(NULL, &count));
    REFUSED(kf_ruleset_count(all.rules, NULL));
    REFUSED(kf_ruleset_rule(NULL, 0, &rule));
    REFUSED(kf_ruleset_rule(all.rules, 0, NULL));
    REFUSED(kf_ruleset_find(NULL, LITERAL("contact.wechat"), &rule));
    REFUSED(kf_ruleset_find(all.rules, NULL, 3, &rule));
    REFUSED(kf_ruleset_find(all.rules, LITERAL("contact.wechat"), NULL));
    REFUSED(kf_ruleset_save(NULL, &none.saved));
    REFUSED(kf_ruleset_save(all.rules, NULL));
    REFUSED(kf_ruleset_load(NULL, 1, &none.rules));
    GIVES(KF_OK, kf_saved_bytes(all.saved, &bytes));
    REFUSED(kf_ruleset_load(bytes.data, bytes.length, NULL));
    REFUSED(kf_saved_bytes(NULL, &bytes));
    REFUSED(kf_saved_bytes(all.saved, NULL));

    REFUSED(kf_checker_new(NULL, &none.checker));
    REFUSED(kf_checker_new(all.rules, NULL));
    REFUSED(kf_checker_check(NULL, KF_AGENT, LITERAL("x"), &count));
    REFUSED(kf_checker_check(all.checker, KF_AGENT, NULL, 1, &count));
    REFUSED(kf_checker_check(all.checker, KF_AGENT, LITERAL("x"), NULL));
    REFUSED(kf_checker_check_utf16(NULL, KF_AGENT, unit, 1, &count));
    REFUSED(kf_checker_check_utf16(all.checker, KF_AGENT, NULL, 1, &count));
    REFUSED(kf_checker_check_utf16(all.checker, KF_AGENT, unit, 1, NULL));
    REFUSED(kf_checker_violation(NULL, 0, &violation));
    REFUSED(kf_checker_violation(all.checker, 0, NULL));
    REFUSED(kf_checker_mask(NULL, LITERAL("x"), '*', &text));
    REFUSED(kf_checker_mask(all.checker, NULL, 1, '*', &text));
    REFUSED(kf_checker_mask(all.checker, LITERAL("x"), '*', NULL));
    REFUSED(kf_checker_mask_utf16(NULL, unit, 1, '*', &text16));
    REFUSED(kf_checker_mask_utf16(all.checker, NULL, 1, '*', &text16));
    REFUSED(kf_checker_mask_utf16(all.checker, unit, 1, '*', NULL));
    REFUSED(kf_checker_rewrite(NULL, LITERAL("x"), &text));
    REFUSED(kf_checker_rewrite(all.checker, NULL, 1, &text));
    REFUSED(kf_checker_rewrite(all.checker, LITERAL("x"), NULL));
    REFUSED(kf_checker_rewrite_utf16(NULL, unit, 1, &text16));
    REFUSED(kf_checker_rewrite_utf16(all.checker, NULL, 1, &text16));
    REFUSED(kf_checker_rewrite_utf16(all.checker, unit, 1, NULL));
    REFUSED(kf_checker_explain(NULL, KF_AGENT, LITERAL("x"), &text));
    REFUSED(kf_checker_explain(all.checker, KF_AGENT, NULL, 1, &text));
    REFUSED(kf_checker_explain(all.checker, KF_AGENT, LITERAL("x"), NULL));
    REFUSED(kf_checker_explain_utf16(NULL, KF_AGENT, unit, 1, &text));
    REFUSED(kf_checker_explain_utf16(all.checker, KF_AGENT, NULL, 1, &text));
    REFUSED(kf_checker_explain_utf16(all.checker, KF_AGENT, unit, 1, NULL));

    REFUSED(kf_conversation_new(NULL));
    REFUSED(kf_conversation_check(NULL, all.checker, KF_AGENT, LITERAL("x"), 0, 0, &count));
    REFUSED(kf_conversation_check(all.chat, NULL, KF_AGENT, LITERAL("x"), 0, 0, &count));
    REFUSED(kf_conversation_check(all.chat, all.checker, KF_AGENT, NULL, 1, 0, 0, &count));
    REFUSED(kf_conversation_check(all.chat, all.checker, KF_AGENT, LITERAL("x"), 0, 0, NULL));
    REFUSED(kf_conversation_check_utf16(NULL, all.checker, KF_AGENT, unit, 1, 0, 0, &count));
    REFUSED(kf_conversation_check_utf16(all.chat, NULL, KF_AGENT, unit, 1, 0, 0, &count));
    REFUSED(kf_conversation_check_utf16(all.chat, all.checker, KF_AGENT, NULL, 1, 0, 0, &count));
    REFUSED(kf_conversation_check_utf16(all.chat, all.checker, KF_AGENT, unit, 1, 0, 0, NULL));
    REFUSED(kf_conversation_finish(NULL, all.checker, &count));
    REFUSED(kf_conversation_finish(all.chat, NULL, &count));
    REFUSED(kf_conversation_finish(all.chat, all.checker, NULL));
}

static void clocks(Objects all) {
    kf_event event = event_of("c1", KF_AGENT, 0);
    REFUSED(kf_profile_name(0, NULL));
    REFUSED(kf_profile_new(NULL, 3, &none.profile));
    REFUSED(kf_profile_new(LITERAL("taobao@2025"), NULL));
    REFUSED(kf_profile_read(NULL, 3, LITERAL(""), &none.profile));
    REFUSED(kf_profile_read(LITERAL("own"), NULL, 3, &none.profile));
    REFUSED(kf_profile_read(LITERAL("own"), LITERAL(""), NULL));
    REFUSED(kf_profile_id(NULL, &text));
    REFUSED(kf_profile_id(all.profile, NULL));
    REFUSED(kf_profile_title(NULL, &text));
    REFUSED(kf_profile_title(all.profile, NULL));
    REFUSED(kf_profile_limit(NULL, &instant));
    REFUSED(kf_profile_limit(all.profile, NULL));

    REFUSED(kf_clock_new(NULL, 0, 0, 0, &none.clock));
    REFUSED(kf_clock_new(all.profile, 0, 0, 0, NULL));
    REFUSED(kf_clock_record(NULL, &event));
    REFUSED(kf_clock_record(all.clock, NULL));
    REFUSED(kf_clock_record_log(NULL, &event, 1));
    REFUSED(kf_clock_record_log(all.clock, NULL, 1));
    event.conversation = text_of(NULL);
    event.conversation.length = 1;
    REFUSED(kf_clock_record(all.clock, &event));
    REFUSED(kf_clock_record_log(all.clock, &event, 1));
    REFUSED(kf_clock_waiting(NULL, 0, &none.waiting));
    REFUSED(kf_clock_waiting(all.clock, 0, NULL));
    REFUSED(kf_clock_next_due(NULL, 0, &instant));
    REFUSED(kf_clock_next_due(all.clock, 0, NULL));
    REFUSED(kf_clock_next_warning(NULL, 0, &instant));
    REFUSED(kf_clock_next_warning(all.clock, 0, NULL));
    REFUSED(kf_clock_forget(NULL, 0));
    REFUSED(kf_clock_report(NULL, &none.string));
    REFUSED(kf_clock_report(all.clock, NULL));
    REFUSED(kf_clock_save(NULL, &none.string));
    REFUSED(kf_clock_save(all.clock, NULL));
    REFUSED(kf_clock_restore(NULL, 1, &none.clock));
    REFUSED(kf_clock_restore(LITERAL("{}"), NULL));

    REFUSED(kf_waitlist_count(NULL, &count));
    REFUSED(kf_waitlist_count(all.waiting, NULL));
    REFUSED(kf_waitlist_get(NULL, 0, &one));
    REFUSED(kf_waitlist_get(all.waiting, 0, NULL));
}

static void the_rest(Objects all) {
    REFUSED(kf_string_text(NULL, &text));
    REFUSED(kf_string_text(all.string, NULL));
    REFUSED(kf_platform_id(0, NULL));
    REFUSED(kf_deadline_id(0, NULL));
    REFUSED(kf_deadline_title(0, NULL));
    REFUSED(kf_deadline_due(NULL, 3, 0, 0, &instant));
    REFUSED(kf_deadline_due(LITERAL("pdd.order.pin-24h"), 0, 0, NULL));
    REFUSED(kf_time_read(NULL, 3, 0, &instant));
    REFUSED(kf_time_read(LITERAL("2024-05-01 08:03:12"), 0, NULL));
    REFUSED(kf_time_write(0, 0, NULL));
    EXPECT(kf_error_copy(NULL, 0) > 0 && kf_error_copy(NULL, 100) > 0);
}

int main(void) {
    Objects all;
    EXPECT(kf_error_last() == NULL && kf_error_copy(NULL, 0) == 0);
    all = make_objects();
    rules_and_checks(all);
    clocks(all);
    the_rest(all);
    free_objects(all);
    free_objects(none);
    /* NULL is the empty text if its length is 0. */
    GIVES(KF_NOT_FOUND, kf_ruleset_new(NULL, 0, &none.rules));
    return told();
}
