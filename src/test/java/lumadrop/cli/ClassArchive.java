package lumadrop.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The classes of the packaged program, kept for all processes that the tests start: a start takes half as long. Made once by
 * whichever test needs it first, in less time than the launcher's: it holds what the JDK's own lacks. One that does not fit is
 * passed over by the JVM.
 */
final class ClassArchive {
    private static final Path FOLDER = Path.of("target", "tested-classes");

    private static List<String> flags;

    private ClassArchive() {}

    /** What takes this jar's classes from the archive, where one could be made. */
    static synchronized List<String> flags(Path jar) {
        if (flags == null) {
            try {
                flags = made(jar) ? using() : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return flags;
    }

    private static List<String> using() {
        return List.of("-XX:SharedArchiveFile=" + file().toAbsolutePath(), "-Xlog:cds=off,cds+dynamic=off");
    }

    private static Path file() {
        return FOLDER.resolve("archive.jsa");
    }

    /** Tests run in several processes: one makes it, and the others wait. */
    private static boolean made(Path jar) throws IOException {
        Files.createDirectories(FOLDER);
        try (FileChannel channel = FileChannel.open(FOLDER.resolve("lock"), CREATE, WRITE)) {
            channel.lock(); // until it is closed
            if (!Files.exists(file())
                    || Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                make();
            }
            return Files.size(file()) > 0;
        }
    }

    private static void make() throws IOException {
        Path made = FOLDER.resolve("made.jsa");
        Files.deleteIfExists(made);
        Program.in(FOLDER.resolve("home"))
                .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + made.toAbsolutePath())
                .run("warm-up");
        if (Files.notExists(made)) {
            Files.createFile(made);
        }
        Files.move(made, file(), StandardCopyOption.REPLACE_EXISTING);
    }
}
