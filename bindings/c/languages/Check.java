import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JTextArea;
import javax.swing.text.JTextComponent;

/** Checks a message through libkfrules with JNA. */
public final class Check {
    /** A size_t. */
    public static final class Size extends IntegerType {
        public Size() {
            this(0);
        }

        public Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    @FieldOrder({"data", "length"})
    public static final class Text extends Structure {
        public Pointer data;
        public Size length;

        @Override
        public String toString() {
            if (data == null) return "";
            return new String(data.getByteArray(0, length.intValue()), StandardCharsets.UTF_8);
        }
    }

    @FieldOrder({"start", "end"})
    public static final class Span extends Structure {
        public Size start;
        public Size end;
    }

    @FieldOrder({"rule", "category", "severity", "via", "message", "suggestion", "replacement",
        "text", "bytes", "chars", "utf16", "lines", "lineCount"})
    public static final class Violation extends Structure {
        public Text rule;
        public Text category;
        public int severity;
        public int via;
        public Text message;
        public Text suggestion;
        public Text replacement;
        public Text text;
        public Span bytes;
        public Span chars;
        public Span utf16;
        public Pointer lines;
        public Size lineCount;

        Violation(Pointer at) {
            super(at);
            read();
        }
    }

    /** The functions of kfrules.h that are used here. */
    interface Kfrules extends Library {
        Kfrules INSTANCE = Native.load("kfrules", Kfrules.class);
        int ABI_VERSION = 0;
        int AGENT = 1;
        int ERROR = 2;

        int kf_abi_version();

        Size kf_error_copy(byte[] buffer, Size size);

        int kf_ruleset_new(byte[] platform, Size length, PointerByReference ruleset);

        void kf_ruleset_free(Pointer ruleset);

        int kf_checker_new(Pointer ruleset, PointerByReference checker);

        void kf_checker_free(Pointer checker);

        int kf_checker_check_utf16(Pointer checker, int sender, short[] text, Size length,
            SizeReference count);

        int kf_checker_violation(Pointer checker, Size index, PointerByReference violation);
    }

    /** Where a size_t is written. */
    public static final class SizeReference extends com.sun.jna.ptr.ByReference {
        public SizeReference() {
            super(Native.SIZE_T_SIZE);
        }

        long value() {
            return Native.SIZE_T_SIZE == 8 ? getPointer().getLong(0) : getPointer().getInt(0);
        }
    }

    /** Checks messages by the rules of a platform; for one thread at a time. */
    static final class Checker implements AutoCloseable {
        private static final Kfrules KF = Kfrules.INSTANCE;
        private final Pointer own;

        Checker(String platform) {
            if (KF.kf_abi_version() != Kfrules.ABI_VERSION) {
                throw new IllegalStateException("another version of libkfrules");
            }
            PointerByReference made = new PointerByReference();
            byte[] name = platform.getBytes(StandardCharsets.UTF_8);
            require(KF.kf_ruleset_new(name, new Size(name.length), made));
            Pointer rules = made.getValue();
            require(KF.kf_checker_new(rules, made));
            KF.kf_ruleset_free(rules);
            own = made.getValue();
        }

        /** What is wrong with what an agent is about to send. */
        List<Violation> check(String text) {
            short[] units = new short[text.length()];
            for (int at = 0; at < units.length; at++) units[at] = (short) text.charAt(at);
            SizeReference count = new SizeReference();
            require(KF.kf_checker_check_utf16(own, Kfrules.AGENT, units, new Size(units.length),
                count));
            List<Violation> found = new ArrayList<>();
            for (long index = 0; index < count.value(); index++) {
                PointerByReference one = new PointerByReference();
                require(KF.kf_checker_violation(own, new Size(index), one));
                found.add(new Violation(one.getValue()));
            }
            return found;
        }

        private static void require(int status) {
            if (status == 0) return;
            byte[] message = new byte[KF.kf_error_copy(null, new Size(0)).intValue() + 1];
            KF.kf_error_copy(message, new Size(message.length));
            throw new IllegalArgumentException(Native.toString(message, "UTF-8"));
        }

        @Override
        public void close() {
            KF.kf_checker_free(own);
        }
    }

    // The hook: called where the agent presses Send.
    static boolean maySend(Checker checker, JTextComponent input, JTextArea advice) {
        advice.setText("");
        for (Violation violation : checker.check(input.getText())) {
            if (violation.severity < Kfrules.ERROR) continue;
            input.select(violation.utf16.start.intValue(), violation.utf16.end.intValue());
            advice.setText(violation.message + "\n" + violation.suggestion);
            return false;
        }
        return true;
    }

    public static void main(String[] arguments) {
        String message = "亲\uD83C\uDF38加我微 信";
        JTextArea input = new JTextArea(message);
        JTextArea advice = new JTextArea();
        try (Checker checker = new Checker("pdd")) {
            for (Violation violation : checker.check(message)) {
                int start = violation.utf16.start.intValue();
                int end = violation.utf16.end.intValue();
                if (!message.substring(start, end).equals(violation.text.toString())) return;
                System.out.println(violation.rule + " " + start + ".." + end);
            }
            if (maySend(checker, input, advice) || !input.getSelectedText().equals("微 信")) return;
            input.setText("今天发货");
            if (advice.getText().isEmpty() || !maySend(checker, input, advice)) return;
        }
        try {
            new Checker("nowhere").close();
        } catch (IllegalArgumentException error) {
            System.out.println(error.getMessage().contains("nowhere"));
        }
    }
}
