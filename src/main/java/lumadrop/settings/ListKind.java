package lumadrop.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Items with commas between them; white space around an item does not count, nor does an item of nothing. */
record ListKind(String expected, Pattern item, int least) implements Kind<List<String>> {
    @Override
    public List<String> read(String text) {
        List<String> items = new ArrayList<>();
        for (String part : text.split(",")) {
            String trimmed = part.strip();
            if (trimmed.isEmpty()) {
                continue;
            }
            if (!item.matcher(trimmed).matches()) {
                throw new IllegalArgumentException("not an item: " + trimmed);
            }
            items.add(trimmed);
        }
        if (items.size() < least) {
            throw new IllegalArgumentException("fewer than " + least);
        }
        return List.copyOf(items);
    }
}
