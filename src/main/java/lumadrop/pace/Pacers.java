package lumadrop.pace;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several pacers on one kind of work: what starts has the leave of all of them. Thread-safe. */
public final class Pacers implements Pacer {
    private final List<Pacer> pacers;

    public Pacers(Pacer... pacers) {
        this.pacers = List.of(pacers);
    }

    @Override
    public int take(int wanted) {
        int given = wanted;
        for (int i = 0; i < pacers.size() && given > 0; i++) {
            int leave = pacers.get(i).take(given);
            for (Pacer before : pacers.subList(0, i)) {
                before.putBack(given - leave);
            }
            given = leave;
        }
        return given;
    }

    @Override
    public void putBack(int unused) {
        if (unused > 0) {
            pacers.forEach(pacer -> pacer.putBack(unused));
        }
    }

    @Override
    public Duration untilNext() {
        return pacers.stream()
                .map(Pacer::untilNext)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public Optional<String> limits() {
        String all =
                pacers.stream().map(Pacer::limits).flatMap(Optional::stream).collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    @Override
    public void listen(Runnable waiter) {
        pacers.forEach(pacer -> pacer.listen(waiter));
    }
}
