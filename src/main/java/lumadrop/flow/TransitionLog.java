package lumadrop.flow;

import java.time.Instant;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.text.Times;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each change of a job: its name and id, from, to, why. For machines the same in fields of their own; whoever
 * writes it, on whichever thread, the job's name and id are on it.
 */
final class TransitionLog {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.job");

    private TransitionLog() {}

    /** A job came from one state into another. */
    static void moved(JobState from, Job job) {
        moved(from, job, null);
    }

    /** A person brought a job from one state into another, or left it in its own. */
    static void byHand(JobState from, JobState to, Job job, String why) {
        say(
                line(Level.INFO, "transition", job)
                        .addKeyValue("from", from.word())
                        .addKeyValue("to", to.word())
                        .addKeyValue("by_hand", why),
                from.word() + " -> " + to.word() + ": " + why,
                job);
    }

    /** @param note why, where the job itself has no reason any more; null for none */
    static void moved(JobState from, Job job, String note) {
        JobState to = job.state();
        boolean grave =
                to == JobState.FAILED || to == JobState.HELD || to == JobState.UNKNOWN || to == JobState.OVERDUE;
        say(
                line(grave ? Level.WARN : Level.INFO, "transition", job)
                        .addKeyValue("from", from.word())
                        .addKeyValue("to", to.word()),
                from.word() + " -> " + to.word() + (note == null ? isWell(to) ? "" : why(job) : ": " + note),
                job);
    }

    /**
     * A step of a job met a trouble, and is tried again.
     *
     * @param again when; null where that is not settled yet
     */
    static void again(Job job, Instant again) {
        LoggingEventBuilder line =
                line(Level.WARN, "retry", job).addKeyValue("to", job.state().word());
        if (again != null) {
            line = line.addKeyValue("again_at", Times.shown(again));
        }
        say(
                line,
                job.state().word() + ", again " + (again == null ? "soon" : "at " + Times.shown(again)) + why(job),
                job);
    }

    /** A job is tried again when its media host works, which nobody can tell the time of. */
    static void awaits(Job job, String host) {
        say(
                line(Level.WARN, "retry", job),
                job.state().word() + ", again when media host " + host + " works" + why(job),
                job);
    }

    private static LoggingEventBuilder line(Level level, String event, Job job) {
        LoggingEventBuilder line = LOG.atLevel(level)
                .addKeyValue("event", event)
                .addKeyValue("job", job.id())
                .addKeyValue("name", job.name())
                .addKeyValue("drop", job.dropId())
                .addKeyValue("attempts", job.attempts());
        if (job.request() != null) {
            line = line.addKeyValue("request_id", job.request().id());
        }
        if (job.reason() != null) {
            line = line.addKeyValue("reason_class", job.reason().reasonClass().word())
                    .addKeyValue("reason", job.reason().text());
        }
        return line;
    }

    /** What was met before it came so far is no reason for it. */
    private static boolean isWell(JobState state) {
        return state == JobState.SUBMITTING || state == JobState.READY || state == JobState.DONE;
    }

    private static String why(Job job) {
        return job.reason() == null
                ? ""
                : ": " + job.reason().reasonClass().word() + ", " + job.reason().text();
    }

    private static void say(LoggingEventBuilder line, String message, Job job) {
        Label.during(job.name() + " " + job.id(), () -> line.log(message));
    }
}
