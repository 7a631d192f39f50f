package lumadrop.sandbox;

import java.time.Clock;
import java.util.function.Supplier;

/** The Date of an answer, formatted once a second at most. */
final class DateHeader implements Supplier<String> {

    private final Clock clock;
    private volatile Stamp last = new Stamp(Long.MIN_VALUE, "");

    DateHeader(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String get() {
        long second = clock.instant().getEpochSecond();
        Stamp stamp = last;
        if (stamp.second() != second) {
            stamp = new Stamp(second, Faults.httpDate(clock.instant()));
            last = stamp;
        }
        return stamp.text();
    }

    private record Stamp(long second, String text) {}
}
