/**
 * The files of the inbox: which are not looked at, which are whole, how one is claimed, kept, refused or put back, and
 * what a killed process left half done. Owns the folder {@code .lumadrop} in the inbox and the names below {@code
 * accepted/} and {@code failed/}. Must not know what is in a file, the ledger, Camel, or the settings.
 *
 * <p>A drop's way: a scan shows each file to the {@link lumadrop.inbox.Gate}; one that is whole is renamed into
 * {@code .lumadrop/taking/} by {@link lumadrop.inbox.Taking}, read there, and moved on by {@link
 * lumadrop.inbox.Shelves}. Where a file lies says how far it got, so {@link lumadrop.inbox.Recovery} needs no notes
 * of ours.
 */
package lumadrop.inbox;
