package lumadrop.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far the lines of {@code manifest.jsonl} are of jobs that the ledger knows as told of. A mark beyond a line whose job is
 * not yet told of would have a later process write that line again. Thread-safe.
 */
final class Reach {
    private static final class Line {
        private final long end;
        private boolean told;

        Line(long end) {
            this.end = end;
        }
    }

    private final Set<String> earlier;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final Map<String, Line> untold = new HashMap<>();
    private long known = -1;

    /**
     * @param earlier jobs whose line an earlier process wrote and could not note any more: a thread-safe set, filled when the
     *     output folder is there, before the first job is told of
     */
    Reach(Set<String> earlier) {
        this.earlier = earlier;
    }

    /** Whether the job's line stands already, and is not to be written again. */
    synchronized boolean stands(String job) {
        return earlier.contains(job) || untold.containsKey(job);
    }

    /** The job's line has been written, behind all others. */
    synchronized void written(String job, long end) {
        Line line = new Line(end);
        lines.add(line);
        untold.put(job, line);
    }

    /** How far it will be once the job is told of as well; empty while that cannot be said. */
    synchronized OptionalLong with(String job) {
        if (!earlier.isEmpty()) {
            return OptionalLong.empty(); // some of theirs may lie anywhere before
        }
        Line own = untold.get(job);
        if (own != null && lines.peek() == own) {
            return OptionalLong.of(own.end);
        }
        return known < 0 ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** The ledger knows that the job was told of, or has moved on from there. */
    synchronized void told(String job) {
        earlier.remove(job);
        Line line = untold.remove(job);
        if (line != null) {
            line.told = true;
        }
        while (!lines.isEmpty() && lines.peek().told) {
            known = lines.remove().end;
        }
    }
}
