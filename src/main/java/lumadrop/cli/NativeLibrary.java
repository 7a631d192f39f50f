package lumadrop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Where SQLite's native library is unpacked: below the home, since the machine's folder for temporary files is often
 * mounted so that nothing can be executed there, or read-only.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    static void unpackBelow(Optional<Path> chosen, Path data) {
        Path folder = chosen.orElse(data.resolve("tmp"));
        try {
            Files.createDirectories(folder);
            System.setProperty("org.sqlite.tmpdir", folder.toString());
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) { // the driver throws whatever it met
            throw stop(folder, e);
        }
    }

    private static Stop stop(Path folder, Throwable cause) {
        return new Stop(
                Exit.USAGE,
                "SQLite's native library cannot be unpacked and loaded in " + folder + " ("
                        + String.valueOf(cause.getMessage()).replaceAll("\\s+", " ")
                        + "): set lumadrop.temporary-folder to a folder that is writable and not mounted noexec");
    }
}
