package lumadrop.ledger;

import java.util.ArrayList;
import java.util.List;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Picture;

/**
 * One write of a job: what it was, what it is to be, and what is to be remembered of the change, all in one commit.
 *
 * @param from the form that the step started from; the write is refused if the ledger holds a newer one
 * @param to the job's next form; its {@code dueAt} says when its next turn comes, null for never
 * @param passed the forms that the job has passed through since, without a write of their own; each new state is told of
 * @param keep true: the worker keeps the job in hand for a further step ({@code dueAt} must be null)
 * @param told true: the drop's manifest need not wait for the job any longer
 * @param events lines of the job's history
 * @param pictures the pictures it has by now; empty leaves those of before as they are
 * @param mark a single fact that becomes true with this step, such as how far a file reaches; null for none
 * @param markValue its value
 */
public record Step(
        Job from,
        Job to,
        List<Job> passed,
        boolean keep,
        boolean told,
        List<JobEvent> events,
        List<Picture> pictures,
        String mark,
        long markValue) {
    public Step {
        passed = List.copyOf(passed);
        events = List.copyOf(events);
        pictures = List.copyOf(pictures);
        if (keep && to.dueAt() != null) {
            throw new IllegalArgumentException("a job that is kept in hand is due for nobody");
        }
    }

    /** The usual step: the job is let go. */
    public static Step to(Job from, Job to, List<JobEvent> events) {
        return new Step(from, to, List.of(), false, false, events, List.of(), null, 0);
    }

    /** A step after which the worker goes on with the job. */
    public static Step keeping(Job from, Job to, List<JobEvent> events) {
        return new Step(from, to, List.of(), true, false, events, List.of(), null, 0);
    }

    /** All forms since the ledger's, in their order. */
    List<Job> forms() {
        List<Job> forms = new ArrayList<>(passed);
        forms.add(to);
        return forms;
    }

    /** The form that the last one came from, written or not. */
    Job lastForm() {
        return passed.isEmpty() ? from : passed.get(passed.size() - 1);
    }

    /** The drop's manifest waits for jobs at work, and for settled and held ones until they were told of. */
    boolean pending() {
        return to.state().isWorking() || !told && to.state() != JobState.OVERDUE;
    }
}
