package lumadrop.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import lumadrop.api.ApiKey;
import lumadrop.api.ListItem;
import lumadrop.cli.Bill.Stranger;
import lumadrop.cli.BillReport.Adopted;
import lumadrop.flow.Egress;
import lumadrop.flow.Places;
import lumadrop.flow.Recovered;
import lumadrop.flow.UpstreamList;
import lumadrop.inbox.Litter;
import lumadrop.inbox.Untaken;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Request;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Owner;
import lumadrop.ledger.Step;
import lumadrop.output.Delivered;
import lumadrop.reconcile.RequestList;
import lumadrop.settings.Keys;
import lumadrop.settings.Loaded;
import lumadrop.text.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Holds the upstream's list of requests against the ledger, and names what the ledger does not know.",
            "Sends nothing that costs. The list covers the whole organisation, so others may have made what is unknown here.",
            "Exits 0 if nothing is unknown, 3 otherwise."
        })
final class ReconcileCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private Common common;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "How far back to look, such as 12h or 7d (default: ${DEFAULT-VALUE}).")
    private String since;

    @Option(
            names = "--adopt",
            description = "Records what is unknown, so that its pictures are collected into output/recovered/; also the"
                    + " way back after data/ is lost: what output/manifest.jsonl tells of is not collected again.")
    private boolean adopt;

    @Option(
            names = "--new-ledger",
            description =
                    "With --adopt, begins a new ledger where the old one is gone; what is still in the inbox is then"
                            + " submitted by the next start, also what the old one knew.")
    private boolean newLedger;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        Duration back = duration();
        if (newLedger && !adopt) {
            throw new ParameterException(spec.commandLine(), "--new-ledger goes with --adopt: nothing else records");
        }
        Loaded loaded = common.load();
        ApiKey key = Engine.key(loaded);
        Logging.quiet();
        Places places = common.home().places(common.installation());
        boolean lost = adopt && isLost(loaded, places);
        if (adopt) {
            common.home().make(places, false, common.access(loaded));
            for (Path needed : List.of(places.accepted(), places.output())) {
                if (!Files.isDirectory(needed)) {
                    throw new Stop(Exit.USAGE, needed + " was there once and is not now: is its share mounted?");
                }
            }
        }
        RequestList list = list(loaded, key);
        try (Ledger ledger = ledger(loaded)) {
            Set<String> delivered = Delivered.requests(places.output());
            Instant remembered = clock.instant().minus(loaded.settings().get(Keys.HOUSEKEEPING_KEEP_SETTLED));
            Bill bill = bill(list, back, ledger, delivered, remembered);
            Adopted adopted = null;
            if (adopt) {
                Recovered recovered = new Recovered(
                        ledger, places, common.access(loaded), loaded.settings().get(Keys.API_MODEL), clock);
                int inInbox = lost
                        ? new Untaken(
                                        places.inbox(),
                                        new Litter(loaded.settings().get(Keys.INBOX_IGNORE)))
                                .count()
                        : 0;
                adopted = adopt(bill, ledger, recovered, lost, inInbox);
            }
            boolean runs = HomeLock.holder(common.home().data()).isPresent();
            BillReport report = new BillReport(bill, adopted, runs);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report.json()));
            } else {
                report.print(out);
            }
            Bill left = adopt ? bill(list, back, ledger, delivered, remembered) : bill;
            boolean allKnown = left.strangers().isEmpty() && left.shortfall().isEmpty();
            return allKnown ? Exit.OK : Exit.ATTENTION;
        }
    }

    /** Whether the ledger that was here is gone, and a person wants a new one. */
    private boolean isLost(Loaded loaded, Places places) {
        if (!loaded.settings().get(Keys.LEDGER_URL).isEmpty()) {
            return false;
        }
        Path file = common.home().ledgerFile();
        if (!newLedger) {
            LedgerPlace.refuseToForget(
                    file,
                    places,
                    "'reconcile --adopt --new-ledger' begins a new one and collects what the upstream still has; what is"
                            + " still in the inbox is then paid for anew");
        }
        return LedgerPlace.lost(file, places).isPresent();
    }

    private Duration duration() {
        try {
            return Durations.parse(since);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--since is '" + since + "'; expected a time such as " + Durations.FORMS, e);
        }
    }

    private RequestList list(Loaded loaded, ApiKey key) throws IOException {
        Egress egress = Egress.toApi(loaded.settings(), loaded.network());
        try {
            return new UpstreamList(loaded.settings(), egress, key, clock)
                    .ask(clock.instant().minus(duration()));
        } catch (UpstreamList.Unavailable e) {
            throw new Stop(Exit.ATTENTION, "The upstream's list of requests cannot be had: " + e.getMessage());
        }
    }

    /** Null where nothing was ever recorded, and nothing is to be. */
    private Ledger ledger(Loaded loaded) {
        return adopt
                ? common.openLedger(loaded, clock, Owner.ofThisProcess())
                : common.ledgerIfAny(loaded, clock).orElse(null);
    }

    /**
     * @param delivered requests whose pictures came out, also where the ledger is not the one that knew them
     * @param remembered what was made before, the ledger may have forgotten
     */
    private static Bill bill(
            RequestList list, Duration back, Ledger ledger, Set<String> delivered, Instant remembered) {
        Instant from = list.asked().plus(list.ahead()).minus(back);
        return new Bill(list, from, remembered, ledger, delivered);
    }

    private Adopted adopt(Bill bill, Ledger ledger, Recovered recovered, boolean begun, int inInbox)
            throws IOException {
        String user = ByHand.user();
        List<String> done = new ArrayList<>();
        List<String> inTheWay = new ArrayList<>();
        for (Stranger stranger : bill.ofHeldJobs()) {
            giveBack(stranger, ledger, user).ifPresent(done::add);
        }
        List<ListItem> nobodys = bill.nobodys();
        if (!nobodys.isEmpty()) {
            recovered
                    .record(nobodys, user)
                    .ifPresentOrElse(
                            one -> done.add(nobodys.size() + (nobodys.size() == 1 ? " request" : " requests")
                                    + " adopted into output/" + one.folder()),
                            () -> inTheWay.add(
                                    "nothing adopted: meanwhile one of them has become a job's; say it again"));
        }
        return new Adopted(done, inTheWay, begun, inInbox);
    }

    /** A held job gets its own request. */
    private Optional<String> giveBack(Stranger stranger, Ledger ledger, String user) {
        Job job = stranger.mayBeOf();
        Instant now = clock.instant();
        String id = stranger.item().snapshot().requestId();
        Job next = job.withRequest(Request.taken(id, now))
                .withReason(null)
                .withCounts(job.attempts(), 0)
                .with(JobState.IN_FLIGHT, ByHand.atOnce(job, now));
        JobEvent why = new JobEvent(now, "hand", "reconcile", "by " + user + ": request " + id + " is this job's");
        return ledger.byHand(Step.to(job, next, List.of(why)))
                .map(written -> "request " + id + " is that of " + job.id() + ", which was held and goes on");
    }
}
