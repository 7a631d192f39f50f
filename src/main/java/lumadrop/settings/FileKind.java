package lumadrop.settings;

import java.nio.file.Path;
import java.util.Optional;

/** A file's path, or nothing. */
record FileKind() implements Kind<Optional<Path>> {
    @Override
    public Optional<Path> read(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    @Override
    public String expected() {
        return "a file's path, / between its parts, from the home where it is relative; or nothing";
    }
}
