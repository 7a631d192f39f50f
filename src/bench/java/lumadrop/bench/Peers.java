package lumadrop.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The two programs that do the same and promise nothing. */
final class Peers {
    private Peers() {}

    static Run plainJava(Home home, Upstream upstream) throws IOException {
        return Run.start(
                List.of(
                        Bench.java().resolve("bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlainPeer.class.getName(),
                        home.root().toString(),
                        upstream.base()),
                Map.of(),
                home.root().resolveSibling("plain.said"));
    }

    static Run aiohttp(String python, Home home, Upstream upstream) throws IOException {
        Path script = home.root().resolveSibling("peer.py");
        try (InputStream packed = Peers.class.getResourceAsStream("peer.py")) {
            Files.copy(packed, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return Run.start(
                List.of(python, script.toString(), home.root().toString(), upstream.base()),
                Map.of(),
                home.root().resolveSibling("aiohttp.said"));
    }

    /** A Python that has aiohttp (Debian: python3-aiohttp). */
    static Optional<String> python() {
        return List.of("python3", "/usr/bin/python3").stream()
                .filter(Peers::hasAiohttp)
                .findFirst();
    }

    private static boolean hasAiohttp(String python) {
        try {
            Process process = new ProcessBuilder(python, "-c", "import aiohttp")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such Python
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
