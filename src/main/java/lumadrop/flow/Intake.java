package lumadrop.flow;

import java.io.File;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import lumadrop.drop.DropFaults;
import lumadrop.drop.DropProblem;
import lumadrop.drop.DropReader;
import lumadrop.drop.Fault;
import lumadrop.drop.Form;
import lumadrop.drop.JobSpec;
import lumadrop.drop.ParsedDrop;
import lumadrop.inbox.Claim;
import lumadrop.inbox.FileNames;
import lumadrop.inbox.NotTaken;
import lumadrop.inbox.Shelves;
import lumadrop.inbox.Taking;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.LedgerFault;
import lumadrop.output.DropNames;
import lumadrop.output.NameTemplate;
import lumadrop.output.NamedAsk;
import lumadrop.output.NamesInHand;
import lumadrop.output.Naming;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The steps of the intake: a file is claimed by a rename, read, and found good or not. Once its jobs are recorded it is
 * moved to {@code accepted/}. Killed in between, it is put back or moved on at the next start.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.intake");
    private static final String CLAIM = "claim";

    private final Taking taking;
    private final Shelves shelves;
    private final DropReader reader;
    private final long maxBytes;
    private final NamesInHand names;
    private final NameTemplate folderTemplate;
    private final NameTemplate nameTemplate;
    private final ZoneId zone;
    private final DropIds ids;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private final Disks disks;
    private final Clock clock;

    Intake(
            Taking taking,
            Shelves shelves,
            DropReader reader,
            long maxBytes,
            NamesInHand names,
            NameTemplate folderTemplate,
            NameTemplate nameTemplate,
            ZoneId zone,
            DropIds ids,
            Ledger ledger,
            Outcomes outcomes,
            Disks disks,
            Clock clock) {
        this.taking = taking;
        this.shelves = shelves;
        this.reader = reader;
        this.maxBytes = maxBytes;
        this.names = names;
        this.folderTemplate = folderTemplate;
        this.nameTemplate = nameTemplate;
        this.zone = zone;
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
        MDC.put("job", FileNames.shown(claim.path()));
    }

    /** Reads the whole file; leaves a {@link NewDrop} in the body. */
    public void read(Exchange exchange) throws NotTaken, DropFaults {
        Claim claim = claim(exchange, exchange.getProperty(CLAIM, Claim.class));
        byte[] bytes = taking.read(claim, maxBytes);
        ParsedDrop parsed = reader.read(
                bytes, Form.ofFileName(claim.path()).orElseThrow(() -> new IllegalStateException(claim.path())));
        exchange.getIn().setBody(newDrop(claim, bytes, parsed));
    }

    private static Claim claim(Exchange exchange, Claim claim) {
        if (claim == null) {
            throw new IllegalStateException(
                    "The intake reads what it has claimed before: " + exchange.getFromRouteId());
        }
        return claim;
    }

    private NewDrop newDrop(Claim claim, byte[] bytes, ParsedDrop parsed) throws DropFaults {
        Instant now = clock.instant();
        Naming naming = new Naming(
                claim.path(),
                now,
                zone,
                template(parsed.folderTemplate(), folderTemplate, "output_folder"),
                template(parsed.nameTemplate(), nameTemplate, "output_name"));
        List<NamedAsk> asks = new ArrayList<>(parsed.jobs().size());
        for (JobSpec spec : parsed.jobs()) {
            asks.add(new NamedAsk(spec.name(), spec.rendering(), spec.renderings(), spec.ask()));
        }
        DropNames given = names.give(naming, asks);
        String file = shelves.freeName(claim.path());
        Drop drop =
                new Drop(ids.next(), claim.path(), given.folder(), file, sha256(bytes), bytes.length, now, asks.size());
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
        return new NewDrop(drop, jobs, given);
    }

    private static NameTemplate template(String own, NameTemplate set, String field) throws DropFaults {
        if (own == null) {
            return set;
        }
        try {
            return NameTemplate.parse(own);
        } catch (IllegalArgumentException e) {
            throw new DropFaults(
                    new Fault("/defaults/" + field, 1, 1, e.getMessage(), "a template of known placeholders"));
        }
    }

    /** The jobs are recorded: the file goes to {@code accepted/}. */
    public void keep(Exchange exchange) throws IOException {
        NewDrop taken = exchange.getIn().getBody(NewDrop.class);
        names.release(taken.names());
        Drop drop = taken.drop();
        shelves.keep(exchange.getProperty(CLAIM, Claim.class), drop.file());
        ledger.shelved(drop.id());
        disks.intakeWentWell();
        MDC.put("job", FileNames.shown(drop.path()) + " " + drop.id());
        LOG.info("accepted: {} {} into output/{}", drop.jobs(), drop.jobs() == 1 ? "job" : "jobs", drop.folder());
        MDC.remove("job");
    }

    /** The file breaks a rule: it goes to {@code failed/} beside its reason, and none of its jobs was recorded. */
    public void refuse(Exchange exchange) throws IOException {
        DropFaults faults = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, DropFaults.class);
        Claim claim = exchange.getProperty(CLAIM, Claim.class);
        shelves.refuse(claim, new DropProblem(claim.path(), faults.faults()).json());
        outcomes.countRefused();
        LOG.warn("refused: {}", faults.getMessage());
        MDC.remove("job");
    }

    /** The file could not be taken now; it lies where it was and is looked at again. */
    public void leave(Exchange exchange) {
        LOG.debug(
                "not taken now: {}",
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
        MDC.remove("job");
    }

    /** Something else failed: what was claimed is put back, unless it is recorded already. */
    public void giveBack(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        disks.intakeFailed(cause.toString().replaceAll("\\s+", " "));
        if (cause instanceof IOException || cause instanceof CompletionException || cause instanceof LedgerFault) {
            LOG.debug("not taken", cause); // said once a minute while it lasts
        } else {
            LOG.error("not taken: {}", cause.toString(), cause);
        }
        Claim claim = exchange.getProperty(CLAIM, Claim.class);
        if (exchange.getIn().getBody() instanceof NewDrop taken) {
            names.release(taken.names());
            if (ledger.drop(taken.drop().id()).isPresent()) {
                return; // recorded: its move is finished at the next start
            }
            shelves.release(taken.drop().file());
        }
        if (claim != null) {
            taking.giveBack(claim, cause.toString());
        }
        MDC.remove("job");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
