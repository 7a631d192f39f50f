package lumadrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Each dependency has its reason in CONTRIBUTING.md, and each reason its dependency. */
class DependenciesTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Za-z0-9, -]+) \\| (.+) \\|$");

    @Test
    void theTableOfReasonsAndThePomAgree() throws Exception {
        assertThat(reasoned()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(declared());
    }

    /** Beside the program's own, those that a profile adds. */
    private static List<String> declared() throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile())
                .getDocumentElement();
        List<String> artifacts = new ArrayList<>(artifacts(child(project, "dependencies")));
        for (Element profile : children(child(project, "profiles"))) {
            for (Element part : children(profile)) {
                if (part.getTagName().equals("dependencies")) {
                    artifacts.addAll(artifacts(part));
                }
            }
        }
        return artifacts;
    }

    private static List<String> artifacts(Element dependencies) {
        return children(dependencies).stream()
                .map(dependency -> child(dependency, "artifactId").getTextContent())
                .toList();
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + parent.getTagName()));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** Names that begin with a hyphen go on with the first word of the row: {@code flyway-core, -database-postgresql}. */
    private static List<String> reasoned() throws IOException {
        List<String> names = new ArrayList<>();
        List<String> lines = Files.readAllLines(Path.of("CONTRIBUTING.md"));
        int heading = lines.indexOf("| dependency | why |");
        assertThat(heading).as("the table of dependencies").isPositive();
        for (String line : lines.subList(heading + 2, lines.size())) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                break;
            }
            String[] cell = row.group(1).split(", ");
            for (String name : cell) {
                names.add(name.startsWith("-") ? cell[0].replaceFirst("-.*", "") + name : name);
            }
        }
        return names;
    }
}
