package lumadrop.api;

import java.util.Optional;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;

/** Puts an HTTP answer that is no record, or a broken connection, into one line. */
final class HttpReasons {
    private static final int MAX_CAUSES = 10;

    private final OneLine line;

    HttpReasons(OneLine line) {
        this.line = line;
    }

    /** {@code HTTP 503: Upstream capacity temporarily exhausted}. */
    Reason of(ReasonClass reasonClass, HttpAnswer answer, Optional<Words> words) {
        String location = answer.header("Location")
                .map(HttpReasons::withoutQuery)
                .map(to -> " to " + to)
                .orElse("");
        String said = words.map(Words::shown)
                .map(line::of)
                .filter(shown -> !shown.isEmpty())
                .orElseGet(() -> answer.status() / 100 == 3 ? "a redirect" + location : "the answer has no words");
        return new Reason(reasonClass, line.of("HTTP " + answer.status() + ": " + said));
    }

    /** The upstream's own words alone, where there are any. */
    Reason quoted(ReasonClass reasonClass, HttpAnswer answer, Optional<Words> words) {
        return words.map(Words::shown)
                .map(line::of)
                .filter(shown -> !shown.isEmpty())
                .map(shown -> new Reason(reasonClass, shown))
                .orElseGet(() -> of(reasonClass, answer, words));
    }

    Reason ours(ReasonClass reasonClass, String text) {
        return new Reason(reasonClass, line.of(text));
    }

    /** The innermost failure says most: {@code Connection reset (SocketException)}. */
    Reason broken(ReasonClass reasonClass, String what, Throwable failure) {
        Throwable inner = failure;
        for (int i = 0; i < MAX_CAUSES && inner.getCause() != null; i++) {
            inner = inner.getCause();
        }
        String message = inner.getMessage() == null ? "" : inner.getMessage() + " ";
        return ours(reasonClass, what + ": " + message + "(" + inner.getClass().getSimpleName() + ")");
    }

    private static String withoutQuery(String url) {
        return url.split("[?#]", 2)[0];
    }
}
