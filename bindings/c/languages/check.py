"""Checks a message through libkfrules with nothing but ctypes."""

import ctypes


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.length).decode() if self.data else ""


class Span(ctypes.Structure):
    _fields_ = [("start", ctypes.c_size_t), ("end", ctypes.c_size_t)]


class Violation(ctypes.Structure):
    _fields_ = [
        ("rule", Text),
        ("category", Text),
        ("severity", ctypes.c_int32),
        ("via", ctypes.c_int32),
        ("message", Text),
        ("suggestion", Text),
        ("replacement", Text),
        ("text", Text),
        ("bytes", Span),
        ("chars", Span),
        ("utf16", Span),
        ("lines", ctypes.POINTER(ctypes.c_uint64)),
        ("line_count", ctypes.c_size_t),
    ]


KF = ctypes.CDLL("libkfrules.so.0")
ABI_VERSION, AGENT = 0, 1


def require(status):
    """Raises what the last failed call of this thread said."""
    if status:
        message = ctypes.create_string_buffer(KF.kf_error_copy(None, ctypes.c_size_t(0)) + 1)
        KF.kf_error_copy(message, ctypes.c_size_t(len(message)))
        raise ValueError(message.value.decode())


class Checker:
    """Checks messages by the rules of a platform; one a thread."""

    def __init__(self, platform):
        self._own = ctypes.c_void_p()
        if KF.kf_abi_version() != ABI_VERSION:
            raise ImportError("another version of libkfrules")
        rules, name = ctypes.c_void_p(), platform.encode()
        require(KF.kf_ruleset_new(name, ctypes.c_size_t(len(name)), ctypes.byref(rules)))
        require(KF.kf_checker_new(rules, ctypes.byref(self._own)))
        KF.kf_ruleset_free(rules)

    def __del__(self):
        KF.kf_checker_free(self._own)

    def check(self, text):
        count, data = ctypes.c_size_t(), text.encode()
        length = ctypes.c_size_t(len(data))
        require(KF.kf_checker_check(self._own, AGENT, data, length, ctypes.byref(count)))
        for index in range(count.value):
            found = ctypes.POINTER(Violation)()
            require(
                KF.kf_checker_violation(self._own, ctypes.c_size_t(index), ctypes.byref(found))
            )
            yield found.contents


if __name__ == "__main__":
    message = "亲\U0001f338加我微 信"
    for violation in Checker("pdd").check(message):
        # Python counts characters.
        start, end = violation.chars.start, violation.chars.end
        assert message[start:end] == str(violation.text)
        print(f"{violation.rule} {start}..{end}")
    try:
        Checker("nowhere")
    except ValueError as error:
        print("nowhere" in str(error))
