package lumadrop.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what the upstream says in words: in a failed record, in an error's body, in text that is JSON again.
 *
 * @param shown to be shown to people, raw: it still has to pass {@link OneLine}
 * @param meant all that was said, codes and types included, to be classified
 */
record Words(String shown, String meant) {
    /** Objects in objects in texts: deeper than this nobody speaks. */
    private static final int MAX_DEPTH = 8;

    private static final List<String> MESSAGES =
            List.of("message", "error_message", "error", "msg", "detail", "description", "title");
    private static final List<String> DETAILS = List.of("details", "detail");
    private static final List<String> CODES = List.of("code", "error_code", "type", "reason", "status");

    /** What a record gives as its reason, the first of the known places first; empty where it gives none. */
    static List<Words> ofRecord(JsonNode record) {
        JsonNode outcome = record.path("outcome");
        return Stream.of(
                        record.path("error_message"),
                        record.path("error"),
                        outcome.path("error"),
                        outcome.path("message"),
                        record.path("reason"),
                        record.path("message"))
                .map(Words::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the body of an HTTP error says; empty where it is empty or says nothing in words. */
    static Optional<Words> ofError(HttpAnswer answer) {
        if (answer.body().length == 0) {
            return Optional.empty();
        }
        if (!answer.truncated()) {
            Optional<JsonNode> json = Json.read(answer.body());
            if (json.isPresent() && json.get().isContainerNode()) {
                return ofError(json.get());
            }
        }
        return ofBytes(answer.body());
    }

    /** As {@link #ofError(HttpAnswer)}, of a body that was read as JSON. */
    static Optional<Words> ofError(JsonNode body) {
        List<Words> words = ofRecord(body);
        return words.isEmpty() ? of(body) : Optional.of(words.get(0));
    }

    static Optional<Words> of(JsonNode node) {
        return of(node, 0);
    }

    private static Optional<Words> of(JsonNode node, int depth) {
        if (node == null || depth > MAX_DEPTH) {
            return Optional.empty();
        }
        return switch (node.getNodeType()) {
            case STRING -> ofText(node.textValue().strip(), depth);
            case NUMBER -> Optional.of(same(node.asText()));
            case ARRAY -> ofArray(node, depth);
            case OBJECT -> ofObject(node, depth);
            default -> Optional.empty();
        };
    }

    private static Optional<Words> ofText(String text, int depth) {
        if (text.isEmpty() || text.equalsIgnoreCase("null") || text.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        if (Html.is(text)) {
            return Optional.of(same(Html.words(text)));
        }
        char first = text.charAt(0);
        if (first == '{' || first == '[' || first == '"') {
            Optional<JsonNode> inner = Json.read(text);
            if (inner.isPresent()) {
                return of(inner.get(), depth + 1);
            }
        }
        int brace = text.indexOf('{');
        if (brace > 0) {
            // 'Backend error (400): {"error": …}'
            Optional<Words> inner = Json.read(text.substring(brace)).flatMap(node -> of(node, depth + 1));
            if (inner.isPresent()) {
                String before = text.substring(0, brace);
                return Optional.of(new Words(before + inner.get().shown, before + inner.get().meant));
            }
        }
        return Optional.of(same(text));
    }

    private static Optional<Words> ofArray(JsonNode array, int depth) {
        List<Words> several = new ArrayList<>();
        for (int i = 0; i < array.size() && several.size() < 3; i++) {
            of(array.get(i), depth + 1).ifPresent(several::add);
        }
        return several.isEmpty() ? Optional.empty() : Optional.of(joined(several, "; "));
    }

    private static Optional<Words> ofObject(JsonNode object, int depth) {
        Optional<Words> message = first(object, MESSAGES, depth);
        Optional<Words> details = first(object, DETAILS, depth).filter(found -> !message.equals(Optional.of(found)));
        List<Words> said = Stream.of(message, details).flatMap(Optional::stream).toList();
        String codes = CODES.stream()
                .map(object::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(code -> !code.isBlank())
                .collect(Collectors.joining(" "));
        if (said.isEmpty()) {
            return codes.isEmpty() ? Optional.empty() : Optional.of(same(codes));
        }
        Words words = joined(said, ": ");
        // A validator's complaint names the field apart from the words: {"loc": ["body", "prompt"], "msg": "…"}.
        String field = object.path("loc").isArray() ? " (" + path(object.path("loc")) + ")" : "";
        return Optional.of(new Words(words.shown + field, words.meant + " " + codes));
    }

    private static Optional<Words> first(JsonNode object, List<String> names, int depth) {
        return names.stream()
                .map(name -> of(object.path(name), depth + 1))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String path(JsonNode parts) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts.size() && i < 10; i++) {
            names.add(parts.get(i).asText());
        }
        return String.join(".", names);
    }

    private static Optional<Words> ofBytes(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 65_536), StandardCharsets.UTF_8).strip();
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!isText(text)) {
            return Optional.of(same(body.length + " bytes that are no text"));
        }
        // What begins like JSON and is none was cut off or garbled: not words, and not to be shown as such.
        return text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")
                ? Json.read(body).isPresent()
                        ? ofText(text, 0)
                        : Optional.of(same("a body that is broken off or no JSON"))
                : ofText(text, 0);
    }

    private static boolean isText(String text) {
        String start = text.substring(0, Math.min(text.length(), 1000));
        long odd = start.chars()
                .filter(c -> c == 0xFFFD || c < ' ' && c != '\n' && c != '\r' && c != '\t')
                .count();
        return odd * 10 < start.length();
    }

    private static Words same(String text) {
        return new Words(text, text);
    }

    private static Words joined(List<Words> several, String between) {
        return new Words(
                several.stream().map(Words::shown).collect(Collectors.joining(between)),
                several.stream().map(Words::meant).collect(Collectors.joining(" ")));
    }
}
