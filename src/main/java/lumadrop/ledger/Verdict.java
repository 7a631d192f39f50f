package lumadrop.ledger;

import java.util.List;
import lumadrop.job.Drop;

/** What became of a drop that was offered. */
public sealed interface Verdict {
    /**
     * It is recorded.
     *
     * @param drop as it is recorded: without the jobs that were left out
     * @param held whether its jobs wait for a person, as its content was dropped before
     * @param same the drop of the same content before it; null where there was none
     * @param seen the drops with which the keys of the jobs that were left out came first
     */
    record Recorded(Drop drop, boolean held, Earlier same, List<Earlier> seen) implements Verdict {
        public Recorded {
            seen = List.copyOf(seen);
        }
    }

    /**
     * Nothing is recorded: all its jobs have keys that were seen before, with the same content.
     *
     * @param seen the drops with which they came first
     */
    record Repeated(List<Earlier> seen) implements Verdict {
        public Repeated {
            seen = List.copyOf(seen);
        }
    }

    /** Nothing is recorded: the content was dropped before, and the settings refuse that. */
    record Same(Earlier same) implements Verdict {}

    /** Nothing is recorded: a key was seen before with other content. */
    record KeyInUse(String key, Earlier seen) implements Verdict {}
}
