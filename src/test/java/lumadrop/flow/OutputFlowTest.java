package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static lumadrop.flow.HomeAtWork.line;
import static lumadrop.flow.HomeAtWork.pictures;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lumadrop.job.JobState;
import lumadrop.output.Verifier;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out: folders, names, manifests, hooks. */
class OutputFlowTest {
    @TempDir
    Path root;

    @Test
    void foldersAndNamesFollowTheTemplatesOfTheSettings() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("output.folder-template", "{date:yyyy}/{drop}")
                .with("output.name-template", "{custom_id}_{meta.size}_{n}_{prompt:6}")
                .with("output.time-zone", "UTC")
                .started()) {
            home.drop(
                    "a.json",
                    "{\"prompt\": \"A red: fox?\", \"custom_id\": \"id/1\", \"metadata\": {\"size\": \"..\"}}");
            String year = Instant.now().toString().substring(0, 4);
            JsonNode job = home.only(year + "/a");
            assertThat(pictures(job))
                    .singleElement()
                    .satisfies(name -> assertThat(name)
                            .startsWith("id")
                            .endsWith(".png")
                            .doesNotContain("/", ":", "?")
                            .doesNotStartWith("."));
            assertThat(job.at("/pictures/0/file").asText()).startsWith(year + "/a/");
            assertThat(home.output().resolve(job.at("/pictures/0/file").asText()))
                    .exists();
        }
    }

    @Test
    void aDropsOwnDefaultsWinAndNoValueLeavesTheOutputFolder() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("b.json", """
                    {"defaults": {"output_folder": "sets/{drop}", "output_name": "{name}-by-{meta.who}"},
                     "jobs": [{"prompt": "p", "name": "../../evil", "metadata": {"who": "me"}},
                              {"prompt": "q", "name": "CON", "metadata": {"who": "you"}}]}""");
            JsonNode manifest = home.manifest("sets/b");
            assertThat(pictures(manifest.at("/jobs/0")).get(0)).endsWith("-by-me.png");
            assertThat(pictures(manifest.at("/jobs/1")).get(0)).endsWith("-by-you.png");
            assertThat(HomeAtWork.files(home.output()))
                    .allMatch(file -> file.startsWith("sets/b/") || file.equals("manifest.jsonl"));
            assertThat(HomeAtWork.files(root))
                    .noneMatch(file -> file.contains("evil") && !file.startsWith("output/sets/b/"));
        }
    }

    @Test
    void theManifestSaysAllThatIsKnownAndKeepsItsPublishedSchema() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            String text = """
                    [{"prompt": "good #sandbox:url-signed", "aspect_ratio": "16:9", "custom_id": "g"},
                     {"prompt": "edited", "image": "https://example.org/i.png?sig=1"},
                     {"prompt": "bad #sandbox:moderated"}]""";
            home.drop("m/all.json", text);
            JsonNode manifest = home.manifest("m/all");
            assertThat(faults("manifest", manifest)).isEmpty();
            assertThat(manifest.path("lumadrop").asText()).isEqualTo("1.2.3-test");
            assertThat(manifest.at("/drop/path").asText()).isEqualTo("m/all.json");
            assertThat(manifest.at("/drop/sha256").asText()).isEqualTo(sha256(text.getBytes(StandardCharsets.UTF_8)));
            JsonNode good = manifest.at("/jobs/0");
            assertThat(good.path("aspect_ratio").asText()).isEqualTo("16:9");
            assertThat(good.path("request_id").asText())
                    .isEqualTo(home.seen("good #sandbox:url-signed").requestId());
            assertThat(good.path("polls").isInt()).isTrue();
            assertThat(good.path("seconds_generating").isNumber()).isTrue();
            assertThat(new BigDecimal(good.path("estimated_cost_usd").asText())).isEqualByComparingTo("0.0404");
            assertThat(new BigDecimal(manifest.at("/jobs/1/estimated_cost_usd").asText()))
                    .isEqualByComparingTo("0.0434");
            JsonNode picture = good.at("/pictures/0");
            byte[] bytes = Files.readAllBytes(
                    home.output().resolve(picture.path("file").asText()));
            assertThat(picture.path("sha256").asText()).isEqualTo(sha256(bytes));
            assertThat(picture.path("bytes").asInt()).isEqualTo(bytes.length);
            assertThat(picture.path("width").asInt()).isEqualTo(32);
            assertThat(picture.path("height").asInt()).isEqualTo(18);
            assertThat(picture.path("digital_source_type").asText()).endsWith("trainedAlgorithmicMedia");
            assertThat(picture.path("url").asText()).doesNotContain("?");
            assertThat(manifest.at("/jobs/2/reason/class").asText()).isEqualTo("moderated");
            assertThat(home.output().resolve("m/all/all.json")).hasContent(text);
            eventually(() -> assertThat(home.told()).hasSize(3));
            assertThat(home.told())
                    .allSatisfy(line -> assertThat(line.path("id").asText()).isNotEmpty());
        }
    }

    /** Its writer paused for longer than the stable time, and wrote on through the handle that it had. */
    @Test
    void aDropThatGrewAfterItWasTakenIsSaidOnceAndNotAsRecorded() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMinutes(1)))
                .started()) {
            String first = line("a", "first") + line("b", "second");
            String later = line("c", "third") + line("d", "fourth");
            try (OutputStream writer = Files.newOutputStream(home.inbox().resolve("grow.jsonl"))) {
                writer.write(first.getBytes(StandardCharsets.UTF_8));
                home.awaitStates("grow", JobState.IN_FLIGHT);
                eventually(() ->
                        assertThat(home.root().resolve("accepted/grow.jsonl")).hasContent(first));
                writer.write(later.getBytes(StandardCharsets.UTF_8));
            }
            time.pass(Duration.ofMinutes(1));
            JsonNode manifest = home.manifest("grow");
            assertThat(manifest.path("jobs")).hasSize(2);
            assertThat(manifest.at("/drop/bytes").asInt()).isEqualTo(first.length());
            assertThat(home.output().resolve("grow/grow.jsonl")).hasContent(first + later);
            assertThat(home.logged(Level.WARN))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith(
                                    "has changed since it was taken: 2 jobs are of the " + first.length() + " bytes")
                            .contains("accepted/grow.jsonl"));
            Verifier verifier = new Verifier(home.output());
            List<Verifier.Fault> faults = new ArrayList<>();
            verifier.verify(
                    verifier.read(home.output().resolve("grow/manifest.json")).orElseThrow(), faults);
            assertThat(faults)
                    .containsExactly(new Verifier.Fault("grow/grow.jsonl", "changed: it is not what was taken"));
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }

    /** Whoever waits for the last drop looks then, and not a while later. */
    @Test
    void itIsSaidWhenAManifestIsWrittenAndNoJobIsInHand() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            AtomicBoolean busy = new AtomicBoolean(true);
            home.flow().whenQuiet(() -> busy.set(home.ledger().isBusy()));
            home.drop("b.json", "{\"prompt\": \"p\"}");
            eventually(() -> assertThat(busy).isFalse());
        }
    }

    private static List<String> faults(String name, JsonNode json) throws Exception {
        try (InputStream schema = OutputFlowTest.class.getResourceAsStream("/lumadrop/" + name + ".schema.json")) {
            String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON)
                    .validate(json)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void theHooksRunForEachPictureAndEachDrop() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            List<String> seen = new CopyOnWriteArrayList<>();
            for (String hook : List.of("after-picture", "after-drop")) {
                AdviceWith.adviceWith(
                        home.flow().camelContext(),
                        hook,
                        route -> route.weaveAddFirst()
                                .process(exchange ->
                                        seen.add(hook + " " + exchange.getIn().getBody(Path.class))));
            }
            says(home, seen, "after-picture", "${exchangeProperty.job.name} ${exchangeProperty.picture.width}");
            says(home, seen, "after-drop", "${exchangeProperty.drop.path} ${exchangeProperty.drop.folder}");
            home.drop("h.json", "{\"prompt\": \"h #sandbox:several-media*2\"}");
            JsonNode job = home.only("h");
            eventually(() -> assertThat(seen)
                    .containsExactlyInAnyOrder(
                            "after-picture "
                                    + home.output()
                                            .resolve(job.at("/pictures/0/file").asText()),
                            "after-picture "
                                    + home.output()
                                            .resolve(job.at("/pictures/1/file").asText()),
                            "after-drop " + home.output().resolve("h/manifest.json"),
                            "h 32",
                            "h 32",
                            "h.json h"));
        }
    }

    /** The hook notes what an operator's simple expression says there. */
    private static void says(HomeAtWork home, List<String> seen, String hook, String expression) throws Exception {
        AdviceWith.adviceWith(
                home.flow().camelContext(),
                hook,
                route -> route.weaveAddFirst()
                        .setProperty("said", route.simple(expression))
                        .process(exchange -> seen.add(exchange.getProperty("said", String.class))));
    }

    @Test
    void aHookThatFailsLosesNothing() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            AtomicInteger failed = new AtomicInteger();
            for (String hook : List.of("after-picture", "after-drop")) {
                AdviceWith.adviceWith(
                        home.flow().camelContext(),
                        hook,
                        route -> route.weaveAddFirst().process(exchange -> {
                            failed.incrementAndGet();
                            throw new IllegalStateException("the operator's own step failed");
                        }));
            }
            home.drop("h.json", "{\"prompt\": \"h\"}");
            assertThat(home.only("h").path("status").asText()).isEqualTo("done");
            eventually(() -> assertThat(failed).hasValue(2));
            home.awaitIdle();
            assertThat(pictures(home.only("h"))).hasSize(1);
            assertThat(home.upstream().requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.downloads()).isEqualTo(1));
            assertThat(home.logged(Level.WARN)) // one line each, of ours alone
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("The hook") && line.contains("the operator's own step failed"));
        }
    }

    @Test
    void aStartIsFreeOfWarningsAndSoIsAGoodDrop() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).withSchedules().started()) {
            NotifyBuilder taken = new NotifyBuilder(home.flow().camelContext())
                    .fromRoute("submit")
                    .whenDone(1)
                    .create();
            home.drop("fine.json", "{\"prompt\": \"fine\"}");
            assertThat(home.only("fine").path("status").asText()).isEqualTo("done");
            HomeAtWork.within().until(taken::matches);
            home.stop();
            assertThat(home.logged(Level.WARN)).isEmpty();
        }
    }

    @Test
    void aScheduleDropsByItselfAndItsPicturesComeOut() throws Exception {
        Path schedules = Files.createDirectories(root.resolve("config/schedules"));
        Files.writeString(schedules.resolve("tick.json"), """
                {"cron": "* * * * * ?", "time_zone": "UTC", "drop": [{"prompt": "at {time}"}]}""");
        try (HomeAtWork home = HomeAtWork.in(root).withSchedules().started()) {
            eventually(() -> assertThat(home.told()).isNotEmpty());
            assertThat(home.told().get(0).path("status").asText()).isEqualTo("done");
            assertThat(home.told().get(0).path("prompt").asText()).matches("at \\d\\d:?\\d\\d.*");
        }
    }

    /** Nothing that the flow owns lies about once it is done. */
    @Test
    void nothingIsLeftInTheInboxNorUnsettled() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            for (int i = 0; i < 50; i++) {
                home.drop("d" + i + ".json", "{\"prompt\": \"number " + i + "\"}");
            }
            for (int i = 0; i < 50; i++) {
                home.manifest("d" + i);
            }
            home.awaitIdle();
            home.stop();
            assertThat(HomeAtWork.files(home.inbox())).isEmpty();
            assertThat(home.told()).hasSize(50);
            assertThat(HomeAtWork.files(home.output()).stream().filter(file -> file.startsWith(".")))
                    .isEmpty();
        }
    }
}
