package lumadrop.job;

import java.util.Locale;

/** Why a job failed or is held: a closed list, the same in manifest, status, logs and error files. */
public enum ReasonClass {
    /** The upstream refused the request as malformed. */
    INVALID,
    /** The upstream refused the content. */
    MODERATED,
    /** Key, credit, entitlement, model name or base URL: every job would meet it. */
    ACCOUNT,
    /** Throttled more often than is tried again. */
    RATE_LIMITED,
    /** The upstream tried and failed. */
    UPSTREAM_FAILED,
    /** The upstream said success and named no picture. */
    NO_OUTPUT,
    /** The source image of an edit could not be fetched or read by the upstream. */
    IMAGE_UNREACHABLE,
    /** The picture could not be downloaded, or what came is no picture. */
    MEDIA_BAD,
    /** No final answer within deadline and grace. */
    OVERDUE,
    /** Given up by a person. */
    CANCELLED,
    /** Whether the upstream took the request is not known. */
    UNKNOWN_SUBMIT,
    /** The same content was dropped before; nothing was sent. */
    SAME_DROP;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The class as it is written: {@code upstream-failed}. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException if the word names no class */
    public static ReasonClass of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
