package lumadrop.drop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The error file of a refused drop: a problem as in RFC 9457 ({@code application/problem+json}) with one entry in
 * {@code errors} for each fault. An entry of the whole file has no {@code pointer}, {@code line} and {@code column}; one
 * whose meaning can be guessed has a {@code hint}. Where there are more faults than entries, {@code more} says how many.
 *
 * @param path where the drop lay in the inbox, relative, {@code /} between parts
 * @param faults at least one
 * @param more how many faults there are besides
 */
public record DropProblem(String path, List<Fault> faults, long more) {
    /** The problem's type. */
    public static final String TYPE = "urn:lumadrop:problem:refused-drop";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    public DropProblem {
        faults = List.copyOf(faults);
    }

    /** A drop that was refused for one reason, such as a file that cannot be read. */
    public static DropProblem of(String path, Fault fault) {
        return new DropProblem(path, List.of(fault), 0);
    }

    /** The problem as UTF-8, with a line's end at the end. */
    public byte[] json() {
        ObjectNode problem = MAPPER.createObjectNode();
        problem.put("type", TYPE);
        problem.put("title", "The dropped file was refused");
        problem.put(
                "detail",
                "Nothing of '" + Shown.plain(path.substring(path.lastIndexOf('/') + 1))
                        + "' was sent. Correct it and put it back in the inbox.");
        problem.put("instance", uriReference(path));
        ArrayNode errors = problem.putArray("errors");
        for (Fault fault : faults) {
            ObjectNode error = errors.addObject();
            if (fault.pointer() != null) {
                error.put("pointer", fault.pointer());
            }
            if (fault.line() > 0) {
                error.put("line", fault.line()).put("column", fault.column());
            }
            error.put("found", fault.found()).put("expected", fault.expected());
            if (fault.hint() != null) {
                error.put("hint", fault.hint());
            }
        }
        if (more > 0) {
            problem.put("more", more);
        }
        try {
            return (WRITER.writeValueAsString(problem) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem that cannot be written", e);
        }
    }

    /** RFC 9457 wants a URI reference: all but plain characters is percent-encoded, a colon too (it would make a scheme). */
    private static String uriReference(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-._~/".indexOf(b) >= 0;
            uri.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return uri.toString();
    }
}
