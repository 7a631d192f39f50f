package lumadrop.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder that {@code routes/} and {@code config/} come with: beside the jar, or one above it. */
record Installation(Path root) {
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

    private static Path whereTheCodeIs() {
        try {
            Path code = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(code) ? code : code.getParent();
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
