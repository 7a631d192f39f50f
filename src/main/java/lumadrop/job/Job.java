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
        Instant changedAt) {

    public Job with(JobState state, Instant dueAt) {
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
                changedAt);
    }

    public Job withRequest(Request request) {
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
                changedAt);
    }

    public Job withReason(Reason reason) {
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
                changedAt);
    }

    public Job withCounts(int attempts, int troubles) {
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
                changedAt);
    }

    /** The same job as the ledger holds it after a write. */
    public Job written(int version, Instant changedAt) {
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
                changedAt);
    }

    /** Ended upstream, while what follows from that (ready, failed) is not yet written. */
    public boolean isUnconfirmed() {
        return request != null && request.ended() != null && (state == JobState.IN_FLIGHT || state == JobState.OVERDUE);
    }
}
