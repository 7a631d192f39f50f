package lumadrop.inbox;

import java.io.IOException;

/** A file could not be taken now. It lies in the inbox and is looked at again, unless it has vanished. */
public final class NotTaken extends Exception {
    private static final long serialVersionUID = 1;

    /** What stood in the way. */
    public enum Why {
        /** It was gone before we came. */
        VANISHED("it is gone"),
        /** Its writer was not done after all. */
        CHANGED("still being written"),
        /** An earlier file of the same path is still in hand. */
        IN_HAND("an earlier file of the same name is still being taken"),
        /** It is no regular file any more. */
        NOT_A_FILE("not a regular file"),
        /** The folder does not let us move it. */
        NO_PERMISSION("no permission to move it: lumadrop must be able to write to its folder"),
        /** Its folder is a mount of its own. */
        OTHER_FILE_SYSTEM("its folder is another file system than the inbox: files are taken by renaming, which cannot "
                + "cross that border; drop into the inbox itself, or make that folder an inbox"),
        /** It cannot be opened or read. */
        UNREADABLE("it cannot be read"),
        /** Whoever takes it has a reason to wait. */
        NOT_NOW("not to be taken now"),
        /** Anything else: held by another program, an error of the disk. */
        BUSY("it cannot be moved");

        private final String text;

        Why(String text) {
            this.text = text;
        }

        /** In plain words, to follow the file's path. */
        public String text() {
            return text;
        }
    }

    private final Why why;

    NotTaken(String path, Why why) {
        super(FileNames.shown(path) + ": " + why.text());
        this.why = why;
    }

    NotTaken(String path, Why why, IOException cause) {
        super(FileNames.shown(path) + ": " + why.text() + " (" + FileNames.cause(cause) + ")", cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
