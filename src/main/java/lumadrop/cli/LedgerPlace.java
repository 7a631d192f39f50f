package lumadrop.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lumadrop.flow.Places;
import lumadrop.output.ManifestLog;
import lumadrop.storage.MountedFolder;
import lumadrop.storage.Mounts;
import lumadrop.storage.NetworkFileSystems;

/** Whether a ledger may be where it is to be, before it is opened or made there. */
final class LedgerPlace {
    private static final String SQLITE = "jdbc:sqlite:";

    private final NetworkFileSystems networks;

    LedgerPlace(NetworkFileSystems networks) {
        this.networks = networks;
    }

    /** @throws Stop if SQLite's file would lie on a network file system, where its locks and its log do not hold */
    void refuseNetworks(String url) {
        if (!url.startsWith(SQLITE)) {
            return;
        }
        String path = url.substring(SQLITE.length()).split("[?]", 2)[0].replaceFirst("^file:", "");
        if (path.isEmpty() || path.startsWith(":")) {
            return;
        }
        Path folder = Path.of(path).toAbsolutePath().getParent();
        Optional<String> type = networks.on(folder);
        if (type.isPresent()) {
            throw new Stop(
                    Exit.USAGE,
                    folder + " is on a network file system (" + type.get()
                            + "), where SQLite's ledger would be damaged:"
                            + " set lumadrop.data-folder to a folder on a local disk (inbox and output may stay where they"
                            + " are), or lumadrop.ledger.url to a PostgreSQL database");
        }
    }

    /**
     * Before a ledger is made: one that is gone is not silently begun anew, since it alone knows what was paid for.
     *
     * @param without what to do where there is no backup, after "Without one, "
     * @throws Stop if there was one here before
     */
    static void refuseToForget(Path ledger, Places places, String without) {
        lost(ledger, places).ifPresent(trace -> {
            throw new Stop(
                    Exit.USAGE,
                    ledger + " is gone, but " + trace
                            + " shows that lumadrop has worked here. It alone knew what"
                            + " was paid for: restore a backup of it, or see to lumadrop.data-folder. Without one, "
                            + without);
        });
    }

    /** What shows that there was a ledger here which is gone; empty where it is there, or never was. */
    static Optional<String> lost(Path ledger, Places places) {
        try {
            return Files.exists(ledger) && Files.size(ledger) > 0 ? Optional.empty() : trace(places);
        } catch (IOException e) {
            throw new Stop(Exit.USAGE, "Whether there was a ledger before cannot be told (" + e + ")");
        }
    }

    private static Optional<String> trace(Places places) throws IOException {
        Path told = places.output().resolve(ManifestLog.FILE);
        if (Files.exists(told)) {
            return Optional.of(told.toString());
        }
        if (Mounts.in(places.data()).remembers("output")) {
            return Optional.of(places.data().resolve("mounts").toString());
        }
        if (Files.isDirectory(places.accepted())) {
            try (DirectoryStream<Path> accepted =
                    Files.newDirectoryStream(places.accepted(), file -> !file.endsWith(MountedFolder.MARK))) {
                for (Path file : accepted) {
                    return Optional.of(file.toString());
                }
            }
        }
        return Optional.empty();
    }
}
