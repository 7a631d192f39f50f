package lumadrop.settings;

/**
 * A key's value in force.
 *
 * @param key whose
 * @param value of the key's type
 * @param text as it was written, in the form that Camel gets
 * @param source the place that it came from, for a message
 */
record Setting(Key<?> key, Object value, String text, String source) {
    static final String DEFAULT_SOURCE = "the default";

    boolean isDefault() {
        return source.equals(DEFAULT_SOURCE);
    }
}
