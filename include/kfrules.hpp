/*
 * kfrules in C++17: the objects of kfrules.h as classes that free themselves, failures as exceptions.
 *
 * Views (std::string_view, Violation) last as long as kfrules.h says.
 */
#ifndef KFRULES_HPP
#define KFRULES_HPP

#include "kfrules.h"

#include <memory>
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
    void operator()(kf_checker *one) const noexcept { kf_checker_free(one); }
    void operator()(kf_conversation *one) const noexcept { kf_conversation_free(one); }
    void operator()(kf_profile *one) const noexcept { kf_profile_free(one); }
    void operator()(kf_clock *one) const noexcept { kf_clock_free(one); }
    void operator()(kf_waitlist *one) const noexcept { kf_waitlist_free(one); }
    void operator()(kf_string *one) const noexcept { kf_string_free(one); }
};

template <typename T> using Owned = std::unique_ptr<T, Free>;

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

    const kf_ruleset *get() const noexcept { return owned_.get(); }

private:
    explicit Ruleset(kf_ruleset *made) : owned_(made) {}
    Owned<kf_ruleset> owned_;
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
        static_assert(sizeof(char16_t) == sizeof(std::uint16_t), "a unit has 16 bits");
        std::size_t count;
        auto data = reinterpret_cast<const std::uint16_t *>(text.data());
        require(kf_checker_check_utf16(get(), sender, data, text.size(), &count));
        return violations(count);
    }

    std::string mask(std::string_view text, char32_t cover = U'*') {
        kf_text masked;
        require(kf_checker_mask(get(), text.data(), text.size(), cover, &masked));
        return std::string(view(masked));
    }

    const kf_checker *get() const noexcept { return owned_.get(); }

private:
    std::vector<const kf_violation *> violations(std::size_t count) const {
        std::vector<const kf_violation *> all(count);
        for (std::size_t index = 0; index < count; index++)
            require(kf_checker_violation(get(), index, &all[index]));
        return all;
    }
    Owned<kf_checker> owned_;
};

/** The reply clock of one shop; threads may share it. */
class Clock {
public:
    explicit Clock(std::string_view profile) {
        kf_profile *judged_by;
        require(kf_profile_new(profile.data(), profile.size(), &judged_by));
        Owned<kf_profile> owned(judged_by);
        kf_clock *made;
        require(kf_clock_new(judged_by, KF_BEIJING_SECONDS, KF_TOLERANCE_US, KF_WARN_AFTER_US, &made));
        owned_.reset(made);
    }

    /** A clock that goes on from what save gave. */
    static Clock restore(std::string_view state) {
        kf_clock *made;
        require(kf_clock_restore(state.data(), state.size(), &made));
        return Clock(made);
    }

    void record(const kf_event &event) { require(kf_clock_record(get(), &event)); }

    Owned<kf_waitlist> waiting(std::int64_t now_us) const {
        kf_waitlist *list;
        require(kf_clock_waiting(get(), now_us, &list));
        return Owned<kf_waitlist>(list);
    }

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
