/* One ruleset for many threads; one checker, builder or conversation for one; one clock for all. */
#include "expect.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#define THREADS 8
#define ROUNDS 200

static const char breach[] = "\xE5\x8A\xA0\xE6\x88\x91\xE5\xBE\xAE\xE4\xBF\xA1"; /* 加我微信 */

static void *check_many(void *rules) {
    kf_checker *checker;
    size_t round, count = 0, sum = 0;
    if (kf_checker_new((const kf_ruleset *)rules, &checker) != KF_OK) return NULL;
    for (round = 0; round < ROUNDS; round++) {
        if (kf_checker_check(checker, KF_AGENT, LITERAL(breach), &count) != KF_OK) break;
        sum += count;
    }
    kf_checker_free(checker);
    return sum == ROUNDS ? rules : NULL;
}

static void *record_many(void *clock) {
    /* Each thread is a conversation of its own. */
    static pthread_mutex_t naming = PTHREAD_MUTEX_INITIALIZER;
    static int named;
    char name[32];
    kf_event event;
    int round;
    pthread_mutex_lock(&naming);
    sprintf(name, "c%d", named++);
    pthread_mutex_unlock(&naming);
    event = event_of(name, KF_CUSTOMER, 0);
    for (round = 0; round < ROUNDS; round++) {
        /* From 10:00 in Beijing: asked and answered in turns, ten seconds apart. */
        event.at_us = (int64_t)1000000 * (7200 + 10 * round);
        event.from = round % 2 ? KF_AGENT : KF_CUSTOMER;
        if (kf_clock_record((kf_clock *)clock, &event) != KF_OK) return NULL;
    }
    return clock;
}

static void *fail_alone(void *unused) {
    char own[64];
    kf_ruleset *rules = NULL;
    int round;
    /* Nothing failed in this thread yet, whatever failed elsewhere. */
    if (kf_error_last() || kf_error_copy(own, sizeof own)) return NULL;
    sprintf(own, "%p", (void *)own);
    for (round = 0; round < ROUNDS; round++) {
        if (kf_ruleset_new(own, strlen(own), &rules) != KF_NOT_FOUND) return NULL;
        if (!holds(kf_error_last()->message, own)) return NULL;
    }
    return unused;
}

static void in_threads(void *(*body)(void *), void *argument) {
    pthread_t threads[THREADS];
    int index;
    for (index = 0; index < THREADS; index++)
        EXPECT(pthread_create(&threads[index], NULL, body, argument) == 0);
    for (index = 0; index < THREADS; index++) {
        void *good = NULL;
        EXPECT(pthread_join(threads[index], &good) == 0 && good == argument);
    }
}

/* A thread that is in an object most of the time, until it is told to stop. */
typedef struct {
    Objects all;
    char *text;
    size_t length;
    int uses_chat;
    pthread_mutex_t lock;
    int is_stopped;
    size_t served;
} Long;

static int is_stopped(Long *stay) {
    int stopped;
    pthread_mutex_lock(&stay->lock);
    stopped = stay->is_stopped;
    pthread_mutex_unlock(&stay->lock);
    return stopped;
}

static void *stay_long(void *argument) {
    Long *stay = (Long *)argument;
    size_t count;
    while (!is_stopped(stay)) {
        kf_status status =
            stay->uses_chat
                ? kf_conversation_check(stay->all.chat, stay->all.checker, KF_AGENT, stay->text,
                                        stay->length, KF_NO_TIME, 0, &count)
                : kf_checker_check(stay->all.checker, KF_AGENT, stay->text, stay->length, &count);
        if (status == KF_OK) stay->served++;
        if (status != KF_OK && status != KF_BUSY) return NULL;
    }
    return stay;
}

/* That a call sooner or later meets the other thread, and is told so. It lets the other go on where
 * only one thread runs at a time, as on one core or under valgrind. */
#define IS_BUSY(call)                                                                              \
    do {                                                                                           \
        long tries = 10000000;                                                                     \
        kf_status status = KF_OK;                                                                  \
        while (status != KF_BUSY && tries-- > 0) {                                                 \
            sched_yield();                                                                         \
            status = (call);                                                                       \
        }                                                                                          \
        EXPECT(status == KF_BUSY && kf_error_last()->status == KF_BUSY);                           \
    } while (0)

