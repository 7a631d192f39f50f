package lumadrop.sandbox;

import java.util.Arrays;
import java.util.Locale;

/** What the double's pictures are encoded as. */
public enum PictureFormat {
    /** Always PNG. */
    PNG,
    /** Always JPEG. */
    JPEG,
    /** Either, by the request's seed. */
    MIXED;

    /** Settles {@link #MIXED} for one request. */
    PictureFormat settled(long seed) {
        return this != MIXED ? this : (Seeds.mix(seed, 11) & 1) == 0 ? PNG : JPEG;
    }

    PictureFormat other() {
        return this == PNG ? JPEG : PNG;
    }

    String ending() {
        return this == PNG ? "png" : "jpg";
    }

    String mediaType() {
        return this == PNG ? "image/png" : "image/jpeg";
    }

    static PictureFormat parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "lumadrop.sandbox.picture-format: '" + text + "' is none of png, jpeg, mixed"));
    }
}
