/*
 * kfrules: checks what a shop's customer-service agent is about to send against the platforms'
 * rules, and keeps the reply clock by which the platforms judge the shop.
 *
 * Made by `cargo xtask generate`; docs/c.md tells how to use it.
 *
 * Every function that can fail gives a kf_status, and writes its outputs on KF_OK alone. Text goes
 * in as pointer and length, in UTF-8 or, where a name ends in _utf16, UTF-16, and need not stay
 * after the call. NULL is the empty text if the length is 0. Objects are freed by the function of
 * their type, in any order; what is got from an object belongs to it.
 *
 * Rulesets, profiles, waitlists, strings and saved rulesets never change, and any number of threads
 * may use one at once; so may they use a clock, where they wait for each other. A checker, builder
 * or conversation is for one thread at a time. An object is freed when no thread uses it any more.
 *
 * Numbers of enums never change; new ones may be added, and fields at the end of structs that the
 * library hands out.
 */

#ifndef KFRULES_H
#define KFRULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * How late an event may come, unless said otherwise: 10 seconds, in microseconds.
 */
#define KF_TOLERANCE_US 10000000

/**
 * After which wait somebody should be told, unless said otherwise: 100 seconds, in microseconds.
 */
#define KF_WARN_AFTER_US 100000000

/**
 * Stands for a time that is not known, or that there is none of.
 */
#define KF_NO_TIME INT64_MIN

/**
 * Beijing time, in seconds east of UTC.
 */
#define KF_BEIJING_SECONDS 28800

/**
 * The binary interface that this header describes.
 */
#define KF_ABI_VERSION 0

/**
 * What a function says of its outcome. The numbers never change; new ones may be added.
 */
enum kf_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * It is done, and the outputs are written. They are written in no other case.
   */
  KF_OK = 0,
  /**
   * A pointer is NULL that must not be, or a list of 16-bit units or events is not aligned.
   */
  KF_BAD_POINTER = 1,
  /**
   * A text is not UTF-8; kf_error.offset tells where.
   */
  KF_BAD_UTF8 = 2,
  /**
   * A text is not UTF-16 (half of a surrogate pair is missing); kf_error.offset tells where.
   */
  KF_BAD_UTF16 = 3,
  /**
   * A length, size or index is not possible.
   */
  KF_BAD_LENGTH = 4,
  /**
   * A number is not one of those that its kind has.
   */
  KF_BAD_VALUE = 5,
  /**
   * A pack or profile is not as it should be; kf_error tells the file, line, column and rule.
   */
  KF_BAD_RULES = 6,
  /**
   * A file cannot be read.
   */
  KF_BAD_FILE = 7,
  /**
   * There is nothing of this name.
   */
  KF_NOT_FOUND = 8,
  /**
   * An event comes too late, or names another customer than its conversation has.
   */
  KF_REFUSED = 9,
  /**
   * What was saved, of a clock or a ruleset, cannot be read.
   */
  KF_BAD_STATE = 10,
  /**
   * Another thread is using this object, which is for one thread at a time.
   */
  KF_BUSY = 11,
  /**
   * A mistake in kfrules itself; the object can still be used. Please report it.
   */
  KF_PANIC = 12,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kf_status kf_status;
#else
typedef int32_t kf_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How grave a violation is.
 */
enum kf_severity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Shown on request; also where the text denies or refuses.
   */
  KF_INFO = 0,
  /**
   * Worth a look before sending.
   */
  KF_WARNING = 1,
  /**
   * A sanction is named and the text leaves no doubt.
   */
  KF_ERROR = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kf_severity kf_severity;
#else
typedef int32_t kf_severity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a violation was disguised: the widest step that any part of it needed.
 */
