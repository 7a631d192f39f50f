package lumadrop.output;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumadrop.job.Ask;
import lumadrop.text.SafeName;

/**
 * Gives a drop its folder and each of its jobs its name and output, none of which anything else has.
 *
 * <ul>
 *   <li>A job without a name is called as the file is ({@code cat}), or {@code cat-01}, {@code cat-02}, … where the
 *       file holds several; the renderings of one prompt are {@code cat-1}, {@code cat-2}, …
 *   <li>What would collide becomes {@code cat.2}, {@code cat.3}, …; letters' case and Unicode's normal form do not make
 *       two names different, because on macOS and Windows they do not.
 *   <li>A folder template with {@code {drop}} gives the drop a folder of its own, for pictures, manifest and copy. One
 *       without it, such as {@code {date:yyyy/MM}}, may lead many drops to one folder: the pictures go there, each
 *       output asked for by itself, and manifest and copy to a folder of the drop's own in it, {@code 2026/11/cat}.
 *   <li>In a folder template {@code {custom_id}} and {@code {meta.KEY}} stand for what all jobs of the drop have in
 *       common; a drop whose jobs differ in them is refused before it comes here.
 * </ul>
 */
public final class OutputNames {
    /** A name's share of {@link NameTemplate#PART_BYTES}; the rest is for the numbers that go behind it. */
    private static final int NAME_BYTES = NameTemplate.PART_BYTES - 12;

    private static final Pattern DROP_ENDING = Pattern.compile("(?i)\\.jsonl?$");
    private static final Pattern PICTURE_ENDING = Pattern.compile("(?i)(?<=.)\\.(png|jpe?g)$");

    private final Naming naming;
    private final List<NamedAsk> asks;
    private final Predicate<String> taken;
    private final boolean ascii;
    private final String drop;
    private final String stem;
    private final int prompts;
    private final ZonedDateTime received;

    private OutputNames(Naming naming, List<NamedAsk> asks, Predicate<String> taken, boolean ascii) {
        this.naming = naming;
        this.asks = asks;
        this.taken = taken;
        this.ascii = ascii;
        this.drop = DROP_ENDING.matcher(naming.path()).replaceFirst("");
        this.stem = SafeName.of(PathParts.last(drop), NAME_BYTES, "drop");
        this.prompts = (int) asks.stream().filter(ask -> ask.rendering() <= 1).count();
        this.received = naming.received().atZone(naming.zone());
    }

    /**
     * @param taken whether a path below the output folder ({@code /} between parts, no ending) is in use: as the folder
     *     of a drop or the output of a job, by the ledger or by what is on disk ({@link TakenOnDisk}), names given and
     *     not yet committed included ({@link NamesInHand}). Compare by {@link #key}. Asked once for the folder of a
     *     drop and, where that is shared, once for each job, when nothing collides; otherwise some 2 log2 k times more
     *     for the k-th of a name, so that the 10,000th {@code daily} costs 27 questions. May be slow, must not change
     *     meanwhile.
     */
    public static DropNames of(Naming naming, List<NamedAsk> asks, Predicate<String> taken) {
        return of(naming, asks, taken, false);
    }

    /** @param ascii whether paths are to be of ASCII alone, since this process can write no others */
    static DropNames of(Naming naming, List<NamedAsk> asks, Predicate<String> taken, boolean ascii) {
        return new OutputNames(naming, asks, taken, ascii).all();
    }

    /** What two paths have in common exactly when they may not both stand below the output folder. */
    public static String key(String path) {
        return PathParts.key(path);
    }

    private DropNames all() {
        boolean shared = !naming.folder().usesDrop();
        String rendered = PathParts.folderBesideOurFiles(spelt(naming.folder().render(ofDrop())));
        String folder = free(shared ? rendered + "/" + spelt(stem) : rendered, 2, taken);
        String root = shared ? rendered : folder;

        Set<String> used = new HashSet<>();
        Map<String, Integer> next = new HashMap<>();
        List<JobName> jobs = new ArrayList<>(asks.size());
        int prompt = 0;
        for (int i = 0; i < asks.size(); i++) {
            NamedAsk ask = asks.get(i);
            prompt += ask.rendering() <= 1 ? 1 : 0;
            String name = name(ask, prompt);
            String base = spelt(naming.name().render(ofJob(ask.ask(), name, padded(i + 1, asks.size()))));
            String below = PathParts.folderBesideOurFiles(PathParts.parent(base));
            String wanted = root + "/" + PathParts.under(below, PathParts.last(base));
            Predicate<String> gone = path -> used.contains(key(path)) || (shared && taken.test(path));
            String output = free(wanted, next.getOrDefault(key(wanted), 2), gone);
            if (!output.equals(wanted)) {
                next.put(key(wanted), 1 + Integer.parseInt(output.substring(wanted.length() + 1)));
            }
            used.add(key(output));
            jobs.add(new JobName(name, output));
        }
        return new DropNames(folder, shared, jobs);
    }

    /** A path as this process can write it. */
    private String spelt(String path) {
        return ascii ? Stream.of(path.split("/")).map(SafeName::ascii).collect(Collectors.joining("/")) : path;
    }

    private String name(NamedAsk ask, int prompt) {
        String name = wanted(ask, prompt == 1 && prompts == 1 ? stem : stem + "-" + padded(prompt, prompts));
        return ask.renderings() > 1 ? name + "-" + ask.rendering() : name;
    }

    /** A name is the output's file name, so some write its ending; the ending is the bytes' to say, not theirs. */
    private String wanted(NamedAsk ask, String otherwise) {
        return ask.name() == null
                ? otherwise
                : SafeName.from(PICTURE_ENDING.matcher(ask.name()).replaceFirst(""), NAME_BYTES)
                        .orElse(otherwise);
    }

    private NameValues ofJob(Ask ask, String name, String n) {
        return new NameValues(drop, name, n, ask.customId(), ask.metadata(), received, ask.prompt());
    }

    private NameValues ofDrop() {
        Map<String, String> metadata =
                new HashMap<>(asks.isEmpty() ? Map.of() : asks.get(0).ask().metadata());
        for (NamedAsk ask : asks) {
            metadata.entrySet()
                    .removeIf(pair -> !Objects.equals(ask.ask().metadata().get(pair.getKey()), pair.getValue()));
        }
        return new NameValues(drop, stem, null, common(Ask::customId), metadata, received, null);
    }

    private String common(Function<Ask, String> value) {
        List<String> two = asks.stream()
                .map(ask -> Objects.toString(value.apply(ask.ask()), ""))
                .distinct()
                .limit(2)
                .toList();
        return two.size() == 1 ? two.get(0) : null;
    }

    private static String free(String wanted, int from, Predicate<String> gone) {
        return gone.test(wanted) ? wanted + "." + FirstFree.from(from, k -> gone.test(wanted + "." + k)) : wanted;
    }

    private static String padded(int number, int of) {
        String digits = Integer.toString(number);
        return "0".repeat(Integer.toString(of).length() - digits.length()) + digits;
    }
}
