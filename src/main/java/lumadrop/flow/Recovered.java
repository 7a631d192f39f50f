package lumadrop.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import lumadrop.api.ListItem;
import lumadrop.file.Access;
import lumadrop.job.Ask;
import lumadrop.job.Doubt;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Request;
import lumadrop.ledger.Ledger;
import lumadrop.output.DropNames;
import lumadrop.output.NameTemplate;
import lumadrop.output.NamedAsk;
import lumadrop.output.Naming;
import lumadrop.output.OutputNames;
import lumadrop.output.TakenOnDisk;
import lumadrop.text.Sha256;

/**
 * Records requests that the upstream has and the ledger does not know as the jobs of a drop of their own, in flight: a
 * process that runs, or the next one, asks after them and collects their pictures below {@code output/recovered/}.
 */
public final class Recovered {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** Whoever types may have another clock than the flow that will take the jobs: they are due by any. */
    private static final Duration DUE_BY_ANY_CLOCK = Duration.ofDays(1);

    private static final String UNTOLD = "(the upstream does not say)";

    private final Ledger ledger;
    private final Places places;
    private final Access access;
    private final String model;
    private final Clock clock;

    /** @param model of requests that do not name theirs */
    public Recovered(Ledger ledger, Places places, Access access, String model, Clock clock) {
        this.ledger = ledger;
        this.places = places;
        this.access = access;
        this.model = model;
        this.clock = clock;
    }

    /**
     * @param user who wants it
     * @return the drop; empty if one of the requests has become a job's meanwhile, and nothing was recorded
     */
    public Optional<Drop> record(List<ListItem> requests, String user) throws IOException {
        Instant now = clock.instant();
        String path = "recovered/" + STAMP.format(now) + ".json";
        List<NamedAsk> asks = requests.stream()
                .map(item -> new NamedAsk(item.snapshot().requestId(), 1, 1, ask(item)))
                .toList();
        TakenOnDisk onDisk = new TakenOnDisk(places.output());
        Naming naming =
                new Naming(path, now, ZoneOffset.UTC, NameTemplate.parse("{drop}"), NameTemplate.parse("{name}"));
        DropNames names =
                OutputNames.of(naming, asks, taken -> ledger.nameTaken(OutputNames.key(taken)) || onDisk.test(taken));
        byte[] bytes = file(asks);
        String id = new DropIds(clock, RandomGenerator.getDefault()).next();
        Drop drop = new Drop(id, path, names.folder(), path, Sha256.of(bytes), bytes.length, now, asks.size());
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < asks.size(); i++) {
            jobs.add(new Job(
                    id + "-" + (i + 1),
                    id,
                    i + 1,
                    names.jobs().get(i).name(),
                    names.jobs().get(i).output(),
                    asks.get(i).ask(),
                    JobState.IN_FLIGHT,
                    0,
                    now.minus(DUE_BY_ANY_CLOCK),
                    Request.taken(requests.get(i).snapshot().requestId(), now),
                    1,
                    0,
                    null,
                    now,
                    now,
                    Doubt.NONE));
        }
        // As every drop's file: there before its jobs are at work, so that its output folder gets a copy.
        Path accepted = places.accepted().resolve(path);
        access.makeFolders(accepted.getParent());
        access.write(accepted, bytes);
        JobEvent why = new JobEvent(now, "hand", "reconcile", "by " + user + ": a request that nobody here knew");
        if (!ledger.adopt(drop, jobs, OutputNames::key, why)) {
            Files.delete(accepted);
            return Optional.empty();
        }
        return Optional.of(drop);
    }

    private Ask ask(ListItem item) {
        String image = text(item, "image");
        String prompt = text(item, "prompt");
        return new Ask(
                image == null ? Mode.TEXT_TO_IMAGE : Mode.EDIT,
                item.model() == null ? model : item.model(),
                prompt == null ? UNTOLD : prompt,
                text(item, "aspect_ratio"),
                image,
                Map.of(),
                null,
                Map.of());
    }

    /** Null where the payload does not say it. */
    private static String text(ListItem item, String field) {
        JsonNode value = item.payload() == null ? null : item.payload().path(field);
        return value == null || !value.isTextual() || value.textValue().isEmpty() ? null : value.textValue();
    }

    /** What was asked, in a drop's own form. */
    private static byte[] file(List<NamedAsk> asks) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode jobs = mapper.createArrayNode();
        for (NamedAsk named : asks) {
            ObjectNode job = jobs.addObject()
                    .put("name", named.name())
                    .put("prompt", named.ask().prompt());
            if (named.ask().aspectRatio() != null) {
                job.put("aspect_ratio", named.ask().aspectRatio());
            }
            if (named.ask().image() != null) {
                job.put("image", named.ask().image());
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(jobs);
    }
}
