package lumadrop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process that is measured. */
final class Run implements AutoCloseable {
    /** @param cpu seconds, with its children; negative where the system does not tell */
    record Ended(Instant from, double seconds, double cpu) {
        double secondsUntil(double epochSeconds) {
            return epochSeconds - (from.getEpochSecond() + from.getNano() / 1e9);
        }
    }

    private static final int BETWEEN_LOOKS = 200;

    private final Process process;
    private final Path said;
    private final Instant from;
    private final long started;
    private final double cpuBefore;

    private Run(Process process, Path said, Instant from, long started, double cpuBefore) {
        this.process = process;
        this.said = said;
        this.from = from;
        this.started = started;
        this.cpuBefore = cpuBefore;
    }

    /** lumadrop by its launcher, set for a fast upstream and an impatient user. */
    static final class Lumadrop {
        private final Bench bench;
        private final Home home;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private List<String> command;

        Lumadrop(Bench bench, Home home, Upstream upstream) {
            this.bench = bench;
            this.home = home;
            command = List.of(bench.launcher().toString());
            java(Bench.java());
            environment.put("GMI_API_KEY", "bench");
            set("lumadrop.api.base-url", upstream.base());
            set("lumadrop.media.allow-private-network", true);
            set("lumadrop.output.min-free", "0B");
        }

        Lumadrop set(String key, Object value) {
            settings.put(key, value.toString());
            return this;
        }

        /** As many calls at once as the peers make, and asked after as soon as may be. */
        Lumadrop wideOpen() {
            return set("lumadrop.max-in-flight", 1_000)
                    .set("lumadrop.submit.concurrency", 64)
                    .set("lumadrop.poll.concurrency", 16)
                    .set("lumadrop.collect.concurrency", 16)
                    .set("lumadrop.poll.per-second", 10_000)
                    .set("lumadrop.poll.interval", "100ms")
                    .set("lumadrop.poll.learn", false)
                    .set("lumadrop.drop.max-jobs", 1_000_000);
        }

        Lumadrop java(Path home) {
            environment.put("JAVA_HOME", home.toString());
            return this;
        }

        Lumadrop options(String flags) {
            environment.put("LUMADROP_JAVA_OPTS", flags);
            return this;
        }

        /** By {@code java -jar} with no flags, as one who has no launcher. */
        Lumadrop byJar() {
            command = List.of(
                    Path.of(environment.get("JAVA_HOME"), "bin/java").toString(),
                    "-jar",
                    bench.distribution().resolve("lumadrop.jar").toString());
            return this;
        }

        Run start(String verb, String... more) throws IOException {
            List<String> words = new ArrayList<>(command);
            words.add(verb);
            words.addAll(List.of("--home", home.root().toString()));
            settings.forEach((key, value) -> words.add("-D" + key + "=" + value));
            words.addAll(List.of(more));
            return Run.start(
                    words, environment, home.root().resolveSibling(home.root().getFileName() + ".said"));
        }
    }

    static Run start(List<String> command, Map<String, String> environment, Path said) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE);
        builder.environment().keySet().removeIf(name -> name.startsWith("GMI_") || name.startsWith("LUMADROP_"));
        builder.environment().putAll(environment);
        double cpu = Cpu.ofEndedChildren();
        return new Run(builder.start(), said, Instant.now(), System.nanoTime(), cpu);
    }

    /** A count that is read again and again. */
    interface Count {
        long now() throws Exception;
    }

    /** Waits until so many are counted, as long as the process lives. */
    void await(Count count, long wanted) throws Exception {
        while (count.now() < wanted) {
            if (!process.isAlive()) {
                throw new IllegalStateException("lumadrop ended:\n" + tail());
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for an end with exit code 0. */
    Ended ended() throws IOException, InterruptedException {
        int exit = process.waitFor();
        double seconds = (System.nanoTime() - started) / 1e9;
        if (exit != 0) {
            throw new IOException("It ended with " + exit + ":\n" + tail());
        }
        double cpu = Cpu.ofEndedChildren();
        Files.deleteIfExists(said);
        return new Ended(from, seconds, cpu < 0 ? -1 : cpu - cpuBefore);
    }

    String tail() throws IOException {
        String text = Files.readString(said);
        return text.substring(Math.max(0, text.length() - 4000));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.deleteIfExists(said);
    }
}
