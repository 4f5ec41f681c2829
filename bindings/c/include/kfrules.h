/*
 * kfrules: checks what a shop's customer-service agent is about to send against the platforms'
 * rules, and keeps the reply clock by which the platforms judge the shop.
 *
 * Made by `cargo xtask generate`; docs/c.md tells how to use it.
 *
 * Every function that can fail gives a kf_status, and writes its outputs on KF_OK alone. Text goes
 * in as pointer and length, in UTF-8 unless a name says otherwise, and need not stay after the
 * call. NULL is the empty text if the length is 0. Objects are freed by the function of their type,
 * in any order; what is got from an object belongs to it.
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
   * A pointer is NULL that must not be, or not aligned.
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
   * A saved state cannot be read.
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
 * Compiled rules of a platform, of your own packs, or of both. It never changes: any number of
 * threads may use it at once. Checkers keep what they need of it, so it may be freed before them.
 */
typedef struct kf_ruleset kf_ruleset;

/**
 * Where a result is to be written; NULL is `None`.
 */
typedef struct kf_builder **Out_____kf_builder;

/**
 * Where a result is to be written; NULL is `None`.
 */
typedef struct kf_ruleset **Out_____kf_ruleset;

/**
 * Where a result is to be written; NULL is `None`.
 */
typedef struct kf_checker **Out_____kf_checker;

/**
 * Where a result is to be written; NULL is `None`.
 */
typedef size_t *Out_usize;

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
 * Where a result is to be written; NULL is `None`.
 */
typedef const struct kf_violation **Out______kf_violation;

/**
 * Where a result is to be written; NULL is `None`.
 */
typedef struct kf_text *Out_kf_text;

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
 * Where a result is to be written; NULL is `None`.
 */
typedef const struct kf_rule **Out______kf_rule;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Makes a builder without rules yet. Free it with kf_builder_free.
 */
kf_status kf_builder_new(Out_____kf_builder builder);

/**
 * Frees a builder; NULL is left alone. The rulesets that it compiled do not end with it.
 */
void kf_builder_free(struct kf_builder *builder);

/**
 * Adds the bundled rules of a platform. Whether there is one of this name shows when the rules are
 * compiled.
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
 * Takes the rules that were in force on a day, given as "2024-05-01", instead of today's.
 */
kf_status kf_builder_set_day(const struct kf_builder *builder,
                             const char *day,
                             size_t day_length);

/**
 * Compiles the rules; the builder is then empty again, also if that fails. Free the ruleset with
 * kf_ruleset_free.
 */
kf_status kf_builder_compile(const struct kf_builder *builder,
                             Out_____kf_ruleset ruleset);

/**
 * Makes a checker; it keeps what it needs of the ruleset. Free it with kf_checker_free.
 */
kf_status kf_checker_new(const struct kf_ruleset *ruleset,
                         Out_____kf_checker checker);

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
                           Out_usize count);

/**
 * Checks a message in UTF-16, in the byte order of the machine; `length` counts 16-bit units.
 * Otherwise as kf_checker_check; text that is not UTF-16 is KF_BAD_UTF16.
 */
kf_status kf_checker_check_utf16(const struct kf_checker *checker,
                                 int32_t sender,
                                 const uint16_t *text,
                                 size_t length,
                                 Out_usize count);

/**
 * A violation of the last check, by index from 0, in the order of the text. It belongs to the
 * checker and lasts until the checker's next call that checks or explains.
 */
kf_status kf_checker_violation(const struct kf_checker *checker,
                               size_t index,
                               Out______kf_violation violation);

/**
 * The message with every character of its errors and warnings covered by the character `cover`, a
 * Unicode scalar value such as '*'. It is checked as an agent's. The result belongs to the checker
 * and lasts until its next kf_checker_mask, kf_checker_rewrite or kf_checker_explain; violations
 * stay as they are.
 */
kf_status kf_checker_mask(const struct kf_checker *checker,
                          const char *text,
                          size_t length,
                          uint32_t cover,
                          Out_kf_text masked);

/**
 * The message with each violation that has a replacement rewritten; without data if there is
 * nothing to replace. What has no replacement stays as it is, so check the new text before it is
 * sent. The result belongs to the checker as that of kf_checker_mask does.
 */
kf_status kf_checker_rewrite(const struct kf_checker *checker,
                             const char *text,
                             size_t length,
                             Out_kf_text rewritten);

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
                             Out_kf_text json_lines);

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
                         Out_kf_text id);

/**
 * Makes the bundled rules of a platform: "pdd", "taobao", "tmall", "jd", "douyin", "kuaishou",
 * "suning" or "common". Free it with kf_ruleset_free.
 */
kf_status kf_ruleset_new(const char *platform,
                         size_t platform_length,
                         Out_____kf_ruleset ruleset);

/**
 * Compiles one pack of your own, given as TOML, with the packs that it extends. `name` is what
 * errors call it, and may be empty. Free the ruleset with kf_ruleset_free.
 */
kf_status kf_ruleset_read(const char *name,
                          size_t name_length,
                          const char *toml,
                          size_t toml_length,
                          Out_____kf_ruleset ruleset);

/**
 * Compiles one pack of your own from a file, with the packs that it extends. The path is UTF-8 on
 * every system. Free the ruleset with kf_ruleset_free.
 */
kf_status kf_ruleset_open(const char *path,
                          size_t path_length,
                          Out_____kf_ruleset ruleset);

/**
 * Frees a ruleset; NULL is left alone. The rules and texts got from it end with it; checkers do
 * not.
 */
void kf_ruleset_free(struct kf_ruleset *ruleset);

/**
 * The platform that was asked for, or the first own pack's id. The text belongs to the ruleset.
 */
kf_status kf_ruleset_id(const struct kf_ruleset *ruleset,
                        Out_kf_text id);

/**
 * How many rules there are.
 */
kf_status kf_ruleset_count(const struct kf_ruleset *ruleset,
                           Out_usize count);

/**
 * A rule by index from 0, in the order of the packs. It belongs to the ruleset.
 */
kf_status kf_ruleset_rule(const struct kf_ruleset *ruleset,
                          size_t index,
                          Out______kf_rule rule);

/**
 * The rule of this name ("pdd/contact.wechat") or id ("contact.wechat"), or KF_NOT_FOUND. It
 * belongs to the ruleset.
 */
kf_status kf_ruleset_find(const struct kf_ruleset *ruleset,
                          const char *name,
                          size_t name_length,
                          Out______kf_rule rule);

/**
 * The binary interface of the library that is loaded. A program checks once that it equals
 * KF_ABI_VERSION.
 */
uint32_t kf_abi_version(void);

/**
 * The version of the library, such as "0.1.0". It ends with NUL and stays for ever.
 */
const char *kf_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* KFRULES_H */
