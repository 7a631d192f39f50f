package lumadrop.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import lumadrop.text.Durations;

/** At most so many in any stretch of so long: a sliding window. Not thread-safe. */
final class Window {
    private final int limit;
    private final Duration length;
    private final Deque<Instant> starts = new ArrayDeque<>();

    Window(int limit, Duration length) {
        this.limit = limit;
        this.length = length;
    }

    boolean is(int otherLimit, Duration otherLength) {
        return limit == otherLimit && length.equals(otherLength);
    }

    /** Such as {@code 2 in 1m}. */
    String words() {
        return limit + " in " + Durations.format(length);
    }

    int room(Instant now) {
        while (!starts.isEmpty() && !starts.peekFirst().plus(length).isAfter(now)) {
            starts.removeFirst();
        }
        return Math.max(0, limit - starts.size());
    }

    void add(Instant at, int count) {
        for (int i = 0; i < count; i++) {
            starts.addLast(at);
        }
    }

    void takeBack(int count) {
        for (int i = 0; i < count && !starts.isEmpty(); i++) {
            starts.removeLast();
        }
    }

    /** How long until there is room for one; zero if there is. */
    Duration untilRoom(Instant now) {
        if (room(now) > 0) {
            return Duration.ZERO;
        }
        // There may be more than the limit allows: they started before it was known.
        Instant makesRoom =
                starts.stream().skip(starts.size() - limit).findFirst().orElse(now);
        return Duration.between(now, makesRoom.plus(length));
    }
}
