package lumadrop.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Numbers that are the same for the same input: chances, ids and colours come from here. */
final class Seeds {

    private Seeds() {}

    /** Mixes the values into one whose bits look random (the finaliser of SplitMix64 after each). */
    static long mix(long... values) {
        long state = 0x9E3779B97F4A7C15L;
        for (long value : values) {
            state += value + 0x9E3779B97F4A7C15L;
            state = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
            state = (state ^ (state >>> 27)) * 0x94D049BB133111EBL;
            state ^= state >>> 31;
        }
        return state;
    }

    /** In [0, 1). */
    static double unit(long mixed) {
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /** Normally distributed with mean 0 and deviation 1 (Box and Muller). */
    static double gauss(long seed) {
        double radius = Math.sqrt(-2 * Math.log(1 - unit(mix(seed, 1))));
        return radius * Math.cos(2 * Math.PI * unit(mix(seed, 2)));
    }

    /** A UUID of version 4's form. */
    static UUID uuid(long seed) {
        long high = mix(seed, 1) & ~0xF000L | 0x4000L;
        long low = mix(seed, 2) & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** The first 16 hex digits of the text's SHA-256. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
