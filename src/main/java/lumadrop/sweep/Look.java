package lumadrop.sweep;

import java.util.List;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.learn.Kind;

/**
 * What a page tells of requests of ours.
 *
 * @param same requests of which it says what was known: they have not ended by now
 * @param news requests of which it says more
 */
public record Look(List<Same> same, List<News> news) {
    /** Nothing of interest. */
    public static final Look NOTHING = new Look(List.of(), List.of());

    public Look {
        same = List.copyOf(same);
        news = List.copyOf(news);
    }

    /** A request that was seen without its end once more. */
    public record Same(Kind kind, Request request, Snapshot snapshot) {}

    /**
     * Something new of a request.
     *
     * @param isBelieved whether it can be taken for a status answer; if not, the request is to be asked by id at once
     */
    public record News(Snapshot snapshot, boolean isBelieved) {}
}