enum kf_via
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * Written just as the rule lists it.
   */
  KF_EXACT = 0,
  /**
   * In other characters that stand for the same.
   */
  KF_FOLDED = 1,
  /**
   * With noise in between.
   */
  KF_SPREAD = 2,
  /**
   * With characters that look alike.
   */
  KF_SHAPE = 3,
  /**
   * With characters that sound alike.
   */
  KF_SOUND = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kf_via kf_via;
#else
typedef int32_t kf_via;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Who wrote a message. Functions take it as an int32_t and refuse other numbers.
 */
enum kf_sender
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /**
   * The buyer.
   */
  KF_CUSTOMER = 0,
  /**
   * A person who serves for the shop.
   */
  KF_AGENT = 1,
  /**
   * A person helped by a machine.
   */
  KF_ASSIST = 2,
  /**
   * A machine that answers for the shop.
   */
  KF_ROBOT = 3,
  /**
   * A fixed automatic reply.
   */
  KF_AUTO = 4,
  /**
   * The platform itself.
   */
  KF_SYSTEM = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kf_sender kf_sender;
#else
typedef int32_t kf_sender;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Puts packs together into a ruleset. For one thread at a time.
 */
typedef struct kf_builder kf_builder;

/**
 * Checks many messages with one ruleset; make one for each thread. Two threads in one checker at
 * the same time are told KF_BUSY. Once warm it allocates nothing for a message in which nothing is
 * found.
 */
typedef struct kf_checker kf_checker;

/**
 * The reply clock of one shop with all its conversations. It never reads the wall clock: time is
 * what the events say. Threads may share it; they wait for each other. Instants are in
 * microseconds since 1970-01-01 00:00 UTC.
 */
typedef struct kf_clock kf_clock;

/**
 * The last messages of one chat, for rules that need more than one message. It holds its state
 * alone: one checker serves many conversations. For one thread at a time, as its checker.
 */
typedef struct kf_conversation kf_conversation;

/**
 * One version of one platform's reply-time metric. It never changes, and threads may share it.
 */
typedef struct kf_profile kf_profile;

/**
 * Compiled rules of a platform, of your own packs, or of both. It never changes: any number of
 * threads may use it at once. Checkers keep what they need of it, so it may be freed before them.
 */
typedef struct kf_ruleset kf_ruleset;

/**
 * A ruleset as bytes. They belong to you and do not change, and the ruleset may be freed before
 * them. Free them with kf_saved_free.
 */
typedef struct kf_saved kf_saved;

/**
 * Text that belongs to you. Free it with kf_string_free.
 */
typedef struct kf_string kf_string;

/**
 * Who waits at an instant, the longest wait first. It belongs to you and does not change: the clock
 * may go on, or be freed. Free it with kf_waitlist_free.
 */
typedef struct kf_waitlist kf_waitlist;

/**
 * UTF-8 text that belongs to somebody else. It does not end with NUL unless that is said.
 */
typedef struct kf_text {
  /**
   * The first byte; NULL where there is no text at all.
   */
  const char *data;
  /**
   * How many bytes.
   */
  size_t length;
} kf_text;

/**
 * A place in a text: from `start` up to, and without, `end`.
 */
typedef struct kf_span {
  /**
   * The first position inside.
   */
  size_t start;
  /**
   * The first position after it.
   */
  size_t end;
} kf_span;

/**
 * One breach of one rule at one place of the text. It belongs to the checker that found it, and
 * lasts until that checker's next call that checks. Fields may be added at the end.
 */
