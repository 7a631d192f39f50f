package lumadrop.schedule;

import java.util.ArrayList;
import java.util.List;

/** A schedule file cannot be used; carries all that is to tell of it. */
final class BadSchedule extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * One thing that is wrong.
     *
     * @param field the field at fault, or the line and column; empty where the text has the place, or it is the file as
     *     a whole
     */
    record Fault(String field, String text) {}

    private final transient List<Fault> faults;

    BadSchedule(String field, String text) {
        this(List.of(new Fault(field, text)));
    }

    BadSchedule(List<Fault> faults) {
        super(faults.get(0).text());
        this.faults = List.copyOf(faults);
    }

    /** At least one. */
    List<Fault> faults() {
        return faults;
    }

    /** What one part of the file comes to. */
    interface Part<T> {
        T read() throws BadSchedule;
    }

    /** Reads part after part, and remembers what is wrong with each rather than end with the first. */
    static final class Collector {
        private final List<Fault> faults = new ArrayList<>();

        /** @return what the part comes to; null where it is bad */
        <T> T read(Part<T> part) {
            try {
                return part.read();
            } catch (BadSchedule bad) {
                faults.addAll(bad.faults);
                return null;
            }
        }

        void add(String field, String text) {
            faults.add(new Fault(field, text));
        }

        void throwIfAny() throws BadSchedule {
            if (!faults.isEmpty()) {
                throw new BadSchedule(faults);
            }
        }
    }
}
