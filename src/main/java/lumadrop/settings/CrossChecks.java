package lumadrop.settings;

import java.time.Duration;

/** Rules that hold between keys. */
final class CrossChecks {
    private CrossChecks() {}

    /** @param settings those that could be read; a rule over one that could not is left out */
    static void check(Settings settings, Problems problems) {
        notLonger(settings, Keys.RETRY_FIRST, Keys.RETRY_MAX, problems);
        notLonger(settings, Keys.PAUSE_FIRST, Keys.PAUSE_MAX, problems);
        notLonger(settings, Keys.POLL_INTERVAL, Keys.POLL_OVERDUE_INTERVAL, problems);
    }

    private static void notLonger(Settings settings, Key<Duration> shorter, Key<Duration> longer, Problems problems) {
        if (settings.has(shorter)
                && settings.has(longer)
                && settings.get(shorter).compareTo(settings.get(longer)) > 0) {
            problems.add(settings.shown(shorter) + "; expected at most " + settings.shown(longer));
        }
    }
}
