package lumadrop.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/**
 * Keeps the HTTP client's logs of headers and of bytes empty, whatever a configuration of the user's own says: they would
 * hold the API key, in pieces that no filter of texts would recognise.
 */
final class WireLogs extends TurboFilter {
    private static final String HEADERS = "org.apache.hc.client5.http.headers";
    private static final String BYTES = "org.apache.hc.client5.http.wire";

    private final Logger headers;
    private final Logger bytes;

    private WireLogs(LoggerContext log) {
        this.headers = log.getLogger(HEADERS);
        this.bytes = log.getLogger(BYTES);
    }

    /** From here on, also after a configuration is read again. */
    static void keepOut(LoggerContext log) {
        log.addTurboFilter(started(log));
        log.addListener(new AlsoAfterReset());
    }

    private static WireLogs started(LoggerContext log) {
        WireLogs filter = new WireLogs(log);
        filter.start();
        return filter;
    }

    /**
     * Called for each statement of each library, also for those that are off: so by the loggers themselves, of which a
     * context has one a name for as long as it lives, and not by their names.
     */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable thrown) {
        return logger == headers || logger == bytes ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    /** A reset takes all filters away. */
    private static final class AlsoAfterReset implements LoggerContextListener {
        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext log) {
            log.addTurboFilter(started(log));
        }

        @Override
        public void onStart(LoggerContext log) {}

        @Override
        public void onStop(LoggerContext log) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
