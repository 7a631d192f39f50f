package lumadrop.drop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Reads JSON into a tree and takes nothing on trust: doubled fields, half characters, numbers without a value, depth
 * and number of values. Doubled fields and the like are all found in one go; after a fault of syntax there is no going on.
 */
final class StrictJson {
    /** Fields of one object at most. A job has ten; without a limit one object could make millions of faults. */
    static final int MAX_FIELDS = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonFactory factory;
    private final int maxDepth;
    private final long maxValues;

    /** @param maxValues of a document: objects, lists, strings, numbers and so on, so that no tree fills the memory */
    StrictJson(int maxDepth, long maxValues) {
        this.maxDepth = maxDepth;
        this.maxValues = maxValues;
        this.factory = JsonFactory.builder()
                // Names come from outside: a shared table of them is slow to fill with junk, and can be made to
                // overflow.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        // The file's size is the limit of a string or name; depth is counted here, to say where.
                        .maxNestingDepth(maxDepth + 1)
                        .maxNumberLength(SyntaxScanner.MAX_NUMBER)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    long maxValues() {
        return maxValues;
    }

    /** @return the value between the offsets; null when the findings say why there is none */
    JsonNode read(char[] text, int from, int to, Form form, Findings findings) {
        try (JsonParser parser = parser(text, from, to)) {
            return new Reading(parser, from, findings).document();
        } catch (GaveUp e) {
            return null;
        } catch (JsonProcessingException e) {
            Finding fault = SyntaxScanner.scan(text, from, to, form);
            int offset = (int) Math.min(to, from + Math.max(0, e.getLocation().getCharOffset()));
            findings.add(
                    fault != null ? fault : Finding.at(offset, "", "something that is no JSON", "JSON as in RFC 8259"));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** A parser whose offsets count from {@code from}. */
    JsonParser parser(char[] text, int from, int to) throws IOException {
        return factory.createParser(text, from, to - from);
    }

    /** Stops the reading of a document; the reason is already among the findings. */
    private static final class GaveUp extends RuntimeException {
        GaveUp() {
            super(null, null, false, false);
        }
    }

    private final class Reading {
        private final JsonParser parser;
        private final int from;
        private final Findings findings;
        private long values;

        Reading(JsonParser parser, int from, Findings findings) {
            this.parser = parser;
            this.from = from;
            this.findings = findings;
        }

        JsonNode document() throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonParseException(parser, "nothing");
            }
            JsonNode root = value(first, 1);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more");
            }
            return root;
        }

        private JsonNode value(JsonToken token, int depth) throws IOException {
            if (++values > maxValues) {
                giveUp("more than " + Shown.number(maxValues) + " values", "a file with fewer");
            }
            return switch (token) {
                case START_OBJECT -> object(depth);
                case START_ARRAY -> array(depth);
                case VALUE_STRING -> NODES.textNode(whole(parser.getText()));
                case VALUE_NUMBER_INT -> integer();
                case VALUE_NUMBER_FLOAT -> decimal();
                case VALUE_TRUE -> NODES.booleanNode(true);
                case VALUE_FALSE -> NODES.booleanNode(false);
                case VALUE_NULL -> NODES.nullNode();
                default -> throw new JsonParseException(parser, "no value");
            };
        }

        private ObjectNode object(int depth) throws IOException {
            checkDepth(depth);
            ObjectNode object = NODES.objectNode();
            int fields = 0;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (++fields > MAX_FIELDS) {
                    giveUp("an object of more than " + Shown.number(MAX_FIELDS) + " fields", "an object of fewer");
                }
                whole(name);
                boolean doubled = object.has(name);
                if (doubled) {
                    note("the field " + Shown.quoted(name) + " a second time", "each field once");
                }
                JsonNode value = value(parser.nextToken(), depth + 1);
                if (!doubled) {
                    object.set(name, value);
                }
            }
            return object;
        }

        private ArrayNode array(int depth) throws IOException {
            checkDepth(depth);
            ArrayNode array = NODES.arrayNode();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                array.add(value(token, depth + 1));
            }
            return array;
        }

        private JsonNode integer() throws IOException {
            if (parser.getTextLength() > SyntaxScanner.MAX_NUMBER) {
                note(
                        "a number of " + Shown.number(parser.getTextLength()) + " characters",
                        SyntaxScanner.tooLongNumber());
                return harmless();
            }
            return switch (parser.getNumberType()) {
                case INT -> NODES.numberNode(parser.getIntValue());
                case LONG -> NODES.numberNode(parser.getLongValue());
                default -> NODES.numberNode(parser.getBigIntegerValue());
            };
        }

        /** Stands in for a number that has its fault already, and makes no second one. */
        private static JsonNode harmless() {
            return NODES.numberNode(1);
        }

        /** As a double: a decimal such as 1e999999999 would be exact, and would take the memory when it is compared. */
        private JsonNode decimal() throws IOException {
            double number = parser.getDoubleValue();
            if (!Double.isFinite(number)) {
                note("the number " + Shown.plain(parser.getText()), "a number within the range of a double");
                return harmless();
            }
            return NODES.numberNode(number);
        }

        /** Notes what cannot be sent as UTF-8 or stored as text: half characters, and U+0000. */
        private String whole(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0) {
                    note("the character U+0000 in a string", "text without it");
                    break;
                }
                if (Character.isSurrogate(c)) {
                    if (!Character.isHighSurrogate(c)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        note(
                                String.format(Locale.ROOT, "half a character (\\u%04x) in a string", (int) c),
                                "whole characters: an emoji is two \\u escapes, or is written as itself");
                        break;
                    }
                    i++;
                }
            }
            return text;
        }

        private void checkDepth(int depth) {
            if (depth > maxDepth) {
                giveUp("objects and lists nested deeper than " + maxDepth, "at most " + maxDepth + " levels");
            }
        }

        private void note(String found, String expected) {
            findings.add(() -> Finding.at(offset(), pointer(), found, expected));
        }

        private void giveUp(String found, String expected) {
            note(found, expected);
            throw new GaveUp();
        }

        private int offset() {
            return from + (int) parser.currentTokenLocation().getCharOffset();
        }

        private String pointer() {
            return parser.getParsingContext().pathAsPointer().toString();
        }
    }
}
