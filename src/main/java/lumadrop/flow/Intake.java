package lumadrop.flow;

import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lumadrop.drop.CanonicalContent;
import lumadrop.drop.DropFaults;
import lumadrop.drop.DropProblem;
import lumadrop.drop.DropReader;
import lumadrop.drop.Form;
import lumadrop.drop.JobSpec;
import lumadrop.drop.ParsedDrop;
import lumadrop.drop.SeenBefore;
import lumadrop.inbox.Claim;
import lumadrop.inbox.FileNames;
import lumadrop.inbox.LateMoves;
import lumadrop.inbox.NotTaken;
import lumadrop.inbox.Shelves;
import lumadrop.inbox.Taking;
import lumadrop.job.Counted;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import lumadrop.ledger.Earlier;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.LedgerFault;
import lumadrop.ledger.Offer;
import lumadrop.ledger.OnSame;
import lumadrop.ledger.Verdict;
import lumadrop.output.DropNames;
import lumadrop.output.NameTemplate;
import lumadrop.output.NamedAsk;
import lumadrop.output.NamesInHand;
import lumadrop.output.Naming;
import lumadrop.text.Sha256;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The steps of the intake: a file is claimed by a rename, read, and found good or not. Once its jobs are recorded it is
 * moved to {@code accepted/}. Killed in between, it is put back or moved on at the next start.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.intake");
    private static final String CLAIM = "claim";
    /** The exchange property that says what the ledger made of a drop. */
    static final String VERDICT = "verdict";

    private static final int NAMED = 3;

    private final Taking taking;
    private final Shelves shelves;
    private final LateMoves late;
    private final Supplier<DropReader> reader;
    private final long maxBytes;
    private final NamesInHand names;
    private final NameTemplate folderTemplate;
    private final NameTemplate nameTemplate;
    private final ZoneId zone;
    private final OnSame onSame;
    private final DropIds ids;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private final Disks disks;
    private final Clock clock;

    Intake(
            Taking taking,
            Shelves shelves,
            LateMoves late,
            Supplier<DropReader> reader,
            long maxBytes,
            NamesInHand names,
            NameTemplate folderTemplate,
            NameTemplate nameTemplate,
            ZoneId zone,
            OnSame onSame,
            DropIds ids,
            Ledger ledger,
            Outcomes outcomes,
            Disks disks,
            Clock clock) {
        this.taking = taking;
        this.shelves = shelves;
        this.late = late;
        this.reader = reader;
        this.maxBytes = maxBytes;
        this.names = names;
        this.folderTemplate = folderTemplate;
        this.nameTemplate = nameTemplate;
        this.zone = zone;
        this.onSame = onSame;
        this.ids = ids;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.disks = disks;
        this.clock = clock;
    }

    /** Takes the file out of everybody's reach. */
    public void claim(Exchange exchange) throws NotTaken {
        GenericFile<?> listed = exchange.getIn().getBody(GenericFile.class);
        Claim claim =
                taking.claim(((File) listed.getFile()).toPath().toAbsolutePath().normalize());
        exchange.setProperty(CLAIM, claim);
        MDC.put(Label.KEY, FileNames.shown(claim.path()));
    }

    /** Reads the whole file; leaves a {@link NewDrop} in the body. */
    public void read(Exchange exchange) throws NotTaken, DropFaults {
        Claim claim = claim(exchange, exchange.getProperty(CLAIM, Claim.class));
        byte[] bytes = taking.read(claim, maxBytes);
        ParsedDrop parsed = reader.get()
                .read(bytes, Form.ofFileName(claim.path()).orElseThrow(() -> new IllegalStateException(claim.path())));
        exchange.getIn().setBody(newDrop(claim, bytes, parsed));
    }

    private static Claim claim(Exchange exchange, Claim claim) {
        if (claim == null) {
            throw new IllegalStateException(
                    "The intake reads what it has claimed before: " + exchange.getFromRouteId());
        }
        return claim;
    }

    private NewDrop newDrop(Claim claim, byte[] bytes, ParsedDrop parsed) {
        Instant now = clock.instant();
        Naming naming = new Naming(
                claim.path(),
                now,
                zone,
                parsed.folderTemplate() == null ? folderTemplate : NameTemplate.ofFolder(parsed.folderTemplate()),
                parsed.nameTemplate() == null ? nameTemplate : NameTemplate.parse(parsed.nameTemplate()));
        List<NamedAsk> asks = new ArrayList<>(parsed.jobs().size());
        for (JobSpec spec : parsed.jobs()) {
            asks.add(new NamedAsk(spec.name(), spec.rendering(), spec.renderings(), spec.ask()));
        }
        DropNames given = names.give(naming, asks);
        String file = shelves.freeName(claim.path());
        Drop drop = new Drop(
                ids.next(), claim.path(), given.folder(), file, Sha256.of(bytes), bytes.length, now, asks.size());
        List<Job> jobs = new ArrayList<>(asks.size());
        for (int i = 0; i < asks.size(); i++) {
            jobs.add(new Job(
                    drop.id() + "-" + (i + 1),
                    drop.id(),
                    i + 1,
                    given.jobs().get(i).name(),
                    given.jobs().get(i).output(),
                    asks.get(i).ask(),
                    JobState.ACCEPTED,
                    0,
                    now,
                    null,
                    0,
                    0,
                    null,
                    now,
                    now));
        }
        return new NewDrop(new Offer(drop, jobs, CanonicalContent.of(parsed), keys(parsed), onSame), given);
    }

    private static List<Offer.Key> keys(ParsedDrop parsed) {
        List<Offer.Key> keys = new ArrayList<>();
        List<JobSpec> jobs = parsed.jobs();
        if (parsed.idempotencyKey() != null) {
            keys.add(new Offer.Key(parsed.idempotencyKey(), CanonicalContent.of(parsed), numbers(1, jobs.size())));
        }
        for (int i = 0; i < jobs.size(); i++) {
            JobSpec job = jobs.get(i);
            if (job.idempotencyKey() != null && job.rendering() == 1) {
                keys.add(new Offer.Key(
                        job.idempotencyKey(), CanonicalContent.of(job), numbers(i + 1, i + job.renderings())));
            }
        }
        return keys;
    }

    private static Set<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().collect(Collectors.toSet());
    }

    /** The ledger has said what it makes of the drop: the file goes to {@code accepted/}, or it is refused after all. */
    public void keep(Exchange exchange) throws DropFaults {
        NewDrop taken = exchange.getIn().getBody(NewDrop.class);
        Claim claim = exchange.getProperty(CLAIM, Claim.class);
        Verdict verdict = exchange.getProperty(VERDICT, Verdict.class);
        if (verdict instanceof Verdict.Same refused) {
            throw new DropFaults(SeenBefore.content(
                    refused.same().id(), refused.same().path(), refused.same().since()));
        }
        if (verdict instanceof Verdict.KeyInUse refused) {
            throw new DropFaults(SeenBefore.key(
                    refused.key(),
                    refused.seen().id(),
                    refused.seen().path(),
                    refused.seen().since()));
        }
        String before = earlier(verdict); // asked while a ledger that cannot answer still loses nothing
        names.release(taken.names());
        Drop drop = taken.offer().drop();
        late.now(claim, () -> {
            shelves.keep(claim, drop.file());
            if (verdict instanceof Verdict.Recorded) {
                ledger.shelved(drop.id());
            }
        });
        disks.intakeWentWell();
        say(drop, taken.names(), verdict, before);
        MDC.remove(Label.KEY);
    }

    /** With which drops the keys came before, and how those are. */
    private String earlier(Verdict verdict) {
        List<Earlier> seen = List.of();
        if (verdict instanceof Verdict.Recorded recorded) {
            seen = recorded.seen();
        } else if (verdict instanceof Verdict.Repeated repeated) {
            seen = repeated.seen();
        }
        return named(seen, drop -> named(drop) + " " + how(drop));
    }

    private String how(Earlier drop) {
        Map<JobState, Long> states = ledger.statesOf(drop.id());
        if (states.isEmpty()) {
            return "has ended long since";
        }
        if (states.keySet().stream().anyMatch(state -> !state.isSettled() && state != JobState.HELD)) {
            return "is at work";
        }
        if (states.containsKey(JobState.HELD)) {
            return "is held: 'status " + drop.id() + "' says why";
        }
        long failed = states.getOrDefault(JobState.FAILED, 0L);
        if (failed == 0) {
            return "is done";
        }
        return (states.containsKey(JobState.DONE) ? "has failed in part (" + counted(failed) + ")" : "has failed")
                + ": 'retry " + drop.id() + "' tries it again";
    }

    private static void say(Drop offered, DropNames names, Verdict verdict, String before) {
        MDC.put(Label.KEY, FileNames.shown(offered.path()) + " " + offered.id());
        if (verdict instanceof Verdict.Recorded recorded) {
            Drop drop = recorded.drop();
            String what = counted(drop.jobs()) + " into output/" + names.pictures()
                    + (names.shared() ? ", the manifest into output/" + drop.folder() : "");
            String leftOut = drop.leftOut() == 0
                    ? ""
                    : "; " + counted(drop.leftOut()) + " left out, taken before by idempotency_key: " + before;
            if (recorded.held()) {
                event("held", drop)
                        .log(
                                "held: {}; the same was dropped before: {}. 'approve {}' sends it all the same, 'cancel {}' gives it"
                                        + " up{}",
                                what,
                                named(recorded.same()),
                                drop.id(),
                                drop.id(),
                                leftOut);
            } else if (recorded.same() != null) {
                event("accepted", drop)
                        .log("accepted: {}; the same once more as {}{}", what, named(recorded.same()), leftOut);
            } else {
                event("accepted", drop).log("accepted: {}{}", what, leftOut);
            }
        } else if (verdict instanceof Verdict.Repeated) {
            LOG.atInfo()
                    .addKeyValue("event", "repeated")
                    .addKeyValue("path", offered.path())
                    .log("taken before, by its idempotency_key: nothing is sent again; {}", before);
        }
    }

    private static LoggingEventBuilder event(String event, Drop drop) {
        LoggingEventBuilder line = (event.equals("held") ? LOG.atWarn() : LOG.atInfo())
                .addKeyValue("event", event)
                .addKeyValue("drop", drop.id())
                .addKeyValue("path", drop.path())
                .addKeyValue("jobs", drop.jobs());
        return drop.sameAs() == null ? line : line.addKeyValue("same_as", drop.sameAs());
    }

    private static String counted(long jobs) {
        return jobs + (jobs == 1 ? " job" : " jobs");
    }

    private static String named(Earlier drop) {
        return "drop " + drop.id() + " (" + FileNames.shown(drop.path()) + ", since " + drop.since() + ", output/"
                + drop.folder() + ")";
    }

    /** The first few. */
    private static String named(List<Earlier> drops, Function<Earlier, String> words) {
        return drops.stream().limit(NAMED).map(words).collect(Collectors.joining(", "))
                + (drops.size() > NAMED ? ", …" : "");
    }

    /** The file breaks a rule: it goes to {@code failed/} beside its reason, and none of its jobs was recorded. */
    public void refuse(Exchange exchange) {
        DropFaults faults = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, DropFaults.class);
        Claim claim = exchange.getProperty(CLAIM, Claim.class);
        MDC.put(Label.KEY, FileNames.shown(claim.path())); // the ledger may have answered on another thread
        if (exchange.getIn().getBody() instanceof NewDrop taken) {
            names.release(taken.names());
            shelves.release(taken.offer().drop().file());
        }
        late.now(
                claim,
                () -> shelves.refuse(claim, new DropProblem(claim.path(), faults.faults(), faults.more()).json()));
        outcomes.countRefused();
        String refusedAs = refusedAs(exchange.getProperty(VERDICT, Verdict.class));
        ledger.count(Counted.REFUSED_DROP, refusedAs);
        LOG.atWarn()
                .addKeyValue("event", "refused")
                .addKeyValue("path", claim.path())
                .addKeyValue("reason_class", refusedAs)
                .log("refused: {}", faults.getMessage());
        MDC.remove(Label.KEY);
    }

    private static String refusedAs(Verdict verdict) {
        if (verdict instanceof Verdict.Same) {
            return ReasonClass.SAME_DROP.word();
        }
        return verdict == null ? ReasonClass.INVALID.word() : "key-in-use";
    }

    /** The file could not be taken now; it lies where it was and is looked at again. */
    public void leave(Exchange exchange) {
        LOG.debug(
                "not taken now: {}",
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
        MDC.remove(Label.KEY);
    }

    /** Something else failed: what was claimed is put back, unless it is recorded already. */
    public void giveBack(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        disks.intakeFailed(cause.toString().replaceAll("\\s+", " "));
        if (cause instanceof IOException
                || cause instanceof CompletionException
                || cause instanceof LedgerFault
                || Ledger.isPassing(cause)) {
            LOG.debug("not taken", cause); // said once a minute while it lasts
        } else {
            LOG.error("not taken: {}", cause.toString(), cause);
        }
        Claim claim = exchange.getProperty(CLAIM, Claim.class);
        if (exchange.getIn().getBody() instanceof NewDrop taken) {
            names.release(taken.names());
            Drop drop = taken.offer().drop();
            if (ledger.drop(drop.id()).isPresent()) { // recorded, though its commit was reported as failed
                late.now(claim, () -> {
                    shelves.keep(claim, drop.file());
                    ledger.shelved(drop.id());
                });
                MDC.remove(Label.KEY);
                return;
            }
            shelves.release(drop.file());
        }
        if (claim != null) {
            taking.giveBack(claim, cause.toString());
        }
        MDC.remove(Label.KEY);
    }
}
