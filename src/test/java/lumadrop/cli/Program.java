package lumadrop.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged program as a process of its own: {@code java -jar lumadrop.jar VERB}. Closing it kills it. */
final class Program implements AutoCloseable {
    /** Nothing else that is written or printed may contain it. */
    static final String KEY = "k3y-that-must-show-nowhere-7d1f";

    private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"));
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** How a process ended. */
    record Ended(int exit, String out, String err, Duration took) {}

    private final Process process;
    private final Path out;
    private final Path err;
    private final long started = System.nanoTime();

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What is to be started, and where. */
    static final class Start {
        private final Path home;
        private final Map<String, String> environment = new LinkedHashMap<>(Map.of("GMI_API_KEY", KEY));
        private final List<String> settings = new ArrayList<>();
        /** Null for those of a short verb. */
        private List<String> jvm;

        private Path java = THIS_JAVA;
        private Path jar = jar();
        private Path launcher;

        private Start(Path home) {
            this.home = home;
        }

        Start with(String key, Object value) {
            settings.add("-D" + key + "=" + value);
            return this;
        }

        Start env(String name, String value) {
            environment.put(name, value);
            return this;
        }

        Start without(String name) {
            environment.remove(name);
            return this;
        }

        Start jvm(String... flags) {
            jvm = List.of(flags);
            return this;
        }

        /** As {@link #install} has put it there. */
        Start installedIn(Path installation) {
            jar = installation.resolve("target/lumadrop.jar");
            return this;
        }

        /** By this script, which finds the Java by JAVA_HOME and chooses its flags. */
        Start by(Path script) {
            launcher = script;
            return this;
        }

        Start java(Path javaHome) {
            java = javaHome;
            return this;
        }

        Program start(String verb, String... more) {
            List<String> command = new ArrayList<>();
            if (launcher == null) {
                command.add(java.resolve("bin").resolve("java").toString());
                command.addAll(flags());
                command.addAll(List.of("-jar", jar.toString()));
            } else {
                command.add(launcher.toString());
            }
            command.add(verb);
            if (home != null) {
                command.addAll(List.of("--home", home.toString()));
            }
            command.addAll(settings);
            command.addAll(List.of(more));
            try {
                Path said = Files.createTempDirectory("lumadrop-said");
                File out = said.resolve("out").toFile();
                File err = said.resolve("err").toFile();
                List.of(said.toFile(), out, err).forEach(File::deleteOnExit);
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectOutput(out).redirectError(err);
                builder.environment()
                        .keySet()
                        .removeIf(name -> name.startsWith("GMI_") || name.startsWith("LUMADROP_"));
                builder.environment().put("LC_ALL", "C.UTF-8");
                if (launcher != null) {
                    builder.environment().put("JAVA_HOME", java.toString());
                }
                builder.environment().putAll(environment);
                return new Program(builder.start(), out.toPath(), err.toPath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<String> flags() {
            if (jvm != null) {
                return jvm;
            }
            List<String> flags = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
            if (jar.equals(jar()) && java.equals(THIS_JAVA)) {
                flags.addAll(ClassArchive.flags(jar));
            }
            return flags;
        }

        /** Starts it and waits for its end. */
        Ended run(String verb, String... more) {
            try (Program program = start(verb, more)) {
                return program.ended();
            }
        }
    }

    /** @param home null for none on the command line */
    static Start in(Path home) {
        return new Start(home);
    }

    /** Puts the program with routes and config of its own there; both may be changed. */
    static void install(Path installation) throws IOException {
        Path target = Files.createDirectories(installation.resolve("target"));
        Files.copy(jar(), target.resolve("lumadrop.jar"));
        Files.createSymbolicLink(target.resolve("lib"), jar().resolveSibling("lib"));
        for (String folder : List.of("routes", "config")) {
            Path from = Path.of(folder).toAbsolutePath();
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, installation.resolve(folder).resolve(from.relativize(file)));
                }
            }
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("lumadrop.jar", "target/lumadrop.jar"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: package first");
        }
        return jar;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it says is written to these: standard output, standard error. */
    List<Path> said() {
        return List.of(out, err);
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** Asks it to stop, by SIGTERM. */
    Program terminate() {
        process.destroy();
        return this;
    }

    /** Ends it without a word, by SIGKILL. */
    Ended kill() {
        process.destroyForcibly();
        return ended();
    }

    /** Waits for its end. */
    Ended ended() {
        return ended(LONGEST);
    }

    Ended ended(Duration longest) {
        try {
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("Still running after " + longest + "; it said:\n" + out() + err());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new AssertionError(e);
        }
        return new Ended(process.exitValue(), out(), err(), Duration.ofNanos(System.nanoTime() - started));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
