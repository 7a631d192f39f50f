package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lumadrop.job.Ask;
import lumadrop.job.Drop;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import lumadrop.job.ReasonClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManifestTest {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @TempDir
    Path home;

    private WholeFiles output;
    private Manifest manifest;

    @BeforeEach
    void make() throws IOException {
        output = WholeFiles.make(home.resolve("output"), false);
        manifest = new Manifest(output, "0.1.0", Samples.PRICES);
    }

    @Test
    void itTellsAllOfADoneJob() throws IOException {
        Ask ask = new Ask(
                Mode.EDIT,
                "luma-uni-1.1",
                "Make it \"night\" 🐈\n",
                null,
                "https://pics.example/a.jpg?sig=secret#x",
                Map.of("seed", 7, "deep", List.of(Map.of("a", true))),
                "mine/1",
                Map.of("client", "ACME"));
        JobRecord told = Samples.done(1);
        told = new JobRecord(Samples.with(told.job(), ask), told.events(), told.pictures());
        JsonNode json = write(Samples.drop("shoot/cat.json", "shoot/cat", 1), told);

        assertThat(json).isEqualTo(STRICT.readTree("""
                {"manifest": 1, "lumadrop": "0.1.0", "complete": true,
                 "summary": {"jobs": 1, "pictures": 1, "by_status": {"done": 1}, "estimated_cost_usd": 0.0434},
                 "drop": {"id": "0abcdefghi", "path": "shoot/cat.json", "sha256": "%1$s", "bytes": 1234,
                          "received": "2026-11-25T10:00:00Z", "same_as": null, "left_out": 0},
                 "jobs": [{
                   "id": "0abcdefghi-1", "custom_id": "mine/1", "metadata": {"client": "ACME"}, "name": "cat-1",
                   "mode": "edit", "model": "luma-uni-1.1", "prompt": "Make it \\"night\\" 🐈\\n", "aspect_ratio": null,
                   "image": "https://pics.example/a.jpg", "extra": {"seed": 7, "deep": [{"a": true}]},
                   "request_id": "req-1", "status": "done",
                   "timeline": [
                     {"at": "2026-11-25T10:00:00Z", "kind": "state", "status": "accepted"},
                     {"at": "2026-11-25T10:00:01Z", "kind": "state", "status": "in_flight"},
                     {"at": "2026-11-25T10:00:01Z", "kind": "status", "status": "queued"},
                     {"at": "2026-11-25T10:00:06Z", "kind": "status", "status": "Processing"},
                     {"at": "2026-11-25T10:00:32Z", "kind": "status", "status": "success"},
                     {"at": "2026-11-25T10:00:32Z", "kind": "state", "status": "ready"},
                     {"at": "2026-11-25T10:00:33Z", "kind": "state", "status": "done"}],
                   "polls": 3, "seconds_queued": 5.000, "seconds_generating": 23.000, "seconds_total": 28.000,
                   "estimated_cost_usd": 0.0434,
                   "reason": null,
                   "pictures": [{
                     "file": "cat/cat-1.png", "bytes": 4000000, "sha256": "%1$s", "media_type": "image/png",
                     "width": 2048, "height": 2048, "url": "https://storage.example/a.png",
                     "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"}]}]}
                """.formatted(Samples.SHA)));
    }

    @Test
    void aManifestIsPlainToRead() throws IOException {
        write(Samples.drop("cat.json", "cat", 1), Samples.done(1));
        String text = Files.readString(output.place("cat/manifest.json"));
        assertThat(text).startsWith("{\n  \"manifest\": 1,\n").endsWith("}\n").doesNotContain("secret");
        assertThat(text.lines()).noneMatch(line -> line.endsWith(" "));
    }

    @ParameterizedTest
    @EnumSource(ReasonClass.class)
    void aReasonOfAnyClassIsTold(ReasonClass reason) throws IOException {
        JobRecord told = Samples.stopped(1, JobState.FAILED, reason, "in the upstream's words");
        JsonNode job = write(Samples.drop("cat.json", "cat", 1), told).at("/jobs/0");
        assertThat(job.at("/reason/class").asText()).isEqualTo(reason.word());
        assertThat(job.at("/reason/text").asText()).isEqualTo("in the upstream's words");
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void aDropIsCompleteWhenAllItsJobsAreSettled(JobState state) throws IOException {
        JobRecord other = switch (state) {
            case DONE -> Samples.done(2);
            case FAILED, HELD -> Samples.stopped(2, state, ReasonClass.ACCOUNT, "no credit");
            default -> new JobRecord(Samples.job(2, state), List.of(), List.of());
        };
        Drop drop = Samples.drop("cat.json", "cat", 2);
        Summary summary = manifest.write(drop, List.of(Samples.done(1), other).iterator());
        JsonNode json = valid(drop);
        assertThat(json.get("complete").booleanValue())
                .isEqualTo(state.isSettled())
                .isEqualTo(summary.complete());
        assertThat(json.at("/summary/by_status").size()).isEqualTo(state == JobState.DONE ? 1 : 2);
    }

    @Test
    void aDropWithAJobMissingIsNotComplete() throws IOException {
        assertThat(write(Samples.drop("cat.json", "cat", 2), Samples.done(1))
                        .get("complete")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void aLaterManifestTakesThePlaceOfAnEarlierOne() throws IOException {
        Drop drop = Samples.drop("cat.json", "cat", 1);
        assertThat(write(drop, Samples.stopped(1, JobState.HELD, ReasonClass.UNKNOWN_SUBMIT, "?"))
                        .get("complete")
                        .booleanValue())
                .isFalse();
        assertThat(write(drop, Samples.done(1)).get("complete").booleanValue()).isTrue();
    }

    @Test
    void theTimelineNeverRunsBackwards() throws IOException {
        List<JobEvent> events = List.of(
                Samples.event(0, "state", "accepted"),
                Samples.event(-3600, "state", "in_flight"),
                Samples.event(9, "state", "failed"));
        JobRecord told = Samples.stopped(1, JobState.FAILED, ReasonClass.INVALID, "no");
        JsonNode timeline = write(Samples.drop("c.json", "c", 1), new JobRecord(told.job(), events, List.of()))
                .at("/jobs/0/timeline");
        assertThat(timeline.findValuesAsText("at"))
                .containsExactly("2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z", "2026-11-25T10:00:09Z");
    }

    @Test
    void halfAnEmojiInAPromptIsNoReasonToFail() throws IOException {
        Ask ask =
                new Ask(Mode.TEXT_TO_IMAGE, "m", "cat \ud83d.", null, null, Map.of("\udc00", "\ud800"), null, Map.of());
        JobRecord told = Samples.done(1);
        JsonNode job = write(
                        Samples.drop("c.json", "c", 1),
                        new JobRecord(Samples.with(told.job(), ask), told.events(), told.pictures()))
                .at("/jobs/0");
        assertThat(job.get("prompt").asText()).isEqualTo("cat \ufffd.");
        assertThat(job.get("extra").toString()).isEqualTo("{\"\ufffd\":\"\ufffd\"}");
    }

    @Test
    void tenThousandJobsPassThroughOneAtATime() throws IOException {
        int jobs = 10_000;
        List<WeakReference<JobRecord>> passed = new ArrayList<>();
        Iterator<JobRecord> all = IntStream.rangeClosed(1, jobs)
                .mapToObj(n -> {
                    if (n == jobs) {
                        System.gc();
                        assertThat(passed)
                                .filteredOn(record -> record.get() != null)
                                .hasSizeLessThan(10);
                    }
                    JobRecord told = n % 10 == 0
                            ? Samples.stopped(n, JobState.FAILED, ReasonClass.MODERATED, "no")
                            : Samples.done(n);
                    passed.add(new WeakReference<>(told));
                    return told;
                })
                .iterator();
        Drop drop = Samples.drop("big.json", "big", jobs);
        Summary summary = manifest.write(drop, all);
        assertThat(passed).hasSize(jobs);
        assertThat(summary)
                .isEqualTo(new Summary(
                        true,
                        jobs,
                        9_000,
                        Map.of(JobState.DONE, 9_000, JobState.FAILED, 1_000),
                        new BigDecimal("363.6000")));

        JsonNode json = valid(drop);
        assertThat(json.at("/summary/by_status/done").intValue()).isEqualTo(9_000);
        for (int n = 1; n <= jobs; n++) {
            assertThat(json.at("/jobs").get(n - 1).get("id").asText()).isEqualTo("0abcdefghi-" + n);
        }
    }

    @Test
    void theSummaryOfEveryStateFitsItsPlace() throws IOException {
        List<JobState> states = List.of(JobState.values());
        List<JobRecord> each = IntStream.range(0, states.size())
                .mapToObj(i -> {
                    JobState state = states.get(i);
                    JobRecord told = state == JobState.DONE
                            ? Samples.done(i)
                            : Samples.stopped(i, state, ReasonClass.OVERDUE, "late");
                    return new JobRecord(
                            told.job().withRequest(Samples.request(Phase.SUCCEEDED)), told.events(), told.pictures());
                })
                .toList();
        Manifest dear = new Manifest(
                output,
                "0.1.0",
                Map.of(Mode.TEXT_TO_IMAGE, new BigDecimal("123456789.123456789"), Mode.EDIT, BigDecimal.ONE));
        Drop drop = Samples.drop("c.json", "c", each.size());
        dear.write(drop, each.iterator());
        assertThat(valid(drop).at("/summary/by_status").size()).isEqualTo(each.size());
    }

    @Test
    void anErrorWhileWritingLeavesNoManifest() {
        Iterator<JobRecord> broken = IntStream.range(0, 3)
                .<JobRecord>mapToObj(n -> {
                    if (n == 2) {
                        throw new IllegalStateException("the ledger is gone");
                    }
                    return Samples.done(n);
                })
                .iterator();
        assertThatThrownBy(() -> manifest.write(Samples.drop("c.json", "c", 3), broken))
                .hasMessage("the ledger is gone");
        assertThat(output.place("c/manifest.json")).doesNotExist();
        assertThat(output.root().resolve(WholeFiles.PARTS)).isEmptyDirectory();
    }

    private JsonNode write(Drop drop, JobRecord... jobs) throws IOException {
        manifest.write(drop, List.of(jobs).iterator());
        return valid(drop);
    }

    private JsonNode valid(Drop drop) throws IOException {
        JsonNode json = STRICT.readTree(output.place(Manifest.file(drop)).toFile());
        PublishedSchema.assertManifest(json);
        return json;
    }
}
