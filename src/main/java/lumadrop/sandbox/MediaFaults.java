package lumadrop.sandbox;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be wrong with a download. */
final class MediaFaults {

    private static final int BOMB_EDGE = 30_000;
    private static final String NO_FAULT = "direct";

    private final Supplier<URI> base;
    private byte[] bomb;

    MediaFaults(Supplier<URI> base) {
        this.base = base;
    }

    /** The answer of an oddity that needs no picture. */
    Optional<Answer> instead(Oddity oddity, Call call, Instant now) {
        boolean redirected = call.rawQuery().contains(NO_FAULT);
        return Optional.ofNullable(
                switch (oddity) {
                    case MEDIA_403 -> Answer.html(403, "AccessDenied");
                    case MEDIA_404 -> Answer.html(404, "NoSuchKey");
                    case MEDIA_410 -> Answer.html(410, "Gone");
                    case MEDIA_429 -> Answer.html(429, "SlowDown").with("Retry-After", "1");
                    case MEDIA_500 -> Answer.html(500, "InternalError");
                    case MEDIA_503 -> Answer.html(503, "ServiceUnavailable");
                    case MEDIA_RESET -> Answer.none(new Delivery.Reset());
                    case MEDIA_TIMEOUT -> Answer.none(new Delivery.Never());
                    case MEDIA_REDIRECT -> redirected ? null : Answer.redirect(302, call.path() + "?" + NO_FAULT);
                    case MEDIA_REDIRECT_LOOP -> Answer.redirect(302, call.path());
                    case MEDIA_REDIRECT_ELSEWHERE ->
                        redirected
                                ? null
                                : Answer.redirect(
                                        302, "http://localhost:" + base.get().getPort() + call.path() + "?" + NO_FAULT);
                    case MEDIA_REDIRECT_PRIVATE -> Answer.redirect(302, "http://169.254.169.254/latest/meta-data/");
                    case MEDIA_HTML -> Answer.html(200, "Sign in").with("Content-Type", "image/png");
                    case MEDIA_EMPTY -> Answer.of(200, "image/png", new byte[0]);
                    case MEDIA_BOMB -> Answer.of(200, "image/png", bomb());
                    default -> null;
                });
    }

    /** The picture's answer, as it should be or spoilt. */
    Answer spoil(Optional<Oddity> strike, PictureRequest picture, Call call, byte[] bytes) {
        Answer good = Answer.of(200, picture.format().mediaType(), bytes)
                .with("Last-Modified", "Wed, 01 Jul 2026 00:00:00 GMT");
        if (strike.isEmpty()) {
            return good;
        }
        return switch (strike.get()) {
            case MEDIA_CUT_SHORT -> good.delivered(new Delivery.Cut(bytes.length, bytes.length / 2));
            case MEDIA_WRONG_LENGTH -> good.delivered(new Delivery.Cut(bytes.length + 1000L, bytes.length));
            case MEDIA_NO_LENGTH -> good.delivered(new Delivery.Chunked());
            case MEDIA_CORRUPT -> good.with(flipped(bytes));
            case MEDIA_TRUNCATED -> good.with(Arrays.copyOf(bytes, bytes.length / 2));
            case MEDIA_ENDLESS -> good.delivered(new Delivery.Flood(Long.MAX_VALUE));
            case MEDIA_SLOW -> good.delivered(new Delivery.Slow(10));
            case MEDIA_WRONG_TYPE ->
                good.with("Content-Type", picture.format().other().mediaType());
            default -> good;
        };
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] spoilt = bytes.clone();
        // Half of what follows the header is sure to be inside the data: a checksum over it no longer holds.
        spoilt[bytes.length - Math.max(20, bytes.length / 4)] ^= 0x55;
        return spoilt;
    }

    private synchronized byte[] bomb() {
        if (bomb == null) {
            bomb = PngFile.bomb(BOMB_EDGE, BOMB_EDGE);
        }
        return bomb;
    }
}
