package lumadrop.drop;

import java.util.List;

/** A drop was refused; says everything that is wrong with it. */
public final class DropFaults extends Exception {
    private final transient List<Fault> faults;
    private final long more;

    /** @param more how many there are besides */
    public DropFaults(List<Fault> faults, long more) {
        // The sender's mistake, not ours: a stack trace would cost and tell nothing.
        super(message(faults, more), null, false, false);
        this.faults = List.copyOf(faults);
        this.more = more;
    }

    public DropFaults(Fault fault) {
        this(List.of(fault), 0);
    }

    /** In the order of the file; never empty, at most 100. */
    public List<Fault> faults() {
        return faults;
    }

    /** How many there are besides {@link #faults()}. */
    public long more() {
        return more;
    }

    private static String message(List<Fault> faults, long more) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a fault");
        }
        String first = faults.get(0).sentence();
        long others = faults.size() - 1 + more;
        return others == 0 ? first : first + " (and " + others + " more)";
    }
}
