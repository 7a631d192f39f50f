package lumadrop.inbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Finds a name that is not in use: {@code cat.json}, then {@code cat.2.json}, {@code cat.3.json}, … The number is
 * found by doubling and halving, so the ten-thousandth file of a name costs some thirty looks, not ten thousand.
 * Where files in between were cleared away it may fill the gap.
 *
 * <p>Names are kept to the character, but cut where they would exceed the 255 bytes that most file systems allow.
 */
final class FreeNames {
    private static final int LONGEST = 255;

    private final Path root;
    private final int room;

    /** @param room bytes of a name to leave free for an ending that will be added */
    FreeNames(Path root, int room) {
        this.root = root;
        this.room = room;
    }

    /**
     * @param path relative, {@code /} between parts
     * @param alsoInUse says of a relative path whether it is promised to somebody
     * @return relative, {@code /} between parts
     */
    String find(String path, Predicate<String> alsoInUse) {
        String[] parts = path.split("/");
        StringBuilder folder = new StringBuilder();
        for (int i = 0; i < parts.length - 1; i++) {
            // A folder may want the name of a file that lies there, as in cat.json/a.json.
            String name = first(folder.toString(), parts[i], this::isFile);
            folder.append(name).append('/');
        }
        return folder + first(folder.toString(), parts[parts.length - 1], p -> exists(p) || alsoInUse.test(p));
    }

    private String first(String folder, String name, Predicate<String> inUse) {
        String plain = numbered(name, 1);
        if (!inUse.test(folder + plain)) {
            return plain;
        }
        int used = 1;
        int free = 2;
        while (inUse.test(folder + numbered(name, free))) {
            used = free;
            free = Math.multiplyExact(free, 2);
        }
        while (free - used > 1) {
            int middle = used + (free - used) / 2;
            if (inUse.test(folder + numbered(name, middle))) {
                used = middle;
            } else {
                free = middle;
            }
        }
        return numbered(name, free);
    }

    private String numbered(String name, int n) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean known = lower.endsWith(".json") || lower.endsWith(".jsonl");
        int dot = known && name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        String ending = (n == 1 ? "" : "." + n) + name.substring(dot);
        return cut(name.substring(0, dot), LONGEST - room - bytes(ending)) + ending;
    }

    private static String cut(String stem, int longest) {
        String shorter = stem;
        while (bytes(shorter) > longest) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private boolean exists(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isFile(String path) {
        Path file = root.resolve(path);
        return Files.exists(file) && !Files.isDirectory(file);
    }
}
