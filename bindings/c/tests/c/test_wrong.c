/* Lengths that cannot be, text in other encodings, and numbers that nothing has, in every parameter
   that takes them. */
#include "expect.h"

#include <stdlib.h>

static const uint32_t no_characters[] = {0xD800, 0xDFFF, 0x110000, 0xFFFFFFFF};
static const int32_t no_senders[] = {-1, 6, 99, INT32_MAX, INT32_MIN};

typedef struct {
    const char *data;
    size_t length;
    kf_status status;
    size_t offset;
} Wrong;

static const Wrong wrong_texts[] = {
    {NULL, 1, KF_BAD_POINTER, 0},
    {NULL, (size_t)-1, KF_BAD_POINTER, 0},
    {"x", (size_t)-1, KF_BAD_LENGTH, 0},
    {"x", (size_t)-1 / 2 + 1, KF_BAD_LENGTH, 0},
    {"\xFF", 1, KF_BAD_UTF8, 0},
    {"ok\xC0\x80", 4, KF_BAD_UTF8, 2},
    {"\xE5\xBE", 2, KF_BAD_UTF8, 0},
    {"\xE5\xBE\xAE\xED\xA0\x80", 6, KF_BAD_UTF8, 3},
    /* The same words in GBK. */
    {"\xCE\xA2\xD0\xC5", 4, KF_BAD_UTF8, 2},
};

typedef struct {
    const uint16_t *data;
    size_t length;
    kf_status status;
    size_t offset;
} Wrong16;

static const uint16_t lone_high[] = {0x5FAE, 0xD83D, 0x4FE1};
static const uint16_t lone_low[] = {0x5FAE, 0x4FE1, 0xDE00};
/* Units begin at even addresses. */
static const union {
    uint16_t units[2];
    char bytes[4];
} odd;

static const Wrong16 wrong_units[] = {
    {NULL, 1, KF_BAD_POINTER, 0},
    {NULL, (size_t)-1, KF_BAD_POINTER, 0},
    {(const uint16_t *)(const void *)(odd.bytes + 1), 1, KF_BAD_POINTER, 0},
    {odd.units, (size_t)-1, KF_BAD_LENGTH, 0},
    {odd.units, (size_t)-1 / 4 + 1, KF_BAD_LENGTH, 0},
    {lone_high, 3, KF_BAD_UTF16, 1},
    {lone_low, 3, KF_BAD_UTF16, 2},
};

static int is_told(kf_status status, kf_status expected, size_t offset) {
    const kf_error *error = kf_error_last();
    return status == expected && error && error->status == expected && error->offset == offset &&
           error->message.length > 0 && error->message.data[error->message.length] == 0;
}

/* Every parameter that is a text in UTF-8, here W; the others are right. */
#define W wrong->data, wrong->length
#define TEXTS(X)                                                                                   \
    X(kf_builder_add_platform(all.builder, W))                                                     \
    X(kf_builder_add_pack(all.builder, W, LITERAL("id = 'own'\ntitle = 'own'")))                   \
    X(kf_builder_add_pack(all.builder, LITERAL("own"), W))                                         \
    X(kf_builder_add_file(all.builder, W))                                                         \
    X(kf_builder_disable(all.builder, W))                                                          \
    X(kf_builder_set_day(all.builder, W))                                                          \
    X(kf_ruleset_new(W, &none.rules))                                                              \
    X(kf_ruleset_read(W, LITERAL("id = 'own'\ntitle = 'own'"), &none.rules))                       \
    X(kf_ruleset_read(LITERAL("own"), W, &none.rules))                                             \
    X(kf_ruleset_open(W, &none.rules))                                                             \
    X(kf_ruleset_find(all.rules, W, &rule))                                                        \
    X(kf_checker_check(all.checker, KF_AGENT, W, &count))                                          \
    X(kf_checker_mask(all.checker, W, '*', &text))                                                 \
    X(kf_checker_rewrite(all.checker, W, &text))                                                   \
    X(kf_checker_explain(all.checker, KF_AGENT, W, &text))                                         \
    X(kf_conversation_check(all.chat, all.checker, KF_AGENT, W, 0, 0, &count))                     \
    X(kf_profile_new(W, &none.profile))                                                            \
    X(kf_profile_read(W, LITERAL(""), &none.profile))                                              \
    X(kf_profile_read(LITERAL("own"), W, &none.profile))                                           \
    X(kf_deadline_due(W, 0, 0, &instant))                                                          \
    X(kf_time_read(W, 0, &instant))

/* Every parameter that is a text in UTF-16. */
#define UNITS(X)                                                                                   \
    X(kf_checker_check_utf16(all.checker, KF_AGENT, W, &count))                                    \
    X(kf_checker_mask_utf16(all.checker, W, '*', &text16))                                         \
    X(kf_checker_rewrite_utf16(all.checker, W, &text16))                                           \
    X(kf_checker_explain_utf16(all.checker, KF_AGENT, W, &text))                                   \
    X(kf_conversation_check_utf16(all.chat, all.checker, KF_AGENT, W, 0, 0, &count))

