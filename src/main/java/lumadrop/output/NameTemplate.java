package lumadrop.output;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lumadrop.job.Ask;
import lumadrop.text.Nearest;
import lumadrop.text.SafeName;

/**
 * How a folder or a file is named: text with {@code {drop} {name} {n} {custom_id} {meta.KEY} {date:yyyy/MM}
 * {prompt:24}}.
 *
 * <p>A {@code /} of the template, of a date's pattern or of {@code {drop}} makes a folder; a {@code /} in any other
 * value does not. A value that is missing takes the separators with it that would dangle: {@code {custom_id}-{name}} is
 * {@code cat} where there is no custom id, and {@code {name} ({custom_id})} too.
 */
public final class NameTemplate {
    /**
     * The most bytes of one part: 255 is what file systems take, the rest is for {@code .999-99.png} and {@code .part}.
     */
    public static final int PART_BYTES = 200;

    private static final List<String> KNOWN = List.of("drop", "name", "n", "custom_id", "meta", "date", "prompt");
    private static final String FORMS = "{drop} {name} {n} {custom_id} {meta.KEY} {date:yyyy/MM} {prompt:24}";
    private static final String DATE_PATTERN = "yyyy-MM-dd";
    private static final int PROMPT_LENGTH = 48;
    private static final int MOST_PROMPT = 200;

    /** Longer values are cut before anything is done with them; no part could show more. */
    private static final int VALUE_CHARS = 1_000;

    /** Stands for a missing value until its separators are tidied; no clean text holds it. */
    private static final String GAP = "\0";

    private static final String SEPARATOR = "[-_. ,+~#@&=]";
    private static final Pattern EMPTY_BRACKETS = Pattern.compile("\\( *\0 *\\)|\\[ *\0 *]");
    private static final Pattern GAP_AND_SEPARATORS =
            Pattern.compile("(" + SEPARATOR + "*+)(?:\0(" + SEPARATOR + "*+))++");

    /** A path that begins or ends with /, or has a part that is nothing, or dots alone. */
    private static final Pattern NO_PATH_BELOW = Pattern.compile("(^|/)\\s*\\.{0,2}\\s*(/|$)");

    private static final String FOLDER_FORMS = "{drop} {custom_id} {meta.KEY} {date:yyyy/MM}";

    private record Piece(String head, Function<NameValues, String> value) {}

    /**
     * A placeholder whose value belongs to a job.
     *
     * @param text as it is written: {@code {meta.client}}
     */
    public record PerJob(String text) {
        /** Its value in a job, as the path would have it; null where the job has none. */
        public String of(Ask ask) {
            String raw =
                    text.equals(CUSTOM_ID) ? ask.customId() : ask.metadata().get(key());
            String value = value(raw);
            return value.equals(GAP) ? null : value;
        }

        private String key() {
            return text.substring("{meta.".length(), text.length() - 1);
        }
    }

    private static final String CUSTOM_ID = "{custom_id}";

    private final String text;
    private final List<Piece> pieces;
    private final List<PerJob> perJob;

    private NameTemplate(String text, List<Piece> pieces, List<PerJob> perJob) {
        this.text = text;
        this.pieces = List.copyOf(pieces);
        this.perJob = List.copyOf(perJob);
    }

    /**
     * The template of a drop's folder: of what is one value for the whole drop.
     *
     * @throws BadTemplate as {@link #parse}, and where a placeholder stands for something else in each job
     */
    public static NameTemplate ofFolder(String text) {
        NameTemplate template = parse(text);
        for (Piece piece : template.pieces) {
            if (List.of("name", "n", "prompt").contains(piece.head())) {
                throw fault(
                        text,
                        "{" + piece.head() + "} is each job's own, and a drop has one folder for all of its pictures;"
                                + " in a folder there may be " + FOLDER_FORMS);
            }
        }
        return template;
    }

