/* Use in the wrong order, and what lasts how long. */
#include "expect.h"

static const char breach[] = "\xE5\x8A\xA0\xE6\x88\x91\xE5\xBE\xAE\xE4\xBF\xA1"; /* 加我微信 */

/* Before anything was checked, and after a check that failed, there are no violations. */
static void violations_are_those_of_the_last_check(void) {
    Objects all = make_objects();
    const kf_violation *violation = NULL;
    size_t count;
    GIVES(KF_BAD_LENGTH, kf_checker_violation(all.checker, 0, &violation));
    GIVES(KF_OK, kf_checker_check(all.checker, KF_AGENT, LITERAL(breach), &count));
    EXPECT(count == 1);
    GIVES(KF_OK, kf_checker_violation(all.checker, 0, &violation));
    /* What does not check leaves them alone; what cannot be checked leaves none. */
    GIVES(KF_BAD_VALUE, kf_checker_check(all.checker, 99, LITERAL(breach), &count));
    GIVES(KF_OK, kf_checker_violation(all.checker, 0, &violation));
    EXPECT(is(violation->rule, "pdd/contact.wechat"));
    GIVES(KF_BAD_UTF8, kf_checker_check(all.checker, KF_AGENT, LITERAL("\xFF"), &count));
    GIVES(KF_BAD_LENGTH, kf_checker_violation(all.checker, 0, &violation));
    GIVES(KF_OK, kf_checker_check(all.checker, KF_AGENT, LITERAL(breach), &count));
    GIVES(KF_OK, kf_checker_check(all.checker, KF_AGENT, NULL, 0, &count));
    EXPECT(count == 0);
    GIVES(KF_BAD_LENGTH, kf_checker_violation(all.checker, 0, &violation));
    free_objects(all);
}

/* Masks and explanations last until the next of them; violations outlive masks. */
static void texts_last_as_long_as_is_said(void) {
    Objects all = make_objects();
    const kf_violation *violation;
    kf_text masked, explained;
    size_t count;
    GIVES(KF_OK, kf_checker_check(all.checker, KF_AGENT, LITERAL(breach), &count));
    GIVES(KF_OK, kf_checker_violation(all.checker, 0, &violation));
    GIVES(KF_OK, kf_checker_mask(all.checker, LITERAL(breach), '#', &masked));
    EXPECT(is(violation->text, breach + 6));
    GIVES(KF_OK, kf_checker_check(all.checker, KF_AGENT, LITERAL("x"), &count));
    EXPECT(masked.length == 8 && memcmp(masked.data + 6, "##", 2) == 0);
    GIVES(KF_OK, kf_checker_check(all.checker, KF_AGENT, LITERAL(breach), &count));
    GIVES(KF_OK, kf_checker_explain(all.checker, KF_AGENT, LITERAL(breach), &explained));
    EXPECT(holds(explained, "pdd/contact.wechat"));
    /* An explanation forgets the check. */
    GIVES(KF_BAD_LENGTH, kf_checker_violation(all.checker, 0, &violation));
    free_objects(all);
}

/* Whoever was made of an object goes on when that is freed. */
static void owners_may_go_first(void) {
    Objects all = make_objects();
    kf_ruleset *compiled, *loaded;
    kf_bytes bytes;
    kf_clock *restored;
    kf_text state;
    const kf_waiting *one;
    size_t count;
    GIVES(KF_OK, kf_builder_add_platform(all.builder, LITERAL("jd")));
    GIVES(KF_OK, kf_builder_compile(all.builder, &compiled));
    kf_builder_free(all.builder);
    kf_ruleset_free(all.rules);
    kf_profile_free(all.profile);
    kf_clock_free(all.clock);
    all.builder = NULL;
    all.rules = NULL;
    all.profile = NULL;
    all.clock = NULL;
    GIVES(KF_OK, kf_checker_check(all.checker, KF_AGENT, LITERAL(breach), &count));
    EXPECT(count == 1);
    GIVES(KF_OK, kf_ruleset_count(compiled, &count));
    EXPECT(count > 10);
    GIVES(KF_OK, kf_waitlist_get(all.waiting, 0, &one));
    EXPECT(is(one->conversation, "c1"));
    GIVES(KF_OK, kf_string_text(all.string, &state));
    GIVES(KF_OK, kf_clock_restore(state.data, state.length, &restored));
    kf_clock_free(restored);
    /* What was saved outlives what it was saved of, and is outlived by what is loaded. */
    GIVES(KF_OK, kf_saved_bytes(all.saved, &bytes));
    GIVES(KF_OK, kf_ruleset_load(bytes.data, bytes.length, &loaded));
    kf_saved_free(all.saved);
    all.saved = NULL;
    GIVES(KF_OK, kf_ruleset_count(loaded, &count));
    EXPECT(count > 10);
    kf_ruleset_free(loaded);
    kf_ruleset_free(compiled);
    free_objects(all);
}