typedef struct kf_violation {
  /**
   * The rule that is broken: "pdd/contact.wechat".
   */
  struct kf_text rule;
  /**
   * Its category: "contact".
   */
  struct kf_text category;
  /**
   * The rule's severity, or KF_INFO where the text denies or refuses.
   */
  kf_severity severity;
  /**
   * How it was disguised.
   */
  kf_via via;
  /**
   * What is wrong, in Chinese, for the agent.
   */
  struct kf_text message;
  /**
   * What to write instead, in Chinese; may be empty.
   */
  struct kf_text suggestion;
  /**
   * What to put in the place of the words, if the rule gives something safe; else without data.
   */
  struct kf_text replacement;
  /**
   * The words that break the rule, as written.
   */
  struct kf_text text;
  /**
   * Their place in the text in bytes of UTF-8, even if it was given as UTF-16.
   */
  struct kf_span bytes;
  /**
   * The same in characters (Unicode scalar values).
   */
  struct kf_span chars;
  /**
   * The same in 16-bit units of UTF-16, as JavaScript, Java and C# count.
   */
  struct kf_span utf16;
  /**
   * The lines that it took to see, if it was seen in a conversation over more than one message:
   * your own numbers, the last is this message's.
   */
  const uint64_t *lines;
  /**
   * How many lines.
   */
  size_t line_count;
} kf_violation;

/**
 * UTF-16 text that belongs to somebody else, in the byte order of the machine.
 */
typedef struct kf_text16 {
  /**
   * The first 16-bit unit; NULL where there is no text at all.
   */
  const uint16_t *data;
  /**
   * How many 16-bit units.
   */
  size_t length;
} kf_text16;

/**
 * One event of a shop's log. Set it to zero first, so that what is not said is empty, and then its
 * `size`.
 */
typedef struct kf_event {
  /**
   * sizeof (kf_event), so that the library knows which fields the program knows.
   */
  size_t size;
  /**
   * Which conversation it belongs to.
   */
  struct kf_text conversation;
  /**
   * When it happened, in microseconds since 1970-01-01 00:00 UTC.
   */
  int64_t at_us;
  /**
   * Who it is from: a kf_sender.
   */
  int32_t from;
  /**
   * What it is: a kf_kind; 0 is a message.
   */
  int32_t kind;
  /**
   * The customer; empty if the log does not say.
   */
  struct kf_text customer;
  /**
   * The agent who sent it or is in charge; empty if the log does not say.
   */
  struct kf_text agent;
  /**
   * The words; they only tell a message from a second copy of itself.
   */
  struct kf_text text;
  /**
   * The log's own name for the event; empty if it has none.
   */
  struct kf_text id;
  /**
   * Where it stands in the log, by any count of yours: reports name messages by it.
   */
  uint64_t line;
} kf_event;

/**
 * The last failure of a thread. Fields may be added at the end.
 */
typedef struct kf_error {
  /**
   * What the function returned.
   */
  kf_status status;
  /**
   * What is wrong and where, for people; it ends with NUL after its length.
   */
  struct kf_text message;
  /**
   * The file of a pack or profile, or the name it was given; without data if there is none.
   */
  struct kf_text origin;
  /**
   * The rule of a pack; without data if there is none.
   */
  struct kf_text rule;
  /**
   * The line in it, from 1; 0 if it is not known.
   */
  size_t line;
  /**
   * The column in the line, in characters from 1; 0 if it is not known.
   */
  size_t column;
  /**
   * Where a text stops being UTF-8 (in bytes) or UTF-16 (in 16-bit units); 0 with other statuses.
   */
  size_t offset;
} kf_error;

/**
 * One rule. It belongs to its ruleset. Fields may be added at the end.
 */
typedef struct kf_rule {
  /**
   * Platform (or own pack) and id: "pdd/contact.wechat".
   */
  struct kf_text name;
  /**
   * The id, category first: "contact.wechat".
   */
  struct kf_text id;
  /**
   * The category: "contact".
   */
  struct kf_text category;
  /**
   * How grave a violation is.
   */
  kf_severity severity;
  /**
   * How far the rule looks through disguise.
   */
  kf_via reach;
  /**
   * What is wrong, in Chinese, for the agent.
   */
  struct kf_text message;
  /**
   * What to write instead, in Chinese.
   */
  struct kf_text suggestion;
  /**
   * Whether it reads whole dialogues: only conversations find it.
   */
  bool reads_dialogue;
  /**
   * The document that it comes from; without data if none is known.
   */
  struct kf_text document;
  /**
   * What the platform does about it; without data if that is not known.
   */
  struct kf_text sanction;
} kf_rule;

