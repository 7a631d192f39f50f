package lumadrop.settings;

import java.util.List;

/**
 * Names of files and folders that other programs leave in a folder and that nobody dropped. Dotfiles and dot-folders
 * are not among them, because those are never looked at.
 */
final class LitterNames {
    static final List<String> ALL = List.of(
            // Half-written files of downloads and transfers.
            "*.tmp",
            "*.temp",
            "*.part",
            "*.partial",
            "*.filepart",
            "*.crdownload",
            "*.opdownload",
            "*.download",
            "*.aria2",
            "*.gstmp",
            // Editors and office programs: backups, swap and lock files.
            "*~",
            "~$*",
            "*.bak",
            "*.swp",
            "*.swx",
            "*.lock",
            "*.lck",
            // Sync programs: Google Drive, Syncthing, Resilio Sync, macOS safe-saves. A conflicting copy of a drop
            // would be paid for a second time.
            "*.tmp.drivedownload",
            "*.tmp.driveupload",
            "~syncthing~*",
            "*.sync-conflict-*",
            "*conflicted copy*",
            "*.!sync",
            "*.bts",
            "*.sb-*",
            // What operating systems and archives put beside the files.
            "Thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "$RECYCLE.BIN",
            "System Volume Information",
            "lost+found",
            "Network Trash Folder",
            "Temporary Items",
            "__MACOSX",
            // NAS: Synology and QNAP.
            "@eaDir",
            "@tmp",
            "@Recycle",
            "@Recently-Snapshot",
            "#recycle",
            "#snapshot");

    private LitterNames() {}
}
