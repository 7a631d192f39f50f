package lumadrop.job;

/** The vendor's two generation modes. */
public enum Mode {
    TEXT_TO_IMAGE("text-to-image"),
    EDIT("edit");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    /** The mode in the vendor's words: {@code text-to-image}. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException if the word names no mode */
    public static Mode of(String word) {
        for (Mode mode : values()) {
            if (mode.word.equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("no such mode: " + word);
    }
}
