package lumadrop.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** How much is said; the form is {@link LogSetup}'s, or {@link JsonLines}. */
final class Logging {
    private Logging() {}

    /** Before anything is sent: whatever a configuration says, the log never shows what goes over the wire. */
    static void withoutTheWire() {
        WireLogs.keepOut(logger(org.slf4j.Logger.ROOT_LOGGER_NAME).getLoggerContext());
    }

    static void level(String level) {
        logger("lumadrop").setLevel(Level.valueOf(level));
    }

    /** Verbs that answer on the terminal say no more than their answer, and faults. */
    static void quiet() {
        logger("lumadrop").setLevel(Level.ERROR);
    }

    /** Lines of JSON from here on. */
    static void json() {
        Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender("STDERR") instanceof ConsoleAppender<ILoggingEvent> console) {
            JsonLines lines = new JsonLines();
            lines.setContext(root.getLoggerContext());
            lines.start();
            console.setEncoder(lines);
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
