package lumadrop.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Every accepted request since the start, newest first. */
final class Requests {

    private final Map<String, Generation> byId = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Generation> newestFirst = new ConcurrentLinkedDeque<>();
    private final Map<String, AtomicInteger> byModel = new ConcurrentHashMap<>();

    void add(Generation generation) {
        byId.put(generation.id(), generation);
        newestFirst.addFirst(generation);
        byModel.computeIfAbsent(generation.draft().model(), model -> new AtomicInteger())
                .incrementAndGet();
    }

    Optional<Generation> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** At most so many, newest first. Its cost grows with the page, not with what there is. */
    List<Generation> newest(int most, Predicate<Generation> wanted) {
        List<Generation> page = new ArrayList<>(Math.min(most, 256));
        for (Generation generation : newestFirst) {
            if (page.size() == most) {
                break;
            }
            if (wanted.test(generation)) {
                page.add(generation);
            }
        }
        return page;
    }

    /** At most so many, oldest first. */
    List<Generation> oldest(int most, Predicate<Generation> wanted) {
        List<Generation> page = new ArrayList<>(Math.min(most, 256));
        newestFirst.descendingIterator().forEachRemaining(generation -> {
            if (page.size() < most && wanted.test(generation)) {
                page.add(generation);
            }
        });
        return page;
    }

    int count() {
        return byId.size();
    }

    int count(String model) {
        AtomicInteger count = byModel.get(model);
        return count == null ? 0 : count.get();
    }

    void clear() {
        byId.clear();
        newestFirst.clear();
        byModel.clear();
    }
}
