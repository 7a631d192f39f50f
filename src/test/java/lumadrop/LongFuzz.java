package lumadrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jazzer at what reads bytes from outside, each in a JVM of its own: {@code mvn test -Pfuzz}. Its name keeps it out of
 * {@code mvn verify}, which runs the same checks on some thousands of inputs of the tests' own making.
 */
class LongFuzz {
    private static final int RUNS = Integer.getInteger("fuzz.runs", 100_000);
    private static final int SECONDS_AN_INPUT = 10;
    private static final int MOST_MEGABYTES = 1024;
    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lumadrop.drop.DropFuzz",
                "lumadrop.api.AnswersFuzz",
                "lumadrop.picture.PngFuzz",
                "lumadrop.picture.JpegFuzz"
            })
    void noInputBreaksOrHangsOrSwellsIt(String target) throws Exception {
        Class<?> type = Class.forName(target);
        Path folder = FOLDER.resolve(type.getSimpleName());
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path finds = Files.createDirectories(folder.resolve("finds"));
        int number = 0;
        for (byte[] seed : inputs(type, "seeds")) {
            Files.write(corpus.resolve("seed-" + ++number), seed);
        }
        Path words = Files.write(folder.resolve("words.txt"), dictionary(inputs(type, "words")));
        Path log = folder.resolve("log.txt");

        Process fuzzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target,
                        "--instrumentation_includes=lumadrop.**",
                        "--custom_hook_includes=lumadrop.**",
                        "--reproducer_path=" + finds,
                        "-artifact_prefix=" + finds + "/",
                        "-dict=" + words,
                        "-runs=" + RUNS,
                        "-timeout=" + SECONDS_AN_INPUT,
                        "-rss_limit_mb=" + MOST_MEGABYTES,
                        "-max_len=4096",
                        "-print_final_stats=1",
                        corpus.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!fuzzer.waitFor(1, TimeUnit.HOURS)) {
            fuzzer.destroyForcibly();
        }
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(fuzzer.waitFor()).as("finds in %s: %s", finds, said).isZero();
        int executed = number("stat::number_of_executed_units", said);
        assertThat(executed).as(said).isGreaterThanOrEqualTo(RUNS);
        int seconds = number("runs in", said);
        String line = String.format(
                "%-14s %8d inputs, %6.0f a second, slowest %d s, %d MB at most%n",
                type.getSimpleName(),
                executed,
                (double) executed / Math.max(1, seconds),
                number("stat::slowest_unit_time_sec", said),
                number("stat::peak_rss_mb", said));
        System.out.print(line);
        Files.writeString(FOLDER.resolve("summary.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @SuppressWarnings("unchecked")
    private static List<byte[]> inputs(Class<?> type, String method) throws ReflectiveOperationException {
        return (List<byte[]>) type.getMethod(method).invoke(null);
    }

    /** As libFuzzer wants it: a word a line, in quotes. */
    private static List<String> dictionary(List<byte[]> words) {
        return words.stream()
                .filter(word -> word.length > 0)
                .map(LongFuzz::quoted)
                .toList();
    }

    private static String quoted(byte[] word) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(64, word.length); i++) {
            quoted.append(String.format("\\x%02x", word[i]));
        }
        return quoted.append('"').toString();
    }

    private static int number(String name, String log) throws IOException {
        Matcher matcher = Pattern.compile(Pattern.quote(name) + ":?\\s*(\\d+)").matcher(log);
        if (!matcher.find()) {
            throw new IOException("the fuzzer says no " + name + ": " + log);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
