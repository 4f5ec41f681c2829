//! The calls that can be made.

#![allow(
    clippy::undocumented_unsafe_blocks,
    reason = "of all: a text can be read as far as its length says, or is refused before it is read"
)]

use std::mem::MaybeUninit;
use std::ptr;

use kfrules_capi::*;

use super::input::{Given, Input, PACK, PROFILE};
use super::world::{
    World, expect_violations_in, expect_violations_in16, get, lent, make, read, read16,
};

/// An event whose texts are these.
fn event(input: &mut Input<'_>, texts: &[Given<u8>; 5]) -> kf_event {
    let text = |given: &Given<u8>| kf_text { data: given.data().cast(), length: given.length };
    let size = if input.is_rare() { input.index() } else { size_of::<kf_event>() };
    kf_event {
        size,
        conversation: text(&texts[0]),
        at_us: input.instant(),
        from: input.number(5),
        kind: input.number(4),
        customer: text(&texts[1]),
        agent: text(&texts[2]),
        text: text(&texts[3]),
        id: text(&texts[4]),
        line: u64::from(input.byte()),
    }
}

fn event_texts(input: &mut Input<'_>) -> [Given<u8>; 5] {
    [
        input.one_of(&["c1", "c2", "c3"]),
        input.one_of(&["", "", "u1"]),
        input.one_of(&["", "kf01", "kf02"]),
        input.text(),
        input.one_of(&[""]),
    ]
}