/* The second thread in a checker, or in a conversation, is told so, and nothing is harmed. */
static void the_second_is_told(int uses_chat) {
    static const char word[] = "\xE4\xBA\xB2"; /* 亲 */
    static const uint16_t unit[] = {'x'};
    Long stay;
    pthread_t thread;
    kf_checker *other;
    kf_text text;
    kf_text16 text16;
    const kf_violation *violation;
    void *good = NULL;
    size_t count, at;
    memset(&stay, 0, sizeof stay);
    stay.all = make_objects();
    stay.uses_chat = uses_chat;
    stay.length = 30000;
    stay.text = (char *)malloc(stay.length);
    if (!stay.text) exit(1);
    for (at = 0; at < stay.length; at++) stay.text[at] = word[at % 3];
    GIVES(KF_OK, kf_checker_new(stay.all.rules, &other));
    EXPECT(pthread_mutex_init(&stay.lock, NULL) == 0);
    EXPECT(pthread_create(&thread, NULL, stay_long, &stay) == 0);
    if (uses_chat) {
        IS_BUSY(kf_conversation_check(stay.all.chat, other, KF_AGENT, LITERAL("x"), KF_NO_TIME, 0,
                                      &count));
        IS_BUSY(kf_conversation_check_utf16(stay.all.chat, other, KF_AGENT, unit, 1, KF_NO_TIME, 0,
                                            &count));
        IS_BUSY(kf_conversation_finish(stay.all.chat, other, &count));
    } else {
        IS_BUSY(kf_checker_check(stay.all.checker, KF_AGENT, LITERAL("x"), &count));
        IS_BUSY(kf_checker_check_utf16(stay.all.checker, KF_AGENT, unit, 1, &count));
        IS_BUSY(kf_checker_violation(stay.all.checker, 0, &violation));
        IS_BUSY(kf_checker_mask(stay.all.checker, LITERAL("x"), '*', &text));
        IS_BUSY(kf_checker_mask_utf16(stay.all.checker, unit, 1, '*', &text16));
        IS_BUSY(kf_checker_rewrite(stay.all.checker, LITERAL("x"), &text));
        IS_BUSY(kf_checker_rewrite_utf16(stay.all.checker, unit, 1, &text16));
        IS_BUSY(kf_checker_explain(stay.all.checker, KF_AGENT, LITERAL("x"), &text));
        IS_BUSY(kf_checker_explain_utf16(stay.all.checker, KF_AGENT, unit, 1, &text));
        IS_BUSY(kf_conversation_finish(stay.all.chat, stay.all.checker, &count));
    }
    pthread_mutex_lock(&stay.lock);
    stay.is_stopped = 1;
    pthread_mutex_unlock(&stay.lock);
    EXPECT(pthread_join(thread, &good) == 0 && good == &stay && stay.served > 0);
    GIVES(KF_OK, kf_checker_check(stay.all.checker, KF_AGENT, LITERAL(breach), &count));
    EXPECT(count == 1);
    pthread_mutex_destroy(&stay.lock);
    kf_checker_free(other);
    free(stay.text);
    free_objects(stay.all);
}

int main(void) {
    Objects all = make_objects();
    kf_clock *clock;
    kf_string *report;
    kf_text json;
    char expected[32];
    in_threads(check_many, all.rules);
    GIVES(KF_OK, kf_clock_new(all.profile, KF_BEIJING_SECONDS, KF_TOLERANCE_US, KF_WARN_AFTER_US,
                              &clock));
    in_threads(record_many, clock);
    GIVES(KF_OK, kf_clock_report(clock, &report));
    GIVES(KF_OK, kf_string_text(report, &json));
    /* One customer a conversation and day, all answered in time. */
    sprintf(expected, "\"good\":%d,\"total\":%d", THREADS, THREADS);
    EXPECT(holds(json, expected));
    kf_string_free(report);
    kf_clock_free(clock);
    in_threads(fail_alone, all.rules);
    free_objects(all);
    the_second_is_told(0);
    the_second_is_told(1);
    return told();
}
