/* A Win32 edit control that does not let go of what breaks the platform's rules. */
#include <kfrules.h>
#include <stdio.h>
#include <windows.h>

#define LONGEST 4096

static kf_checker *checker;
static WNDPROC edit_procedure;
/* What the agent is told, here kept; show it beside the edit control. */
static WCHAR advice[LONGEST];

static void advise(kf_text message) {
    int units = MultiByteToWideChar(CP_UTF8, 0, message.data, (int)message.length, advice,
                                    LONGEST - 1);
    advice[units] = 0;
}

/* Whether what stands in the edit control may be sent; if not, the words are selected. */
static BOOL may_send(HWND edit) {
    static WCHAR text[LONGEST];
    int length = GetWindowTextW(edit, text, LONGEST);
    size_t count = 0, index;
    advice[0] = 0;
    /* A message that cannot be checked is not held back. */
    if (kf_checker_check_utf16(checker, KF_AGENT, (const uint16_t *)text, (size_t)length, &count))
        return TRUE;
    for (index = 0; index < count; index++) {
        const kf_violation *violation;
        if (kf_checker_violation(checker, index, &violation) != KF_OK) break;
        if (violation->severity < KF_ERROR) continue;
        SendMessageW(edit, EM_SETSEL, violation->utf16.start, (LPARAM)violation->utf16.end);
        advise(violation->message);
        return FALSE;
    }
    return TRUE;
}

/* Enter sends; give this procedure to the edit control by SetWindowLongPtrW. */
static LRESULT CALLBACK send_box(HWND edit, UINT message, WPARAM key, LPARAM details) {
    if (message == WM_CHAR && key == '\r') {
        if (may_send(edit)) SetWindowTextW(edit, L"");
        return 0;
    }
    return CallWindowProcW(edit_procedure, edit, message, key, details);
}

int main(void) {
    /* 加我微信, and 今天发货 */
    static const WCHAR breach[] = {0x52A0, 0x6211, 0x5FAE, 0x4FE1, 0};
    static const WCHAR clean[] = {0x4ECA, 0x5929, 0x53D1, 0x8D27, 0};
    kf_ruleset *rules = NULL;
    DWORD start = 0, end = 0;
    int wrong = 1;
    HWND edit;
    if (kf_ruleset_new("pdd", 3, &rules) != KF_OK || kf_checker_new(rules, &checker) != KF_OK) {
        fprintf(stderr, "%s\n", kf_error_last()->message.data);
        return 1;
    }
    kf_ruleset_free(rules);
    /* Of a window that is not shown, so that this runs where there is no screen. */
    edit = CreateWindowExW(0, L"EDIT", L"", ES_MULTILINE, 0, 0, 100, 20, HWND_MESSAGE, NULL, NULL,
                           NULL);
    if (edit) {
        edit_procedure = (WNDPROC)SetWindowLongPtrW(edit, GWLP_WNDPROC, (LONG_PTR)send_box);
        SetWindowTextW(edit, breach);
        SendMessageW(edit, WM_CHAR, '\r', 0);
        SendMessageW(edit, EM_GETSEL, (WPARAM)&start, (LPARAM)&end);
        if (GetWindowTextLengthW(edit) == 4 && start == 2 && end == 4 && advice[0]) {
            SetWindowTextW(edit, clean);
            SendMessageW(edit, WM_CHAR, '\r', 0);
            wrong = GetWindowTextLengthW(edit) != 0 || advice[0];
        }
        printf("held back at %d..%d%s\n", (int)start, (int)end, wrong ? ": wrong" : "");
        DestroyWindow(edit);
    } else {
        fprintf(stderr, "no window: error %d\n", (int)GetLastError());
    }
    kf_checker_free(checker);
    return wrong;
}
