package lumadrop.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lumadrop.storage.Mounted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops what is due, once. A wake-up, whoever sends it and however often, only says "look now"; what is due between the
 * last look and now is said by the schedule's {@link FiringRule}. Each drop is begun in the {@link Firings}, written to
 * the inbox and finished there, so a crash between any two steps neither loses nor doubles it.
 *
 * <p>One lock over all: a drop is a small file, and two wake-ups in the same second are usual.
 */
public final class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    /** Later than this is missed. Two pulses, so that one which comes late makes nothing missed. */
    private static final Duration ON_TIME = Duration.ofMinutes(2);
    /** Quartz fires up to 2 ms before the time; further ahead than this its time is not believed. */
    private static final Duration EARLY = Duration.ofSeconds(1);

    private final Map<String, Schedule> schedules = new LinkedHashMap<>();
    private final Map<String, Instant> considered = new LinkedHashMap<>();
    private final Firings firings;
    private final InboxDoor inbox;
    private final String scope;
    private final Predicate<String> known;
    private final Clock clock;
    private boolean owing;

    /**
     * @param inbox the folder to drop into
     * @param scope what tells our idempotency keys from those of other homes that share a ledger; empty where none does
     * @param known whether a file of this name (directly in the inbox) was taken, or is being taken, by intake
     */
    public Schedules(
            List<Schedule> schedules, Firings firings, Path inbox, String scope, Predicate<String> known, Clock clock) {
        this(schedules, firings, inbox, Mounted.ALWAYS, scope, known, clock);
    }

    /** @param mounted asked before a drop: while the inbox is away, it is owed */
    public Schedules(
            List<Schedule> schedules,
            Firings firings,
            Path inbox,
            Mounted mounted,
            String scope,
            Predicate<String> known,
            Clock clock) {
        schedules.forEach(schedule -> this.schedules.put(schedule.name(), schedule));
        this.firings = firings;
        this.inbox = new InboxDoor(inbox, mounted);
        this.scope = scope;
        this.known = known;
        this.clock = clock;
    }

    /** Once, before the first wake-up: finishes what a crash left, then makes up for what was missed. */
    public synchronized void start() {
        settleUnfinished();
        firings.retain(schedules.keySet());
        Instant now = clock.instant();
        for (Schedule schedule : schedules.values()) {
            Optional<Considered> last = firings.lastConsidered(schedule.name());
            if (last.isPresent() && last.get().fingerprint().equals(schedule.fingerprint())) {
                considered.put(schedule.name(), last.get().until());
            } else {
                firings.considered(schedule.name(), schedule.fingerprint(), now);
                considered.put(schedule.name(), now);
            }
        }
        schedules.values().forEach(schedule -> look(schedule, now));
    }

    /**
     * A schedule's own wake-up.
     *
     * @param scheduledFireTime for when the wake-up was set
     * @throws IllegalArgumentException if there is no such schedule
     */
    public synchronized void fire(String name, Date scheduledFireTime) {
        Schedule schedule = schedules.get(name);
        if (schedule == null) {
            throw new IllegalArgumentException("no schedule is named " + name);
        }
        look(schedule, now(scheduledFireTime));
    }

    /** The wake-up for all, once a minute: for the times that Quartz leaves out when the clocks change. */
    public synchronized void pulse(Date scheduledFireTime) {
        if (owing) {
            try {
                settleUnfinished();
            } catch (RuntimeException e) {
                LOG.warn("What schedules still owe is not dropped now, tried again within a minute: {}", e.toString());
                LOG.debug("Schedules", e);
                owing = true;
            }
        }
        Instant now = now(scheduledFireTime);
        schedules.values().forEach(schedule -> look(schedule, now));
    }

    private Instant now(Date scheduledFireTime) {
        Instant now = clock.instant();
        Instant scheduled = scheduledFireTime.toInstant();
        return scheduled.isAfter(now) && !scheduled.isAfter(now.plus(EARLY)) ? scheduled : now;
    }

    private void look(Schedule schedule, Instant now) {
        try {
            dropDue(schedule, now);
        } catch (RuntimeException e) {
            // Most likely the ledger is busy. What was not noted as considered is looked at again with the next pulse.
            LOG.warn(
                    "Schedule {}: nothing dropped now, tried again within a minute: {}", schedule.name(), e.toString());
            LOG.debug("Schedule {}", schedule.name(), e);
            owing = true;
        }
    }

    private void dropDue(Schedule schedule, Instant now) {
        Instant from = considered.get(schedule.name());
        if (from == null || !from.isBefore(now)) {
            return;
        }
        Instant onTimeSince = now.minus(ON_TIME).isAfter(from) ? now.minus(ON_TIME) : from;
        List<DueTime> due = schedule.rule().between(onTimeSince, now);
        Optional<DueTime> missed = due.isEmpty() ? schedule.rule().latest(from, onTimeSince) : Optional.empty();
        if (missed.isPresent() && schedule.misfire() == Misfire.ONCE) {
            due = List.of(missed.get());
        }
        due.forEach(time -> drop(schedule, time, missed.isPresent()));
        if (missed.isPresent() && schedule.misfire() == Misfire.SKIP) {
            LOG.info(
                    "Schedule {} missed {} and skips it",
                    schedule.name(),
                    missed.get().local());
        }
        if (!due.isEmpty() || missed.isPresent()) {
            // Where nothing was due the note would say nothing new: no write a minute for nothing.
            firings.considered(schedule.name(), schedule.fingerprint(), now);
        }
        considered.put(schedule.name(), now);
    }

    private void drop(Schedule schedule, DueTime due, boolean late) {
        Firing firing = new Firing(schedule.name(), due.key(), due.at(), schedule.fileName(due));
        if (firings.begin(firing)) {
            String why = late ? "makes up for " : "is due for ";
            write(schedule, firing, due, why + due.local());
        }
    }

    private void settleUnfinished() {
        owing = false;
        for (Firing firing : firings.unfinished()) {
            Schedule schedule = schedules.get(firing.schedule());
            if (inbox.holds(firing.fileName()) || known.test(firing.fileName())) {
                firings.finished(firing.schedule(), firing.key());
            } else if (schedule == null) {
                LOG.warn("Schedule {} is gone: {} is not dropped", firing.schedule(), firing.fileName());
                firings.finished(firing.schedule(), firing.key());
            } else {
                DueTime due = DueTime.ofKey(firing.key(), schedule.zone());
                write(schedule, firing, due, "still owes " + due.local());
            }
        }
    }

    /** The same for the same time of the same schedule: should it be dropped twice after all, it is made once. */
    private String key(Firing firing) {
        return "schedule:" + scope + firing.schedule() + ":" + firing.key();
    }

    private void write(Schedule schedule, Firing firing, DueTime due, String why) {
        try {
            if (!inbox.holds(firing.fileName())) {
                inbox.drop(firing.fileName(), DropTemplate.fill(schedule.drop(), due.local(), key(firing)));
            }
        } catch (IOException e) {
            LOG.warn(
                    "Schedule {}: {} could not be dropped, tried again within a minute: {}",
                    schedule.name(),
                    firing.fileName(),
                    e.toString());
            owing = true;
            return;
        }
        firings.finished(firing.schedule(), firing.key());
        LOG.info("Schedule {} {}: dropped {}", schedule.name(), why, firing.fileName());
    }
}
