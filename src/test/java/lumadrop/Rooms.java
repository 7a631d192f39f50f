package lumadrop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of the packages in CONTRIBUTING.md, as it stands there. */
final class Rooms {
    private static final Pattern ROW = Pattern.compile("\\| `lumadrop\\.(\\w+)` \\| [^|]+ \\| ([^|]+) \\|");

    private Rooms() {}

    /** What each package may know, in the order of the rows; a remark in brackets is for the reader. */
    static Map<String, Set<String>> mayKnow() throws IOException {
        Map<String, String> cells = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("CONTRIBUTING.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                cells.put(row.group(1), row.group(2).replaceAll("\\(.*\\)", "").strip());
            }
        }
        Map<String, Set<String>> rooms = new LinkedHashMap<>();
        cells.forEach((room, cell) -> rooms.put(room, known(cell, List.copyOf(cells.keySet()), rooms.keySet())));
        return rooms;
    }

    private static Set<String> known(String cell, List<String> all, Set<String> above) {
        return switch (cell) {
            case "nothing" -> Set.of();
            case "all above" -> Set.copyOf(above);
            case "all" -> Set.copyOf(all);
            default -> named(cell, all);
        };
    }

    private static Set<String> named(String cell, List<String> all) {
        List<String> names = new ArrayList<>(List.of(cell.split(", ")));
        names.removeAll(all);
        if (!names.isEmpty()) {
            throw new IllegalStateException("CONTRIBUTING.md: no package is called " + names + " in '" + cell + "'");
        }
        return new TreeSet<>(List.of(cell.split(", ")));
    }
}
