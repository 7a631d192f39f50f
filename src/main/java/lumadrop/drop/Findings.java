package lumadrop.drop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Findings in the order they were made. Keeps the first hundred and counts the rest: no file can fill the memory. */
final class Findings {
    static final int LIMIT = 100;

    private final List<Finding> kept = new ArrayList<>();
    private long all;

    /** Notes a finding; words are only made for one that is kept. */
    void add(Supplier<Finding> finding) {
        all++;
        if (kept.size() < LIMIT) {
            kept.add(finding.get());
        }
    }

    void add(Finding finding) {
        add(() -> finding);
    }

    /** Takes over what another has, all that it kept. */
    void addAll(Findings other) {
        kept.addAll(other.kept);
        all += other.all;
    }

    boolean isEmpty() {
        return all == 0;
    }

    List<Finding> kept() {
        return kept;
    }

    /** How many there were, kept or not. */
    long all() {
        return all;
    }
}
