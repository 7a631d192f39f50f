package lumadrop.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder that {@code routes/} and {@code config/} come with: beside the jar, or one above it. */
record Installation(Path root) {
    private static final String SHIPPED = "lumadrop/shipped";

    static Installation find() {
        List<Path> looked = new ArrayList<>();
        for (Path folder = whereTheCodeIs(); folder != null && looked.size() < 3; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("routes")) && Files.isDirectory(folder.resolve("config"))) {
                return new Installation(folder);
            }
            looked.add(folder);
        }
        throw new Stop(
                Exit.USAGE,
                "The folders routes and config, which come with lumadrop, are not beside its jar: looked in " + looked);
    }

    /** Unpacks the routes as they were shipped, with no settings, into a new folder. */
    static Installation shipped(Path into) throws IOException {
        Path code = code();
        if (Files.isDirectory(code)) {
            copy(code.resolve(SHIPPED), into);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(code)) {
                copy(jar.getPath(SHIPPED), into);
            }
        }
        Files.createDirectories(into.resolve("config"));
        return new Installation(into);
    }

    private static void copy(Path folder, Path into) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path copy = into.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static Path whereTheCodeIs() {
        Path code = code();
        return Files.isDirectory(code) ? code : code.getParent();
    }

    /** The jar, or the folder of classes. */
    private static Path code() {
        try {
            return Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the code lies nowhere", e);
        }
    }

    Path routes() {
        return root.resolve("routes");
    }

    /** The version from the jar's manifest. */
    static String version() {
        String version = Installation.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
