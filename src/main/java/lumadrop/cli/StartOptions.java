package lumadrop.cli;

import picocli.CommandLine.Option;

/** What a person says at a start that is not as usual. */
final class StartOptions {
    @Option(
            names = "--new-folders",
            description =
                    "The home's folders are the right ones as they are now, though they were others before (by their"
                            + " files .lumadrop-mount).")
    private boolean newFolders;

    @Option(
            names = "--new-ledger",
            description = "Begins a new ledger where the old one is gone; what the old one knew is not known any more.")
    private boolean newLedger;

    boolean newLedger() {
        return newLedger;
    }

    boolean newFolders() {
        return newFolders;
    }
}