/**
 * Bytes that belong to somebody else.
 */
typedef struct kf_bytes {
  /**
   * The first byte.
   */
  const uint8_t *data;
  /**
   * How many bytes.
   */
  size_t length;
} kf_bytes;

/**
 * Somebody who waits for an answer that would count. It belongs to its list. Instants are in
 * microseconds since 1970-01-01 00:00 UTC. Fields may be added at the end.
 */
typedef struct kf_waiting {
  /**
   * The conversation.
   */
  struct kf_text conversation;
  /**
   * The customer; the conversation's name if the log names none.
   */
  struct kf_text customer;
  /**
   * The agent last named in the conversation; without data if none was.
   */
  struct kf_text agent;
  /**
   * When the clock started.
   */
  int64_t since_us;
  /**
   * How long it has run, in microseconds.
   */
  int64_t waited_us;
  /**
   * The last instant at which an answer is in time; KF_NO_TIME where only the mean counts.
   */
  int64_t due_us;
  /**
   * From when on somebody should be told.
   */
  int64_t warn_us;
  /**
   * Whether it is time to tell somebody.
   */
  bool is_warned;
  /**
   * Whether it is too late for an answer in time.
   */
  bool is_late;
} kf_waiting;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Makes a builder without rules yet. Free it with kf_builder_free.
 */
kf_status kf_builder_new(struct kf_builder **builder);

/**
 * Frees a builder; NULL is left alone. The rulesets that it compiled do not end with it.
 */
void kf_builder_free(struct kf_builder *builder);

/**
 * Takes the bundled rules of a platform, in the place of those of another that was taken before.
 * Whether there is one of this name shows when the rules are compiled.
 */
kf_status kf_builder_add_platform(const struct kf_builder *builder,
                                  const char *platform,
                                  size_t platform_length);

/**
 * Adds a pack of your own, given as TOML. `name` is what errors call it, and may be empty. Packs
 * that extend one another may come in any order.
 */
kf_status kf_builder_add_pack(const struct kf_builder *builder,
                              const char *name,
                              size_t name_length,
                              const char *toml,
                              size_t toml_length);

/**
 * Adds a pack of your own from a file. The path is UTF-8 on every system.
 */
kf_status kf_builder_add_file(const struct kf_builder *builder,
                              const char *path,
                              size_t path_length);

/**
 * Leaves out a rule by its id, or all rules of a category.
 */
kf_status kf_builder_disable(const struct kf_builder *builder,
                             const char *rule,
                             size_t rule_length);

/**
 * Takes the rules that were in force on a day, given as "2024-05-01", instead of those whose end is not
 * known.
 */
kf_status kf_builder_set_day(const struct kf_builder *builder,
                             const char *day,
                             size_t day_length);

/**
 * Compiles the rules; the builder is then empty again, also if that fails. Free the ruleset with
 * kf_ruleset_free.
 */
kf_status kf_builder_compile(const struct kf_builder *builder,
                             struct kf_ruleset **ruleset);

/**
 * Makes a checker; it keeps what it needs of the ruleset. Free it with kf_checker_free.
 */
kf_status kf_checker_new(const struct kf_ruleset *ruleset,
                         struct kf_checker **checker);

/**
 * Frees a checker and all that it gave; NULL is left alone.
 */
void kf_checker_free(struct kf_checker *checker);

/**
 * Checks a message in UTF-8 and tells how many violations there are; kf_checker_violation gives
 * them. `sender` is a kf_sender. The text is not needed after the call. Text that is not UTF-8
 * is KF_BAD_UTF8.
 */
kf_status kf_checker_check(const struct kf_checker *checker,
                           int32_t sender,
                           const char *text,
                           size_t length,
                           size_t *count);

