package lumadrop.pace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.text.Durations;

/**
 * A circuit breaker: stops one kind of call while it is known to be in vain. While it is stopped, a probe that costs nothing
 * is due ever more rarely; when one has gone well, calls are tried again, a few at first, and how the first of them fares
 * decides. Thread-safe; what it knows is lost with the process.
 */
public final class Circuit implements Brake {
    private enum State {
        CLOSED,
        /** Calls go on while a probe finds out whether it is all of them or only these. */
        SUSPECT,
        /** Calls are stopped. */
        OPEN,
        /** A probe went well: the next call decides. */
        TRYING
    }

    /** Whoever has nothing to try it with is not told for longer that it may be so still. */
    private static final Duration TRIAL = Duration.ofMinutes(1);

    private final Clock clock;
    private final PauseClass pauseClass;
    private final int failures;
    private final Duration first;
    private final Duration longest;
    private final Ramp ramp;

    private State state = State.CLOSED;
    private Instant changedAt = Instant.MIN;
    private Instant failingSince;
    private int streak;
    private String whoseFirst;
    private boolean several;
    private String why = "";
    private Instant probeAt = Instant.MAX;
    private Instant clearedAt = Instant.MIN;
    private Duration wait;

    /**
     * @param pauseClass what it means when it is open
     * @param failures so many in a row open it
     * @param first from its opening to the first probe; doubled with each that goes ill, until {@code longest}
     * @param ramp restarted when calls are tried again
     */
    public Circuit(Clock clock, PauseClass pauseClass, int failures, Duration first, Duration longest, Ramp ramp) {
        this.clock = clock;
        this.pauseClass = pauseClass;
        this.failures = failures;
        this.first = first;
        this.longest = longest;
        this.ramp = ramp;
        this.wait = first;
    }

    /**
     * A call failed as it does when its other side is down. In a row, and of several, they open the circuit; of one alone
     * they are a reason to probe.
     *
     * @param of whose call it was
     * @param sentAt when the call left: an answer from before the last change says nothing about now
     */
    public synchronized void failed(String reason, String of, Instant sentAt) {
        if (state == State.OPEN || state == State.TRYING && sentAt.isBefore(changedAt)) {
            return;
        }
        Instant now = clock.instant();
        if (state == State.TRYING) {
            openAgain(reason, now);
            return;
        }
        if (streak == 0) {
            failingSince = now;
            whoseFirst = of;
            several = false;
        }
        streak++;
        several |= !of.equals(whoseFirst);
        if (streak >= failures && several) {
            open(reason, now);
        } else if (streak >= failures) {
            suspect(reason);
        }
    }

    /** A call showed, all by itself, that the others would be in vain too. */
    public synchronized void trip(String reason, Instant sentAt) {
        Instant now = clock.instant();
        if (state == State.TRYING) {
            if (!sentAt.isBefore(changedAt)) {
                openAgain(reason, now);
            }
        } else if (state != State.OPEN) {
            failingSince = now;
            open(reason, now);
        }
    }

    /** A call may have shown it; a probe is to find out. */
    public synchronized void suspect(String reason) {
        if (state == State.CLOSED || state == State.TRYING) {
            Instant now = clock.instant();
            failingSince = state == State.CLOSED && streak == 0 ? now : failingSince;
            why = reason;
            // A suspicion that a probe has just cleared is not worth another one at once.
            probeAt = now.isBefore(clearedAt.plus(first)) ? clearedAt.plus(first) : now;
            to(State.SUSPECT, now);
        }
    }

    /** A call went well. */
    public synchronized void went(Instant sentAt) {
        if (state == State.OPEN || state == State.TRYING && sentAt.isBefore(changedAt)) {
            return; // it left before
        }
        streak = 0;
        close();
    }

    private void open(String reason, Instant now) {
        why = reason;
        probeAt = now.plus(wait);
        to(State.OPEN, now);
    }

    private void openAgain(String reason, Instant now) {
        waitLonger();
        open(reason, now);
    }

    private void waitLonger() {
        wait = Durations.shorter(wait.multipliedBy(2), longest);
    }

    private void close() {
        if (state != State.CLOSED) {
            wait = first;
            probeAt = Instant.MAX;
            to(State.CLOSED, clock.instant());
        }
    }

    private void to(State next, Instant now) {
        state = next;
        changedAt = now.truncatedTo(ChronoUnit.MILLIS); // as precise as the ledger's times
    }

    /** When the next probe is due; empty where none is. */
    public synchronized Optional<Instant> probeAt() {
        return probeAt.equals(Instant.MAX) ? Optional.empty() : Optional.of(probeAt);
    }

    /** Whether a probe is due; if so, it is the caller's to make, and due again should he never tell how it went. */
    public synchronized boolean takeProbe() {
        Instant now = clock.instant();
        boolean due = !now.isBefore(probeAt);
        if (due) {
            probeAt = now.plus(wait);
        }
        return due;
    }

    /** The probe went well. */
    public synchronized void probeWent() {
        Instant now = clock.instant();
        if (state == State.SUSPECT) {
            streak = 0;
            clearedAt = now;
            close();
        } else if (state == State.OPEN) {
            probeAt = Instant.MAX;
            ramp.restart();
            to(State.TRYING, now);
        }
    }

    /** The probe showed the same trouble. */
    public synchronized void probeFailed(String reason) {
        Instant now = clock.instant();
        if (state == State.SUSPECT) {
            open(reason, now);
        } else if (state == State.OPEN) {
            waitLonger();
            probeAt = now.plus(wait);
        }
    }

    @Override
    public synchronized Optional<Pause> held() {
        return state == State.OPEN ? Optional.of(new Pause(pauseClass, why)) : Optional.empty();
    }

    @Override
    public synchronized boolean isOnTrial() {
        return state == State.TRYING && clock.instant().isBefore(changedAt.plus(TRIAL));
    }

    /** Since when calls are in vain, as far as is known; empty while they are not, or while that is only suspected. */
    public synchronized Optional<Instant> inVainSince() {
        return state == State.OPEN || state == State.TRYING ? Optional.of(failingSince) : Optional.empty();
    }
}
