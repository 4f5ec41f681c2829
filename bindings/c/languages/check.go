// Checks a message through libkfrules with cgo: pkg-config finds the library.
package main

// #cgo pkg-config: kfrules
// #include <kfrules.h>
import "C"

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"unsafe"
)

// Breach is one breach of one rule; Start and End count bytes, as Go does.
type Breach struct {
	Rule, Message, Suggestion string
	Start, End                int
}

// Checker checks messages by the rules of a platform; one goroutine at a time.
type Checker struct{ own *C.kf_checker }

func goText(text C.kf_text) string {
	return C.GoStringN(text.data, C.int(text.length))
}

// pointer gives the bytes of a text, which C does not keep; NULL is the empty text.
func pointer(text string) (*C.char, C.size_t) {
	bytes := []byte(text)
	if len(bytes) == 0 {
		return nil, 0
	}
	return (*C.char)(unsafe.Pointer(&bytes[0])), C.size_t(len(bytes))
}

// try makes a call; what went wrong is known in the thread of the call alone.
func try(call func() C.kf_status) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if call() == C.KF_OK {
		return nil
	}
	return errors.New(goText(C.kf_error_last().message))
}

// NewChecker makes a checker; Close frees it.
func NewChecker(platform string) (*Checker, error) {
	if C.kf_abi_version() != C.KF_ABI_VERSION {
		return nil, errors.New("another version of libkfrules")
	}
	var rules *C.kf_ruleset
	checker := &Checker{}
	data, length := pointer(platform)
	if err := try(func() C.kf_status { return C.kf_ruleset_new(data, length, &rules) }); err != nil {
		return nil, err
	}
	defer C.kf_ruleset_free(rules)
	return checker, try(func() C.kf_status { return C.kf_checker_new(rules, &checker.own) })
}

// Check finds what is wrong with what an agent is about to send.
func (c *Checker) Check(text string) ([]Breach, error) {
	var count C.size_t
	data, length := pointer(text)
	err := try(func() C.kf_status {
		return C.kf_checker_check(c.own, C.KF_AGENT, data, length, &count)
	})
	breaches := make([]Breach, 0, count)
	for index := C.size_t(0); index < count && err == nil; index++ {
		var one *C.kf_violation
		err = try(func() C.kf_status { return C.kf_checker_violation(c.own, index, &one) })
		if err == nil {
			breaches = append(breaches, Breach{goText(one.rule), goText(one.message),
				goText(one.suggestion), int(one.bytes.start), int(one.bytes.end)})
		}
	}
	return breaches, err
}

// Close frees the checker.
func (c *Checker) Close() { C.kf_checker_free(c.own) }

func main() {
	checker, err := NewChecker("pdd")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer checker.Close()
	breaches, err := checker.Check("亲\U0001f338加我微 信")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, breach := range breaches {
		fmt.Printf("%s %d..%d\n", breach.Rule, breach.Start, breach.End)
	}
	_, err = NewChecker("nowhere")
	fmt.Println(err != nil && strings.Contains(err.Error(), "nowhere"))
}