/**
 * Checks a message in UTF-16, in the byte order of the machine; `length` counts 16-bit units.
 * Otherwise as kf_checker_check; text that is not UTF-16 is KF_BAD_UTF16.
 */
kf_status kf_checker_check_utf16(const struct kf_checker *checker,
                                 int32_t sender,
                                 const uint16_t *text,
                                 size_t length,
                                 size_t *count);

/**
 * A violation of the last check, by index from 0, in the order of the text. It belongs to the
 * checker and lasts until the checker's next call that checks or explains.
 */
kf_status kf_checker_violation(const struct kf_checker *checker,
                               size_t index,
                               const struct kf_violation **violation);

/**
 * The message with every character of its errors and warnings covered by the character `cover`, a
 * Unicode scalar value such as '*'. It is checked as an agent's. The result belongs to the checker
 * and lasts until its next call of kf_checker_mask, _rewrite, _explain or these with _utf16;
 * violations stay as they are.
 */
kf_status kf_checker_mask(const struct kf_checker *checker,
                          const char *text,
                          size_t length,
                          uint32_t cover,
                          struct kf_text *masked);

/**
 * The same of a message in UTF-16, and in UTF-16; `length` counts 16-bit units.
 */
kf_status kf_checker_mask_utf16(const struct kf_checker *checker,
                                const uint16_t *text,
                                size_t length,
                                uint32_t cover,
                                struct kf_text16 *masked);

/**
 * The message with each violation that has a replacement rewritten; without data if there is
 * nothing to replace. What has no replacement stays as it is, so check the new text before it is
 * sent. The result belongs to the checker as that of kf_checker_mask does.
 */
kf_status kf_checker_rewrite(const struct kf_checker *checker,
                             const char *text,
                             size_t length,
                             struct kf_text *rewritten);

/**
 * The same of a message in UTF-16, and in UTF-16; `length` counts 16-bit units.
 */
kf_status kf_checker_rewrite_utf16(const struct kf_checker *checker,
                                   const uint16_t *text,
                                   size_t length,
                                   struct kf_text16 *rewritten);

/**
 * Every place of a message that a rule looked at, in the order of the text, and what became of it:
 * one JSON object a line, as `kfrules explain --format jsonl` prints. `sender` is a kf_sender.
 * Slower than a check, whose violations it forgets. The result belongs to the checker as that of
 * kf_checker_mask does.
 */
kf_status kf_checker_explain(const struct kf_checker *checker,
                             int32_t sender,
                             const char *text,
                             size_t length,
                             struct kf_text *json_lines);

/**
 * The same of a message in UTF-16; `length` counts 16-bit units. The JSON is UTF-8; it tells places
 * in 16-bit units too.
 */
kf_status kf_checker_explain_utf16(const struct kf_checker *checker,
                                   int32_t sender,
                                   const uint16_t *text,
                                   size_t length,
                                   struct kf_text *json_lines);

/**
 * Makes a clock without events yet. `utc_offset_seconds` is the shop's zone, east of UTC
 * (KF_BEIJING_SECONDS); `tolerance_us` is how much older than the newest of its conversation an
 * event may be (KF_TOLERANCE_US); `warn_after_us` is after which wait somebody should be told, but
 * never later than the profile's limit (KF_WARN_AFTER_US). It keeps what it needs of the profile.
 * Free it with kf_clock_free.
 */
kf_status kf_clock_new(const struct kf_profile *profile,
                       int32_t utc_offset_seconds,
                       int64_t tolerance_us,
                       int64_t warn_after_us,
                       struct kf_clock **clock);

/**
 * Frees a clock; NULL is left alone. What it gave does not end with it.
 */
void kf_clock_free(struct kf_clock *clock);

/**
 * Takes in an event. One that is late within the tolerance is put in its place; a second copy
 * changes nothing. KF_REFUSED if it comes too late, or names another customer than the conversation
 * has; the clock is then as before.
 */
