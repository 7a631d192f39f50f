package lumadrop.drop;

import java.util.List;

/** A drop was refused; says everything that is wrong with it. */
public final class DropFaults extends Exception {
    private final transient List<Fault> faults;

    public DropFaults(List<Fault> faults) {
        // The sender's mistake, not ours: a stack trace would cost and tell nothing.
        super(message(faults), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public DropFaults(Fault fault) {
        this(List.of(fault));
    }

    /** In the order of the file; never empty. At most 100, and then one that says how many more there are. */
    public List<Fault> faults() {
        return faults;
    }

    private static String message(List<Fault> faults) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a fault");
        }
        String first = faults.get(0).sentence();
        return faults.size() == 1 ? first : first + " (and " + (faults.size() - 1) + " more)";
    }
}
