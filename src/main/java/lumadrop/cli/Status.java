package lumadrop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumadrop.flow.Health;
import lumadrop.flow.Health.Paced;
import lumadrop.flow.Health.Standstill;
import lumadrop.flow.HealthReport;
import lumadrop.inbox.Ignored;
import lumadrop.inbox.Waiting;
import lumadrop.inbox.WaitingReport;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Picture;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Waits;
import lumadrop.text.Times;

/** What is where, why, and since when, as a tree that is printed as text or as JSON. */
final class Status {
    private static final int NEWEST = 10;
    private static final int ATTENTION = 20;
    private static final int REASONS = 5;

    private final Home home;
    private final Ledger ledger;
    private final WaitingReport inbox;
    private final Clock clock;

    /** @param ledger null where nothing was ever recorded */
    Status(Home home, Ledger ledger, WaitingReport inbox, Clock clock) {
        this.home = home;
        this.ledger = ledger;
        this.inbox = inbox;
        this.clock = clock;
    }

    Map<String, Object> all() {
        Map<String, Object> report = new LinkedHashMap<>();
        Optional<WaitingReport.Seen> seen = inbox.read().filter(report2 -> report2.isCurrent(clock.instant()));
        Optional<String> holder = HomeLock.holder(home.data());
        report.put("running", holder.isPresent());
        holder.ifPresent(who -> report.put("process", who));
        List<Object> still = new ArrayList<>();
        List<Object> paced = new ArrayList<>();
        if (holder.isPresent()) {
            Health.Report health = new HealthReport(home.data()).read();
            health.standstills().forEach(one -> still.add(line(one)));
            health.paced().forEach(one -> paced.add(line(one)));
        }
        report.put("stands_still", still);
        report.put("paced", paced);
        report.put("inbox", inbox(seen));
        refused(report);
        List<Object> waits = new ArrayList<>();
        Map<String, Object> jobs = new LinkedHashMap<>();
        List<Object> attention = new ArrayList<>();
        List<Object> drops = new ArrayList<>();
        if (ledger != null) {
            Map<JobState, Long> tallies = ledger.tallies();
            for (JobState state : JobState.values()) {
                jobs.put(state.word(), tallies.getOrDefault(state, 0L));
            }
            ledger.waits(REASONS).forEach(one -> waits.add(line(one)));
            ledger.attention(ATTENTION).forEach(job -> attention.add(line(job)));
            ledger.newestDrops(NEWEST).forEach(drop -> drops.add(line(drop)));
        }
        report.put("jobs", jobs);
        report.put("counted", counted());
        report.put("waits", waits);
        report.put("attention", attention);
        report.put("drops", drops);
        return report;
    }

    private void refused(Map<String, Object> report) {
        List<Object> newest = new ArrayList<>();
        long count = 0;
        try {
            Refused refused = Refused.in(home.root().resolve("failed"));
            count = refused.count();
            for (Refused.One one : refused.newest()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("path", one.path());
                line.put("since", Times.shown(one.since()));
                line.put("why", one.why());
                newest.add(line);
            }
        } catch (IOException e) {
            throw new Stop(Exit.USAGE, "The folder failed cannot be read: " + e.getMessage());
        }
        report.put("refused_count", count);
        report.put("refused", newest);
    }

