/* Counts what holds, and tells what does not. */
#ifndef EXPECT_H
#define EXPECT_H

#include <kfrules.h>
#include <stdio.h>
#include <string.h>

static int passed, failed;

#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (condition) {                                                                           \
            passed++;                                                                              \
        } else {                                                                                   \
            failed++;                                                                              \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
        }                                                                                          \
    } while (0)

/* That a call has this status; if not, which it had instead. */
#define GIVES(expected, call)                                                                      \
    do {                                                                                           \
        kf_status given_ = (call);                                                                 \
        if (given_ == (expected)) {                                                                \
            passed++;                                                                              \
        } else {                                                                                   \
            failed++;                                                                              \
            fprintf(stderr, "%s:%d: %s: %s: %s\n", __FILE__, __LINE__, kf_status_name(given_),     \
                    #call, kf_error_last() ? kf_error_last()->message.data : "");                  \
        }                                                                                          \
    } while (0)

/* A literal as pointer and length. */
#define LITERAL(text) (text), sizeof(text) - 1

static inline kf_text text_of(const char *data) {
    kf_text text;
    text.data = data;
    text.length = data ? strlen(data) : 0;
    return text;
}

static inline int is(kf_text text, const char *expected) {
    return text.data && text.length == strlen(expected) &&
           memcmp(text.data, expected, text.length) == 0;
}

static inline int holds(kf_text text, const char *part) {
    size_t start, length = strlen(part);
    for (start = 0; start + length <= text.length; start++)
        if (memcmp(text.data + start, part, length) == 0) return 1;
    return 0;
}

static inline kf_event event_of(const char *conversation, kf_sender from, int64_t at_us) {
    kf_event event;
    memset(&event, 0, sizeof event);
    event.size = sizeof event;
    event.conversation = text_of(conversation);
    event.from = from;
    event.at_us = at_us;
    return event;
}

static inline int told(void) {
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0 || passed == 0;
}

/* One object of each type. */
typedef struct {
    kf_ruleset *rules;
    kf_checker *checker;
    kf_builder *builder;
    kf_conversation *chat;
    kf_profile *profile;
    kf_clock *clock;
    kf_waitlist *waiting;
    kf_string *string;
    kf_saved *saved;
} Objects;

static inline Objects make_objects(void) {
    Objects all;
    kf_event event = event_of("c1", KF_CUSTOMER, 0);
    memset(&all, 0, sizeof all);
    GIVES(KF_OK, kf_ruleset_new(LITERAL("pdd"), &all.rules));
    GIVES(KF_OK, kf_checker_new(all.rules, &all.checker));
    GIVES(KF_OK, kf_builder_new(&all.builder));
    GIVES(KF_OK, kf_conversation_new(&all.chat));
    GIVES(KF_OK, kf_profile_new(LITERAL("pdd@2020-3min-human"), &all.profile));
    GIVES(KF_OK, kf_clock_new(all.profile, KF_BEIJING_SECONDS, KF_TOLERANCE_US, KF_WARN_AFTER_US,
                              &all.clock));
    /* 1970-01-01 09:00 in Beijing. */
    event.at_us = (int64_t)3600 * 1000000;
    GIVES(KF_OK, kf_clock_record(all.clock, &event));
    GIVES(KF_OK, kf_clock_waiting(all.clock, event.at_us + 1, &all.waiting));
    GIVES(KF_OK, kf_clock_save(all.clock, &all.string));
    GIVES(KF_OK, kf_ruleset_save(all.rules, &all.saved));
    return all;
}

static inline void free_objects(Objects all) {
    /* Owners first: whatever was made of them goes on. */
    kf_ruleset_free(all.rules);
    kf_profile_free(all.profile);
    kf_clock_free(all.clock);
    kf_checker_free(all.checker);
    kf_conversation_free(all.chat);
    kf_builder_free(all.builder);
    kf_waitlist_free(all.waiting);
    kf_string_free(all.string);
    kf_saved_free(all.saved);
}

#endif