/* Every parameter that is a sender, here S. */
#define SENDERS(X)                                                                                 \
    X(kf_checker_check(all.checker, S, LITERAL("x"), &count))                                      \
    X(kf_checker_check_utf16(all.checker, S, odd.units, 1, &count))                                \
    X(kf_checker_explain(all.checker, S, LITERAL("x"), &text))                                     \
    X(kf_checker_explain_utf16(all.checker, S, odd.units, 1, &text))                               \
    X(kf_conversation_check(all.chat, all.checker, S, LITERAL("x"), 0, 0, &count))                 \
    X(kf_conversation_check_utf16(all.chat, all.checker, S, odd.units, 1, 0, 0, &count))

/* Every parameter that is an index, here I; `right` are how many there are. */
#define INDEXES(X)                                                                                 \
    X(kf_ruleset_rule(all.rules, I, &rule), rule_count)                                            \
    X(kf_checker_violation(all.checker, I, &violation), 0)                                         \
    X(kf_waitlist_get(all.waiting, I, &one), 1)                                                    \
    X(kf_platform_id(I, &text), kf_platform_count())                                               \
    X(kf_profile_name(I, &text), kf_profile_count())                                               \
    X(kf_deadline_id(I, &text), kf_deadline_count())                                               \
    X(kf_deadline_title(I, &text), kf_deadline_count())

#define TOLD(call) EXPECT(is_told(call, wrong->status, wrong->offset));
#define NO_VALUE(call) GIVES(KF_BAD_VALUE, call);
#define BEYOND(call, right)                                                                        \
    for (past = 0; past < 3; past++) {                                                             \
        I = past == 0 ? (right) : past == 1 ? (size_t)-1 : (size_t)-1 / 2;                         \
        GIVES(KF_BAD_LENGTH, call);                                                                \
    }

/* Every text of an event, and its numbers. */
static void events(Objects all) {
    size_t field, index;
    kf_event good = event_of("c2", KF_AGENT, 0), event;
    for (index = 0; index < sizeof wrong_texts / sizeof *wrong_texts; index++) {
        const Wrong *wrong = &wrong_texts[index];
        for (field = 0; field < 5; field++) {
            kf_text *texts[5];
            event = good;
            texts[0] = &event.conversation;
            texts[1] = &event.customer;
            texts[2] = &event.agent;
            texts[3] = &event.text;
            texts[4] = &event.id;
            texts[field]->data = wrong->data;
            texts[field]->length = wrong->length;
            TOLD(kf_clock_record(all.clock, &event))
            TOLD(kf_clock_record_log(all.clock, &event, 1))
        }
    }
    for (index = 0; index < sizeof no_senders / sizeof *no_senders; index++) {
        event = good;
        event.from = no_senders[index];
        GIVES(KF_BAD_VALUE, kf_clock_record(all.clock, &event));
        GIVES(KF_BAD_VALUE, kf_clock_record_log(all.clock, &event, 1));
        event = good;
        /* There are as many kinds, less one. */
        event.kind = no_senders[index] == 6 ? 5 : no_senders[index];
        GIVES(KF_BAD_VALUE, kf_clock_record(all.clock, &event));
    }
    for (index = 0; index < 3; index++) {
        event = good;
        event.size = index == 0 ? 0 : index == 1 ? sizeof event - 1 : (size_t)-1;
        GIVES(KF_BAD_LENGTH, kf_clock_record(all.clock, &event));
        GIVES(KF_BAD_LENGTH, kf_clock_record_log(all.clock, &event, 1));
    }
    GIVES(KF_BAD_LENGTH, kf_clock_record_log(all.clock, &good, (size_t)-1));
    GIVES(KF_BAD_LENGTH, kf_clock_record_log(all.clock, &good, (size_t)-1 / sizeof good));
    GIVES(KF_BAD_POINTER,
          kf_clock_record_log(all.clock, (const kf_event *)(const void *)(odd.bytes + 1), 1));
    GIVES(KF_OK, kf_clock_record_log(all.clock, NULL, 0));
}

/* What is no saved ruleset, or is damaged, is refused, and told why. */
static void saved_rulesets(Objects all) {
    kf_ruleset *rules = NULL;
    kf_bytes bytes;
    size_t at, step;
    uint8_t *copy;
    GIVES(KF_OK, kf_saved_bytes(all.saved, &bytes));
    GIVES(KF_BAD_STATE, kf_ruleset_load(NULL, 0, &rules));
    GIVES(KF_BAD_STATE, kf_ruleset_load((const uint8_t *)"id = 'own'", 10, &rules));
    EXPECT(holds(kf_error_last()->message, "no saved ruleset"));
    GIVES(KF_BAD_LENGTH, kf_ruleset_load(bytes.data, (size_t)-1, &rules));
    step = bytes.length / 40;
    /* Cut anywhere; in memory of its own, so that reading on would be seen. */
    for (at = 0; at < bytes.length; at += at < 40 ? 1 : step) {
        copy = (uint8_t *)malloc(at ? at : 1);
        if (!copy) exit(1);
        memcpy(copy, bytes.data, at);
        GIVES(KF_BAD_STATE, kf_ruleset_load(copy, at, &rules));
        free(copy);
    }
    copy = (uint8_t *)malloc(bytes.length + 1);
    if (!copy) exit(1);
    memcpy(copy, bytes.data, bytes.length);
    copy[bytes.length] = 0;
    GIVES(KF_BAD_STATE, kf_ruleset_load(copy, bytes.length + 1, &rules));
    EXPECT(holds(kf_error_last()->message, "damaged"));
    for (at = 0; at < bytes.length; at += at < 40 ? 1 : step) {
        copy[at] ^= 0x10;
        GIVES(KF_BAD_STATE, kf_ruleset_load(copy, bytes.length, &rules));
        copy[at] ^= 0x10;
    }
    /* After eight bytes by which it is known stands the number of its format. */
    copy[8]++;
    GIVES(KF_BAD_STATE, kf_ruleset_load(copy, bytes.length, &rules));
    EXPECT(holds(kf_error_last()->message, "format"));
    copy[8]--;
    EXPECT(!rules);
    GIVES(KF_OK, kf_ruleset_load(copy, bytes.length, &rules));
    kf_ruleset_free(rules);
    free(copy);
}

