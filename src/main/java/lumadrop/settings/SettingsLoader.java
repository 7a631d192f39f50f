package lumadrop.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Puts the settings together. In rising precedence, key by key: the defaults, {@code config/application.properties} of
 * the installation, the same of the home, environment variables, system properties ({@code -D}), and what a verb's
 * options say.
 *
 * <p>No lambdas, streams or records as map keys on the way of a start without faults: the JVM makes classes for them at
 * run time, which took most of the time here.
 */
public final class SettingsLoader {
    private static final Path FILE = Path.of("config", "application.properties");

    private final Map<String, String> environment;
    private final Map<String, String> systemProperties;

    public SettingsLoader(Map<String, String> environment, Map<String, String> systemProperties) {
        this.environment = environment;
        this.systemProperties = systemProperties;
    }

    /** Takes environment and system properties as this process has them. */
    public static SettingsLoader ofThisProcess() {
        Properties properties = System.getProperties();
        Map<String, String> systemProperties = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            systemProperties.put(name, properties.getProperty(name));
        }
        return new SettingsLoader(System.getenv(), systemProperties);
    }

    /**
     * @param installation the folder that {@code config/} and {@code routes/} come with
     * @param home the folder of inbox, output and the rest; may be the same one
     * @param overrides by the keys' full names; they win over everything
     * @throws SettingsFault if anything in any of the places is wrong; it says all that is
     */
    public Loaded load(Path installation, Path home, Map<String, String> overrides) {
        Problems problems = new Problems();
        List<Source> sources = new ArrayList<>();
        sources.add(Source.file(installation.resolve(FILE), problems));
        if (!isSame(installation, home)) {
            sources.add(Source.file(home.resolve(FILE), problems));
        }
        sources.add(EnvironmentVariables.read(environment));
        sources.add(SystemProperties.read(systemProperties, sources));
        sources.add(Source.verb(overrides));

        Optional<String> apiKey = new ApiKeyFinder(environment, problems).find(sources);
        // After the key, so that a misspelt name that holds it does not repeat it.
        EnvironmentVariables.check(environment, problems);
        for (Source source : sources) {
            UnknownKeys.check(source, problems);
        }
        Settings settings = new Settings(values(sources, problems), others(sources, problems));
        CrossChecks.check(settings, problems);
        problems.stopIfAny();
        return new Loaded(settings, apiKey, environment, home);
    }

    /** A clone is installation and home in one; its file must not complain twice. */
    private static boolean isSame(Path installation, Path home) {
        try {
            return Files.isSameFile(installation, home);
        } catch (IOException e) {
            return installation
                    .toAbsolutePath()
                    .normalize()
                    .equals(home.toAbsolutePath().normalize());
        }
    }

    private static Map<String, Setting> values(List<Source> sources, Problems problems) {
        Map<String, Setting> values = new LinkedHashMap<>();
        for (Key<?> key : Keys.all().values()) {
            Setting setting = key.name().equals(Keys.API_KEY.name()) ? null : ValueReader.read(key, sources, problems);
            if (setting != null) {
                values.put(key.name(), setting);
            }
        }
        return values;
    }

    private static Map<String, String> others(List<Source> sources, Problems problems) {
        Map<String, String> others = new TreeMap<>();
        for (Source source : sources) {
            for (Map.Entry<String, String> entry : source.values().entrySet()) {
                String name = entry.getKey();
                if (UnknownKeys.isMeant(name) || ApiKeyFinder.isMisplaced(name)) {
                    continue;
                } else if (problems.holdsKey(entry.getValue())) {
                    problems.add(problems.quoted(name) + ", from " + source.where(name)
                            + ", holds the API key; take it out there");
                }
                others.put(name, entry.getValue());
            }
        }
        return others;
    }
}
