package lumadrop.output;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Remembers names between the moment they are given and the moment the ledger holds them, so that of two drops of one
 * name taken in the same breath the second does not get the first one's. Safe for threads.
 */
public final class NamesInHand {
    private final Predicate<String> taken;
    private final boolean ascii;
    private final Set<String> inHand = new HashSet<>();

    /** @param taken as for {@link OutputNames#of}, names not yet committed aside */
    public NamesInHand(Predicate<String> taken) {
        this(taken, false);
    }

    /** @param ascii whether this process can write names of ASCII alone: a picture without a name would be paid in vain */
    public NamesInHand(Predicate<String> taken, boolean ascii) {
        this.taken = taken;
        this.ascii = ascii;
    }

    /** Names for a drop; {@link #release} them once they are committed, or will never be. */
    public synchronized DropNames give(Naming naming, List<NamedAsk> asks) {
        DropNames names =
                OutputNames.of(naming, asks, path -> inHand.contains(OutputNames.key(path)) || taken.test(path), ascii);
        paths(names).forEach(path -> inHand.add(OutputNames.key(path)));
        return names;
    }

    public synchronized void release(DropNames names) {
        paths(names).forEach(path -> inHand.remove(OutputNames.key(path)));
    }

    private static List<String> paths(DropNames names) {
        if (!names.shared()) {
            return List.of(names.folder());
        }
        return Stream.concat(Stream.of(names.folder()), names.jobs().stream().map(JobName::output))
                .toList();
    }
}
