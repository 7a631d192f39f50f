package lumadrop.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import lumadrop.file.Access;

/**
 * Remembers, on this machine, the marks of the folders that a home works between: a file {@code mounts} with a line
 * {@code NAME=ID} for each. Where it is lost, the marks that stand in the folders are taken over. Thread-safe.
 */
public final class Mounts {
    private final Path file;
    private final Map<String, String> ids = new LinkedHashMap<>();

    private Mounts(Path file) {
        this.file = file;
    }

    /**
     * What is remembered there.
     *
     * @param data the folder of what belongs to this machine alone
     */
    public static Mounts in(Path data) throws IOException {
        Mounts mounts = new Mounts(data.resolve("mounts"));
        try {
            for (String line : Files.readAllLines(mounts.file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    mounts.ids.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (NoSuchFileException none) {
            return mounts;
        }
        return mounts;
    }

    /** The folders as they are now are the right ones, a person says. */
    public synchronized void forget() throws IOException {
        ids.clear();
        Files.deleteIfExists(file);
    }

    /** Whether a folder of that name was ever there: then it is not ours to make. */
    public synchronized boolean remembers(String name) {
        return ids.containsKey(name);
    }

    /** A folder that is to be watched under that name. */
    public MountedFolder folder(String name, Path path) {
        return new MountedFolder(this, name, path);
    }

    synchronized String id(String name) {
        return ids.get(name);
    }

    synchronized void remember(String name, String id) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(ids);
        all.put(name, id);
        StringBuilder text = new StringBuilder();
        all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Path part = file.resolveSibling("mounts.part");
        Access.OWNER.write(part, text.toString().getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ids.put(name, id);
    }
}
