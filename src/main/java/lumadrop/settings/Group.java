package lumadrop.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keys that belong together, in the order in which an operator reads them. */
final class Group {
    private final String title;
    private final List<Key<?>> keys = new ArrayList<>();

    Group(String title) {
        this.title = title;
    }

    <T> Key<T> key(String shortName, Kind<T> kind, String text, String why) {
        return add(new Key<>(Key.PREFIX.concat(shortName), kind, text, why, false));
    }

    <T> Key<T> secret(String shortName, Kind<T> kind, String text, String why) {
        return add(new Key<>(Key.PREFIX.concat(shortName), kind, text, why, true));
    }

    String title() {
        return title;
    }

    List<Key<?>> keys() {
        return Collections.unmodifiableList(keys);
    }

    private <T> Key<T> add(Key<T> key) {
        keys.add(key);
        return key;
    }
}
