package lumadrop.cli;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToCreateRouteFromTemplateException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.dsl.yaml.common.exception.YamlDeserializationException;

/** The faults of a start that an operator can cause, who may change the routes and Camel's own settings. */
final class CamelFaults {
    private CamelFaults() {}

    /** In one line what is wrong and where; empty where the fault is none of these. */
    static Optional<String> inWords(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException binding && binding.getOptionPrefix() != null) {
                return Optional.of(binding.getOptionPrefix() + binding.getPropertyName() + ": found '"
                        + binding.getValue() + "', which Camel does not take: the key or its value is wrong");
            }
            if (cause instanceof FailedToCreateRouteException
                    || cause instanceof FailedToCreateRouteFromTemplateException
                    || cause instanceof FailedToStartRouteException
                    || cause instanceof ResolveEndpointFailedException
                    || cause instanceof YamlDeserializationException) {
                return Optional.of("The routes cannot be started; correct them in the folder routes: " + chain(cause));
            }
        }
        return Optional.empty();
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
