package lumadrop.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import lumadrop.job.Counted;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;

/** Records a drop, or does not, by what was dropped before: looked up and written in one transaction, one at a time. */
final class Reception {
    private final Dialect dialect;
    private final DropTable drops;
    private final JobTable jobs;
    private final KeyTable keys = new KeyTable();
    private final Wakes wakes;

    Reception(Dialect dialect, DropTable drops, JobTable jobs, Wakes wakes) {
        this.dialect = dialect;
        this.drops = drops;
        this.jobs = jobs;
        this.wakes = wakes;
    }

    /** As {@link Ledger#accept}. */
    Verdict receive(Session session, Offer offer, UnaryOperator<String> form, boolean shared) throws SQLException {
        dialect.oneReceptionAtATime(session);
        Set<Integer> leftOut = new HashSet<>();
        Set<Earlier> seen = new HashSet<>();
        List<Offer.Key> fresh = new ArrayList<>();
        for (Offer.Key key : offer.keys()) {
            Optional<KeyTable.Seen> before = keys.seen(session, key.text());
            if (before.isEmpty()) {
                fresh.add(key);
            } else if (before.get().content().equals(key.content())) {
                leftOut.addAll(key.jobs());
                seen.add(before.get().drop());
            } else {
                return new Verdict.KeyInUse(key.text(), before.get().drop());
            }
        }
        session.count(Counted.REPEATED, "idempotency-key", leftOut.size());
        if (leftOut.size() == offer.jobs().size()) {
            return new Verdict.Repeated(List.copyOf(seen));
        }
        return record(session, offer, leftOut, List.copyOf(seen), fresh, form, shared);
    }

    private Verdict record(
            Session session,
            Offer offer,
            Set<Integer> leftOut,
            List<Earlier> seen,
            List<Offer.Key> fresh,
            UnaryOperator<String> form,
            boolean shared)
            throws SQLException {
        Optional<Earlier> unfinished = drops.unfinishedOf(session, offer.content());
        Optional<Earlier> same = unfinished.isPresent() ? unfinished : drops.finishedOf(session, offer.content());
        boolean meant = isMeant(offer, leftOut, fresh);
        if (same.isPresent() && !meant && offer.onSame() == OnSame.REJECT) {
            return new Verdict.Same(same.get());
        }
        boolean held = !meant
                && switch (offer.onSame()) {
                    case HOLD_WHILE_UNFINISHED -> unfinished.isPresent();
                    case HOLD -> same.isPresent();
                    case ACCEPT, REJECT -> false;
                };
        Drop drop = offer.drop().after(same.map(Earlier::id).orElse(null), leftOut.size());
        drops.insert(session, drop, form.apply(drop.folder()), offer.content());
        Reason reason = held ? reason(drop, same.get(), how(session, same.get(), unfinished.isPresent())) : null;
        for (Job job : offer.jobs()) {
            if (!leftOut.contains(job.n())) {
                Job recorded = held ? job.with(JobState.HELD, job.dueAt()).withReason(reason) : job;
                jobs.insert(session, recorded, shared ? form.apply(job.output()) : null);
            }
        }
        for (Offer.Key key : fresh) {
            keys.insert(session, key, drop);
        }
        JobState state = held ? JobState.HELD : JobState.ACCEPTED;
        session.afterCommit(() -> wakes.job(state, offer.jobs().get(0).dueAt()));
        return new Verdict.Recorded(drop, held, same.orElse(null), seen);
    }

    /** Whoever gives everything new a key of its own has said that it is another wish. */
    private static boolean isMeant(Offer offer, Set<Integer> leftOut, List<Offer.Key> fresh) {
        Set<Integer> covered = new HashSet<>(leftOut);
        fresh.forEach(key -> covered.addAll(key.jobs()));
        return covered.size() == offer.jobs().size();
    }

    private String how(Session session, Earlier same, boolean unfinished) throws SQLException {
        if (unfinished) {
            return "not finished";
        }
        return jobs.statesOf(session, same.id()).containsKey(JobState.HELD) ? "held itself" : "finished";
    }

    private static Reason reason(Drop drop, Earlier same, String how) {
        return new Reason(
                ReasonClass.SAME_DROP,
                "the same content as drop " + same.id() + " (" + same.path() + ", since " + same.since()
                        + "), which is "
                        + how + ". 'approve " + drop.id()
                        + "' sends it all the same, 'cancel " + drop.id() + "' gives it up");
    }
}
