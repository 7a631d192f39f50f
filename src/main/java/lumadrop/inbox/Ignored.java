package lumadrop.inbox;

import java.util.List;

/**
 * What lies in the inbox and is left alone, as the last scan saw it. Litter is not among it.
 *
 * @param count all of them
 * @param first the first few
 */
public record Ignored(int count, List<One> first) {
    public static final Ignored NOTHING = new Ignored(0, List.of());

    /**
     * @param path relative to the inbox, {@code /} between parts, to the character: make it safe before showing it
     * @param why in plain words, to follow the path: "a symbolic link"
     */
    public record One(String path, String why) {}

    public Ignored {
        first = List.copyOf(first);
    }
}
