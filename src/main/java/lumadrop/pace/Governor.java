package lumadrop.pace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lumadrop.text.Durations;
import lumadrop.text.Times;

/**
 * How many submits may leave. Without limit until the upstream throttles or the settings name one; from then on by what is
 * known:
 *
 * <ul>
 *   <li>the limits of the settings, over any minute and any hour;
 *   <li>a wait that the upstream states: nothing leaves until it is over, whichever job was told so;
 *   <li>a limit that the upstream states, held for a day after it was last stated;
 *   <li>where it states no limit, or one that does not explain what happened, additive increase and multiplicative
 *       decrease: a throttle halves the rate, each submit taken adds a little, and well past the rate of before nothing
 *       is limited any more.
 * </ul>
 *
 * The limit is the account's and others may be using it too, so a stated limit that is kept to may still be met: its
 * wait is honoured all the same. Thread-safe.
 */
public final class Governor implements Pacer {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration BELIEVED = Duration.ofDays(1);

    /** Submits a second: one a minute finds out whether it is over. */
    private static final double LEAST = 1.0 / 60;

    /**
     * So many submits taken bring the rate back from the half to the whole: what throttles fewer than one in so many, at
     * whatever rate, slows nothing down for long.
     */
    private static final double STEPS_BACK = 10;

    /** How many past submits are remembered: enough to tell how fast they went, and to hold a stated limit to it. */
    private static final int REMEMBERED = 1024;

    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private final Clock clock;
    private final Duration longestWait;
    private final List<Window> set = new ArrayList<>();
    private final Deque<Instant> sent = new ArrayDeque<>();
    private final Deque<Instant> taken = new ArrayDeque<>();
    private Instant stoppedUntil = Instant.MIN;
    private Window told;
    private Instant toldAt;
    private double perSecond = UNLIMITED;
    private double perSecondBefore;
    private double tokens;
    private Instant filledAt;
    private Instant slowedAt = Instant.MIN;

    /**
     * @param perMinute the most submits in any minute; 0 for any
     * @param perHour the most submits in any hour; 0 for any
     * @param longestWait what a stated wait is cut to
     * @param before when submits left in the last hour, the earliest first: a restart does not start the windows anew
     */
    public Governor(Clock clock, int perMinute, int perHour, Duration longestWait, List<Instant> before) {
        this.clock = clock;
        this.longestWait = longestWait;
        if (perMinute > 0) {
            set.add(new Window(perMinute, MINUTE));
        }
        if (perHour > 0) {
            set.add(new Window(perHour, HOUR));
        }
        set.forEach(window -> before.forEach(at -> window.add(at, 1)));
    }

    @Override
    public synchronized int take(int wanted) {
        Instant now = clock.instant();
        if (now.isBefore(stoppedUntil)) {
            return 0;
        }
        int given = wanted;
        for (Window window : windows(now)) {
            given = Math.min(given, window.room(now));
        }
        if (isLimited(now)) {
            fill(now);
            given = (int) Math.max(0, Math.min(given, Math.floor(tokens)));
            tokens -= given;
        }
        for (Window window : windows(now)) {
            window.add(now, given);
        }
        for (int i = 0; i < given; i++) {
            remember(sent, now);
        }
        return given;
    }

    @Override
    public synchronized void putBack(int unused) {
        windows(clock.instant()).forEach(window -> window.takeBack(unused));
        tokens += perSecond == UNLIMITED ? 0 : unused;
        for (int i = 0; i < unused && !sent.isEmpty(); i++) {
            sent.removeLast();
        }
    }

