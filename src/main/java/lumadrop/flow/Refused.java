package lumadrop.flow;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lumadrop.api.SubmitAnswer;
import lumadrop.inbox.FileNames;
import lumadrop.job.Drop;
import lumadrop.job.JobState;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Snapshot;
import lumadrop.ledger.Ledger;
import lumadrop.pace.Refusals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the rest of a drop whose submits are refused alike, with one notice, instead of having each of them refused. */
final class Refused {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");

    /** What a request that was taken and failed at once may say, so that it was refused in all but name. */
    private static final Set<ReasonClass> REFUSING =
            Set.of(ReasonClass.INVALID, ReasonClass.MODERATED, ReasonClass.IMAGE_UNREACHABLE);

    private final Ledger ledger;
    private final Outcomes outcomes;
    private final Refusals refusals = new Refusals();

    Refused(Ledger ledger, Outcomes outcomes) {
        this.ledger = ledger;
        this.outcomes = outcomes;
    }

    /** A submit was answered. Those that others of the drop have in hand go on: each gets its own answer. */
    void submitted(SubmitAnswer answer, Hand hand) {
        String drop = hand.job().dropId();
        if (answer instanceof SubmitAnswer.Refused refused) {
            refused(drop, refused.reason());
        } else if (answer instanceof SubmitAnswer.RefusedByBackend refused) {
            refused(drop, refused.reason());
        } else if (answer instanceof SubmitAnswer.Taken taken) {
            if (isRefused(taken.snapshot())) {
                refused(drop, taken.snapshot().reason());
            } else {
                refusals.taken(drop);
            }
        }
    }

    private static boolean isRefused(Snapshot snapshot) {
        return snapshot.phase() == Phase.FAILED
                && snapshot.reason() != null
                && REFUSING.contains(snapshot.reason().reasonClass());
    }

    private void refused(String drop, Reason reason) {
        Optional<Refusals.Alike> alike = refusals.refused(drop, reason);
        if (alike.isPresent() && !(alike.get().firstOfDrop() && anyWasTaken(drop))) {
            hold(drop, reason, alike.get());
        }
    }

    /** By the ledger, for an earlier process may have submitted some. */
    private boolean anyWasTaken(String drop) {
        Map<JobState, Long> states = ledger.statesOf(drop);
        return states.containsKey(JobState.DONE)
                || states.containsKey(JobState.READY)
                || states.containsKey(JobState.IN_FLIGHT)
                || states.containsKey(JobState.OVERDUE);
    }

    private void hold(String drop, Reason reason, Refusals.Alike alike) {
        String which = alike.firstOfDrop()
                ? "the first " + alike.refused() + " submits of this drop were refused alike"
                : alike.refused() + " submits in a row were refused alike";
        String text = which + " (" + reason.text() + "); the rest of it is held: 'retry " + drop
                + "' sends it, 'cancel " + drop + "' gives it up";
        int held = ledger.holdAccepted(drop, new Reason(reason.reasonClass(), text));
        if (held > 0) {
            refusals.held(drop);
            outcomes.count(JobState.HELD, held);
            String path =
                    ledger.drop(drop).map(Drop::path).map(FileNames::shown).orElse(drop);
            // The line is about the others, not about the job whose answer it was.
            Label.during(
                    path + " " + drop,
                    () -> LOG.warn("{} accepted -> held: {}", held == 1 ? "1 job" : held + " jobs", text));
        }
    }
}
