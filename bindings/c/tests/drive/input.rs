//! What the bytes say.

use std::ptr;

/// Texts that come far, beside those made of the bytes themselves.
const TEXTS: &[&str] = &[
    "加我微信",
    "亲\u{1F338}加我微 信 qiutian88，这款宝贝有现货",
    "能开发票吗",
    "开不了的",
    "1380000",
    "今天就给您发货哦",
    "下单送小样",
    "shop/wording.gift",
    "2024-05-01",
    "2024-05-01 08:03:12",
    "pdd@2020-3min-human",
    "douyin@2023-avg",
    "pdd.order.pin-24h",
    PACK,
    "",
];

/// A small pack, so that compiling is quick.
pub(super) const PACK: &str = "id = 'shop'\ntitle = '小店'\n[[rule]]\nid = 'wording.gift'\n\
    severity = 'warning'\nmessage = '赠品已经送完。'\nsuggestion = '请介绍优惠券。'\n\
    sources = [{ document = '店长通知' }]\nwords = ['送小样']\nreach = 'sound'\n\
    replace = { '送小样' = '送券' }\nhits = ['下单送小样哦']\npasses = ['小样没有了']\n";

/// A profile of one's own.
pub(super) const PROFILE: &str = "id = 'shop@1'\ntitle = '小店'\nsince = '2024-05-01'\n\
    confidence = 'low'\nunit = 'turn'\nmeasure = 'rate'\nwindow = ['08:00', '23:00']\n\
    limit_seconds = 180\nreplies = ['agent', 'assist']\nlater_day = 'left-out'\n\
    robot = 'leaves-out'\ntransfer = 'unanswered'\nsources = [{ document = '店长通知' }]\n";

/// Bytes still to be read; whatever is asked for beyond their end is 0.
pub(super) struct Input<'a> {
    left: &'a [u8],
}

/// A text as C gives it: a pointer and a length, which may be wrong in a way that is noticed before
/// anything is read.
pub(super) struct Given<T> {
    kept: Vec<T>,
    pub(super) length: usize,
    is_null: bool,
}

impl<T> Given<T> {
    /// NULL, of length 1.
    pub(super) fn null() -> Given<T> {
        Given { kept: Vec::new(), length: 1, is_null: true }
    }

    pub(super) fn data(&self) -> *const T {
        if self.is_null { ptr::null() } else { self.kept.as_ptr() }
    }

    /// What can be read.
    pub(super) fn units(&self) -> &[T] {
        &self.kept
    }
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Input<'a> {
        Input { left: bytes }
    }

    pub(super) fn byte(&mut self) -> u8 {
        let Some((&first, left)) = self.left.split_first() else { return 0 };
        self.left = left;
        first
    }

    /// One of so many, as long as there is anything to read.
    pub(super) fn choice(&mut self, count: usize) -> Option<usize> {
        (!self.left.is_empty()).then(|| usize::from(self.byte()) % count)
    }

    pub(super) fn is_rare(&mut self) -> bool {
        self.byte() > 240
    }

    /// Any number, most often one of a few that there are.
    pub(super) fn number(&mut self, most: i32) -> i32 {
        match self.byte() {
            byte @ 0..=230 => i32::from(byte) % (most + 1),
            _ => i32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()]),
        }
    }

    pub(super) fn index(&mut self) -> usize {
        match self.byte() {
            byte @ 0..=240 => usize::from(byte % 20),
            byte => usize::MAX - usize::from(byte % 2),
        }
    }

    pub(super) fn instant(&mut self) -> i64 {
        match self.byte() {
            0..=5 => i64::MIN,
            6..=8 => i64::MAX,
            9..=12 => {
                let mut bytes = [0; 8];
                bytes.fill_with(|| self.byte());
                i64::from_le_bytes(bytes)
            }
            // Of the first of May 2024 in Beijing, from 10:00, every other ten seconds.
            byte => 1_714_528_800_000_000 + 10_000_000 * i64::from(byte),
        }
    }

    fn bytes(&mut self) -> Vec<u8> {
        let choice = usize::from(self.byte());
        if let Some(text) = TEXTS.get(choice % (2 * TEXTS.len())) {
            return text.as_bytes().to_vec();
        }
        let length = usize::from(self.byte() % 40).min(self.left.len());
        let (text, left) = self.left.split_at(length);
        self.left = left;
        text.to_vec()
    }

    /// How something is given whose length is right.
    pub(super) fn given<T>(&mut self, kept: Vec<T>) -> Given<T> {
        let (length, is_null) = match self.byte() {
            0..=8 => (kept.len(), true),
            9..=12 => (usize::MAX, false),
            13..=16 => (usize::MAX / 2 + 1, false),
            _ => (kept.len(), false),
        };
        Given { kept, length, is_null }
    }

    pub(super) fn text(&mut self) -> Given<u8> {
        let bytes = self.bytes();
        self.given(bytes)
    }

    /// One of these, most often.
    pub(super) fn one_of(&mut self, texts: &[&str]) -> Given<u8> {
        let choice = usize::from(self.byte());
        let text = texts.get(choice % (texts.len() + 1)).map(|text| text.as_bytes().to_vec());
        let text = text.unwrap_or_else(|| self.bytes());
        self.given(text)
    }

    pub(super) fn units(&mut self) -> Given<u16> {
        let bytes = self.bytes();
        let mut units: Vec<u16> = match str::from_utf8(&bytes) {
            Ok(text) => text.encode_utf16().collect(),
            Err(_) => bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], 0xD8])).collect(),
        };
        if self.is_rare() {
            units.push(0xDC00);
        }
        self.given(units)
    }

    /// Other bytes than these at a few places.
    pub(super) fn change(&mut self, bytes: &mut [u8]) {
        for _ in 0..self.byte() % 4 {
            let place = usize::from(self.byte()) * 256 + usize::from(self.byte());
            if let Some(length) = std::num::NonZeroUsize::new(bytes.len()) {
                bytes[place % length] = self.byte();
            }
        }
    }
}
