package lumadrop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds {@code config/application.properties} and {@link Keys} together. After a change of the keys,
 * {@code mvn test -Dtest=ConfigFileTest -Dconfig.write=true} writes the file's part that is ours anew.
 */
class ConfigFileTest {
    private static final Path FILE = Path.of("config", "application.properties");

    /** From here on the file is not about our keys. */
    private static final String REST = "# ---- Camel ";

    @TempDir
    Path folder;

    @Test
    void theFileListsEveryKeyWithDefaultUnitAndReasonAndNothingElse() throws IOException {
        String expected = listing();
        if (Boolean.getBoolean("config.write")) {
            Files.writeString(FILE, expected + rest(Files.readString(FILE, StandardCharsets.UTF_8)));
        }

        String file = Files.readString(FILE, StandardCharsets.UTF_8);

        assertThat(file.substring(0, file.length() - rest(file).length())).isEqualTo(expected);
        assertThat(rest(file)).doesNotContain(Key.PREFIX);
    }

    @Test
    void asShippedTheFileSetsNoneOfOurKeys() {
        Start start = new Start(folder);

        Loaded loaded = new SettingsLoader(start.environment, start.systemProperties)
                .load(Path.of(""), start.home, start.overrides);

        assertThat(loaded.settings()).hasToString("Settings[]");
        assertThat(loaded.settings().others()).containsEntry("camel.main.name", "lumadrop");
    }

    @Test
    void uncommentedEveryLineGivesItsDefault() throws IOException {
        Start start = new Start(folder);
        List<String> lines = Files.readAllLines(FILE, StandardCharsets.UTF_8).stream()
                .map(line -> line.startsWith("#" + Key.PREFIX) ? line.substring(1) : line)
                .toList();

        Settings settings = start.homeFile(lines.toArray(String[]::new)).settings();

        for (Key<?> key : Keys.all().values()) {
            if (!key.equals(Keys.API_KEY)) {
                assertThat(settings.get(key))
                        .as(key.name())
                        .isEqualTo(key.kind().read(key.text()));
                assertThat(settings.source(key))
                        .as(key.name())
                        .isEqualTo(start.homeFile().toString());
            }
        }
    }

    private static String rest(String file) {
        int at = file.indexOf(REST);
        return at < 0 ? "" : file.substring(at);
    }

    private static String listing() {
        StringBuilder text = new StringBuilder("""
            # Every setting of lumadrop. A line "#lumadrop.KEY=VALUE" shows a key with its default:
            # take the # away to change it.
            #
            # What wins, key by key, from the weakest to the strongest: the default; this file;
            # config/application.properties in the home; an environment variable (lumadrop.api.base-url is
            # LUMADROP_API_BASE_URL; an empty one counts as not set); -Dlumadrop.api.base-url=...; a verb's option.
            #
            # UTF-8; a backslash is written \\\\. Durations: 500ms, 20s, 5m, 24h, 7d. Sizes: 512KiB, 16MiB, 1GiB.
            # An unknown key or a value out of range stops the start.

            """);
        for (Group group : Keys.GROUPS) {
            String head = "# ---- " + group.title() + " ";
            text.append(head).append("-".repeat(120 - head.length())).append("\n\n");
            for (Key<?> key : group.keys()) {
                text.append("# ").append(key.why()).append('\n');
                text.append("# Value: ").append(key.kind().expected()).append(".\n");
                text.append('#')
                        .append(key.name())
                        .append('=')
                        .append(key.text())
                        .append("\n\n");
            }
        }
        return text.toString();
    }
}
