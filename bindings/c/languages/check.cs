// Checks a message through libkfrules with P/Invoke.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

[StructLayout(LayoutKind.Sequential)]
struct KfText
{
    public IntPtr Data;
    public UIntPtr Length;

    public override string ToString()
    {
        if (Data == IntPtr.Zero) return "";
        var bytes = new byte[(int)Length];
        Marshal.Copy(Data, bytes, 0, bytes.Length);
        return Encoding.UTF8.GetString(bytes);
    }
}

[StructLayout(LayoutKind.Sequential)]
struct KfSpan
{
    public UIntPtr Start, End;
}

[StructLayout(LayoutKind.Sequential)]
struct KfViolation
{
    public KfText Rule, Category;
    public int Severity, Via;
    public KfText Message, Suggestion, Replacement, Text;
    public KfSpan Bytes, Chars, Utf16;
    public IntPtr Lines;
    public UIntPtr LineCount;
}

static class Kf
{
    public const uint AbiVersion = 0;
    public const int Agent = 1, Error = 2;
    const string Library = "kfrules";
    const CallingConvention C = CallingConvention.Cdecl;

    [DllImport(Library, CallingConvention = C)]
    public static extern uint kf_abi_version();
    [DllImport(Library, CallingConvention = C)]
    public static extern UIntPtr kf_error_copy(byte[] buffer, UIntPtr size);
    [DllImport(Library, CallingConvention = C)]
    public static extern int kf_ruleset_new(byte[] platform, UIntPtr length, out IntPtr ruleset);
    [DllImport(Library, CallingConvention = C)]
    public static extern void kf_ruleset_free(IntPtr ruleset);
    [DllImport(Library, CallingConvention = C)]
    public static extern int kf_checker_new(IntPtr ruleset, out IntPtr checker);
    [DllImport(Library, CallingConvention = C)]
    public static extern void kf_checker_free(IntPtr checker);
    // A string of C# is UTF-16 already: it is handed over as it is.
    [DllImport(Library, CallingConvention = C, CharSet = CharSet.Unicode)]
    public static extern int kf_checker_check_utf16(IntPtr checker, int sender, string text,
        UIntPtr length, out UIntPtr count);
    [DllImport(Library, CallingConvention = C)]
    public static extern int kf_checker_violation(IntPtr checker, UIntPtr index, out IntPtr violation);

    public static void Require(int status)
    {
        if (status == 0) return;
        var message = new byte[(int)kf_error_copy(null, UIntPtr.Zero)];
        kf_error_copy(message, (UIntPtr)message.Length);
        throw new ArgumentException(Encoding.UTF8.GetString(message).TrimEnd('\0'));
    }
}

/// Checks messages by the rules of a platform; for one thread at a time.
sealed class Checker : IDisposable
{
    IntPtr own;

    public Checker(string platform)
    {
        if (Kf.kf_abi_version() != Kf.AbiVersion)
            throw new InvalidOperationException("another version of kfrules");
        var name = Encoding.UTF8.GetBytes(platform);
        IntPtr rules;
        Kf.Require(Kf.kf_ruleset_new(name, (UIntPtr)name.Length, out rules));
        Kf.Require(Kf.kf_checker_new(rules, out own));
        Kf.kf_ruleset_free(rules);
    }

    /// What is wrong with what an agent is about to send.
    public IEnumerable<KfViolation> Check(string text)
    {
        UIntPtr count;
        Kf.Require(Kf.kf_checker_check_utf16(own, Kf.Agent, text, (UIntPtr)text.Length, out count));
        var found = new List<KfViolation>();
        for (var index = 0; index < (int)count; index++)
        {
            IntPtr one;
            Kf.Require(Kf.kf_checker_violation(own, (UIntPtr)index, out one));
            found.Add((KfViolation)Marshal.PtrToStructure(one, typeof(KfViolation)));
        }
        return found;
    }

    public void Dispose()
    {
        Kf.kf_checker_free(own);
        own = IntPtr.Zero;
    }
}

/// What the hook needs of a text box: System.Windows.Forms.TextBox and WPF's have both.
interface ITextBox
{
    string Text { get; }
    void Select(int start, int length);
}

sealed class Hook
{
    readonly Checker checker = new Checker("pdd");

    // Called where the agent presses Send.
    public bool MaySend(ITextBox input, Action<string> advise)
    {
        foreach (var violation in checker.Check(input.Text))
        {
            if (violation.Severity < Kf.Error) continue;
            int start = (int)violation.Utf16.Start, end = (int)violation.Utf16.End;
            input.Select(start, end - start);
            advise(violation.Message + "\n" + violation.Suggestion);
            return false;
        }
        return true;
    }
}

sealed class Box : ITextBox
{
    public string Text { get; set; }
    public string Selected = "";

    public void Select(int start, int length)
    {
        Selected = Text.Substring(start, length);
    }
}

static class Program
{
    static int Main()
    {
        const string message = "亲\U0001F338加我微 信";
        using (var checker = new Checker("pdd"))
            foreach (var violation in checker.Check(message))
            {
                int start = (int)violation.Utf16.Start, end = (int)violation.Utf16.End;
                if (message.Substring(start, end - start) != violation.Text.ToString()) return 1;
                Console.WriteLine("{0} {1}..{2}", violation.Rule, start, end);
            }
        var hook = new Hook();
        var advice = "";
        var box = new Box { Text = message };
        if (hook.MaySend(box, said => advice = said) || box.Selected != "微 信" || advice == "") return 1;
        if (!hook.MaySend(new Box { Text = "今天发货" }, said => advice = said)) return 1;
        try
        {
            new Checker("nowhere").Dispose();
        }
        catch (ArgumentException error)
        {
            Console.WriteLine(error.Message.Contains("nowhere") ? "True" : error.Message);
        }
        return 0;
    }
}
