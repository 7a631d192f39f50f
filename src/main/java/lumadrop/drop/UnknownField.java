package lumadrop.drop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumadrop.text.Nearest;

/** What to tell somebody who wrote a field that does not belong where it stands. */
final class UnknownField {
    /** Above this, a name is no misspelling, and comparing it would take long. */
    private static final int LONGEST_NAME = 64;

    private final JsonNode parts;

    UnknownField(JsonNode schema) {
        this.parts = schema.get("$defs");
    }

    /**
     * The field that was most likely meant.
     *
     * @param part the schema's part that the object had to keep
     * @param alone the object is the whole document
     */
    Optional<String> nearest(String part, String name, boolean alone) {
        return name.length() > LONGEST_NAME || belongs(part, name) != null
                ? Optional.empty()
                : Nearest.to(name, known(part, alone));
    }

    /** Where the field belongs, or else which there are. */
    String expected(String part, String name, boolean alone) {
        String place = belongs(part, name);
        return place != null ? place : "one of " + String.join(", ", known(part, alone));
    }

    private String belongs(String part, String name) {
        return switch (part) {
            case "payload" -> isOf("vendorBody", name) ? "'" + name + "' beside 'payload', not in it" : null;
            case "vendorBody" -> isOf("payload", name) ? "'" + name + "' inside 'payload'" : notInJob(name);
            case "plainJob" -> notInJob(name);
            case "defaults" ->
                switch (name) {
                    case "idempotency_key" ->
                        "'idempotency_key' beside 'defaults' for the whole drop, or in each job: it is used once";
                    case "custom_id" -> "'custom_id' in each job: it is unique in a drop";
                    case "payload" -> "the fields of 'payload' right in 'defaults'";
                    default -> null;
                };
            case "envelope" ->
                isOf("defaults", name) || isOf("plainJob", name) ? "'" + name + "' in a job or in 'defaults'" : null;
            default -> null;
        };
    }

    private static String notInJob(String name) {
        return name.equals("output_folder") || name.equals("output_name")
                ? "'" + name + "' in the 'defaults' of {\"defaults\": { … }, \"jobs\": [ … ]}"
                : null;
    }

    private boolean isOf(String part, String name) {
        return parts.path(part).path("properties").has(name);
    }

    private List<String> known(String part, boolean alone) {
        List<String> names = new ArrayList<>();
        parts.path(part).path("properties").fieldNames().forEachRemaining(names::add);
        names.remove("$schema");
        names.remove("failed"); // ours to write
        if (part.equals("plainJob")) {
            names.add("payload");
            if (alone) {
                names.add("jobs");
                names.add("defaults");
            }
        }
        return names;
    }
}
