package lumadrop.learn;

/**
 * A time that is known to lie between two others.
 *
 * @param from seconds, not below 0
 * @param to seconds, not below {@code from}
 */
record Span(double from, double to) {
    Span {
        if (!(from >= 0 && to >= from)) {
            throw new IllegalArgumentException(from + " to " + to);
        }
    }

    /** What both allow; this one alone where they contradict each other. */
    Span narrowedBy(Span other) {
        double later = Math.max(from, other.from);
        double earlier = Math.min(to, other.to);
        return later <= earlier ? new Span(later, earlier) : this;
    }

    double width() {
        return to - from;
    }

    double middle() {
        return (from + to) / 2;
    }
}
