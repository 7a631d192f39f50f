package lumadrop.sweep;

import java.time.Instant;
import java.util.List;
import lumadrop.api.ListItem;

/** How a page is ordered, as far as the times on it show. Nothing documents it. */
enum Order {
    NEWEST_FIRST("newest first"),
    OLDEST_FIRST("oldest first"),
    NONE("in no order");

    private final String words;

    Order(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** An order among items of one and the same second is none. */
    static Order of(List<ListItem> items) {
        boolean falls = true;
        boolean rises = true;
        boolean differ = false;
        Instant before = null;
        for (ListItem item : items) {
            Instant created = item.snapshot().createdAt();
            if (created == null) {
                return NONE;
            }
            if (before != null) {
                falls &= !created.isAfter(before);
                rises &= !created.isBefore(before);
                differ |= !created.equals(before);
            }
            before = created;
        }
        if (!differ) {
            return NONE;
        }
        return falls ? NEWEST_FIRST : rises ? OLDEST_FIRST : NONE;
    }
}
