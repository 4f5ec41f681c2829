/*
 * kfrules in C++17: the objects of kfrules.h as classes that free themselves, failures as exceptions.
 *
 * Views (std::string_view, Violation) last as long as kfrules.h says.
 */
#ifndef KFRULES_HPP
#define KFRULES_HPP

#include "kfrules.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kfrules {

/** What a function of kfrules.h refused to do. */
class Error : public std::runtime_error {
public:
    Error(kf_status status, const kf_error *error)
        : std::runtime_error(error ? error->message.data : kf_status_name(status)), status_(status),
          line_(error ? error->line : 0), column_(error ? error->column : 0),
          offset_(error ? error->offset : 0) {}

    kf_status status() const noexcept { return status_; }
    /** The line in a pack or profile, from 1; 0 if it is not known. */
    std::size_t line() const noexcept { return line_; }
    /** The column in the line, from 1; 0 if it is not known. */
    std::size_t column() const noexcept { return column_; }
    /** Where a text stops being UTF-8 or UTF-16. */
    std::size_t offset() const noexcept { return offset_; }

private:
    kf_status status_;
    std::size_t line_, column_, offset_;
};

inline void require(kf_status status) {
    if (status != KF_OK) throw Error(status, kf_error_last());
}

inline std::string_view view(kf_text text) noexcept {
    return text.data ? std::string_view(text.data, text.length) : std::string_view();
}

/** Frees an object by the function of its type. */
struct Free {
    void operator()(kf_ruleset *one) const noexcept { kf_ruleset_free(one); }
    void operator()(kf_builder *one) const noexcept { kf_builder_free(one); }
    void operator()(kf_checker *one) const noexcept { kf_checker_free(one); }
    void operator()(kf_conversation *one) const noexcept { kf_conversation_free(one); }
    void operator()(kf_profile *one) const noexcept { kf_profile_free(one); }
    void operator()(kf_clock *one) const noexcept { kf_clock_free(one); }
    void operator()(kf_waitlist *one) const noexcept { kf_waitlist_free(one); }
    void operator()(kf_string *one) const noexcept { kf_string_free(one); }
    void operator()(kf_saved *one) const noexcept { kf_saved_free(one); }
};

template <typename T> using Owned = std::unique_ptr<T, Free>;

inline std::u16string_view view(kf_text16 text) noexcept {
    static_assert(sizeof(char16_t) == sizeof(std::uint16_t), "a unit has 16 bits");
    if (!text.data) return std::u16string_view();
    return std::u16string_view(reinterpret_cast<const char16_t *>(text.data), text.length);
}

inline const std::uint16_t *units(std::u16string_view text) noexcept {
    return reinterpret_cast<const std::uint16_t *>(text.data());
}

inline std::string take(kf_string *string) {
    Owned<kf_string> owned(string);
    kf_text text;
    require(kf_string_text(string, &text));
    return std::string(view(text));
}

/** Compiled rules; threads may share it. */
class Ruleset {
public:
    /** The bundled rules of a platform. */
    explicit Ruleset(std::string_view platform) {
        kf_ruleset *made;
        require(kf_ruleset_new(platform.data(), platform.size(), &made));
        owned_.reset(made);
    }

    /** A pack of your own, given as TOML. */
    static Ruleset read(std::string_view name, std::string_view toml) {
        kf_ruleset *made;
        require(kf_ruleset_read(name.data(), name.size(), toml.data(), toml.size(), &made));
        return Ruleset(made);
    }

    /** A pack of your own from a file, whose path is UTF-8. */
    static Ruleset open(std::string_view path) {
        kf_ruleset *made;
        require(kf_ruleset_open(path.data(), path.size(), &made));
        return Ruleset(made);
    }

    /** The rules that save gave as these bytes, in this version of the library. */
    static Ruleset load(const std::vector<std::uint8_t> &saved) {
        kf_ruleset *made;
        require(kf_ruleset_load(saved.data(), saved.size(), &made));
        return Ruleset(made);
    }

    /** The rules as bytes, to be loaded faster than compiled; keep the packs. */
    std::vector<std::uint8_t> save() const {
        kf_saved *made;
        require(kf_ruleset_save(get(), &made));
        Owned<kf_saved> owned(made);
        kf_bytes bytes;
        require(kf_saved_bytes(made, &bytes));
        return std::vector<std::uint8_t>(bytes.data, bytes.data + bytes.length);
    }