    @Override
    public synchronized Duration untilNext() {
        Instant now = clock.instant();
        Duration wait = now.isBefore(stoppedUntil) ? Duration.between(now, stoppedUntil) : Duration.ZERO;
        for (Window window : windows(now)) {
            wait = Durations.longer(wait, window.untilRoom(now));
        }
        if (isLimited(now)) {
            fill(now);
            long nanos = tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * 1e9);
            wait = Durations.longer(wait, Duration.ofNanos(nanos));
        }
        return wait;
    }

    @Override
    public synchronized Optional<String> limits() {
        Instant now = clock.instant();
        List<String> all = new ArrayList<>();
        if (now.isBefore(stoppedUntil)) {
            all.add("none before " + Times.shown(stoppedUntil) + ", as the upstream asks");
        }
        for (Window window : windows(now)) {
            if (window == told) {
                all.add("at most " + window.words() + ", as the upstream states");
            } else if (window.room(now) == 0) {
                all.add("at most " + window.words() + ", as set");
            }
        }
        if (isLimited(now)) {
            all.add(String.format(Locale.ROOT, "about %.1f in 1m, learned from throttles", perSecond * 60));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    /** A submit was taken. */
    public synchronized void wentWell() {
        remember(taken, clock.instant());
        if (perSecond != UNLIMITED) {
            perSecond += perSecondBefore / 2 / STEPS_BACK;
            perSecond = perSecond >= 2 * perSecondBefore ? UNLIMITED : perSecond;
        }
    }

    /**
     * A submit was throttled, so that nothing was made of it.
     *
     * @param sentAt when it left: those of one volley slow down once
     * @param wait what the upstream asks for; null where it does not say
     * @param limit how many submits it allows in each {@code interval}
     * @param interval null where it does not say
     */
    public synchronized void throttled(Instant sentAt, Duration wait, int limit, Duration interval) {
        Instant now = clock.instant();
        boolean asksToWait = wait != null && !wait.isZero();
        if (asksToWait) {
            Instant until = now.plus(wait.compareTo(longestWait) > 0 ? longestWait : wait);
            stoppedUntil = until.isAfter(stoppedUntil) ? until : stoppedUntil;
        }
        boolean explains = interval != null && isNotFarOver(limit, interval, now);
        if (explains) {
            tell(limit, interval, now);
        }
        if (!explains || !asksToWait) {
            slowDown(sentAt, now);
        }
    }

    /** A limit that we were far over just now, without being throttled, is not the one that was met. */
    private boolean isNotFarOver(int limit, Duration interval, Instant now) {
        Instant from = now.minus(interval);
        long within = taken.stream().filter(at -> at.isAfter(from)).count();
        return within <= 2L * limit;
    }

    private void tell(int limit, Duration interval, Instant now) {
        if (told == null || !told.is(limit, interval)) {
            told = new Window(limit, interval);
            sent.forEach(at -> told.add(at, 1));
        }
        toldAt = now;
    }

    private void slowDown(Instant sentAt, Instant now) {
        if (!sentAt.isAfter(slowedAt)) {
            return; // it left before the last slowing down could show
        }
        if (isLimited(now)) {
            perSecond = Math.max(LEAST, perSecond / 2);
        } else {
            perSecondBefore = Math.max(1, lately(now));
            perSecond = perSecondBefore / 2;
        }
        tokens = 0;
        filledAt = now;
        slowedAt = now;
    }

    /** How many left a second, in the last minute. */
    private double lately(Instant now) {
        List<Instant> lately =
                sent.stream().filter(at -> at.isAfter(now.minus(MINUTE))).toList();
        if (lately.isEmpty()) {
            return 0;
        }
        double seconds = Duration.between(lately.get(0), now).toMillis() / 1e3;
        return lately.size() / Math.max(1, seconds);
    }

    /** A throttle of long ago says nothing any more. */
    private boolean isLimited(Instant now) {
        if (perSecond != UNLIMITED && now.isAfter(slowedAt.plus(HOUR))) {
            perSecond = UNLIMITED;
        }
        return perSecond != UNLIMITED;
    }

    private void fill(Instant now) {
        double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
        tokens = Math.min(Math.max(1, perSecond), tokens + seconds * perSecond);
        filledAt = now;
    }

    private List<Window> windows(Instant now) {
        if (told != null && now.isAfter(toldAt.plus(BELIEVED))) {
            told = null;
        }
        if (told == null) {
            return set;
        }
        List<Window> all = new ArrayList<>(set);
        all.add(told);
        return all;
    }

    private static void remember(Deque<Instant> times, Instant at) {
        times.addLast(at);
        if (times.size() > REMEMBERED) {
            times.removeFirst();
        }
    }
}