    /**
     * @throws BadTemplate with one line that names the template, what is wrong and what was likely meant
     */
    public static NameTemplate parse(String text) {
        if (text.isBlank()) {
            throw fault(text, "it is empty; the placeholders are " + FORMS);
        }
        List<Piece> pieces = new ArrayList<>();
        Set<PerJob> perJob = new LinkedHashSet<>();
        StringBuilder path = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int open = text.indexOf('{', at);
            String literal = text.substring(at, open < 0 ? text.length() : open);
            if (literal.indexOf('}') >= 0) {
                throw fault(text, "a } has no { before it; braces can only enclose a placeholder");
            }
            if (!literal.isEmpty()) {
                pieces.add(new Piece("", values -> folders(literal)));
                path.append(literal);
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw fault(text, "a { has no } after it; braces can only enclose a placeholder");
            }
            Piece piece = placeholder(text, text.substring(open + 1, close));
            pieces.add(piece);
            path.append('x');
            if (piece.head().equals("meta") || piece.head().equals("custom_id")) {
                perJob.add(new PerJob(text.substring(open, close + 1)));
            }
            at = close + 1;
        }
        checkPath(text, path);
        return new NameTemplate(text, pieces, List.copyOf(perJob));
    }

    /** It would be made safe; but whoever writes it means a place that it does not lead to. */
    private static void checkPath(String text, CharSequence path) {
        if (path.toString().indexOf('\\') >= 0) {
            throw fault(text, "a \\ makes no folder; write / between folders");
        }
        if (NO_PATH_BELOW.matcher(path).find()) {
            throw fault(
                    text,
                    "it is no path below the output folder: no / at its start or end, none doubled, and no . or .. as"
                            + " a part");
        }
    }

    /** The placeholders whose values belong to a job, and may be the same in all. */
    public List<PerJob> perJob() {
        return perJob;
    }

    /** Whether {@code {drop}} occurs, so that two drops of different names can never share what it renders to. */
    public boolean usesDrop() {
        return pieces.stream().anyMatch(piece -> piece.head().equals("drop"));
    }

    /**
     * The name or folder for these values: a relative path, {@code /} between parts, each safe and of at most
     * {@value #PART_BYTES} bytes; the name where the template renders to nothing. Never empty, never leads upwards.
     */
    public String render(NameValues values) {
        String line = pieces.stream().map(piece -> piece.value().apply(values)).collect(Collectors.joining());
        List<String> parts = new ArrayList<>();
        for (String part : line.split("/")) {
            SafeName.from(tidied(part), PART_BYTES).ifPresent(parts::add);
        }
        return parts.isEmpty() ? SafeName.of(values.name(), PART_BYTES, "_") : PathParts.joined(parts);
    }

    @Override
    public String toString() {
        return text;
    }

    private static Piece placeholder(String template, String inner) {
        int colon = inner.indexOf(':');
        if (inner.startsWith("meta.") && inner.length() > "meta.".length()) {
            String key = inner.substring("meta.".length());
            return new Piece("meta", values -> value(values.metadata().get(key)));
        }
        String head = colon < 0 ? inner : inner.substring(0, colon);
        String option = colon < 0 ? null : inner.substring(colon + 1);
        if (option != null && !head.equals("date") && !head.equals("prompt") && KNOWN.contains(head)) {
            throw fault(template, "{" + head + "} takes nothing after a colon, found {" + inner + "}");
        }
        return switch (head) {
            case "drop" -> new Piece(head, values -> folders(values.drop()));
            case "name" -> new Piece(head, values -> value(values.name()));
            case "n" -> new Piece(head, values -> value(values.n()));
            case "custom_id" -> new Piece(head, values -> value(values.customId()));
            case "date" -> date(template, option == null ? DATE_PATTERN : option);
            case "prompt" -> prompt(template, option);
            default -> throw unknown(template, inner, head);
        };
    }

    private static Piece date(String template, String pattern) {
        try {
            // English, so that the same template names the same folder on every machine.
            DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            var unused = format.format(ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
            return new Piece("date", values -> folders(format.format(values.received())));
        } catch (IllegalArgumentException | DateTimeException bad) {
            throw fault(
                    template,
                    "{date:" + pattern + "} is no date pattern (" + bad.getMessage()
                            + "); expected one such as {date:yyyy/MM} or {date:yyyy-MM-dd}");
        }
    }

    private static Piece prompt(String template, String option) {
        int length = option == null ? PROMPT_LENGTH : option.matches("[0-9]{1,3}") ? Integer.parseInt(option) : 0;
        if (length < 1 || length > MOST_PROMPT) {
            throw fault(
                    template,
                    "{prompt:" + option + "} needs a number of characters from 1 to " + MOST_PROMPT
                            + ", such as {prompt:24}");
        }
        return new Piece("prompt", values -> value(values.prompt() == null ? null : slug(values.prompt(), length)));
    }

    /** The first characters of a prompt, letters, digits and their marks kept, the rest one {@code -} between them. */
    private static String slug(String prompt, int length) {
        String start = SafeName.characters(cut(prompt.strip()));
        int end = start.offsetByCodePoints(0, Math.min(length, start.codePointCount(0, start.length())));
        return start.substring(0, end)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]++", "-")
                .replaceAll("^-|-$", "");
    }

    private static String value(String raw) {
        String clean = raw == null ? "" : SafeName.characters(cut(raw)).strip();
        return clean.isEmpty() ? GAP : clean;
    }

    private static String folders(String raw) {
        return Arrays.stream(raw.split("/", -1)).map(SafeName::characters).collect(Collectors.joining("/"));
    }

    private static String cut(String raw) {
        return raw.length() <= VALUE_CHARS ? raw : raw.substring(0, VALUE_CHARS);
    }

    private static String tidied(String part) {
        if (!part.contains(GAP)) {
            return part;
        }
        String open = EMPTY_BRACKETS.matcher(part).replaceAll(GAP);
        return GAP_AND_SEPARATORS.matcher(open).replaceAll(gap -> {
            boolean between = gap.start() > 0 && gap.end() < open.length();
            String one = gap.group(1).isEmpty() ? gap.group(2) : gap.group(1);
            return between ? Matcher.quoteReplacement(one) : "";
        });
    }

    private static BadTemplate unknown(String template, String inner, String head) {
        String meant = Nearest.to(head.startsWith("meta") ? "meta" : head, KNOWN)
                .map(near -> "; did you mean " + form(near) + "?")
                .orElse(".");
        return fault(template, "unknown placeholder {" + inner + "}" + meant + " Known are " + FORMS);
    }

    private static String form(String head) {
        return Arrays.stream(FORMS.split(" "))
                .filter(form ->
                        form.substring(1).startsWith(head) && !Character.isLetter(form.charAt(head.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static BadTemplate fault(String template, String what) {
        return new BadTemplate(template, what);
    }
}