    const kf_ruleset *get() const noexcept { return owned_.get(); }

private:
    friend class Builder;
    explicit Ruleset(kf_ruleset *made) : owned_(made) {}
    Owned<kf_ruleset> owned_;
};

/** Puts a platform and packs of your own together; for one thread. */
class Builder {
public:
    Builder() {
        kf_builder *made;
        require(kf_builder_new(&made));
        owned_.reset(made);
    }

    Builder &platform(std::string_view platform) {
        require(kf_builder_add_platform(get(), platform.data(), platform.size()));
        return *this;
    }

    Builder &pack(std::string_view name, std::string_view toml) {
        require(kf_builder_add_pack(get(), name.data(), name.size(), toml.data(), toml.size()));
        return *this;
    }

    Builder &file(std::string_view path) {
        require(kf_builder_add_file(get(), path.data(), path.size()));
        return *this;
    }

    Builder &disable(std::string_view rule) {
        require(kf_builder_disable(get(), rule.data(), rule.size()));
        return *this;
    }

    Builder &as_of(std::string_view day) {
        require(kf_builder_set_day(get(), day.data(), day.size()));
        return *this;
    }

    /** Compiles the rules; the builder is then empty again. */
    Ruleset compile() {
        kf_ruleset *made;
        require(kf_builder_compile(get(), &made));
        return Ruleset(made);
    }

    const kf_builder *get() const noexcept { return owned_.get(); }

private:
    Owned<kf_builder> owned_;
};

/** Checks messages; one for each thread. */
class Checker {
public:
    explicit Checker(const Ruleset &rules) {
        kf_checker *made;
        require(kf_checker_new(rules.get(), &made));
        owned_.reset(made);
    }

    /** The violations of a message; they last until the next check. */
    std::vector<const kf_violation *> check(std::string_view text, kf_sender sender = KF_AGENT) {
        std::size_t count;
        require(kf_checker_check(get(), sender, text.data(), text.size(), &count));
        return violations(count);
    }

    std::vector<const kf_violation *> check(std::u16string_view text, kf_sender sender = KF_AGENT) {
        std::size_t count;
        require(kf_checker_check_utf16(get(), sender, units(text), text.size(), &count));
        return violations(count);
    }

    std::string mask(std::string_view text, char32_t cover = U'*') {
        kf_text masked;
        require(kf_checker_mask(get(), text.data(), text.size(), cover, &masked));
        return std::string(view(masked));
    }

    std::u16string mask(std::u16string_view text, char32_t cover = U'*') {
        kf_text16 masked;
        require(kf_checker_mask_utf16(get(), units(text), text.size(), cover, &masked));
        return std::u16string(view(masked));
    }

    /** The message with what can be replaced rewritten, if there is such a thing. */
    std::optional<std::string> rewrite(std::string_view text) {
        kf_text rewritten;
        require(kf_checker_rewrite(get(), text.data(), text.size(), &rewritten));
        if (!rewritten.data) return std::nullopt;
        return std::string(view(rewritten));
    }

    std::optional<std::u16string> rewrite(std::u16string_view text) {
        kf_text16 rewritten;
        require(kf_checker_rewrite_utf16(get(), units(text), text.size(), &rewritten));
        if (!rewritten.data) return std::nullopt;
        return std::u16string(view(rewritten));
    }

    /** Every place that a rule looked at and what became of it: a JSON object a line. */
    std::string explain(std::string_view text, kf_sender sender = KF_AGENT) {
        kf_text lines;
        require(kf_checker_explain(get(), sender, text.data(), text.size(), &lines));
        return std::string(view(lines));
    }

    std::string explain(std::u16string_view text, kf_sender sender = KF_AGENT) {
        kf_text lines;
        require(kf_checker_explain_utf16(get(), sender, units(text), text.size(), &lines));
        return std::string(view(lines));
    }

    const kf_checker *get() const noexcept { return owned_.get(); }

private:
    friend class Conversation;
    std::vector<const kf_violation *> violations(std::size_t count) const {
        std::vector<const kf_violation *> all(count);
        for (std::size_t index = 0; index < count; index++)
            require(kf_checker_violation(get(), index, &all[index]));
        return all;
    }
    Owned<kf_checker> owned_;
};

/** The last messages of one chat; for one thread. What it finds is the checker's. */
class Conversation {
public:
    Conversation() {
        kf_conversation *made;
        require(kf_conversation_new(&made));
        owned_.reset(made);
    }

