package lumadrop.drop;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** Says an error of the JSON Schema validator in the words of a drop's sender. */
final class SchemaWords {
    private final JsonNode schema;
    private final UnknownField unknownField;

    SchemaWords(JsonNode schema) {
        this.schema = schema;
        this.unknownField = new UnknownField(schema);
    }

    /**
     * Adds the findings that the errors come to.
     *
     * @param pointer of the value that was validated, from the root of the text
     * @param alone the value is the whole document, so that it may also have meant to be a list of jobs
     */
    void say(List<Error> errors, String pointer, boolean alone, Findings findings) {
        Set<String> meant = new HashSet<>();
        for (Error error : errors) {
            if (error.getKeyword().equals("additionalProperties")) {
                unknownField
                        .nearest(partOf(error), error.getProperty(), alone)
                        .ifPresent(name -> meant.add(error.getInstanceLocation() + "/" + name));
            }
        }
        for (Error error : errors) {
            // Who misspelt a field has not also forgotten it.
            if (!(error.getKeyword().equals("required") && isMeant(meant, error))) {
                findings.add(() -> say(error, pointer, alone));
            }
        }
    }

    private static boolean isMeant(Set<String> meant, Error error) {
        String object = error.getInstanceLocation() + "/";
        return meant.contains(object + error.getProperty())
                || meant.contains(object + "payload")
                || meant.contains(object + "jobs");
    }

    private Finding say(Error error, String prefix, boolean alone) {
        String pointer = prefix + error.getInstanceLocation();
        JsonNode value = error.getInstanceNode();
        JsonNode rule = rule(error);
        String limit = rule.isNumber() ? Shown.number(rule.longValue()) : "";
        return switch (error.getKeyword()) {
            case "additionalProperties" -> {
                String name = error.getProperty();
                yield Finding.ofName(
                        pointer + "/" + escaped(name),
                        "unknown field '" + Shown.plain(name) + "'",
                        unknownField.expected(partOf(error), name, alone),
                        unknownField
                                .nearest(partOf(error), name, alone)
                                .map(meant -> "did you mean '" + meant + "'?")
                                .orElse(null));
            }
            case "required" ->
                Finding.of(
                        pointer, "no field '" + error.getProperty() + "'", "the field '" + error.getProperty() + "'");
            case "type" -> Finding.of(pointer, Shown.value(value), type(rule.asText(), pointer));
            case "enum" -> Finding.of(pointer, Shown.value(value), "one of " + joined(rule));
            case "const" -> Finding.of(pointer, Shown.value(value), constant(rule.asText(), value));
            case "maxLength" ->
                Finding.of(pointer, Shown.number(codePoints(value.asText())) + " characters", "at most " + limit);
            case "minimum" -> Finding.of(pointer, Shown.value(value), "at least " + limit);
            case "maximum" -> Finding.of(pointer, Shown.value(value), "at most " + limit);
            case "maxProperties" -> Finding.of(pointer, Shown.number(value.size()) + " pairs", "at most " + limit);
            case "minItems" -> Finding.of(pointer, "an empty list", description(error));
            case "propertyNames" -> {
                String name = error.getProperty();
                yield Finding.ofName(
                        pointer + "/" + escaped(name),
                        "a key of " + Shown.number(codePoints(name)) + " characters",
                        "1 to " + rule.get("maxLength").asText(),
                        null);
            }
            default -> Finding.of(pointer, Shown.value(value), description(error));
        };
    }

    private static String type(String type, String pointer) {
        return switch (type) {
            case "string" -> "a string";
            case "integer" -> "a whole number";
            case "array" -> pointer.endsWith("/failed") ? "a list: [ … ]" : "a list of jobs: [ … ]";
            default ->
                pointer.isEmpty() || pointer.matches("(/jobs)?/\\d+")
                        ? "a job: {\"prompt\": \"…\"}"
                        : "an object: { … }";
        };
    }

    private static String constant(String wanted, JsonNode value) {
        boolean onlyCase = value.isTextual() && value.textValue().equalsIgnoreCase(wanted);
        return '"' + wanted + '"' + (onlyCase ? ": upper and lower case count" : "");
    }

    private static String joined(JsonNode values) {
        StringJoiner text = new StringJoiner(", ");
        values.forEach(value -> text.add(value.asText()));
        return text.toString();
    }

    /** The value of the keyword that was broken. */
    private JsonNode rule(Error error) {
        return schema.at(
                JsonPointer.compile(error.getSchemaLocation().getFragment().toString()));
    }

    /** What the schema says of the value whose rule was broken, as a noun phrase. */
    private String description(Error error) {
        return schema.at(parent(error)).path("description").asText("what the schema of drops allows");
    }

    private static JsonPointer parent(Error error) {
        return JsonPointer.compile(error.getSchemaLocation().getFragment().toString())
                .head();
    }

    /** The name of the schema's part that was broken, such as {@code payload}. */
    private static String partOf(Error error) {
        return parent(error).last().getMatchingProperty();
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
