package lumadrop.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of files and folders that are not looked at, and not counted either: dotfiles, the lock files of office
 * programs ({@code ~$…}), and whatever the given globs match.
 *
 * <p>A glob is matched against the bare name, letters' case not counted; {@code *} stands for any characters, {@code ?}
 * for one. Every name in the inbox comes by here on every scan, so the usual forms ({@code name}, {@code *ending},
 * {@code start*}) are looked up or compared as text and only the rest becomes a regular expression.
 */
public final class Litter {
    private final Set<String> names = new HashSet<>();
    private final List<String> starts = new ArrayList<>();
    private final List<String> endings = new ArrayList<>();
    private final List<Pattern> others = new ArrayList<>();

    public Litter(Collection<String> globs) {
        starts.add(".");
        starts.add("~$");
        for (String glob : globs) {
            String lower = glob.strip().toLowerCase(Locale.ROOT);
            if (!lower.isEmpty()) {
                add(lower);
            }
        }
    }

    /** Whether a file or folder of this name (the last part of its path) is left out. */
    public boolean matches(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return names.contains(lower)
                || starts.stream().anyMatch(lower::startsWith)
                || endings.stream().anyMatch(lower::endsWith)
                || others.stream().anyMatch(pattern -> pattern.matcher(lower).matches());
    }

    private void add(String glob) {
        if (isPlain(glob)) {
            names.add(glob);
        } else if (glob.startsWith("*") && isPlain(glob.substring(1))) {
            endings.add(glob.substring(1));
        } else if (glob.endsWith("*") && isPlain(glob.substring(0, glob.length() - 1))) {
            starts.add(glob.substring(0, glob.length() - 1));
        } else {
            others.add(pattern(glob));
        }
    }

    private static boolean isPlain(String glob) {
        return glob.indexOf('*') < 0 && glob.indexOf('?') < 0;
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        // A file's name may hold a line end.
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
