package lumadrop.drop;

import java.util.ArrayList;
import java.util.List;

/** The faults of one drop as its sender sees them: placed, the first hundred, and how many more there are. */
final class FaultList {
    private final Positions positions;
    private final List<Fault> faults = new ArrayList<>();
    private long all;

    FaultList(Positions positions) {
        this.positions = positions;
    }

    /**
     * Adds what was found in a stretch of the text after those before.
     *
     * @param placed with their offsets, in the order of the text
     * @param count how many there were, those included that were not kept
     */
    void add(List<Finding> placed, long count) {
        all += count;
        for (Finding finding : placed) {
            if (isFull()) {
                return;
            }
            Position at = positions.at(finding.offset());
            faults.add(new Fault(
                    finding.shownPointer(),
                    at.line(),
                    at.column(),
                    finding.found(),
                    finding.expected(),
                    finding.hint()));
        }
    }

    boolean isEmpty() {
        return all == 0;
    }

    boolean isFull() {
        return faults.size() >= Findings.LIMIT;
    }

    void throwIfAny() throws DropFaults {
        if (all == 0) {
            return;
        }
        throw new DropFaults(faults, all - faults.size());
    }
}
