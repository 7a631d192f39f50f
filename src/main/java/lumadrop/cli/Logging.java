package lumadrop.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is said; the form is in {@code logback.xml}. */
final class Logging {
    private Logging() {}

    static void level(String level) {
        logger("lumadrop").setLevel(Level.valueOf(level));
    }

    /** Verbs that answer on the terminal say no more than their answer, and faults. */
    static void quiet() {
        logger("lumadrop").setLevel(Level.ERROR);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
