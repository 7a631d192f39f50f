package lumadrop.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A start of lumadrop as the settings see it: two folders, an environment, a command line. */
final class Start {
    final Path installation;
    final Path home;
    final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin"));
    final Map<String, String> systemProperties = new HashMap<>(Map.of("java.version", "17"));
    final Map<String, String> overrides = new HashMap<>();

    Start(Path folder) {
        installation = folder.resolve("installation");
        home = folder.resolve("home");
    }

    Start installationFile(String... lines) {
        write(installation, lines);
        return this;
    }

    Start homeFile(String... lines) {
        write(home, lines);
        return this;
    }

    Start environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Start systemProperty(String name, String value) {
        systemProperties.put(name, value);
        return this;
    }

    Start override(String name, String value) {
        overrides.put(name, value);
        return this;
    }

    Path homeFile() {
        return home.resolve("config/application.properties");
    }

    Loaded load() {
        return new SettingsLoader(environment, systemProperties).load(installation, home, overrides);
    }

    Settings settings() {
        return load().settings();
    }

    /** The problems that stop it; it must not get through. */
    List<String> problems() {
        return fault().problems();
    }

    SettingsFault fault() {
        return catchThrowableOfType(SettingsFault.class, this::load);
    }

    private static void write(Path root, String... lines) {
        try {
            Path file = root.resolve("config/application.properties");
            Files.createDirectories(file.getParent());
            Files.write(file, List.of(lines), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
