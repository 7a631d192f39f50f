package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lumadrop.file.Access;
import lumadrop.inbox.Claim;
import lumadrop.inbox.FileSystemClock;
import lumadrop.inbox.Gate;
import lumadrop.inbox.LateMoves;
import lumadrop.inbox.Litter;
import lumadrop.inbox.Mover;
import lumadrop.inbox.NotTaken;
import lumadrop.inbox.Shelves;
import lumadrop.inbox.Taking;
import lumadrop.inbox.TakingArea;
import lumadrop.inbox.Waiting;
import lumadrop.inbox.WaitingReport;
import lumadrop.inbox.WholeFiles;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate behind Camel's real file consumer. */
class InboxFilterTest {
    private static final int MOST_A_POLL = 50;

    @TempDir
    private Path home;

    private Path inbox;
    private Path accepted;
    private Gate gate;
    private Taking taking;
    private Shelves shelves;
    private DefaultCamelContext camel;
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void setUp() throws Exception {
        inbox = Files.createDirectories(home.resolve("inbox"));
        accepted = Files.createDirectories(home.resolve("accepted"));
        Clock clock = Clock.systemUTC();
        TakingArea area = new TakingArea(inbox);
        FileSystemClock fileSystemClock = new FileSystemClock(area::touchProbe, clock, System::nanoTime);
        WholeFiles whole =
                new WholeFiles(inbox, Duration.ofSeconds(1), 16 << 20, fileSystemClock, clock, System::nanoTime);
        WaitingReport report = new WaitingReport(
                home.resolve("data/inbox.json"), clock, System::nanoTime, json -> new byte[0], bytes -> Map.of());
        gate = new Gate(inbox, new Litter(List.of("*.tmp")), whole, report);
        taking = new Taking(area, whole, new Mover(Access.OWNER));
        shelves = new Shelves(accepted, home.resolve("failed"), area, new Mover(Access.OWNER));
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("inboxFilter", new InboxFilter(gate, taking, new LateMoves(System::nanoTime)));
        camel.getRegistry().bind("notInProgress", new NothingInProgress());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?recursive=true&noop=true&idempotent=false&readLock=none"
                                + "&filter=#inboxFilter&pollStrategy=#inboxFilter&inProgressRepository=#notInProgress"
                                + "&delay=50&initialDelay=0&greedy=true&maxMessagesPerPoll=" + MOST_A_POLL)
                        .process(InboxFilterTest.this::take);
            }
        });
    }

    @AfterEach
    void tearDown() throws IOException {
        camel.close();
    }

    private void take(Exchange exchange) throws IOException {
        GenericFile<?> listed = exchange.getIn().getBody(GenericFile.class);
        try {
            Claim claim = taking.claim(((File) listed.getFile()).toPath());
            shelves.keep(claim, shelves.freeName(claim.path()));
            taken.add(claim.path());
        } catch (NotTaken e) {
            // It stays, and is listed again.
        }
    }

    @Test
    void moreFilesThanOnePollTakesAreAllTakenOnceAndNothingOfOursIsLeft() throws Exception {
        for (int i = 0; i < 7 * MOST_A_POLL; i++) {
            old("f" + i % 3 + "/" + i + ".json");
            old("f" + i % 3 + "/" + i + ".txt");
        }
        camel.start();

        soon().until(gate::isQuiet);
        assertThat(taken).hasSize(7 * MOST_A_POLL).doesNotHaveDuplicates();
        assertThat(gate.ignored().count()).isEqualTo(7 * MOST_A_POLL);
        soon().untilAsserted(() -> assertThat(inbox.resolve(".lumadrop")).doesNotExist());
    }

    @Test
    void aFreshFileWaitsAndIsSaidToWait() throws Exception {
        camel.start();
        Files.writeString(inbox.resolve("fresh.json"), "{}");
        Instant written = Instant.now();

        soon().pollInterval(Duration.ofMillis(20))
                .until(() -> gate.waiting().stream().map(Waiting::path).toList().equals(List.of("fresh.json")));
        soon().until(() -> taken.equals(List.of("fresh.json")));
        assertThat(Duration.between(written, Instant.now())).isGreaterThan(Duration.ofMillis(950));
        soon().until(() -> gate.waiting().isEmpty());
    }

    @Test
    void dotFoldersLitterAndLinksAreNotDescendedInto() throws Exception {
        Path outside = Files.createDirectories(home.resolve("outside"));
        Files.writeString(outside.resolve("b.json"), "{}");
        Files.setLastModifiedTime(outside.resolve("b.json"), FileTime.from(Instant.EPOCH));
        Files.createSymbolicLink(inbox.resolve("link"), outside);
        old(".hidden/a.json");
        old("x.tmp/a.json");
        old("deep/a.json");
        camel.start();

        soon().until(gate::isQuiet);
        assertThat(taken).containsExactly("deep/a.json");
        assertThat(gate.ignored().count()).isEqualTo(1);
    }

    @Test
    void hostileNamesAreTakenLiterallyAndAgain() throws Exception {
        Map<String, Integer> expected = new TreeMap<>();
        camel.start();
        for (int round = 1; round <= 3; round++) {
            for (String name : List.of(
                    "${file:ext}.json",
                    "{{foo}}.json",
                    "%20.json",
                    "a#b?c=d&e.json",
                    "line\nbreak.json",
                    "back\\slash.json",
                    "sub\\dir/${x}\\.json",
                    "\u202egnp.json",
                    "nai\u0308ve.json",
                    "RAW(x).json",
                    "n".repeat(250) + ".json")) {
                Path part = old(".part/x");
                Path file = inbox.resolve(name);
                Files.createDirectories(file.getParent());
                Files.move(part, file);
                expected.put(name, round);
            }
            soon().untilAsserted(() -> {
                Map<String, Integer> counted = new TreeMap<>();
                List.copyOf(taken).forEach(path -> counted.merge(path, 1, Integer::sum));
                assertThat(counted).isEqualTo(expected);
            });
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private Path old(String path) throws IOException {
        Path file = inbox.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
}
