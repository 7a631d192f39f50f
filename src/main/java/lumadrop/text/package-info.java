/** Small things that have to do with words: nearest known name, durations, sizes, safe file names, SHA-256. Knows no other room. */
package lumadrop.text;