kf_status kf_clock_record(const struct kf_clock *clock,
                          const struct kf_event *event);

/**
 * Takes in a finished log, in any order. If an event is refused, those before it in the order of
 * time are recorded.
 */
kf_status kf_clock_record_log(const struct kf_clock *clock,
                              const struct kf_event *events,
                              size_t count);

/**
 * Who waits for an answer at an instant, the longest wait first. Free the list with
 * kf_waitlist_free.
 */
kf_status kf_clock_waiting(const struct kf_clock *clock,
                           int64_t now_us,
                           struct kf_waitlist **waiting);

/**
 * The first instant after `after_us` at which an answer becomes due; KF_NO_TIME if none does.
 */
kf_status kf_clock_next_due(const struct kf_clock *clock,
                            int64_t after_us,
                            int64_t *due_us);

/**
 * The first instant after `after_us` at which somebody should be told; KF_NO_TIME if there is none.
 */
kf_status kf_clock_next_warning(const struct kf_clock *clock,
                                int64_t after_us,
                                int64_t *warn_us);

/**
 * Forgets the days before that of an instant, and the conversations that were silent since that day
 * began.
 */
kf_status kf_clock_forget(const struct kf_clock *clock,
                          int64_t before_us);

/**
 * What the platform would count if nothing came any more: a JSON object as `kfrules report --format
 * json` prints it. Free it with kf_string_free.
 */
kf_status kf_clock_report(const struct kf_clock *clock,
                          struct kf_string **json);

/**
 * Everything the clock knows, for kf_clock_restore, in bytes that are text. Free it with
 * kf_string_free.
 */
kf_status kf_clock_save(const struct kf_clock *clock,
                        struct kf_string **state);

/**
 * Makes a clock that goes on from a saved state as if it had never stopped. Free it with
 * kf_clock_free. KF_BAD_STATE if the state is not one.
 */
kf_status kf_clock_restore(const char *state,
                           size_t length,
                           struct kf_clock **clock);

/**
 * Makes a conversation without messages yet. Free it with kf_conversation_free.
 */
kf_status kf_conversation_new(struct kf_conversation **conversation);

/**
 * Frees a conversation; NULL is left alone.
 */
void kf_conversation_free(struct kf_conversation *conversation);

/**
 * Checks the next message in UTF-8 as kf_checker_check does, and by the rules that read dialogues.
 * Messages come in the order in which they were written. `sender` is a kf_sender; `at_us` is when
 * it was written, in microseconds since 1970-01-01 00:00 UTC, or KF_NO_TIME; `line` is a number of
 * your own that kf_violation.lines gives back, or 0 to count the messages from 1. The violations
 * are the checker's.
 */
kf_status kf_conversation_check(const struct kf_conversation *conversation,
                                const struct kf_checker *checker,
                                int32_t sender,
                                const char *text,
                                size_t length,
                                int64_t at_us,
                                uint64_t line,
                                size_t *count);

/**
 * Checks the next message in UTF-16; `length` counts 16-bit units. Otherwise as
 * kf_conversation_check.
 */
kf_status kf_conversation_check_utf16(const struct kf_conversation *conversation,
                                      const struct kf_checker *checker,
                                      int32_t sender,
                                      const uint16_t *text,
                                      size_t length,
                                      int64_t at_us,
                                      uint64_t line,
                                      size_t *count);

/**
 * Ends the conversation: finds what was waited for and did not come, at the last message. The next
 * message starts a new conversation. The violations are the checker's.
 */
kf_status kf_conversation_finish(const struct kf_conversation *conversation,
                                 const struct kf_checker *checker,
                                 size_t *count);

/**
 * How many deadlines the library knows.
 */
size_t kf_deadline_count(void);

/**
 * The id of a deadline, by index from 0: "pdd.order.pin-24h", ... The text stays for ever.
 */
kf_status kf_deadline_id(size_t index,
                         struct kf_text *id);