/* A builder begins anew after it has compiled, also if that failed. */
static void builders_begin_anew(void) {
    static const char own[] = "id = 'own'\ntitle = 'own'";
    Objects all = make_objects();
    kf_ruleset *rules = NULL;
    kf_text id;
    GIVES(KF_OK, kf_builder_add_platform(all.builder, LITERAL("nowhere")));
    GIVES(KF_BAD_RULES, kf_builder_compile(all.builder, &rules));
    GIVES(KF_OK, kf_builder_set_day(all.builder, LITERAL("yesterday")));
    GIVES(KF_BAD_RULES, kf_builder_compile(all.builder, &rules));
    GIVES(KF_OK, kf_builder_add_pack(all.builder, LITERAL("a"), LITERAL(own)));
    GIVES(KF_OK, kf_builder_add_pack(all.builder, LITERAL("b"), LITERAL(own)));
    GIVES(KF_BAD_RULES, kf_builder_compile(all.builder, &rules));
    /* A pack that cannot be read is not added. */
    GIVES(KF_BAD_RULES, kf_builder_add_pack(all.builder, LITERAL("a"), LITERAL("id = 3")));
    GIVES(KF_OK, kf_builder_add_platform(all.builder, LITERAL("pdd")));
    GIVES(KF_OK, kf_builder_add_platform(all.builder, LITERAL("jd")));
    GIVES(KF_OK, kf_builder_compile(all.builder, &rules));
    GIVES(KF_OK, kf_ruleset_id(rules, &id));
    EXPECT(is(id, "jd"));
    kf_ruleset_free(rules);
    free_objects(all);
}

/* A conversation may end before it begins, twice, and under other rules. */
static void conversations_take_any_order(void) {
    static const char asks[] = "能开发票吗", refuses[] = "开不了的";
    Objects all = make_objects();
    kf_ruleset *other;
    kf_checker *of_other;
    const kf_violation *violation;
    size_t count;
    GIVES(KF_OK, kf_conversation_finish(all.chat, all.checker, &count));
    GIVES(KF_OK, kf_conversation_finish(all.chat, all.checker, &count));
    EXPECT(count == 0);
    GIVES(KF_OK, kf_conversation_check(all.chat, all.checker, KF_CUSTOMER, LITERAL(asks),
                                       KF_NO_TIME, 70, &count));
    /* A message that cannot be read is none. */
    GIVES(KF_BAD_UTF8, kf_conversation_check(all.chat, all.checker, KF_AGENT, LITERAL("\xFF"),
                                             KF_NO_TIME, 71, &count));
    GIVES(KF_OK, kf_conversation_check(all.chat, all.checker, KF_AGENT, LITERAL(refuses),
                                       KF_NO_TIME, 75, &count));
    EXPECT(count == 1);
    GIVES(KF_OK, kf_checker_violation(all.checker, 0, &violation));
    EXPECT(is(violation->rule, "pdd/invoice.refused-when-asked"));
    /* Its lines are the checker's: the conversation may go. */
    kf_conversation_free(all.chat);
    EXPECT(violation->line_count == 2 && violation->lines[0] == 70 && violation->lines[1] == 75);
    GIVES(KF_OK, kf_conversation_new(&all.chat));
    GIVES(KF_OK, kf_conversation_check(all.chat, all.checker, KF_CUSTOMER, LITERAL(asks),
                                       KF_NO_TIME, 0, &count));
    GIVES(KF_OK, kf_ruleset_new(LITERAL("jd"), &other));
    GIVES(KF_OK, kf_checker_new(other, &of_other));
    /* Other rules have not heard the question. */
    GIVES(KF_OK, kf_conversation_check(all.chat, of_other, KF_AGENT, LITERAL(refuses), KF_NO_TIME,
                                       0, &count));
    EXPECT(count == 0);
    kf_checker_free(of_other);
    kf_ruleset_free(other);
    free_objects(all);
}

/* An event that is refused changes nothing; success does not clear the last error. */
static void refused_events_change_nothing(void) {
    Objects all = make_objects();
    kf_event late = event_of("c1", KF_AGENT, 0), other = event_of("c1", KF_AGENT, 3600000000);
    kf_event first = event_of("c9", KF_CUSTOMER, 3600000000);
    kf_string *before, *after;
    kf_text was, now;
    first.customer = text_of("u1");
    GIVES(KF_OK, kf_clock_record(all.clock, &first));
    GIVES(KF_OK, kf_clock_save(all.clock, &before));
    GIVES(KF_REFUSED, kf_clock_record(all.clock, &late));
    other.conversation = first.conversation;
    other.customer = text_of("u2");
    GIVES(KF_REFUSED, kf_clock_record(all.clock, &other));
    EXPECT(holds(kf_error_last()->message, "u2"));
    GIVES(KF_OK, kf_clock_save(all.clock, &after));
    EXPECT(kf_error_last()->status == KF_REFUSED);
    GIVES(KF_OK, kf_string_text(before, &was));
    GIVES(KF_OK, kf_string_text(after, &now));
    EXPECT(was.length == now.length && memcmp(was.data, now.data, was.length) == 0);
    kf_string_free(before);
    kf_string_free(after);
    free_objects(all);
}

/* Small buffers get whole characters. */
static void messages_are_cut_at_characters(void) {
    kf_ruleset *rules = NULL;
    char buffer[64];
    size_t size;
    GIVES(KF_NOT_FOUND, kf_ruleset_new(LITERAL(breach), &rules));
    for (size = 1; size < sizeof buffer; size++) {
        const char *whole = kf_error_last()->message.data;
        size_t length;
        memset(buffer, 'x', sizeof buffer);
        EXPECT(kf_error_copy(buffer, size) == kf_error_last()->message.length);
        length = strlen(buffer);
        EXPECT(length < size && memcmp(buffer, whole, length) == 0);
        EXPECT((whole[length] & 0xC0) != 0x80 && size - length <= 4);
        if (size < sizeof buffer - 1) EXPECT(buffer[size] == 'x');
    }
}

int main(void) {
    Objects none;
    memset(&none, 0, sizeof none);
    free_objects(none);
    violations_are_those_of_the_last_check();
    texts_last_as_long_as_is_said();
    owners_may_go_first();
    builders_begin_anew();
    conversations_take_any_order();
    refused_events_change_nothing();
    messages_are_cut_at_characters();
    return told();
}
