package lumadrop.cli;

import java.util.List;
import java.util.Random;

/** The jobs of a crash run: every third one plain, the others each with a fault of its own. */
final class CrashFaults {
    /**
     * A fault of the upstream's, as the sandbox is told of it in the prompt.
     *
     * @param oddity by the sandbox's name
     * @param done whether the job comes to a picture in the end
     * @param takenMoreThanOnce whether the upstream itself ends a request without having made anything, so that a further
     *     one is right
     */
    record Fault(String oddity, boolean done, boolean takenMoreThanOnce) {}

    private static Fault passing(String oddity) {
        return new Fault(oddity, true, false);
    }

    private static Fault fatal(String oddity) {
        return new Fault(oddity, false, false);
    }

    private static final List<Fault> ALL = List.of(
            // refused, and tried again
            passing("submit-429-bare*1"),
            passing("submit-503-capacity*1"),
            // not known whether taken, and taken
            passing("submit-500-accepted*1"),
            passing("submit-502-accepted*1"),
            passing("submit-503-accepted*1"),
            passing("submit-504-accepted*1"),
            passing("submit-524-accepted*1"),
            passing("submit-not-json-accepted*1"),
            passing("submit-no-id-accepted*1"),
            passing("submit-reset-accepted*1"),
            passing("submit-hang-up-accepted*1"),
            passing("submit-cut-accepted*1"),
            // not known whether taken, and not taken
            passing("submit-500*1"),
            passing("submit-502-html*1"),
            passing("submit-no-id*1"),
            passing("submit-not-json*1"),
            passing("submit-reset*1"),
            passing("submit-hang-up*1"),
            // refused for good
            fatal("submit-400"),
            fatal("submit-400-policy"),
            fatal("submit-422"),
            // taken, and ended otherwise
            fatal("moderated"),
            fatal("failed-generation-failed"),
            fatal("failed-no-reason"),
            fatal("no-media"),
            new Fault("throttled*1", true, true),
            new Fault("throttled-capacity*1", true, true),
            // answers; none that hides whose request it is: cut off by a kill, it would rightly leave others held; and
            // none
            // that makes a status fail for good: one cut off before it is found in the list, which has its pictures
            passing("at-once"),
            passing("no-media-first"),
            passing("says-upper-case"),
            passing("says-unknown"),
            passing("says-null"),
            passing("says-number"),
            passing("several-media"),
            passing("unknown-keys"),
            passing("status-404-lag*1"),
            passing("status-429*1"),
            passing("status-500*2"),
            passing("status-502-html*1"),
            passing("status-html*1"),
            passing("status-empty*1"),
            passing("status-cut*1"),
            passing("status-null-answer*1"),
            passing("status-reset*1"),
            // media
            passing("url-expired-403"),
            passing("url-expired-404"),
            passing("url-expired-410"),
            passing("media-cut-short*1"),
            passing("media-wrong-length*1"),
            passing("media-no-length"),
            passing("media-empty*1"),
            passing("media-html*1"),
            passing("media-corrupt*1"),
            passing("media-truncated*1"),
            passing("media-429*1"),
            passing("media-500*1"),
            passing("media-reset*1"),
            passing("media-redirect"),
            passing("media-wrong-type"),
            fatal("media-bomb"));

    private static final Fault NONE = passing("");

    private final Random random;

    CrashFaults(long seed) {
        this.random = new Random(seed);
    }

    /** The fault of the job of that number; each comes as often as any other. */
    Fault of(int job) {
        return job % 3 == 0 ? NONE : ALL.get((job - job / 3) % ALL.size());
    }

    /** A prompt of its own, so that each payload stands for one job. */
    String prompt(int job) {
        Fault fault = of(job);
        String text = "job " + job + " of a crash run, " + random.nextLong();
        return fault.oddity().isEmpty() ? text : text + " #sandbox:" + fault.oddity();
    }
}
