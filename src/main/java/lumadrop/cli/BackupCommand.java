package lumadrop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import lumadrop.ledger.Ledger;
import lumadrop.settings.Keys;
import lumadrop.settings.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the ledger into a file, also while lumadrop runs. Replaces no file.",
            "To go back to it: stop lumadrop, put the file in the place of data/lumadrop.db, remove lumadrop.db-wal and"
                    + " lumadrop.db-shm beside it, and start again."
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Parameters(paramLabel = "FILE", description = "The file to make.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Loaded loaded = common.load();
        Logging.quiet();
        if (loaded.settings().get(Keys.LEDGER_URL).startsWith("jdbc:postgresql:")) {
            throw new Stop(Exit.USAGE, "The ledger is in PostgreSQL: back it up with pg_dump, as the whole database.");
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Stop(Exit.USAGE, file + " is there already, and a backup replaces no file: name another.");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new Stop(Exit.USAGE, "The folder " + folder + " is not there: a backup makes a file, and no folder.");
        }
        try (Ledger ledger = common.ledgerIfAny(loaded, Clock.systemUTC())
                .orElseThrow(
                        () -> new Stop(Exit.USAGE, common.home().ledgerFile() + " does not exist: is --home right?"))) {
            ledger.backup(file);
            long jobs = ledger.tallies().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            spec.commandLine()
                    .getOut()
                    .println(file + ": " + Files.size(file) + " bytes, checked; the ledger holds " + jobs + " jobs.");
        }
        return Exit.OK;
    }
}
