package lumadrop.drop;

import java.time.Instant;

/** Says what is wrong with a drop that was dropped before, where that is a fault. */
public final class SeenBefore {
    private SeenBefore() {}

    /** @param drop the id of the drop before it, {@code path} where that lay in the inbox */
    public static Fault content(String drop, String path, Instant since) {
        return Fault.ofFile(
                "the same content as " + named(drop, path, since),
                "something that was not dropped before: lumadrop.on-same-drop is set to 'reject'. An idempotency_key of"
                        + " its own makes it another drop");
    }

    /** @param key that a drop before it has used for something else */
    public static Fault key(String key, String drop, String path, Instant since) {
        return Fault.ofFile(
                "the idempotency_key " + Shown.quoted(key) + " with other content than in " + named(drop, path, since),
                "a key of its own for what is new, or the very same content");
    }

    private static String named(String drop, String path, Instant since) {
        return "drop " + drop + " (" + Shown.plain(path) + ", since " + since + ")";
    }
}
