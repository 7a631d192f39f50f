package lumadrop.api;

import java.util.List;
import java.util.OptionalLong;

/** What a GET of the list of requests came to. */
public sealed interface ListAnswer extends Answer permits ListAnswer.Page, AskAgain, AccountTrouble {

    /**
     * One page. The upstream's order, page size and age limit are unknown: absence from a page proves something only
     * where the page holds {@code total} items.
     *
     * @param items in the upstream's order
     * @param total how many requests the upstream says there are
     * @param unreadable how many more items the page held that could not be read
     */
    record Page(List<ListItem> items, OptionalLong total, int unreadable) implements ListAnswer {
        public Page {
            items = List.copyOf(items);
        }

        @Override
        public String word() {
            return "page";
        }
    }
}
