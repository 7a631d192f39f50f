/**
 * Downloaded bytes, checked and published: a stream goes to a temporary file in the output folder's own file system, is
 * judged by its bytes while it is written, and appears under its picture's name by a rename, or is refused with a
 * reason.
 *
 * <p>One pass, constant memory: every buffer is written, hashed and checked before the next is read, and neither the
 * file nor its pixels are ever in memory whole. Knows the shared words and the JDK; knows no HTTP, no settings, no
 * ledger, and never opens a connection. {@link lumadrop.picture.PictureStore} is the door.
 */
package lumadrop.picture;
