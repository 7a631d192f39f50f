/**
 * Whether the folders that we work between can be worked with: really there and not the bare mount point of a share that
 * is away, writable, with room left, and on what kind of file system. Knows nothing of what lies in them.
 */
package lumadrop.storage;
