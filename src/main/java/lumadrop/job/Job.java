package lumadrop.job;

import java.time.Instant;

/**
 * One prompt or edit, as the ledger holds it. Immutable: a step makes the job's next form with the {@code with…}
 * methods and asks the ledger to write it; {@code version} lets the ledger refuse a step that started from an older form.
 *
 * @param id unique over all ledgers, {@code DROP-N}: the drop's id and the job's number in it
 * @param n the job's number in its drop, from 1
 * @param name what people call it
 * @param output where its pictures go: path below the output folder, {@code /} between parts, no ending
 * @param dueAt when its turn comes; null while a worker has it in hand and once nothing more will happen
 * @param request the upstream's side; null until a request id is known
 * @param attempts how many POSTs have left for it
 * @param troubles how many times in a row the present step met a passing trouble
 * @param reason why it failed, is held, or waits; null otherwise
 * @param doubt what is remembered of its submits
 */
public record Job(
        String id,
        String dropId,
        int n,
        String name,
        String output,
        Ask ask,
        JobState state,
        int version,
        Instant dueAt,
        Request request,
        int attempts,
        int troubles,
        Reason reason,
        Instant acceptedAt,
        Instant changedAt,
        Doubt doubt) {

    /** A job that was never submitted yet. */
    public Job(
            String id,
            String dropId,
            int n,
            String name,
            String output,
            Ask ask,
            JobState state,
            int version,
            Instant dueAt,
            Request request,
            int attempts,
            int troubles,
            Reason reason,
            Instant acceptedAt,
            Instant changedAt) {
        this(
                id,
                dropId,
                n,
                name,
                output,
                ask,
                state,
                version,
                dueAt,
                request,
                attempts,
                troubles,
                reason,
                acceptedAt,
                changedAt,
                Doubt.NONE);
    }

    public Job with(JobState state, Instant dueAt) {
        return copy(state, version, dueAt, request, attempts, troubles, reason, changedAt, doubt);
    }

    public Job withRequest(Request request) {
        return copy(state, version, dueAt, request, attempts, troubles, reason, changedAt, doubt);
    }

    public Job withReason(Reason reason) {
        return copy(state, version, dueAt, request, attempts, troubles, reason, changedAt, doubt);
    }

    public Job withCounts(int attempts, int troubles) {
        return copy(state, version, dueAt, request, attempts, troubles, reason, changedAt, doubt);
    }

    public Job withDoubt(Doubt doubt) {
        return copy(state, version, dueAt, request, attempts, troubles, reason, changedAt, doubt);
    }

    /** The same job as the ledger holds it after a write. */
    public Job written(int version, Instant changedAt) {
        return copy(state, version, dueAt, request, attempts, troubles, reason, changedAt, doubt);
    }

    /** The same job with all that may ever change of it. */
    private Job copy(
            JobState state,
            int version,
            Instant dueAt,
            Request request,
            int attempts,
            int troubles,
            Reason reason,
            Instant changedAt,
            Doubt doubt) {
        return new Job(
                id,
                dropId,
                n,
                name,
                output,
                ask,
                state,
                version,
                dueAt,
                request,
                attempts,
                troubles,
                reason,
                acceptedAt,
                changedAt,
                doubt);
    }

    /** Ended upstream, while what follows from that (ready, failed) is not yet written. */
    public boolean isUnconfirmed() {
        return request != null && request.ended() != null && (state == JobState.IN_FLIGHT || state == JobState.OVERDUE);
    }

    /** What its submits leave to be remembered once the ledger has written it after that earlier form. */
    public Doubt doubtAfter(Job from, Instant at) {
        return Doubt.after(from, this, at);
    }

    /**
     * The id of its present attempt at a paid submit, the same for whatever repeats that attempt: after a restart, where
     * the request never left, or where it is sent again although its outcome is uncertain. A submit that follows a
     * throttle or a proof that nothing was made is a new attempt.
     */
    public String attemptId() {
        return id + "-a" + (attempts - doubt.repeats());
    }
}