    private static Map<String, Object> line(Waits one) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("state", one.state().word());
        line.put("jobs", one.jobs());
        line.put("reason_class", one.reason().reasonClass().word());
        line.put("reason", one.reason().text());
        return line;
    }

    private static Map<String, Object> line(Standstill one) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("work", one.work());
        line.put("since", Times.shown(one.since()));
        line.put("class", one.pause().pauseClass().word());
        line.put("why", one.pause().why());
        return line;
    }

    private static Map<String, Object> line(Paced one) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("work", one.work());
        line.put("how", one.how());
        line.put("next_at", Times.shown(one.nextAt()));
        return line;
    }

    /** How often what went wrong, by the class of its reason, since the ledger was made. */
    private Map<String, Object> counted() {
        Map<String, Object> counted = new LinkedHashMap<>();
        if (ledger != null) {
            ledger.counters().forEach((kind, classes) -> counted.put(kind.word(), classes));
        }
        return counted;
    }

    private static Map<String, Object> inbox(Optional<WaitingReport.Seen> seen) {
        Map<String, Object> inbox = new LinkedHashMap<>();
        List<Object> waiting = new ArrayList<>();
        List<Object> ignored = new ArrayList<>();
        for (Waiting one : seen.map(WaitingReport.Seen::waiting).orElse(List.of())) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("path", one.path());
            file.put("since", Times.shown(one.since()));
            file.put("bytes", one.bytes() < 0 ? null : one.bytes()); // not to be looked at so far
            file.put("why", one.why());
            waiting.add(file);
        }
        for (Ignored.One one : seen.map(s -> s.ignored().first()).orElse(List.of())) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("path", one.path());
            file.put("why", one.why());
            ignored.add(file);
        }
        inbox.put("waiting_count", seen.map(WaitingReport.Seen::count).orElse(0));
        inbox.put("waiting", waiting);
        inbox.put("ignored_count", seen.map(s -> s.ignored().count()).orElse(0));
        inbox.put("ignored", ignored);
        return inbox;
    }

    private Map<String, Object> line(Drop drop) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", drop.id());
        line.put("path", drop.path());
        line.put("output", drop.folder());
        picturesElsewhere(drop).ifPresent(folder -> line.put("pictures_in", folder));
        line.put("received", Times.shown(drop.receivedAt()));
        line.put("jobs", drop.jobs());
        if (drop.sameAs() != null) {
            line.put("same_as", drop.sameAs());
        }
        if (drop.leftOut() > 0) {
            line.put("left_out", drop.leftOut());
        }
        line.put("states", states(drop));
        return line;
    }

    /** The folder that a drop shares with others for its pictures; empty where they are in its own. */
    private Optional<String> picturesElsewhere(Drop drop) {
        return ledger.jobs(drop.id(), 0, 1).stream()
                .map(Job::output)
                .filter(output -> !output.startsWith(drop.folder() + "/"))
                .map(output -> output.substring(0, Math.max(0, output.lastIndexOf('/'))))
                .findFirst();
    }

    private Map<String, Object> states(Drop drop) {
        Map<String, Object> states = new LinkedHashMap<>();
        ledger.statesOf(drop.id()).forEach((state, n) -> states.put(state.word(), n));
        return states;
    }

    private Map<String, Object> line(Job job) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", job.id());
        line.put("name", job.name());
        line.put("output", job.output());
        line.put("state", job.state().word());
        line.put("since", Times.shown(since(job)));
        if (job.reason() != null) {
            line.put("reason_class", job.reason().reasonClass().word());
            line.put("reason", job.reason().text());
        }
        if (job.request() != null) {
            line.put("request_id", job.request().id());
        }
        return line;
    }

    /** Since when it is in its state, by its history. */
    private Instant since(Job job) {
        Instant since = job.acceptedAt();
        for (JobEvent event : ledger.events(job.id())) {
            if (event.kind().equals("state")) {
                since = event.at();
            }
        }
        return since;
    }

    /** @throws Stop if nothing has that name */
    Map<String, Object> of(String word) {
        if (ledger == null) {
            throw new Stop(Exit.USAGE, "Nothing was ever dropped here: is --home right?");
        }
        if (home.printed(word).startsWith("failed/") && isRefused(Named.bare(home, word))) {
            throw new Stop(Exit.USAGE, unknown(word)); // not the drop of that name that was taken some other time
        }
        Named named = new Named(home, ledger);
        Optional<Job> job = named.job(word);
        if (job.isPresent()) {
            return job(job.get());
        }
        Drop drop = named.drop(word).orElseThrow(() -> new Stop(Exit.USAGE, unknown(word)));
        Map<String, Object> report = line(drop);
        report.put("sha256", drop.sha256());
        report.put("accepted_file", drop.file());
        List<Object> jobs = new ArrayList<>();
        named.all(drop).forEach(one -> jobs.add(line(one)));
        report.put("all_jobs", jobs);
        return report;
    }

    private String unknown(String asked) {
        String word = Named.bare(home, asked);
        for (Waiting waiting : inbox.read().map(WaitingReport.Seen::waiting).orElse(List.of())) {
            if (waiting.path().equals(word)) {
                return word + " is still in the inbox since " + Times.shown(waiting.since()) + ": " + waiting.why();
            }
        }
        if (isRefused(word)) {
            return word + " was refused: see failed/" + word + ".error.json; corrected, it can be dropped again";
        }
        return "No job or drop is named '" + asked + "'. 'lumadrop status' lists the newest.";
    }

    private boolean isRefused(String word) {
        try {
            Path file = home.root().resolve("failed").resolve(word); // a job that failed has a reason alone
            return Files.isRegularFile(file)
                    && Files.isRegularFile(file.resolveSibling(file.getFileName() + ".error.json"));
        } catch (InvalidPathException e) {
            return false; // so it is no file's name
        }
    }

    private Map<String, Object> job(Job job) {
        Map<String, Object> report = line(job);
        report.put("drop", job.dropId());
        ledger.drop(job.dropId()).ifPresent(drop -> report.put("drop_path", drop.path()));
        if (job.ask().customId() != null) {
            report.put("custom_id", job.ask().customId());
        }
        if (!job.ask().metadata().isEmpty()) {
            report.put("metadata", job.ask().metadata());
        }
        report.put("mode", job.ask().mode().word());
        report.put("prompt", job.ask().prompt());
        report.put("attempts", job.attempts());
        if (job.request() != null) {
            report.put("upstream_status", job.request().status());
            report.put("polls", job.request().polls());
        }
        NextStep next =
                NextStep.of(job, clock.instant(), HomeLock.holder(home.data()).isPresent());
        report.put("next", next.text());
        report.put("next_at", next.at() == null ? null : Times.shown(next.at()));
        List<Object> pictures = new ArrayList<>();
        for (Picture picture : ledger.pictures(job.id())) {
            pictures.add(picture.file());
        }
        report.put("pictures", pictures);
        List<Object> history = new ArrayList<>();
        for (JobEvent event : ledger.events(job.id())) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("at", Times.shown(event.at()));
            line.put("kind", event.kind());
            line.put("word", event.word());
            if (event.text() != null) {
                line.put("text", event.text());
            }
            history.add(line);
        }
        report.put("history", history);
        return report;
    }
}
