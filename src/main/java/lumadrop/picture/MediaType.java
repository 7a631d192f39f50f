package lumadrop.picture;

import java.util.Optional;

/** The two kinds of picture that the upstream makes, told by their first bytes: names and headers can mislead. */
public enum MediaType {
    PNG("image/png", ".png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
    JPEG("image/jpeg", ".jpg", 0xff, 0xd8, 0xff);

    private final String word;
    private final String ending;

    @SuppressWarnings("ImmutableEnumChecker") // written in the constructor alone, and handed to nobody
    private final byte[] signature;

    MediaType(String word, String ending, int... signature) {
        this.word = word;
        this.ending = ending;
        this.signature = new byte[signature.length];
        for (int i = 0; i < signature.length; i++) {
            this.signature[i] = (byte) signature[i];
        }
    }

    /** As it is written in manifests: {@code image/png}. */
    public String word() {
        return word;
    }

    /** The file name's ending, with its dot. */
    public String ending() {
        return ending;
    }

    /**
     * The type that the first {@code length} bytes of {@code head} begin. Fewer bytes than a signature has are enough
     * where all of them agree: such a file is a picture cut short, not something else.
     */
    public static Optional<MediaType> of(byte[] head, int length) {
        for (MediaType type : values()) {
            if (length > 0 && type.begins(head, Math.min(length, type.signature.length))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private boolean begins(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
