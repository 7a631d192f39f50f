package lumadrop.flow;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import lumadrop.picture.LeastRate;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** In which way a media host fails, in general terms: what each picture met stands on its job's own line. */
enum HostFault {
    UNREACHABLE("it cannot be connected to"),
    ERRORS("it answers that it cannot (5xx, 408, 425 or 429)"),
    BREAKS_OFF("it breaks off before a picture is whole"),
    SLOW("it is silent or too slow");

    private static final int MAX_CAUSES = 10;

    private final String words;

    HostFault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static HostFault of(Exception met) {
        if (met instanceof MediaFault) {
            return ERRORS;
        }
        Throwable cause = met;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (isBeforeSending(cause)) {
                return UNREACHABLE;
            }
            if (cause instanceof SocketTimeoutException || cause instanceof LeastRate.TooSlow) {
                return SLOW;
            }
            cause = cause.getCause();
        }
        return BREAKS_OFF;
    }

    /** {@link Departure} makes one of the first or the last of whatever fails before a request has left. */
    private static boolean isBeforeSending(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof UnknownHostException;
    }
}
