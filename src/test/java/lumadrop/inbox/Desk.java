package lumadrop.inbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lumadrop.file.Access;

/** An inbox with everything around it, under a time that stands still, and a lister that works as Camel's does. */
final class Desk {
    static final Duration STABLE = Duration.ofSeconds(1);
    static final Duration SCAN = Duration.ofMillis(250);
    private static final ObjectMapper JSON = new ObjectMapper();

    final ManualTime time = new ManualTime();
    /** How far the file system's clock is ahead of ours. */
    Duration skew = Duration.ZERO;

    final Path inbox;
    final Path accepted;
    final Path failed;
    final Counting looking = new Counting();
    final TakingArea area;
    final WholeFiles whole;
    final WaitingReport report;
    final Gate gate;
    final Taking taking;
    final Shelves shelves;
    /** What gets in the way of a rename, if anything. */
    Mover.Rename obstacle = (from, to) -> {};

    Desk(Path home) throws IOException {
        inbox = Files.createDirectories(home.resolve("inbox"));
        accepted = Files.createDirectories(home.resolve("accepted"));
        failed = Files.createDirectories(home.resolve("failed"));
        area = new TakingArea(inbox);
        FileSystemClock fileSystemClock = new FileSystemClock(() -> FileTime.from(fileSystemNow()), time, time);
        whole = new WholeFiles(inbox, STABLE, 16 << 20, fileSystemClock, time, time, looking);
        report = report(home, time);
        gate = new Gate(inbox, new Litter(List.of("*.tmp", "*.part", "*~", "Thumbs.db", "@eaDir")), whole, report);
        Mover real = new Mover(Access.OWNER);
        Mover mover = new Mover(
                (from, to) -> {
                    obstacle.rename(from, to);
                    real.rename(from, to);
                },
                Access.OWNER);
        taking = new Taking(area, whole, mover);
        shelves = new Shelves(accepted, failed, area, mover);
    }

    static WaitingReport report(Path home, ManualTime time) {
        return new WaitingReport(
                home.resolve("data/inbox.json"),
                time,
                time,
                map -> {
                    try {
                        return JSON.writeValueAsBytes(map);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                bytes -> {
                    try {
                        return JSON.readValue(bytes, new TypeReference<Map<String, Object>>() {});
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    Instant fileSystemNow() {
        return time.instant().plus(skew);
    }

    Path write(String path, String text) throws IOException {
        Path file = inbox.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return touch(file);
    }

    Path touch(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(fileSystemNow()));
    }

    /** A file that has lain there for an hour. */
    Path old(String path, String text) throws IOException {
        Path file = write(path, text);
        return Files.setLastModifiedTime(file, FileTime.from(fileSystemNow().minusSeconds(3600)));
    }

    /** One scan; the admitted files stay where they are. */
    List<Path> scan() {
        gate.scanStarted();
        List<Path> admitted = new ArrayList<>();
        list(inbox.toFile(), admitted);
        gate.scanEnded(true);
        return admitted;
    }

    /** One scan, a quarter of a second after the last. */
    List<Path> nextScan() {
        time.pass(SCAN);
        return scan();
    }

    /** Scans until something is admitted. */
    Path scanUntilAdmitted() {
        for (int i = 0; i < 1000; i++) {
            List<Path> admitted = scan();
            if (!admitted.isEmpty()) {
                return admitted.get(0);
            }
            time.pass(SCAN);
        }
        throw new AssertionError("Nothing was ever admitted");
    }

    private void list(File folder, List<Path> admitted) {
        for (File file : folder.listFiles()) {
            if (file.isDirectory()) {
                if (!file.getName().startsWith(".") && gate.enters(file.toPath())) {
                    list(file, admitted);
                }
            } else if (gate.admits(file.toPath())) {
                admitted.add(file.toPath());
            }
        }
    }

    /** Everything below a folder, folders left out, relative, sorted. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> !Files.isDirectory(p))
                    .map(p -> FileNames.relative(folder, p))
                    .sorted()
                    .toList();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Counts what a scan costs, and lets files be shut. */
    static final class Counting implements Looking {
        int attributes;
        int opens;
        int hashes;
        final Set<Path> shut = new HashSet<>();

        @Override
        public BasicFileAttributes attributes(Path file) throws IOException {
            attributes++;
            return Looking.super.attributes(file);
        }

        @Override
        public void open(Path file) throws IOException {
            opens++;
            if (shut.contains(file)) {
                throw new IOException("held by another program");
            }
            Looking.super.open(file);
        }

        @Override
        public String sha256(Path file) throws IOException {
            hashes++;
            return Looking.super.sha256(file);
        }
    }
}
