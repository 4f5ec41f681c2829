/* Keeps the reply clock of a shop and prints who waits too long. */
#include <kfrules.h>
#include <stdio.h>
#include <string.h>

static kf_text text(const char *data, size_t length) {
    kf_text text;
    text.data = data;
    text.length = length;
    return text;
}

int main(void) {
    static const char profile_name[] = "pdd@2020-3min-human", start[] = "2024-05-01 09:00:00";
    kf_profile *profile = NULL;
    kf_clock *clock = NULL;
    kf_waitlist *waiting = NULL;
    kf_event event;
    const kf_waiting *first;
    int wrong = 1;

    memset(&event, 0, sizeof event);
    event.size = sizeof event;
    event.conversation = text("c1", 2);
    event.from = KF_CUSTOMER;
    if (kf_profile_new(profile_name, sizeof profile_name - 1, &profile) == KF_OK &&
        kf_clock_new(profile, KF_BEIJING_SECONDS, KF_TOLERANCE_US, KF_WARN_AFTER_US, &clock) ==
            KF_OK &&
        kf_time_read(start, sizeof start - 1, KF_BEIJING_SECONDS, &event.at_us) == KF_OK &&
        kf_clock_record(clock, &event) == KF_OK &&
        kf_clock_waiting(clock, event.at_us + 120000000, &waiting) == KF_OK &&
        kf_waitlist_get(waiting, 0, &first) == KF_OK) {
        printf("%.*s waits for %d s%s\n", (int)first->customer.length, first->customer.data,
               (int)(first->waited_us / 1000000), first->is_warned ? ": answer now" : "");
        wrong = 0;
    } else {
        fprintf(stderr, "%s\n", kf_error_last()->message.data);
    }
    kf_waitlist_free(waiting);
    kf_clock_free(clock);
    kf_profile_free(profile);
    return wrong;
}