/**
 * What starts a deadline, and what is due, in Chinese, by index from 0. The text stays for ever.
 */
kf_status kf_deadline_title(size_t index,
                            struct kf_text *title);

/**
 * When the deadline of this id ends if it was started at `start_us`. Instants are microseconds
 * since 1970-01-01 00:00 UTC, days those of a zone so many seconds east of UTC
 * (KF_BEIJING_SECONDS).
 */
kf_status kf_deadline_due(const char *id,
                          size_t id_length,
                          int64_t start_us,
                          int32_t utc_offset_seconds,
                          int64_t *due_us);

/**
 * The last failure of the calling thread, or NULL if there was none. It stays as it is until a
 * function fails again in this thread; success does not change it.
 */
const struct kf_error *kf_error_last(void);

/**
 * Copies the message of the calling thread's last failure into a buffer of `size` bytes: as many
 * whole characters as fit, ended with NUL. Gives the length of the whole message in bytes, without
 * the NUL; 0 if there was no failure. The buffer may be NULL to ask for the length alone.
 */
size_t kf_error_copy(char *buffer,
                     size_t size);

/**
 * The name of a status, such as "KF_BAD_UTF8"; "unknown status" for any other number. It ends with
 * NUL and stays for ever.
 */
const char *kf_status_name(int32_t status);

/**
 * How many platforms the library knows.
 */
size_t kf_platform_count(void);

/**
 * The id of a platform, by index from 0: "pdd", "taobao", ... The text stays for ever.
 */
kf_status kf_platform_id(size_t index,
                         struct kf_text *id);

/**
 * How many profiles come with the library.
 */
size_t kf_profile_count(void);

/**
 * The name of a profile that comes with the library, by index from 0: "pdd@2020-3min-human", ...
 * The text stays for ever.
 */
kf_status kf_profile_name(size_t index,
                          struct kf_text *name);

/**
 * Makes a profile that comes with the library, by its name. Free it with kf_profile_free.
 */
kf_status kf_profile_new(const char *name,
                         size_t name_length,
                         struct kf_profile **profile);

/**
 * Reads a profile of your own, given as TOML. `name` is what errors call it, and may be empty. Free
 * the profile with kf_profile_free.
 */
kf_status kf_profile_read(const char *name,
                          size_t name_length,
                          const char *toml,
                          size_t toml_length,
                          struct kf_profile **profile);

/**
 * Frees a profile; NULL is left alone. Clocks keep what they need of it.
 */
void kf_profile_free(struct kf_profile *profile);

/**
 * Platform and version, joined by "@". The text belongs to the profile.
 */
kf_status kf_profile_id(const struct kf_profile *profile,
                        struct kf_text *id);

/**
 * What the platform calls the metric, in Chinese. The text belongs to the profile.
 */
kf_status kf_profile_title(const struct kf_profile *profile,
                           struct kf_text *title);

/**
 * How long an answer may take, in microseconds; KF_NO_TIME where only the mean counts.
 */
kf_status kf_profile_limit(const struct kf_profile *profile,
                           int64_t *limit_us);

/**
 * Makes the bundled rules of a platform: "pdd", "taobao", "tmall", "jd", "douyin", "kuaishou",
 * "suning" or "common". Free it with kf_ruleset_free.
 */
kf_status kf_ruleset_new(const char *platform,
                         size_t platform_length,
                         struct kf_ruleset **ruleset);

/**
 * Compiles one pack of your own, given as TOML, with the packs that it extends. `name` is what
 * errors call it, and may be empty. Free the ruleset with kf_ruleset_free.
 */
kf_status kf_ruleset_read(const char *name,
                          size_t name_length,
                          const char *toml,
                          size_t toml_length,
                          struct kf_ruleset **ruleset);

/**
 * Compiles one pack of your own from a file, with the packs that it extends. The path is UTF-8 on
 * every system. Free the ruleset with kf_ruleset_free.
 */
