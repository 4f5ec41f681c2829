/* What C alone can get wrong: NULL, bad numbers, the order of freeing, many threads. */
#include <kfrules.h>
#include <pthread.h>
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

static const char breach[] = "\xE5\x8A\xA0\xE6\x88\x91\xE5\xBE\xAE\xE4\xBF\xA1";

static void *many(void *rules) {
    kf_checker *checker;
    size_t round, count = 0, sum = 0;
    if (kf_checker_new((const kf_ruleset *)rules, &checker) != KF_OK) return NULL;
    for (round = 0; round < 200; round++) {
        kf_checker_check(checker, KF_AGENT, breach, sizeof breach - 1, &count);
        sum += count;
    }
    kf_checker_free(checker);
    return sum == 200 ? rules : NULL;
}

int main(void) {
    kf_ruleset *rules = NULL;
    kf_checker *checker = NULL;
    kf_conversation *chat = NULL;
    kf_builder *builder = NULL;
    kf_clock *clock = NULL;
    const kf_violation *violation = NULL;
    const kf_rule *rule = NULL;
    kf_text text;
    size_t count = 77, index;
    char small[8];
    pthread_t threads[8];

    EXPECT(kf_abi_version() == KF_ABI_VERSION);
    EXPECT(kf_error_last() == NULL && kf_error_copy(NULL, 0) == 0);
    EXPECT(kf_ruleset_new("pdd", 3, NULL) == KF_BAD_POINTER);
    EXPECT(kf_ruleset_new(NULL, 3, &rules) == KF_BAD_POINTER && rules == NULL);
    EXPECT(kf_ruleset_new("nowhere", 7, &rules) == KF_NOT_FOUND && rules == NULL);
    EXPECT(kf_error_last()->status == KF_NOT_FOUND);
    EXPECT(kf_error_copy(small, sizeof small) == strlen(kf_error_last()->message.data));
    EXPECT(strlen(small) == sizeof small - 1);
    EXPECT(kf_ruleset_open("/no/such.toml", 13, &rules) == KF_BAD_FILE);
    EXPECT(kf_ruleset_read("own", 3, "id = \"shop\"\ncolour = 3", 22, &rules) == KF_BAD_RULES);
    EXPECT(kf_error_last()->line == 2 && kf_error_last()->column == 1);
    EXPECT(strcmp(kf_status_name(KF_BAD_UTF8), "KF_BAD_UTF8") == 0);

    EXPECT(kf_ruleset_new("pdd", 3, &rules) == KF_OK);
    EXPECT(kf_ruleset_find(rules, "contact.wechat", 14, &rule) == KF_OK);
    EXPECT(rule && rule->severity == KF_ERROR);
    EXPECT(kf_ruleset_rule(rules, (size_t)-1, &rule) == KF_BAD_LENGTH);
    for (index = 0; index < 8; index++)
        EXPECT(pthread_create(&threads[index], NULL, many, rules) == 0);
    for (index = 0; index < 8; index++) {
        void *good = NULL;
        EXPECT(pthread_join(threads[index], &good) == 0 && good == (void *)rules);
    }

    EXPECT(kf_checker_new(rules, &checker) == KF_OK);
    kf_ruleset_free(rules);
    EXPECT(kf_checker_check(checker, 99, breach, sizeof breach - 1, &count) == KF_BAD_VALUE);
    EXPECT(kf_checker_check(NULL, KF_AGENT, "", 0, &count) == KF_BAD_POINTER && count == 77);
    EXPECT(kf_checker_check(checker, KF_AGENT, NULL, 0, &count) == KF_OK && count == 0);
    EXPECT(kf_checker_check(checker, KF_AGENT, breach, sizeof breach - 1, &count) == KF_OK);
    EXPECT(count == 1 && kf_checker_violation(checker, 0, &violation) == KF_OK);
    EXPECT(violation && violation->bytes.start == 6 && violation->utf16.end == 4);
    EXPECT(kf_checker_violation(checker, 1, &violation) == KF_BAD_LENGTH);
    EXPECT(kf_checker_mask(checker, breach, sizeof breach - 1, '#', &text) == KF_OK);
    EXPECT(text.length == 8 && memcmp(text.data + 6, "##", 2) == 0);
    EXPECT(kf_checker_mask(checker, breach, sizeof breach - 1, 0xD800, &text) == KF_BAD_VALUE);
    EXPECT(kf_checker_rewrite(checker, breach, sizeof breach - 1, &text) == KF_OK && !text.data);
    EXPECT(kf_checker_explain(checker, KF_AGENT, breach, sizeof breach - 1, &text) == KF_OK);
    EXPECT(text.length > 0 && text.data[0] == '{' && text.data[text.length - 1] == '\n');

    EXPECT(kf_conversation_new(&chat) == KF_OK);
    EXPECT(kf_conversation_check(chat, checker, KF_AGENT, breach, sizeof breach - 1, KF_NO_TIME, 0,
                                 &count) == KF_OK && count >= 1);
    EXPECT(kf_conversation_finish(chat, checker, &count) == KF_OK);
    kf_checker_free(checker);
    kf_conversation_free(chat);

    EXPECT(kf_builder_new(&builder) == KF_OK);
    EXPECT(kf_builder_add_platform(builder, "jd", 2) == KF_OK);
    EXPECT(kf_builder_disable(builder, "contact.wechat", 14) == KF_OK);
    EXPECT(kf_builder_compile(builder, &rules) == KF_OK);
    EXPECT(kf_ruleset_find(rules, "contact.wechat", 14, &rule) == KF_NOT_FOUND);
    kf_builder_free(builder);
    kf_ruleset_free(rules);

    EXPECT(kf_clock_restore("{}", 2, &clock) == KF_BAD_STATE && clock == NULL);
    kf_ruleset_free(NULL);
    kf_checker_free(NULL);
    kf_clock_free(NULL);
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
