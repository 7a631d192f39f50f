package lumadrop.reconcile;

import lumadrop.job.Snapshot;

/** What one look into the list says of one job. */
public sealed interface Finding {
    /** This request is the job's. */
    record Found(Snapshot snapshot) implements Finding {}

    /** The list reaches back far enough, and holds no request that could be the job's. */
    record Absent() implements Finding {}

    /** A request could be the job's or that of one which is just being submitted: that one's answer will tell. */
    record UnderWay(String why) implements Finding {}

    /** The list proves nothing about the job. */
    record Unproven(String why) implements Finding {}
}
