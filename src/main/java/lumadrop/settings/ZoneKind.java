package lumadrop.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** A time zone by its name; nothing stands for the machine's own. */
record ZoneKind() implements Kind<Optional<ZoneId>> {
    @Override
    public Optional<ZoneId> read(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time zone", e);
        }
    }

    @Override
    public String expected() {
        return "a time zone such as Europe/Berlin or UTC, or nothing";
    }
}
