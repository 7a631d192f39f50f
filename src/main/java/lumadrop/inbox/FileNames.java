package lumadrop.inbox;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** File names: as the ledger keeps them, as the log may show them, and whether this process can open them at all. */
public final class FileNames {
    private static final String SOME = "\u00e4\u65e5\ud83c\udfa8";

    private FileNames() {}

    /** The file's path below the folder, {@code /} between parts, to the character. */
    public static String relative(Path folder, Path file) {
        Path relative = folder.relativize(file);
        String separator = file.getFileSystem().getSeparator();
        return separator.equals("/") ? relative.toString() : relative.toString().replace(separator, "/");
    }

    /**
     * A name that is safe to print: control characters, line ends, marks that turn the direction of writing and
     * halves of surrogate pairs stand as {@code \}{@code u000A}, so that no file name can forge a line of the log.
     */
    public static String shown(String name) {
        if (isPlain(name) || name.codePoints().noneMatch(FileNames::isUnsafe)) {
            return name;
        }
        StringBuilder safe = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (isUnsafe(c)) {
                safe.append(String.format("\\u%04X", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /**
     * Whether this process can open files with names outside ASCII: a JVM that was started under {@code LC_ALL=C} can
     * not (17 and 25 alike), it does not even see why.
     *
     * @return what is wrong and what to do, in one line; empty when all is well
     */
    public static Optional<String> check() {
        return check(System.getProperty("sun.jnu.encoding", "UTF-8"), System.getProperty("os.name", ""));
    }

    static Optional<String> check(String encoding, String system) {
        // Windows has its own wide-character calls, whatever this property says.
        if (system.toLowerCase(Locale.ROOT).startsWith("windows") || canName(encoding)) {
            return Optional.empty();
        }
        return Optional.of(
                "File names outside ASCII cannot be opened: the locale gives this process the encoding " + encoding
                        + " for them, UTF-8 is needed; what comes out is named in ASCII. Start it with LC_ALL=C.UTF-8 (or any UTF-8 locale).");
    }

    static String cannotBeRead(IOException e) {
        return "it cannot be read (" + cause(e) + ")";
    }

    /** What hindered, in a few words that are safe to print. */
    public static String cause(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        return shown(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    private static boolean canName(String encoding) {
        try {
            return Charset.forName(encoding).newEncoder().canEncode(SOME);
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Printable ASCII, as most names are: told at a glance. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnsafe(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
