package lumadrop.flow;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import lumadrop.job.JobState;
import lumadrop.ledger.Ledger;
import lumadrop.pace.Brake;
import lumadrop.pace.Pacer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How routes meet the ledger.
 *
 * <p><b>From</b> {@code ledger:STATE[,STATE…]}: an exchange for each job of these states whose turn has come. Options:
 * {@code to}, the state a job is written with as it is claimed, durable before the exchange starts; {@code batch} (64),
 * how many are claimed in one transaction; {@code concurrency} (1), how many are at work at once; {@code ahead} (0), how
 * many more may wait in hand for a worker, which saves claims; {@code asynchronous} (false), whether a worker goes on with
 * the next one while a step of the route is still under way elsewhere; {@code maxInFlight}, how many requests may be in
 * flight; {@code pacer}, a bean that says how many may start; {@code brake}, a bean that stops all claims while it is held.
 * {@code from ledger:drops}: an exchange for each drop whose manifest is to be written. {@code from ledger:probes}: an
 * exchange when what a brake has stopped is to be probed. {@code from ledger:sweep}: an exchange when the list is to be
 * asked of requests in flight.
 *
 * <p><b>To</b> {@code ledger:STATE}: writes the job down in that state and lets it go; {@code ledger:again} in the state it
 * has; {@code ledger:told} likewise, and its drop's manifest need not wait for it. Option {@code keep=true}: the job stays
 * in hand for the steps that follow, and what is written by those says this too. To {@code ledger:accepted} with a
 * {@link NewDrop} as the body: records the drop. To {@code ledger:drops}: the manifest is written.
 *
 * <p>An exchange that fails gives its job back: to a later turn in the same state, but {@code submitting} becomes
 * {@code unknown}.
 */
public final class LedgerComponent extends DefaultComponent {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerComponent.class);

    static final String DROPS = "drops";
    static final String PROBES = "probes";
    static final String SWEEP = "sweep";
    static final String AGAIN = "again";
    static final String TOLD = "told";

    /** Moving a file away takes less than reading the next. */
    private static final int AFTER_RECORD = 2;

    private final Hands hands;
    private final Clock clock;
    private final Health health;
    private final Watch watch;
    private final SweepClaims sweep;
    private ExecutorService afterRecord;
    private ExecutorService afterTold;

    LedgerComponent(Hands hands, Clock clock, Health health, Watch watch, SweepClaims sweep) {
        this.hands = hands;
        this.clock = clock;
        this.health = health;
        this.watch = watch;
        this.sweep = sweep;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // Not Camel's, whose queue may be full: then the caller runs the task, here the ledger's own thread.
        afterRecord = Executors.newFixedThreadPool(AFTER_RECORD, new Daemons("recorded"));
        // One, so that what has to be written again keeps its order.
        afterTold = Executors.newFixedThreadPool(1, new Daemons("told"));
    }

    @Override
    protected void doStop() throws Exception {
        afterRecord.shutdown();
        afterTold.shutdown();
        super.doStop();
    }

    /** Where the steps after a recorded drop go on. */
    Executor afterRecord() {
        return neverOnTheLedgersThread(afterRecord);
    }

    /** Where it goes on after a job was told of. */
    Executor afterTold() {
        return neverOnTheLedgersThread(afterTold);
    }

    /** What comes after the stop would be left to the caller: there, a step that writes would wait for itself. */
    private static Executor neverOnTheLedgersThread(ExecutorService threads) {
        return task -> {
            try {
                threads.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.debug("After the stop", e);
                new Daemons("after the stop").newThread(task).start();
            }
        };
    }

    Hands hands() {
        return hands;
    }

    Ledger ledger() {
        return hands.ledger();
    }

    Clock clock() {
        return clock;
    }

    Health health() {
        return health;
    }

    Watch watch() {
        return watch;
    }

    SweepClaims sweep() {
        return sweep;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        LedgerOptions options = new LedgerOptions(
                state(getAndRemoveParameter(parameters, "to", String.class)),
                getAndRemoveParameter(parameters, "batch", Integer.class, 64),
                getAndRemoveParameter(parameters, "concurrency", Integer.class, 1),
                getAndRemoveParameter(parameters, "maxInFlight", Integer.class, Integer.MAX_VALUE),
                resolveAndRemoveReferenceParameter(parameters, "pacer", Pacer.class),
                resolveAndRemoveReferenceParameter(parameters, "brake", Brake.class),
                getAndRemoveParameter(parameters, "keep", Boolean.class, false),
                getAndRemoveParameter(parameters, "ahead", Integer.class, 0),
                getAndRemoveParameter(parameters, "asynchronous", Boolean.class, false));
        return new LedgerEndpoint(uri, this, remaining, options);
    }

    static List<JobState> states(String path) {
        return Arrays.stream(path.split(","))
                .map(String::trim)
                .map(JobState::of)
                .toList();
    }

    private static JobState state(String word) {
        return word == null ? null : JobState.of(word);
    }
}
