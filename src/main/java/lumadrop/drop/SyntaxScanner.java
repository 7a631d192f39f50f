package lumadrop.drop;

import java.util.Arrays;

/**
 * Finds the first place where a text departs from JSON (RFC 8259), and says it in words. Runs only on a text that the
 * JSON parser has refused: the parser's own places and words differ from fault to fault and from version to version.
 */
final class SyntaxScanner {
    /** Digits of a number at most; the parser's limit too. */
    static final int MAX_NUMBER = 1_000;

    private enum Next {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END,
        NOTHING
    }

    private static final String A_VALUE = "a value: \"text\", a number, true, false, null, { or [";
    private static final String A_NAME = "a field's name in double quotes";

    private final char[] text;
    private final int to;
    private final Form form;
    private int at;
    private int[] open = new int[16];
    private int depth;
    private Finding fault;

    private SyntaxScanner(char[] text, int from, int to, Form form) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.form = form;
    }

    /** @return the first fault between the offsets; null where there is none */
    static Finding scan(char[] text, int from, int to, Form form) {
        SyntaxScanner scanner = new SyntaxScanner(text, from, to, form);
        scanner.scan();
        return scanner.fault;
    }

    private void scan() {
        int start = at;
        Next next = Next.VALUE;
        skipWhiteSpace();
        if (at == to) {
            report(start, "an empty file", "a job: {\"prompt\": \"…\"}");
        }
        while (fault == null) {
            skipWhiteSpace();
            if (at == to) {
                if (next != Next.NOTHING) {
                    endsEarly();
                }
                return;
            }
            next = step(next, text[at]);
        }
    }

    private Next step(Next next, char c) {
        return switch (next) {
            case VALUE -> value(c);
            case VALUE_OR_END -> c == ']' ? close() : value(c);
            case NAME, NAME_OR_END -> name(next, c);
            case COLON -> {
                if (c != ':') {
                    unexpected("':' after the field's name");
                }
                at++;
                yield Next.VALUE;
            }
            case COMMA_OR_END -> commaOrEnd(c);
            case NOTHING -> {
                report(
                        at,
                        "more text after the end of the value: " + Shown.quoted(rest()),
                        form == Form.JSON
                                ? "the end of the file; several jobs go into a list [ … ], or a line each into a .jsonl"
                                : "the end of the line: one job a line");
                yield next;
            }
        };
    }

    private Next value(char c) {
        switch (c) {
            case '{', '[' -> {
                if (depth == open.length) {
                    open = Arrays.copyOf(open, depth * 2);
                }
                open[depth++] = at++;
                return c == '{' ? Next.NAME_OR_END : Next.VALUE_OR_END;
            }
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> word();
        }
        return afterValue();
    }

    private Next name(Next next, char c) {
        if (c == '}' && next == Next.NAME_OR_END) {
            return close();
        }
        if (c == '"') {
            string();
        } else if (c == '}') {
            report(at, "'}' after a comma", "another field, or no comma before it");
        } else {
            unexpected(A_NAME);
        }
        return Next.COLON;
    }

    private Next commaOrEnd(char c) {
        boolean object = text[open[depth - 1]] == '{';
        if (c == ',') {
            at++;
            return object ? Next.NAME : Next.VALUE;
        }
        if (c == (object ? '}' : ']')) {
            return close();
        }
        unexpected(object ? "',' or '}'" : "',' or ']'");
        return Next.COMMA_OR_END;
    }

    private Next close() {
        at++;
        depth--;
        return afterValue();
    }

    private Next afterValue() {
        return depth == 0 ? Next.NOTHING : Next.COMMA_OR_END;
    }

    private void word() {
        int start = at;
        while (at < to && isWordPart(text[at])) {
            at++;
        }
        String word = new String(text, start, at - start);
        switch (word) {
            case "true", "false", "null" -> {}
            case "" -> {
                if (text[start] == ']' && start > 0 && depth > 0 && text[open[depth - 1]] == '[') {
                    report(start, "']' after a comma", "another value, or no comma before it");
                } else {
                    unexpected(A_VALUE);
                }
            }
            default -> {
                if (at == to && ("true".startsWith(word) || "false".startsWith(word) || "null".startsWith(word))) {
                    endsEarly();
                } else {
                    report(start, "the word " + Shown.plain(word), A_VALUE);
                }
            }
        }
    }

    private void string() {
        int start = at++;
        while (at < to) {
            char c = text[at];
            if (c == '"') {
                at++;
                return;
            }
            if (c < ' ') {
                boolean lineEnd = c == '\n' || c == '\r';
                report(
                        at,
                        lineEnd ? "a line's end inside a string" : Shown.character(c) + " inside a string",
                        lineEnd
                                ? "the closing '\"', or \\n for a line break"
                                : String.format("its escape, \\%s", c == '\t' ? "t" : String.format("u%04x", (int) c)));
                return;
            }
            if (c == '\\' && !escape()) {
                return;
            }
            at++;
        }
        reportEnd("the closing '\"' of the string that begins with "
                + Shown.quoted(new String(text, start + 1, Math.min(40, to - start - 1))));
    }

    /** At a backslash; leaves at the escape's last character. */
    private boolean escape() {
        int start = at;
        int end = at + 1 < to && text[at + 1] == 'u' ? at + 5 : at + 1;
        for (at++; at <= end; at++) {
            if (at >= to) {
                reportEnd("the rest of an escape, and the closing '\"' of the string");
                return false;
            }
            boolean known = at == start + 1 ? "\"\\/bfnrtu".indexOf(text[at]) >= 0 : isHexDigit(text[at]);
            if (!known) {
                report(
                        start,
                        "the escape " + Shown.quoted(new String(text, start, at - start + 1)),
                        "one of \\\" \\\\ \\/ \\b \\f \\n"
                                + " \\r"
                                + " \\t, or \\u with four hex digits; a backslash itself is \\\\");
                return false;
            }
        }
        at = end;
        return true;
    }

    private void number() {
        int start = at;
        if (text[at] == '-') {
            at++;
        }
        boolean good = true;
        if (at < to && text[at] == '0') {
            at++;
        } else {
            good = digits();
        }
        if (good && at < to && text[at] == '.') {
            at++;
            good = digits();
        }
        if (good && at < to && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (at < to && (text[at] == '+' || text[at] == '-')) {
                at++;
            }
            good = digits();
        }
        if (!good && at == to) {
            reportEnd("the rest of a number");
            return;
        }
        int end = at;
        while (end < to && (isWordPart(text[end]) || text[end] == '.' || text[end] == '+' || text[end] == '-')) {
            end++;
        }
        if (!good || end > at) {
            report(
                    start,
                    "the number " + Shown.quoted(new String(text, start, Math.max(end, at) - start)),
                    "a number such as 3, -2 or 1.5e3: no leading zero, no NaN, no Infinity");
        } else if (at - start > MAX_NUMBER) {
            report(start, "a number of " + Shown.number(at - start) + " characters", tooLongNumber());
        }
    }

    static String tooLongNumber() {
        return "at most " + Shown.number(MAX_NUMBER);
    }

    private boolean digits() {
        int start = at;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at > start;
    }

    private void skipWhiteSpace() {
        while (at < to && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
    }

    private void unexpected(String expected) {
        char c = text[at];
        if (c == '/' || c == '#') {
            report(at, "a comment, or a stray " + Shown.character(c), expected + "; JSON has no comments");
        } else if (c == '\'' || c == '\u2018' || c == '\u2019' || c == '\u201c' || c == '\u201d' || c == '\u201e') {
            report(at, "the quote " + Shown.character(c), expected + "; JSON takes straight double quotes (\") only");
        } else if (isWordPart(c)) {
            int end = at;
            while (end < to && isWordPart(text[end])) {
                end++;
            }
            report(at, "the word " + Shown.plain(new String(text, at, end - at)), expected);
        } else {
            report(at, Shown.character(Character.codePointAt(text, at, to)), expected);
        }
    }

    private void endsEarly() {
        if (depth == 0) {
            reportEnd(A_VALUE);
            return;
        }
        reportEnd(text[open[depth - 1]] == '{' ? "'}' that closes the object" : "']' that closes the list");
    }

    private void reportEnd(String expected) {
        report(
                to,
                form == Form.JSON
                        ? "the file ends too early"
                        : "the line ends too early (each line must be a whole job)",
                expected + (to == text.length ? DropText.IF_STILL_WRITTEN : ""));
    }

    private CharSequence rest() {
        return new String(text, at, Math.min(200, to - at));
    }

    private void report(int offset, String found, String expected) {
        if (fault == null) {
            fault = Finding.at(offset, "", found, expected);
        }
    }

    private static boolean isWordPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$';
    }

    private static boolean isHexDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
