package lumadrop.drop;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Decodes a drop: UTF-8 with or without byte order mark, UTF-16 with one (PowerShell's {@code >} writes it). Strictly: a
 * byte that is no character is a fault, never a replacement character in a paid prompt.
 */
final class DropText {
    /** For what is wrong at the very end of a file: it was taken before its writer was done, most likely. */
    static final String IF_STILL_WRITTEN = "; if it was still being written, drop it again once it is whole";

    private static final String ADVICE = "UTF-8, or UTF-16 with a byte order mark: save the file as UTF-8";

    private DropText() {}

    /** @throws DropFaults if the bytes are no such text */
    static char[] decode(byte[] bytes, Form form) throws DropFaults {
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0) || startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            throw new DropFaults(new Fault("", 1, 1, "text in UTF-32", ADVICE));
        }
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(bytes, 3, StandardCharsets.UTF_8, form);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, StandardCharsets.UTF_16BE, form);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(bytes, 2, StandardCharsets.UTF_16LE, form);
        }
        if (bytes.length >= 2 && (bytes[0] == 0) != (bytes[1] == 0)) {
            throw new DropFaults(new Fault("", 1, 1, "what looks like UTF-16 without a byte order mark", ADVICE));
        }
        return decode(bytes, 0, StandardCharsets.UTF_8, form);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[i] != (byte) start[i]) {
                return false;
            }
        }
        return true;
    }

    private static char[] decode(byte[] bytes, int from, Charset charset, Form form) throws DropFaults {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        // Enough for the worst case: UTF-8 gives at most one char a byte, UTF-16 one for two.
        CharBuffer out =
                CharBuffer.allocate(charset.equals(StandardCharsets.UTF_8) ? in.remaining() : in.remaining() / 2 + 1);
        CoderResult result = decoder.decode(in, out, true);
        char[] text = out.array();
        if (out.position() < text.length) {
            text = Arrays.copyOf(text, out.position());
        }
        if (result.isError()) {
            Position at = new Positions(text, form).at(text.length);
            throw new DropFaults(fault(bytes, in.position(), result.length(), charset, at));
        }
        return text;
    }

    private static Fault fault(byte[] bytes, int at, int length, Charset charset, Position position) {
        StringBuilder hex = new StringBuilder();
        for (int i = at; i < Math.min(bytes.length, at + length); i++) {
            hex.append(String.format(Locale.ROOT, " %02X", bytes[i]));
        }
        boolean cut = at + length >= bytes.length && (!charset.equals(StandardCharsets.UTF_8) || isStart(bytes[at]));
        String found = cut
                ? "the file ends too early, inside a character: byte" + hex
                : "byte" + hex + " (number " + Shown.number(at + 1L) + " of the file), which is no " + charset.name();
        return new Fault("", position.line(), position.column(), found, cut ? ADVICE + IF_STILL_WRITTEN : ADVICE);
    }

    /** The first byte of a UTF-8 character of several bytes. */
    private static boolean isStart(byte first) {
        return (first & 0xFF) >= 0xC2 && (first & 0xFF) <= 0xF4;
    }
}
