package lumadrop.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lumadrop.api.ListItem;

/**
 * The upstream's list as one look found it. Its order, page size and age limit are not documented.
 *
 * @param items in the order they came
 * @param total how many requests the upstream says there are
 * @param unreadable how many more items there were that could not be read
 * @param asked when the question left, by our clock
 * @param ahead how far the upstream's clock is ahead of ours
 * @param margin how far the two may differ beyond that
 * @param lacks a request of ours that must be in the list and is not; null for none
 */
public record RequestList(
        List<ListItem> items,
        OptionalLong total,
        int unreadable,
        Instant asked,
        Duration ahead,
        Duration margin,
        String lacks) {
    public RequestList {
        items = List.copyOf(items);
    }

    /** The earliest that the upstream can have noted for what left at that time. */
    Instant earliest(Instant left) {
        // The upstream's times are whole seconds, cut off.
        return Instant.ofEpochSecond(left.plus(ahead).minus(margin).getEpochSecond());
    }

    /** The latest that the upstream can have noted for what had left by that time. */
    Instant latest(Instant left) {
        return left.plus(ahead).plus(margin);
    }

    /** Why absence from this list proves nothing of what was made since that time of the upstream's; empty if it does. */
    public Optional<String> shortfall(Instant since) {
        if (total.isPresent() && items.size() >= total.getAsLong() || isNewestFirst() && last().isBefore(since)) {
            if (lacks != null) {
                return Optional.of("the list lacks request " + lacks + ", which it should hold");
            }
            return unreadable == 0
                    ? Optional.empty()
                    : Optional.of(unreadable + (unreadable == 1 ? " item" : " items") + " of the list cannot be read");
        }
        return Optional.of("the list may be cut short: it holds " + items.size() + " of "
                + (total.isPresent() ? String.valueOf(total.getAsLong()) : "it does not say how many")
                + " requests, and cannot be seen to reach back to " + since);
    }

    /** Seen to be so: an order among items of one and the same second is none. */
    private boolean isNewestFirst() {
        Instant before = null;
        for (ListItem item : items) {
            Instant created = item.snapshot().createdAt();
            if (created == null || before != null && created.isAfter(before)) {
                return false;
            }
            before = created;
        }
        return before != null && items.get(0).snapshot().createdAt().isAfter(before);
    }

    private Instant last() {
        return items.get(items.size() - 1).snapshot().createdAt();
    }
}