    /** Checks the next message, by the rules that read dialogues too. */
    std::vector<const kf_violation *> check(Checker &checker, std::string_view text,
                                            kf_sender sender, std::int64_t at_us = KF_NO_TIME,
                                            std::uint64_t line = 0) {
        std::size_t count;
        require(kf_conversation_check(get(), checker.get(), sender, text.data(), text.size(), at_us,
                                      line, &count));
        return checker.violations(count);
    }

    std::vector<const kf_violation *> check(Checker &checker, std::u16string_view text,
                                            kf_sender sender, std::int64_t at_us = KF_NO_TIME,
                                            std::uint64_t line = 0) {
        std::size_t count;
        require(kf_conversation_check_utf16(get(), checker.get(), sender, units(text), text.size(),
                                            at_us, line, &count));
        return checker.violations(count);
    }

    /** Ends the conversation: what was waited for and did not come. */
    std::vector<const kf_violation *> finish(Checker &checker) {
        std::size_t count;
        require(kf_conversation_finish(get(), checker.get(), &count));
        return checker.violations(count);
    }

    const kf_conversation *get() const noexcept { return owned_.get(); }

private:
    Owned<kf_conversation> owned_;
};

/** One version of one platform's reply-time metric; threads may share it. */
class Profile {
public:
    /** One that comes with the library. */
    explicit Profile(std::string_view name) {
        kf_profile *made;
        require(kf_profile_new(name.data(), name.size(), &made));
        owned_.reset(made);
    }

    /** One of your own, given as TOML. */
    static Profile read(std::string_view name, std::string_view toml) {
        kf_profile *made;
        require(kf_profile_read(name.data(), name.size(), toml.data(), toml.size(), &made));
        return Profile(made);
    }

    const kf_profile *get() const noexcept { return owned_.get(); }

private:
    explicit Profile(kf_profile *made) : owned_(made) {}
    Owned<kf_profile> owned_;
};

/** The reply clock of one shop; threads may share it. */
class Clock {
public:
    explicit Clock(const Profile &profile, std::int32_t utc_offset_seconds = KF_BEIJING_SECONDS,
                   std::int64_t tolerance_us = KF_TOLERANCE_US,
                   std::int64_t warn_after_us = KF_WARN_AFTER_US) {
        kf_clock *made;
        require(kf_clock_new(profile.get(), utc_offset_seconds, tolerance_us, warn_after_us, &made));
        owned_.reset(made);
    }

    explicit Clock(std::string_view profile) : Clock(Profile(profile)) {}

    /** A clock that goes on from what save gave. */
    static Clock restore(std::string_view state) {
        kf_clock *made;
        require(kf_clock_restore(state.data(), state.size(), &made));
        return Clock(made);
    }

    void record(const kf_event &event) { require(kf_clock_record(get(), &event)); }

    /** Takes in a finished log, in any order. */
    void record(const std::vector<kf_event> &log) {
        require(kf_clock_record_log(get(), log.data(), log.size()));
    }

    Owned<kf_waitlist> waiting(std::int64_t now_us) const {
        kf_waitlist *list;
        require(kf_clock_waiting(get(), now_us, &list));
        return Owned<kf_waitlist>(list);
    }

    /** The first instant after another at which an answer becomes due; KF_NO_TIME if none does. */
    std::int64_t next_due(std::int64_t after_us) const {
        std::int64_t due_us;
        require(kf_clock_next_due(get(), after_us, &due_us));
        return due_us;
    }

    /** The first instant after another at which somebody should be told; KF_NO_TIME if never. */
    std::int64_t next_warning(std::int64_t after_us) const {
        std::int64_t warn_us;
        require(kf_clock_next_warning(get(), after_us, &warn_us));
        return warn_us;
    }

    /** Forgets the days before that of an instant, and the conversations silent since. */
    void forget(std::int64_t before_us) { require(kf_clock_forget(get(), before_us)); }

    /** The report as JSON. */
    std::string report() const {
        kf_string *json;
        require(kf_clock_report(get(), &json));
        return take(json);
    }

    std::string save() const {
        kf_string *state;
        require(kf_clock_save(get(), &state));
        return take(state);
    }

    const kf_clock *get() const noexcept { return owned_.get(); }

private:
    explicit Clock(kf_clock *made) : owned_(made) {}
    Owned<kf_clock> owned_;
};

} // namespace kfrules

#endif /* KFRULES_HPP */
