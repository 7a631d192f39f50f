package lumadrop.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, lower-case hex: of what is there at once, or, as an instance for one thread, of what comes piece by piece. */
public final class Sha256 {
    private static final int BUFFER = 64 << 10;

    private final MessageDigest digest;
    private long unexpected;

    /** @param expected how many bytes will come, as far as is known; whatever it is, the hash is right */
    public Sha256(long expected) {
        long known = Math.max(0, expected);
        digest = NativeSha256.digestFor(known);
        unexpected = -known;
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(jdk().digest(bytes));
    }

    /** Of the text's UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Of all that is still to be read; the stream is left open.
     *
     * @param expected how many bytes that will be, as far as is known
     */
    public static String of(InputStream in, long expected) throws IOException {
        Sha256 sha256 = new Sha256(expected);
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha256.update(buffer, read);
        }
        return sha256.hex();
    }

    public void update(byte[] buffer, int length) {
        digest.update(buffer, 0, length);
        unexpected += length;
    }

    /** To be asked once, after the last piece. */
    public String hex() {
        NativeSha256.count(unexpected);
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest jdk() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
