package lumadrop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import lumadrop.file.Access;
import lumadrop.flow.Places;
import lumadrop.inbox.FileNames;
import lumadrop.storage.Mounts;

/**
 * The folder that holds inbox, accepted, output, failed and data.
 *
 * @param data where the ledger is, and what belongs to this machine; may lie elsewhere
 */
record Home(Path root, Path data) {
    private static final List<String> SHELVES = List.of("inbox", "accepted", "output", "failed");

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
     * What a word names, as the log prints it: {@code output/cat/cat-1.png} for a file or folder that is there below one of
     * the home's folders, however a shell has completed its path. Where it leads anywhere else, or to nothing, the word as
     * it is.
     */
    String printed(String word) {
        if (word.isBlank()) { // the path of the current folder, which nobody has named
            return word;
        }
        try {
            Path there = Path.of(word).toRealPath();
            for (String name : SHELVES) {
                Path shelf = root.resolve(name);
                if (Files.isDirectory(shelf)) {
                    Path real = shelf.toRealPath(); // it may be a link to a share
                    if (there.startsWith(real) && !there.equals(real)) {
                        return name + "/" + FileNames.relative(real, there);
                    }
                }
            }
        } catch (IOException | InvalidPathException nothing) { // then it is an id, or a path that was printed
            return word;
        }
        return word;
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
