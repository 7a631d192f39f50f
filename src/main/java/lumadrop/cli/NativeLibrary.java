package lumadrop.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import lumadrop.file.Access;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Where SQLite's native library is unpacked, and that of SHA-256: below the home, since the machine's folder for temporary
 * files is often mounted so that nothing can be executed there, or read-only.
 *
 * <p>SQLite's driver would unpack a copy at each start and leave it behind whenever the process is killed; this one is
 * unpacked once for each version and stays.
 */
final class NativeLibrary {
    private NativeLibrary() {}

    /** Nothing is unpacked yet; what is not there is not made for SHA-256's, which goes elsewhere then. */
    static void hashesBelow(Optional<Path> chosen, Path data) {
        Path folder = folder(chosen, data);
        if (Files.isDirectory(folder)) {
            System.getProperties().putIfAbsent("com.amazon.corretto.crypto.provider.tmpdir", folder.toString());
        }
    }

    private static Path folder(Optional<Path> chosen, Path data) {
        return chosen.orElse(data.resolve("tmp")).toAbsolutePath();
    }

    static void unpackBelow(Optional<Path> chosen, Path data) {
        Path folder = folder(chosen, data);
        try {
            Path library = unpack(folder);
            System.setProperty("org.sqlite.lib.path", library.getParent().toString());
            System.setProperty("org.sqlite.lib.name", library.getFileName().toString());
            System.setProperty("org.sqlite.tmpdir", folder.toString());
            hashesBelow(chosen, data);
            initialize(library);
        } catch (Exception | LinkageError e) { // the driver throws whatever it met
            throw stop(folder, e);
        }
    }

    /**
     * Leaves the loading to the driver, which does it once in a process: a second copy of the library would answer some
     * of the calls, and it was never set up.
     */
    private static void initialize(Path library) throws Exception {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            System.load(library.toString()); // the driver says no more than that it has found none; this says why
            throw e;
        }
    }

    private static Path unpack(Path folder) throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        Path library =
                folder.resolve("driver-" + SQLiteJDBCLoader.getVersion()).resolve(LibraryLoaderUtil.getNativeLibName());
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new FileNotFoundException("the driver has none for this machine: " + resource);
            }
            // Of a jar's entry, its size once it is unpacked; were it told otherwise, it would be unpacked once more.
            if (!Files.exists(library) || Files.size(library) != packed.available()) {
                write(packed, library);
            }
        }
        return library;
    }

    /** By a rename: another process may be loading it, and a kill must not leave half of it under its name. */
    private static void write(InputStream packed, Path library) throws IOException {
        Access.OWNER.makeFolders(library.getParent());
        Path part = Files.createTempFile(library.getParent(), "unpacking", ".part");
        try {
            Files.write(part, packed.readAllBytes()); // a copy would make it anew, for all to read
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
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
