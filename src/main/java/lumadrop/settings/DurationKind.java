package lumadrop.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import lumadrop.text.Durations;

/** A duration in a range, both ends included, in whole milliseconds: what timers and Camel can keep. */
record DurationKind(Duration least, Duration most) implements Kind<Duration> {
    @Override
    public Duration read(String text) {
        Duration value = Durations.parse(text);
        if (value.compareTo(least) < 0
                || value.compareTo(most) > 0
                || !value.equals(value.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    @Override
    public String expected() {
        return "a duration from " + Durations.format(least) + " to " + Durations.format(most);
    }

    @Override
    public String forms() {
        return "written " + Durations.FORMS;
    }

    /** Camel 4.22 reads {@code PT1M} as 0 where it expects milliseconds, and says nothing. */
    @Override
    public String tidy(String text) {
        return Character.isDigit(text.charAt(0)) ? text : Durations.format(Durations.parse(text));
    }
}
