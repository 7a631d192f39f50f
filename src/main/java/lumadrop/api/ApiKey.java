package lumadrop.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Holds the key to the API so that it cannot slip into a log, a JSON document or an exception's text. */
public final class ApiKey {
    private static final int TELLING = 6;
    private static final String HIDDEN = "[hidden]";

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /**
     * White space around the key is dropped: it comes along when a key is pasted or read from a file.
     *
     * @throws IllegalArgumentException if it is empty, or holds a character that an HTTP header cannot carry; the text
     *     never holds the key
     */
    public static ApiKey of(String text) {
        String key = text.strip();
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the API key is empty");
        }
        int odd = 0;
        while (odd < key.length() && key.charAt(odd) > ' ' && key.charAt(odd) < 127) {
            odd++;
        }
        if (odd < key.length()) {
            throw new IllegalArgumentException("the API key holds, at position " + (odd + 1)
                    + ", a character that no key has (a space, a line break or a non-ASCII letter): copy it again");
        }
        return new ApiKey(key);
    }

    /** The key itself: for the one place that sets the {@code Authorization} header. */
    public String reveal() {
        return value;
    }

    /** The text with every appearance of the key taken out; one too short to be a secret would only spoil words. */
    public String hideIn(String text) {
        return value.length() < TELLING ? text : text.replace(value, HIDDEN);
    }

    /** Never the key. */
    @JsonValue
    @Override
    public String toString() {
        return HIDDEN;
    }
}
