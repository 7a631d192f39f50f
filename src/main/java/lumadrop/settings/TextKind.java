package lumadrop.settings;

import java.util.regex.Pattern;

/** Text of a given form. */
record TextKind(String expected, Pattern form) implements Kind<String> {
    @Override
    public String read(String text) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("not " + expected);
        }
        return text;
    }
}
