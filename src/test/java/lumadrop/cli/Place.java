package lumadrop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lumadrop.cli.Program.Ended;
import lumadrop.cli.Program.Start;
import lumadrop.output.ToldLines;
import lumadrop.sandbox.SandboxServer;
import lumadrop.storage.MountedFolder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A home, and an upstream's double to point the program at. */
class Place {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final SandboxServer upstream;

    Place(Path home, SandboxServer upstream) {
        this.home = home;
        this.upstream = upstream;
    }

    Path home() {
        return home;
    }

    Path inbox() {
        return home.resolve("inbox");
    }

    Path output() {
        return home.resolve("output");
    }

    /** The program, in a hurry: what waits by the clock in the field waits milliseconds here. */
    Start program() {
        return Program.in(home)
                .with("lumadrop.api.base-url", upstream.baseUri())
                .with("lumadrop.media.allow-private-network", true)
                .with("lumadrop.inbox.stable-time", "0s")
                .with("lumadrop.inbox.scan-interval", "20ms")
                .with("lumadrop.poll.interval", "100ms")
                .with("lumadrop.poll.per-second", 200)
                .with("lumadrop.retry.first", "100ms")
                .with("lumadrop.reconcile.absent-after", "2s");
    }

    Ended run(String verb, String... more) {
        return program().run(verb, more);
    }

    /** Puts a whole file into the inbox, by one rename. */
    void drop(String path, String text) {
        try {
            Path whole = Files.createTempFile(Files.createDirectories(home), "whole", ".part");
            Files.writeString(whole, text);
            Path file = inbox().resolve(path);
            Files.createDirectories(file.getParent());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All files below a folder of the home but the marks of mounts, as paths from there with {@code /}; none where it is missing. The program may
     * move them meanwhile.
     */
    List<String> files(String folder) {
        Path root = home.resolve(folder);
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!file.endsWith(MountedFolder.MARK)) {
                        files.add(root.relativize(file).toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path below, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }

    /** The lines of {@code output/manifest.jsonl}. */
    List<JsonNode> told() {
        try {
            return ToldLines.in(output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode status(String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--json");
        Ended ended = run("status", arguments.toArray(String[]::new));
        try {
            return JSON.readTree(ended.out());
        } catch (IOException e) {
            throw new UncheckedIOException(ended.out() + ended.err(), e);
        }
    }

    /** Changes the ledger behind the program's back. */
    int sql(String statement) {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/lumadrop.db"))) {
            return ledger.createStatement().executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** One number that the ledger holds. */
    long number(String query) {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/lumadrop.db"));
                var row = ledger.createStatement().executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The first column of what the ledger holds. */
    List<String> texts(String query) {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/lumadrop.db"));
                var rows = ledger.createStatement().executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** What the upstream counts: {@code posts}, {@code status_calls}, {@code media_calls}. */
    int seen(String kind) {
        return upstream.stats().path(kind).asInt();
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
    }
}