int main(void) {
    Objects all = make_objects(), none;
    const kf_violation *violation = NULL;
    const kf_rule *rule = NULL;
    const kf_waiting *one = NULL;
    kf_text text = {NULL, 77};
    kf_text16 text16 = {NULL, 77};
    size_t count = 77, rule_count = 0, index, past, I;
    int64_t instant = 77;
    memset(&none, 0, sizeof none);

    for (index = 0; index < sizeof wrong_texts / sizeof *wrong_texts; index++) {
        const Wrong *wrong = &wrong_texts[index];
        TEXTS(TOLD)
    }
    for (index = 0; index < sizeof wrong_units / sizeof *wrong_units; index++) {
        const Wrong16 *wrong = &wrong_units[index];
        UNITS(TOLD)
    }
    for (index = 0; index < sizeof no_senders / sizeof *no_senders; index++) {
        int32_t S = no_senders[index];
        SENDERS(NO_VALUE)
    }
    for (index = 0; index < sizeof no_characters / sizeof *no_characters; index++) {
        GIVES(KF_BAD_VALUE,
              kf_checker_mask(all.checker, LITERAL("x"), no_characters[index], &text));
        GIVES(KF_BAD_VALUE,
              kf_checker_mask_utf16(all.checker, odd.units, 1, no_characters[index], &text16));
    }
    GIVES(KF_OK, kf_ruleset_count(all.rules, &rule_count));
    INDEXES(BEYOND)
    events(all);
    saved_rulesets(all);

    GIVES(KF_BAD_STATE, kf_clock_restore("\xFF", 1, &none.clock));
    GIVES(KF_BAD_STATE, kf_clock_restore("", 0, &none.clock));
    GIVES(KF_BAD_LENGTH, kf_clock_restore("x", (size_t)-1, &none.clock));
    GIVES(KF_BAD_STATE, kf_clock_restore(LITERAL("{}"), &none.clock));
    GIVES(KF_BAD_VALUE, kf_time_read(LITERAL("2024-13-01 08:03:12"), 0, &instant));
    GIVES(KF_BAD_FILE, kf_ruleset_open(LITERAL("/no/such.toml"), &none.rules));
    GIVES(KF_BAD_FILE, kf_ruleset_open("a\0b", 3, &none.rules));
    GIVES(KF_BAD_FILE, kf_builder_add_file(all.builder, LITERAL("/no/such.toml")));
    GIVES(KF_NOT_FOUND, kf_ruleset_new(LITERAL("nowhere"), &none.rules));
    GIVES(KF_NOT_FOUND, kf_ruleset_find(all.rules, LITERAL("nothing"), &rule));
    GIVES(KF_NOT_FOUND, kf_profile_new(LITERAL("nothing"), &none.profile));
    GIVES(KF_NOT_FOUND, kf_deadline_due(LITERAL("nothing"), 0, 0, &instant));

    /* A mistake in a pack is told with its place. */
    GIVES(KF_BAD_RULES, kf_ruleset_read(LITERAL("own.toml"), LITERAL("id = 'own'\ncolour = 3"),
                                        &none.rules));
    EXPECT(kf_error_last()->line == 2 && kf_error_last()->column == 1);
    EXPECT(is(kf_error_last()->origin, "own.toml") && !kf_error_last()->rule.data);
    GIVES(KF_BAD_RULES, kf_profile_read(LITERAL("own.toml"), LITERAL("platform = 3"),
                                        &none.profile));
    EXPECT(kf_error_last()->line == 1 && is(kf_error_last()->origin, "own.toml"));

    EXPECT(count == 77 && instant == 77 && !text.data && !text16.data && !violation && !rule &&
           !one && !none.rules && !none.profile && !none.clock);
    EXPECT(strcmp(kf_status_name(-1), "unknown status") == 0);
    EXPECT(strcmp(kf_status_name(13), "unknown status") == 0);
    EXPECT(strcmp(kf_status_name(KF_PANIC), "KF_PANIC") == 0);
    free_objects(all);
    return told();
}
