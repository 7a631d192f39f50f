package lumadrop.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** How this room writes JSON: streaming, UTF-8, numbers plain, times RFC 3339 in UTC to the millisecond. */
final class Json {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** The form that each generator gets a copy of. */
    private static final DefaultPrettyPrinter PRETTY = printer();

    private Json() {}

    private static DefaultPrettyPrinter printer() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withSeparators(
                        DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        return printer;
    }

    /** For people's eyes: indented, the same line ends on every machine. */
    static JsonGenerator pretty(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).setPrettyPrinter(PRETTY.createInstance());
    }

    static void text(JsonGenerator json, String field, String value) throws IOException {
        json.writeFieldName(field);
        value(json, value);
    }

    static void time(JsonGenerator json, String field, Instant at) throws IOException {
        json.writeStringField(field, at.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    static void number(JsonGenerator json, String field, BigDecimal value) throws IOException {
        json.writeFieldName(field);
        value(json, value);
    }

    static void map(JsonGenerator json, String field, Map<String, ?> values) throws IOException {
        json.writeFieldName(field);
        value(json, values);
    }

    /** @param value what JSON knows: null, text, number, truth, a list or a map of such */
    static void value(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(wellFormed(String.valueOf(entry.getKey())));
                value(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                value(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (value instanceof BigInteger whole) {
            json.writeNumber(whole);
        } else if (value instanceof Double || value instanceof Float) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number whole) {
            json.writeNumber(whole.longValue());
        } else {
            json.writeString(wellFormed(value.toString()));
        }
    }

    /** Half a surrogate pair can stand in JSON as {@code \ud83d} but in no UTF-8; the generator would throw. */
    private static String wellFormed(String text) {
        StringBuilder out = null;
        for (int at = 0; at < text.length(); at++) {
            char here = text.charAt(at);
            boolean pair = Character.isHighSurrogate(here)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (pair) {
                at++;
            } else if (Character.isSurrogate(here)) {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(at, '\ufffd');
            }
        }
        return out == null ? text : out.toString();
    }
}
