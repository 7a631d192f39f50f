package lumadrop.pace;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lumadrop.job.Pause;

/** Several brakes on one kind of work: it goes on when none of them holds it. Thread-safe. */
public final class Brakes implements Brake {
    private final List<Brake> brakes = new CopyOnWriteArrayList<>();

    public Brakes add(Brake brake) {
        brakes.add(brake);
        return this;
    }

    @Override
    public Optional<Pause> held() {
        return brakes.stream().map(Brake::held).flatMap(Optional::stream).findFirst();
    }

    @Override
    public boolean isOnTrial() {
        return brakes.stream().anyMatch(Brake::isOnTrial);
    }
}
