package lumadrop.cli;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToCreateRouteFromTemplateException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** The faults of a start that an operator can cause, who may change the routes and Camel's own settings. */
final class CamelFaults {
    private static final Pattern UNKNOWN_NODE = Pattern.compile("Unknown node id: ([\\w-]+)");

    private CamelFaults() {}

    /** In one line what is wrong and where; empty where the fault is none of these. */
    static Optional<String> inWords(Throwable fault) {
        Optional<String> yaml = yaml(fault);
        if (yaml.isPresent()) {
            return yaml;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException binding && binding.getOptionPrefix() != null) {
                return Optional.of(binding.getOptionPrefix() + binding.getPropertyName() + ": found '"
                        + binding.getValue() + "', which Camel does not take: the key or its value is wrong");
            }
            if (cause instanceof FailedToCreateRouteException
                    || cause instanceof FailedToCreateRouteFromTemplateException
                    || cause instanceof FailedToStartRouteException
                    || cause instanceof ResolveEndpointFailedException) {
                return Optional.of("The routes cannot be started; correct them in the folder routes: " + chain(cause));
            }
        }
        return Optional.empty();
    }

    /** The innermost fault of a route file's YAML: the one that stands closest to what was written. */
    private static Optional<String> yaml(Throwable fault) {
        Optional<String> words = Optional.empty();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException marked
                    && marked.getProblemMark().isPresent()) {
                words = Optional.of(inWords(marked, marked.getProblemMark().get()));
            }
        }
        return words;
    }

    private static String inWords(MarkedYamlEngineException fault, Mark place) {
        String problem = fault.getProblem() == null ? fault.getClass().getSimpleName() : fault.getProblem();
        Matcher node = UNKNOWN_NODE.matcher(problem);
        String meant = node.matches() && node.group(1).indexOf('-') > 0
                ? "; in Camel's YAML it is written " + camelCase(node.group(1))
                : "";
        return place.getName().replaceFirst("^file:", "") + ", line " + (place.getLine() + 1) + ", column "
                + (place.getColumn() + 1) + ": "
                + problem.replaceAll("\\s+", " ").strip() + meant
                + ". Correct the route there; nothing was started.";
    }

    private static String camelCase(String kebab) {
        return Pattern.compile("-(\\w)")
                .matcher(kebab)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static String chain(Throwable fault) {
        Set<String> messages = new LinkedHashSet<>();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            messages.add(message.replaceAll("\\s+", " ").strip());
        }
        return String.join(": ", messages);
    }
}
