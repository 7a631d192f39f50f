package lumadrop.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;

/**
 * How far the lines of {@code manifest.jsonl} are of jobs that the ledger knows as told of. A mark beyond a line whose job is
 * not yet told of would have a later process write that line again. A job has a line for every time that it settled: which
 * of them is meant is said by a number. Thread-safe.
 */
final class Reach {
    private static final class Line {
        private final int nth;
        private final int file;
        private final long end;
        private boolean told;

        Line(int nth, int file, long end) {
            this.nth = nth;
            this.file = file;
            this.end = end;
        }

        boolean isBehind(Line other) {
            return other == null || file > other.file || file == other.file && end > other.end;
        }
    }

    private final Map<String, Integer> earlier;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final Map<String, Line> untold = new HashMap<>();
    /** The last line, so far, of those that were written, of those all of whose before are told of, and of those marked. */
    private Line last;

    private Line known;
    private Line marked;

    /**
     * @param earlier jobs whose line an earlier process wrote and could not note any more, each with how often it had settled:
     *     thread-safe, filled when the output folder is there, before the first job is told of
     */
    Reach(Map<String, Integer> earlier) {
        this.earlier = earlier;
    }

    /** How often a job settled, by what happened to it. */
    static int settlings(List<JobEvent> events) {
        return (int) events.stream()
                .filter(event -> event.kind().equals("state")
                        && JobState.of(event.word()).isSettled())
                .count();
    }

    /** Whether the line of the job's nth settling stands already, and is not to be written again. */
    synchronized boolean stands(String job, int nth) {
        Line line = untold.get(job);
        return line != null && line.nth == nth || Objects.equals(earlier.get(job), nth);
    }

    /** The line of the job's nth settling has been written, behind all others. */
    synchronized void written(String job, int nth, long end) {
        boolean newFile = last != null && end <= last.end; // the one before was moved away
        Line line = new Line(nth, last == null ? 0 : newFile ? last.file + 1 : last.file, end);
        told(job); // what it was not yet told of has passed
        last = line;
        lines.add(line);
        untold.put(job, line);
    }

    /** How far it will be once the job is told of as well; empty while that cannot be said, or is no farther. */
    synchronized OptionalLong with(String job) {
        if (!earlier.isEmpty()) {
            return OptionalLong.empty(); // some of theirs may lie anywhere before
        }
        Line own = untold.get(job);
        Line reached = own != null && lines.peek() == own ? own : known;
        if (reached == null || !reached.isBehind(marked)) {
            return OptionalLong.empty();
        }
        marked = reached;
        return OptionalLong.of(reached.end);
    }

    /** The ledger knows that the job was told of, or has moved on from there. */
    synchronized void told(String job) {
        earlier.remove(job);
        Line line = untold.remove(job);
        if (line != null) {
            line.told = true;
        }
        while (!lines.isEmpty() && lines.peek().told) {
            known = lines.remove();
        }
    }
}
