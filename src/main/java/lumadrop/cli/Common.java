package lumadrop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumadrop.file.Access;
import lumadrop.flow.RoomRules;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.LedgerFault;
import lumadrop.ledger.Owner;
import lumadrop.settings.Keys;
import lumadrop.settings.Loaded;
import lumadrop.settings.SettingsFault;
import lumadrop.settings.SettingsLoader;
import lumadrop.storage.NetworkFileSystems;
import picocli.CommandLine.Option;

/** The options that every verb has, and what follows from them. */
final class Common {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The folder with inbox, accepted, output, failed and data (default: LUMADROP_HOME, else the"
                    + " current folder).")
    private Path home;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting for this run, such as -Dlumadrop.deadline=1h; wins over file and environment.")
    private Map<String, String> settings = new LinkedHashMap<>();

    private Installation installation;
    /** Known once the settings are. */
    private Path dataFolder = Path.of("data");

    Home home() {
        String environment = System.getenv("LUMADROP_HOME");
        Path root = home != null
                ? home
                : environment != null && !environment.isBlank() ? Path.of(environment) : Path.of("");
        Path absolute = root.toAbsolutePath().normalize();
        return new Home(absolute, absolute.resolve(dataFolder));
    }

    /** From here on the home is this folder. */
    void workIn(Path folder) {
        home = folder;
    }

    /** From here on routes and config are this folder's. */
    void workFrom(Installation other) {
        installation = other;
    }

    Installation installation() {
        if (installation == null) {
            installation = Installation.find();
        }
        return installation;
    }

    /** @param defaults what the verb itself wants, unless the command line says otherwise */
    Loaded load(Map<String, String> defaults) {
        Map<String, String> overrides = new LinkedHashMap<>(defaults);
        overrides.putAll(settings);
        Path root = home().root();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new Stop(Exit.USAGE, root + " is no folder: --home names the one that holds inbox and output");
        }
        Loaded loaded = SettingsLoader.ofThisProcess().load(installation().root(), home().root(), overrides);
        List<String> problems = RoomRules.problems(loaded.settings());
        if (!problems.isEmpty()) {
            throw new SettingsFault(problems);
        }
        dataFolder = loaded.settings().get(Keys.DATA_FOLDER).orElse(Path.of("data"));
        NativeLibrary.hashesBelow(temporaryFolder(loaded), home().data());
        Logging.level(loaded.settings().get(Keys.LOG_LEVEL));
        if (loaded.settings().get(Keys.LOG_FORMAT).equals("json")) {
            Logging.json();
        }
        return loaded;
    }

    /** How what comes out is made. */
    Access access(Loaded loaded) {
        return Access.of(loaded.settings().get(Keys.OUTPUT_PERMISSIONS));
    }

    Loaded load() {
        return load(Map.of());
    }

    private Optional<Path> temporaryFolder(Loaded loaded) {
        return loaded.settings().get(Keys.TEMPORARY_FOLDER).map(home().root()::resolve);
    }

    /** Opens the home's ledger; it is made if it is missing. */
    Ledger openLedger(Loaded loaded, Clock clock, Owner owner) {
        String url = loaded.settings().get(Keys.LEDGER_URL);
        boolean own = url.isEmpty();
        if (own) {
            NativeLibrary.unpackBelow(temporaryFolder(loaded), home().data());
            url = "jdbc:sqlite:" + home().ledgerFile();
        }
        new LedgerPlace(new NetworkFileSystems(NetworkFileSystems.TypeOf.MACHINE)).refuseNetworks(url);
        try {
            return Ledger.open(url, clock, owner);
        } catch (LedgerFault e) {
            // The file is named where nobody has set a URL; a URL that is set may hold a password.
            throw own ? new Stop(Exit.USAGE, home().ledgerFile() + ": " + e.getMessage()) : e;
        }
    }

    /** The ledger for verbs that only look or give a hand; empty where nothing was ever recorded. */
    Optional<Ledger> ledgerIfAny(Loaded loaded, Clock clock) {
        boolean any = !loaded.settings().get(Keys.LEDGER_URL).isEmpty() || Files.exists(home().ledgerFile());
        return any ? Optional.of(openLedger(loaded, clock, Owner.ofThisProcess())) : Optional.empty();
    }
}
