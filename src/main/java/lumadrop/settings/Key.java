package lumadrop.settings;

import java.util.Locale;

/**
 * One thing that an operator may set.
 *
 * @param name in full: {@code lumadrop.poll.interval}
 * @param kind what its value may be
 * @param text the default, as it would be written in a file
 * @param why one line for the operator: what it is for, and what hangs on it
 * @param secret its value may hold a password and is shown nowhere
 */
public record Key<T>(String name, Kind<T> kind, String text, String why, boolean secret) {
    /** What every key's name starts with. */
    static final String PREFIX = "lumadrop.";

    /** The same for environment variables. */
    static final String ENVIRONMENT_PREFIX = "LUMADROP_";

    /** The environment variable that sets it: {@code LUMADROP_POLL_INTERVAL}. */
    public String variable() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The name without what all names start with: {@code poll.interval}. */
    String shortName() {
        return name.substring(PREFIX.length());
    }

    /** The text as a message may show it: quoted, on one line, cut, without what may be secret. */
    String shown(String value) {
        return secret ? "a value that is not shown here" : Quote.of(kind.shown(value));
    }
}
