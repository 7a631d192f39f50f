package lumadrop.sweep;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import lumadrop.api.ListAnswer;
import lumadrop.api.ListItem;
import lumadrop.job.Media;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Snapshot;

/** Answers and pages as tests want them; times are seconds since the start. */
final class TestList {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private TestList() {}

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(1000 * seconds));
    }

    static Snapshot saying(String id, Phase phase, double seenAt) {
        return saying(id, phase, phase.word(), null, seenAt);
    }

    /** @param updatedAt null where it does not say */
    static Snapshot saying(String id, Phase phase, String status, Instant updatedAt, double seenAt) {
        return new Snapshot(id, phase, status, List.of(), reason(phase), START, updatedAt, at(seenAt));
    }

    static Snapshot done(String id, String picture, double seenAt) {
        List<Media> media = List.of(new Media(1, URI.create("https://media.example.com/" + picture)));
        return new Snapshot(id, Phase.SUCCEEDED, "success", media, null, START, null, at(seenAt));
    }

    private static Reason reason(Phase phase) {
        return phase == Phase.FAILED ? new Reason(ReasonClass.UPSTREAM_FAILED, "why") : null;
    }

    static ListAnswer.Page page(Snapshot... snapshots) {
        List<ListItem> items = Arrays.stream(snapshots)
                .map(snapshot -> new ListItem(snapshot, "luma-uni-1.1", null))
                .toList();
        return new ListAnswer.Page(items, OptionalLong.empty(), 0);
    }
}