kf_status kf_ruleset_open(const char *path,
                          size_t path_length,
                          struct kf_ruleset **ruleset);

/**
 * Frees a ruleset; NULL is left alone. The rules and texts got from it end with it; checkers do
 * not.
 */
void kf_ruleset_free(struct kf_ruleset *ruleset);

/**
 * The platform that was asked for, or the first own pack's id. The text belongs to the ruleset.
 */
kf_status kf_ruleset_id(const struct kf_ruleset *ruleset,
                        struct kf_text *id);

/**
 * How many rules there are.
 */
kf_status kf_ruleset_count(const struct kf_ruleset *ruleset,
                           size_t *count);

/**
 * A rule by index from 0, in the order of the packs. It belongs to the ruleset.
 */
kf_status kf_ruleset_rule(const struct kf_ruleset *ruleset,
                          size_t index,
                          const struct kf_rule **rule);

/**
 * The rule of this name ("pdd/contact.wechat") or id ("contact.wechat"), or KF_NOT_FOUND. It
 * belongs to the ruleset.
 */
kf_status kf_ruleset_find(const struct kf_ruleset *ruleset,
                          const char *name,
                          size_t name_length,
                          const struct kf_rule **rule);

/**
 * The rules as bytes, for kf_ruleset_load of this version of the library: what takes long is done
 * once, and packs need not be at hand. They are for keeping what was compiled, not for passing
 * rules on; keep the packs. Free them with kf_saved_free.
 */
kf_status kf_ruleset_save(const struct kf_ruleset *ruleset,
                          struct kf_saved **saved);

/**
 * Makes the rules that were saved as these bytes; they need not stay after the call. KF_BAD_STATE
 * if they are no saved ruleset, are damaged, or were saved by another version of the library:
 * compile the packs anew then. Free the ruleset with kf_ruleset_free.
 */
kf_status kf_ruleset_load(const uint8_t *saved,
                          size_t length,
                          struct kf_ruleset **ruleset);

/**
 * The bytes; they last as long as the saved ruleset.
 */
kf_status kf_saved_bytes(const struct kf_saved *saved,
                         struct kf_bytes *bytes);

/**
 * Frees a saved ruleset; NULL is left alone. What was loaded from its bytes does not end with it.
 */
void kf_saved_free(struct kf_saved *saved);

/**
 * The text; it lasts as long as the string.
 */
kf_status kf_string_text(const struct kf_string *string,
                         struct kf_text *text);

/**
 * Frees a string; NULL is left alone.
 */
void kf_string_free(struct kf_string *string);

/**
 * Reads an instant: "2024-05-01 08:03:12", with or without a fraction, on the wall clock of a zone
 * so many seconds east of UTC, or RFC 3339 with an offset of its own.
 */
kf_status kf_time_read(const char *text,
                       size_t length,
                       int32_t utc_offset_seconds,
                       int64_t *at_us);

/**
 * The wall clock of a zone at an instant: "2024-05-01 08:03:12". Free it with kf_string_free.
 */
kf_status kf_time_write(int64_t at_us,
                        int32_t utc_offset_seconds,
                        struct kf_string **text);

/**
 * The binary interface of the library that is loaded. A program checks once that it equals
 * KF_ABI_VERSION.
 */
uint32_t kf_abi_version(void);

/**
 * The version of the library, such as "0.1.0". It ends with NUL and stays for ever.
 */
const char *kf_version(void);

/**
 * How many wait.
 */
kf_status kf_waitlist_count(const struct kf_waitlist *list,
                            size_t *count);

/**
 * One who waits, by index from 0. It belongs to the list.
 */
kf_status kf_waitlist_get(const struct kf_waitlist *list,
                          size_t index,
                          const struct kf_waiting **waiting);

/**
 * Frees a list and all in it; NULL is left alone.
 */
void kf_waitlist_free(struct kf_waitlist *list);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* KFRULES_H */
