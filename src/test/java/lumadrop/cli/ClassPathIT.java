package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the packaged program brings along, and nothing that it does not need. */
class ClassPathIT {
    private static final Path JAR = Path.of(System.getProperty("lumadrop.jar", "target/lumadrop.jar"));
    private static final String SERVICES = "META-INF/services/org/apache/camel/";
    private static final Pattern WORD = Pattern.compile("(?m)^\\s*(?:- )?(?:uri: \"?)?([a-z][a-z-]+):");

    @Test
    void everyCamelComponentAndFormatIsOneThatARouteNames() throws IOException {
        Set<String> named = named();
        assertThat(named).as("schemes and steps of the routes").contains("ledger", "file", "direct", "bean");
        // The API's address is a setting.
        named.add("https");
        TreeMap<String, Set<String>> brought = new TreeMap<>();
        for (Path jar : jars()) {
            Set<String> services = new TreeSet<>();
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(entry -> entry.getName())
                        .filter(name ->
                                name.startsWith(SERVICES + "component/") || name.startsWith(SERVICES + "dataformat/"))
                        .filter(name -> !name.endsWith("/"))
                        .forEach(name -> services.add(name.substring(name.lastIndexOf('/') + 1)));
            }
            if (!services.isEmpty()) {
                brought.put(jar.getFileName().toString(), services);
            }
        }
        assertThat(brought).as("jars with components").hasSizeGreaterThan(4);
        assertThat(brought)
                .allSatisfy((jar, services) -> assertThat(services).as(jar).anyMatch(named::contains));
    }

    /** Whatever stands before a colon in a route: schemes of URIs, and steps. */
    private static Set<String> named() throws IOException {
        Set<String> named = new HashSet<>();
        try (Stream<Path> routes = Files.walk(Path.of("routes"))) {
            for (Path route : routes.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(route);
                Matcher word = WORD.matcher(text);
                while (word.find()) {
                    named.add(word.group(1));
                }
                Matcher scheme = Pattern.compile("(?m)^\\s*uri: ([a-z-]+)$").matcher(text);
                while (scheme.find()) {
                    named.add(scheme.group(1));
                }
            }
        }
        return named;
    }

    private static List<Path> jars() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Arrays.stream(path.split(" ")).map(JAR::resolveSibling).toList();
        }
    }
}
