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

    boolean newFolders() {
        return newFolders;
    }
}
