package lumadrop.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.pace.Brake;
import lumadrop.storage.Mounted;
import lumadrop.storage.MountedFolder;
import lumadrop.storage.Mounts;
import lumadrop.text.Sizes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps watch over the folders of a home: one look a second on a thread of its own, since a look at a share that hangs
 * hangs too. What it sees holds the brakes of all that would write; whoever meets a fault of the disk says so here, and
 * the brake is held until so much as a picture can be written again. Thread-safe.
 */
final class Disks implements AutoCloseable {
    /** What is to be done once the output folder is there, before anything is written to it. */
    @FunctionalInterface
    interface Opening {
        void run() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Disks.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** A share that does not answer for so long stands still like one that is away. */
    private static final Duration NO_ANSWER = Duration.ofSeconds(30);
    /** What a picture may need: the field's are up to 5 MB. */
    private static final long A_PICTURE = 8 << 20;
    /** Where little room was said to be enough, little is tried. */
    private static final long LEAST_TRIAL = 64 << 10;

    /** How long the inbox is left alone after a drop could not be taken for a fault of ours. */
    private static final Duration INTAKE_PAUSE = Duration.ofSeconds(10);

    /** Where probes are written; what a crash leaves of one is swept like the parts of pictures. */
    private static final String PARTS = ".lumadrop";

    private final MountedFolder inbox;
    private final MountedFolder accepted;
    private final MountedFolder output;
    private final MountedFolder failed;
    private final Path data;
    private final long minFree;
    private final Clock clock;
    private final Opening opening;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(new Daemons("disks"));
    private boolean opened;
    private boolean suspect;
    private volatile Instant lookBegun;
    private volatile Optional<String> fault = Optional.of("the output folder is still to be looked at");
    private volatile Optional<String> noRoom = Optional.empty();
    private volatile int stops;
    private volatile Instant intakePausedUntil = Instant.MIN;
    private volatile String intakeTrouble;

    /**
     * @param mounts what is remembered of the folders
     * @param minFree bytes; with less room nothing new is begun
     * @param opening run once, when the output folder is seen first
     */
    Disks(Mounts mounts, Places places, long minFree, Clock clock, Opening opening) {
        this.inbox = mounts.folder("inbox", places.inbox());
        this.accepted = mounts.folder("accepted", places.accepted());
        this.output = mounts.folder("output", places.output());
        this.failed = mounts.folder("failed", places.failed());
        this.data = places.data();
        this.minFree = minFree;
        this.clock = clock;
        this.opening = opening;
    }

    /** Looks once, and from then on once a second. */
    void start() {
        look();
        var unused = watch.scheduleWithFixedDelay(
                this::lookAndGoOn, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAndGoOn() {
        try {
            look();
        } catch (RuntimeException e) { // an exception would end the watch
            LOG.error("The folders could not be looked at: {}", e.toString(), e);
        }
    }

    private synchronized void look() {
        lookBegun = clock.instant();
        try {
            Optional<String> seen = output.unwritable().or(failed::unwritable);
            if (seen.isEmpty() && suspect) {
                long trial = Math.max(LEAST_TRIAL, Math.min(A_PICTURE, minFree));
                seen = output.tryToWrite(PARTS, trial).or(() -> failed.tryToWrite(PARTS, trial));
            }
            if (seen.isEmpty() && !opened) {
                seen = open();
            }
            suspect = seen.isPresent();
            fault = seen;
            noRoom = seen.isPresent() ? Optional.empty() : tooLittleRoom();
            if (fault.isPresent() || noRoom.isPresent()) {
                stops++;
            }
        } finally {
            lookBegun = null;
        }
    }

    private Optional<String> open() {
        try {
            opening.run();
            opened = true;
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("The output folder could not be taken up", e);
            return Optional.of(output.path() + " could not be taken up (" + e + ")");
        }
    }

    private Optional<String> tooLittleRoom() {
        try {
            return tooLittle(output.path(), output.free()).or(() -> tooLittleForTheLedger());
        } catch (IOException e) {
            return Optional.of("how much room is left for " + output.path() + " cannot be told (" + e + ")");
        }
    }

    private Optional<String> tooLittleForTheLedger() {
        try {
            return tooLittle(data, Files.getFileStore(data).getUsableSpace());
        } catch (IOException e) {
            LOG.debug("How much room is left for the ledger cannot be told", e);
            return Optional.empty();
        }
    }

    private Optional<String> tooLittle(Path folder, long free) {
        return free >= minFree
                ? Optional.empty()
                : Optional.of("less than " + Sizes.format(minFree) + " (lumadrop.output.min-free) is free for " + folder
                        + ": make room; what is paid for is still collected");
    }

    /** Held while nothing can be written to output or failed. */
    Brake writing() {
        return () -> {
            Instant begun = lookBegun;
            if (begun != null && begun.plus(NO_ANSWER).isBefore(clock.instant())) {
                return Optional.of(new Pause(
                        PauseClass.STORAGE,
                        output.path() + " does not answer since " + begun + ": is its share still there?"));
            }
            return fault.map(why -> new Pause(PauseClass.STORAGE, why));
        };
    }

    /** Held while what is paid for could not be written, or not for long. */
    Brake paying() {
        Brake writing = writing();
        return () -> writing.held().or(() -> noRoom.map(why -> new Pause(PauseClass.NO_ROOM, why)));
    }

    /** How many looks saw that what is paid for could not be written, or not for long. */
    int stops() {
        return stops;
    }

    /** Asked before anything is made in output. */
    Mounted outputMounted() {
        return output;
    }

    /** Asked before anything is made in failed. */
    Mounted failedMounted() {
        return failed;
    }

    /** Asked before a schedule drops something. */
    Mounted door() {
        return inbox;
    }

    /**
     * A step could not write. Looks at once whether anything else can be written.
     *
     * @return whether the fault is the whole disk's: then what writes stands still until it is over, and it was not the
     *     step's own fault
     */
    synchronized boolean standStillFor(Exception met) {
        LOG.debug("The disk failed", met);
        suspect = true;
        look();
        return fault.isPresent();
    }

    /**
     * Why nothing is taken from the inbox now. Also while another folder is away: names would be given that are taken
     * there, and drops would be put where nobody finds them.
     */
    Optional<Pause> intakeStandsStill() {
        for (MountedFolder folder : List.of(inbox, accepted, output, failed)) {
            Optional<String> away = folder.away();
            if (away.isPresent()) {
                return away.map(why -> new Pause(PauseClass.STORAGE, why));
            }
        }
        String trouble = intakeTrouble;
        return trouble != null && clock.instant().isBefore(intakePausedUntil)
                ? Optional.of(new Pause(PauseClass.INTAKE, "the last drop could not be taken (" + trouble + ")"))
                : Optional.empty();
    }

    /** A drop could not be taken for a fault of ours, the disk's or the ledger's: the next look may wait. */
    void intakeFailed(String why) {
        intakePausedUntil = clock.instant().plus(INTAKE_PAUSE);
        intakeTrouble = why;
    }

    /** The inbox is being taken again, or empty. */
    void intakeWentWell() {
        intakeTrouble = null;
    }

    /** Whether the last that was tried in the inbox went well. */
    boolean intakeIsWell() {
        return intakeTrouble == null;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
