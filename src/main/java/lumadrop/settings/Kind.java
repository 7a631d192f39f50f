package lumadrop.settings;

/** What a key's value may be: how its text is read, and how a reader is told what to write. */
public interface Kind<T> {
    /**
     * The value that the text stands for.
     *
     * @param text without white space at its ends
     * @throws IllegalArgumentException if the text is not what {@link #expected()} says
     */
    T read(String text);

    /** What may be written, unit and range included: {@code a duration from 100ms to 1h}. */
    String expected();

    /** How it is written, for whom {@link #expected()} is not enough: {@code written 500ms, 20s, 5m}; may be empty. */
    default String forms() {
        return "";
    }

    /** The text in the form that Camel's property placeholders get. */
    default String tidy(String text) {
        return text;
    }

    /** The text as a message may show it. */
    default String shown(String text) {
        return text;
    }
}
