package lumadrop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lumadrop.file.Access;
import lumadrop.flow.Places;
import lumadrop.storage.Mounts;

/**
 * The folder that holds inbox, accepted, output, failed and data.
 *
 * @param data where the ledger is, and what belongs to this machine; may lie elsewhere
 */
record Home(Path root, Path data) {

    Path ledgerFile() {
        return data.resolve("lumadrop.db");
    }

    Places places(Installation installation) {
        return new Places(
                root.resolve("inbox"),
                root.resolve("accepted"),
                root.resolve("output"),
                root.resolve("failed"),
                data,
                List.of(installation.root().resolve("config/schedules"), root.resolve("config/schedules")),
                installation.routes());
    }

    /**
     * Makes the folders that are missing, but, unless they are to be taken anew, for those that were there once: a share of theirs is away. What holds the ledger is its owner's to read.
     *
     * @param access for what holds prompts and pictures
     */
    void make(Places places, boolean anew, Access access) {
        try {
            access.makeFolders(root);
            Access.OWNER.makeFolders(places.data());
            Mounts mounts = Mounts.in(places.data());
            if (anew || !mounts.remembers("inbox")) {
                Files.createDirectories(places.inbox());
            }
            for (Path own : List.of(places.accepted(), places.output(), places.failed())) {
                if (anew || !mounts.remembers(own.getFileName().toString())) {
                    access.makeFolders(own);
                }
            }
        } catch (IOException e) {
            throw new Stop(
                    Exit.USAGE,
                    "The home's folders cannot be made (" + e.getMessage()
                            + "): choose another with --home, or mend its" + " permissions");
        }
    }
}
