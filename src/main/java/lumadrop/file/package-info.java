/** How files and folders are made: who may read them. Knows no other room. */
package lumadrop.file;
