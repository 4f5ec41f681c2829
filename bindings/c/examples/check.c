/* Checks one message and prints what is wrong with it. */
#include <kfrules.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    const char *text = "亲，加我微 信 qiutian88";
    kf_ruleset *rules = NULL;
    kf_checker *checker = NULL;
    size_t count = 0, index;
    int wrong = 0;

    if (kf_abi_version() != KF_ABI_VERSION || kf_ruleset_new("pdd", 3, &rules) != KF_OK ||
        kf_checker_new(rules, &checker) != KF_OK ||
        kf_checker_check(checker, KF_AGENT, text, strlen(text), &count) != KF_OK) {
        const kf_error *error = kf_error_last();
        fprintf(stderr, "%s\n", error ? error->message.data : "another version of libkfrules");
        wrong = 1;
    }
    for (index = 0; index < count; index++) {
        const kf_violation *violation;
        if (kf_checker_violation(checker, index, &violation) != KF_OK) break;
        printf("%.*s: %.*s: %.*s\n", (int)violation->rule.length, violation->rule.data,
               (int)violation->text.length, violation->text.data, (int)violation->message.length,
               violation->message.data);
    }
    kf_checker_free(checker);
    kf_ruleset_free(rules);
    return wrong;
}