type Call = fn(&mut World, &mut Input<'_>) -> kf_status;

/// Every function that can fail, and the freeing of objects.
pub(super) const CALLS: &[Call] = &[
    |world, input| make(&mut world.builder, kf_builder_free, input, |out| kf_builder_new(out)),
    |world, input| {
        // Bundled rules take long to compile.
        let name = if input.is_rare() { input.one_of(&["jd"]) } else { Given::null() };
        unsafe { kf_builder_add_platform(lent(world.builder), name.data().cast(), name.length) }
    },
    |world, input| {
        let (name, pack) = (input.text(), input.one_of(&[PACK, PACK]));
        let (name_data, data) = (name.data().cast(), pack.data().cast());
        let builder = lent(world.builder);
        unsafe { kf_builder_add_pack(builder, name_data, name.length, data, pack.length) }
    },
    |world, input| {
        let path = input.one_of(&["", ".", "/no/such.toml", "a\0b"]);
        unsafe { kf_builder_add_file(lent(world.builder), path.data().cast(), path.length) }
    },
    |world, input| {
        let rule = input.one_of(&["wording.gift", "wording"]);
        unsafe { kf_builder_disable(lent(world.builder), rule.data().cast(), rule.length) }
    },
    |world, input| {
        let day = input.one_of(&["2024-05-01"]);
        unsafe { kf_builder_set_day(lent(world.builder), day.data().cast(), day.length) }
    },
    |world, input| {
        let builder = lent(world.builder);
        make(&mut world.ruleset, kf_ruleset_free, input, |out| kf_builder_compile(builder, out))
    },
    |world, input| {
        let name = if input.is_rare() { input.one_of(&["pdd"]) } else { input.one_of(&["none"]) };
        let data = name.data().cast();
        make(&mut world.ruleset, kf_ruleset_free, input, |out| unsafe {
            kf_ruleset_new(data, name.length, out)
        })
    },
    |world, input| {
        let (name, pack) = (input.text(), input.one_of(&[PACK, PACK, PACK]));
        let (name_data, data) = (name.data().cast(), pack.data().cast());
        make(&mut world.ruleset, kf_ruleset_free, input, |out| unsafe {
            kf_ruleset_read(name_data, name.length, data, pack.length, out)
        })
    },
    |world, input| {
        let path = input.one_of(&["", ".", "/no/such.toml", "a\0b"]);
        let data = path.data().cast();
        make(&mut world.ruleset, kf_ruleset_free, input, |out| unsafe {
            kf_ruleset_open(data, path.length, out)
        })
    },
    |world, input| read(input, |out| kf_ruleset_id(lent(world.ruleset), out)).0,
    |world, input| get(77, input, |out| kf_ruleset_count(lent(world.ruleset), out)).0,
    |world, input| {
        let index = input.index();
        get(ptr::null(), input, |out| kf_ruleset_rule(lent(world.ruleset), index, out)).0
    },
    |world, input| {
        let name = input.text();
        let ruleset = lent(world.ruleset);
        let data = name.data().cast();
        get(ptr::null(), input, |out| unsafe { kf_ruleset_find(ruleset, data, name.length, out) }).0
    },
    |world, input| {
        let ruleset = lent(world.ruleset);
        make(&mut world.saved, kf_saved_free, input, |out| kf_ruleset_save(ruleset, out))
    },
    |world, input| {
        let mut out = MaybeUninit::new(kf_bytes { data: ptr::null(), length: 77 });
        let status = kf_saved_bytes(lent(world.saved), Some(&mut out));
        // SAFETY: initialized above.
        let bytes = unsafe { out.assume_init() };
        let mut saved = Vec::new();
        if status == kf_status::KF_OK {
            // SAFETY: the library lends bytes that can be read.
            saved.extend(unsafe { std::slice::from_raw_parts(bytes.data, bytes.length) });
        } else {
            assert!(bytes.data.is_null() && bytes.length == 77, "written without success");
        }
        input.change(&mut saved);
        make(&mut world.ruleset, kf_ruleset_free, input, |out| unsafe {
            kf_ruleset_load(saved.as_ptr(), saved.len(), out)
        })
    },
    |world, input| {
        let ruleset = lent(world.ruleset);
        make(&mut world.checker, kf_checker_free, input, |out| kf_checker_new(ruleset, out))
    },
    |world, input| {
        let (sender, text) = (input.number(5), input.text());
        let (checker, data) = (lent(world.checker), text.data().cast());
        let found = get(77, input, |out| unsafe {
            kf_checker_check(checker, sender, data, text.length, out)
        });
        expect_violations_in(world, found, &text);
        found.0
    },
    |world, input| {
        let (sender, text) = (input.number(5), input.units());
        let (checker, data) = (lent(world.checker), text.data());
        let found = get(77, input, |out| unsafe {
            kf_checker_check_utf16(checker, sender, data, text.length, out)
        });
        expect_violations_in16(world, found, &text);
        found.0
    },
    |world, input| {
        let index = input.index();
        get(ptr::null(), input, |out| kf_checker_violation(lent(world.checker), index, out)).0
    },
    |world, input| {
        let (text, cover) = (input.text(), input.number(1000).cast_unsigned());
        let (checker, data) = (lent(world.checker), text.data().cast());
        read(input, |out| unsafe { kf_checker_mask(checker, data, text.length, cover, out) }).0
    },
    |world, input| {
        let (text, cover) = (input.units(), input.number(1000).cast_unsigned());
        let (checker, data) = (lent(world.checker), text.data());
        read16(|out| unsafe { kf_checker_mask_utf16(checker, data, text.length, cover, out) })
    },
    |world, input| {
        let text = input.text();
        let (checker, data) = (lent(world.checker), text.data().cast());
        read(input, |out| unsafe { kf_checker_rewrite(checker, data, text.length, out) }).0
    },
    |world, input| {
        let text = input.units();
        let (checker, data) = (lent(world.checker), text.data());
        read16(|out| unsafe { kf_checker_rewrite_utf16(checker, data, text.length, out) })
    },
    |world, input| {
        let (sender, text) = (input.number(5), input.text());
        let (checker, data) = (lent(world.checker), text.data().cast());
        read(input, |out| unsafe { kf_checker_explain(checker, sender, data, text.length, out) }).0
    },
    |world, input| {
        let (sender, text) = (input.number(5), input.units());
        let (checker, data) = (lent(world.checker), text.data());
        read(input, |out| unsafe {
            kf_checker_explain_utf16(checker, sender, data, text.length, out)
        })
        .0
    },
    |world, input| {
        make(&mut world.chat, kf_conversation_free, input, |out| kf_conversation_new(out))
    },
    |world, input| {
        let (sender, text, at_us) = (input.number(5), input.text(), input.instant());
        let line = u64::from(input.byte());
        let (chat, checker, data) = (lent(world.chat), lent(world.checker), text.data().cast());
        let found = get(77, input, |out| unsafe {
            kf_conversation_check(chat, checker, sender, data, text.length, at_us, line, out)
        });
        expect_violations_in(world, found, &text);
        found.0
    },
    |world, input| {
        let (sender, text, at_us) = (input.number(5), input.units(), input.instant());
        let line = u64::from(input.byte());
        let (chat, checker, data) = (lent(world.chat), lent(world.checker), text.data());
        let found = get(77, input, |out| unsafe {
            kf_conversation_check_utf16(chat, checker, sender, data, text.length, at_us, line, out)
        });
        expect_violations_in16(world, found, &text);
        found.0
    },
    |world, input| {
        let (chat, checker) = (lent(world.chat), lent(world.checker));
        get(77, input, |out| kf_conversation_finish(chat, checker, out)).0
    },
    |world, input| {
        let name = input.one_of(&["pdd@2020-3min-human", "douyin@2023-avg", "taobao@2025"]);
        let data = name.data().cast();
        make(&mut world.profile, kf_profile_free, input, |out| unsafe {
            kf_profile_new(data, name.length, out)
        })
    },
    |world, input| {
        let (name, toml) = (input.text(), input.one_of(&[PROFILE, PROFILE]));
        let (name_data, data) = (name.data().cast(), toml.data().cast());
        make(&mut world.profile, kf_profile_free, input, |out| unsafe {
            kf_profile_read(name_data, name.length, data, toml.length, out)
        })
    },
    |world, input| read(input, |out| kf_profile_id(lent(world.profile), out)).0,
    |world, input| read(input, |out| kf_profile_title(lent(world.profile), out)).0,
    |world, input| get(77, input, |out| kf_profile_limit(lent(world.profile), out)).0,
    |world, input| {
        let profile = lent(world.profile);
        let zone = if input.is_rare() { input.number(0) } else { KF_BEIJING_SECONDS };
        let tolerance_us = if input.is_rare() { input.instant() } else { KF_TOLERANCE_US };
        let warn_us = if input.is_rare() { input.instant() } else { KF_WARN_AFTER_US };
        make(&mut world.clock, kf_clock_free, input, |out| {
            kf_clock_new(profile, zone, tolerance_us, warn_us, out)
        })
    },
    |world, input| {
        let texts = event_texts(input);
        let event = event(input, &texts);
        unsafe { kf_clock_record(lent(world.clock), Some(&event)) }
    },
    |world, input| {
        let texts = event_texts(input);
        let first = event(input, &texts);
        let second = event(input, &texts);
        let log = input.given(vec![first, second]);
        unsafe { kf_clock_record_log(lent(world.clock), log.data(), log.length) }
    },
    |world, input| {
        let (clock, now_us) = (lent(world.clock), input.instant());
        make(&mut world.waiting, kf_waitlist_free, input, |out| {
            kf_clock_waiting(clock, now_us, out)
        })
    },
    |world, input| {
        let (clock, after_us) = (lent(world.clock), input.instant());
        get(77, input, |out| kf_clock_next_due(clock, after_us, out)).0
    },
    |world, input| {
        let (clock, after_us) = (lent(world.clock), input.instant());
        get(77, input, |out| kf_clock_next_warning(clock, after_us, out)).0
    },
    |world, input| kf_clock_forget(lent(world.clock), input.instant()),
    |world, input| {
        let clock = lent(world.clock);
        make(&mut world.string, kf_string_free, input, |out| kf_clock_report(clock, out))
    },
    |world, input| {
        let clock = lent(world.clock);
        make(&mut world.string, kf_string_free, input, |out| kf_clock_save(clock, out))
    },
    |world, input| {
        let (_, state) = read(input, |out| kf_string_text(lent(world.string), out));
        let mut state = state.unwrap_or_default().into_bytes();
        input.change(&mut state);
        make(&mut world.clock, kf_clock_free, input, |out| unsafe {
            kf_clock_restore(state.as_ptr().cast(), state.len(), out)
        })
    },
    |world, input| get(77, input, |out| kf_waitlist_count(lent(world.waiting), out)).0,
    |world, input| {
        let index = input.index();
        get(ptr::null(), input, |out| kf_waitlist_get(lent(world.waiting), index, out)).0
    },
    |world, input| read(input, |out| kf_string_text(lent(world.string), out)).0,
    |_, input| {
        let index = input.index();
        read(input, |out| kf_platform_id(index, out)).0
    },
    |_, input| {
        let index = input.index();
        read(input, |out| kf_profile_name(index, out)).0
    },
    |_, input| {
        let index = input.index();
        read(input, |out| kf_deadline_id(index, out)).0
    },
    |_, input| {
        let index = input.index();
        read(input, |out| kf_deadline_title(index, out)).0
    },
    |_, input| {
        let (id, start_us, zone) = (input.text(), input.instant(), input.number(28_800));
        let data = id.data().cast();
        get(77, input, |out| unsafe { kf_deadline_due(data, id.length, start_us, zone, out) }).0
    },
    |_, input| {
        let (text, zone) = (input.text(), input.number(28_800));
        let data = text.data().cast();
        get(77, input, |out| unsafe { kf_time_read(data, text.length, zone, out) }).0
    },
    |world, input| {
        let (at_us, zone) = (input.instant(), input.number(28_800));
        make(&mut world.string, kf_string_free, input, |out| kf_time_write(at_us, zone, out))
    },
    |world, input| {
        world.free_one(usize::from(input.byte()));
        kf_status::KF_OK
    },
];
