package lumadrop.output;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Media;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import lumadrop.job.Picture;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;

/** Jobs and drops as the ledger would hand them over. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    static final Map<Mode, BigDecimal> PRICES =
            Map.of(Mode.TEXT_TO_IMAGE, new BigDecimal("0.0404"), Mode.EDIT, new BigDecimal("0.0434"));
    static final String SHA = "0123456789abcdef".repeat(4);

    private Samples() {}

    static Ask ask(String prompt) {
        return new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", prompt, "16:9", null, Map.of(), null, Map.of());
    }

    static Drop drop(String path, String folder, int jobs) {
        return new Drop("0abcdefghi", path, folder, path, SHA, 1234, START, jobs);
    }

    static Job job(int n, JobState state) {
        return new Job(
                "0abcdefghi-" + n,
                "0abcdefghi",
                n,
                "cat-" + n,
                "cat/cat-" + n,
                ask("A cat"),
                state,
                1,
                null,
                null,
                1,
                0,
                null,
                START,
                START);
    }

    static Job with(Job job, Ask ask) {
        return new Job(
                job.id(),
                job.dropId(),
                job.n(),
                job.name(),
                job.output(),
                ask,
                job.state(),
                job.version(),
                job.dueAt(),
                job.request(),
                job.attempts(),
                job.troubles(),
                job.reason(),
                job.acceptedAt(),
                job.changedAt());
    }

    static Request request(Phase ended) {
        return new Request(
                "req-1",
                START.plusSeconds(1),
                "success",
                3,
                START.plusSeconds(2),
                START.plusSeconds(30),
                ended,
                List.of(new Media(1, URI.create("https://storage.example/a.png?sig=secret"))));
    }

    static JobEvent event(int second, String kind, String word) {
        return new JobEvent(START.plusSeconds(second), kind, word, null);
    }

    static List<JobEvent> history() {
        return List.of(
                event(0, "state", "accepted"),
                event(1, "attempt", "1"),
                event(1, "state", "in_flight"),
                event(1, "status", "queued"),
                event(6, "status", "Processing"),
                event(32, "status", "success"),
                event(32, "state", "ready"),
                event(33, "state", "done"));
    }

    static Picture picture(String file) {
        return new Picture(
                1, file, 4_000_000, SHA, "image/png", 2048, 2048, "https://storage.example/a.png?sig=secret");
    }

    static JobRecord done(int n) {
        Job job = job(n, JobState.DONE).withRequest(request(Phase.SUCCEEDED));
        return new JobRecord(job, history(), List.of(picture("cat/cat-" + n + ".png")));
    }

    static JobRecord stopped(int n, JobState state, ReasonClass reason, String text) {
        return new JobRecord(
                job(n, state).withReason(new Reason(reason, text)),
                List.of(event(0, "state", "accepted"), event(4, "state", state.word())),
                List.of());
    }
}
