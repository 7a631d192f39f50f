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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import lumadrop.api.ApiKey;
import lumadrop.api.ListItem;
import lumadrop.cli.Bill.Stranger;
import lumadrop.flow.Places;
import lumadrop.flow.Recovered;
import lumadrop.flow.UpstreamList;
import lumadrop.inbox.FileNames;
import lumadrop.job.Drop;
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
import lumadrop.text.Times;
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
    private static final int SHOWN = 60;

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

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        Duration back = duration();
        Loaded loaded = common.load();
        ApiKey key = Engine.key(loaded);
        Logging.quiet();
        Places places = common.home().places(common.installation());
        if (adopt) {
            common.home().make(places, false);
            for (Path needed : List.of(places.accepted(), places.output())) {
                if (!Files.isDirectory(needed)) {
                    throw new Stop(Exit.USAGE, needed + " was there once and is not now: is its share mounted?");
                }
            }
        }
        RequestList list = list(loaded, key);
        try (Ledger ledger = ledger(loaded)) {
            Set<String> delivered = Delivered.requests(places.output());
            Bill bill = bill(list, back, ledger, delivered);
            List<String> adopted = new ArrayList<>();
            if (adopt) {
                Recovered recovered =
                        new Recovered(ledger, places, loaded.settings().get(Keys.API_MODEL), clock);
                adopted.addAll(adopt(bill, ledger, recovered));
            }
            if (json) {
                spec.commandLine()
                        .getOut()
                        .println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report(bill, adopted)));
            } else {
                print(bill, adopted, spec.commandLine().getOut());
            }
            Bill left = adopt ? bill(list, back, ledger, delivered) : bill;
            return left.strangers().isEmpty() ? Exit.OK : Exit.ATTENTION;
        }
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
        try {
            return new UpstreamList(loaded.settings(), key, clock)
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

    /** @param delivered requests whose pictures came out, also where the ledger is not the one that knew them */
    private static Bill bill(RequestList list, Duration back, Ledger ledger, Set<String> delivered) {
        Instant from = list.asked().plus(list.ahead()).minus(back);
        return ledger == null
                ? new Bill(list, from, List.of(), delivered::contains)
                : new Bill(list, from, ledger.uncertain(), id -> delivered.contains(id) || ledger.knows(id));
    }

    /** @return what was done, a line each */
    private List<String> adopt(Bill bill, Ledger ledger, Recovered recovered) throws IOException {
        String user = ByHand.user();
        List<String> done = new ArrayList<>();
        for (Stranger stranger : bill.ofHeldJobs()) {
            giveBack(stranger, ledger, user).ifPresent(done::add);
        }
        List<ListItem> nobodys = bill.nobodys();
        if (!nobodys.isEmpty()) {
            Optional<Drop> drop = recovered.record(nobodys, user);
            done.add(drop.map(one -> nobodys.size() + (nobodys.size() == 1 ? " request" : " requests")
                            + " adopted into output/" + one.folder())
                    .orElse("nothing adopted: meanwhile one of them has become a job's; say it again"));
        }
        return done;
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

    private void print(Bill bill, List<String> adopted, PrintWriter out) {
        out.println("Since " + Times.shown(bill.since()) + ": upstream " + bill.upstream() + ", ours " + bill.ours()
                + ", unknown to us " + bill.strangers().size() + ".");
        for (Stranger stranger : bill.strangers()) {
            out.println("  " + line(stranger));
        }
        bill.shortfall().ifPresent(why -> out.println("Not all may be here: " + shown(why) + "."));
        adopted.forEach(line -> out.println(shown(line)));
        if (!adopted.isEmpty()) {
            boolean runs = HomeLock.holder(common.home().data()).isPresent();
            out.println(
                    runs
                            ? "The lumadrop that runs here collects them."
                            : "The next `lumadrop run` or `drain` collects them.");
        } else if (!adopt && !bill.strangers().isEmpty()) {
            out.println("`lumadrop reconcile --adopt` collects their pictures.");
        }
    }

    private static String line(Stranger stranger) {
        String prompt = prompt(stranger.item());
        Instant created = stranger.item().snapshot().createdAt();
        return stranger.item().snapshot().requestId() + "  "
                + (created == null ? "no time given" : created) + "  "
                + shown(stranger.item().snapshot().status()) + "  "
                + (prompt == null ? "no prompt given" : '"' + shown(start(prompt)) + '"')
                + (stranger.mayBeOf() == null ? "" : "  " + mayBe(stranger));
    }

    private static String mayBe(Stranger stranger) {
        Job job = stranger.mayBeOf();
        return (stranger.certain() ? "is that of " : "may be that of ") + job.id() + ", which is "
                + job.state().word()
                + (stranger.certain() || job.state() != JobState.HELD
                        ? ""
                        : ": not adopted unless you cancel that job first");
    }

    private static String prompt(ListItem item) {
        return item.payload() == null || !item.payload().path("prompt").isTextual()
                ? null
                : item.payload().path("prompt").textValue();
    }

    private static String start(String prompt) {
        return prompt.codePointCount(0, prompt.length()) <= SHOWN
                ? prompt
                : prompt.substring(0, prompt.offsetByCodePoints(0, SHOWN)) + "…";
    }

    private static String shown(String text) {
        return FileNames.shown(text);
    }

    private static Map<String, Object> report(Bill bill, List<String> adopted) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("since", Times.shown(bill.since()));
        report.put("upstream", bill.upstream());
        report.put("ours", bill.ours());
        report.put("unknown", bill.strangers().size());
        report.put("complete", bill.shortfall().isEmpty());
        bill.shortfall().ifPresent(why -> report.put("incomplete_because", why));
        List<Object> requests = new ArrayList<>();
        for (Stranger stranger : bill.strangers()) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("request_id", stranger.item().snapshot().requestId());
            Instant created = stranger.item().snapshot().createdAt();
            request.put("created_at", created == null ? null : created.toString());
            request.put("status", stranger.item().snapshot().status());
            request.put("prompt", prompt(stranger.item()));
            if (stranger.mayBeOf() != null) {
                request.put(
                        stranger.certain() ? "is_job" : "may_be_job",
                        stranger.mayBeOf().id());
            }
            requests.add(request);
        }
        report.put("unknown_requests", requests);
        report.put("adopted", adopted);
        return report;
    }
}
